"""The verb that grades a statement. A grade is an edit of what the verdict rests on, like every other."""

from sqlalchemy.orm import Session

from verifier.kernel.errors import RuleBroken
from verifier.provenance import queries
from verifier.provenance.grades import GradeFields, check_grade, code, confirming
from verifier.provenance.independence import measure
from verifier.provenance.models import Grade, Statement
from verifier.tickets.actions import edited, log
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


def grade(
    session: Session, ticket: Ticket, statement: Statement, fields: GradeFields, *, acting: Acting, version: int | None
) -> Grade:
    """Grade a source on this matter and what it says; the grade before stays as history.

    Raises RuleBroken as :func:`verifier.provenance.grades.check_grade` does and for a statement that was taken out,
    Stale.
    """
    edited(session, ticket, acting, version=version)
    if statement.removed_at is not None:
        raise RuleBroken("statement_removed", "This was taken out. Put it back first.")
    before = queries.grades_now(session, ticket.claim_id).get(statement.id)
    origins = confirming(measure(queries.graph(queries.rows_for(session, ticket.claim_id))), statement.stance)
    known = (before.reliability, before.credibility) if before else None
    reliability, credibility, reason = check_grade(fields, origins=origins, before=known)
    row = Grade(
        statement_id=statement.id,
        reliability=reliability,
        credibility=credibility,
        reason=reason,
        graded_by_id=acting.person.id if acting.person else 0,
        graded_at=acting.at,
    )
    session.add(row)
    session.flush()
    detail = {"statement": statement.id, "to": code(reliability, credibility)}
    if known:
        detail["from"] = code(*known)
    log(session, ticket, "statement:grade", acting, detail)
    return row
