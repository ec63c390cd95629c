"""Two people never get the same ticket, and what runs out is open again."""

import threading
from datetime import timedelta

from factories.desk import Desk

from verifier.articles import queries as articles
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.provenance.intake import mark_claim
from verifier.tickets import actions, queries, queries_queue
from verifier.tickets.rules import LEASE
from verifier.tickets.types import Acting, Priority, QueueFilter, TicketState
from verifier.worker.loop import go_round

TICKETS = 24
PEOPLE = 6


def many(desk: Desk, count: int) -> None:
    words = [f"Ship number {place} left the harbour at dawn." for place in range(count)]
    article_id = desk.article("A List of Ships\n\n" + "\n\n".join(words))
    with desk.database.writing() as session:
        article = articles.by_id(session, article_id)
        for quote in words:
            mark_claim(session, article, quote=quote, acting=Acting(None, desk.now))


def test_takers_at_once_never_share_a_ticket(desk: Desk, database: Database) -> None:
    many(desk, TICKETS)
    taken: dict[int, list[int]] = {}
    empty: list[str] = []
    people = [desk.person() for _ in range(PEOPLE)]

    def take_all(place: int) -> None:
        mine = taken.setdefault(place, [])
        while True:
            try:
                with database.writing() as session:
                    mine.append(actions.take_next(session, Acting(people[place], desk.now)).id)
            except RuleBroken as error:
                empty.append(error.code)
                return

    threads = [threading.Thread(target=take_all, args=(place,)) for place in range(PEOPLE)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    got = [ticket for mine in taken.values() for ticket in mine]
    assert sorted(got) == sorted(set(got))
    assert len(got) == TICKETS
    assert empty == ["queue_empty"] * PEOPLE


def test_a_lease_that_ran_out_opens_the_ticket_and_keeps_the_work(desk: Desk, database: Database) -> None:
    holder = desk.person()
    ticket_id = desk.ticket(TicketState.IN_PROGRESS, holder=holder)
    assert go_round(database, desk.now + LEASE - timedelta(minutes=1)) == (0, 0)
    assert go_round(database, desk.now + LEASE + timedelta(minutes=1)) == (1, 0)
    with database.reading() as session:
        ticket = queries.by_id(session, ticket_id)
        assert (ticket.state, ticket.assignee_id) == (TicketState.OPEN, None)


def test_the_most_urgent_ticket_is_taken_first(desk: Desk, database: Database) -> None:
    many(desk, 3)
    acting = Acting(desk.person(), desk.now)
    with database.writing() as session:
        last = queries_queue.in_queue(session, QueueFilter(states=(TicketState.OPEN,)))[-1].id
        ticket = queries.by_id(session, last)
        actions.set_urgency(session, ticket, acting, priority=Priority.URGENT, due_at=desk.now)
    reviewer = desk.person()
    with database.writing() as session:
        assert actions.take_next(session, Acting(reviewer, desk.now)).id == last
