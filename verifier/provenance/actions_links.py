"""Verbs on hops beside the chain: which statement on a ticket was taken from which, or from nobody knows whom."""

from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.audit.canonical import digest
from verifier.provenance import queries, rules
from verifier.provenance.actions_hops import add_hop
from verifier.provenance.joining import judge
from verifier.provenance.models import Derivation, Statement
from verifier.provenance.rules import HopFields, LinkFields
from verifier.provenance.types import Access, DerivationStatus, GroundRules, Medium, Naming, Relation
from verifier.sources.actions import find_or_add
from verifier.sources.types import SourceKind
from verifier.tickets.actions import edited, log
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting

UNKNOWN_SOURCE = "Unknown source"


def content_of_hop(hop: Derivation) -> dict[str, Any]:
    """What the log covers of a hop."""
    return {
        "downstream": hop.downstream_id,
        "upstream": hop.upstream_id,
        "relation": hop.relation,
        "cue": hop.cue,
        "status": hop.status,
    }


def _note(session: Session, ticket: Ticket, action: str, acting: Acting, hop: Derivation) -> None:
    log(session, ticket, action, acting, {"derivation": hop.id, "state_sha256": digest(content_of_hop(hop))})


def add_link(
    session: Session,
    ticket: Ticket,
    downstream: Statement,
    upstream: Statement,
    fields: LinkFields,
    *,
    acting: Acting,
    version: int | None,
) -> Derivation:
    """Note that one statement was taken from another; it counts as confirmed by who notes it.

    One that was rejected before is taken up again. Raises RuleBroken, Stale.
    """
    edited(session, ticket, acting, version=version)
    present = queries.derivation_between(session, downstream.id, upstream.id)
    is_there = present is not None and present.status is not DerivationStatus.REJECTED
    removed = downstream.removed_at is not None or upstream.removed_at is not None
    rules.check_link(downstream.id, upstream.id, removed=removed, is_there=is_there)
    hop = present or _between(ticket, downstream, upstream)
    session.add(hop)
    _write(hop, fields, acting)
    session.flush()
    _note(session, ticket, "derivation:link", acting, hop)
    return hop


def add_unknown(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    downstream: Statement,
    *,
    cue: str,
    acting: Acting,
    version: int | None,
) -> Statement:
    """Note that a statement was taken from somebody and that nobody knows from whom; the statement of that somebody.

    Raises RuleBroken, Stale.
    """
    rows = queries.rows_for(session, claim.id)
    unknown = rows.unknown()
    is_there = any(hop.downstream_id == downstream.id for hop in unknown.values())
    rules.check_unknown(is_placed=downstream.id in unknown, is_there=is_there)
    fields = HopFields(
        UNKNOWN_SOURCE, SourceKind.UNNAMED_GROUP.value, Naming.ANONYMOUS_TO_US, Relation.UNKNOWN, cue, Access.UNKNOWN
    )
    return trace_to(session, ticket, claim, downstream, fields, acting=acting, version=version)


def trace_to(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    downstream: Statement,
    fields: HopFields,
    *,
    acting: Acting,
    version: int | None,
) -> Statement:
    """Note that a statement was taken from somebody who is not on the ticket yet; the statement of that somebody.

    Behind a hop of the article's chain it becomes part of that chain, unless nobody knows who it is and the chain goes
    on to somebody else; elsewhere it stands as a source of its own. Raises RuleBroken, Stale.
    """
    order = [row.id for row in queries.rows_for(session, claim.id).chain()]
    is_stranger = fields.naming is Naming.ANONYMOUS_TO_US and fields.relation is Relation.UNKNOWN
    if downstream.id in order and (not is_stranger or order[-1] == downstream.id):
        return add_hop(session, ticket, claim, fields, after_id=downstream.id, acting=acting, version=version)
    edited(session, ticket, acting, version=version)
    rules.check_corroboration(in_chain=False, article_own=False, removed=downstream.removed_at is not None)
    kind = SourceKind(fields.source_kind)
    source = find_or_add(session, name=fields.source, kind=kind, by=acting.person, now=acting.at)
    upstream = Statement(
        claim_id=claim.id,
        source_id=source.id,
        article_own=False,
        in_chain=False,
        mention="",
        stance=downstream.stance,
        naming=fields.naming,
        access=fields.access or Access.UNKNOWN,
        medium=Medium.OTHER,
        ground_rules=GroundRules.UNKNOWN,
        url="",
        quote="",
        note="",
        added_at=acting.at,
        added_by_id=acting.person.id if acting.person else None,
    )
    session.add(upstream)
    session.flush()
    hop = _between(ticket, downstream, upstream)
    session.add(hop)
    _write(hop, LinkFields(fields.relation, fields.cue), acting)
    session.flush()
    _note(session, ticket, "derivation:link", acting, hop)
    return upstream


def revise_link(
    session: Session, ticket: Ticket, hop: Derivation, fields: LinkFields, *, acting: Acting, version: int | None
) -> None:
    """Say otherwise how a statement was taken from another; that also accepts it. Raises RuleBroken, Stale."""
    edited(session, ticket, acting, version=version)
    _write(hop, fields, acting)
    session.flush()
    _note(session, ticket, "derivation:revise_link", acting, hop)


def confirm_link(session: Session, ticket: Ticket, hop: Derivation, *, acting: Acting, version: int | None) -> None:
    """Accept a proposed hop between two statements. Raises RuleBroken, Stale."""
    edited(session, ticket, acting, version=version)
    judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()
    _note(session, ticket, "derivation:confirm_link", acting, hop)


def reject_link(session: Session, ticket: Ticket, hop: Derivation, *, acting: Acting, version: int | None) -> None:
    """Say that a statement was not taken from another; of an unknown source the place goes too and can be put back.

    Raises RuleBroken for a hop of the article's chain, Stale.
    """
    edited(session, ticket, acting, version=version)
    rows = queries.rows_for(session, ticket.claim_id)
    upstream = queries.statement_by_id(session, hop.upstream_id, ticket.claim_id)
    ran = {(one.id, other.id) for one, other in pairwise(rows.chain())}
    rules.check_beside_chain(in_chain=upstream.in_chain and (hop.downstream_id, hop.upstream_id) in ran)
    if upstream.id in rows.unknown():
        upstream.removed_at = acting.at
    else:
        judge(hop, DerivationStatus.REJECTED, acting)
    session.flush()
    _note(session, ticket, "derivation:unlink", acting, hop)


def _between(ticket: Ticket, downstream: Statement, upstream: Statement) -> Derivation:
    return Derivation(claim_id=ticket.claim_id, downstream_id=downstream.id, upstream_id=upstream.id)


def _write(hop: Derivation, fields: LinkFields, acting: Acting) -> None:
    hop.relation, hop.cue = fields.relation, fields.cue.strip()
    hop.cue_start = hop.cue_end = None
    hop.inferred, hop.rule, hop.note = False, "person", ""
    judge(hop, DerivationStatus.CONFIRMED, acting)
