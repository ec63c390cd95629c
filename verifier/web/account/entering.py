"""Views of signing in and out."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from verifier.accounts import actions, actions_factors, actions_passkeys, queries
from verifier.accounts.models import HalfOpenSignIn
from verifier.accounts.passwords import is_right
from verifier.accounts.types import Answer, ChallengePurpose, Entrance, LinkPurpose, Way
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.web.account.door import door, machine
from verifier.web.account.forms import NewPasswordForm, PasskeySignInForm, SecondForm, SignInForm
from verifier.web.door import guest, half_open, let_half_in, let_in, let_out, reading, render, viewer, writing
from verifier.web.passkeys import ask, party, party_or_refuse, taken
from verifier.web.proving import Proof, refusal_of, sealer, second_asked
from verifier.web.refusing import status_of

WRONG = "That is not the right address and password. Check both, or ask an admin for a one-time link."

USED_UP = (
    "That recovery code is used up; {left} are left. "
    "If your device is lost, set up a new app or passkey under “Your account”."
)


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign in with a password, or with a passkey alone where browsers take those here."""

    form: SignInForm
    passkey_form: PasskeySignInForm
    takes_passkeys: bool


@dataclass(frozen=True, slots=True)
class CodePage:
    """The second thing asked of somebody whose password or link was right."""

    form: SecondForm
    proof: Proof


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A one-time link: what it does and, for a password link, the form."""

    token: str
    name: str
    purpose: str
    form: NewPasswordForm


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
    return _sign_in_page(form)


def _sign_in_page(
    form: SignInForm | None = None, status: int = 200, passkey_form: PasskeySignInForm | None = None
) -> ResponseReturnValue:
    if form is None:
        form = SignInForm(formdata=None)
        form.next.data = passkey_form.next.data if passkey_form else ""
    page = SignInPage(form, passkey_form or PasskeySignInForm(formdata=None), party() is not None)
    return render("account/sign_in.html", page, status)


@door.form("/sign-in", permission=Permission.GUEST)
def send_sign_in() -> ResponseReturnValue:
    """Check address and password. The answer is the same whether the address is known or not."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, 422)
    email, address, now = form.email.data or "", request.remote_addr or "", clock.now()
    try:
        actions.check_not_throttled(reading(), email=email, address=address, now=now)
    except RuleBroken as error:
        form.refuse(error)
        return _sign_in_page(form, 429)
    account = queries.by_email(reading(), email)
    right = is_right(account.password_argon2 if account else None, form.password.data or "")
    with writing() as session:
        account = queries.by_email(session, email) if right else None
        if account is None or not account.active:
            actions.note_failure(session, email=email, address=address, now=now)
            entrance = None
        else:
            entrance = actions.enter(session, account, machine=machine(), now=now, way=Way.PASSWORD)
    if entrance is None:
        form.refuse(RuleBroken("sign_in_wrong", WRONG))
        return _sign_in_page(form, 422)
    return _let_on(entrance, form.next.data)


def _let_on(entrance: Entrance, wanted: str | None) -> ResponseReturnValue:
    if entrance.is_half_open:
        let_half_in(entrance.token)
        return redirect(url_for("account.code", next=wanted or None), 303)
    let_in(entrance.token)
    return redirect(onward(wanted), 303)


@door.form("/sign-in/passkey/begin", permission=Permission.GUEST)
def begin_passkey() -> ResponseReturnValue:
    """Ask whatever passkey somebody has for this desk; nothing is said about who is known here."""
    return ask(ChallengePurpose.SIGN_IN, account_id=None, bound=guest())


@door.form("/sign-in/passkey", permission=Permission.GUEST)
def send_passkey() -> ResponseReturnValue:
    """Let in whoever holds a passkey and was verified by it. Unknown and disabled accounts get the same answer."""
    form, here = PasskeySignInForm(), party_or_refuse()
    written = form.passkey.data or ""
    challenge = taken(ChallengePurpose.SIGN_IN, written=written, bound=guest())
    with writing() as session:
        found, token = actions_passkeys.sign_in(
            session, written=written, challenge=challenge, party=here, machine=machine(), now=clock.now()
        )
    if token is None:
        form.refuse(refusal_of(found))
        return _sign_in_page(status=422, passkey_form=form)
    let_in(token)
    return redirect(onward(form.next.data), 303)


def _waiting() -> HalfOpenSignIn:
    """The sign-in of this browser that waits for its second proof. Raises RuleBroken where there is none."""
    return actions_factors.check_half_open(queries.half_open_by_token(reading(), half_open()), clock.now())


def _code_page(form: SecondForm, account_id: int, status: int = 200) -> ResponseReturnValue:
    return render("account/code.html", CodePage(form, second_asked(queries.factors(reading(), account_id))), status)


@door.page("/sign-in/code", permission=Permission.GUEST)
def code() -> ResponseReturnValue:
    """The second page of signing in."""
    waiting, form = _waiting(), SecondForm()
    form.next.data = request.args.get("next", "")[:500]
    return _code_page(form, waiting.account_id)


@door.form("/sign-in/code/begin", permission=Permission.GUEST)
def begin_second() -> ResponseReturnValue:
    """Ask a passkey of somebody whose password or link was right."""
    return ask(ChallengePurpose.SECOND, account_id=_waiting().account_id, bound=half_open())


@door.form("/sign-in/code", permission=Permission.GUEST)
def send_code() -> ResponseReturnValue:
    """Check the code, or what a passkey signed, and open the session."""
    form, waiting = SecondForm(), _waiting().account_id
    if not form.passkey.data and not form.validate():
        return _code_page(form, waiting, 422)
    found, token = _finish_with_passkey(form.passkey.data) if form.passkey.data else _finish(form.code.data or "")
    if token is None:
        form.refuse(refusal_of(found))
        return _code_page(form, waiting, status_of(refusal_of(found)))
    left = queries.count_recovery_codes(reading(), waiting)
    let_in(token)
    if found is Answer.RECOVERY:
        flash(USED_UP.format(left=left), "warn")
    return redirect(onward(form.next.data), 303)


def _finish(written: str) -> tuple[Answer, str | None]:
    key = sealer()
    with writing() as session:
        return actions_factors.finish_sign_in(
            session, token=half_open(), written=written, machine=machine(), sealer=key, now=clock.now()
        )


def _finish_with_passkey(written: str) -> tuple[Answer, str | None]:
    here = party_or_refuse()
    challenge = taken(ChallengePurpose.SECOND, written=written, bound=half_open())
    with writing() as session:
        return actions_passkeys.finish_sign_in(
            session,
            token=half_open(),
            written=written,
            challenge=challenge,
            party=here,
            machine=machine(),
            now=clock.now(),
        )


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
    answer = redirect(url_for("account.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # words not yet sent too: others may sit here next
    return answer


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
                entrance = actions.sign_in_with_link(session, token=token, machine=machine(), now=now)
            else:
                password = form.password.data or ""
                entrance = actions.choose_password(session, token=token, password=password, machine=machine(), now=now)
    except RuleBroken as error:
        if error.field is None:
            raise
        form.refuse(error)
        return render("account/link.html", LinkPage(token, name, purpose.value, form), 422)
    return _let_on(entrance, None)
