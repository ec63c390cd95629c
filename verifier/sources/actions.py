"""Verbs on sources."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.audit.actions import record
from verifier.audit.canonical import digest
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken, Stale
from verifier.sources import queries, rules
from verifier.sources.models import Source, SourceAlias
from verifier.sources.types import SourceFields, SourceKind


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
    session: Session, source: Source, fields: SourceFields, *, by: Person, now: datetime, version: int | None
) -> None:
    """Change what is known of a source.

    Raises RuleBroken for an odd name, a source that would own itself or a description that tells a protected name;
    Stale where the form is older than the source.
    """
    if version is not None and version != source.version:
        raise Stale
    kept = rules.check_name(fields.name, "name")
    rules.check_fields(fields, [row.name for row in queries.aliases_of(session, source.id)])
    owner_id = _other(session, source, fields.owner, source.owner_id, by, now, "owner")
    feed_id = _other(session, source, fields.feed, source.feed_id, by, now, "feed")
    source.name, source.folded, source.kind = kept, rules.fold(kept), fields.kind
    source.owner_id, source.feed_id = owner_id, feed_id
    source.protected, source.published_description = fields.protected, fields.published_description.strip()
    source.note = fields.note.strip()
    session.flush()
    _record(session, source, "source:revise", by, now)


def _other(
    session: Session, source: Source, name: str, present_id: int | None, by: Person, now: datetime, field: str
) -> int | None:
    if not name.strip():
        return None
    present = queries.by_id(session, present_id) if present_id is not None else None
    if present is not None and rules.fold(present.name) == rules.fold(name):
        return present.id
    kept = rules.check_name(name, field)
    other = find_or_add(session, name=kept, kind=SourceKind.ORGANISATION, by=by, now=now)
    if other.id == source.id:
        raise RuleBroken("source_of_itself", "A source cannot be its own owner or feed.", field)
    return other.id


def add_alias(session: Session, source: Source, *, name: str, by: Person, now: datetime) -> SourceAlias:
    """Note another name of a source. Raises RuleBroken for an odd name, or one that somebody bears already."""
    kept = rules.check_alias(name, source.kind)
    known = queries.by_exact_name(session, kept)
    if known is not None and known.id == source.id:
        raise RuleBroken("uq_source_alias_source_id_folded", "This source already has that name.", "alias")
    if known is not None:
        raise RuleBroken("alias_taken", "Another source of the directory has this name.", "alias")
    if source.protected:
        rules.check_fields(SourceFields(kept, source.kind, "", "", True, source.published_description))
    alias = SourceAlias(source_id=source.id, name=kept, folded=rules.fold(kept))
    session.add(alias)
    session.flush()
    _record_alias(session, source, alias, "source:add_alias", by, now)
    return alias


def remove_alias(session: Session, source: Source, alias: SourceAlias, *, by: Person, now: datetime) -> None:
    """Take another name away from a source; what was told under it stays."""
    _record_alias(session, source, alias, "source:remove_alias", by, now)
    session.delete(alias)
    session.flush()


def _record_alias(session: Session, source: Source, alias: SourceAlias, action: str, by: Person, now: datetime) -> None:
    state = {**state_of(source), "alias": None if source.protected else alias.name}
    subject = Subject("source", source.id, source.version, state)
    record(session, action=action, subject=subject, actor_id=by.id, now=now, detail={"alias": alias.id})
