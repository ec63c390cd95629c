"""Whatever a row says, an entry of the log says so too."""

import pytest
from factories.behind import behind
from factories.desk import Desk
from sqlalchemy import delete, insert, select, text, update

from verifier.accounts.models import Account, DeskSession
from verifier.accounts.types import Role
from verifier.audit.actions import record, sweep
from verifier.audit.auditing import audit
from verifier.audit.models import Entry
from verifier.audit.rowstates import INITIAL, UNLOGGED, covered_columns, covered_tables, default_of
from verifier.audit.taking import take
from verifier.audit.types import Subject
from verifier.kernel.db import Database
from verifier.schema import METADATA
from verifier.sources.models import Source
from verifier.tickets.types import TicketState


def found(database: Database) -> list[str]:
    with database.one_moment() as session:
        return list(audit(session, METADATA))


def test_every_row_of_a_desk_at_work_is_what_the_log_says(desk: Desk, database: Database) -> None:
    assert found(database) == []  # nothing but what the product came with
    for state in TicketState:
        desk.ticket(state)
    assert found(database) == []


def test_what_is_done_behind_the_desks_back_is_told_with_its_row(desk: Desk, database: Database) -> None:
    ticket_id, person = desk.ticket(), desk.person()
    with behind(database) as session:
        session.execute(text("UPDATE ticket SET priority = 0"))
        session.execute(text("DELETE FROM one_time_link WHERE account_id = :id").bindparams(id=person.id))
        columns = "id, email, name, role, active, created_at, version"
        session.execute(
            text(
                f"INSERT INTO account ({columns}) SELECT 99, 'new@example.org', name, 'admin', active, created_at, 1"  # noqa: S608
                f" FROM account WHERE id = {person.id}"
            )
        )
        session.execute(text("DELETE FROM desk_rule WHERE number = 2"))
        seq = session.scalar(select(Entry.seq).where(Entry.action == "ticket:open"))
    said = found(database)
    assert "The row 99 of account stands in no entry of the log: it was not put there by the desk." in said
    assert "The row 1:2 of desk_rule is gone; the product left it there." in said
    assert any(one.startswith(f"The row {ticket_id} of ticket is not what entry {seq} left") for one in said)
    assert sum("of one_time_link is gone" in one for one in said) == 1
    assert len(said) == 4


def test_an_entry_that_tells_of_other_rows_than_it_did_is_found(desk: Desk, database: Database) -> None:
    desk.person()
    with behind(database) as session:
        if database.dialect == "sqlite":
            session.execute(text("DROP TRIGGER tg_entry_append_only"))
        else:
            session.execute(text("ALTER TABLE entry DISABLE TRIGGER ALL"))
        session.execute(text("UPDATE entry SET rows = '{}' WHERE seq = 0"))
    assert "Entry 0 (account:invite) no longer tells of the rows that it told of when it was written." in found(
        database
    )


def test_a_change_that_records_nothing_is_refused(desk: Desk, database: Database) -> None:
    person = desk.person()
    with pytest.raises(AssertionError, match="account were changed without an entry"), database.writing() as session:
        session.get_one(Account, person.id).name = "Somebody Else"
    with pytest.raises(AssertionError, match="let sweep"), database.writing() as session:
        session.execute(update(Account).values(name="Everybody"))
    with pytest.raises(AssertionError, match="let sweep"), database.writing() as session:
        session.execute(delete(DeskSession))
    with pytest.raises(AssertionError, match="let sweep"), database.writing() as session:
        session.execute(insert(Source), [{"name": "x"}])
    assert found(database) == []


def test_whatever_changes_after_the_last_entry_is_told_in_it(desk: Desk, database: Database) -> None:
    person = desk.person()
    with database.writing() as session:
        account = session.get_one(Account, person.id)
        entry = record(session, action="test:late", subject=Subject("test", 1), actor_id=None, now=desk.now)
        account.name = "Later"
        sweep(session, update(Account).where(Account.id == person.id).values(role=Role.EDITOR))
    assert list(entry.rows["of"]) == ["account"]
    assert found(database) == []


def test_rows_from_before_are_taken_down_and_held_against_from_there(desk: Desk, database: Database) -> None:
    desk.ticket("published")
    with behind(database) as session:
        session.execute(text("UPDATE ticket SET priority = 0"))
        assert found(database) == []  # not committed yet
        count = take(session.connection(), METADATA, now=desk.now)
    assert count > 20
    assert found(database) == []
    desk.ticket("published")
    with behind(database) as session:
        session.execute(text("UPDATE ticket SET priority = 1"))
    assert len(found(database)) == 2


WRITTEN_BY_TRIGGERS = {"ticket"}  # what is not logged of it is counted by the database, without a new version


def test_every_table_and_column_is_covered_or_says_why_not() -> None:
    assert len(covered_tables(METADATA)) > 25
    for table in METADATA.tables.values():
        assert len(table.primary_key.columns) <= 2 or not covered_columns(table)
        reasons = [table.info.get(UNLOGGED)] + [column.info.get(UNLOGGED) for column in table.columns]
        assert all(len(one) > 20 and one.endswith(".") for one in reasons if one is not None), table.name
        if any(reasons[1:]) and table.name not in WRITTEN_BY_TRIGGERS:  # its version would count on without an entry
            assert "version" not in table.columns, table.name
        assert not {UNLOGGED, INITIAL} >= set(table.info) or not table.info.get(UNLOGGED) or not covered_columns(table)


def test_what_a_migration_filled_in_goes_without_saying() -> None:
    filled = {
        f"{table.name}.{column.name}": default_of(column)
        for table in covered_tables(METADATA)
        for column in table.columns
        if column.server_default is not None and column.computed is None
    }
    assert (
        filled.items()
        >= {
            "claim.details": {},
            "verdict.overrides": [],
            "verdict.content_form": 1,
            "newsroom.requires_factor": False,
            "disclaimer.rule": "",
        }.items()
    )
