"""Counters are what counting would find, whatever was done; pages go both ways, whatever comes in meanwhile."""

from collections import Counter
from random import Random

from factories.desk import Desk
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from verifier.accounts.types import Person, Role
from verifier.articles import queries as articles
from verifier.audit.actions import record, sweep
from verifier.audit.types import Subject
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.provenance.intake import mark_claim
from verifier.tickets import actions, queries, queries_queue
from verifier.tickets.models import LookAgain, Ticket
from verifier.tickets.types import Acting, ClosedReason, Cursor, LookCause, Priority, QueueFilter, TicketState

DEEDS = ("take", "release", "help", "resume", "close", "reopen", "next", "assign", "undo", "fold", "all")


def many(desk: Desk, count: int, publisher: str = "The Ship List") -> list[int]:
    words = [f"Ship number {place:03d} of {publisher} left the harbour." for place in range(count)]
    article_id = desk.article(f"Ships of {publisher}\n\n" + "\n\n".join(words), publisher=publisher)
    with desk.database.writing() as session:
        article = articles.by_id(session, article_id)
        return [mark_claim(session, article, quote=quote, acting=Acting(None, desk.now)).id for quote in words]


def check_counters(database: Database, people: list[int]) -> None:
    with database.reading() as session:
        rows = session.execute(select(Ticket.state, Ticket.assignee_key, Ticket.publisher_id)).all()
        publishers = {row.publisher_id for row in rows}
        for person in people:
            told, held = queries_queue.counts_for(session, person)
            assert +Counter(told) == Counter(row.state for row in rows)
            assert +Counter(held) == Counter(row.state for row in rows if row.assignee_key == person)
        for publisher in publishers:
            told, _ = queries_queue.counts_for(session, people[0], [publisher])
            assert +Counter(told) == Counter(row.state for row in rows if row.publisher_id == publisher)
        told, _ = queries_queue.counts_for(session, people[0], sorted(publishers))
        assert +Counter(told) == Counter(row.state for row in rows)


def do(session: Session, deed: str, ticket: Ticket, acting: Acting, people: list[Person]) -> None:
    """One deed of a walk; most are refused most of the time."""
    if deed == "next":
        actions.take_next(session, acting)
    elif deed == "assign":
        actions.assign(session, ticket, Acting(people[2], acting.at), account_id=people[0].id)
    elif deed == "close":
        actions.close(session, ticket, acting, reason=ClosedReason.OUT_OF_SCOPE, note="No.", duplicate_of_id=None)
    elif deed == "reopen":
        actions.reopen(session, ticket, acting, reason="Again.")
    elif deed == "help":
        actions.ask_help(session, ticket, acting, comment="Who knows?")
    elif deed == "undo":
        actions.take(session, ticket, acting)
        raise ZeroDivisionError  # what is rolled back was never counted
    elif deed == "fold" and session.connection().dialect.name == "postgresql":
        actions.fold_counts(session)
    elif deed == "all":  # a statement over many rows, past the unit of work
        sweep(session, update(Ticket).where(Ticket.state == TicketState.OPEN).values(priority=1))
        moved = Ticket.state == TicketState.IN_PROGRESS
        sweep(session, update(Ticket).where(moved).values(state=TicketState.HELP_NEEDED))
        subject = Subject("ticket", ticket.id, ticket.version, {})
        record(session, action="ticket:ask_help", subject=subject, actor_id=None, now=acting.at)
    elif deed in {"take", "release", "resume"}:
        getattr(actions, deed)(session, ticket, acting)


def test_counters_are_what_counting_finds_after_any_walk(desk: Desk, database: Database) -> None:
    tickets = many(desk, 5, "The Ship List") + many(desk, 4, "The Tide Table")
    people = [desk.person(), desk.person(), desk.person(Role.EDITOR)]

    @settings(max_examples=6, deadline=None, database=None)
    @given(st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(tickets), st.sampled_from(people)), max_size=12))
    def walk(steps: list[tuple[str, int, Person]]) -> None:
        for deed, ticket_id, person in steps:
            acting = Acting(person, desk.now)
            try:
                with database.writing() as session:
                    do(session, deed, queries.by_id(session, ticket_id), acting, people)
            except (RuleBroken, ZeroDivisionError):
                continue
        check_counters(database, [one.id for one in people])

    walk()
    with database.writing() as session:
        if database.dialect == "postgresql":
            actions.fold_counts(session)
    check_counters(database, [one.id for one in people])


def test_what_waits_for_another_look_is_counted_and_found(desk: Desk, database: Database) -> None:
    first, second = many(desk, 2)
    source_id, reviewer = 1, desk.person()
    with database.writing() as session:
        for number in (first, second, second):
            ticket = queries.by_id(session, number)
            actions.put_before(session, ticket, Acting(None, desk.now), cause=LookCause.MERGE, source_id=source_id)
    asked = QueueFilter(look_again=True)
    with database.reading() as session:
        assert queries.count_to_look_at(session) == 2
        assert [row.id for row in queries_queue.in_queue(session, asked)] == [first, second]
    with database.writing() as session:
        look = queries.looks_of(session, second)[0]
        actions.look(session, queries.by_id(session, second), look, Acting(reviewer, desk.now), words="Fine.")
        sweep(session, delete(LookAgain).where(LookAgain.ticket_id == first))
    with database.reading() as session:
        assert [row.id for row in queries_queue.in_queue(session, asked)] == [second]  # one of two was looked at
    with database.writing() as session:
        actions.drop_looks(session, queries.looks_of(session, second), desk.now)
        record(session, action="source:split", subject=Subject("source", 1, 1, {}), actor_id=None, now=desk.now)
    with database.reading() as session:
        assert queries.count_to_look_at(session) == 0


def test_pages_go_both_ways_and_nothing_is_seen_twice_while_more_comes_in(desk: Desk, database: Database) -> None:
    many(desk, 40)
    reviewer, random = Acting(desk.person(), desk.now), Random(7)  # noqa: S311
    with database.writing() as session:
        for number in session.scalars(select(Ticket.id)).all():
            ticket, priority = queries.by_id(session, number), Priority(random.randint(0, 3))
            actions.set_urgency(session, ticket, reviewer, priority=priority, due_at=desk.later(days=number % 5))
    for order in ("urgency", "newest"):
        asked = QueueFilter(states=(TicketState.OPEN, TicketState.IN_PROGRESS), order=order)
        seen: list[int] = []
        edge = None
        while True:
            with database.reading() as session:
                rows = queries_queue.in_queue(session, asked, after=edge, limit=9)
            if not rows:
                break
            seen += [row.id for row in rows]
            edge = Cursor(rows[-1].priority, rows[-1].due_at, rows[-1].id)
            if len(seen) == 18:
                many(desk, 2, f"The {order} of {len(seen)}")
        assert len(seen) == len(set(seen)) >= 40
        last = Cursor(rows[-1].priority, rows[-1].due_at, rows[-1].id, True) if rows else edge
        assert last is not None
        with database.reading() as session:
            back = queries_queue.in_queue(
                session, asked, after=Cursor(last.priority, last.due_at, last.id, True), limit=9
            )
        assert [row.id for row in back] == seen[-10:-1]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 44
