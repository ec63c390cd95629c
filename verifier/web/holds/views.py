"""Views of legal holds: what stands, putting one on a claim or an article, and lifting it, which takes two people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import queries as accounts
from verifier.articles import queries as articles
from verifier.kernel.db import Rows
from verifier.kernel.errors import RuleBroken
from verifier.newsroom import queries as newsrooms
from verifier.policy import Permission, may
from verifier.tickets import actions_holds as actions
from verifier.tickets import queries as tickets
from verifier.tickets import queries_holds as queries
from verifier.tickets.models import LegalHold
from verifier.web.door import Door, acting, our_newsroom, person, reading, render, writing
from verifier.web.holds.forms import HoldForm
from verifier.web.proving import proof_asked, prove
from verifier.web.refusing import status_of

door = Door("holds", section="sign-off")

PUT = "Put on legal hold. Readers are told only that it is withheld."
LIFTED = "The hold is lifted. Readers see it again."
ASKED = "Asked. The hold is lifted once a second person confirms it."


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold of the list."""

    id: int
    words: str
    is_whole: bool
    href: str
    reason: str
    set_at: datetime
    set_by: str
    lift_reason: str
    lift_asked_by: str
    lifted_at: datetime | None
    lifted_by: str


@dataclass(frozen=True, slots=True)
class HoldsPage:
    """Every hold that stands, and those that were lifted last."""

    standing: tuple[HoldRow, ...]
    lifted: tuple[HoldRow, ...]
    can_decide: bool


@dataclass(frozen=True, slots=True)
class PutPage:
    """Before a hold is put on: what it will withhold."""

    words: str
    is_whole: bool
    action: str
    back: str
    form: HoldForm
    proof: str
    is_single: bool


@dataclass(frozen=True, slots=True)
class LiftPage:
    """One hold, and the form that asks to lift it or confirms that. ``is_own``: this person asked already."""

    id: int
    words: str
    is_whole: bool
    back: str
    reason: str
    set_at: datetime
    set_by: str
    lift_asked_by: str
    lift_asked_at: datetime | None
    lift_reason: str
    lifted_at: datetime | None
    lifted_by: str
    is_own: bool
    is_single: bool
    can_decide: bool
    form: HoldForm
    proof: str


@door.page("/holds", permission=Permission.HOLD_READ)
def index() -> ResponseReturnValue:
    """What readers are not shown now, and what they were not shown before."""
    session = reading()
    standing, lifted = queries.listed(session, standing=True), queries.listed(session, standing=False)
    rows = [*standing, *lifted]
    people = {one for row in rows for one in (row.set_by_id, row.lift_asked_by_id, row.lifted_by_id) if one is not None}
    names = accounts.names_by_id(session, people)
    can_decide = may(person(), Permission.HOLD_DECIDE)
    return render("holds/index.html", HoldsPage(_rows(standing, names), _rows(lifted, names), can_decide))


def _rows(rows: Rows, names: Mapping[int, str]) -> tuple[HoldRow, ...]:
    return tuple(
        HoldRow(
            id=row.id,
            words=row.wording or row.title,
            is_whole=row.ticket_id is None,
            href=f"/tickets/{row.ticket_id}" if row.ticket_id else f"/articles/{row.article_id}",
            reason=row.reason,
            set_at=row.set_at,
            set_by=names.get(row.set_by_id, "Somebody"),
            lift_reason=row.lift_reason,
            lift_asked_by=names.get(row.lift_asked_by_id, ""),
            lifted_at=row.lifted_at,
            lifted_by=names.get(row.lifted_by_id, ""),
        )
        for row in rows
    )


@door.page("/tickets/<int:ticket_id>/hold", permission=Permission.HOLD_DECIDE)
def claim(ticket_id: int) -> ResponseReturnValue:
    """Before a claim is withheld."""
    return _put_page(HoldForm(), ticket_id=ticket_id)


@door.form("/tickets/<int:ticket_id>/hold", permission=Permission.HOLD_DECIDE)
def put_claim(ticket_id: int) -> ResponseReturnValue:
    """Withhold a claim from readers, at once."""
    return _put(ticket_id=ticket_id)


@door.page("/articles/<int:article_id>/hold", permission=Permission.HOLD_DECIDE)
def article(article_id: int) -> ResponseReturnValue:
    """Before a whole article is withheld."""
    return _put_page(HoldForm(), article_id=article_id)


