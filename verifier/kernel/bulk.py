"""Very many rows at once, past the unit of work: prepared inserts on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, cast

from sqlalchemy import Column, Connection, ForeignKeyConstraint, Table, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import AddConstraint, DropConstraint

from verifier.kernel.copying import wind_on
from verifier.kernel.db import Base, Database

CACHE = 256 * 1024  # KiB of pages that SQLite keeps while it loads


class Sheet:
    """Rows of one table that wait to be written, as tuples in the order of its columns."""

    def __init__(self, table: Table, columns: Sequence[str]) -> None:
        self.table = table
        given = [table.c[name] for name in columns]
        usual = [one for one in table.c if one.name not in set(columns) and one.computed is None and _usual(one)]
        self.columns = (*given, *usual)
        self._usual = tuple(_usual(one)[0] for one in usual)
        self._rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        """Keep a row: its values in the order of the columns that were named."""
        self._rows.append(values + self._usual)

    def take(self) -> list[tuple[Any, ...]]:
        """Every row kept so far; none is left."""
        found, self._rows = self._rows, []
        return found


def _usual(column: Column[Any]) -> tuple[Any, ...]:
    """What the model writes where nobody says anything; empty where it writes nothing."""
    given: Any = column.default
    if given is None or not (given.is_scalar or given.is_callable):
        return ()
    return (given.arg(None) if given.is_callable else given.arg,)


class Bulk:
    """Sheets of some tables of one transaction, written together when :meth:`write` is called."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sheets: list[tuple[Sheet, list[Callable[[Any], Any] | None]]] = []

    def sheet(self, model: type[Base], columns: str) -> Sheet:
        """A sheet for these columns of a table, named with spaces between; the rest is what the model writes itself."""
        made = Sheet(cast(Table, model.__table__), columns.split())
        dialect = self._connection.dialect
        readers = [one.type.dialect_impl(dialect).bind_processor(dialect) for one in made.columns]
        self._sheets.append((made, [_remembering(one) if one else None for one in readers]))
        return made

    def write(self) -> int:
        """Write every row that waits; returns how many."""
        count = 0
        for sheet, readers in self._sheets:
            rows = sheet.take()
            if rows:
                self._put(sheet, _as_bound(rows, readers))
                count += len(rows)
        return count

    def _put(self, sheet: Sheet, rows: Iterator[tuple[Any, ...]]) -> None:
        driver: Any = self._connection.connection.cursor()
        quoted = self._connection.dialect.identifier_preparer.quote
        names = ", ".join(quoted(one.name) for one in sheet.columns)
        where = f"{quoted(sheet.table.name)} ({names})"
        if self._connection.dialect.name == "sqlite":
            driver.executemany(f"INSERT INTO {where} VALUES ({', '.join('?' * len(sheet.columns))})", rows)  # noqa: S608
            return
        with driver.copy(f"COPY {where} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _remembering(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same conversion, made once for each value: a moment stands in several columns and many rows."""
    known: dict[Any, Any] = {}

    def bound(value: Any) -> Any:
        try:
            return known[value]
        except KeyError:
            if len(known) > 50_000:
                known.clear()
            return known.setdefault(value, read(value))
        except TypeError:  # a list or a dictionary
            return read(value)

    return bound


def _as_bound(rows: list[tuple[Any, ...]], readers: Sequence[Callable[[Any], Any] | None]) -> Iterator[tuple[Any, ...]]:
    columns = zip(*rows, strict=True)
    return zip(*(map(read, one) if read else one for one, read in zip(columns, readers, strict=True)), strict=True)


@contextmanager
def bare(session: Session, models: Iterable[type[Base]]) -> Iterator[Connection]:
    """While this lasts only unique indexes are kept, and rows may name rows that are still to come.

    At its end everything is there again and holds.
    """
    session.flush()
    connection, chosen = session.connection(), [cast(Table, one.__table__) for one in models]
    indexes = [one for one in chain.from_iterable(table.indexes for table in chosen) if not one.unique]
    indexes.sort(key=lambda one: str(one.name))
    keys = [key for table in chosen for key in table.constraints if isinstance(key, ForeignKeyConstraint)]
    on_sqlite = connection.dialect.name == "sqlite"
    for index in indexes:
        index.drop(connection)
    if on_sqlite:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    else:
        for key in keys:
            connection.execute(DropConstraint(key))
    yield connection
    session.flush()
    for index in indexes:
        index.create(connection)
    if not on_sqlite:
        for key in keys:
            connection.execute(AddConstraint(key))
        for table in chosen:
            wind_on(connection, table)
    connection.execute(text("ANALYZE"))


@contextmanager
def unlogged(database: Database) -> Iterator[None]:
    """While this lasts SQLite writes new pages once instead of twice; for a database that nobody else has open."""
    if database.dialect != "sqlite":
        yield
        return
    database.dispose()  # the pool now hands out one connection only: the one that is prepared here
    for pragma in ("journal_mode = DELETE", f"cache_size = -{CACHE}"):
        _pragma(database, pragma)
    try:
        yield
    finally:
        _pragma(database, "journal_mode = WAL")
        database.dispose()


def _pragma(database: Database, words: str) -> None:
    raw = database.engine.raw_connection()
    try:
        raw.cursor().execute(f"PRAGMA {words}").fetchall()
    finally:
        raw.close()
