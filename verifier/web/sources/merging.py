"""Views of sources that may be one: the list of possible doubles, merging, splitting, and saying that they are two."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.kernel.errors import RuleBroken, Stale
from verifier.outside import clock
from verifier.policy import Permission, may
from verifier.provenance import merging
from verifier.sources import actions, queries, rules
from verifier.sources.models import Source
from verifier.sources.queries import Alike
from verifier.web.account.views import onward
from verifier.web.door import as_key, person, reading, render, writing
from verifier.web.refusing import status_of
from verifier.web.sources.forms import MergeForm, OtherForm
from verifier.web.sources.pages import Asked
from verifier.web.sources.parts import AlikeLine, Link, alike_line, link_of
from verifier.web.sources.views import door, show

PAGE = 50


@dataclass(frozen=True, slots=True)
class DoublesPage:
    """Pairs of sources that may be one."""

    lines: tuple[AlikeLine, ...]
    can_revise: bool
    is_first: bool
    next_href: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """A merge before it is done: which source goes, which stays, and what that touches."""

    away: Link
    stays: Link
    away_kind: str
    stays_kind: str
    states: tuple[tuple[str, int], ...]
    shifts: tuple[tuple[str, str, int], ...]
    signed: tuple[tuple[int, str, str, str], ...]
    more: bool
    most: int
    problem: str
    form: MergeForm


@door.page("/sources/doubles", permission=Permission.SOURCE_READ)
def doubles() -> ResponseReturnValue:
    """Sources that may be one, those first whose name is made to pass for another."""
    session = reading()
    after = _place(request.args.get("after", ""))
    rows = queries.alike_at_all(session, after=after, limit=PAGE + 1)
    shown = rows[:PAGE]
    found = queries.by_ids(session, {one for row in shown for one in (row.low_id, row.high_id)})
    pairs: dict[frozenset[int], AlikeLine] = {}
    for row in shown:
        one, other = found[row.low_id], found[row.high_id]
        pairs.setdefault(frozenset((one.id, other.id)), alike_line(Alike(one, other, row)))
    last = shown[-1] if len(rows) > PAGE else None
    page = DoublesPage(
        lines=tuple(pairs.values()),
        can_revise=may(person(), Permission.SOURCE_REVISE),
        is_first=after is None,
        next_href=url_for("sources.doubles", after=f"{int(last.disguised)}~{last.high_id}~{last.low_id}")
        if last
        else "",
    )
    return render("sources/doubles.html", page)


def _place(words: str) -> queries.Place | None:
    parts = words.split("~")
    try:
        return (as_key(parts[0]), as_key(parts[1]), as_key(parts[2])) if len(parts) == 3 else None
    except ValueError:
        return None


@door.form("/sources/<int:source_id>/merge", permission=Permission.SOURCE_REVISE)
def find_other(source_id: int) -> ResponseReturnValue:
    """Find the source into which this one is to be merged. Its name is sent, not written into the address."""
    form = OtherForm()
    session = reading()
    row = queries.survivor_of(session, source_id)
    try:
        name = rules.check_name(form.other.data or "", "other")
        found = queries.by_exact_name(session, name)
        if found is None:
            raise RuleBroken(
                "other_missing", "No source of the directory has this name. Write it as it stands there.", "other"
            )
        actions.check_merge(session, row, found)
    except RuleBroken as error:
        form.refuse(error)
        return show(source_id, Asked(other_form=form), status_of(error))
    return redirect(url_for("sources.merge_page", source_id=row.id, into_id=found.id), 303)


@door.page("/sources/<int:source_id>/merge/<int:into_id>", permission=Permission.SOURCE_REVISE)
def merge_page(source_id: int, into_id: int) -> ResponseReturnValue:
    """Show what a merge touches before it is done."""
    return _merge_page(source_id, into_id, MergeForm(formdata=None))


def _merge_page(source_id: int, into_id: int, form: MergeForm, status: int = 200) -> ResponseReturnValue:
    session = reading()
    away, stays = queries.survivor_of(session, source_id), queries.survivor_of(session, into_id)
    problem = _problem(session, away, stays)
    effect = merging.effect_of(session, away, stays) if not problem else merging.Effect({}, (), (), more=False)
    form.seen.data = _seen(away, stays)
    page = MergePage(
        away=link_of(away),
        stays=link_of(stays),
        away_kind=away.kind.value,
        stays_kind=stays.kind.value,
        states=tuple((state.value, count) for state, count in sorted(effect.states.items())),
        shifts=effect.shifts,
        signed=tuple((one.ticket.id, one.wording, one.was, one.now) for one in effect.signed),
        more=effect.more,
        most=merging.MOST_SHOWN,
        problem=problem,
        form=form,
    )
    return render("sources/merge.html", page, status)


def _problem(session: Session, away: Source, stays: Source) -> str:
    try:
        actions.check_merge(session, away, stays)
    except RuleBroken as error:
        return error.message
    return ""


def _seen(away: Source, stays: Source) -> str:
    return f"{away.id}.{away.version}~{stays.id}.{stays.version}"


@door.form("/sources/<int:source_id>/merge/<int:into_id>", permission=Permission.SOURCE_REVISE)
def merge(source_id: int, into_id: int) -> ResponseReturnValue:
    """Let one source stand for another."""
    form = MergeForm()
    try:
        with writing() as session:
            away, stays = queries.survivor_of(session, source_id), queries.survivor_of(session, into_id)
            if form.seen.data and form.seen.data != _seen(away, stays):
                raise Stale("One of the two was changed meanwhile. Look at both again before you merge them.")
            count = merging.merge(session, away, stays, by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _merge_page(source_id, into_id, form, status_of(error))
    flash(f"They are one source from here.{_waiting(count)}", "good")
    return redirect(url_for("sources.source", source_id=stays.id, merged=away.id), 303)


@door.form("/sources/<int:source_id>/split", permission=Permission.SOURCE_REVISE)
def split(source_id: int) -> ResponseReturnValue:
    """Take a merge back."""
    with writing() as session:
        row = queries.by_id(session, source_id)
        was_open = not row.protected
        count = merging.split(session, row, by=person(), now=clock.now())
        kept_back = was_open and row.protected
    more = " It is protected from here; take that away on this page if it need not be." if kept_back else ""
    flash(f"They are two sources again.{_waiting(count)}{more}", "good")
    return redirect(url_for("sources.source", source_id=source_id), 303)


def _waiting(count: int) -> str:
    if not count:
        return ""
    return f" {'1 signed ticket has' if count == 1 else f'{count} signed tickets have'} to be looked at again."


@door.form("/sources/<int:source_id>/different/<int:other_id>", permission=Permission.SOURCE_REVISE)
def part(source_id: int, other_id: int) -> ResponseReturnValue:
    """Remember that two sources are different."""
    with writing() as session:
        one, other = queries.survivor_of(session, source_id), queries.survivor_of(session, other_id)
        actions.part(session, one, other, by=person(), now=clock.now())
    flash("Remembered: they are different.", "good")
    return redirect(onward(request.form.get("next") or url_for("sources.source", source_id=one.id)), 303)
