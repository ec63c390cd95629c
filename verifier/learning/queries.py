"""What can be asked about decisions."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from verifier.learning.models import Decision
from verifier.learning.rules import record_of
from verifier.learning.types import Outcome, Proposal, Tally


def tallies(session: Session, proposal: Proposal | None = None) -> tuple[Tally, ...]:
    """How often each outcome came of each rule's proposals, by kind of proposal, rule and sort; one query."""
    columns = (Decision.proposal, Decision.rule, Decision.sort, Decision.outcome)
    wanted = select(*columns, func.count()).group_by(*columns)
    if proposal is not None:
        wanted = wanted.where(Decision.proposal == proposal)
    counts: dict[tuple[Proposal, str, str], dict[Outcome, int]] = defaultdict(dict)
    for what, rule, sort, outcome, number in session.execute(wanted):
        counts[what, rule, sort][outcome] = number
    order = list(Proposal)
    return tuple(
        Tally(
            *key,
            accepted=counts[key].get(Outcome.ACCEPTED, 0),
            edited=counts[key].get(Outcome.EDITED, 0),
            rejected=counts[key].get(Outcome.REJECTED, 0),
            missed=counts[key].get(Outcome.MISSED, 0),
        )
        for key in sorted(counts, key=lambda one: (order.index(one[0]), one[1], one[2]))
    )


def claim_record(session: Session) -> dict[tuple[str, str], tuple[int, int]]:
    """What this desk kept of the claims that were proposed to it, by rule and kind."""
    return record_of(tallies(session, Proposal.CLAIM))
