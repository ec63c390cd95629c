"""Verbs on verdicts, and on the rules they go by."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken, Stale
from verifier.newsroom.types import Newsroom
from verifier.provenance import queries as provenance
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets import queries_holds as holds
from verifier.tickets import rules as ticket_rules
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting, Action, Standpoint, TicketState, Transition
from verifier.verdicts import queries, rules
from verifier.verdicts.content import FORM
from verifier.verdicts.demands import check_rules, holding
from verifier.verdicts.grounds import Basis, basis_of, readiness_of, shortfalls
from verifier.verdicts.models import DeskRuleRow, Verdict, VerdictPart
from verifier.verdicts.scales import CONTENT
from verifier.verdicts.types import DeskRule, Override, Part, Readiness, RuleSet, VerdictFields, VerdictStatus


def readiness(session: Session, ticket: Ticket, fields: VerdictFields) -> tuple[Readiness, ...]:
    """What still stops a proposal of this ticket."""
    return readiness_of(ticket, fields, basis_for(session, ticket))


def basis_for(session: Session, ticket: Ticket) -> Basis:
    """What a verdict on this ticket is judged by now."""
    rows = provenance.rows_for(session, ticket.claim_id)
    return basis_of(rows, provenance.grades_now(session, ticket.claim_id), queries.rule_set(session))


def save_draft(
    session: Session, ticket: Ticket, fields: VerdictFields, *, acting: Acting, version: int | None
) -> Verdict:
    """Keep what is written so far. Raises RuleBroken, Stale."""
    tickets.edited(session, ticket, acting, version=version)
    rules.check_fields(fields)
    verdict = _draft(session, ticket, fields, acting)
    tickets.log(session, ticket, "verdict:save_draft", acting, {"number": verdict.number})
    return verdict


def _draft(session: Session, ticket: Ticket, fields: VerdictFields, acting: Acting) -> Verdict:
    versions = queries.by_newest(session, ticket.id)
    verdict = queries.working(versions)
    if verdict is None:
        verdict = Verdict(ticket_id=ticket.id, number=versions[0].number + 1 if versions else 1)
        verdict.status, verdict.drafted_at = VerdictStatus.DRAFT, acting.at
        verdict.scale, verdict.scale_version = CONTENT.id, CONTENT.version
        session.add(verdict)
    verdict.drafted_by_id = acting.person.id if acting.person else None
    verdict.attribution, verdict.content = fields.attribution, fields.content
    verdict.rationale, verdict.asked = fields.rationale.strip(), fields.asked.strip()
    verdict.public_note = fields.public_note.strip()
    verdict.overrides = _kept(fields.overrides)
    session.flush()
    return verdict


def _kept(overrides: Sequence[Override]) -> list[dict[str, Any]]:
    return [
        {"rule": one.rule, "breach": one.breach, "reason": one.reason.strip()}
        for one in overrides
        if one.reason.strip()
    ]


def propose(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    article: Article,
    fields: VerdictFields,
    *,
    acting: Acting,
    version: int | None,
) -> Verdict:
    """Propose a verdict or a correction: its content is frozen and hashed until it is returned, recalled or signed.

    Raises RuleBroken with the first thing that is missing, Stale.
    """
    correcting = ticket.state is TicketState.CORRECTING
    action = Action.CORRECT if correcting else Action.PROPOSE_VERDICT
    row, standpoint = tickets.check(session, ticket, action, acting)
    tickets.edited(session, ticket, acting, version=version)
    rules.check_fields(fields)
    basis = basis_for(session, ticket)
    for stop in readiness_of(ticket, fields, basis):
        raise RuleBroken(stop.code, stop.message, rules.override_field(stop.rule) if stop.rule else stop.place)
    verdict = _draft(session, ticket, fields, acting)
    verdict.overrides = _kept(holding(basis.breaches(fields.content), fields.overrides))
    verdict.rules_version, verdict.content_form = basis.rules.version, FORM
    verdict.content_sha256 = queries.digest_now(session, verdict, claim, article)
    verdict.status, verdict.proposed_at = VerdictStatus.PROPOSED, acting.at
    proposer_id = acting.person.id if acting.person else 0
    verdict.proposed_by_id = ticket.proposer_id = proposer_id
    for account_id in ticket_queries.author_ids(session, ticket.id) | {proposer_id}:
        part = Part.PROPOSER if account_id == proposer_id else Part.AUTHOR
        session.add(VerdictPart(verdict_id=verdict.id, account_id=account_id, part=part))
    session.flush()
    detail = {"number": verdict.number, "content_sha256": verdict.content_sha256, **_set_aside(verdict)}
    ticket.returned_to_id = None
    tickets.move(session, ticket, row, acting, standpoint=standpoint, detail={**detail, **_ratings(verdict)})
    return verdict


def _ratings(verdict: Verdict) -> dict[str, str]:
    return {"attribution": verdict.attribution, "content": verdict.content}


def _set_aside(verdict: Verdict) -> dict[str, list[int]]:
    """Which rules of the desk this verdict goes against, for the log; the reasons stand in the verdict."""
    return {"against_rules": [one["rule"] for one in verdict.overrides]} if verdict.overrides else {}


def _proposal(session: Session, ticket: Ticket) -> Verdict:
    verdict = queries.working(queries.by_newest(session, ticket.id))
    if verdict is None or verdict.status is not VerdictStatus.PROPOSED:
        raise RuleBroken("nothing_proposed", "There is no proposal on this ticket.")
    return verdict


def give_back(session: Session, ticket: Ticket, *, comment: str, acting: Acting) -> None:
    """Return a proposal to its reviewer with a comment (the action ``return``)."""
    row, standpoint = tickets.check(session, ticket, Action.RETURN, acting)
    words = ticket_rules.check_note(comment, "comment")
    verdict = _proposal(session, ticket)
    verdict.status = VerdictStatus.RETURNED
    ticket.returned_to_id = verdict.proposed_by_id
    _unfreeze(session, ticket, verdict, row, standpoint, acting, words)


def recall(session: Session, ticket: Ticket, *, acting: Acting) -> None:
    """Take one's own proposal back before anybody signed it."""
    row, standpoint = tickets.check(session, ticket, Action.RECALL, acting)
    verdict = _proposal(session, ticket)
    verdict.status = VerdictStatus.RECALLED
    _unfreeze(session, ticket, verdict, row, standpoint, acting, "")


