"""Making the index anew, and letting words that were taken out of it leave its file as well.

The index follows every change by itself (see keeping); these are for what came in another way, and for what must go.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, delete, text
from sqlalchemy.orm import Session

from verifier.kernel.db import Database
from verifier.matching import indexing, queries
from verifier.matching.models import SearchEntry, SearchPurge
from verifier.matching.types import Kind

_PAGES: Final = 500  # of the index that one step merges, so that nobody waits long for it
_MOST_STEPS: Final = 10_000


def reindex(database: Database, kind: Kind, *, after: int = 0) -> Iterator[int]:
    """Make the entries of one kind true, a batch in a transaction of its own; yields how many subjects were gone over.

    Others go on working, and searching, meanwhile. What is right already is not written again.
    """
    while True:
        with database.writing() as session:
            ids = next(indexing.subject_ids(session, kind, after=after), [])
            stray = indexing.stray_ids(session, kind, ids, after=after)
            lost = indexing.reconcile(session, kind, {*ids, *stray})
            if lost:
                session.add(SearchPurge(lost=lost))
        if not ids:
            return
        yield len(ids)
        after = ids[-1]


def fill_anew(connection: Connection) -> int:
    """Throw the index away and make it again in this one transaction; how many entries there are.

    For very many rows that came at once: nobody else can write meanwhile.
    """
    if connection.dialect.name == "sqlite":
        # External content: the table is emptied first without its triggers, then the words of all at once.
        connection.execute(text("INSERT INTO search_fts (search_fts) VALUES ('delete-all')"))
        triggers = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'search_entry'")
        ).all()
        for name, _ in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(delete(SearchEntry.__table__))  # type: ignore[arg-type]
        count = indexing.fill(connection)
        connection.execute(text("INSERT INTO search_fts (search_fts) VALUES ('rebuild')"))
        connection.execute(text("INSERT INTO search_fts (search_fts) VALUES ('optimize')"))
        for _, statement in triggers:
            connection.exec_driver_sql(statement)
        return count
    index = connection.scalar(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_search_entry_words'"))
    connection.execute(text("DROP INDEX ix_search_entry_words"))
    connection.execute(text("TRUNCATE search_entry"))
    count = indexing.fill(connection)
    connection.exec_driver_sql(str(index))
    connection.execute(text("ANALYZE search_entry"))
    return count


def purge_if_due(database: Database) -> bool:
    """Let words leave the file that a change took out of the index; whether any had to, and all did.

    On SQLite deleted words stay in older pieces of the index until these are merged, and in the write-ahead log until
    it is cut; on PostgreSQL in dead rows and in the index's own list of words.
    """
    with database.reading() as session:
        due = queries.purges_due(session)
    if not due:
        return False
    done = _purge_sqlite(database) if database.dialect == "sqlite" else _purge_postgresql(database)
    if done:
        with database.writing() as session:
            session.execute(delete(SearchPurge).where(SearchPurge.id.in_(due)))
        if database.dialect == "sqlite":
            _cut_log(database)
    return done


def _purge_sqlite(database: Database) -> bool:
    for _ in range(_MOST_STEPS):
        with database.writing() as session:
            if not _merge_some(session):
                break
    return _cut_log(database)


def _merge_some(session: Session) -> bool:
    """One step of merging all pieces of the index into one; whether there was anything to merge."""
    before = session.scalar(text("SELECT total_changes()")) or 0
    session.execute(text("INSERT INTO search_fts (search_fts, rank) VALUES ('merge', :pages)"), {"pages": -_PAGES})
    return (session.scalar(text("SELECT total_changes()")) or 0) - before >= 2


def _cut_log(database: Database) -> bool:
    raw = database.engine.raw_connection()
    try:
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.close()
    return not busy


def _purge_postgresql(database: Database) -> bool:
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM (ANALYZE) search_entry"))
        connection.execute(text("REINDEX INDEX CONCURRENTLY ix_search_entry_words"))
    return True
