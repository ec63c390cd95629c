"""Verbs on passkeys. Each answer is held against a challenge that was taken out of the table before it was read."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from verifier.accounts import passkeys, queries, rules
from verifier.accounts.actions import end_sessions, open_session, subject_of
from verifier.accounts.actions_factors import check_half_open, finish_half_open, make_recovery_codes, remove_factors
from verifier.accounts.actions_notices import tell
from verifier.accounts.models import Account, Passkey, PasskeyChallenge
from verifier.accounts.types import (
    Answer,
    Challenge,
    ChallengePurpose,
    NoticeKind,
    Person,
    RelyingParty,
    Way,
)
from verifier.audit.actions import record
from verifier.kernel.errors import RuleBroken


def begin(
    session: Session,
    *,
    purpose: ChallengePurpose,
    account: Account | None,
    bound: str,
    party: RelyingParty,
    address: str,
    now: datetime,
) -> str:
    """A challenge for one browser, which holds the secret ``bound``, and what to give that browser, as JSON.

    Raises RuleBroken for too many passkeys, or too many challenges of one machine that nobody answered.
    """
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.ends_at <= now))
    of_browser, of_machine = queries.token_digest(bound), queries.token_digest(address)
    session.execute(
        delete(PasskeyChallenge).where(PasskeyChallenge.bound_sha256 == of_browser, PasskeyChallenge.purpose == purpose)
    )
    if account is None and queries.count_open_challenges(session, of_machine, now) >= rules.CHALLENGES_PER_ADDRESS:
        raise RuleBroken("throttled", "Too many tries from this machine. Wait five minutes, or use your password.")
    present = queries.passkeys(session, account.id) if account is not None else ()
    handle = ""
    if purpose is ChallengePurpose.REGISTER:
        _check_room(len(present))
        handle = present[0].handle if present else passkeys.new_words(passkeys.HANDLE)
    words = passkeys.new_words(passkeys.CHALLENGE)
    session.add(
        PasskeyChallenge(
            challenge=words,
            purpose=purpose,
            bound_sha256=of_browser,
            account_id=account.id if account is not None else None,
            handle=handle,
            address_sha256=of_machine,
            ends_at=now + rules.CHALLENGE_LIFE,
        )
    )
    if purpose is ChallengePurpose.REGISTER and account is not None:
        return passkeys.creation_options(party, account, handle=handle, challenge=words, present=present)
    alone = purpose is ChallengePurpose.SIGN_IN
    return passkeys.request_options(party, challenge=words, allowed=present, must_verify=alone)


def _check_room(present: int) -> None:
    if present >= rules.MOST_PASSKEYS:
        raise RuleBroken("passkeys_many", f"You have {present} passkeys, which is the most. Remove one first.")


def take(session: Session, *, written: str, purpose: ChallengePurpose, bound: str, now: datetime) -> Challenge | None:
    """Take the challenge that this answers out of the table, so that nothing answers it a second time.

    None where there is none: never made, used, too old, for another purpose or another browser. The transaction must be
    kept, and the answer judged in the next one.
    """
    found = passkeys.read(written)
    if found is None:
        return None
    taken = (
        delete(PasskeyChallenge)
        .where(
            PasskeyChallenge.challenge == found.challenge,
            PasskeyChallenge.purpose == purpose,
            PasskeyChallenge.bound_sha256 == queries.token_digest(bound),
            PasskeyChallenge.ends_at > now,
        )
        .returning(PasskeyChallenge.challenge, PasskeyChallenge.account_id, PasskeyChallenge.handle)
    )
    row = session.execute(taken).one_or_none()
    return None if row is None else Challenge(row.challenge, row.account_id, row.handle)


def add(
    session: Session,
    account: Account,
    *,
    written: str,
    name: str,
    challenge: Challenge | None,
    party: RelyingParty,
    keep: int,
    now: datetime,
) -> tuple[str, ...]:
    """Keep a passkey that was just made; every session but number ``keep`` ends.

    Returns recovery codes where this is the first second factor, else nothing. Raises RuleBroken.
    """
    kept = rules.check_passkey_name(name)
    queries.lock(session, account.id)
    made = None
    if challenge is not None and challenge.account_id == account.id:
        made = passkeys.check_made(written, challenge=challenge.words, party=party)
    if made is None or challenge is None:
        raise RuleBroken("passkey_not_made", "That passkey was not accepted. Nothing was kept; try again.")
    if queries.passkey_by_credential(session, made.credential) is not None:
        raise RuleBroken("uq_passkey_credential", "This passkey is registered already.")
    is_first = not queries.has_second_factor(session, account.id)
    _check_room(len(queries.passkeys(session, account.id)))
    row = Passkey(
        account_id=account.id,
        name=kept,
        credential=made.credential,
        public_key=made.public_key,
        handle=challenge.handle,
        transports=made.transports,
        sign_count=made.sign_count,
        made_at=now,
    )
    session.add(row)
    session.flush()
    end_sessions(session, account, now=now, keep=keep)
    _record(session, "account:add_passkey", row, account, now)
    tell(session, account, NoticeKind.PASSKEY_ADDED, now)
    return make_recovery_codes(session, account, now) if is_first else ()


def rename(session: Session, account: Account, *, passkey_id: int, name: str, now: datetime) -> None:
    """Give one's own passkey another name. Raises RuleBroken, NotFound."""
    kept = rules.check_passkey_name(name)
    row = queries.passkey(session, account.id, passkey_id)
    row.name = kept
    _record(session, "account:rename_passkey", row, account, now)


