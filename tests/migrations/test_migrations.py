"""The models are what the migrations make, and every migration goes down and up again with data in the tables."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from factories.desk import Desk
from factories.furnished import furnish
from sqlalchemy import func, inspect, select

from verifier.audit.auditing import audit
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.matching.models import OF_THE_ENGINE
from verifier.matching.models_earlier import OF_ONE_ENGINE
from verifier.schema import METADATA


def counts(database: Database) -> dict[str, int]:
    """How many rows each table has that is there."""
    with database.engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in METADATA.tables.items()
            if name in there
        }


def problems(database: Database) -> list[str]:
    """What verify-audit would say."""
    with database.one_moment() as session:
        return list(audit(session, METADATA))


def lost_going_down(sentence: str, tables: set[str]) -> bool:
    """Whether a sentence tells of a row that was lost with its table, as it must where nothing took the rows anew."""
    return " is gone; " in sentence and any(f" of {name} is gone" in sentence for name in tables)


def described(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether a model describes what bears this name: not what only one engine has, with the tables behind it."""
    return not str(name).startswith(tuple(OF_ONE_ENGINE))


def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    with database.engine.connect() as connection:
        opts = {
            "compare_type": True,
            "include_name": described,
            "include_object": lambda _object, name, *_: name not in OF_THE_ENGINE,
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []


ALL = migrating.revisions()
TAKING = {path.name[:4] for path in migrating.FOLDER.glob("0*.py") if "take(" in path.read_text()}


def below(revision: str) -> str | None:
    """The revision before this one."""
    place = ALL.index(revision)
    return ALL[place - 1] if place else None


def down_to(database: Database, revision: str | None) -> None:
    """Go down to a revision, None for an empty database."""
    migrating.downgrade(database, revision or "base")
    assert migrating.present(database) == revision


def test_each_migration_goes_down_and_up_with_data(database: Database, desk: Desk) -> None:
    furnish(desk)
    before = counts(database)
    assert sum(before.values()) > 100
    assert all(
        before[name]
        for name in ("passkey", "passkey_challenge", "notice", "decision", "learned_disclaimer", "claim_disclaimer")
    )
    for revision in reversed(ALL):
        here = counts(database)
        down_to(database, below(revision))
        kept = counts(database)
        migrating.upgrade(database, revision)
        assert migrating.present(database) == revision
        after = counts(database)
        taken_down = {"entry"} if revision in TAKING else set()  # which writes entries that tell of every row
        same = set(kept) - taken_down
        assert {name: after[name] for name in same} == {name: here[name] for name in same}, revision
        assert all(0 <= after[name] - here[name] <= 3 for name in taken_down & set(kept)), revision
        down_to(database, below(revision))
    migrating.upgrade(database)
    furnish(Desk(database, count=1000))  # the desk works again


@pytest.mark.parametrize("revision", [ALL[-1], ALL[len(ALL) // 2], ALL[0]])
def test_the_log_holds_after_going_down_and_up(database: Database, desk: Desk, revision: str) -> None:
    furnish(desk)
    before = counts(database)
    down_to(database, below(revision))
    kept = counts(database)
    migrating.upgrade(database)
    assert migrating.present(database) == ALL[-1]
    assert [one for one in problems(database) if not lost_going_down(one, set(before) - set(kept))] == []
    furnish(Desk(database, count=1000))  # the desk works again


def test_an_upgraded_database_is_left_alone(database: Database) -> None:
    migrating.upgrade(database)
    assert migrating.present(database) == migrating.revisions()[-1]
