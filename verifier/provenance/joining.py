"""Joining hops: a chain is made to run through statements in a new order, and hops are judged."""

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.provenance.models import Derivation, Statement
from verifier.provenance.types import DerivationStatus, Relation
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


def judge(hop: Derivation, status: DerivationStatus, acting: Acting) -> None:
    """Say of a hop that it holds or does not, or put it up for judgement."""
    hop.status = status
    hop.judged_by_id = acting.person.id if acting.person else None


def rebuild(
    session: Session,
    ticket: Ticket,
    order: Sequence[int],
    acting: Acting,
    *,
    joined: DerivationStatus | None = None,
) -> None:
    """Make the chain run through these statements in this order; hops that still fit are left as they are.

    A hop made anew has the status ``joined``; without one it counts as confirmed, unless nobody had judged its teller.
    """
    wanted = set(pairwise(order))
    found = select(Derivation).join(Statement, Statement.id == Derivation.downstream_id)
    found = found.where(Derivation.claim_id == ticket.claim_id, Statement.in_chain | Statement.article_own)
    here = {(hop.downstream_id, hop.upstream_id): hop for hop in session.scalars(found.order_by(Derivation.id))}
    live_last = sorted(here.values(), key=lambda hop: hop.status is not DerivationStatus.REJECTED)
    into = {hop.upstream_id: hop for hop in live_last}
    was = {upstream: hop.status for upstream, hop in into.items()}
    for pair, hop in here.items():
        if set(pair) <= set(order) and pair not in wanted:
            judge(hop, DerivationStatus.REJECTED, acting)
    for downstream, upstream in sorted(wanted):
        present, known = here.get((downstream, upstream)), into.get(upstream)
        if present is not None and present.status is not DerivationStatus.REJECTED:
            continue
        hop = present or Derivation(claim_id=ticket.claim_id, downstream_id=downstream, upstream_id=upstream)
        session.add(hop)
        hop.relation, hop.cue = (known.relation, known.cue) if known else (Relation.UNKNOWN, "")
        hop.cue_start, hop.cue_end = (known.cue_start, known.cue_end) if known else (None, None)
        hop.inferred, hop.rule, hop.note = False, "person", ""
        still_open = was.get(upstream) is DerivationStatus.PROPOSED
        judge(hop, joined or (DerivationStatus.PROPOSED if still_open else DerivationStatus.CONFIRMED), acting)
    session.flush()
