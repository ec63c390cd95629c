"""What a signature and the log cover of a statement, and how a change of one is noted."""

from typing import Any

from sqlalchemy.orm import Session

from verifier.audit.canonical import digest
from verifier.provenance.models import Statement
from verifier.tickets.actions import log
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


def content_of(statement: Statement) -> dict[str, Any]:
    """What a signature and the log cover of a statement. The source stands as its number, never by name."""
    return {
        "id": statement.id,
        "source": statement.source_id,
        "article_own": statement.article_own,
        "in_chain": statement.in_chain,
        "mention": statement.mention,
        "stance": statement.stance,
        "naming": statement.naming,
        "access": statement.access,
        "medium": statement.medium,
        "ground_rules": statement.ground_rules,
        "url": statement.url,
        "quote": statement.quote,
        "said_on": statement.said_on,
        "note": statement.note,
        "capture": statement.capture_id,
    }


def note(session: Session, ticket: Ticket, action: str, acting: Acting, statement: Statement, **detail: Any) -> None:
    """Note in the log what was done to a statement of this ticket."""
    shown = {"statement": statement.id, "state_sha256": digest(content_of(statement)), **detail}
    log(session, ticket, action, acting, shown)
