"""Verbs on tickets. Each checks the table, changes rows, and writes the log in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.accounts.types import Person
from verifier.articles.actions import reword
from verifier.articles.judging import judge_claims
from verifier.articles.models import Article, Claim
from verifier.audit.actions import record, sweep
from verifier.audit.models import Entry
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken, Stale
from verifier.learning.types import Outcome
from verifier.tickets import queries, queries_queue, rules
from verifier.tickets.models import LookAgain, Note, Ticket, TicketAuthor, TicketCount, TicketDelta
from verifier.tickets.types import (
    Acting,
    Action,
    ClosedReason,
    LookCause,
    Priority,
    Standpoint,
    TicketState,
    Transition,
)


def state_of(ticket: Ticket) -> dict[str, Any]:
    """What the log's digest of a ticket covers."""
    return {
        "claim": ticket.claim_id,
        "state": ticket.state,
        "assignee": ticket.assignee_id,
        "priority": ticket.priority,
        "due_at": ticket.due_at,
        "proposer": ticket.proposer_id,
        "closed_reason": ticket.closed_reason,
        "duplicate_of": ticket.duplicate_of_id,
        "published_at": ticket.published_at,
    }


def check_version(ticket: Ticket, version: int | None) -> None:
    """Raise Stale where a form was filled in over an older version; None is a door that has no form."""
    if version is not None and version != ticket.version:
        raise Stale


def open_ticket(session: Session, *, claim: Claim, article: Article, acting: Acting, accepted: bool) -> Ticket:
    """A ticket for a claim: proposed, or open at once where a person marked the claim."""
    ticket = Ticket(
        claim_id=claim.id,
        publisher_id=article.publisher_id,
        state=TicketState.OPEN if accepted else TicketState.PROPOSED,
        priority=Priority.NORMAL,
        due_at=rules.NO_DUE_DATE,
        withdrawn_reason="",
        closed_note="",
        created_at=acting.at,
        state_since=acting.at,
        changed_at=acting.at,
        changed_by_id=acting.person.id if acting.person else None,
    )
    session.add(ticket)
    session.flush()
    log(session, ticket, "ticket:open", acting, {"to": ticket.state})
    return ticket


def log(
    session: Session, ticket: Ticket, action: str, acting: Acting, detail: Mapping[str, Any] | None = None
) -> Entry:
    """Note a change of a ticket, and that it changed: every form over its older version is stale from here."""
    ticket.changed_at = acting.at
    ticket.changed_by_id = acting.person.id if acting.person else None
    session.flush()
    return record(
        session,
        action=action,
        subject=Subject("ticket", ticket.id, ticket.version, state_of(ticket)),
        actor_id=acting.person.id if acting.person else None,
        now=acting.at,
        detail=detail,
    )


