"""Verbs on retractions: what rests on what was taken back is put before people, and nothing else changes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from verifier.audit.actions import record
from verifier.audit.canonical import digest
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken
from verifier.provenance import queries_retractions as retracted
from verifier.provenance import rules
from verifier.provenance.models import Retraction, Statement
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.rules import OVER
from verifier.tickets.types import Acting, LookCause, TicketState

BATCH = 200
TOUCHED = frozenset(TicketState) - OVER


@dataclass(frozen=True, slots=True)
class RetractionFields:
    """What a person writes of a retraction: why, where it can be read, and on which day."""

    reason: str
    url: str = ""
    retracted_on: date | None = None


def retract(
    session: Session,
    fields: RetractionFields,
    *,
    source_id: int | None = None,
    statement_id: int | None = None,
    acting: Acting,
) -> tuple[Retraction, int]:
    """Note that a source, or one statement, was retracted: every ticket that rests on it is put before people.

    Every statement that draws on the same report is meant with it.

    Returns the retraction and how many tickets that are. Raises RuleBroken where too little is said, or it is retracted
    already.
    """
    rules.check_retraction(fields.reason, fields.url, fields.retracted_on, acting.at.date())
    told = session.get(Statement, statement_id) if statement_id is not None else None
    report_id = told.report_id if told is not None else None
    if retracted.is_retracted(session, source_id=source_id, statement_id=statement_id, report_id=report_id):
        raise RuleBroken("retracted_already", "This is marked as retracted already. Undo that first to write it anew.")
    row = Retraction(
        source_id=source_id,
        statement_id=statement_id,
        report_id=report_id,
        reason=fields.reason.strip(),
        url=fields.url.strip(),
        retracted_on=fields.retracted_on,
        noted_at=acting.at,
        noted_by_id=acting.person.id if acting.person else None,
    )
    session.add(row)
    session.flush()
    _record(session, row, "retraction:note", acting)
    return row, _put_before(session, row, acting)


def _put_before(session: Session, row: Retraction, acting: Acting) -> int:
    claims, count, before = retracted.claims_touched(session, row), 0, None
    while found := ticket_queries.resting_on(session, claims, TOUCHED, before=before, limit=BATCH):
        for ticket, _ in found:
            tickets.put_before(session, ticket, acting, cause=LookCause.RETRACTION, retraction_id=row.id)
        count, before = count + len(found), found[-1][0].id
    return count


def undo(session: Session, row: Retraction, *, acting: Acting) -> int:
    """Take a retraction back; returns how many tickets need no look any more. Raises RuleBroken where it was undone."""
    rules.check_undone(undone=row.undone_at is not None)
    row.undone_at, row.undone_by_id = acting.at, acting.person.id if acting.person else None
    session.flush()
    _record(session, row, "retraction:undo", acting)
    looks = ticket_queries.open_looks(session, retraction_id=row.id)
    tickets.drop_looks(session, looks, acting.at)
    return len(looks)


def _record(session: Session, row: Retraction, action: str, acting: Acting) -> None:
    state = {
        "source": row.source_id,
        "statement": row.statement_id,
        "retracted_on": row.retracted_on,
        "words_sha256": digest([row.reason, row.url]),
        "undone_at": row.undone_at,
    }
    record(
        session,
        action=action,
        subject=Subject("retraction", row.id, row.version, state),
        actor_id=acting.person.id if acting.person else None,
        now=acting.at,
        detail={"source": row.source_id} if row.source_id is not None else {"statement": row.statement_id},
    )
