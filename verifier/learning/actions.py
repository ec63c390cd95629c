"""Keeping decisions, in the transaction of the deed that makes them; the log entry is that of the deed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from verifier.audit.actions import sweep
from verifier.learning.models import Decision
from verifier.learning.rules import settled
from verifier.learning.types import PERSON, Outcome, Proposed


def decide(
    session: Session,
    proposals: Sequence[Proposed],
    outcome: Outcome,
    *,
    article_id: int,
    by_id: int | None,
    now: datetime,
) -> None:
    """Keep what a person decided on proposals of one article; one query and one write, however many.

    ``by_id`` None is the desk itself, whose deeds are no decisions. What a person had entered is not judged either,
    unless it is told as missed.
    """
    ours = {
        (one.proposal, one.place): one
        for one in proposals
        if one.rule and (one.rule != PERSON or outcome is Outcome.MISSED)
    }
    if by_id is None or not ours:
        return
    wanted = select(Decision).where(
        Decision.article_id == article_id,
        Decision.proposal.in_({one.proposal for one in ours.values()}),
        Decision.place.in_({one.place for one in ours.values()}),
    )
    present = {(row.proposal, row.place): row for row in session.scalars(wanted)}
    for key, one in ours.items():
        row = present.get(key)
        if row is not None:
            row.outcome = settled(row.outcome, outcome)
            row.decided_by_id, row.decided_at = by_id, now
            continue
        session.add(
            Decision(
                article_id=article_id,
                proposal=one.proposal,
                place=one.place,
                rule=one.rule,
                sort=one.sort,
                outcome=outcome,
                decided_by_id=by_id,
                decided_at=now,
            )
        )
    session.flush()


def take_back(session: Session, one: Proposed, *, article_id: int) -> None:
    """Drop the decision on one proposal, after a person took back what they had found by hand."""
    sweep(
        session,
        delete(Decision).where(
            Decision.article_id == article_id, Decision.proposal == one.proposal, Decision.place == one.place
        ),
    )
