"""Verbs on sources."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import NotFound, RuleBroken, Stale
from verifier.sources import queries, rules
from verifier.sources.doubles import read_names
from verifier.sources.kinship import flatten
from verifier.sources.models import Source, SourceAlias, SourceMerge, new_salt
from verifier.sources.types import SourceFields, SourceKind


def state_of(source: Source) -> dict[str, Any]:
    """What the digest in an entry itself covers: no names; those the digest of the row covers, with its salt."""
    return {
        "kind": source.kind,
        "owner": source.owner_id,
        "feed": source.feed_id,
        "protected": source.protected,
        "published_description": source.published_description,
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
    read_names(session, source, fresh=True)
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
    rules.check_fields(fields, queries.names_within(session, source.id))
    if not fields.protected:
        merged = queries.merges_into(session, source.id)
        rules.check_unprotecting(protects_others=any(row.protected for _, row in merged))
    owner_id = _other(session, source, fields.owner, source.owner_id, by, now, "owner")
    feed_id = _other(session, source, fields.feed, source.feed_id, by, now, "feed")
    if source.salt is None and (kept != source.name or fields.note.strip()):
        source.salt = new_salt()  # its first name was erased with the first salt
    source.name, source.folded, source.kind = kept, rules.fold(kept), fields.kind
    source.owner_id, source.feed_id = owner_id, feed_id
    source.protected, source.published_description = fields.protected, fields.published_description.strip()
    source.note = fields.note.strip()
    session.flush()
    _record(session, source, "source:revise", by, now)
    read_names(session, source)


def _other(
    session: Session, source: Source, name: str, present_id: int | None, by: Person, now: datetime, field: str
) -> int | None:
    if not name.strip():
        return None
    present = queries.survivor_of(session, present_id) if present_id is not None else None
    if present is not None and rules.fold(present.name) == rules.fold(name):
        return present_id
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
    read_names(session, source)
    _record_alias(session, source, alias, "source:add_alias", by, now)
    return alias


def remove_alias(session: Session, source: Source, alias: SourceAlias, *, by: Person, now: datetime) -> None:
    """Take another name away from a source; what was told under it stays."""
    _record_alias(session, source, alias, "source:remove_alias", by, now)
    session.delete(alias)
    session.flush()
    read_names(session, source)


def _record_alias(session: Session, source: Source, alias: SourceAlias, action: str, by: Person, now: datetime) -> None:
    subject = Subject("source", source.id, source.version, state_of(source))
    record(session, action=action, subject=subject, actor_id=by.id, now=now, detail={"alias": alias.id})


def check_merge(session: Session, source: Source, into: Source) -> None:
    """Raise RuleBroken where one source cannot be merged into another."""
    members = {*queries.members_of(session, source.id), *queries.members_of(session, into.id)}
    rules.check_merge(
        kind=source.kind,
        into_kind=into.kind,
        same=source.id == into.id,
        protected=source.protected,
        into_protected=into.protected,
        owned=queries.is_owned_by(session, members),
    )
    if into.protected:
        names = [source.name, *queries.names_within(session, source.id), *queries.names_within(session, into.id)]
        kept = SourceFields(into.name, into.kind, "", "", True, into.published_description)
        rules.check_fields(kept, names)


def merge(session: Session, source: Source, into: Source, *, by: Person, now: datetime) -> SourceMerge:
    """Let one source stand for another: what was told by either is told by one from here. Neither is merged yet.

    No statement is changed; those merged into the first before are merged into the second now. Raises RuleBroken.
    """
    check_merge(session, source, into)
    for earlier, _ in queries.merges_into(session, source.id):
        earlier.into_id = into.id
    merged = SourceMerge(source_id=source.id, into_id=into.id, chosen_id=into.id, merged_at=now, merged_by_id=by.id)
    session.add(merged)
    session.flush()
    subject = Subject("source", source.id, source.version, state_of(source))
    record(session, action="source:merge", subject=subject, actor_id=by.id, now=now, detail={"into": into.id})
    return merged


def split(session: Session, source: Source, *, by: Person, now: datetime) -> Source:
    """Take a merge back: the source stands for itself again, and for those that were merged into it before.

    One that is split off a protected source is protected from here, until somebody says otherwise: they were one person
    a moment ago. Raises NotFound where it was merged into none.
    """
    taken_back = queries.merge_of(session, source.id)
    survivor = queries.by_id(session, taken_back.into_id)
    rows = {row.source_id: row for row, _ in queries.merges_into(session, survivor.id)}
    flat = flatten({one: row.chosen_id for one, row in rows.items() if one != source.id})
    for one, into_id in flat.items():
        rows[one].into_id = into_id
    session.delete(taken_back)
    if survivor.protected and not source.protected:
        source.protected, source.published_description = True, ""
    session.flush()
    subject = Subject("source", source.id, source.version, state_of(source))
    record(session, action="source:split", subject=subject, actor_id=by.id, now=now, detail={"from": survivor.id})
    return survivor


def part(session: Session, one: Source, other: Source, *, by: Person, now: datetime) -> None:
    """Remember that two sources whose names look alike are two. Raises NotFound where nothing says they may be one."""
    ones, others = queries.members_of(session, one.id), queries.members_of(session, other.id)
    rows = queries.likenesses_between(session, ones, others)
    if not rows:
        raise NotFound("These two were never taken for one.")
    for row in rows:
        row.parted_at, row.parted_by_id = now, by.id
    session.flush()
    subject = Subject("source", one.id, one.version, state_of(one))
    record(session, action="source:part", subject=subject, actor_id=by.id, now=now, detail={"other": other.id})