def move(
    session: Session,
    ticket: Ticket,
    row: Transition,
    acting: Acting,
    *,
    standpoint: Standpoint,
    words: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Carry out a row of the table that was checked: the new state, the log entry, the words that came with it."""
    before, ticket.state = ticket.state, rules.target(row, standpoint)
    ticket.state_since = acting.at
    action = f"ticket:{row.action.value.replace('-', '_')}"
    entry = log(session, ticket, action, acting, {"from": before, "to": ticket.state, **(detail or {})})
    if words:
        session.add(
            Note(
                ticket_id=ticket.id,
                entry_seq=entry.seq,
                action=row.action,
                words=words,
                author_id=entry.actor_id,
                written_at=acting.at,
            )
        )
    return entry


def check(session: Session, ticket: Ticket, action: Action, acting: Acting) -> tuple[Transition, Standpoint]:
    """The row of the table and the ticket's standpoint. Raises RuleBroken where this may not be done."""
    standpoint = queries.standpoint(session, ticket)
    row = rules.transition(action, ticket.state)
    rules.check_may(row, acting.person, standpoint)
    return row, standpoint


def accept(session: Session, ticket: Ticket, claim: Claim, article: Article, acting: Acting) -> None:
    """Accept a proposed claim. Raises RuleBroken where its span no longer resolves in the stored text."""
    row, standpoint = check(session, ticket, Action.ACCEPT, acting)
    if article.text[claim.start : claim.end] != claim.exact:
        raise RuleBroken("span_lost", "The claim's words no longer stand at its place in the text. Discard it.")
    move(session, ticket, row, acting, standpoint=standpoint)
    judge_claims(session, [claim], Outcome.ACCEPTED, by=acting.person, now=acting.at)


def accept_all(session: Session, claims: Sequence[Claim], article: Article, acting: Acting) -> int:
    """Accept every claim of an article that is still proposed; returns how many. All or none: see :func:`accept`."""
    by_claim = queries.by_claims(session, [claim.id for claim in claims])
    proposed = [(by_claim[claim.id], claim) for claim in claims if by_claim[claim.id].state is TicketState.PROPOSED]
    for ticket, claim in proposed:
        accept(session, ticket, claim, article, acting)
    return len(proposed)


def discard(session: Session, ticket: Ticket, acting: Acting) -> None:
    """Drop a proposed claim."""
    row, standpoint = check(session, ticket, Action.DISCARD, acting)
    ticket.closed_reason = ClosedReason.OUT_OF_SCOPE
    move(session, ticket, row, acting, standpoint=standpoint)
    _judge(session, ticket, Outcome.REJECTED, acting)


def _judge(session: Session, ticket: Ticket, outcome: Outcome, acting: Acting) -> None:
    """What became of the proposal behind a ticket."""
    judge_claims(session, [session.get_one(Claim, ticket.claim_id)], outcome, by=acting.person, now=acting.at)


def take(session: Session, ticket: Ticket, acting: Acting) -> None:
    """Take an open ticket for oneself."""
    row, standpoint = check(session, ticket, Action.TAKE, acting)
    _hold(ticket, acting.person.id if acting.person else None, acting.at)
    move(session, ticket, row, acting, standpoint=standpoint)


def take_next(session: Session, acting: Acting, *, publisher_id: int | None = None) -> Ticket:
    """Take the most urgent open ticket, found and changed by one statement: nobody else can get the same one.

    Raises RuleBroken("queue_empty").
    """
    row = rules.transition(Action.TAKE, TicketState.OPEN)
    rules.check_may(row, acting.person, Standpoint(0, TicketState.OPEN))
    taken_by = acting.person.id if acting.person else None
    seize = (
        update(Ticket)
        .values(
            state=row.target,
            state_since=acting.at,
            assignee_id=taken_by,
            lease_until=acting.at + rules.LEASE,
            changed_at=acting.at,
            changed_by_id=taken_by,
            version=Ticket.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    seized = sweep(session, seize.where(Ticket.id == queries_queue.next_open(session, publisher_id)))
    if not seized:
        raise RuleBroken("queue_empty", "Nothing is open. Accept proposed claims, or take in an article.")
    ticket = session.get_one(Ticket, seized[0], populate_existing=True)
    log(session, ticket, "ticket:take", acting, {"from": TicketState.OPEN, "to": row.target})
    return ticket


def fold_counts(session: Session) -> None:
    """Add what changed on PostgreSQL to the counters. Whoever reads meanwhile sees all of it before, or all after."""
    gone = delete(TicketDelta).returning(TicketDelta.scope, TicketDelta.key, TicketDelta.state, TicketDelta.n)
    part = gone.cte("gone")
    sums = select(part.c.scope, part.c.key, part.c.state, func.sum(part.c.n)).group_by(
        part.c.scope, part.c.key, part.c.state
    )
    adding = postgresql.insert(TicketCount).from_select(
        ["scope", "key", "state", "n"], sums.order_by(part.c.scope, part.c.key, part.c.state)
    )
    session.execute(
        adding.on_conflict_do_update(
            index_elements=["scope", "key", "state"], set_={"n": TicketCount.n + adding.excluded.n}
        )
    )


def assign(session: Session, ticket: Ticket, acting: Acting, *, account_id: int) -> None:
    """Give an open ticket to somebody who reviews. Raises RuleBroken for anybody else."""
    row, standpoint = check(session, ticket, Action.ASSIGN, acting)
    account = accounts.by_id(session, account_id)
    rules.check_reviewer(account.role, active=account.active)
    _hold(ticket, account_id, acting.at)
    move(session, ticket, row, acting, standpoint=standpoint, detail={"assignee": account_id})


def _hold(ticket: Ticket, account_id: int | None, now: datetime) -> None:
    ticket.assignee_id = account_id
    ticket.lease_until = now + rules.LEASE if account_id else None


def release(session: Session, ticket: Ticket, acting: Acting, *, action: Action = Action.RELEASE) -> None:
    """Give a ticket back, or let its lease run out; the work on it is kept."""
    row, standpoint = check(session, ticket, action, acting)
    _hold(ticket, None, acting.at)
    ticket.returned_to_id = None
    move(session, ticket, row, acting, standpoint=standpoint)


def ask_help(session: Session, ticket: Ticket, acting: Acting, *, comment: str) -> None:
    """Say that a second opinion is wanted."""
    row, standpoint = check(session, ticket, Action.ASK_HELP, acting)
    move(session, ticket, row, acting, standpoint=standpoint, words=rules.check_note(comment, "comment"))


def resume(session: Session, ticket: Ticket, acting: Acting) -> None:
    """Go on after help."""
    row, standpoint = check(session, ticket, Action.RESUME, acting)
    move(session, ticket, row, acting, standpoint=standpoint)


def close(
    session: Session,
    ticket: Ticket,
    acting: Acting,
    *,
    reason: ClosedReason | None,
    note: str,
    duplicate_of_id: int | None,
) -> None:
    """Close a ticket without a verdict; a duplicate keeps its link."""
    row, standpoint = check(session, ticket, Action.CLOSE, acting)
    ticket.closed_reason = rules.check_closing(reason, duplicate_of_id, ticket.id)
    against_the_reader = rules.is_against_the_reader(ticket.state, ticket.closed_reason)
    if ticket.closed_reason is ClosedReason.DUPLICATE and duplicate_of_id is not None:
        ticket.duplicate_of_id = queries.original_id(session, duplicate_of_id)
    ticket.closed_note = rules.check_note(note, "note") if note.strip() else ""
    _hold(ticket, None, acting.at)
    move(session, ticket, row, acting, standpoint=standpoint, words=ticket.closed_note)
    if against_the_reader:
        _judge(session, ticket, Outcome.REJECTED, acting)


def reopen(session: Session, ticket: Ticket, acting: Acting, *, reason: str) -> None:
    """Open a closed ticket again, or put a published verdict under correction."""
    row, standpoint = check(session, ticket, Action.REOPEN, acting)
    words = rules.check_note(reason, "reason")
    if ticket.state is TicketState.CLOSED:
        _judge(session, ticket, Outcome.ACCEPTED, acting)
    ticket.closed_reason, ticket.duplicate_of_id, ticket.closed_note = None, None, ""
    if row.target is TicketState.CORRECTING and acting.person is not None:
        _hold(ticket, acting.person.id, acting.at)
    move(session, ticket, row, acting, standpoint=standpoint, words=words)


def set_urgency(
    session: Session,
    ticket: Ticket,
    acting: Acting,
    *,
    priority: Priority,
    due_at: datetime,
    version: int | None = None,
) -> None:
    """Say how urgent a ticket is and when it is due. Raises RuleBroken, Stale."""
    rules.check_urgency(acting.person, ticket.state)
    check_version(ticket, version)
    ticket.priority, ticket.due_at = int(priority), due_at
    log(session, ticket, "ticket:set_urgency", acting, {"priority": int(priority)})


def set_wording(
    session: Session, ticket: Ticket, claim: Claim, *, wording: str, acting: Acting, version: int | None
) -> None:
    """Say the claim in other words; its place in the text stays. Raises RuleBroken, Stale."""
    edited(session, ticket, acting, version=version)
    before = claim.wording
    reword(session, claim, wording=wording, by=acting.person, now=acting.at)
    if claim.wording != before:
        judge_claims(session, [claim], Outcome.EDITED, by=acting.person, now=acting.at)
    log(session, ticket, "ticket:set_wording", acting, {"claim_version": claim.version})


def edited(session: Session, ticket: Ticket, acting: Acting, *, version: int | None) -> None:
    """Before an edit of what the verdict rests on: may it be, and by whom it was.

    Raises RuleBroken where it may not, Stale where the form is older than the ticket. Renews the holder's lease.
    """
    editor = check_may_edit(session, ticket, acting, version=version)
    if ticket.assignee_id == editor.id:
        ticket.lease_until = acting.at + rules.LEASE
    if session.get(TicketAuthor, (ticket.id, editor.id)) is None:
        session.add(TicketAuthor(ticket_id=ticket.id, account_id=editor.id, first_edit_at=acting.at))
        session.flush()


def check_may_edit(session: Session, ticket: Ticket, acting: Acting, *, version: int | None) -> Person:
    """Who edits what the verdict rests on. Raises RuleBroken where it may not be, Stale where the form is too old."""
    if acting.person is None:
        raise RuleBroken("not_yours", "Only a person edits what a verdict rests on.")
    rules.check_may_edit(acting.person, queries.standpoint(session, ticket))
    check_version(ticket, version)
    return acting.person


def forget_authors(session: Session, ticket: Ticket) -> None:
    """After a signature: the next version starts with no authors."""
    sweep(session, delete(TicketAuthor).where(TicketAuthor.ticket_id == ticket.id))


def put_before(
    session: Session,
    ticket: Ticket,
    acting: Acting,
    *,
    cause: LookCause,
    retraction_id: int | None = None,
    source_id: int | None = None,
    was: str = "",
    now: str = "",
) -> None:
    """Note that a ticket has to be looked at again. The ticket itself stays as it is: no form over it becomes stale."""
    session.add(
        LookAgain(
            ticket_id=ticket.id,
            cause=cause,
            retraction_id=retraction_id,
            source_id=source_id,
            was=was,
            now=now,
            since=acting.at,
            words="",
        )
    )
    told = {"retraction": retraction_id, "source": source_id, "origins_before": was, "origins_now": now}
    detail = {"cause": cause, **{name: value for name, value in told.items() if value}}
    _record_beside(session, ticket, "ticket:put_before", acting, detail)


def look(session: Session, ticket: Ticket, look_again: LookAgain, acting: Acting, *, words: str) -> None:
    """Say that somebody looked and the ticket stands, and why. Raises RuleBroken for no words, or where all is done."""
    rules.check_look(done=look_again.looked_at is not None or look_again.undone_at is not None)
    look_again.words = rules.check_note(words, "words")
    look_again.looked_at, look_again.looked_by_id = acting.at, acting.person.id if acting.person else None
    session.flush()
    _record_beside(session, ticket, "ticket:look", acting, {"look": look_again.id})


def drop_looks(session: Session, looks: Sequence[LookAgain], now: datetime) -> None:
    """What happened was undone: nobody need look any more. Part of undoing it, whose log entry tells of it."""
    for one in looks:
        one.undone_at = now
    session.flush()


def _record_beside(session: Session, ticket: Ticket, action: str, acting: Acting, detail: Mapping[str, Any]) -> None:
    record(
        session,
        action=action,
        subject=Subject("ticket", ticket.id, ticket.version, state_of(ticket)),
        actor_id=acting.person.id if acting.person else None,
        now=acting.at,
        detail=detail,
    )
