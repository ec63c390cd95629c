"""Every look at tickets. Lists come as plain tuples: a page shows fifty of them and needs no entities."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, tuple_, union_all
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.audit.models import Entry
from verifier.kernel.db import Rows
from verifier.kernel.errors import NotFound, RuleBroken
from verifier.kernel.searching import contains_all
from verifier.sources.models import Source
from verifier.sources.queries import members_of, standing_for
from verifier.tickets.models import LookAgain, Note, Ticket, TicketAuthor
from verifier.tickets.rules import OVER
from verifier.tickets.types import Cursor, QueueFilter, Standpoint, TicketState

PAGE = 50


def by_id(session: Session, ticket_id: int) -> Ticket:
    """One ticket. Raises NotFound."""
    found = session.get(Ticket, ticket_id)
    if found is None:
        raise NotFound("There is no such ticket.")
    return found


def original_id(session: Session, ticket_id: int) -> int:
    """The id of the ticket that another one repeats. Raises RuleBroken where there is none."""
    with session.no_autoflush:
        found = session.get(Ticket, ticket_id)
    if found is None:
        raise RuleBroken("duplicate_missing", "There is no ticket with this number.", "duplicate_of")
    return found.id


def in_full(session: Session, ticket_id: int) -> tuple[Ticket, Claim, Article, Source]:
    """One ticket with its claim, its article and the article's publisher, in one query. Raises NotFound."""
    wanted = (
        select(Ticket, Claim, Article, Source)
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Article.publisher_id))
        .where(Ticket.id == ticket_id)
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        raise NotFound("There is no such ticket.")
    return found[0], found[1], found[2], found[3]


def is_there(session: Session, ticket_id: int) -> bool:
    """Whether there is a ticket of this number."""
    return session.scalar(select(Ticket.id).where(Ticket.id == ticket_id)) is not None


def by_claims(session: Session, claim_ids: Sequence[int]) -> dict[int, Ticket]:
    """Tickets by their claim's id."""
    if not claim_ids:
        return {}
    return {row.claim_id: row for row in session.scalars(select(Ticket).where(Ticket.claim_id.in_(claim_ids)))}


def by_claim_id(session: Session, claim_id: int) -> Ticket:
    """The ticket of a claim. Raises NotFound."""
    found = session.scalars(select(Ticket).where(Ticket.claim_id == claim_id)).one_or_none()
    if found is None:
        raise NotFound("There is no such claim.")
    return found


def author_ids(session: Session, ticket_id: int) -> frozenset[int]:
    """Who edited what the verdict rests on since the last signature."""
    return frozenset(session.scalars(select(TicketAuthor.account_id).where(TicketAuthor.ticket_id == ticket_id)))


def standpoint(session: Session, ticket: Ticket, *, single_sign_off: bool = False) -> Standpoint:
    """What the rules need to know of a ticket."""
    return Standpoint(
        id=ticket.id,
        state=ticket.state,
        holder_id=ticket.assignee_id,
        proposer_id=ticket.proposer_id,
        author_ids=author_ids(session, ticket.id),
        ever_published=ticket.published_at is not None,
        withdrawal_asked_by_id=ticket.withdrawal_asked_by_id,
        single_sign_off=single_sign_off,
    )


def notes_by_entry(session: Session, ticket_id: int) -> dict[int, str]:
    """The words that came with the actions on a ticket, by log entry."""
    wanted = select(Note.entry_seq, Note.words).where(Note.ticket_id == ticket_id)
    return {row.entry_seq: row.words for row in session.execute(wanted)}


def history(
    session: Session,
    ticket_id: int,
    limit: int = 200,
    *,
    hold_ids: Collection[int] = (),
    capture_ids: Collection[int] = (),
) -> Sequence[Row[Entry, str | None]]:
    """What was done to a ticket, newest first: the log entry and the words that came with it, if any did.

    With what was done to these legal holds, and who looked at these originals.
    """
    of = and_(Entry.subject_kind == "ticket", Entry.subject_id == ticket_id)
    if hold_ids:
        of = or_(of, and_(Entry.subject_kind == "hold", Entry.subject_id.in_(hold_ids)))
    if capture_ids:
        looked = and_(Entry.subject_kind == "capture", Entry.subject_id.in_(capture_ids))
        of = or_(of, and_(looked, Entry.action == "capture:view"))
    wanted = (
        select(Entry, Note.words)
        .outerjoin(Note, Note.entry_seq == Entry.seq)
        .where(of)
        .order_by(Entry.seq.desc())
        .limit(limit)
    )
    return session.execute(wanted).all()


def last_note(session: Session, ticket_id: int) -> Note | None:
    """The newest words on a ticket."""
    wanted = select(Note).where(Note.ticket_id == ticket_id).order_by(Note.id.desc()).limit(1)
    return session.scalars(wanted).one_or_none()


def _is_to_look_at() -> ColumnElement[bool]:
    is_open = (LookAgain.looked_at.is_(None), LookAgain.undone_at.is_(None))
    return select(LookAgain.id).where(LookAgain.ticket_id == Ticket.id, *is_open).correlate(Ticket).exists()


