"""Verbs on texts that have much in common: they are compared when a source is added, and copies are proposed as such.

Part of an edit of what a verdict rests on: whoever calls these has asked the ticket's rules, but where it says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from verifier.kernel.errors import NotFound, RuleBroken
from verifier.provenance import queries
from verifier.provenance import queries_overlap as looking
from verifier.provenance.joining import judge
from verifier.provenance.models import Derivation, Statement, TextOverlap
from verifier.provenance.overlap import Overlap, compare, is_near_identical
from verifier.provenance.queries import ClaimRows
from verifier.provenance.queries_overlap import BY_OVERLAP, Worded, is_live
from verifier.provenance.types import DerivationStatus, Relation
from verifier.tickets.actions import edited, log
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


class Taken(StrEnum):
    """What a person says of two near-identical texts: which of them was taken from the other."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class _Claim:
    """The statements of one claim with their texts, and the hops between them."""

    rows: ClaimRows
    texts: Mapping[int, Worded]

    def statement(self, statement_id: int) -> Statement:
        return next(row for row in self.rows.statements if row.id == statement_id)


def _look(session: Session, claim_id: int) -> _Claim:
    rows = queries.rows_for(session, claim_id)
    return _Claim(rows, looking.texts_of(session, rows.statements))


def compare_with(session: Session, ticket: Ticket, statement: Statement, acting: Acting) -> int:
    """Compare the text of a statement with all others of its claim; returns how many copies are newly proposed.

    What was found before for this statement is replaced; what a person judged of a pair stays.
    """
    claim = _look(session, ticket.claim_id)
    return _compare(session, ticket, claim, statement, claim.texts.keys() - {statement.id}, acting)


def compare_all(session: Session, ticket: Ticket, *, acting: Acting, version: int | None) -> int:
    """Compare all texts of a claim anew, as after copies were read; returns how many copies are newly proposed.

    Raises RuleBroken, Stale as every edit of what a verdict rests on.
    """
    edited(session, ticket, acting, version=version)
    claim = _look(session, ticket.claim_id)
    proposed = 0
    for statement in claim.rows.statements:
        later = {id_ for id_ in claim.texts if id_ > statement.id}
        proposed += _compare(session, ticket, claim, statement, later, acting)
    log(session, ticket, "overlap:compare", acting, {"texts": len(claim.texts)})
    return proposed


def _compare(
    session: Session, ticket: Ticket, claim: _Claim, statement: Statement, others: Iterable[int], acting: Acting
) -> int:
    text = claim.texts.get(statement.id)
    wanted = {id_: claim.texts[id_].text for id_ in others}
    found = compare(text.text, wanted) if text else {}
    present = looking.overlaps_with(session, statement.id)
    proposed = 0
    for other_id in {*found, *(sum(pair) - statement.id for pair in present)}:
        pair = (min(statement.id, other_id), max(statement.id, other_id))
        row, common = present.get(pair), found.get(other_id)
        if common is None:
            if row is not None and (text is None or other_id in wanted) and not row.dismissed:
                session.delete(row)
            continue
        row = _keep(session, ticket.claim_id, pair, common, row, acting)
        proposed += _propose(session, ticket, claim, row, acting)
    session.flush()
    return proposed


def _keep(
    session: Session,
    claim_id: int,
    pair: tuple[int, int],
    common: Overlap,
    present: TextOverlap | None,
    acting: Acting,
) -> TextOverlap:
    row = present or TextOverlap(claim_id=claim_id, first_id=pair[0], second_id=pair[1], dismissed=False)
    row.share, row.common, row.compared_at = common.share, common.common, acting.at
    session.add(row)
    session.flush()
    return row


def _propose(session: Session, ticket: Ticket, claim: _Claim, row: TextOverlap, acting: Acting) -> bool:
    """Propose that the later of two near-identical texts is a copy; not where that is judged, known or undatable."""
    pair = (row.first_id, row.second_id)
    if row.dismissed or not is_near_identical(row.share, row.common) or claim.rows.are_joined(pair):
        return False
    if looking.hops_between(session, pair):
        return False
    days = {id_: looking.day_of(session, claim.statement(id_)) for id_ in pair}
    first, second = days[pair[0]], days[pair[1]]
    if first is None or second is None or first == second:
        return False
    downstream, upstream = pair if first > second else pair[::-1]
    _add_hop(session, ticket, downstream, upstream, row, acting, DerivationStatus.PROPOSED)
    detail = {"downstream": downstream, "upstream": upstream, "percent": round(100 * row.share)}
    log(session, ticket, "overlap:propose", acting, detail)
    return True


def _add_hop(
    session: Session,
    ticket: Ticket,
    downstream: int,
    upstream: int,
    row: TextOverlap,
    acting: Acting,
    status: DerivationStatus,
) -> Derivation:
    hop = Derivation(claim_id=ticket.claim_id, downstream_id=downstream, upstream_id=upstream)
    hop.relation, hop.cue, hop.rule = Relation.REPUBLISHED, "", BY_OVERLAP
    hop.inferred = False
    hop.note = f"{round(100 * row.share)} % the same text"
    hop.status = status
    session.add(hop)
    session.flush()
    return hop


def settle(
    session: Session,
    ticket: Ticket,
    pair: tuple[int, int],
    taken: Taken,
    *,
    acting: Acting,
    version: int | None,
) -> None:
    """Say which of two texts was taken from the other, or that neither was: then it is not proposed again.

    ``pair`` are the statements in the order of their ids. Raises RuleBroken, Stale, and NotFound for two that have
    nothing in common.
    """
    edited(session, ticket, acting, version=version)
    row = session.get(TextOverlap, pair)
    if row is None or row.claim_id != ticket.claim_id:
        raise NotFound("These two texts have nothing in common.")
    hops = {(hop.downstream_id, hop.upstream_id): hop for hop in looking.hops_between(session, pair)}
    wanted = {Taken.FIRST: pair, Taken.SECOND: pair[::-1], Taken.NEITHER: None}[taken]
    _check_free(hops.values(), wanted)
    for hop in hops.values():
        if hop.rule == BY_OVERLAP and is_live(hop) and (hop.downstream_id, hop.upstream_id) != wanted:
            judge(hop, DerivationStatus.REJECTED, acting)
    row.dismissed = wanted is None
    if wanted is not None:
        hop = hops.get(wanted) or _add_hop(session, ticket, *wanted, row, acting, DerivationStatus.PROPOSED)
        judge(hop, DerivationStatus.CONFIRMED, acting)
        hop.relation = Relation.REPUBLISHED
        _carry_chain_on(session, ticket, hop)
    session.flush()
    log(session, ticket, "overlap:settle", acting, {"pair": list(pair), "taken": taken.value})


def _check_free(hops: Iterable[Derivation], wanted: tuple[int, int] | None) -> None:
    """Raise RuleBroken where a hop that somebody entered otherwise says the opposite: the chain decides that."""
    for hop in hops:
        if is_live(hop) and hop.rule != BY_OVERLAP and (hop.downstream_id, hop.upstream_id) != wanted:
            raise RuleBroken("hop_between", "A hop of the chain stands between these two. Change it in the chain.")


def _carry_chain_on(session: Session, ticket: Ticket, hop: Derivation) -> None:
    """Where the chain ended at what now has a source, that source becomes its next hop."""
    session.flush()
    rows = queries.rows_for(session, ticket.claim_id)
    chain = rows.chain()
    upstream = next((row for row in rows.statements if row.id == hop.upstream_id), None)
    if chain and upstream is not None and chain[-1].id == hop.downstream_id and not upstream.article_own:
        upstream.in_chain = True
