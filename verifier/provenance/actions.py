"""Verbs on statements and hops. Each is an edit of what a verdict rests on: the ticket's rules are asked first."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.audit.canonical import digest
from verifier.provenance import queries, rules
from verifier.provenance.models import Derivation, Statement
from verifier.provenance.rules import HopFields, StatementFields
from verifier.provenance.types import Access, DerivationStatus, GroundRules, Medium, Naming, Relation, Stance
from verifier.reading import types as reading
from verifier.sources.actions import find_or_add
from verifier.sources.models import Source
from verifier.sources.types import SourceKind
from verifier.tickets.actions import edited, log
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting

_NAMING = {
    reading.Naming.NAMED: Naming.NAMED,
    reading.Naming.DESCRIBED: Naming.DESCRIBED,
    reading.Naming.UNNAMED: Naming.UNNAMED,
}


def propose_chain(
    session: Session,
    *,
    claim: Claim,
    article: Article,
    hops: Sequence[reading.Hop],
    groups: dict[str, Source],
    acting: Acting,
) -> None:
    """Keep the chain that the reader proposes for a new claim; part of opening its ticket.

    ``groups`` remembers the unnamed speakers of this article: the same words within one text are the same people.
    """
    publisher = session.get_one(Source, article.publisher_id)
    before = _add(session, claim, publisher, article_own=True, medium=Medium.ARTICLE, acting=acting, url=article.url)
    for hop in hops:
        if hop.kind is reading.SourceKind.AUTHOR:
            continue
        source = _source_of(session, hop, groups, acting)
        if source.id == publisher.id:
            continue
        here = _add(
            session,
            claim,
            source,
            in_chain=True,
            naming=_NAMING[hop.naming],
            medium=Medium.REPORT if hop.kind is reading.SourceKind.DOCUMENT else Medium.OTHER,
            mention=hop.mention,
            acting=acting,
        )
        cue = hop.spans[0] if hop.spans else None
        session.add(
            Derivation(
                claim_id=claim.id,
                downstream_id=before.id,
                upstream_id=here.id,
                relation=Relation(hop.relation.value),
                cue=hop.cue,
                cue_start=cue.start if cue else None,
                cue_end=cue.end if cue else None,
                status=DerivationStatus.PROPOSED,
                inferred=hop.inferred,
                rule=hop.rule,
                note=hop.note,
            )
        )
        before = here
    session.flush()


def _source_of(session: Session, hop: reading.Hop, groups: dict[str, Source], acting: Acting) -> Source:
    kind = SourceKind(hop.kind.value)
    if hop.naming is not reading.Naming.NAMED:
        kind = SourceKind.UNNAMED_GROUP
    if kind is not SourceKind.UNNAMED_GROUP:
        return find_or_add(session, name=hop.source, kind=kind, by=acting.person, now=acting.at)
    key = hop.source.casefold()
    if key not in groups:
        groups[key] = find_or_add(session, name=hop.source, kind=kind, by=acting.person, now=acting.at)
    return groups[key]


def _add(session: Session, claim: Claim, source: Source, *, acting: Acting, **fields: Any) -> Statement:
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


def _note(session: Session, ticket: Ticket, action: str, acting: Acting, statement: Statement, **detail: Any) -> None:
    shown = {"statement": statement.id, "state_sha256": digest(content_of(statement)), **detail}
    log(session, ticket, action, acting, shown)


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


def add_statement(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    fields: StatementFields,
    *,
    capture_id: int | None,
    acting: Acting,
    version: int | None,
) -> Statement:
    """Add a source that supports, refutes or explains the claim. Raises RuleBroken, Stale."""
    edited(session, ticket, acting, version=version)
    rules.check_statement(fields, acting.at.date(), has_original=capture_id is not None)
    kind = SourceKind(fields.source_kind)
    source = find_or_add(session, name=fields.source, kind=kind, by=acting.person, now=acting.at)
    statement = _add(session, claim, source, acting=acting, capture_id=capture_id, **_written(fields))
    _note(session, ticket, "statement:add", acting, statement, stance=statement.stance)
    return statement


def _written(fields: StatementFields) -> dict[str, Any]:
    return {
        "stance": fields.stance,
        "naming": Naming.UNNAMED if fields.source_kind == SourceKind.UNNAMED_GROUP else fields.naming,
        "access": fields.access,
        "medium": fields.medium,
        "ground_rules": fields.ground_rules,
        "url": fields.url.strip(),
        "quote": fields.quote.strip(),
        "said_on": fields.said_on,
        "note": fields.note.strip(),
    }


def revise_statement(
    session: Session,
    ticket: Ticket,
    statement: Statement,
    fields: StatementFields,
    *,
    capture_id: int | None,
    acting: Acting,
    version: int | None,
) -> None:
    """Change what is known of a statement; a new original is added, never put in an old one's place unseen."""
    edited(session, ticket, acting, version=version)
    _check_corroboration(statement)
    has_original = capture_id is not None or statement.capture_id is not None
    rules.check_statement(fields, acting.at.date(), has_original=has_original)
    kind = SourceKind(fields.source_kind)
    statement.source_id = _same_or_other(session, statement, fields.source, kind, acting).id
    for name, value in _written(fields).items():
        setattr(statement, name, value)
    if capture_id is not None:
        statement.capture_id = capture_id
    session.flush()
    _note(session, ticket, "statement:revise", acting, statement)