def _ids(asked: QueueFilter, publishers: Sequence[int | None], after: Cursor | None, limit: int) -> Select[int]:
    """Each state and each publisher is asked by itself: so every part walks along one index and stops early."""
    newest = asked.order == "newest"
    order: tuple[ColumnElement[Any], ...] = (
        (Ticket.id.desc(),) if newest else (Ticket.priority.asc(), Ticket.due_at.asc(), Ticket.id.asc())
    )

    def one(state: TicketState | None, publisher_id: int | None) -> Select[int, int, datetime]:
        wanted = select(Ticket.id, Ticket.priority, Ticket.due_at).order_by(*order).limit(limit)
        if state is not None:
            wanted = wanted.where(Ticket.state == state)
        if asked.assignee_key is not None:
            wanted = wanted.where(Ticket.assignee_key == asked.assignee_key)
        if publisher_id is not None:
            wanted = wanted.where(Ticket.publisher_id == publisher_id)
        if asked.look_again:
            waiting = select(LookAgain.ticket_id).where(LookAgain.looked_at.is_(None), LookAgain.undone_at.is_(None))
            wanted = wanted.where(Ticket.id.in_(waiting), Ticket.state.not_in(OVER))
        if after is not None and newest:
            wanted = wanted.where(Ticket.id < after.id)
        elif after is not None:
            here = tuple_(Ticket.priority, Ticket.due_at, Ticket.id)
            wanted = wanted.where(here > tuple_(after.priority, after.due_at, after.id))
        return wanted

    every = [one(state, publisher_id) for state in asked.states or (None,) for publisher_id in publishers]
    found = (
        every[0].subquery() if len(every) == 1 else union_all(*(select(part.subquery()) for part in every)).subquery()
    )
    columns = found.c
    sort = (columns.id.desc(),) if newest else (columns.priority, columns.due_at, columns.id)
    return select(columns.id).order_by(*sort).limit(limit)


QueueRow = Row[*tuple[Any, ...]]


def in_queue(session: Session, asked: QueueFilter, *, after: Cursor | None = None, limit: int = PAGE) -> Rows:
    """A page of the queue, by urgency (priority, due date, age) or newest first.

    Rows: id, state, priority, due_at, state_since, assignee_id, claim_id, wording, kind, score, article_id, title,
    publisher's name, look_again: whether somebody has to look at it again. A publisher brings the tickets of those
    merged into it.
    """
    publishers = members_of(session, asked.publisher_id) if asked.publisher_id is not None else (None,)
    chosen = _ids(asked, publishers, after, limit).subquery()
    order = (Ticket.id.desc(),) if asked.order == "newest" else (Ticket.priority, Ticket.due_at, Ticket.id)
    wanted = (
        select(
            Ticket.id,
            Ticket.state,
            Ticket.priority,
            Ticket.due_at,
            Ticket.state_since,
            Ticket.assignee_id,
            Claim.id.label("claim_id"),
            Claim.wording,
            Claim.kind,
            Claim.score,
            Article.id.label("article_id"),
            Article.title,
            Source.name.label("publisher"),
            _is_to_look_at().label("look_again"),
        )
        .join(chosen, chosen.c.id == Ticket.id)
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Ticket.publisher_id))
        .order_by(*order)
    )
    return session.execute(wanted).all()


def returned_to(session: Session, account_id: int, limit: int = 20) -> Rows:
    """Tickets that an editor returned to this person and that they still hold: id, wording."""
    wanted = (
        select(Ticket.id, Claim.wording)
        .join(Claim, Claim.id == Ticket.claim_id)
        .where(Ticket.returned_to_id == account_id)
        .where(Ticket.state.in_([TicketState.IN_PROGRESS, TicketState.HELP_NEEDED, TicketState.CORRECTING]))
        .order_by(Ticket.state_since, Ticket.id)
        .limit(limit)
    )
    return session.execute(wanted).all()


def count_by_state(session: Session, article_id: int | None = None) -> dict[TicketState, int]:
    """How many tickets are in each state, at the desk or in one article."""
    wanted = select(Ticket.state, func.count()).group_by(Ticket.state)
    if article_id is not None:
        wanted = wanted.join(Claim, Claim.id == Ticket.claim_id).where(Claim.article_id == article_id)
    return {row[0]: row[1] for row in session.execute(wanted)}


def counts_by_article(session: Session, article_ids: Sequence[int]) -> dict[int, dict[TicketState, int]]:
    """How many tickets of each article are in each state."""
    found: dict[int, dict[TicketState, int]] = {one: {} for one in article_ids}
    if article_ids:
        wanted = (
            select(Claim.article_id, Ticket.state, func.count())
            .join(Claim, Claim.id == Ticket.claim_id)
            .where(Claim.article_id.in_(article_ids))
            .group_by(Claim.article_id, Ticket.state)
        )
        for article_id, state, count in session.execute(wanted):
            found[article_id][state] = count
    return found


