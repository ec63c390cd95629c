"""Views of one's own account: the password, and where one is signed in."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import actions, queries
from verifier.accounts.models import DeskSession
from verifier.accounts.types import Second, Way
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.web.account.door import door, machine, session_id
from verifier.web.account.forms import ChangePasswordForm
from verifier.web.door import factors, let_in, person, reading, render, viewer, writing
from verifier.web.proving import Proof, proof_asked, prove
from verifier.web.refusing import status_of

WAYS: dict[str, str] = {
    Way.PASSWORD: "Password",
    Way.LINK: "One-time link",
    Way.PASSWORD_CHOSEN: "Link, new password",
    Way.PASSWORD_CHANGED: "New password",
    Way.FACTOR_SET_UP: "Second factor set up",
    Way.PASSKEY: "Passkey",
}
SECONDS: dict[str, str] = {
    Second.CODE: "code from the app",
    Second.RECOVERY: "recovery code",
    Second.PASSKEY: "passkey",
}


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One machine where somebody is signed in, and how they proved themselves there."""

    id: int
    machine: str
    way: str
    seen_at: datetime
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account: password, second factor, and the machines where one is signed in."""

    form: ChangePasswordForm
    has_password: bool
    email: str
    sessions: tuple[SessionLine, ...]
    session_id: int
    proof: Proof
    has_factor: bool


def _way(row: DeskSession) -> str:
    words = WAYS.get(row.way or "", "Not recorded")
    return f"{words}, {SECONDS[row.second]}" if row.second else words


def _must_prove(has_password: bool) -> bool:
    """The present password is proof enough for a new one, unless there is none, or a second factor is asked for."""
    return factors().any or not has_password


def _account_page(form: ChangePasswordForm, status: int = 200) -> ResponseReturnValue:
    found = viewer()
    rows = queries.open_sessions(reading(), person().id, clock.now())
    sessions = tuple(SessionLine(row.id, row.machine, _way(row), row.seen_at, row.opened_at) for row in rows)
    has_password, session_id = (found.has_password, found.session_id) if found else (False, 0)
    proof = proof_asked() if _must_prove(has_password) else Proof.NONE
    page = AccountPage(form, has_password, person().email, sessions, session_id, proof, factors().any)
    return render("account/account.html", page, status)


@door.page("/account", permission=Permission.ACCOUNT_OWN)
def account() -> ResponseReturnValue:
    """One's own account."""
    return _account_page(ChangePasswordForm())


@door.form("/account/password", permission=Permission.ACCOUNT_OWN)
def change_password() -> ResponseReturnValue:
    """Change one's own password; every other session ends."""
    form = ChangePasswordForm()
    if not form.validate():
        return _account_page(form, 422)
    found, now = viewer(), clock.now()
    try:
        if _must_prove(has_password=found is not None and found.has_password):
            prove(form)
        with writing() as session:
            mine = queries.by_id(session, person().id)
            actions.check_signed_in(session, mine, session_id=session_id(), now=now)
            secret = actions.change_password(
                session, mine, old=form.old.data or "", new=form.password.data or "", machine=machine(), now=now
            )
    except RuleBroken as error:
        form.refuse(error)
        return _account_page(form, status_of(error))
    let_in(secret)
    flash("Your password is changed. Every other session has ended.", "good")
    return redirect(url_for("account.account"), 303)


@door.form("/account/sessions/<int:session_id>/end", permission=Permission.ACCOUNT_OWN)
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    with writing() as session:
        mine = queries.by_id(session, person().id)
        actions.end_one_session(session, mine, session_id=session_id, now=clock.now())
    flash("That session has ended.", "good")
    return redirect(url_for("account.account"), 303)
