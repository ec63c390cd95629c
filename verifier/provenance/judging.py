"""What people decide about the reader's hops, handed to the room that keeps it.

A person judges who stands in the chain, so a proposal is the teller, not the pair of tellers: taking one hop out joins
its neighbours anew, and says nothing against those.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.learning.actions import decide
from verifier.learning.types import PERSON, Outcome, Proposal, Proposed
from verifier.provenance.models import Derivation, Statement
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


def judge_hops(
    session: Session, ticket: Ticket, statement_ids: Collection[int], outcome: Outcome, acting: Acting
) -> None:
    """Keep what a person decided on these tellers; those that a person had entered are left out."""
    if acting.person is None or not statement_ids:
        return
    wanted = (
        select(Derivation.upstream_id, Derivation.rule, Claim.article_id)
        .join(Claim, Claim.id == Derivation.claim_id)
        .where(Derivation.claim_id == ticket.claim_id, Derivation.upstream_id.in_(statement_ids))
        .where(Derivation.rule.not_in(["", PERSON]))
        .order_by(Derivation.id.desc())
    )
    first = {row.upstream_id: row for row in session.execute(wanted)}
    if first:
        decide(
            session,
            [Proposed(Proposal.HOP, str(one), row.rule) for one, row in sorted(first.items())],
            outcome,
            article_id=next(iter(first.values())).article_id,
            by_id=acting.person.id,
            now=acting.at,
        )


def as_proposed(statement: Statement, hop: Derivation | None) -> tuple[object, ...]:
    """What the reader says of a teller: who, how named, and how the one before took it from them."""
    return statement.source_id, statement.naming, *((hop.relation, hop.cue) if hop else ())
