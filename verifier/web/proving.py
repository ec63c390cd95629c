"""Proving who one is again, before a signature or a change of role.

A session that proved itself within the last ten minutes (accounts.rules.FRESH) is asked nothing. After that the form
asks for a code of those who have a second factor, and for the password of the others; a wrong one counts towards the
same throttle as signing in.
"""

from enum import StrEnum

from flask import abort, current_app, g, request
from wtforms import PasswordField, StringField

from verifier.accounts import actions, actions_factors, queries
from verifier.accounts.passwords import is_right
from verifier.accounts.rules import is_fresh
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Answer
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.outside.keyfile import kept_secret
from verifier.web.door import Viewer, has_second_factor, reading, viewer, writing
from verifier.web.forms import DeskForm

NEW_LINK = (
    "You signed in with a link more than ten minutes ago and have no password to prove who you are. "
    "Ask an admin for a new link, and choose a password with it."
)
REFUSED = {
    Answer.WRONG: ("code_wrong", "That code is wrong, or was used already. Wait for the next one. Nothing was done."),
    Answer.THROTTLED: (
        "throttled",
        "Too many wrong codes. Wait a while, or use a recovery code: those work all the same.",
    ),
}


class Proof(StrEnum):
    """What a form must ask for: nothing, the password, a code; or, where there is neither, a new link elsewhere."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105  (what is asked for, not a secret)
    CODE = "code"
    LINK = "link"


class ProvingForm(DeskForm):
    """A form whose sending must be proved; show its field with the macro ``proof_field``."""

    password = PasswordField("Your password")
    code = StringField("Code of your second factor")


def sealer() -> Sealer:
    """What seals the secrets of second factors on this desk. Raises OSError where its key is not kept."""
    return Sealer(kept_secret(current_app.extensions["verifier_settings"].factor_key, Sealer.new_key))


def check_taken(found: Answer) -> None:
    """Raise RuleBroken at the field ``code`` for an answer that was not right."""
    if found in REFUSED:
        code, words = REFUSED[found]
        raise RuleBroken(code, words, "code")


def proof_asked() -> Proof:
    """What the person looking would have to give now: a page puts it into its frozen dataclass."""
    found = viewer()
    if found is None:
        abort(401)
    if is_fresh(g.get("proved_at", found.proved_at), clock.now()):
        return Proof.NONE
    if has_second_factor():
        return Proof.CODE
    return Proof.PASSWORD if found.has_password else Proof.LINK


def prove(form: ProvingForm) -> None:
    """Let the request go on if the person has just proved who they are, or does so with what the form asks for.

    Raises RuleBroken for a missing or wrong password or code, or after too many tries. Must be called before the
    transaction of the act itself: a wrong try is kept in one of its own.
    """
    asked, found = proof_asked(), viewer()
    if found is None or asked is Proof.NONE:
        return
    if asked is Proof.LINK:
        raise RuleBroken("proof_impossible", NEW_LINK)
    if asked is Proof.CODE:
        _prove_with_code(found, form.code.data or "")
    else:
        _prove_with_password(found, form.password.data or "")


def _prove_with_code(found: Viewer, written: str) -> None:
    if not written.strip():
        raise RuleBroken("proof_missing", "Write a code of your second factor: this needs a fresh proof.", "code")
    now, key = clock.now(), sealer()
    with writing() as session:
        account = queries.by_id(session, found.person.id)
        given = actions_factors.answer(session, account, written=written, sealer=key, now=now)
        row = queries.session_by_token(session, found.token)
        if row is not None and given not in REFUSED:
            actions.prove_again(session, row, now=now)
    check_taken(given)
    g.proved_at = now


def _prove_with_password(found: Viewer, password: str) -> None:
    if not password:
        raise RuleBroken("proof_missing", "Write your password once more: this needs a fresh proof.", "password")
    email, address, now = found.person.email, request.remote_addr or "", clock.now()
    actions.check_not_throttled(reading(), email=email, address=address, now=now)
    right = is_right(queries.by_id(reading(), found.person.id).password_argon2, password)
    with writing() as session:
        row = queries.session_by_token(session, found.token) if right else None
        if row is None:
            actions.note_failure(session, email=email, address=address, now=now)
        else:
            actions.prove_again(session, row, now=now)
    if row is None:
        raise RuleBroken("proof_wrong", "That is not your password. Nothing was done.", "password")
    g.proved_at = now
