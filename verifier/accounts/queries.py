"""What can be asked about accounts."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from verifier.accounts.models import (
    Account,
    Authenticator,
    DeskSession,
    FactorAttempt,
    HalfOpenSignIn,
    Notice,
    OneTimeLink,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
    SignInAttempt,
)
from verifier.accounts.types import Factors, Role
from verifier.kernel.errors import NotFound


def token_digest(token: str) -> str:
    """How a secret is kept."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def by_id(session: Session, account_id: int) -> Account:
    """One account. Raises NotFound."""
    found = session.get(Account, account_id)
    if found is None:
        raise NotFound("There is no such account.")
    return found


def by_email(session: Session, email: str) -> Account | None:
    """The account with this address, if any. PostgreSQL cannot even be asked for a text with a NUL in it."""
    if "\0" in email:
        return None
    return session.scalars(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def by_name_order(session: Session, limit: int = 1000) -> Sequence[Account]:
    """All accounts, active ones first, by name."""
    return session.scalars(select(Account).order_by(Account.active.desc(), Account.name, Account.id).limit(limit)).all()


def names_by_id(session: Session, ids: set[int]) -> dict[int, str]:
    """Names of the people with these ids."""
    if not ids:
        return {}
    return {row.id: row.name for row in session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))}


def last_seen(session: Session, account_ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these people last used a session, on any machine; nothing for those who never did."""
    if not account_ids:
        return {}
    wanted = (
        select(DeskSession.account_id, func.max(DeskSession.seen_at))
        .where(DeskSession.account_id.in_(account_ids))
        .group_by(DeskSession.account_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def who_can_review(session: Session) -> Sequence[Account]:
    """Active reviewers and editors, by name."""
    wanted = select(Account).where(Account.active, Account.role.in_([Role.REVIEWER, Role.EDITOR]))
    return session.scalars(wanted.order_by(Account.name, Account.id)).all()


def count_active(session: Session, role: Role) -> int:
    """How many active accounts have this role."""
    return session.scalar(select(func.count()).select_from(Account).where(Account.active, Account.role == role)) or 0


def lock_active(session: Session, role: Role) -> frozenset[int]:
    """The ids of active accounts with this role; none of them changes before this transaction ends."""
    wanted = select(Account.id).where(Account.active, Account.role == role).order_by(Account.id).with_for_update()
    return frozenset(session.scalars(wanted))


def lock(session: Session, account_id: int) -> Account:
    """One account as it is now; it does not change before this transaction ends. Raises NotFound."""
    wanted = select(Account).where(Account.id == account_id).with_for_update().execution_options(populate_existing=True)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound("There is no such account.")
    return found


def count_all(session: Session) -> int:
    """How many accounts there are."""
    return session.scalar(select(func.count()).select_from(Account)) or 0


def session_by_token(session: Session, token: str) -> DeskSession | None:
    """The session that this cookie's secret opens, with its account; alive or not."""
    wanted = (
        select(DeskSession)
        .where(DeskSession.token_sha256 == token_digest(token))
        .options(joinedload(DeskSession.account))
    )
    return session.scalars(wanted).one_or_none()


def session_by_id(session: Session, session_id: int) -> DeskSession | None:
    """A session as it is now; alive or not."""
    return session.get(DeskSession, session_id, populate_existing=True)


def open_sessions(session: Session, account_id: int, now: datetime) -> Sequence[DeskSession]:
    """Sessions of one account that are not ended, newest first."""
    wanted = (
        select(DeskSession)
        .where(DeskSession.account_id == account_id, DeskSession.ended_at.is_(None), DeskSession.ends_at > now)
        .order_by(DeskSession.seen_at.desc(), DeskSession.id.desc())
    )
    return session.scalars(wanted).all()


def half_open_by_token(session: Session, token: str) -> HalfOpenSignIn | None:
    """The sign-in that waits for a code under this secret, with its account; whether in time or not."""
    wanted = (
        select(HalfOpenSignIn)
        .where(HalfOpenSignIn.token_sha256 == token_digest(token))
        .options(joinedload(HalfOpenSignIn.account))
    )
    return session.scalars(wanted).one_or_none()


def authenticator(session: Session, account_id: int) -> Authenticator | None:
    """Somebody's app, in use or only offered."""
    return session.get(Authenticator, account_id, populate_existing=True)


def factors(session: Session, account_id: int) -> Factors:
    """The second factors of an account."""
    app = select(Authenticator.account_id).where(
        Authenticator.account_id == account_id, Authenticator.sealed.is_not(None)
    )
    keys = select(Passkey.id).where(Passkey.account_id == account_id)
    row = session.execute(select(app.exists(), keys.exists())).one()
    return Factors(has_app=bool(row[0]), has_passkeys=bool(row[1]))


def has_second_factor(session: Session, account_id: int) -> bool:
    """Whether somebody is asked for more than a password."""
    return factors(session, account_id).any


def with_second_factor(session: Session) -> dict[int, Factors]:
    """Everybody who has a second factor, and of what kind."""
    apps = frozenset(session.scalars(select(Authenticator.account_id).where(Authenticator.sealed.is_not(None))))
    keys = frozenset(session.scalars(select(Passkey.account_id)))
    return {one: Factors(one in apps, one in keys) for one in apps | keys}


def passkeys(session: Session, account_id: int) -> Sequence[Passkey]:
    """Somebody's passkeys, oldest first."""
    return session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)).all()


