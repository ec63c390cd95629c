"""Views of one's own passkeys. All that is done here needs a fresh proof, given once for ten minutes."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import actions, actions_passkeys, queries
from verifier.accounts.models import Passkey
from verifier.accounts.types import ChallengePurpose
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.web.account.door import door, session_id
from verifier.web.account.factors import CodesPage
from verifier.web.account.forms import FactorForm, NewPasskeyForm, PasskeyNameForm
from verifier.web.door import let_out, our_newsroom, person, reading, render, viewer, writing
from verifier.web.passkeys import ask, party, party_or_refuse, taken
from verifier.web.proving import Proof, proof_asked, prove
from verifier.web.refusing import status_of

OLD_PROOF = "Your last proof is more than ten minutes old. Prove again who you are, then do it once more."


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """One passkey, and the form with its name."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None
    doubted_at: datetime | None
    form: PasskeyNameForm


@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """One's own passkeys, and what may be done with them now. ``address``: where browsers take them, if not here."""

    lines: tuple[PasskeyLine, ...]
    proof: Proof
    form: FactorForm
    add_form: NewPasskeyForm
    refused: PasskeyNameForm | None
    takes_passkeys: bool


def _line(row: Passkey, refused: tuple[int, PasskeyNameForm] | None) -> PasskeyLine:
    form = PasskeyNameForm(formdata=None, name=row.name)
    if refused is not None and refused[0] == row.id:
        form = refused[1]
    form.name.id = f"name-{row.id}"
    return PasskeyLine(row.id, row.name, row.made_at, row.used_at, row.doubted_at, form)


def _page(
    *,
    form: FactorForm | None = None,
    add_form: NewPasskeyForm | None = None,
    refused: tuple[int, PasskeyNameForm] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    rows = queries.passkeys(reading(), person().id)
    page = PasskeysPage(
        lines=tuple(_line(row, refused) for row in rows),
        proof=proof_asked(),
        form=form or FactorForm(formdata=None),
        add_form=add_form or NewPasskeyForm(formdata=None),
        refused=refused[1] if refused else None,
        takes_passkeys=party() is not None,
    )
    return render("account/passkeys.html", page, status)


def _check_fresh() -> None:
    if proof_asked() is not Proof.NONE:
        raise RuleBroken("proof_old", OLD_PROOF)


def _secret() -> str:
    found = viewer()
    return found.token if found is not None else ""


@door.page("/account/passkeys", permission=Permission.ACCOUNT_OWN)
def passkeys() -> ResponseReturnValue:
    """One's own passkeys."""
    return _page()


@door.form("/account/prove/begin", permission=Permission.ACCOUNT_OWN)
def begin_proof() -> ResponseReturnValue:
    """Ask a passkey for a fresh proof of who somebody is, for whatever form needs one."""
    return ask(ChallengePurpose.PROVE, account_id=person().id, bound=_secret())


@door.form("/account/passkeys/prove", permission=Permission.ACCOUNT_OWN)
def prove_for_passkeys() -> ResponseReturnValue:
    """Prove who one is, to change one's passkeys."""
    form = FactorForm()
    try:
        prove(form)
    except RuleBroken as error:
        form.refuse(error)
        return _page(form=form, status=status_of(error))
    return redirect(url_for("account.passkeys"), 303)


@door.form("/account/passkeys/begin", permission=Permission.ACCOUNT_OWN)
def begin_new_passkey() -> ResponseReturnValue:
    """Ask for a new passkey."""
    _check_fresh()
    return ask(ChallengePurpose.REGISTER, account_id=person().id, bound=_secret())


@door.form("/account/passkeys", permission=Permission.ACCOUNT_OWN)
def add_passkey() -> ResponseReturnValue:
    """Keep a passkey; with the first second factor the answer shows recovery codes, once."""
    form = NewPasskeyForm()
    written = form.passkey.data or ""
    try:
        _check_fresh()
        here, now = party_or_refuse(), clock.now()
        challenge = taken(ChallengePurpose.REGISTER, written=written, bound=_secret())
        with writing() as session:
            mine = queries.by_id(session, person().id)
            actions.check_signed_in(session, mine, session_id=session_id(), now=now)
            fresh = actions_passkeys.add(
                session,
                mine,
                written=written,
                name=form.name.data or "",
                challenge=challenge,
                party=here,
                keep=session_id(),
                now=now,
            )
    except RuleBroken as error:
        form.refuse(error)
        return _page(add_form=form, status=status_of(error))
    if fresh:
        return render("account/recovery_codes.html", CodesPage(fresh, is_first=True))
    flash("Your passkey is in use. Every other session of yours has ended.", "good")
    return redirect(url_for("account.passkeys"), 303)


@door.form("/account/passkeys/<int:passkey_id>/rename", permission=Permission.ACCOUNT_OWN)
def rename_passkey(passkey_id: int) -> ResponseReturnValue:
    """Give a passkey another name."""
    form = PasskeyNameForm()
    try:
        _check_fresh()
        with writing() as session:
            mine = queries.by_id(session, person().id)
            name = form.name.data or ""
            actions_passkeys.rename(session, mine, passkey_id=passkey_id, name=name, now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _page(refused=(passkey_id, form), status=status_of(error))
    flash("The passkey has another name now.", "good")
    return redirect(url_for("account.passkeys"), 303)


@door.form("/account/passkeys/<int:passkey_id>/remove", permission=Permission.ACCOUNT_OWN)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove a passkey; with the last second factor everything ends, and the password alone lets in."""
    form, is_required = FactorForm(), our_newsroom().requires_factor
    try:
        _check_fresh()
        with writing() as session:
            mine = queries.by_id(session, person().id)
            actions.check_signed_in(session, mine, session_id=session_id(), now=clock.now())
            was_last = actions_passkeys.remove(
                session,
                mine,
                passkey_id=passkey_id,
                by=person(),
                is_required=is_required,
                keep=session_id(),
                now=clock.now(),
            )
    except RuleBroken as error:
        form.refuse(error)
        return _page(form=form, status=status_of(error))
    if not was_last:
        flash("The passkey is removed. Every other session of yours has ended.", "good")
        return redirect(url_for("account.passkeys"), 303)
    let_out()
    flash("Your last second factor is removed. Sign in with your password.", "good")
    return redirect(url_for("account.sign_in"), 303)
