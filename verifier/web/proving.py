"""Proving who one is again, before a signature or a change of role.

A session that proved itself within the last ten minutes (accounts.rules.FRESH) is asked nothing. After that the form
asks for a code or a passkey of those who have a second factor, and for the password of the others; a wrong one counts
towards the same throttle as signing in.
"""

from enum import StrEnum

from flask import abort, current_app, g, request
from wtforms import HiddenField, PasswordField, StringField

from verifier.accounts import actions, actions_factors, actions_passkeys, queries
from verifier.accounts.passwords import is_right
from verifier.accounts.rules import is_fresh
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Answer, ChallengePurpose, Factors
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.outside.keyfile import kept_secret
from verifier.web.door import Viewer, factors, reading, viewer, writing
from verifier.web.forms import DeskForm
from verifier.web.passkeys import party, party_or_refuse, taken

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
    Answer.NOT_TAKEN: (
        "passkey_wrong",
        "That passkey was not accepted. Nothing was done; try again or use another way.",
    ),
    Answer.DOUBTED: (
        "passkey_doubted",
        (
            "This passkey’s counter went back: there may be a copy of it. It is not taken any more. Use another way, "
            "remove it under “Your account”, and tell an admin."
        ),
    ),
}


class Proof(StrEnum):
    """What a form must ask for: nothing, the password, a code or a passkey; or, where nothing can be, a new link."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105  (what is asked for, not a secret)
    CODE = "code"
    PASSKEY = "passkey"
    CODE_OR_PASSKEY = "code_or_passkey"
    LINK = "link"


MISSING = {
    Proof.CODE: "Write a code of your second factor: this needs a fresh proof.",
    Proof.PASSKEY: "Use your passkey, or write a recovery code: this needs a fresh proof.",
    Proof.CODE_OR_PASSKEY: "Write a code, or use your passkey: this needs a fresh proof.",
}


class ProvingForm(DeskForm):
    """A form whose sending must be proved; show its field with the macro ``proof_field``."""

    password = PasswordField("Your password")
    code = StringField("Code of your second factor")
    passkey = HiddenField()


def sealer() -> Sealer:
    """What seals the secrets of second factors on this desk. Raises OSError where its key is not kept."""
    return Sealer(kept_secret(current_app.extensions["verifier_settings"].factor_key, Sealer.new_key))


def refusal_of(found: Answer) -> RuleBroken:
    """What to say of an answer that was not right: at the field ``code`` where it was a code."""
    code, words = REFUSED[found]
    return RuleBroken(code, words, "code" if found in {Answer.WRONG, Answer.THROTTLED} else None)


def proof_asked() -> Proof:
    """What the person looking would have to give now: a page puts it into its frozen dataclass."""
    found = viewer()
    if found is None:
        abort(401)
    if is_fresh(g.get("proved_at", found.proved_at), clock.now()):
        return Proof.NONE
    if factors().any:
        return second_asked(factors())
    return Proof.PASSWORD if found.has_password else Proof.LINK


def second_asked(of: Factors) -> Proof:
    """What somebody with these factors is asked for. Recovery codes stand in for each."""
    if not of.has_passkeys or party() is None:
        return Proof.CODE
    return Proof.CODE_OR_PASSKEY if of.has_app else Proof.PASSKEY


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
    if asked is not Proof.PASSWORD and form.passkey.data:
        _prove_with_passkey(found, form.passkey.data)
    elif asked is not Proof.PASSWORD:
        _prove_with_code(found, asked, form.code.data or "")
    else:
        _prove_with_password(found, form.password.data or "")


def _prove_with_code(found: Viewer, asked: Proof, written: str) -> None:
    if not written.strip():
        raise RuleBroken("proof_missing", MISSING.get(asked, MISSING[Proof.CODE]), "code")
    now, key = clock.now(), sealer()
    with writing() as session:
        account = queries.by_id(session, found.person.id)
        given = actions_factors.answer(session, account, written=written, sealer=key, now=now)
        row = queries.session_by_token(session, found.token)
        if row is not None and given.is_right:
            actions.prove_again(session, row, now=now)
    if not given.is_right:
        raise refusal_of(given)
    g.proved_at = now


def _prove_with_passkey(found: Viewer, written: str) -> None:
    here, now = party_or_refuse(), clock.now()
    challenge = taken(ChallengePurpose.PROVE, written=written, bound=found.token)
    with writing() as session:
        given, owner = actions_passkeys.answer(session, written=written, challenge=challenge, party=here, now=now)
        row = queries.session_by_token(session, found.token)
        if row is not None and owner is not None:
            actions.prove_again(session, row, now=now)
    if not given.is_right:
        raise refusal_of(given)
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