def _same_or_other(session: Session, statement: Statement, name: str, kind: SourceKind, acting: Acting) -> Source:
    present = session.get_one(Source, statement.source_id)
    if present.name == " ".join(name.split()) and present.kind is kind:
        return present
    return find_or_add(session, name=name, kind=kind, by=acting.person, now=acting.at)


def remove_statement(
    session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None
) -> None:
    """Take a corroborating statement out; it can be put back."""
    edited(session, ticket, acting, version=version)
    _check_corroboration(statement)
    statement.removed_at = acting.at
    session.flush()
    _note(session, ticket, "statement:remove", acting, statement)


def put_back(session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None) -> None:
    """Put a removed statement back: corroboration where it was, a hop at the inner end of the chain."""
    edited(session, ticket, acting, version=version)
    rules.check_removed(removed=statement.removed_at is not None)
    order = [row.id for row in queries.rows_for(session, ticket.claim_id).chain()]
    statement.removed_at = None
    session.flush()
    if statement.in_chain:
        _rebuild(session, ticket, order, [*order, statement.id], acting, joined=DerivationStatus.PROPOSED)
    _note(session, ticket, "statement:put_back", acting, statement)


def confirm_hop(session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None) -> None:
    """Accept a proposed hop."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    hop = queries.rows_for(session, ticket.claim_id).hop_into(statement.id)
    if hop is not None:
        _judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()
    _note(session, ticket, "derivation:confirm", acting, statement)


def confirm_all(session: Session, ticket: Ticket, *, acting: Acting, version: int | None) -> int:
    """Accept every hop that is still proposed; returns how many those were."""
    edited(session, ticket, acting, version=version)
    open_hops = [
        hop for hop in queries.rows_for(session, ticket.claim_id).derivations if hop.status is DerivationStatus.PROPOSED
    ]
    for hop in open_hops:
        _judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()
    log(session, ticket, "derivation:confirm_all", acting, {"hops": len(open_hops)})
    return len(open_hops)


def reject_hop(session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None) -> None:
    """Take a hop out of the chain: what lay behind it is joined to what lay before, as a proposal to be judged."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    order = [row.id for row in queries.rows_for(session, ticket.claim_id).chain()]
    joined = set(pairwise(order))
    for hop in queries.hops_at(session, statement):
        if (hop.downstream_id, hop.upstream_id) in joined:
            _judge(hop, DerivationStatus.REJECTED, acting)
    statement.removed_at = acting.at
    session.flush()
    left = [one for one in order if one != statement.id]
    _rebuild(session, ticket, order, left, acting, joined=DerivationStatus.PROPOSED)
    _note(session, ticket, "derivation:reject", acting, statement)


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
    here = _add(session, claim, source, in_chain=True, naming=_naming(fields), access=access, acting=acting)
    place = order.index(after.id) + 1 if after.id in order else len(order)
    _rebuild(session, ticket, order, [*order[:place], here.id, *order[place:]], acting)
    _write_hop(session, here, fields, acting)
    _note(session, ticket, "derivation:add", acting, here)
    return here


