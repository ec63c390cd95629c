"""What the log says of a row: the digest of all its columns, made the same from an object and from a table.

Every table is covered, and every column of it, unless its model says why not: ``info={"unlogged": reason}`` on the
column or among the table's arguments. Left out of a digest is what is NULL and what is the default that a later
migration gave to rows that were there before, so that a new column changes no digest of an older row.

A table's ``info["initial"]`` holds the rows with which the product comes.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Column, DateTime, Float, Integer, MetaData, Table, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

UNLOGGED = "unlogged"
INITIAL = "initial"
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
AT_ONCE = 500  # keys in one statement

Key = tuple[int, int]
"""A row's key: its one or two numbers, the second 0 where there is one."""


@dataclass(frozen=True, slots=True)
class RowState:
    """A row as it stands in its table: its key, and the digest of what it says."""

    key: Key
    sha256: str


def covered_tables(metadata: MetaData) -> list[Table]:
    """The tables whose rows the log describes, by name."""
    return [table for _, table in sorted(metadata.tables.items()) if UNLOGGED not in table.info]


@cache
def covered_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns that a digest covers; none of a table that is not covered."""
    if UNLOGGED in table.info:
        return ()
    return tuple(one for one in table.columns if one.computed is None and UNLOGGED not in one.info)


class _Said(NamedTuple):
    """How one column is said: its name, its value as every engine gives it back, and what goes without saying."""

    name: str
    plain: Callable[[Any], Any]
    default: Any


@cache
def _plan(table: Table) -> tuple[_Said, ...]:
    said = []
    for column in covered_columns(table):
        plain, default = _plain_of(column), default_of(column)
        said.append(_Said(column.name, plain, None if default is None else plain(default)))
    return tuple(said)


def _plain_of(column: Column[Any]) -> Callable[[Any], Any]:
    kind = getattr(column.type, "impl", column.type)
    if isinstance(kind, Boolean):
        return lambda value: bool(value) if value in (0, 1) else {"odd": value}
    if isinstance(kind, Float):
        return lambda value: float(value) if isinstance(value, int | float) else {"odd": value}
    if isinstance(kind, DateTime):
        return _moment
    return _plain


def default_of(column: Column[Any]) -> Any:
    """The value a column's server default stands for, None where it has none."""
    given = getattr(column.server_default, "arg", None)
    if given is None:
        return None
    written = given if isinstance(given, str) else str(given)
    bare = written.strip("'")
    if isinstance(column.type, Boolean):
        return bare.lower() in {"true", "1"}
    if isinstance(column.type, JSON):
        return json.loads(bare)
    return int(bare) if isinstance(column.type, Integer) else bare


def row_digest(table: Table, values: Mapping[str, Any]) -> str:
    """SHA-256, in hex, over the canonical form of a row's values by the names of its columns."""
    said = {}
    for name, plain, default in _plan(table):
        value = values.get(name)
        if value is not None:
            value = plain(value)
            if default is None or value != default or type(value) is not type(default):
                said[name] = value
    return sha256(_words({"table": table.name, "row": said}).encode("utf-8", "surrogatepass")).hexdigest()


def _words(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _moment(value: Any) -> Any:
    if not isinstance(value, datetime):
        return {"odd": value}
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(item) for item in value]
    return value


def key_of(table: Table, values: Sequence[Any]) -> Key:
    """A row's key from the values of its primary key. Raises TypeError for a key that is not one or two numbers."""
    if len(values) > 2 or not all(isinstance(one, int) for one in values):
        raise TypeError(f"a row of {table.name} has no key of one or two numbers")
    return (values[0], values[1]) if len(values) == 2 else (values[0], 0)


def key_words(key: Key, table: Table) -> str:
    """A key as the log writes it: ``7`` or ``7:2``."""
    return f"{key[0]}:{key[1]}" if len(table.primary_key.columns) == 2 else str(key[0])


def key_from(words: str) -> Key:
    """The key that :func:`key_words` wrote."""
    first, _, second = words.partition(":")
    return int(first), int(second or 0)


def states_of(session: Session, table: Table, keys: Sequence[Key]) -> Iterator[RowState]:
    """The states of some rows as they stand in the database; a row that is gone is left out."""
    columns = list(table.primary_key.columns)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        wanted = _reading(table).where(columns[0].in_({key[0] for key in some}))
        if len(columns) == 2:
            wanted = wanted.where(columns[1].in_({key[1] for key in some}))
        found = set(some)
        yield from (one for one in _read(session, table, wanted) if one.key in found)


def all_states(session: Session, table: Table, present: frozenset[str] | None = None) -> Iterator[RowState]:
    """The states of all rows by their keys, streamed. ``present``: the columns there are, if not those of the model."""
    wanted = _reading(table, present).order_by(*table.primary_key.columns)
    yield from _read(session, table, wanted.execution_options(yield_per=1000))


def _reading(table: Table, present: frozenset[str] | None = None) -> Any:
    wanted = [one for one in covered_columns(table) if present is None or one.name in present]
    keys = [one for one in table.primary_key.columns if one not in wanted]
    # As the driver gives them: a value that its type could not hold must not stop whoever looks for such values.
    return select(*(type_coerce(one, NullType()).label(one.name) for one in [*keys, *wanted]))


def _read(session: Session, table: Table, wanted: Any) -> Iterator[RowState]:
    names = [one.name for one in table.primary_key.columns]
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    for row in session.execute(wanted):
        values = dict(row._mapping)
        key = key_of(table, [values[name] for name in names])
        yield RowState(key, row_digest(table, _from_text(table, values) if on_sqlite else values))


def _from_text(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """SQLite keeps moments and JSON as text."""
    for column in covered_columns(table):
        value = values.get(column.name)
        if not isinstance(value, str):
            continue
        if isinstance(column.type, JSON):
            values[column.name] = _parsed(value)
        elif isinstance(getattr(column.type, "impl", column.type), DateTime):
            values[column.name] = _moment_in(value)
    return values


def _parsed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return {"odd": value}


def _moment_in(value: str) -> Any:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment if moment.isoformat(" ", "microseconds") == value else value
