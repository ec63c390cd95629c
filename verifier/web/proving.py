"""Proving who one is again, before a signature or a change of role.

A session that proved itself within the last ten minutes (accounts.rules.FRESH) is asked nothing. After that the form
has a password field, and a wrong one counts towards the same throttle as signing in.
"""

from enum import StrEnum

from flask import abort, g, request
from wtforms import PasswordField

from verifier.accounts import actions, queries
from verifier.accounts.passwords import is_right
from verifier.accounts.rules import is_fresh
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.web.door import reading, viewer, writing
from verifier.web.forms import DeskForm

CHOOSE_FIRST = (
    "You signed in with a link more than ten minutes ago and have no password to prove who you are. "
    "Choose one under “Your account”, then do this again."
)


class Proof(StrEnum):
    """What a form must ask for: nothing, the password, or a password that is yet to be chosen."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105  (what is asked for, not a secret)
    CHOOSE = "choose"


class ProvingForm(DeskForm):
    """A form whose sending must be proved; show its field with the macro ``proof_field``."""

    password = PasswordField("Your password")


def proof_asked() -> Proof:
    """What the person looking would have to give now: a page puts it into its frozen dataclass."""
    found = viewer()
    if found is None:
        abort(401)
    if is_fresh(g.get("proved_at", found.proved_at), clock.now()):
        return Proof.NONE
    return Proof.PASSWORD if found.has_password else Proof.CHOOSE


def prove(form: ProvingForm) -> None:
    """Let the request go on if the person has just proved who they are, or does so with the form's password.

    Raises RuleBroken for a missing or wrong password, or after too many tries. Must be called before the transaction
    of the act itself: a wrong try is kept in one of its own.
    """
    asked, found, now = proof_asked(), viewer(), clock.now()
    if found is None or asked is Proof.NONE:
        return
    if asked is Proof.CHOOSE:
        raise RuleBroken("proof_impossible", CHOOSE_FIRST)
    password = form.password.data or ""
    if not password:
        raise RuleBroken("proof_missing", "Write your password once more: this needs a fresh proof.", "password")
    email, address = found.person.email, request.remote_addr or ""
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