@door.form("/articles/<int:article_id>/hold", permission=Permission.HOLD_DECIDE)
def put_article(article_id: int) -> ResponseReturnValue:
    """Withhold an article with all its claims from readers, at once."""
    return _put(article_id=article_id)


def _put_page(form: HoldForm, status: int = 200, *, ticket_id: int = 0, article_id: int = 0) -> ResponseReturnValue:
    session = reading()
    if ticket_id:
        words = articles.claim_by_id(session, tickets.by_id(session, ticket_id).claim_id).wording
    else:
        words = articles.by_id(session, article_id).title
    page = PutPage(
        words=words,
        is_whole=not ticket_id,
        action=request.path,
        back=request.path.removesuffix("/hold"),
        form=form,
        proof=proof_asked().value,
        is_single=our_newsroom().single_sign_off,
    )
    return render("holds/put.html", page, status)


def _put(*, ticket_id: int = 0, article_id: int = 0) -> ResponseReturnValue:
    form = HoldForm()
    if not form.validate():
        return _put_page(form, 422, ticket_id=ticket_id, article_id=article_id)
    try:
        prove(form)
        with writing() as session:
            of = tickets.by_id(session, ticket_id) if ticket_id else articles.by_id(session, article_id)
            actions.put_on_hold(session, of, reason=form.reason.data or "", acting=acting())
    except RuleBroken as error:
        form.refuse(error)
        return _put_page(form, status_of(error), ticket_id=ticket_id, article_id=article_id)
    flash(PUT, "good")
    return redirect(request.path.removesuffix("/hold"), 303)


@door.page("/holds/<int:hold_id>", permission=Permission.HOLD_READ)
def hold(hold_id: int) -> ResponseReturnValue:
    """One hold: why it is there, and whether somebody asks to lift it."""
    return _lift_page(hold_id, HoldForm())


@door.form("/holds/<int:hold_id>/lift", permission=Permission.HOLD_DECIDE)
def lift(hold_id: int) -> ResponseReturnValue:
    """Ask to lift a hold, or confirm that as the second person."""
    form = HoldForm()
    if not form.validate():
        return _lift_page(hold_id, form, 422)
    try:
        prove(form)
        with writing() as session:
            row, single = queries.by_id(session, hold_id), newsrooms.current(session).single_sign_off
            words = form.reason.data or ""
            done = actions.lift(session, row, reason=words, single_sign_off=single, acting=acting())
    except RuleBroken as error:
        form.refuse(error)
        return _lift_page(hold_id, form, status_of(error))
    flash(LIFTED if done else ASKED, "good")
    return redirect(url_for("holds.hold", hold_id=hold_id), 303)


@door.form("/holds/<int:hold_id>/keep", permission=Permission.HOLD_DECIDE)
def keep(hold_id: int) -> ResponseReturnValue:
    """Say that the hold stays although somebody asked to lift it."""
    with writing() as session:
        actions.keep(session, queries.by_id(session, hold_id), acting=acting())
    flash("The hold stays.", "good")
    return redirect(url_for("holds.hold", hold_id=hold_id), 303)


def _lift_page(hold_id: int, form: HoldForm, status: int = 200) -> ResponseReturnValue:
    session, me = reading(), person()
    row = queries.by_id(session, hold_id)
    people = {one for one in (row.set_by_id, row.lift_asked_by_id, row.lifted_by_id) if one is not None}
    names = accounts.names_by_id(session, people)
    page = LiftPage(
        id=row.id,
        words=_words(row),
        is_whole=row.ticket_id is None,
        back=f"/tickets/{row.ticket_id}" if row.ticket_id else f"/articles/{row.article_id}",
        reason=row.reason,
        set_at=row.set_at,
        set_by=names.get(row.set_by_id, "Somebody"),
        lift_asked_by=names.get(row.lift_asked_by_id or 0, ""),
        lift_asked_at=row.lift_asked_at,
        lift_reason=row.lift_reason,
        lifted_at=row.lifted_at,
        lifted_by=names.get(row.lifted_by_id or 0, ""),
        is_own=row.lift_asked_by_id == me.id,
        is_single=our_newsroom().single_sign_off,
        can_decide=may(me, Permission.HOLD_DECIDE) and row.lifted_at is None,
        form=form,
        proof=proof_asked().value,
    )
    return render("holds/hold.html", page, status)


def _words(row: LegalHold) -> str:
    session = reading()
    if row.ticket_id is not None:
        return articles.claim_by_id(session, tickets.by_id(session, row.ticket_id).claim_id).wording
    return articles.by_id(session, row.article_id or 0).title
