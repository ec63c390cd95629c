"""Finding sources that may be one: keys are written with each name, and whoever bears the same is compared with it."""

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from verifier.audit.actions import record, sweep
from verifier.audit.types import Subject
from verifier.sources import queries
from verifier.sources.likeness import kept_keys, likeness, read_key, sought_keys
from verifier.sources.models import Source, SourceKey, SourceLikeness
from verifier.sources.types import LikenessReason, Named

MOST_OF_ONE_KEY = 25
"""A key that more sources bear than this is the word of everybody, and names that share it need not be compared."""


def read_names(session: Session, source: Source, *, fresh: bool = False) -> None:
    """Note under which keys a source is found, and which others it may be; what people parted stays parted.

    Derived from names alone, so it leaves no entry of its own in the log. ``fresh``: nothing was noted before.
    """
    if not fresh:
        session.execute(delete(SourceKey).where(SourceKey.source_id == source.id))
        touching = (SourceLikeness.low_id == source.id) | (SourceLikeness.high_id == source.id)
        sweep(session, delete(SourceLikeness).where(touching, SourceLikeness.parted_at.is_(None)))
    aliases = [] if fresh else [row.name for row in queries.aliases_of(session, source.id)]
    me = Named((source.name, *aliases), source.kind)
    kept = kept_keys(me)
    session.execute(insert(SourceKey), [{"key": key, "source_id": source.id} for key in sorted({*kept, read_key()})])
    if not kept:
        return
    found = queries.by_keys(session, sought_keys(me), but=source.id, most=MOST_OF_ONE_KEY)
    if not found:
        return
    parted = {
        one for row in queries.likenesses_between(session, found, {source.id}) for one in (row.low_id, row.high_id)
    }
    others = {one.id: one for one in queries.as_kept(session, found - parted)}
    names = queries.aliases_by_source(session, set(others))
    for other_id, other in sorted(others.items()):
        reason = likeness(me, Named((other.name, *names[other_id]), other.kind))
        if reason is None:
            continue
        session.add(
            SourceLikeness(
                low_id=min(source.id, other_id),
                high_id=max(source.id, other_id),
                reason=reason,
                disguised=reason is LikenessReason.DISGUISED,
            )
        )
    session.flush()


def read_unread(session: Session, now: datetime, limit: int = 200) -> int:
    """Read the names of sources that were kept before these rules were there; returns how many."""
    rows = queries.unread(session, read_key(), limit)
    for row in rows:
        read_names(session, row)
    if rows:
        subject = Subject("source", rows[-1].id, rows[-1].version)
        record(session, action="source:compare", subject=subject, actor_id=None, now=now, detail={"sources": len(rows)})
    return len(rows)
