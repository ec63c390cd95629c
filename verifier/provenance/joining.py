"""Joining hops: a chain is made to run through statements in a new order, and hops are judged."""

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.learning.types import PERSON
from verifier.provenance.models import Derivation
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
    before: Sequence[int],
    order: Sequence[int],
    acting: Acting,
    *,
    joined: DerivationStatus | None = None,
) -> None:
    """Make the chain run through these statements in this order; hops that still fit are left as they are.

    Of the others only those by which it ran ``before`` are rejected: hops beside the chain are somebody's finding.
    A hop made anew has the status ``joined``; without one it counts as confirmed, unless nobody had judged its teller.
    """
    wanted, ran = set(pairwise(order)), set(pairwise(before))
    found = select(Derivation).where(Derivation.claim_id == ticket.claim_id).order_by(Derivation.id)
    here = {(hop.downstream_id, hop.upstream_id): hop for hop in session.scalars(found)}
    rejected = DerivationStatus.REJECTED
    best_last = sorted(here, key=lambda pair: (here[pair].status is not rejected, pair in ran))
    into = {pair[1]: here[pair] for pair in best_last}
    was = {upstream: hop.status for upstream, hop in into.items()}
    for pair, hop in here.items():
        if pair in ran - wanted:
            judge(hop, rejected, acting)
    for downstream, upstream in sorted(wanted):
        present, known = here.get((downstream, upstream)), into.get(upstream)
        if present is not None and present.status is not rejected:
            continue
        hop = present or Derivation(claim_id=ticket.claim_id, downstream_id=downstream, upstream_id=upstream)
        session.add(hop)
        hop.relation, hop.cue = (known.relation, known.cue) if known else (Relation.UNKNOWN, "")
        hop.cue_start, hop.cue_end = (known.cue_start, known.cue_end) if known else (None, None)
        hop.inferred, hop.rule, hop.note = False, present.rule if present else PERSON, ""
        still_open = was.get(upstream) is DerivationStatus.PROPOSED
        judge(hop, joined or (DerivationStatus.PROPOSED if still_open else DerivationStatus.CONFIRMED), acting)
    session.flush()
