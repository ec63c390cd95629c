"""Changing rows behind the desk's back, as whoever holds the database can: no entry of the log tells of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from verifier.kernel.db import Database
from verifier.schema import METADATA


@contextmanager
def behind(database: Database) -> Iterator[Session]:
    """One transaction that nobody notices."""
    writer = database.engine.execution_options(verifier_write=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def owner(database: Database) -> Iterator[Connection]:
    """A transaction of whoever owns the database: no trigger and no constraint holds them. It is not kept."""
    with database.engine.execution_options(verifier_write=True).connect() as connection:
        if database.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table in METADATA.tables:
                for one in inspect(connection).get_check_constraints(table):
                    connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{one["name"]}"')
        yield connection
        connection.rollback()
        if database.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
