"""Telling: a statement is made; whatever is not said of it has the most careful value."""

from typing import Any

from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.provenance.models import Statement
from verifier.provenance.types import Access, GroundRules, Medium, Naming, Stance
from verifier.sources.models import Source
from verifier.tickets.types import Acting


def add(session: Session, claim: Claim, source: Source, *, acting: Acting, **fields: Any) -> Statement:
    """Make a statement on a claim; ``fields`` are columns of it."""
    defaults: dict[str, Any] = {
        "article_own": False,
        "in_chain": False,
        "mention": "",
        "stance": Stance.SUPPORTS,
        "naming": Naming.NAMED,
        "access": Access.UNKNOWN,
        "medium": Medium.OTHER,
        "ground_rules": GroundRules.UNKNOWN,
        "url": "",
        "quote": "",
        "note": "",
    }
    statement = Statement(
        claim_id=claim.id,
        source_id=source.id,
        added_at=acting.at,
        added_by_id=acting.person.id if acting.person else None,
        **{**defaults, **fields},
    )
    session.add(statement)
    session.flush()
    return statement
