"""Verbs on second factors: an app that shows six digits, and recovery codes."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from verifier.accounts import codes, queries, rules
from verifier.accounts.actions import end_sessions, open_session, subject_of
from verifier.accounts.actions_notices import tell
from verifier.accounts.models import (
    Account,
    Authenticator,
    FactorAttempt,
    HalfOpenSignIn,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
)
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Answer, NoticeKind, Person, Second, Way
from verifier.audit.actions import record, sweep
from verifier.kernel.errors import RuleBroken

GONE = "Your sign-in has run out. Sign in from the start."


def offer_authenticator(session: Session, account: Account, *, sealer: Sealer, now: datetime) -> None:
    """Make a secret for an app. It counts for nothing until a code made from it comes back; one in use goes on."""
    found = queries.authenticator(session, account.id)
    if found is None:
        found = Authenticator(account_id=account.id)
        session.add(found)
    found.offered_sealed, found.offered_at = sealer.seal(codes.new_secret(), account.id), now
    session.flush()
    record(session, action="account:offer_factor", subject=subject_of(account), actor_id=account.id, now=now)


def offered_secret(session: Session, account_id: int, *, sealer: Sealer, now: datetime) -> str | None:
    """The secret that waits for its first code; None where there is none, or it was shown too long ago."""
    found = queries.authenticator(session, account_id)
    if found is None or found.offered_sealed is None or found.offered_at is None:
        return None
    if now - found.offered_at >= rules.OFFER_LIFE:
        return None
    return sealer.unseal(found.offered_sealed, account_id)


def confirm_authenticator(
    session: Session, account: Account, *, written: str, machine: str, sealer: Sealer, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Take the app into use if this is its code: the secret of a new session, every other ended, and recovery codes.

    Raises RuleBroken for a wrong code, or where nothing was offered.
    """
    queries.lock(session, account.id)
    secret = offered_secret(session, account.id, sealer=sealer, now=now)
    found = queries.authenticator(session, account.id)
    if found is None or secret is None:
        raise RuleBroken("offer_gone", "This square is too old. Begin again: a new one is made.")
    digits = codes.as_digits(written)
    step = codes.matching_step(secret, digits, now, None) if digits else None
    if step is None:
        raise RuleBroken(
            "code_wrong", "That is not what the app shows now. Wait for its next code and write that.", "code"
        )
    found.sealed, found.confirmed_at, found.last_step = found.offered_sealed, now, step
    found.offered_sealed = found.offered_at = None
    session.flush()
    end_sessions(session, account, now=now)
    record(session, action="account:set_up_factor", subject=subject_of(account), actor_id=account.id, now=now)
    tell(session, account, NoticeKind.APP_SET_UP, now)
    fresh = make_recovery_codes(session, account, now)
    token = open_session(session, account, machine=machine, now=now, way=Way.FACTOR_SET_UP, second=Second.CODE)
    return token, fresh


def new_recovery_codes(session: Session, account: Account, *, now: datetime) -> tuple[str, ...]:
    """Ten recovery codes in place of all earlier ones. Raises RuleBroken for somebody without a second factor."""
    queries.lock(session, account.id)
    if not queries.has_second_factor(session, account.id):
        raise RuleBroken("no_factor", "Set up a second factor first.")
    record(session, action="account:new_recovery_codes", subject=subject_of(account), actor_id=account.id, now=now)
    tell(session, account, NoticeKind.CODES_RENEWED, now)
    return make_recovery_codes(session, account, now)


