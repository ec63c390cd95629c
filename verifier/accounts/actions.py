"""Verbs on accounts."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from verifier.accounts import queries, rules
from verifier.accounts.actions_notices import tell
from verifier.accounts.models import Account, DeskSession, HalfOpenSignIn, OneTimeLink, SignInAttempt
from verifier.accounts.passwords import hashed, is_right
from verifier.accounts.types import Entrance, LinkPurpose, NoticeKind, Person, Role, Second, Way
from verifier.audit.actions import record, sweep
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken, Stale

SIGNED_OUT = "You were signed out meanwhile. Nothing was done; sign in again."


def subject_of(account: Account) -> Subject:
    state = {"email": account.email, "name": account.name, "role": account.role, "active": account.active}
    return Subject("account", account.id, account.version, state)


def invite(
    session: Session, *, email: str, name: str, role: Role, by: Person | None, now: datetime
) -> tuple[Account, str]:
    """Make an account without a password and the one-time secret with which its owner chooses one.

    Raises RuleBroken for an address that is odd or taken.
    """
    kept = rules.check_email(email)
    if queries.by_email(session, kept) is not None:
        raise RuleBroken("uq_account_email", "Somebody with this e-mail address is already here.", "email")
    account = Account(email=kept, name=rules.check_name(name), role=role, active=True, created_at=now)
    session.add(account)
    session.flush()
    record(
        session,
        action="account:invite",
        subject=subject_of(account),
        actor_id=by.id if by else None,
        now=now,
        detail={"role": role},
    )
    return account, make_link(session, account, purpose=LinkPurpose.INVITATION, by=by, now=now)


def make_link(session: Session, account: Account, *, purpose: LinkPurpose, by: Person | None, now: datetime) -> str:
    """A new one-time secret for this account; earlier unused ones of the same purpose stop working.

    Raises RuleBroken for a disabled account: such a link would open nothing.
    """
    rules.check_active(account.active)
    _spend_links(session, account, now, purpose)
    token = secrets.token_urlsafe(32)
    session.add(
        OneTimeLink(
            account_id=account.id,
            purpose=purpose,
            token_sha256=queries.token_digest(token),
            created_at=now,
            expires_at=now + rules.LINK_LIFE[purpose],
        )
    )
    record(
        session,
        action="account:make_link",
        subject=subject_of(account),
        actor_id=by.id if by else None,
        now=now,
        detail={"purpose": purpose},
    )
    return token


def _spend_links(session: Session, account: Account, now: datetime, purpose: LinkPurpose | None = None) -> None:
    spent = update(OneTimeLink).where(OneTimeLink.account_id == account.id, OneTimeLink.used_at.is_(None))
    if purpose is not None:
        spent = spent.where(OneTimeLink.purpose == purpose)
    sweep(session, spent.values(used_at=now))


def new_password_link(
    session: Session, account: Account, *, by: Person | None, now: datetime
) -> tuple[LinkPurpose, str]:
    """A one-time secret to choose a password with: an invitation again for somebody who never chose one."""
    chosen = account.password_argon2 is not None
    purpose = LinkPurpose.PASSWORD if chosen else LinkPurpose.INVITATION
    return purpose, make_link(session, account, purpose=purpose, by=by, now=now)


def check_link(link: OneTimeLink | None, now: datetime) -> OneTimeLink:
    """The link, if it still works. Raises RuleBroken where it does not; the reason is the same for all cases."""
    alive = link is not None and rules.is_link_alive(link.purpose, expires_at=link.expires_at, now=now)
    if link is None or not alive or link.used_at is not None or not link.account.active:
        raise RuleBroken("link_spent", "This link was used already or has expired. Ask an admin for a new one.")
    return link


def sign_in_with_link(session: Session, *, token: str, machine: str, now: datetime) -> Entrance:
    """Use up a sign-in link and let its owner in. Raises RuleBroken("link_spent")."""
    link = check_link(queries.link_by_token(session, token), now)
    if link.purpose is not LinkPurpose.SIGN_IN:
        raise RuleBroken("link_spent", "This link was used already or has expired. Ask an admin for a new one.")
    link.used_at = now
    return enter(session, link.account, machine=machine, now=now, way=Way.LINK)


def choose_password(session: Session, *, token: str, password: str, machine: str, now: datetime) -> Entrance:
    """Use up an invitation or password link: keep the password, end every other session, let its owner in.

    Raises RuleBroken for a spent link or a weak password.
    """
    link = check_link(queries.link_by_token(session, token), now)
    if link.purpose is LinkPurpose.SIGN_IN:
        raise RuleBroken("link_spent", "This link was used already or has expired. Ask an admin for a new one.")
    rules.check_password(password)
    link.used_at = now
    _keep_password(session, link.account, password, now)
    return enter(session, link.account, machine=machine, now=now, way=Way.PASSWORD_CHOSEN)


def set_password(session: Session, account: Account, *, password: str, now: datetime) -> None:
    """Keep a password given on the command line. Raises RuleBroken for a weak one."""
    rules.check_password(password)
    _keep_password(session, account, password, now)


def change_password(session: Session, account: Account, *, old: str, new: str, machine: str, now: datetime) -> str:
    """Change one's own password: every session ends, a new one opens. Raises RuleBroken.

    Somebody who has no password yet, or has a second factor, must have proved who they are just before.
    """
    if account.password_argon2 is not None and not is_right(account.password_argon2, old):
        raise RuleBroken("password_wrong", "That is not your present password.", "old")
    rules.check_password(new)
    _keep_password(session, account, new, now)
    return open_session(session, account, machine=machine, now=now, way=Way.PASSWORD_CHANGED)


def _keep_password(session: Session, account: Account, password: str, now: datetime) -> None:
    account.password_argon2 = hashed(password)
    session.flush()
    end_sessions(session, account, now=now)
    record(session, action="account:set_password", subject=subject_of(account), actor_id=account.id, now=now)
    tell(session, account, NoticeKind.PASSWORD_SET, now)


def enter(session: Session, account: Account, *, machine: str, now: datetime, way: Way) -> Entrance:
    """Let somebody in whose first proof is right: at once, or once they give a code where they have a second factor."""
    if not queries.has_second_factor(session, account.id):
        return Entrance(open_session(session, account, machine=machine, now=now, way=way), is_half_open=False)
    token = secrets.token_urlsafe(32)
    session.execute(delete(HalfOpenSignIn).where(HalfOpenSignIn.ends_at <= now))
    session.add(
        HalfOpenSignIn(
            token_sha256=queries.token_digest(token),
            account_id=account.id,
            way=way.value,
            begun_at=now,
            ends_at=now + rules.HALF_OPEN,
        )
    )
    record(
        session,
        action="account:begin_sign_in",
        subject=subject_of(account),
        actor_id=account.id,
        now=now,
        detail={"how": way},
    )
    return Entrance(token, is_half_open=True)


def open_session(
    session: Session, account: Account, *, machine: str, now: datetime, way: Way, second: Second | None = None
) -> str:
    """Open a session and return the secret for its cookie."""
    token = secrets.token_urlsafe(32)
    session.add(
        DeskSession(
            token_sha256=queries.token_digest(token),
            account_id=account.id,
            opened_at=now,
            seen_at=now,
            ends_at=now + rules.LIFE,
            proved_at=now,
            machine=machine[:120],
            way=way.value,
            second=second.value if second else None,
        )
    )
    detail = {"how": way, "second": second} if second else {"how": way}
    record(session, action="account:sign_in", subject=subject_of(account), actor_id=account.id, now=now, detail=detail)
    return token


def check_signed_in(session: Session, account: Account, *, session_id: int, now: datetime) -> None:
    """Raise RuleBroken where a session was ended while its last request was on the way: nothing follows from it.

    To be called first in a transaction that opens another session or gives a new key.
    """
    queries.lock(session, account.id)
    row = queries.session_by_id(session, session_id)
    if row is None or not rules.is_alive(opened_at=row.opened_at, seen_at=row.seen_at, ended_at=row.ended_at, now=now):
        raise RuleBroken("signed_out", SIGNED_OUT)


def touch(session: Session, row: DeskSession, now: datetime) -> None:
    """Note that a session was used. A session ended meanwhile stays ended."""
    session.execute(
        update(DeskSession).where(DeskSession.id == row.id, DeskSession.ended_at.is_(None)).values(seen_at=now)
    )


def prove_again(session: Session, row: DeskSession, *, now: datetime) -> None:
    """Note that the person behind a session has just proved who they are. Raises RuleBroken if it ended meanwhile."""
    alive = DeskSession.id == row.id, DeskSession.ended_at.is_(None)
    if not sweep(session, update(DeskSession).where(*alive).values(proved_at=now)):
        raise RuleBroken("signed_out", SIGNED_OUT)
    record(session, action="account:prove_again", subject=subject_of(row.account), actor_id=row.account_id, now=now)


def sign_out(session: Session, row: DeskSession, *, now: datetime) -> None:
    """End one session."""
    row.ended_at = now
    record(session, action="account:sign_out", subject=subject_of(row.account), actor_id=row.account_id, now=now)


def end_sessions(session: Session, account: Account, *, now: datetime, keep: int | None = None) -> None:
    """End every session of an account but number ``keep``, and every sign-in of it that waits for a code."""
    session.execute(delete(HalfOpenSignIn).where(HalfOpenSignIn.account_id == account.id))
    ended = update(DeskSession).where(DeskSession.account_id == account.id, DeskSession.ended_at.is_(None))
    if keep is not None:
        ended = ended.where(DeskSession.id != keep)
    sweep(session, ended.values(ended_at=now))


def end_one_session(session: Session, account: Account, *, session_id: int, now: datetime) -> None:
    """End one of one's own sessions by its number; a stranger's is left alone."""
    sweep(
        session,
        update(DeskSession)
        .where(DeskSession.id == session_id, DeskSession.account_id == account.id, DeskSession.ended_at.is_(None))
        .values(ended_at=now),
    )
    record(session, action="account:end_session", subject=subject_of(account), actor_id=account.id, now=now)


def _lock_admins(session: Session, account: Account, by: Person | None) -> None:
    """Let no other transaction change who is admin until this one ends, and see what the last one left.

    Raises RuleBroken where whoever acts was an admin a moment ago and is none any more.
    """
    admins = queries.lock_active(session, Role.ADMIN)
    session.refresh(account, with_for_update=True)
    if by is not None:
        rules.check_still_admin(by, admins)


def change_role(
    session: Session, account: Account, *, role: Role, by: Person | None, now: datetime, version: int | None = None
) -> None:
    """Give an account another role; its sessions end.

    Raises RuleBroken for one's own or the last admin, Stale where ``version`` is the form's and older than the account.
    """
    _lock_admins(session, account, by)
    if version is not None and version != account.version:
        raise Stale("Somebody else changed this account while you were looking. Look at it again.")
    if by is not None:
        rules.check_not_self(by, account.id)
    if account.active:
        rules.check_admin_left(account.role, role, queries.count_active(session, Role.ADMIN))
    before, account.role = account.role, role
    session.flush()
    end_sessions(session, account, now=now)
    record(
        session,
        action="account:change_role",
        subject=subject_of(account),
        actor_id=by.id if by else None,
        now=now,
        detail={"from": before, "to": role},
    )


def set_active(session: Session, account: Account, *, active: bool, by: Person | None, now: datetime) -> None:
    """Disable an account, which ends its sessions and links, or let it in again."""
    _lock_admins(session, account, by)
    if by is not None:
        rules.check_not_self(by, account.id)
    if not active and account.active:
        rules.check_admin_left(account.role, None, queries.count_active(session, Role.ADMIN))
    account.active = active
    session.flush()
    end_sessions(session, account, now=now)
    if not active:
        _spend_links(session, account, now)
    action = "account:enable" if active else "account:disable"
    record(session, action=action, subject=subject_of(account), actor_id=by.id if by else None, now=now)


def note_failure(session: Session, *, email: str, address: str, now: datetime) -> None:
    """Keep a failed try to sign in; tries older than a day are dropped."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - timedelta(days=1)))
    session.add(
        SignInAttempt(
            email_sha256=queries.token_digest(email.strip().lower()),
            address_sha256=queries.token_digest(address),
            at=now,
        )
    )


def check_not_throttled(session: Session, *, email: str, address: str, now: datetime) -> None:
    """Raise RuleBroken after too many failures for this account or from this machine within five minutes."""
    of_account, of_machine = queries.count_failures(
        session,
        email_sha256=queries.token_digest(email.strip().lower()),
        address_sha256=queries.token_digest(address),
        since=now - rules.THROTTLE_WINDOW,
        until=now + rules.SKEW,
    )
    if of_account >= rules.TRIES_PER_ACCOUNT or of_machine >= rules.TRIES_PER_ADDRESS:
        raise RuleBroken(
            "throttled", "Too many tries. Wait five minutes, or use a one-time link: those work all the same."
        )
