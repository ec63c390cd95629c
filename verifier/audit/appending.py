"""Writing very many entries at once: the same entries, hashes and tree that :func:`record` would write one by one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.audit.canonical import digest
from verifier.audit.merkle import grow, leaf_hash
from verifier.audit.models import Entry, LogHead, LogNode
from verifier.audit.queries import leaf_of
from verifier.audit.types import Line, Subject
from verifier.kernel.bulk import Bulk


class Appender:
    """The end of the log, held by one transaction until :meth:`close`. The rows go to the sheets of ``bulk``."""

    def __init__(self, session: Session, bulk: Bulk) -> None:
        self._head = session.scalars(select(LogHead).where(LogHead.id == 1).with_for_update()).one()
        self._frontier = tuple(bytes.fromhex(one) for one in self._head.frontier)
        self._entries = bulk.sheet(Entry, " ".join(Line.__slots__) + " leaf_sha256")
        self._nodes = bulk.sheet(LogNode, "level place sha256")
        self.size = self._head.size

    def record(
        self, *, action: str, subject: Subject, actor_id: int | None, now: datetime, detail: Mapping[str, Any]
    ) -> int:
        """Append one entry; returns its place in the log."""
        line = Line(
            self.size,
            now,
            actor_id,
            action,
            subject.kind,
            subject.id,
            subject.version,
            digest(subject.state),
            dict(detail),
        )
        leaf = leaf_hash(leaf_of(line))
        self._entries.add(
            line.seq,
            now,
            actor_id,
            action,
            subject.kind,
            subject.id,
            subject.version,
            line.state_sha256,
            line.detail,
            leaf.hex(),
        )
        growth = grow(self._frontier, self.size, leaf)
        for one in growth.finished:
            self._nodes.add(one.level, one.place, one.hash.hex())
        self._frontier = growth.frontier
        self.size += 1
        return line.seq

    def close(self) -> None:
        """Put the end of the log where the last entry is; the rows must be written in the same transaction."""
        self._head.size, self._head.frontier = self.size, [one.hex() for one in self._frontier]