def revise_hop(
    session: Session,
    ticket: Ticket,
    statement: Statement,
    fields: HopFields,
    *,
    acting: Acting,
    version: int | None,
) -> None:
    """Say otherwise who a hop is, or how it was taken; that also accepts it."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    kind = SourceKind(fields.source_kind)
    statement.source_id = _same_or_other(session, statement, fields.source, kind, acting).id
    statement.naming = _naming(fields)
    statement.access = fields.access or statement.access
    session.flush()
    _write_hop(session, statement, fields, acting)
    _note(session, ticket, "derivation:revise", acting, statement)


def move_hop(
    session: Session, ticket: Ticket, statement: Statement, *, step: int, acting: Acting, version: int | None
) -> None:
    """Move a hop one place inwards (+1) or outwards (-1)."""
    edited(session, ticket, acting, version=version)
    _check_hop(statement)
    order = tuple(row.id for row in queries.rows_for(session, ticket.claim_id).chain())
    _rebuild(session, ticket, order, rules.moved(order, statement.id, step), acting)
    _note(session, ticket, "derivation:move", acting, statement, step=step)


def _check_hop(statement: Statement) -> None:
    rules.check_hop(in_chain=statement.in_chain, removed=statement.removed_at is not None)


def _check_corroboration(statement: Statement) -> None:
    rules.check_corroboration(
        in_chain=statement.in_chain,
        article_own=statement.article_own,
        removed=statement.removed_at is not None,
    )


def _naming(fields: HopFields) -> Naming:
    is_group = fields.source_kind == SourceKind.UNNAMED_GROUP and fields.naming is not Naming.ANONYMOUS_TO_US
    return Naming.UNNAMED if is_group else fields.naming


def _write_hop(session: Session, statement: Statement, fields: HopFields, acting: Acting) -> None:
    hop = queries.rows_for(session, statement.claim_id).hop_into(statement.id)
    if hop is not None:
        hop.relation, hop.cue = fields.relation, fields.cue.strip()
        hop.inferred = False
        _judge(hop, DerivationStatus.CONFIRMED, acting)
    session.flush()


def _judge(hop: Derivation, status: DerivationStatus, acting: Acting) -> None:
    hop.status = status
    hop.judged_by_id = acting.person.id if acting.person else None


def _rebuild(
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
            _judge(hop, rejected, acting)
    for downstream, upstream in sorted(wanted):
        present, known = here.get((downstream, upstream)), into.get(upstream)
        if present is not None and present.status is not rejected:
            continue
        hop = present or Derivation(claim_id=ticket.claim_id, downstream_id=downstream, upstream_id=upstream)
        session.add(hop)
        hop.relation, hop.cue = (known.relation, known.cue) if known else (Relation.UNKNOWN, "")
        hop.cue_start, hop.cue_end = (known.cue_start, known.cue_end) if known else (None, None)
        hop.inferred, hop.rule, hop.note = False, "person", ""
        still_open = was.get(upstream) is DerivationStatus.PROPOSED
        _judge(hop, joined or (DerivationStatus.PROPOSED if still_open else DerivationStatus.CONFIRMED), acting)
    session.flush()