def passkey(session: Session, account_id: int, passkey_id: int) -> Passkey:
    """One of somebody's passkeys. Raises NotFound, for a stranger's too."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.account_id != account_id:
        raise NotFound("There is no such passkey.")
    return found


def passkey_by_credential(session: Session, credential: str) -> Passkey | None:
    """The passkey with this id, as it is now, with its account."""
    wanted = select(Passkey).where(Passkey.credential == credential).options(joinedload(Passkey.account))
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def count_open_challenges(session: Session, address_sha256: str, now: datetime) -> int:
    """How many challenges of this machine wait for an answer at sign-in."""
    wanted = select(func.count()).where(
        PasskeyChallenge.address_sha256 == address_sha256,
        PasskeyChallenge.account_id.is_(None),
        PasskeyChallenge.ends_at > now,
    )
    return session.scalar(wanted) or 0


def due_notices(session: Session, now: datetime, limit: int = 20) -> Sequence[Notice]:
    """Notices to be mailed now, with their accounts, oldest first; those that another worker holds are left out."""
    wanted = select(Notice).where(Notice.due_at <= now).options(joinedload(Notice.account)).order_by(Notice.id)
    return session.scalars(wanted.limit(limit).with_for_update(skip_locked=True, of=Notice)).all()


def count_recovery_codes(session: Session, account_id: int) -> int:
    """How many recovery codes of somebody still work."""
    wanted = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return session.scalar(wanted) or 0


def wrong_codes(session: Session, account_id: int, since: datetime) -> Sequence[datetime]:
    """When somebody's wrong codes were tried, since a moment."""
    wanted = select(FactorAttempt.at).where(FactorAttempt.account_id == account_id, FactorAttempt.at > since)
    return session.scalars(wanted).all()


def link_by_token(session: Session, token: str) -> OneTimeLink | None:
    """The one-time link with this secret, with its account; used or not."""
    wanted = (
        select(OneTimeLink)
        .where(OneTimeLink.token_sha256 == token_digest(token))
        .options(joinedload(OneTimeLink.account))
    )
    return session.scalars(wanted).one_or_none()


def count_failures(
    session: Session, *, email_sha256: str, address_sha256: str, since: datetime, until: datetime
) -> tuple[int, int]:
    """Failed tries between two moments: for this address of mail, and from this machine."""
    tries = select(func.count()).where(SignInAttempt.at > since, SignInAttempt.at <= until)
    of_account = tries.where(SignInAttempt.email_sha256 == email_sha256)
    of_machine = tries.where(SignInAttempt.address_sha256 == address_sha256)
    row = session.execute(select(of_account.scalar_subquery(), of_machine.scalar_subquery())).one()
    return row[0], row[1]
