"""Writing the log, in the transaction of the change it speaks of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.audit.canonical import digest
from verifier.audit.merkle import grow, leaf_hash
from verifier.audit.models import Entry, LogHead, LogNode
from verifier.audit.queries import leaf_of
from verifier.audit.types import Subject


def record(
    session: Session,
    *,
    action: str,
    subject: Subject,
    actor_id: int | None,
    now: datetime,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry. ``action`` is ``room:verb``; ``detail`` must name no protected source."""
    head = session.scalars(select(LogHead).where(LogHead.id == 1).with_for_update()).one()
    entry = Entry(
        seq=head.size,
        at=now,
        actor_id=actor_id,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_version=subject.version,
        state_sha256=digest(subject.state),
        detail=dict(detail or {}),
    )
    leaf = leaf_hash(leaf_of(entry))
    entry.leaf_sha256 = leaf.hex()
    session.add(entry)
    growth = grow([bytes.fromhex(one) for one in head.frontier], head.size, leaf)
    session.add_all(LogNode(level=one.level, place=one.place, sha256=one.hash.hex()) for one in growth.finished)
    head.frontier = [one.hex() for one in growth.frontier]
    head.size += 1
    session.flush()
    return entry
