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


@pytest.mark.parametrize("revision", migrating.revisions())
def test_a_migration_goes_down_and_up_with_data(database: Database, desk: Desk, revision: str) -> None:
    furnish(desk)
    before = counts(database)
    assert sum(before.values()) > 100
    assert all(
        before[name]
        for name in ("passkey", "passkey_challenge", "notice", "decision", "learned_disclaimer", "claim_disclaimer")
    )
    older = migrating.revisions()[: migrating.revisions().index(revision)]
    migrating.downgrade(database, older[-1] if older else "base")
    assert migrating.present(database) == (older[-1] if older else None)
    kept = counts(database)
    migrating.upgrade(database)
    assert migrating.present(database) == migrating.revisions()[-1]
    after = counts(database)
    taken_down = {"entry"} if revision <= "0013" else set()  # which writes entries that tell of every row
    same = set(kept) - taken_down
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert all(0 <= after[name] - before[name] <= 3 for name in taken_down & set(kept))
    assert [one for one in problems(database) if not lost_going_down(one, set(before) - set(kept))] == []
    furnish(Desk(database, count=1000))  # the desk works again


def test_an_upgraded_database_is_left_alone(database: Database) -> None:
    migrating.upgrade(database)
    assert migrating.present(database) == migrating.revisions()[-1]
