"""Verbs on notices: what happened to an account is told to its owner, by whoever carries the mail."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from verifier.accounts import queries, rules
from verifier.accounts.models import Account, Notice
from verifier.accounts.types import Letter, NoticeKind


def tell(session: Session, account: Account, kind: NoticeKind, now: datetime) -> None:
    """Put a notice by; it is sent if, and only if, the change it tells of is kept."""
    session.add(Notice(account_id=account.id, kind=kind, at=now, due_at=now))


def take_due(session: Session, now: datetime) -> tuple[Letter, ...]:
    """Notices to be mailed now. Each is due again later: one whose mail was not noted as sent is tried again."""
    session.execute(delete(Notice).where(Notice.at < now - rules.NOTICE_LIFE))
    rows = queries.due_notices(session, now)
    for row in rows:
        row.due_at = now + rules.NOTICE_RETRY
    return tuple(Letter(row.id, row.kind, row.at, row.account.email, row.account.name) for row in rows)


def note_sent(session: Session, letter: Letter) -> None:
    """Drop a notice whose mail was taken."""
    session.execute(delete(Notice).where(Notice.id == letter.notice_id))


def drop_all(session: Session) -> None:
    """Drop every notice, at a desk that has no mail."""
    session.execute(delete(Notice))
