"""The words of the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class LogBroken(Exception):  # noqa: N818
    """The log contradicts itself, or what was signed about it before; the message says where."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a kind of row, its key and its version after the change.

    ``state`` is what the row says after the change, as plain values; only its digest is kept in the log.
    """

    kind: str
    id: int
    version: int = 1
    state: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The log's size and the root of its tree, in hex."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry says, before it is a row: the columns of the table by their names."""

    seq: int
    at: datetime
    actor_id: int | None
    action: str
    subject_kind: str
    subject_id: int
    subject_version: int
    state_sha256: str
    detail: Mapping[str, Any]