def make_recovery_codes(session: Session, account: Account, now: datetime) -> tuple[str, ...]:
    """Ten recovery codes in place of all earlier ones, without asking whether there is a factor they stand in for."""
    sweep(session, delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    fresh = tuple(codes.new_recovery_code() for _ in range(rules.RECOVERY_CODES))
    session.add_all(
        RecoveryCode(account_id=account.id, code_sha256=codes.recovery_digest(account.id, one), made_at=now)
        for one in fresh
    )
    session.flush()
    return fresh


def answer(session: Session, account: Account, *, written: str, sealer: Sealer, now: datetime) -> Answer:
    """Hold what somebody wrote against their app and their recovery codes; a right one is used up by that.

    After too many wrong ones no digits are taken for a while. A recovery code is: it is beyond guessing, and whoever
    tries digits must not lock its owner out. The transaction must be kept whatever the answer is.
    """
    queries.lock(session, account.id)
    session.execute(delete(FactorAttempt).where(FactorAttempt.at < now - timedelta(days=1)))
    recovery = codes.as_recovery(written)
    if recovery is not None and _use_recovery_code(session, account, recovery, now):
        return Answer.RECOVERY
    if rules.is_throttled(queries.wrong_codes(session, account.id, now - timedelta(days=1)), now):
        return Answer.THROTTLED
    digits = codes.as_digits(written)
    if digits is not None and _use_digits(session, account, digits, sealer, now):
        return Answer.CODE
    session.add(FactorAttempt(account_id=account.id, at=now))
    return Answer.WRONG


def _use_digits(session: Session, account: Account, digits: str, sealer: Sealer, now: datetime) -> bool:
    found = queries.authenticator(session, account.id)
    secret = sealer.unseal(found.sealed, account.id) if found is not None and found.sealed else None
    if found is None or secret is None:
        return False
    step = codes.matching_step(secret, digits, now, found.last_step)
    if step is None:
        return False
    found.last_step = step  # the account is locked: no other request takes the same step meanwhile
    return True


def _use_recovery_code(session: Session, account: Account, code: str, now: datetime) -> bool:
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_sha256 == codes.recovery_digest(account.id, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
    if not sweep(session, used):
        return False
    record(session, action="account:use_recovery_code", subject=subject_of(account), actor_id=account.id, now=now)
    tell(session, account, NoticeKind.RECOVERY_CODE_USED, now)
    return True


def check_half_open(half: HalfOpenSignIn | None, now: datetime) -> HalfOpenSignIn:
    """The sign-in that waits for a code, if it still does. Raises RuleBroken where it does not."""
    if half is None or half.ends_at <= now or not half.account.active:
        raise RuleBroken("sign_in_gone", GONE)
    return half


def finish_sign_in(
    session: Session, *, token: str, written: str, machine: str, sealer: Sealer, now: datetime
) -> tuple[Answer, str | None]:
    """Open the session that waited for a code, if this is one: what came of it, and the secret for the cookie.

    Raises RuleBroken where no sign-in waits under this secret. The transaction must be kept whatever the answer is.
    """
    account = check_half_open(queries.half_open_by_token(session, token), now).account
    queries.lock(session, account.id)
    half = check_half_open(queries.half_open_by_token(session, token), now)  # as it is now that nobody else finishes it
    found = answer(session, account, written=written, sealer=sealer, now=now)
    if not found.is_right:
        return found, None
    return found, finish_half_open(session, half, found, machine=machine, now=now)


def finish_half_open(session: Session, half: HalfOpenSignIn, found: Answer, *, machine: str, now: datetime) -> str:
    """Open the session that waited for this right answer: the secret for the cookie."""
    way, account = Way(half.way), half.account
    session.delete(half)
    return open_session(session, account, machine=machine, now=now, way=way, second=Second(found.value))


def remove_factors(session: Session, account: Account, *, by: Person | None, now: datetime) -> None:
    """Take away somebody's app, passkeys and recovery codes; every session of theirs ends.

    Raises RuleBroken where there is none.
    """
    queries.lock(session, account.id)
    if not queries.has_second_factor(session, account.id):
        raise RuleBroken("no_factor", "There is no second factor to remove.")
    sweep(session, delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    sweep(session, delete(Authenticator).where(Authenticator.account_id == account.id))
    sweep(session, delete(PasskeyChallenge).where(PasskeyChallenge.account_id == account.id))
    sweep(session, delete(Passkey).where(Passkey.account_id == account.id))
    end_sessions(session, account, now=now)
    actor_id = by.id if by else None
    record(session, action="account:remove_factors", subject=subject_of(account), actor_id=actor_id, now=now)
    if actor_id in {None, account.id}:  # an admin who removes them writes to their owner, and learns whether it went
        tell(session, account, NoticeKind.FACTORS_REMOVED, now)
