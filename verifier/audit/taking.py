"""Taking the rows down as they are: where a migration changed them, or where they are older than what entries tell.

Live models are used in migrations on purpose: what is written here must be what the desk compares with afterwards.
Columns that a later migration adds are NULL or have their default then, and neither is part of a digest.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, MetaData, insert, inspect, select, update
from sqlalchemy.orm import Session

from verifier.audit.canonical import digest
from verifier.audit.merkle import grow, leaf_hash
from verifier.audit.models import Entry, LogHead, LogNode
from verifier.audit.queries import leaf_of
from verifier.audit.rowstates import all_states, covered_tables, key_words

TAKEN = "state:taken"
_ROWS = 1000  # rows that one entry tells of


def take(connection: Connection, metadata: MetaData, *, now: datetime) -> int:
    """Append entries that tell of every row there is; returns how many rows. From here the log goes by them alone.

    Nothing is written to a log that is empty: such a desk has nothing but what the product came with.
    """
    head = connection.execute(select(LogHead.size, LogHead.frontier).where(LogHead.id == 1).with_for_update()).one()
    if not head.size:
        return 0
    frontier, size = tuple(bytes.fromhex(one) for one in head.frontier), head.size
    count = 0
    for rows in _told(connection, metadata):
        told = {"salt": secrets.token_hex(16), "of": rows}
        values = {
            "seq": size,
            "at": now,
            "actor_id": None,
            "action": TAKEN,
            "subject_kind": "state",
            "subject_id": 0,
            "subject_version": 1,
            "state_sha256": digest({}),
            "detail": {"first": size == head.size, "rows": digest(told)},
        }
        leaf = leaf_hash(leaf_of(Entry(**values)))
        connection.execute(insert(Entry).values(**values, rows=told, leaf_sha256=leaf.hex()))
        growth = grow(frontier, size, leaf)
        for one in growth.finished:
            connection.execute(insert(LogNode).values(level=one.level, place=one.place, sha256=one.hash.hex()))
        frontier, size = growth.frontier, size + 1
        count += sum(len(of_table) for of_table in rows.values())
    after = {"size": size, "frontier": [one.hex() for one in frontier]}
    connection.execute(update(LogHead).where(LogHead.id == 1).values(**after))
    return count


def take_after(session: Session, metadata: MetaData, *, now: datetime) -> int:
    """Take the rows down at the end of a transaction that wrote past its session; returns the entries of the log."""
    session.flush()
    take(session.connection(), metadata, now=now)
    session.expire_all()
    return session.scalars(select(LogHead.size).where(LogHead.id == 1)).one()


def _told(connection: Connection, metadata: MetaData) -> Iterator[dict[str, dict[str, str]]]:
    """The digests of all rows, so many at a time, by table; one empty batch where there is none."""
    seen = inspect(connection)
    there = set(seen.get_table_names())
    batch: dict[str, dict[str, str]] = {}
    count = 0
    with Session(connection) as session:
        for table in covered_tables(metadata):
            if table.name not in there:
                continue
            present = frozenset(one["name"] for one in seen.get_columns(table.name))
            states = all_states(session, table, present)
            while some := {key_words(one.key, table): one.sha256 for one in islice(states, _ROWS - count)}:
                batch[table.name] = some
                count += len(some)
                if count >= _ROWS:
                    yield batch
                    batch, count = {}, 0
    yield batch
