"""What the source directory can be asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, SQLColumnExpression, false, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from verifier.kernel.errors import NotFound
from verifier.sources.kinship import Kinship
from verifier.sources.models import Source, SourceAlias, SourceKey, SourceLikeness, SourceMerge
from verifier.sources.rules import fold
from verifier.sources.types import SourceFilter, SourceKind, Ties

_AWAY = aliased(Source)


def by_id(session: Session, source_id: int) -> Source:
    """One source. Raises NotFound."""
    found = session.get(Source, source_id)
    if found is None:
        raise NotFound("There is no such source.")
    return found


def standing_for(source_id: SQLColumnExpression[int]) -> ColumnElement[int]:
    """In a query: the id of the source that stands for this one, which is itself where it was merged into none."""
    merge = aliased(SourceMerge)
    into = select(merge.into_id).where(merge.source_id == source_id).correlate_except(merge).scalar_subquery()
    return func.coalesce(into, source_id)


def survivor_of(session: Session, source_id: int) -> Source:
    """The source that stands for this one. Raises NotFound."""
    merge = session.get(SourceMerge, source_id)
    return by_id(session, merge.into_id if merge is not None else source_id)


def by_ids(session: Session, ids: Collection[int]) -> dict[int, Source]:
    """Sources by id; for one that was merged, the one that stands for it."""
    if not ids:
        return {}
    asked = aliased(Source)
    wanted = select(asked.id, Source).join(Source, Source.id == standing_for(asked.id)).where(asked.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(wanted)}


def merges_among(session: Session, ids: Collection[int]) -> dict[int, int]:
    """The flat merges of these sources and of all that were merged into the same ones as they."""
    if not ids:
        return {}
    survivors = select(SourceMerge.into_id).where(SourceMerge.source_id.in_(ids))
    wanted = select(SourceMerge.source_id, SourceMerge.into_id)
    wanted = wanted.where(or_(SourceMerge.into_id.in_(ids), SourceMerge.into_id.in_(survivors)))
    return {row[0]: row[1] for row in session.execute(wanted)}


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks: by the id a statement bears the source that stands for it, and how they belong together."""

    by_id: dict[int, Source]
    kinship: Kinship


def speakers(session: Session, ids: Collection[int]) -> Speakers:
    """Everything the graph asks of sources, in two queries."""
    if not ids:
        return Speakers({}, Kinship())
    into = merges_among(session, ids)
    owner, feed = aliased(SourceMerge), aliased(SourceMerge)
    wanted = (
        select(Source, owner.into_id, feed.into_id)
        .outerjoin(owner, owner.source_id == Source.owner_id)
        .outerjoin(feed, feed.source_id == Source.feed_id)
        .where(Source.id.in_({*ids, *into, *into.values()}))
    )
    rows: dict[int, Source] = {}
    for row, owner_into, feed_into in session.execute(wanted):
        rows[row.id] = row
        for tied_id, tied_into in ((row.owner_id, owner_into), (row.feed_id, feed_into)):
            if tied_id is not None and tied_into is not None:
                into[tied_id] = tied_into
    ties = {one: Ties(row.owner_id, row.feed_id) for one, row in rows.items()}
    kinship = Kinship(ties, into)
    return Speakers({one: rows[kinship.one(one)] for one in ids if one in rows}, kinship)


def members_of(session: Session, source_id: int) -> tuple[int, ...]:
    """The source and all that were merged into it, in the order of ids."""
    merged = session.scalars(select(SourceMerge.source_id).where(SourceMerge.into_id == source_id))
    return tuple(sorted({source_id, *merged}))


def merges_into(session: Session, source_id: int) -> Sequence[tuple[SourceMerge, Source]]:
    """What was merged into a source, newest first: the merge, and the source as it was."""
    wanted = (
        select(SourceMerge, Source)
        .join(Source, Source.id == SourceMerge.source_id)
        .where(SourceMerge.into_id == source_id)
        .order_by(SourceMerge.merged_at.desc(), SourceMerge.source_id.desc())
    )
    return [(row[0], row[1]) for row in session.execute(wanted)]


def merge_of(session: Session, source_id: int) -> SourceMerge:
    """The merge of a source into another. Raises NotFound where it stands for itself."""
    found = session.get(SourceMerge, source_id)
    if found is None:
        raise NotFound("This source was merged into no other.")
    return found


def names_within(session: Session, source_id: int) -> list[str]:
    """Every name by which a source is known but its own: other names, names of what was merged into it, and theirs."""
    members = members_of(session, source_id)
    merged = select(Source.name).where(Source.id.in_(members), Source.id != source_id)
    also = select(SourceAlias.name).where(SourceAlias.source_id.in_(members))
    return [*session.scalars(merged), *session.scalars(also)]