def remove(
    session: Session, account: Account, *, passkey_id: int, by: Person, is_required: bool, keep: int, now: datetime
) -> bool:
    """Remove one's own passkey; every session but number ``keep`` ends. Whether it was the last second factor.

    With the last one the recovery codes go too, and every session. Raises RuleBroken where the newsroom requires a
    factor of this role, and NotFound.
    """
    queries.lock(session, account.id)
    row = queries.passkey(session, account.id, passkey_id)
    is_last = not queries.factors(session, account.id).has_app and len(queries.passkeys(session, account.id)) == 1
    if is_last:
        rules.check_may_lose_factor(account.role, is_required=is_required)
        remove_factors(session, account, by=by, now=now)
        return True
    _record(session, "account:remove_passkey", row, account, now)
    session.delete(row)
    end_sessions(session, account, now=now, keep=keep)
    tell(session, account, NoticeKind.PASSKEY_REMOVED, now)
    return False


def answer(
    session: Session,
    *,
    written: str,
    challenge: Challenge | None,
    party: RelyingParty,
    now: datetime,
    alone: bool = False,
) -> tuple[Answer, Account | None]:
    """Hold what a passkey signed against its challenge: what came of it, and whose passkey it was.

    ``alone``: it stands for the password too, so the device must have verified its holder, and says who that is. The
    transaction must be kept whatever the answer is: a counter that goes back stops the passkey.
    """
    said = passkeys.read(written)
    row = queries.passkey_by_credential(session, said.credential) if said is not None else None
    if said is None or row is None or challenge is None or said.challenge != challenge.words:
        return Answer.NOT_TAKEN, None
    account = row.account
    if not account.active or (said.owner is None and alone) or said.owner not in {None, row.handle}:
        return Answer.NOT_TAKEN, None
    if not alone and challenge.account_id != account.id:
        return Answer.NOT_TAKEN, None
    queries.lock(session, account.id)
    session.refresh(row)
    counter = passkeys.counted(
        written, challenge=challenge.words, party=party, public_key=row.public_key, must_verify=alone
    )
    if counter is None:
        return Answer.NOT_TAKEN, None
    if row.doubted_at is not None or not rules.went_on(row.sign_count, counter):
        _doubt(session, row, account, counter, now)
        return Answer.DOUBTED, None
    row.sign_count, row.used_at = counter, now
    return Answer.PASSKEY, account


def _doubt(session: Session, row: Passkey, account: Account, counter: int, now: datetime) -> None:
    if row.doubted_at is None:
        row.doubted_at = now
        tell(session, account, NoticeKind.PASSKEY_DOUBTED, now)
    _record(session, "account:doubt_passkey", row, account, now, {"kept": row.sign_count, "given": counter})


def _record(
    session: Session,
    action: str,
    row: Passkey,
    account: Account,
    now: datetime,
    detail: dict[str, int] | None = None,
) -> None:
    told = {"passkey": row.id, **(detail or {})}
    record(session, action=action, subject=subject_of(account), actor_id=account.id, now=now, detail=told)


def sign_in(
    session: Session, *, written: str, challenge: Challenge | None, party: RelyingParty, machine: str, now: datetime
) -> tuple[Answer, str | None]:
    """Let in whoever holds this passkey and was verified by it: what came of it, and the secret for the cookie."""
    found, account = answer(session, written=written, challenge=challenge, party=party, now=now, alone=True)
    if account is None:
        return found, None
    return found, open_session(session, account, machine=machine, now=now, way=Way.PASSKEY)


def finish_sign_in(
    session: Session,
    *,
    token: str,
    written: str,
    challenge: Challenge | None,
    party: RelyingParty,
    machine: str,
    now: datetime,
) -> tuple[Answer, str | None]:
    """Open the session that waited for a second factor, as actions_factors.finish_sign_in does with a code."""
    account = check_half_open(queries.half_open_by_token(session, token), now).account
    queries.lock(session, account.id)
    half = check_half_open(queries.half_open_by_token(session, token), now)
    found, owner = answer(session, written=written, challenge=challenge, party=party, now=now)
    if owner is None or owner.id != account.id:
        return found, None
    return found, finish_half_open(session, half, found, machine=machine, now=now)
