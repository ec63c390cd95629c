"""Verbs on the hops of a chain: accept, reject, add, revise, move. Each is an edit of what a verdict rests on."""

from itertools import pairwise

from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.learning.types import Outcome
from verifier.provenance import actions_reports as filing
from verifier.provenance import queries, rules
from verifier.provenance.actions import carry_over, same_or_other
from verifier.provenance.actions_reports import FACTS, Along
from verifier.provenance.joining import judge, rebuild
from verifier.provenance.judging import as_proposed, judge_hops
from verifier.provenance.models import Derivation, Statement
from verifier.provenance.noting import content_of as content_of
from verifier.provenance.noting import note
from verifier.provenance.rules import HopFields
from verifier.provenance.telling import add
from verifier.provenance.types import Access, DerivationStatus, Medium, Naming
from verifier.sources.actions import find_or_add
from verifier.sources.types import SourceKind
from verifier.tickets.actions import edited, log
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


def confirm_hop(session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None) -> None:
    """Accept a proposed hop."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    hop = _hop_into(session, statement)
    if hop is not None:
        judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()
    judge_hops(session, ticket, [statement.id], Outcome.ACCEPTED, acting)
    note(session, ticket, "derivation:confirm", acting, statement)


def confirm_all(session: Session, ticket: Ticket, *, acting: Acting, version: int | None) -> int:
    """Accept every hop of the chain that is still proposed; returns how many those were."""
    edited(session, ticket, acting, version=version)
    rows = queries.rows_for(session, ticket.claim_id)
    open_hops = [hop for hop in rows.links() if hop.status is DerivationStatus.PROPOSED]
    for hop in open_hops:
        judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()
    judge_hops(session, ticket, [hop.upstream_id for hop in open_hops], Outcome.ACCEPTED, acting)
    log(session, ticket, "derivation:confirm_all", acting, {"hops": len(open_hops)})
    return len(open_hops)


def reject_hop(session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None) -> None:
    """Take a hop out of the chain: what lay behind it is joined to what lay before, as a proposal to be judged."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    judge_hops(session, ticket, [statement.id], Outcome.REJECTED, acting)
    order = [row.id for row in queries.rows_for(session, ticket.claim_id).chain()]
    joined = set(pairwise(order))
    for hop in queries.hops_at(session, statement):
        if (hop.downstream_id, hop.upstream_id) in joined:
            judge(hop, DerivationStatus.REJECTED, acting)
    statement.removed_at = acting.at
    session.flush()
    left = [one for one in order if one != statement.id]
    rebuild(session, ticket, order, left, acting, joined=DerivationStatus.PROPOSED)
    note(session, ticket, "derivation:reject", acting, statement)


def add_hop(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    fields: HopFields,
    *,
    after_id: int,
    acting: Acting,
    version: int | None,
) -> Statement:
    """Put a hop into the chain behind the statement ``after_id``; it counts as confirmed by who adds it."""
    edited(session, ticket, acting, version=version)
    after = queries.statement_by_id(session, after_id, claim.id)
    kind = SourceKind(fields.source_kind)
    source = find_or_add(session, name=fields.source, kind=kind, by=acting.person, now=acting.at)
    order = [row.id for row in queries.rows_for(session, claim.id).chain()]
    access = fields.access or Access.UNKNOWN
    report = filing.file_hop(session, source.id, acting, article_id=claim.article_id, medium=Medium.OTHER)
    known = {"naming": _naming(fields), "access": access, "report_id": report.id}
    here = add(session, claim, source, in_chain=True, acting=acting, **known)
    place = order.index(after.id) + 1 if after.id in order else len(order)
    rebuild(session, ticket, order, [*order[:place], here.id, *order[place:]], acting)
    _write_hop(session, here, fields, acting)
    note(session, ticket, "derivation:add", acting, here)
    return here


def revise_hop(
    session: Session,
    ticket: Ticket,
    statement: Statement,
    fields: HopFields,
    *,
    acting: Acting,
    version: int | None,
    along: bool = False,
) -> Along:
    """Say otherwise who a hop is, or how it was taken; that also accepts it. ``along`` as in revise_statement."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    was, before = (
        as_proposed(statement, _hop_into(session, statement)),
        {name: getattr(statement, name) for name in FACTS},
    )
    kind = SourceKind(fields.source_kind)
    statement.source_id = same_or_other(session, statement, fields.source, kind, acting).id
    statement.naming = _naming(fields)
    statement.access = fields.access or statement.access
    session.flush()
    _write_hop(session, statement, fields, acting)
    is_same = as_proposed(statement, _hop_into(session, statement)) == was
    judge_hops(session, ticket, [statement.id], Outcome.ACCEPTED if is_same else Outcome.EDITED, acting)
    note(session, ticket, "derivation:revise", acting, statement)
    return carry_over(session, ticket, statement, before, acting, along=along)


def move_hop(
    session: Session, ticket: Ticket, statement: Statement, *, step: int, acting: Acting, version: int | None
) -> None:
    """Move a hop one place inwards (+1) or outwards (-1)."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    order = tuple(row.id for row in queries.rows_for(session, ticket.claim_id).chain())
    judge_hops(session, ticket, [statement.id], Outcome.EDITED, acting)
    rebuild(session, ticket, order, rules.moved(order, statement.id, step), acting)
    note(session, ticket, "derivation:move", acting, statement, step=step)


def _check_hop(statement: Statement) -> None:
    rules.check_hop(in_chain=statement.in_chain, removed=statement.removed_at is not None)


def _naming(fields: HopFields) -> Naming:
    is_group = fields.source_kind == SourceKind.UNNAMED_GROUP and fields.naming is not Naming.ANONYMOUS_TO_US
    return Naming.UNNAMED if is_group else fields.naming


def _write_hop(session: Session, statement: Statement, fields: HopFields, acting: Acting) -> None:
    hop = _hop_into(session, statement)
    if hop is not None:
        hop.relation, hop.cue = fields.relation, fields.cue.strip()
        hop.inferred = False
        judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()


def _hop_into(session: Session, statement: Statement) -> Derivation | None:
    """The hop by which the chain reaches a statement."""
    return queries.rows_for(session, statement.claim_id).hop_into(statement.id)
