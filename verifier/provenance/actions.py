"""Verbs on statements and hops. Each is an edit of what a verdict rests on: the ticket's rules are asked first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.kernel.errors import RuleBroken
from verifier.learning.types import Outcome
from verifier.provenance import actions_reports as filing
from verifier.provenance import queries, queries_reports, rules
from verifier.provenance.actions_overlap import compare_with
from verifier.provenance.actions_reports import FACTS, Along, Filed
from verifier.provenance.joining import rebuild
from verifier.provenance.judging import judge_hops
from verifier.provenance.models import Derivation, Report, Statement
from verifier.provenance.noting import content_of as content_of
from verifier.provenance.noting import note
from verifier.provenance.rules import StatementFields
from verifier.provenance.telling import add
from verifier.provenance.types import DerivationStatus, Medium, Naming, Relation, Stance
from verifier.reading import types as reading
from verifier.sources import queries as directory
from verifier.sources.actions import find_or_add
from verifier.sources.models import Source
from verifier.sources.queries import survivor_of
from verifier.sources.types import SourceKind
from verifier.tickets.actions import edited
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
    filed: Filed | None = None,
) -> None:
    """Keep the chain that the reader proposes for a new claim; part of opening its ticket.

    ``groups`` remembers the unnamed speakers of this article: the same words within one text are the same people.
    ``filed`` remembers its reports, while the whole article is taken in: what one source said in it is one report.
    """
    publisher = survivor_of(session, article.publisher_id)
    own = filing.file_own(
        session, publisher.id, acting, article_id=article.id, title=article.title, url=article.url, filed=filed
    )
    before = add(
        session,
        claim,
        publisher,
        article_own=True,
        medium=Medium.ARTICLE,
        acting=acting,
        url=article.url,
        report_id=own.id,
    )
    for hop in hops:
        if hop.kind is reading.SourceKind.AUTHOR:
            continue
        source = _source_of(session, hop, groups, acting)
        if source.id == publisher.id:
            continue
        medium = Medium.REPORT if hop.kind is reading.SourceKind.DOCUMENT else Medium.OTHER
        title = hop.mention if medium is Medium.REPORT else ""
        report = filing.file_hop(
            session, source.id, acting, article_id=article.id, medium=medium, title=title, filed=filed
        )
        here = add(
            session,
            claim,
            source,
            in_chain=True,
            naming=_NAMING[hop.naming],
            medium=medium,
            mention=hop.mention,
            report_id=report.id,
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


def add_statement(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    fields: StatementFields,
    *,
    capture_id: int | None,
    acting: Acting,
    version: int | None,
    separate: bool = False,
) -> Statement:
    """Add a source that supports, refutes or explains the claim; one at a known address draws on its report.

    A form that was sent twice adds one: the same person's same words on the same claim are given back as they stand.
    ``separate`` keeps it as a report of its own. Raises RuleBroken, Stale; RuleBroken("report_known") for the address
    of another source's report, and for a known address without a source.
    """
    known = directory.by_exact_name(session, fields.source)
    written = {"capture_id": capture_id, **_written(fields)}
    by_id = acting.person.id if acting.person else None
    before = queries.said_again(session, claim.id, known.id, by_id=by_id, written=written) if known else None
    if before is not None:
        return before
    edited(session, ticket, acting, version=version)
    if not separate:
        filing.check_known(session, fields.source, known.id if known else None, fields.url)
    rules.check_statement(fields, acting.at.date(), has_original=capture_id is not None)
    kind = SourceKind(fields.source_kind)
    source = find_or_add(session, name=fields.source, kind=kind, by=acting.person, now=acting.at)
    report = filing.file_source(session, source.id, acting, url=fields.url, separate=separate)
    statement = add(session, claim, source, acting=acting, report_id=report.id, **written)
    note(session, ticket, "statement:add", acting, statement, stance=statement.stance)
    compare_with(session, ticket, statement, acting)
    return statement


def use_again(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    report: Report,
    *,
    stance: Stance,
    acting: Acting,
    version: int | None,
) -> Statement:
    """Add a source by a report that is at the desk already, with all that is known of it; its words are to be checked.

    Raises RuleBroken where the claim draws on this report already, Stale.
    """
    edited(session, ticket, acting, version=version)
    if queries_reports.serves(session, report.id, claim.id):
        raise RuleBroken("report_twice", "This claim draws on this report already.")
    like = queries_reports.newest_statement(session, report.id)
    source = session.get_one(Source, like.source_id)
    known = {**filing.facts_of(report.id, like), "stance": stance, "quote": like.quote}
    statement = add(session, claim, source, acting=acting, **known)
    note(session, ticket, "statement:use_again", acting, statement, stance=stance, report=report.id)
    compare_with(session, ticket, statement, acting)
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
    along: bool = False,
) -> Along:
    """Change what is known of a statement; a new original is added, never put in an old one's place unseen.

    ``along`` makes the same change of facts on the other tickets that draw on its report and that this person may edit.
    """
    edited(session, ticket, acting, version=version)
    _check_corroboration(statement)
    has_original = capture_id is not None or statement.capture_id is not None
    rules.check_statement(fields, acting.at.date(), has_original=has_original)
    before = {name: getattr(statement, name) for name in FACTS}
    kind = SourceKind(fields.source_kind)
    statement.source_id = same_or_other(session, statement, fields.source, kind, acting).id
    for name, value in _written(fields).items():
        setattr(statement, name, value)
    if capture_id is not None:
        statement.capture_id = capture_id
    session.flush()
    note(session, ticket, "statement:revise", acting, statement)
    done = carry_over(session, ticket, statement, before, acting, along=along)
    compare_with(session, ticket, statement, acting)
    return done


def carry_over(
    session: Session, ticket: Ticket, statement: Statement, before: dict[str, Any], acting: Acting, *, along: bool
) -> Along:
    """Make a change of facts on the report's other tickets too, if asked; the report follows, or is left by these."""
    changed = {name: getattr(statement, name) for name in FACTS if getattr(statement, name) != before[name]}
    done = Along()
    others: list[Statement] = []
    if along:
        done, others = filing.change_along(session, statement, changed, from_ticket=ticket, acting=acting)
    if changed.keys() & {"source_id", "url"}:
        filing.refile(session, [statement, *others], acting)
    return done


