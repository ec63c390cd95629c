"""The public line of tickets as they stand in the database, in a number of queries that does not grow."""

import pytest
from factories.desk import DISCLAIMER, Desk
from sqlalchemy import event

from verifier.kernel.db import Database
from verifier.publishing.queries import standings
from verifier.publishing.types import Standing, StandingKind
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState
from verifier.verdicts.types import VerdictFields


def of(database: Database, ticket_id: int) -> Standing:
    with database.reading() as session:
        return standings(session, [session.get_one(Ticket, ticket_id)])[ticket_id]


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("proposed", StandingKind.NOT_LISTED),
        ("open", StandingKind.UNVERIFIED),
        ("in_progress", StandingKind.BEING_CHECKED),
        ("help_needed", StandingKind.BEING_CHECKED),
        ("in_review", StandingKind.BEING_CHECKED),
        ("signed_off", StandingKind.VERDICT),
        ("published", StandingKind.VERDICT),
        ("correcting", StandingKind.UNDER_CORRECTION),
        ("withdrawn", StandingKind.WITHDRAWN),
        ("closed", StandingKind.NOT_CHECKED),
    ],
)
def test_every_state_has_its_line(desk: Desk, database: Database, state: str, kind: StandingKind) -> None:
    assert of(database, desk.ticket(state)).kind is kind


def test_an_open_claim_carries_the_publishers_disclaimer_word_for_word(desk: Desk, database: Database) -> None:
    assert DISCLAIMER in of(database, desk.ticket()).publisher_line


def test_a_correction_counts_as_the_second_version_whatever_was_returned_between(
    desk: Desk, database: Database
) -> None:
    holder, editor = desk.person("reviewer"), desk.person("editor")
    ticket_id = desk.ticket("correcting", holder=holder, editor=editor)
    note = "The guard answered; the count was wrong."
    desk.propose(ticket_id, holder, VerdictFields("attributed", "false", "They counted.", "The guard.", note))
    assert of(database, ticket_id).kind is StandingKind.UNDER_CORRECTION
    desk.sign(ticket_id, editor)
    shown = of(database, ticket_id)
    assert "version 2" in shown.desk_line
    assert note in shown.desk_line
    assert "false" in shown.headline.lower()


def test_many_tickets_take_as_many_queries_as_one(desk: Desk, database: Database) -> None:
    ids = [desk.ticket(state) for state in (TicketState.OPEN, TicketState.PUBLISHED, TicketState.CLOSED)]
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    sizes = []
    for wanted in (ids[1:2], ids):
        with database.reading() as session:
            rows = [session.get_one(Ticket, one) for one in wanted]
            counted.clear()
            assert len(standings(session, rows)) == len(wanted)
            sizes.append(len(counted))
    assert sizes[0] == sizes[1] <= 12
