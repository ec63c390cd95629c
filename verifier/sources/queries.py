"""What the source directory can be asked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.kernel.errors import NotFound
from verifier.sources.models import Source, SourceAlias
from verifier.sources.rules import fold
from verifier.sources.types import SourceKind


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


def by_name_order(session: Session, *, after: tuple[str, int] | None = None, limit: int = 50) -> Sequence[Source]:
    """A page of the directory, by name; ``after`` is (folded name, id) of the last one shown."""
    wanted = select(Source).order_by(Source.folded, Source.id).limit(limit)
    if after is not None:
        folded, source_id = after
        wanted = wanted.where((Source.folded > folded) | ((Source.folded == folded) & (Source.id > source_id)))
    return session.scalars(wanted).all()


def outlets(session: Session, limit: int = 500) -> Sequence[Source]:
    """Outlets and agencies, by name."""
    wanted = select(Source).where(Source.kind.in_([SourceKind.OUTLET, SourceKind.AGENCY]))
    return session.scalars(wanted.order_by(Source.folded, Source.id).limit(limit)).all()