def _unfreeze(
    session: Session,
    ticket: Ticket,
    verdict: Verdict,
    row: Transition,
    standpoint: Standpoint,
    acting: Acting,
    words: str,
) -> None:
    ticket.assignee_id = verdict.proposed_by_id
    ticket.lease_until = acting.at + ticket_rules.LEASE
    ticket.proposer_id = None
    session.flush()
    _draft(session, ticket, queries.fields_of(verdict), acting)
    detail = {"number": verdict.number}
    tickets.move(session, ticket, row, acting, standpoint=standpoint, words=words, detail=detail)


def sign_off(
    session: Session,
    ticket: Ticket,
    claim: Claim,
    article: Article,
    *,
    seen_sha256: str,
    newsroom: Newsroom,
    acting: Acting,
) -> Verdict:
    """Sign a proposal: a second person's signature over exactly this content; then publish, if the newsroom says so.

    What is on legal hold is signed and not published.
    Raises RuleBroken where the signer wrote it, where the content is not the one that was proposed and seen, or where
    it meanwhile breaks a rule of the desk for which no reason was written.
    """
    row = ticket_rules.transition(Action.SIGN_OFF, ticket.state)
    standpoint = ticket_queries.standpoint(session, ticket, single_sign_off=newsroom.single_sign_off)
    ticket_rules.check_may(row, acting.person, standpoint)
    verdict = _proposal(session, ticket)
    rules.check_hash(verdict.content_sha256, seen_sha256, queries.digest_now(session, verdict, claim, article))
    for stop in late_stops(verdict, basis_for(session, ticket)):
        raise RuleBroken(stop.code, f"{stop.message} Return it, so that this is mended.")
    _sign(session, verdict, newsroom, acting)
    tickets.forget_authors(session, ticket)
    ticket.proposer_id, ticket.lease_until = None, None
    ticket.withdrawal_asked_by_id, ticket.withdrawn_reason = None, ""  # it was asked of the version before
    detail = {"number": verdict.number, "content_sha256": verdict.content_sha256, **_ratings(verdict)}
    tickets.move(session, ticket, row, acting, standpoint=standpoint, detail={**detail, **_set_aside(verdict)})
    if newsroom.auto_publish and holds.held_since(session, ticket) is None:
        publish(session, ticket, acting=acting)
    return verdict


def late_stops(verdict: Verdict, basis: Basis) -> tuple[Readiness, ...]:
    """What came in the way of a signature since it was proposed: other rules, or sources that are now known to be one.

    A proposal from before there were rules is signed without them.
    """
    return shortfalls(queries.fields_of(verdict), basis) if verdict.rules_version is not None else ()


def _sign(session: Session, verdict: Verdict, newsroom: Newsroom, acting: Acting) -> None:
    signer_id = acting.person.id if acting.person else 0
    own = session.get(VerdictPart, (verdict.id, signer_id))
    if own is not None and newsroom.single_sign_off:
        own.part = Part.SOLE
        part = Part.SOLE
    else:
        session.add(VerdictPart(verdict_id=verdict.id, account_id=signer_id, part=Part.SIGNER))
        part = Part.SIGNER
    session.flush()
    verdict.signed_by_id, verdict.signed_part, verdict.signed_at = signer_id, part.value, acting.at
    verdict.status = VerdictStatus.SIGNED
    session.flush()
    subject = Subject("verdict", verdict.id, verdict.version, {"content_sha256": verdict.content_sha256})
    detail = {"ticket": verdict.ticket_id, "number": verdict.number, "part": part}
    record(session, action="verdict:sign", subject=subject, actor_id=signer_id, now=acting.at, detail=detail)


