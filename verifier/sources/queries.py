"""What the source directory can be asked."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from verifier.kernel.errors import NotFound
from verifier.kernel.searching import contains_all
from verifier.sources.models import Source, SourceAlias
from verifier.sources.rules import fold
from verifier.sources.types import SourceFilter, SourceKind


def by_id(session: Session, source_id: int) -> Source:
    """One source. Raises NotFound."""
    found = session.get(Source, source_id)
    if found is None:
        raise NotFound("There is no such source.")
    return found


def by_ids(session: Session, ids: set[int]) -> dict[int, Source]:
    """Sources by id."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(Source).where(Source.id.in_(ids)))}


def by_exact_name(session: Session, name: str) -> Source | None:
    """The oldest source with this name or alias, compared as people compare names.

    An unnamed group is never found by name: "local sources" of two articles are not the same people.
    """
    folded = fold(name)
    named = select(Source).where(Source.folded == folded, Source.kind != SourceKind.UNNAMED_GROUP)
    found = session.scalars(named.order_by(Source.id).limit(1)).one_or_none()
    if found is not None:
        return found
    alias = (
        select(Source)
        .join(SourceAlias, SourceAlias.source_id == Source.id)
        .where(SourceAlias.folded == folded, Source.kind != SourceKind.UNNAMED_GROUP)
    )
    return session.scalars(alias.order_by(Source.id).limit(1)).one_or_none()


def by_name_order(
    session: Session, asked: SourceFilter | None = None, *, after_id: int | None = None, limit: int = 50
) -> Sequence[Source]:
    """A page of the directory, by name; ``after_id`` is the last one shown: a name must not stand in an address."""
    wanted = select(Source).order_by(Source.folded, Source.id).limit(limit)
    if asked is not None:
        wanted = wanted.where(*_conditions(asked))
    last = session.get(Source, after_id) if after_id is not None else None
    if last is not None:
        wanted = wanted.where((Source.folded > last.folded) | ((Source.folded == last.folded) & (Source.id > last.id)))
    return session.scalars(wanted).all()


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
        aliased = select(SourceAlias.source_id).where(SourceAlias.folded.startswith(prefix, autoescape=True))
        named = Source.folded.startswith(prefix, autoescape=True)
        found += [~Source.protected, named | Source.id.in_(aliased)]
    return found


def by_words(session: Session, words: Sequence[str], limit: int = 50) -> Sequence[Source]:
    """Sources that bear all these words in their name or in one other name, newest first.

    A protected source is found by what readers are told of it only: the words stand in the address of the page, and no
    address may hold its name. Notes are never looked into.
    """
    aliased = select(SourceAlias.source_id).where(contains_all(words, SourceAlias.name))
    named = contains_all(words, Source.name) | Source.id.in_(aliased)
    told = contains_all(words, Source.published_description)
    wanted = select(Source).where((~Source.protected & named) | (Source.protected & told))
    return session.scalars(wanted.order_by(Source.id.desc()).limit(limit)).all()


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
    wanted = select(Source).where(Source.kind.in_([SourceKind.OUTLET, SourceKind.AGENCY]))
    return session.scalars(wanted.order_by(Source.folded, Source.id).limit(limit)).all()
