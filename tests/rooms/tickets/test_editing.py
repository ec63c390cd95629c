"""Who may say how urgent a ticket is, who gets one, and what happens when two people save at once."""

import pytest
from factories.desk import Desk
from sqlalchemy import update

from verifier.accounts.types import Person, Role
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken, Stale
from verifier.tickets import queries
from verifier.tickets.models import Ticket
from verifier.tickets.rules import URGENT_IN, check_reviewer, check_urgency
from verifier.tickets.types import TicketState


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("role", list(Role))
def test_urgency_is_for_those_who_work_and_where_work_is_left(role: Role, state: TicketState) -> None:
    if role in {Role.REVIEWER, Role.EDITOR} and state in URGENT_IN:
        check_urgency(Person(1, "A", role), state)
        return
    with pytest.raises(RuleBroken):
        check_urgency(Person(1, "A", role), state)


@pytest.mark.parametrize("role", list(Role))
def test_a_ticket_goes_to_active_reviewers_and_editors_only(role: Role) -> None:
    with pytest.raises(RuleBroken):
        check_reviewer(role, active=False)
    if role in {Role.REVIEWER, Role.EDITOR}:
        check_reviewer(role, active=True)
    else:
        with pytest.raises(RuleBroken):
            check_reviewer(role, active=True)


def change_after_somebody_else(database: Database, ticket_id: int) -> None:
    with database.writing() as session:
        ticket = queries.by_id(session, ticket_id)
        meanwhile = update(Ticket).where(Ticket.id == ticket_id).values(version=Ticket.version + 1)
        session.connection().execute(meanwhile)
        ticket.priority = 0


def test_a_row_that_changed_under_our_hands_is_stale_and_nothing_is_saved(desk: Desk, database: Database) -> None:
    ticket_id = desk.ticket()
    with pytest.raises(Stale):
        change_after_somebody_else(database, ticket_id)
    with database.reading() as session:
        assert queries.by_id(session, ticket_id).priority == 2
