"""Views of signing in and of one's own account."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import actions, queries
from verifier.accounts.models import DeskSession
from verifier.accounts.passwords import is_right
from verifier.accounts.types import LinkPurpose
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.web.account.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from verifier.web.door import Door, let_in, let_out, person, reading, render, viewer, writing

door = Door("account", section="account")

WRONG = "That is not the right address and password. Check both, or ask an admin for a one-time link."


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign in with a password."""

    form: SignInForm


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A one-time link: what it does and, for a password link, the form."""

    token: str
    name: str
    purpose: str
    form: NewPasswordForm


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account: password and the machines where one is signed in."""

    form: ChangePasswordForm
    has_password: bool
    email: str
    sessions: tuple[DeskSession, ...]
    session_id: int


def machine() -> str:
    """What the browser calls itself, in one printable line."""
    words = request.headers.get("User-Agent", "")[:120]
    return "".join(one for one in words if one.isprintable()) or "an unnamed browser"


def onward(wanted: str | None) -> str:
    """Where to go on: a path on this site and a place on its page, or the queue. Never another site."""
    parts = urlsplit(wanted or "")
    path = parts.path
    safe = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    if not safe or parts.scheme or parts.netloc:
        return url_for("queue.home")
    place = f"#{parts.fragment}" if re.fullmatch(r"[A-Za-z][\w-]*", parts.fragment, re.ASCII) else ""
    return path + (f"?{parts.query}" if parts.query.isprintable() and parts.query else "") + place


@door.page("/sign-in", permission=Permission.GUEST)
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    if viewer() is not None:
        return redirect(onward(request.args.get("next")), 303)
    form = SignInForm()
    form.next.data = request.args.get("next", "")[:500]
    return render("account/sign_in.html", SignInPage(form))


@door.form("/sign-in", permission=Permission.GUEST)
def send_sign_in() -> ResponseReturnValue:
    """Check address and password. The answer is the same whether the address is known or not."""
    form = SignInForm()
    if not form.validate():
        return render("account/sign_in.html", SignInPage(form), 422)
    email, address, now = form.email.data or "", request.remote_addr or "", clock.now()
    try:
        actions.check_not_throttled(reading(), email=email, address=address, now=now)
    except RuleBroken as error:
        form.refuse(error)
        return render("account/sign_in.html", SignInPage(form), 429)
    account = queries.by_email(reading(), email)
    right = is_right(account.password_argon2 if account else None, form.password.data or "")
    with writing() as session:
        account = queries.by_email(session, email) if right else None
        if account is None or not account.active:
            actions.note_failure(session, email=email, address=address, now=now)
            token = None
        else:
            token = actions.open_session(session, account, machine=machine(), now=now, how="password")
    if token is None:
        form.refuse(RuleBroken("sign_in_wrong", WRONG))
        return render("account/sign_in.html", SignInPage(form), 422)
    let_in(token)
    return redirect(onward(form.next.data), 303)


@door.form("/sign-out", permission=Permission.ACCOUNT_OWN)
def sign_out() -> ResponseReturnValue:
    """End this session, here and in the database."""
    found = viewer()
    if found is not None:
        with writing() as session:
            row = queries.session_by_token(session, found.token)
            if row is not None:
                actions.sign_out(session, row, now=clock.now())
    let_out()
    flash("You are signed out.", "good")
    return redirect(url_for("account.sign_in"), 303)


@door.page("/links/<string:token>", permission=Permission.GUEST)
def link(token: str) -> ResponseReturnValue:
    """What a one-time link does; only sending the form uses it up, so that a preview in a mail program cannot."""
    found = actions.check_link(queries.link_by_token(reading(), token), clock.now())
    page = LinkPage(token, found.account.name, found.purpose.value, NewPasswordForm())
    return render("account/link.html", page)


@door.form("/links/<string:token>", permission=Permission.GUEST)
def use_link(token: str) -> ResponseReturnValue:
    """Use a one-time link: sign in, or choose a password and sign in."""
    now, form = clock.now(), NewPasswordForm()
    found = actions.check_link(queries.link_by_token(reading(), token), now)
    name, purpose = found.account.name, found.purpose
    if purpose is not LinkPurpose.SIGN_IN and not form.validate():
        return render("account/link.html", LinkPage(token, name, purpose.value, form), 422)
    try:
        with writing() as session:
            if purpose is LinkPurpose.SIGN_IN:
                _, secret = actions.sign_in_with_link(session, token=token, machine=machine(), now=now)
            else:
                password = form.password.data or ""
                _, secret = actions.choose_password(session, token=token, password=password, machine=machine(), now=now)
    except RuleBroken as error:
        if error.field is None:
            raise
        form.refuse(error)
        return render("account/link.html", LinkPage(token, name, purpose.value, form), 422)
    let_in(secret)
    return redirect(url_for("queue.home"), 303)


def _account_page(form: ChangePasswordForm, status: int = 200) -> ResponseReturnValue:
    found = viewer()
    sessions = tuple(queries.open_sessions(reading(), person().id, clock.now()))
    has_password, session_id = (found.has_password, found.session_id) if found else (False, 0)
    page = AccountPage(form, has_password, person().email, sessions, session_id)
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
    now = clock.now()
    try:
        with writing() as session:
            mine = queries.by_id(session, person().id)
            secret = actions.change_password(
                session, mine, old=form.old.data or "", new=form.password.data or "", machine=machine(), now=now
            )
    except RuleBroken as error:
        form.refuse(error)
        return _account_page(form, 422)
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