def is_owned_by(session: Session, source_ids: Collection[int], most: int = 50) -> bool:
    """Whether sources lead back to themselves by owner or feed, directly or through others."""
    members, seen, ahead = set(source_ids), set(source_ids), set(source_ids)
    for _ in range(most):
        wanted = select(Source.owner_id, Source.feed_id).where(Source.id.in_(ahead))
        found = {one for row in session.execute(wanted) for one in row if one is not None}
        into = merges_among(session, found)
        kin = {into.get(one, one) for one in found}
        ahead = {*found, *into, *kin}
        if ahead & members:
            return True
        ahead -= seen
        if not ahead:
            return False
        seen |= ahead
    return False


def near(session: Session, source_ids: Collection[int]) -> frozenset[int]:
    """These sources and all whose ties meet theirs: owners, feeds, and what those own and feed; with all merged."""
    wanted = select(Source.owner_id, Source.feed_id).where(Source.id.in_(source_ids))
    above = {one for row in session.execute(wanted) for one in row if one is not None}
    into = merges_among(session, {*source_ids, *above})
    centre = {*source_ids, *above, *into, *into.values()}
    tied = select(Source.id).where(or_(Source.owner_id.in_(centre), Source.feed_id.in_(centre)))
    found = {*centre, *session.scalars(tied)}
    into = merges_among(session, found)
    return frozenset({*found, *into, *into.values()})


def by_exact_name(session: Session, name: str) -> Source | None:
    """The oldest source with this name or alias, compared as people compare names; if merged, who stands for it.

    An unnamed group is never found by name: "local sources" of two articles are not the same people.
    """
    folded = fold(name)
    named = select(Source.id).where(Source.folded == folded, Source.kind != SourceKind.UNNAMED_GROUP)
    found = session.scalars(named.order_by(Source.id).limit(1)).one_or_none()
    if found is None:
        alias = (
            select(Source.id)
            .join(SourceAlias, SourceAlias.source_id == Source.id)
            .where(SourceAlias.folded == folded, Source.kind != SourceKind.UNNAMED_GROUP)
        )
        found = session.scalars(alias.order_by(Source.id).limit(1)).one_or_none()
    return survivor_of(session, found) if found is not None else None


def by_name_order(
    session: Session, asked: SourceFilter | None = None, *, after_id: int | None = None, limit: int = 50
) -> Sequence[Source]:
    """A page of the directory, by name; ``after_id`` is the last one shown: a name must not stand in an address."""
    wanted = select(Source).where(_stands()).order_by(Source.folded, Source.id).limit(limit)
    if asked is not None:
        wanted = wanted.where(*_conditions(asked))
    last = session.get(Source, after_id) if after_id is not None else None
    if last is not None:
        wanted = wanted.where((Source.folded > last.folded) | ((Source.folded == last.folded) & (Source.id > last.id)))
    return session.scalars(wanted).all()


def _stands() -> ColumnElement[bool]:
    """The source stands for itself."""
    return ~select(SourceMerge.source_id).where(SourceMerge.source_id == Source.id).exists()


def _merged(*conditions: ColumnElement[bool]) -> Select[int]:
    """Ids of sources into which one was merged of which this is so; ``conditions`` are on :data:`_AWAY`."""
    away = select(SourceMerge.into_id).join(_AWAY, _AWAY.id == SourceMerge.source_id)
    return away.where(*conditions)


