"""The checks of the faults see each fault: here the database is changed so that the desk broke its word."""

from pathlib import Path

import pytest
from factories.desk import Desk
from faults import ledger
from faults.journal import Deed, Kind, Outcome
from faults.serving import Place
from sqlalchemy import text

from verifier.kernel.db import Database
from verifier.tickets import actions, queries
from verifier.tickets.types import Acting, TicketState

NOTE = (
    "INSERT INTO note (ticket_id, entry_seq, action, words, author_id, written_at)"
    " VALUES (1, 1, 'return', 'no entry', 1, '2026-01-01 00:00:00')"
)
Worked = tuple[int, list[Deed]]


@pytest.fixture
def worked(desk: Desk) -> Worked:
    """A ticket that was signed, and what its people were told."""
    holder, editor = desk.person(), desk.person("editor")
    ticket_id = desk.ticket(TicketState.PUBLISHED, holder=holder, editor=editor)
    told = [(holder, Kind.TAKE, ""), (holder, Kind.CONFIRM, ""), (holder, Kind.STATEMENT, "We count ninety.")]
    told += [(holder, Kind.PROPOSE, "The Monitor said so; nobody else counted."), (editor, Kind.SIGN, "")]
    return ticket_id, [Deed(who.id, ticket_id, kind, mark, Outcome.DONE) for who, kind, mark in told]


def found(database: Database, deeds: list[Deed], tmp_path: Path) -> ledger.Findings:
    with database.reading() as session:
        all_ = ledger.check_deeds(session, deeds, 0)
    all_.add(ledger.check_whole(Place(tmp_path), database))
    return all_


def change(database: Database, *statements: str) -> None:
    with database.writing() as session:
        for one in statements:
            session.execute(text(one))


def test_a_desk_that_kept_its_word_has_no_findings(worked: Worked, database: Database, tmp_path: Path) -> None:
    _, deeds = worked
    assert found(database, deeds, tmp_path).all() == []
    cut_off = [Deed(one.person_id, one.ticket_id, one.kind, one.marker, Outcome.UNKNOWN) for one in deeds]
    assert found(database, cut_off, tmp_path).all() == []


def test_what_was_told_and_is_not_there_is_lost(worked: Worked, database: Database, tmp_path: Path) -> None:
    ticket_id, deeds = worked
    never = [Deed(1, ticket_id, kind, "never written", Outcome.DONE) for kind in (Kind.STATEMENT, Kind.RETURN)]
    later = Deed(1, ticket_id, Kind.DRAFT, "a later draft", Outcome.DONE)
    lost = found(database, [*deeds, *never, later], tmp_path).lost
    assert len([one for one in lost if "never written" in one]) == 2
    assert any("not ['a later draft']" in one for one in lost)
    assert any("acknowledged, 0 in the log" in one for one in lost)


def test_what_is_there_and_was_not_told_is_doubled(worked: Worked, database: Database, tmp_path: Path) -> None:
    _, deeds = worked
    refused = [Deed(one.person_id, one.ticket_id, one.kind, one.marker, Outcome.REFUSED) for one in deeds]
    assert len(found(database, refused, tmp_path).doubled) >= len(deeds)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ticket SET priority = 0",
        "UPDATE ticket SET state = 'withdrawn'",
        "UPDATE ticket SET version = version + 1",
        NOTE,
    ],
)
def test_a_change_without_an_entry_is_seen(statement: str, worked: Worked, database: Database, tmp_path: Path) -> None:
    _, deeds = worked
    change(database, statement)
    assert found(database, deeds, tmp_path).without_entry


def test_a_ticket_given_to_two_people_is_seen(desk: Desk, database: Database, tmp_path: Path) -> None:
    ticket_id = desk.ticket(TicketState.IN_PROGRESS)

    with database.writing() as session:  # as if the second had not seen the first
        session.execute(text("UPDATE ticket SET state = 'open', assignee_id = NULL"))
    other = desk.person()
    with database.writing() as session:
        actions.take(session, queries.by_id(session, ticket_id), Acting(other, desk.now))
    deeds = [Deed(other.id, ticket_id, Kind.TAKE, "", Outcome.DONE)]
    assert found(database, deeds, tmp_path).twice_assigned