def next_open_id(session: Session, *, publisher_id: int | None = None) -> int | None:
    """The most urgent open ticket, locked for this transaction so that two people never get the same one."""
    urgency = (Ticket.priority, Ticket.due_at, Ticket.id)
    wanted = (
        select(*urgency)
        .where(Ticket.state == TicketState.OPEN, Ticket.assignee_key == 0)
        .order_by(*urgency)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if publisher_id is None:
        parts = [wanted]
    else:
        parts = [wanted.where(Ticket.publisher_id == one) for one in members_of(session, publisher_id)]
    found = [(row.priority, row.due_at, row.id) for part in parts for row in session.execute(part)]
    return min(found)[-1] if found else None


def looks_of(session: Session, ticket_id: int) -> Sequence[LookAgain]:
    """Why a ticket had or has to be looked at again, newest first; what was undone is left out."""
    wanted = select(LookAgain).where(LookAgain.ticket_id == ticket_id, LookAgain.undone_at.is_(None))
    return session.scalars(wanted.order_by(LookAgain.id.desc())).all()


def look_by_id(session: Session, look_id: int, ticket_id: int) -> LookAgain:
    """One reason to look at a ticket again. Raises NotFound, also for one of another ticket."""
    found = session.get(LookAgain, look_id)
    if found is None or found.ticket_id != ticket_id:
        raise NotFound("There is nothing to look at again here.")
    return found


def open_looks(
    session: Session, *, retraction_id: int | None = None, source_id: int | None = None
) -> Sequence[LookAgain]:
    """What nobody looked at yet of one retraction, or of the merges of one source."""
    wanted = select(LookAgain).where(LookAgain.looked_at.is_(None), LookAgain.undone_at.is_(None))
    if retraction_id is not None:
        wanted = wanted.where(LookAgain.retraction_id == retraction_id)
    if source_id is not None:
        wanted = wanted.where(LookAgain.source_id == source_id)
    return session.scalars(wanted.order_by(LookAgain.id)).all()


def count_to_look_at(session: Session) -> int:
    """How many tickets wait to be looked at again."""
    wanted = select(func.count(func.distinct(LookAgain.ticket_id))).join(Ticket, Ticket.id == LookAgain.ticket_id)
    wanted = wanted.where(LookAgain.looked_at.is_(None), LookAgain.undone_at.is_(None), Ticket.state.not_in(OVER))
    return session.scalar(wanted) or 0


def count_looks(session: Session, retraction_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many tickets each of these retractions put before people, and how many nobody looked at yet."""
    if not retraction_ids:
        return {}
    still_open = case(((LookAgain.looked_at.is_(None)) & (LookAgain.undone_at.is_(None)), 1), else_=0)
    wanted = (
        select(LookAgain.retraction_id, func.count(), func.sum(still_open))
        .where(LookAgain.retraction_id.in_(retraction_ids))
        .group_by(LookAgain.retraction_id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(wanted)}


def resting_on(
    session: Session,
    claims: Select[int],
    states: Collection[TicketState],
    *,
    before: int | None = None,
    limit: int = PAGE,
) -> Sequence[tuple[Ticket, str]]:
    """Tickets of these claims in one of these states, newest first, each with the claim's wording."""
    wanted = (
        select(Ticket, Claim.wording)
        .join(Claim, Claim.id == Ticket.claim_id)
        .where(Ticket.claim_id.in_(claims), Ticket.state.in_(states))
        .order_by(Ticket.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(Ticket.id < before)
    return [(row[0], row[1]) for row in session.execute(wanted)]


def count_resting_on(session: Session, claims: Select[int]) -> dict[TicketState, int]:
    """How many tickets of these claims are in each state."""
    wanted = select(Ticket.state, func.count()).where(Ticket.claim_id.in_(claims)).group_by(Ticket.state)
    return {row[0]: row[1] for row in session.execute(wanted)}


def expired(session: Session, now: datetime, limit: int = 200) -> Sequence[Ticket]:
    """Tickets whose lease ran out, locked for this transaction."""
    wanted = (
        select(Ticket)
        .where(Ticket.lease_until < now, Ticket.state == TicketState.IN_PROGRESS)
        .order_by(Ticket.lease_until, Ticket.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(wanted).all()


def ids_of_article(session: Session, article_id: int, state: TicketState) -> Sequence[int]:
    """Ids of an article's tickets in one state, in the order of the text."""
    wanted = (
        select(Ticket.id)
        .join(Claim, Claim.id == Ticket.claim_id)
        .where(Claim.article_id == article_id, Ticket.state == state)
        .order_by(Claim.start, Ticket.id)
    )
    return session.scalars(wanted).all()


def by_words(session: Session, words: Sequence[str], limit: int = 50) -> Rows:
    """Tickets whose claim holds all these words, in its wording or in the article's own, newest first.

    Rows: id, state, wording, exact, article_id, title, publisher's name.
    """
    wanted = (
        select(
            Ticket.id,
            Ticket.state,
            Claim.wording,
            Claim.exact,
            Article.id.label("article_id"),
            Article.title,
            Source.name.label("publisher"),
        )
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Ticket.publisher_id))
        .where(contains_all(words, Claim.wording, Claim.exact))
        .order_by(Ticket.id.desc())
        .limit(limit)
    )
    return session.execute(wanted).all()
