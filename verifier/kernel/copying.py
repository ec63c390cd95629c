"""Whole databases, row by row and independent of the engine: out of one, into another that is empty.

Tables are read as the database itself describes them, so that a copy made by an older version can be loaded into its
own tables first and migrated afterwards.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Date, DateTime, ForeignKeyConstraint, MetaData, Table, func, insert, select, text
from sqlalchemy.schema import AddConstraint, DropConstraint

from verifier.kernel.db import Database

Values = Mapping[str, Any]
BATCH = 500  # rows in one statement
_NOT_OURS = {"alembic_version", "sqlite_sequence"}
_DERIVED = ("earlier_claim_",)  # tables that begin so are an index of one engine, filled by its triggers


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment of the database, however much is written meanwhile."""
    engine = database.engine
    if database.dialect == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        yield connection


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables that are there, by name."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name not in _NOT_OURS and not name.startswith(_DERIVED))
    return {name: found.tables[name] for name in sorted(found.tables)}


def is_empty(connection: Connection, tables: Mapping[str, Table]) -> bool:
    """Whether nobody has worked with this database yet: it has neither an account nor an entry of the log."""
    return not any(
        connection.execute(select(tables[name]).limit(1)).first() for name in ("account", "entry") if name in tables
    )


def rows_out(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Every row of a table by its key, as JSON can hold it: moments in UTC, days as YYYY-MM-DD."""
    columns = [one for one in table.columns if one.computed is None]
    wanted = select(*columns).order_by(*table.primary_key.columns)
    for row in connection.execution_options(stream_results=True, yield_per=BATCH).execute(wanted):
        yield {name: _out(value) for name, value in row._mapping.items()}


def _out(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware.isoformat()
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def loading(connection: Connection, tables: Mapping[str, Table]) -> Iterator[None]:
    """While this lasts rows may name rows that are still to come; at its end every one must be there."""
    for table in tables.values():
        connection.execute(table.delete())  # what a migration put there; a base in use is never loaded into
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield
        return
    keys = [key for table in tables.values() for key in table.constraints if isinstance(key, ForeignKeyConstraint)]
    for key in keys:
        connection.execute(DropConstraint(key))
    yield
    for key in keys:
        connection.execute(AddConstraint(key))
    for table in tables.values():
        _wind_on(connection, table)


def rows_in(connection: Connection, table: Table, rows: Iterator[Values]) -> int:
    """Put rows into a table; returns how many. Raises KeyError for a column that the table does not have."""
    read = {column.name: _reader(column.type) for column in table.columns}
    count = 0
    while batch := list(islice(rows, BATCH)):
        connection.execute(insert(table), [{name: read[name](value) for name, value in row.items()} for row in batch])
        count += len(batch)
    return count


def _reader(kind: Any) -> Any:
    if isinstance(kind, DateTime):
        return _moment if kind.timezone else _naive_moment
    if isinstance(kind, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    return lambda value: value


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _naive_moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)


def _wind_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL's counter of a key go on behind the last row."""
    keys = list(table.primary_key.columns)
    if len(keys) != 1 or keys[0].type.python_type is not int:
        return
    counter = connection.scalar(select(func.pg_get_serial_sequence(table.name, keys[0].name)))
    if counter is not None:
        last = connection.scalar(select(func.max(keys[0])))
        connection.execute(select(func.setval(counter, last or 1, last is not None)))
