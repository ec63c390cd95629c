"""What verdicts can be asked."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from verifier.archive.models import Capture
from verifier.articles.models import Article, Claim
from verifier.kernel.db import Rows
from verifier.provenance import queries as provenance
from verifier.sources.models import Source
from verifier.sources.queries import standing_for
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState
from verifier.verdicts.content import GRADED_AND_RULED, content_digest, signed_content
from verifier.verdicts.models import DeskRuleRow, Verdict, VerdictPart
from verifier.verdicts.types import DeskRule, Override, RuleSet, VerdictFields, VerdictStatus


def by_newest(session: Session, ticket_id: int) -> Sequence[Verdict]:
    """Every version of a ticket's verdict, newest first."""
    return session.scalars(select(Verdict).where(Verdict.ticket_id == ticket_id).order_by(Verdict.number.desc())).all()


def working(versions: Sequence[Verdict]) -> Verdict | None:
    """The version being worked on: the draft or the proposal, if there is one."""
    wanted = {VerdictStatus.DRAFT, VerdictStatus.PROPOSED}
    return next((row for row in versions if row.status in wanted), None)


def last_signed(versions: Sequence[Verdict]) -> Verdict | None:
    """The newest version whose signature holds."""
    return next((row for row in versions if row.status is VerdictStatus.SIGNED), None)


def last_published(versions: Sequence[Verdict]) -> Verdict | None:
    """The newest version that the public has seen, whether its signature still holds or not."""
    return next((row for row in versions if row.published_at is not None), None)


def of_tickets(session: Session, ticket_ids: Sequence[int]) -> dict[int, list[Verdict]]:
    """Versions of these tickets' verdicts, newest first, by ticket."""
    found: dict[int, list[Verdict]] = {one: [] for one in ticket_ids}
    if ticket_ids:
        wanted = select(Verdict).where(Verdict.ticket_id.in_(ticket_ids)).order_by(Verdict.number.desc())
        for row in session.scalars(wanted):
            found[row.ticket_id].append(row)
    return found


def parts_of(session: Session, verdict_id: int) -> Sequence[VerdictPart]:
    """Who had which part in a version."""
    wanted = select(VerdictPart).where(VerdictPart.verdict_id == verdict_id)
    return session.scalars(wanted.order_by(VerdictPart.account_id)).all()


def fields_of(verdict: Verdict | None) -> VerdictFields:
    """What is written in a version; empty where there is none."""
    if verdict is None:
        return VerdictFields()
    return VerdictFields(
        verdict.attribution,
        verdict.content,
        verdict.rationale,
        verdict.asked,
        verdict.public_note,
        tuple(Override(one["rule"], one["breach"], one["reason"]) for one in verdict.overrides),
    )


def rule_set(session: Session, version: int | None = None) -> RuleSet:
    """The rules of the desk that are in force, or as they were in an older version."""
    newest = select(func.max(DeskRuleRow.version)).scalar_subquery()
    wanted = select(DeskRuleRow).where(DeskRuleRow.version == (newest if version is None else version))
    rows = session.scalars(wanted.order_by(DeskRuleRow.number)).all()
    rules = tuple(
        DeskRule(row.number, row.kind, row.active, tuple(row.parameters["ratings"]), row.parameters["minimum"])
        for row in rows
    )
    return RuleSet(rows[0].version if rows else version or 0, rules)


def rules_decided(session: Session, limit: int = 20) -> Rows:
    """When the rules were changed and by whom, newest first: version, decided_at, decided_by_id."""
    wanted = (
        select(DeskRuleRow.version, DeskRuleRow.decided_at, DeskRuleRow.decided_by_id)
        .distinct()
        .order_by(DeskRuleRow.version.desc())
        .limit(limit)
    )
    return session.execute(wanted).all()


def digest_now(session: Session, verdict: Verdict, claim: Claim, article: Article) -> str:
    """The digest over what is stored now: a signature must find the one that was proposed."""
    rows = provenance.rows_for(session, claim.id)
    captures = {row.capture_id for row in rows.statements if row.capture_id}
    wanted = select(Capture.id, Capture.sha256).where(Capture.id.in_(captures))
    evidence = {row[0]: row[1] for row in session.execute(wanted)} if captures else {}
    content = signed_content(
        verdict=verdict,
        claim=claim,
        article=article,
        statements=rows.statements,
        derivations=rows.derivations,
        evidence=evidence,
        grades=provenance.grades_now(session, claim.id) if verdict.content_form >= GRADED_AND_RULED else {},
        form=verdict.content_form,
    )
    return content_digest(content)


def waiting_for_signature(session: Session, *, after_id: int = 0, limit: int = 50) -> Rows:
    """Proposals that wait for an editor, longest waiting first.

    Rows: ticket id, proposer's id, wording, article's title, attribution, content, proposed_at, public_note,
    publisher's name, priority, overrides.
    """
    wanted = (
        select(
            Ticket.id,
            Verdict.proposed_by_id,
            Claim.wording,
            Article.title,
            Verdict.attribution,
            Verdict.content,
            Verdict.proposed_at,
            Verdict.public_note,
            Source.name.label("publisher"),
            Ticket.priority,
            Verdict.overrides,
        )
        .join(Verdict, (Verdict.ticket_id == Ticket.id) & (Verdict.status == VerdictStatus.PROPOSED))
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Ticket.publisher_id))
        .where(Ticket.state == TicketState.IN_REVIEW)
        .order_by(Ticket.priority, Verdict.proposed_at, Ticket.id)
        .limit(limit)
    )
    if after_id:
        wanted = wanted.where(Ticket.id != after_id)
    return session.execute(wanted).all()


def corrections(session: Session, *, before: int | None = None, limit: int = 50) -> Rows:
    """Published corrections, newest first.

    Rows: verdict id, claim id, wording, number, public_note, published_at, content.
    """
    wanted = (
        select(
            Verdict.id,
            Claim.id.label("claim_id"),
            Claim.wording,
            Verdict.number,
            Verdict.public_note,
            Verdict.published_at,
            Verdict.content,
        )
        .join(Ticket, Ticket.id == Verdict.ticket_id)
        .join(Claim, Claim.id == Ticket.claim_id)
        .where(Verdict.published_at.is_not(None), Verdict.public_note != "")
        .order_by(Verdict.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(Verdict.id < before)
    return session.execute(wanted).all()
