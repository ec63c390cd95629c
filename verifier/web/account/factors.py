"""Views of one's own second factor: an app that shows six digits, and recovery codes."""

from dataclasses import dataclass
from datetime import datetime

import segno
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from verifier.accounts import actions, actions_factors, codes, queries, rules
from verifier.accounts.models import Authenticator
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.web.account.door import door, machine, session_id
from verifier.web.account.forms import CodeForm, FactorForm, RemoveFactorForm
from verifier.web.door import factors, let_in, let_out, our_newsroom, person, reading, render, writing
from verifier.web.proving import Proof, proof_asked, prove, sealer
from verifier.web.refusing import status_of

PIXELS = 5  # of one square of the code, which must be large enough for a phone's camera


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that waits for its first code: as a picture for the app, and in groups for typing."""

    square: Markup
    secret: str


@dataclass(frozen=True, slots=True)
class FactorPage:
    """One's second factor: what there is, and the next step."""

    since: datetime | None
    passkeys: int
    has_factor: bool
    codes_left: int
    are_few: bool
    is_required: bool
    offer: Offer | None
    form: FactorForm
    remove_form: RemoveFactorForm
    code_form: CodeForm
    proof: Proof


@dataclass(frozen=True, slots=True)
class CodesPage:
    """New recovery codes, shown once."""

    codes: tuple[str, ...]
    is_first: bool


def _offer(kept: Authenticator | None) -> Offer | None:
    """What to show the app; to nobody whose last proof is old, for whoever sees it can make codes."""
    if kept is None or kept.offered_sealed is None or proof_asked() is not Proof.NONE:
        return None
    secret = actions_factors.offered_secret(reading(), person().id, sealer=sealer(), now=clock.now())
    if secret is None:
        return None
    address = codes.address_of(secret, account=person().email, desk=our_newsroom().name)
    drawn = segno.make(address, error="m").svg_inline(scale=PIXELS, light="#fff", svgclass=None, lineclass=None)
    return Offer(Markup(drawn), codes.grouped(secret))  # noqa: S704  (drawn by us, from squares alone)


def _page(
    form: FactorForm | None = None,
    code_form: CodeForm | None = None,
    remove_form: RemoveFactorForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    kept = queries.authenticator(reading(), person().id)
    left = queries.count_recovery_codes(reading(), person().id)
    page = FactorPage(
        since=kept.confirmed_at if kept else None,
        passkeys=len(queries.passkeys(reading(), person().id)),
        has_factor=factors().any,
        codes_left=left,
        are_few=left <= rules.FEW_RECOVERY_CODES,
        is_required=rules.must_have_factor(person().role, is_required=our_newsroom().requires_factor),
        offer=_offer(kept),
        form=form or FactorForm(formdata=None),
        remove_form=remove_form or RemoveFactorForm(formdata=None),
        code_form=code_form or CodeForm(formdata=None),
        proof=proof_asked(),
    )
    return render("account/second_factor.html", page, status)


@door.page("/account/second-factor", permission=Permission.ACCOUNT_OWN)
def second_factor() -> ResponseReturnValue:
    """One's own second factor."""
    return _page()


@door.form("/account/second-factor/begin", permission=Permission.ACCOUNT_OWN)
def begin_factor() -> ResponseReturnValue:
    """Make a secret for an app, or for another app in place of the present one."""
    form = FactorForm()
    try:
        prove(form)
        key = sealer()
        with writing() as session:
            mine = queries.by_id(session, person().id)
            actions_factors.offer_authenticator(session, mine, sealer=key, now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _page(form, status=status_of(error))
    return redirect(url_for("account.second_factor"), 303)


@door.form("/account/second-factor/confirm", permission=Permission.ACCOUNT_OWN)
def confirm_factor() -> ResponseReturnValue:
    """Take the app into use with its first code; the answer shows the recovery codes, once."""
    form, key = CodeForm(), sealer()
    if not form.validate():
        return _page(code_form=form, status=422)
    try:
        if proof_asked() is not Proof.NONE:
            raise RuleBroken("offer_gone", "This took longer than ten minutes. Begin again: a new square is made.")
        with writing() as session:
            mine = queries.by_id(session, person().id)
            actions.check_signed_in(session, mine, session_id=session_id(), now=clock.now())
            token, fresh = actions_factors.confirm_authenticator(
                session, mine, written=form.code.data or "", machine=machine(), sealer=key, now=clock.now()
            )
    except RuleBroken as error:
        form.refuse(error)
        return _page(code_form=form, status=status_of(error))
    let_in(token)
    return render("account/recovery_codes.html", CodesPage(fresh, is_first=True))


@door.form("/account/second-factor/codes", permission=Permission.ACCOUNT_OWN)
def renew_codes() -> ResponseReturnValue:
    """New recovery codes in place of the old ones; the answer shows them, once."""
    form = FactorForm()
    try:
        prove(form)
        with writing() as session:
            mine = queries.by_id(session, person().id)
            fresh = actions_factors.new_recovery_codes(session, mine, now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _page(form, status=status_of(error))
    return render("account/recovery_codes.html", CodesPage(fresh, is_first=False))


@door.form("/account/second-factor/remove", permission=Permission.ACCOUNT_OWN)
def remove_factor() -> ResponseReturnValue:
    """Do without a second factor; everybody who is signed in with this account signs in anew."""
    form = RemoveFactorForm()
    try:
        prove(form)
        rules.check_may_lose_factor(person().role, is_required=our_newsroom().requires_factor)
        with writing() as session:
            mine = queries.by_id(session, person().id)
            actions_factors.remove_factors(session, mine, by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _page(remove_form=form, status=status_of(error))
    let_out()
    flash("Your second factor is removed. Sign in with your password.", "good")
    return redirect(url_for("account.sign_in"), 303)
