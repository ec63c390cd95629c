"""Holding every row against the newest entry that tells of it.

What the entries tell is kept meanwhile in a file that SQLite makes for itself and removes (in the
folder SQLITE_TMPDIR or TMPDIR), so that memory does not grow with the log; rows are then compared in the order
of their keys, once through each table.
"""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import MetaData, Table, func, select
from sqlalchemy.orm import Session

from verifier.audit.canonical import digest
from verifier.audit.models import Entry
from verifier.audit.rowstates import (
    INITIAL,
    Key,
    RowState,
    all_states,
    covered_tables,
    key_from,
    key_of,
    key_words,
    row_digest,
)
from verifier.audit.taking import TAKEN

Told = Callable[[str, int], None]
"""Called now and then with what is being read and how much of it was."""

_BATCH = 10_000
_FROM_THE_START = -1


class Ledger:
    """What the log says of every row; fed entry by entry, oldest first, and then held against the tables."""

    def __init__(self, session: Session, metadata: MetaData) -> None:
        self._session = session
        self._tables = covered_tables(metadata)
        self._place = {table.name: number for number, table in enumerate(self._tables)}
        taken = session.scalar(select(func.max(Entry.seq)).where(Entry.action == TAKEN))
        self._taken = _FROM_THE_START if taken is None else taken
        self._waiting: dict[tuple[int, int, int], tuple[bytes | None, int]] = {}
        self._kept = sqlite3.connect("")
        self._kept.execute(
            "CREATE TABLE told (place INTEGER, k1 INTEGER, k2 INTEGER, sha256 BLOB, seq INTEGER,"
            " PRIMARY KEY (place, k1, k2)) WITHOUT ROWID"
        )
        self._begin()

    def _begin(self) -> None:
        """Before any entry there is what the product came with."""
        for table in self._tables:
            for row in table.info.get(INITIAL, ()):
                key = key_of(table, [row[one.name] for one in table.primary_key.columns])
                self._keep((self._place[table.name], *key), row_digest(table, row), _FROM_THE_START)

    def read(self, entry: Entry) -> Iterator[str]:
        """Take in what an entry tells; a sentence where that is not what was told when it was written."""
        told, over = entry.rows, entry.detail.get("rows")
        if over != (digest(told) if told else None) and (told or entry.seq > self._taken):
            yield f"Entry {entry.seq} ({entry.action}) no longer tells of the rows that it told of when it was written."
            return
        if entry.action == TAKEN and entry.detail.get("first"):
            self._waiting.clear()
            self._kept.execute("DELETE FROM told")
        for table, rows in told.get("of", {}).items():
            place = self._place.get(table)
            if place is not None:
                for words, sha256 in rows.items():
                    self._keep((place, *key_from(words)), sha256, entry.seq)

    def _keep(self, where: tuple[int, int, int], sha256: str | None, seq: int) -> None:
        self._waiting[where] = (None if sha256 is None else bytes.fromhex(sha256), seq)
        if len(self._waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        rows = ((*where, *what) for where, what in sorted(self._waiting.items(), key=lambda one: one[0]))
        self._kept.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)", rows)
        self._waiting.clear()

    def compare(self, progress: Told) -> Iterator[str]:
        """A sentence for each row that is not what the newest entry about it says; none where all are."""
        for table in self._tables:
            yield from self.compare_table(table, progress)

    def compare_table(self, table: Table, progress: Told) -> Iterator[str]:
        """The same for one table, once every entry is read."""
        self._flush()
        wanted = "SELECT k1, k2, sha256, seq FROM told WHERE place = ? AND sha256 IS NOT NULL ORDER BY k1, k2"
        told: Iterator[Any] = iter(self._kept.execute(wanted, (self._place[table.name],)))
        next_told = next(told, None)
        for count, row in enumerate(all_states(self._session, table), 1):
            while next_told is not None and next_told[:2] < row.key:
                yield _gone(table, next_told[:2], next_told[3])
                next_told = next(told, None)
            if next_told is None or next_told[:2] != row.key:
                yield f"{_named(table, row.key)} stands in no entry of the log: it was not put there by the desk."
            else:
                yield from _differs(table, row, next_told[2].hex(), next_told[3])
                next_told = next(told, None)
            if not count % _BATCH:
                progress(f"rows of {table.name}", count)
        while next_told is not None:
            yield _gone(table, next_told[:2], next_told[3])
            next_told = next(told, None)


def _differs(table: Table, row: RowState, sha256: str, seq: int) -> Iterator[str]:
    if row.sha256 != sha256:
        yield f"{_named(table, row.key)} is not what {_entry(seq)} left: it was changed behind the desk's back."


def _gone(table: Table, key: Key, seq: int) -> str:
    return f"{_named(table, key)} is gone; {_entry(seq)} left it there."


def _entry(seq: int) -> str:
    return "the product" if seq == _FROM_THE_START else f"entry {seq}"


def _named(table: Table, key: Key) -> str:
    return f"The row {key_words(key, table)} of {table.name}"