def publish(session: Session, ticket: Ticket, *, acting: Acting) -> None:
    """Show a signed verdict to the public. Raises RuleBroken while its claim is on legal hold."""
    row, standpoint = tickets.check(session, ticket, Action.PUBLISH, acting)
    verdict = queries.last_signed(queries.by_newest(session, ticket.id))
    if verdict is None:
        raise RuleBroken("nothing_signed", "There is no signed verdict on this ticket.")
    verdict.published_at = acting.at
    ticket.published_at = ticket.published_at or acting.at
    tickets.move(session, ticket, row, acting, standpoint=standpoint, detail={"number": verdict.number})
    # Asked only now: behind its entry this act holds the log, and a hold is put on either before it or after it.
    if holds.held_since(session, ticket) is not None:
        raise RuleBroken("on_hold", ticket_rules.ON_HOLD)


def edit_signed(session: Session, ticket: Ticket, *, reason: str, acting: Acting) -> None:
    """Take a signed, unpublished verdict back to work: its signature is marked void and kept."""
    row, standpoint = tickets.check(session, ticket, Action.EDIT_SIGNED, acting)
    words = ticket_rules.check_note(reason, "reason")
    _void(session, ticket, acting)
    _hold(ticket, acting)
    tickets.move(session, ticket, row, acting, standpoint=standpoint, words=words)


def reopen(session: Session, ticket: Ticket, *, reason: str, acting: Acting) -> None:
    """Put a published verdict under correction: its signature is void, its words stay readable."""
    published = ticket.state is TicketState.PUBLISHED
    tickets.reopen(session, ticket, acting, reason=reason)
    if published:
        _void(session, ticket, acting)


def _hold(ticket: Ticket, acting: Acting) -> None:
    ticket.assignee_id = acting.person.id if acting.person else None
    ticket.lease_until = acting.at + ticket_rules.LEASE


def _void(session: Session, ticket: Ticket, acting: Acting) -> None:
    verdict = queries.last_signed(queries.by_newest(session, ticket.id))
    if verdict is None:
        return
    verdict.status, verdict.voided_at = VerdictStatus.VOID, acting.at
    session.flush()
    before = queries.fields_of(verdict)
    _draft(session, ticket, replace(before, public_note=""), acting)


def withdraw(session: Session, ticket: Ticket, *, reason: str, newsroom: Newsroom, acting: Acting) -> bool:
    """Withdraw a verdict: the first editor asks with a reason, a second confirms. True once it is withdrawn."""
    row = ticket_rules.transition(Action.WITHDRAW, ticket.state)
    standpoint = ticket_queries.standpoint(session, ticket, single_sign_off=newsroom.single_sign_off)
    ticket_rules.check_may(row, acting.person, standpoint)
    if acting.person is None:
        raise RuleBroken("not_yours", "Only an editor may do this.")
    confirmed = ticket_rules.check_withdrawal(acting.person, standpoint)
    if not confirmed or newsroom.single_sign_off:
        ticket.withdrawn_reason = ticket_rules.check_note(reason, "reason")
        ticket.withdrawal_asked_by_id = acting.person.id
    if not confirmed:
        tickets.log(session, ticket, "ticket:ask_withdrawal", acting)
        return False
    tickets.move(session, ticket, row, acting, standpoint=standpoint, words=ticket.withdrawn_reason)
    return True


def decide_rules(session: Session, wanted: Sequence[DeskRule], *, version: int, acting: Acting) -> RuleSet:
    """Keep other rules of the desk, as a new version of them all; verdicts in review are judged by it at once.

    Raises RuleBroken for rules that mean nothing or change nothing, Stale where ``version`` is not the one in force.
    """
    present = queries.rule_set(session)
    if version != present.version:
        raise Stale("Somebody else changed the rules while you were looking. Look at them again.")
    check_rules(wanted)
    if tuple(wanted) == present.rules:
        raise RuleBroken("rules_same", "These are the rules as they are. Nothing was changed.")
    decided = RuleSet(present.version + 1, tuple(wanted))
    decided_by_id = acting.person.id if acting.person else None
    for rule in decided.rules:
        row = DeskRuleRow(version=decided.version, number=rule.number, kind=rule.kind, active=rule.active)
        row.parameters = {"ratings": list(rule.ratings), "minimum": rule.minimum}
        row.decided_at, row.decided_by_id = acting.at, decided_by_id
        session.add(row)
    session.flush()
    rules_kept = [asdict(rule) for rule in decided.rules]
    detail = {"from": f"version {present.version}", "to": f"version {decided.version}", "rules": rules_kept}
    subject = Subject("rules", 1, decided.version, {"rules": rules_kept})
    record(session, action="rules:decide", subject=subject, actor_id=decided_by_id, now=acting.at, detail=detail)
    return decided
