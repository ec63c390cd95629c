"""Verbs on sources."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.audit.actions import record
from verifier.audit.canonical import digest
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken
from verifier.sources import queries, rules
from verifier.sources.models import Source
from verifier.sources.types import SourceKind


def state_of(source: Source) -> dict[str, Any]:
    """What the log's digest of a source covers. The name of a protected source is not part of it."""
    name = None if source.protected else source.name
    return {
        "name": name,
        "kind": source.kind,
        "owner": source.owner_id,
        "feed": source.feed_id,
        "protected": source.protected,
        "published_description": source.published_description,
        "note": None if source.protected else digest(source.note),
    }


def _record(session: Session, source: Source, action: str, by: Person | None, now: datetime) -> None:
    subject = Subject("source", source.id, source.version, state_of(source))
    record(session, action=action, subject=subject, actor_id=by.id if by else None, now=now)


def find_or_add(session: Session, *, name: str, kind: SourceKind, by: Person | None, now: datetime) -> Source:
    """The source with this name, or a new one. Raises RuleBroken for a name that cannot be kept."""
    kept = rules.check_name(name)
    found = None if kind is SourceKind.UNNAMED_GROUP else queries.by_exact_name(session, kept)
    if found is not None:
        return found
    source = Source(
        name=kept,
        folded=rules.fold(kept),
        kind=kind,
        protected=False,
        published_description="",
        note="",
        created_at=now,
    )
    session.add(source)
    session.flush()
    _record(session, source, "source:add", by, now)
    return source


def revise(
    session: Session,
    source: Source,
    *,
    name: str,
    kind: SourceKind,
    owner: str,
    feed: str,
    protected: bool,
    published_description: str,
    note: str,
    by: Person,
    now: datetime,
) -> None:
    """Change what is known of a source. Raises RuleBroken for an odd name or a source that would own itself."""
    kept = rules.check_name(name, "name")
    owner_id, feed_id = (_other(session, source, named, by, now) for named in (owner, feed))
    source.name, source.folded, source.kind = kept, rules.fold(kept), kind
    source.owner_id, source.feed_id = owner_id, feed_id
    source.protected, source.published_description = protected, published_description.strip()
    source.note = note.strip()
    session.flush()
    _record(session, source, "source:revise", by, now)


def _other(session: Session, source: Source, name: str, by: Person, now: datetime) -> int | None:
    if not name.strip():
        return None
    other = find_or_add(session, name=name, kind=SourceKind.ORGANISATION, by=by, now=now)
    if other.id == source.id:
        raise RuleBroken("source_of_itself", "A source cannot be its own owner or feed.", "owner")
    return other.id