def same_or_other(session: Session, statement: Statement, name: str, kind: SourceKind, acting: Acting) -> Source:
    """The source that a statement has already where the name is the same, else the one of this name."""
    present = survivor_of(session, statement.source_id)
    if present.name == " ".join(name.split()) and present.kind is kind:
        return session.get_one(Source, statement.source_id)  # merged or not: what was entered stays what was entered
    return find_or_add(session, name=name, kind=kind, by=acting.person, now=acting.at)


def remove_statement(
    session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None
) -> None:
    """Take a corroborating statement out; it can be put back."""
    edited(session, ticket, acting, version=version)
    _check_corroboration(statement)
    statement.removed_at = acting.at
    session.flush()
    note(session, ticket, "statement:remove", acting, statement)


def put_back(session: Session, ticket: Ticket, statement: Statement, *, acting: Acting, version: int | None) -> None:
    """Put a removed statement back: corroboration where it was, a hop at the inner end of the chain."""
    edited(session, ticket, acting, version=version)
    rules.check_removed(removed=statement.removed_at is not None)
    order = [row.id for row in queries.rows_for(session, ticket.claim_id).chain()]
    statement.removed_at = None
    session.flush()
    if statement.in_chain:
        judge_hops(session, ticket, [statement.id], Outcome.ACCEPTED, acting)
        rebuild(session, ticket, order, [*order, statement.id], acting, joined=DerivationStatus.PROPOSED)
    else:
        compare_with(session, ticket, statement, acting)
    note(session, ticket, "statement:put_back", acting, statement)


def _check_corroboration(statement: Statement) -> None:
    rules.check_corroboration(
        in_chain=statement.in_chain,
        article_own=statement.article_own,
        removed=statement.removed_at is not None,
    )
