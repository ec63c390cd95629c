"""What a write transaction changes is noticed at every flush, so that no entry can forget a row.

At each entry the rows that changed since the last one are told in it; whatever changed after the last entry is added to
that one when the transaction is about to be kept. A transaction that changes a row and records nothing is refused.
"""

import secrets
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from sqlalchemy import Delete, Table, Update, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction

from verifier.audit.canonical import digest
from verifier.audit.merkle import grow, leaf_hash
from verifier.audit.models import Entry, LogHead, LogNode
from verifier.audit.queries import leaf_of
from verifier.audit.rowstates import Key, covered_columns, key_of, key_words, row_digest, states_of
from verifier.kernel.db import WritingSession

_SWEPT = "verifier_swept"
_IN = "verifier_transaction"
_ELSEWHERE = object()  # changed by a statement: to be read from the table
_GONE = object()


@dataclass(slots=True)
class Transaction:
    """What one transaction has changed and not yet told, and the entries that it will leave."""

    changed: dict[tuple[Table, Key], Any] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    head: LogHead | None = None


def of(session: Session) -> Transaction:
    """The transaction of a session that writes. Raises TypeError for another session: nothing is noticed there."""
    if not isinstance(session, WritingSession):
        raise TypeError("only a transaction of Database.writing() can leave an entry in the log")
    found: Transaction = session.info.setdefault(_IN, Transaction())
    return found


def sweep(session: Session, statement: Update | Delete) -> list[tuple[Any, ...]]:
    """Change or delete rows by a statement, all that it meets at once; returns their keys."""
    table = cast(Table, statement.table)
    asked = statement.returning(*table.primary_key.columns)
    found = [tuple(row) for row in session.execute(asked, execution_options={_SWEPT: True})]
    kind = _GONE if isinstance(statement, Delete) else _ELSEWHERE
    if kind is _GONE or _touches_covered(statement, table):
        of(session).changed.update({(table, key_of(table, key)): kind for key in found})
    return found


def told(session: Session) -> dict[str, dict[str, str | None]]:
    """The digests of the rows that changed since this was last asked, None for a row that is gone."""
    transaction = of(session)
    changed, transaction.changed = transaction.changed, {}
    found: dict[str, dict[str, str | None]] = {}
    unread: dict[Table, list[Key]] = {}
    for (table, key), row in changed.items():
        words = found.setdefault(table.name, {})
        words[key_words(key, table)] = None if row in (_GONE, _ELSEWHERE) else _digest_of(row, table)
        if row is _ELSEWHERE:
            unread.setdefault(table, []).append(key)
    for table, keys in unread.items():
        for state in states_of(session, table, keys):
            found[table.name][key_words(state.key, table)] = state.sha256
    return found


def _digest_of(row: Any, table: Table) -> str:
    return row_digest(table, {column: getattr(row, name) for column, name in _names(cast(Hashable, type(row)))})


@cache
def _names(kind: Hashable) -> tuple[tuple[str, str], ...]:
    """The covered columns of a model, and what they are called on it."""
    mapper: Mapper[Any] = inspect(cast(type[Any], kind))
    table = cast(Table, mapper.local_table)
    return tuple((one.name, mapper.get_property_by_column(one).key) for one in covered_columns(table))


def add_told(entry: Entry, rows: dict[str, dict[str, str | None]]) -> None:
    """Let an entry tell of rows; what it told of them before is out of date."""
    of_tables: dict[str, dict[str, str | None]] = entry.rows.get("of", {})
    for table, states in rows.items():
        of_tables.setdefault(table, {}).update(states)
    if of_tables:
        # The salt keeps whoever is shown the entry in a proof from guessing what the rows say.
        entry.rows = {"salt": entry.rows.get("salt") or secrets.token_hex(16), "of": of_tables}
        entry.detail = {**entry.detail, "rows": digest(entry.rows)}


@event.listens_for(WritingSession, "after_flush")
def _notice(session: Session, _context: UOWTransaction) -> None:
    changed = of(session).changed
    for row in (*session.new, *session.dirty):
        names = _names(cast(Hashable, type(row)))
        if names and (row in session.new or _says_otherwise(row, names)):
            place = _place(row)
            if changed.get(place) is not _ELSEWHERE:
                changed[place] = row
    for row in session.deleted:
        if _names(cast(Hashable, type(row))):
            changed[_place(row)] = _GONE


def _says_otherwise(row: Any, names: Sequence[tuple[str, str]]) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for _, name in names)


def _place(row: Any) -> tuple[Table, Key]:
    mapper: Mapper[Any] = inspect(type(row))
    table = cast(Table, mapper.local_table)
    return table, key_of(table, mapper.primary_key_from_instance(row))


@event.listens_for(WritingSession, "do_orm_execute")
def _refuse_unseen(asked: ORMExecuteState) -> None:
    if not (asked.is_insert or asked.is_update or asked.is_delete) or asked.execution_options.get(_SWEPT):
        return
    statement = cast(Any, asked.statement)
    if not covered_columns(statement.table) or (asked.is_update and not _touches_covered(statement, statement.table)):
        return
    raise AssertionError(f"rows of {statement.table.name} were changed unseen: let sweep() send the statement")


def _touches_covered(statement: Update | Delete, table: Table) -> bool:
    covered = {one.name for one in covered_columns(table)}
    given: Mapping[Any, Any] = (statement._values or {}) if isinstance(statement, Update) else {}
    return bool(covered & {str(getattr(one, "name", one)) for one in given})


@event.listens_for(WritingSession, "before_commit")
def _close(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    transaction = of(session)
    if transaction.changed:
        rest = told(session)
        if not transaction.entries:
            raise AssertionError(f"rows of {', '.join(sorted(rest))} were changed without an entry of the log")
        add_told(transaction.entries[-1], rest)
    del session.info[_IN]
    head = transaction.head
    if head is None:
        return
    frontier, size = tuple(bytes.fromhex(one) for one in head.frontier), head.size
    for entry in transaction.entries:
        leaf = leaf_hash(leaf_of(entry))
        entry.leaf_sha256 = leaf.hex()
        growth = grow(frontier, size, leaf)
        session.add_all(LogNode(level=one.level, place=one.place, sha256=one.hash.hex()) for one in growth.finished)
        frontier, size = growth.frontier, size + 1
    session.add_all(transaction.entries)
    head.frontier, head.size = [one.hex() for one in frontier], size
