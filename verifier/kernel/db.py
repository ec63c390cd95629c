"""Engine, base class and transactions, on SQLite and on PostgreSQL.

Every write transaction on SQLite starts with BEGIN IMMEDIATE: a deferred one that upgrades later fails at once with
"database is locked" as soon as a second writer is there.
"""

import enum
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    ExceptionContext,
    Integer,
    MetaData,
    Row,
    Text,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError

from verifier.kernel.errors import Stale

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "busy_timeout = 10000",
    "secure_delete = ON",  # what is deleted is overwritten: a name taken out of the desk does not stay in its file
)
_SQLITE_TROUBLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
_READ_ONLY = frozenset({"25006"})  # read_only_sql_transaction: a standby, or a server that was told so

Rows = Sequence[Row[*tuple[Any, ...]]]  # what a list of plain columns comes as


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, always UTC. Raises ValueError for a naive one: guessing a zone would falsify history."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """The parent of every row."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it from the class)
        int: BigInteger().with_variant(Integer, "sqlite"),
        str: Text,
        bool: Boolean(create_constraint=False),
        datetime: UTCDateTime,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda words: [word.value for word in words],
        ),
    }


class ReadOnlySession(Session):
    """A session for looking; it refuses to write, so that no page can leave half a change behind."""

    def flush(self, objects: Any = None) -> None:
        """Raise AssertionError if anything was changed."""
        if self.new or self.dirty or self.deleted:
            raise AssertionError("a page that only looks has changed a row")


class WritingSession(Session):
    """A session for one write transaction; whoever must know what it changes listens to this class."""


class Database:
    """One database: ``reading()`` to look, ``writing()`` for one transaction, kept whole or not at all."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._writer = self.engine.execution_options(verifier_write=True)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    def read_session(self) -> Session:
        """A session for looking; the caller closes it."""
        return ReadOnlySession(self.engine, autoflush=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking, closed at the end."""
        with self.read_session() as session:
            yield session

    @contextmanager
    def one_moment(self) -> Iterator[Session]:
        """A session that sees one moment of the database however long it looks and whatever is written meanwhile."""
        engine = self.engine
        if self.dialect == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with ReadOnlySession(engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction: committed at the end, rolled back whole if anything is raised.

        Raises Stale where somebody else changed a row between our reading and our writing it.
        """
        try:
            with self._begun() as session:
                yield session
                session.commit()
        except StaleDataError as error:
            raise Stale from error

    def _begun(self) -> Session:
        """A session in its transaction; on a new connection where the one that was kept is left over from a fault."""
        session = WritingSession(self._writer, expire_on_commit=False)
        try:
            session.connection()
        except DBAPIError as error:
            session.close()
            if not error.connection_invalidated:
                raise
            session = WritingSession(self._writer, expire_on_commit=False)
            session.connection()
        return session

    def scrub(self, tables: Sequence[str]) -> bool:
        """Rewrite the files in which these tables lie, so that nothing of what was removed is left in them.

        False where somebody was reading meanwhile, so that SQLite's journal could not be emptied: do it again later.
        Copies that PostgreSQL keeps in its own journal, and backups, are beyond reach.
        """
        if self.dialect == "postgresql":
            with self.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM FULL {table}")
            return True
        raw = self.engine.raw_connection()
        try:
            cursor = raw.cursor()
            indexes = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5(%'"
            for (name,) in cursor.execute(indexes).fetchall():
                cursor.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'optimize\')')  # noqa: S608
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.close()
        return not busy

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine for this URL, with the settings our promises rest on. Raises ValueError for another engine."""
    kind = make_url(url).get_backend_name()
    if kind == "postgresql":
        engine = create_engine(url, pool_pre_ping=True)
    elif kind == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        raise ValueError(f"DATABASE_URL must name SQLite or PostgreSQL, not {kind}.")
    event.listen(engine, "handle_error", _let_go)
    return engine


def is_out_of_order(error: BaseException | None) -> bool:
    """Whether an error of the driver says that the database cannot be written, or read, through no fault of ours.

    A connection that met it may go on failing when all is well again, such as one opened while the file could only be
    read. Sources: https://www.sqlite.org/rescode.html (the low byte is the primary code), PostgreSQL Appendix A.
    """
    code = getattr(error, "sqlite_errorcode", None)
    return (code is not None and code & 0xFF in _SQLITE_TROUBLE) or getattr(error, "sqlstate", None) in _READ_ONLY


def _let_go(context: ExceptionContext) -> None:
    """After such an error no connection is used again: each is opened anew."""
    if is_out_of_order(context.original_exception):
        context.is_disconnect = True


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, below
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("verifier_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
