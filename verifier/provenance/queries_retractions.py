"""What was retracted, and what rests on it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from verifier.kernel.errors import NotFound
from verifier.provenance.models import Retraction, Statement
from verifier.provenance.queries import ClaimRows, claims_of
from verifier.sources.queries import members_of


def retraction_by_id(session: Session, retraction_id: int) -> Retraction:
    """One retraction. Raises NotFound."""
    found = session.get(Retraction, retraction_id)
    if found is None:
        raise NotFound("There is no such retraction.")
    return found


def claims_touched(session: Session, retraction: Retraction) -> Select[int]:
    """In a query: the ids of the claims that rest on what was retracted, directly or downstream of it.

    Hops never leave their claim, so whatever was taken from a statement stands on the same one. Of a report that many
    statements draw on all are meant.
    """
    if retraction.source_id is not None:
        return claims_of(members_of(session, retraction.source_id))
    if retraction.report_id is not None:
        return select(Statement.claim_id).where(
            Statement.report_id == retraction.report_id, Statement.removed_at.is_(None)
        )
    return select(Statement.claim_id).where(Statement.id == retraction.statement_id, Statement.removed_at.is_(None))


def retractions_on(session: Session, rows: ClaimRows, also: Collection[int] = ()) -> Sequence[Retraction]:
    """What was retracted of the statements and the sources of a claim and stays so, oldest first; ``also`` by id."""
    sources = {*rows.sources, *rows.kinship.ties}
    reports = {row.report_id for row in rows.statements if row.report_id is not None}
    meant = or_(
        Retraction.statement_id.in_([row.id for row in rows.statements]),
        Retraction.report_id.in_(reports),
        Retraction.source_id.in_(sources),
    )
    wanted = select(Retraction).where((Retraction.undone_at.is_(None) & meant) | Retraction.id.in_(also))
    return session.scalars(wanted.order_by(Retraction.id)).all()


def retractions_of(session: Session, source_ids: Collection[int], limit: int = 50) -> Sequence[Retraction]:
    """What was retracted of sources, whole or in part, newest first; also what was undone."""
    spoke = select(Statement.id).where(Statement.source_id.in_(source_ids))
    wanted = (
        select(Retraction)
        .where(Retraction.source_id.in_(source_ids) | Retraction.statement_id.in_(spoke))
        .order_by(Retraction.id.desc())
        .limit(limit)
    )
    return session.scalars(wanted).all()


def is_retracted(
    session: Session, *, source_id: int | None, statement_id: int | None, report_id: int | None = None
) -> bool:
    """Whether this very source or statement, or the report it draws on, is retracted already."""
    same = Retraction.source_id == source_id if source_id is not None else Retraction.statement_id == statement_id
    if report_id is not None:
        same |= Retraction.report_id == report_id
    return session.scalar(select(Retraction.id).where(same, Retraction.undone_at.is_(None)).limit(1)) is not None
