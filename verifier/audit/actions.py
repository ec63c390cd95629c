"""Writing the log, in the transaction of the change it speaks of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.audit import noticing
from verifier.audit.canonical import digest, plain
from verifier.audit.models import Entry, LogHead
from verifier.audit.noticing import sweep
from verifier.audit.types import Subject

__all__ = ["record", "sweep"]


def record(
    session: Session,
    *,
    action: str,
    subject: Subject,
    actor_id: int | None,
    now: datetime,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry. ``action`` is ``room:verb``; ``detail`` must name no protected source.

    It has its number at once, and is written as the transaction ends: then it tells of every row that changed.
    """
    session.flush()
    transaction = noticing.of(session)
    if transaction.head is None:
        wanted = select(LogHead).where(LogHead.id == 1).with_for_update().execution_options(populate_existing=True)
        transaction.head = session.scalars(wanted).one()
    entry = Entry(
        seq=transaction.head.size + len(transaction.entries),
        at=now,
        actor_id=actor_id,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_version=subject.version,
        state_sha256=digest(subject.state),
        detail=plain(detail or {}),
        rows={},
    )
    noticing.add_told(entry, noticing.told(session))
    transaction.entries.append(entry)
    return entry
