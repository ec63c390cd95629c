"""History cannot be rewritten unseen."""

from datetime import UTC, datetime, timedelta

import pytest
from factories.desk import Desk
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from verifier.audit import queries
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.db import Database
from verifier.kernel.refusals import as_refusal
from verifier.schema import METADATA, REFUSALS
from verifier.tickets.types import TicketState


def found(database: Database) -> list[str]:
    with database.reading() as session:
        return list(queries.discrepancies(session))


def tamper(database: Database, *statements: str) -> None:
    """Change rows as somebody with the database's own password could: the triggers put aside first."""
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        if database.dialect == "sqlite":
            for name in ("tg_entry_append_only", "tg_entry_append_only_d"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE entry DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_desk_at_work_has_a_log_that_holds(desk: Desk, database: Database) -> None:
    desk.ticket(TicketState.PUBLISHED)
    assert found(database) == []
    with database.reading() as session:
        assert queries.head(session).size > 10


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET action = 'x' WHERE seq = 1", "DELETE FROM entry WHERE seq = 1"]
)
def test_the_database_refuses_to_change_an_entry(desk: Desk, database: Database, statement: str) -> None:
    desk.person()
    with pytest.raises(IntegrityError) as refused, database.writing() as session:
        session.execute(text(statement))
    refusal = as_refusal(refused.value, METADATA, REFUSALS)
    assert refusal is not None
    assert "never changed" in refusal.message


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET actor_id = 99 WHERE seq = 2",
        "UPDATE entry SET action = 'ticket:sign_off' WHERE seq = 2",
        "UPDATE entry SET subject_id = 7 WHERE seq = 2",
        'UPDATE entry SET detail = \'{"to": "published"}\' WHERE seq = 2',
        "UPDATE entry SET state_sha256 = 'ff' WHERE seq = 2",
        "UPDATE entry SET at = '2001-01-01 00:00:00' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
        "UPDATE log_head SET size = size - 1",
        "UPDATE log_head SET frontier = '[]'",
    ],
)
def test_a_change_behind_the_desks_back_is_found(desk: Desk, database: Database, statement: str) -> None:
    desk.ticket(TicketState.IN_PROGRESS)
    tamper(database, statement)
    assert found(database)


def test_two_entries_that_changed_places_are_found(desk: Desk, database: Database) -> None:
    desk.ticket(TicketState.IN_PROGRESS)
    tamper(
        database,
        "UPDATE entry SET seq = -1 WHERE seq = 2",
        "UPDATE entry SET seq = 2 WHERE seq = 3",
        "UPDATE entry SET seq = 3 WHERE seq = -1",
    )
    assert found(database)


def test_a_change_that_fails_leaves_no_entry(desk: Desk, database: Database) -> None:
    person = desk.person()
    with database.reading() as session:
        before = queries.head(session)

    def half() -> None:
        with database.writing() as session:
            now = datetime.now(UTC)
            record(session, action="test:half", subject=Subject("test", 1), actor_id=person.id, now=now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with database.reading() as session:
        assert queries.head(session) == before


def test_a_clock_that_goes_back_breaks_nothing(desk: Desk, database: Database) -> None:
    now = datetime.now(UTC)
    for step in (0, -86_400, 5, -400 * 86_400):
        with database.writing() as session:
            record(
                session,
                action="test:tick",
                subject=Subject("test", 1),
                actor_id=None,
                now=now + timedelta(seconds=step),
            )
    assert found(database) == []


def test_the_text_of_an_article_and_an_original_cannot_be_changed(desk: Desk, database: Database) -> None:
    desk.article()
    for statement in (
        "UPDATE article SET text = 'other words'",
        "DELETE FROM article",
        "UPDATE capture SET sha256 = 'ff'",
        "DELETE FROM capture",
    ):
        with pytest.raises(DBAPIError), database.writing() as session:
            session.execute(text(statement))