def _conditions(asked: SourceFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.kind is not None:
        found.append(Source.kind == asked.kind)
    if asked.only_protected:
        found.append(Source.protected.is_(True))
    prefix = fold(asked.prefix)
    if asked.prefix.strip() and not prefix:
        found.append(false())
    if prefix:
        also = select(SourceAlias.source_id).where(SourceAlias.folded.startswith(prefix, autoescape=True))
        named = Source.folded.startswith(prefix, autoescape=True)
        merged = _merged(_AWAY.folded.startswith(prefix, autoescape=True) | _AWAY.id.in_(also))
        found += [~Source.protected, named | Source.id.in_(also) | Source.id.in_(merged)]
    return found


def other_names(session: Session | Connection, ids: Collection[int]) -> dict[int, set[str]]:
    """Other names of sources, names of what was merged into them, and theirs; no name of a protected one."""
    found: dict[int, set[str]] = {}
    alias = select(SourceAlias.source_id, SourceAlias.name).join(Source, Source.id == SourceAlias.source_id)
    merged = select(SourceMerge.into_id, Source.name).join(Source, Source.id == SourceMerge.source_id)
    alias_of_merged = (
        select(SourceMerge.into_id, SourceAlias.name)
        .join(SourceAlias, SourceAlias.source_id == SourceMerge.source_id)
        .join(Source, Source.id == SourceMerge.source_id)
    )
    parts: tuple[Select[int, str], ...] = (
        alias.where(SourceAlias.source_id.in_(ids)),
        merged.where(SourceMerge.into_id.in_(ids)),
        alias_of_merged.where(SourceMerge.into_id.in_(ids)),
    )
    for part in parts if ids else ():
        for source_id, name in session.execute(part.where(~Source.protected)):
            found.setdefault(source_id, set()).add(name)
    return found


def aliases_of(session: Session, source_id: int) -> Sequence[SourceAlias]:
    """The other names of a source, by name."""
    wanted = select(SourceAlias).where(SourceAlias.source_id == source_id)
    return session.scalars(wanted.order_by(SourceAlias.folded, SourceAlias.id)).all()


def alias_by_id(session: Session, alias_id: int, source_id: int) -> SourceAlias:
    """One other name of a source. Raises NotFound, also for one that belongs to another source."""
    found = session.get(SourceAlias, alias_id)
    if found is None or found.source_id != source_id:
        raise NotFound("This source has no such other name any more.")
    return found


def outlets(session: Session, limit: int = 500) -> Sequence[Source]:
    """Outlets and agencies, by name."""
    wanted = select(Source).where(_stands(), Source.kind.in_([SourceKind.OUTLET, SourceKind.AGENCY]))
    return session.scalars(wanted.order_by(Source.folded, Source.id).limit(limit)).all()


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sources that may be one, each as the one that stands for it, and why."""

    one: Source
    other: Source
    likeness: SourceLikeness


def alike_to(session: Session, source_ids: Collection[int], limit: int = 200) -> list[Alike]:
    """What may be the same as one of these sources and was not parted from it, the disguised ones first.

    ``one`` of each is the source that was asked about. Name all that are merged into one: they are not looked up here.
    """
    if not source_ids:
        return []
    mine = frozenset(source_ids)
    wanted = (
        select(SourceLikeness)
        .where(SourceLikeness.parted_at.is_(None))
        .where(or_(SourceLikeness.low_id.in_(mine), SourceLikeness.high_id.in_(mine)))
        .order_by(SourceLikeness.disguised.desc(), SourceLikeness.high_id, SourceLikeness.low_id)
        .limit(limit)
    )
    rows = session.scalars(wanted).all()
    found = by_ids(session, {one for row in rows for one in (row.low_id, row.high_id)})
    pairs: dict[tuple[int, int], Alike] = {}
    for row in rows:
        for one, other in ((row.low_id, row.high_id), (row.high_id, row.low_id)):
            if one in mine and found[one] is not found[other]:
                pairs.setdefault((found[one].id, found[other].id), Alike(found[one], found[other], row))
                break
    return list(pairs.values())


Place = tuple[int, int, int]
"""Where a list of pairs goes on: disguised (0 or 1), the higher id, the lower id of the last one shown."""


def alike_at_all(session: Session, *, after: Place | None = None, limit: int = 50) -> Sequence[SourceLikeness]:
    """A page of pairs that may be one source, the disguised and the newest first."""
    order = (SourceLikeness.disguised, SourceLikeness.high_id, SourceLikeness.low_id)
    wanted = (
        select(SourceLikeness)
        .where(SourceLikeness.parted_at.is_(None))
        .where(standing_for(SourceLikeness.low_id) != standing_for(SourceLikeness.high_id))
        .order_by(*(one.desc() for one in order))
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(tuple_(*order) < tuple_(bool(after[0]), after[1], after[2]))
    return session.scalars(wanted).all()


def likenesses_between(session: Session, ones: Collection[int], others: Collection[int]) -> Sequence[SourceLikeness]:
    """Every pair of one of these and one of those, parted ones too."""
    wanted = select(SourceLikeness).where(
        (SourceLikeness.low_id.in_(ones) & SourceLikeness.high_id.in_(others))
        | (SourceLikeness.low_id.in_(others) & SourceLikeness.high_id.in_(ones))
    )
    return session.scalars(wanted).all()


def by_keys(session: Session, keys: Collection[int], *, but: int, most: int) -> frozenset[int]:
    """Sources that bear one of these keys; a key that more than ``most`` bear says nothing and is left out."""
    wanted = select(SourceKey.key, SourceKey.source_id).where(SourceKey.key.in_(keys), SourceKey.source_id != but)
    bearers: dict[int, list[int]] = {}
    for row in session.execute(wanted.limit(len(keys) * (most + 1))):
        bearers.setdefault(row.key, []).append(row.source_id)
    return frozenset(one for ids in bearers.values() if len(ids) <= most for one in ids)


def as_kept(session: Session, ids: Collection[int]) -> Sequence[Source]:
    """These sources as they are kept, merged or not."""
    return session.scalars(select(Source).where(Source.id.in_(ids)).order_by(Source.id)).all() if ids else []


def unread(session: Session, key: int, limit: int) -> Sequence[Source]:
    """Sources whose names were not read yet by the rules that leave this key."""
    bears = select(SourceKey.source_id).where(SourceKey.key == key, SourceKey.source_id == Source.id).exists()
    wanted = select(Source).where(~bears).order_by(Source.id).limit(limit)
    return session.scalars(wanted).all()


def aliases_by_source(session: Session, source_ids: Collection[int]) -> dict[int, list[str]]:
    """The other names of these sources."""
    found: dict[int, list[str]] = {one: [] for one in source_ids}
    wanted = select(SourceAlias.source_id, SourceAlias.name).where(SourceAlias.source_id.in_(source_ids))
    for source_id, name in session.execute(wanted):
        found[source_id].append(name)
    return found
