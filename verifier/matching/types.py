"""The words of the search."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

_BITS: Final = 40
MARK: Final = "ʘ"
"""A letter that no text brings into the index: what begins with it is a mark by which entries are told apart."""


class Kind(StrEnum):
    """What an entry of the index is about, in the order in which the page shows them."""

    CLAIM = "claim"
    ARTICLE = "article"
    SOURCE = "source"
    STATEMENT = "statement"
    RATIONALE = "rationale"


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    BEST = "best"


KINDS: Final = tuple(Kind)


def entry_id(kind: Kind, subject_id: int) -> int:
    """The key of an entry: entries of one kind are one range of keys, and within it the newest has the highest."""
    return (KINDS.index(kind) + 1 << _BITS) + subject_id


def kind_of(entry: int) -> Kind:
    """What an entry is about, by its key."""
    return KINDS[(entry >> _BITS) - 1]


def subject_of(entry: int) -> int:
    """Whose entry it is, by its key: the id of a claim, an article, a source or a statement; a rationale's ticket."""
    return entry & ((1 << _BITS) - 1)


def keys_of(kind: Kind) -> tuple[int, int]:
    """The lowest and the highest key of a kind."""
    return entry_id(kind, 0), entry_id(kind, (1 << _BITS) - 1)


def mark_of(what: str, key: int | str) -> str:
    """A mark: ``s`` a state, ``p`` a publisher, ``b`` who speaks, ``a`` an article."""
    return f"{MARK}{what}{str(key).replace('_', '')}"


class Entry(NamedTuple):
    """One row of the index, its words folded. ``state`` is a mark of its own: it changes most often."""

    id: int
    ticket_id: int | None
    head: str
    body: str
    marks: str
    state: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; ``is_prefix``: the last one may go on."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for: every term, and of each filter that is set one of its values.

    ``publishers``, ``speakers`` and ``articles`` are words by which to find them, or the number of an article.
    ``too_many``: some words were left out.
    """

    terms: tuple[Term, ...] = ()
    kinds: tuple[Kind, ...] = ()
    states: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    too_many: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.terms or self.states or self.publishers or self.speakers or self.articles)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as the index is asked: the filters are sets of marks, of each of which an entry bears one."""

    terms: tuple[Term, ...]
    kinds: tuple[Kind, ...]
    marks: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    in_head: bool = False
    unknown: tuple[str, ...] = field(default=())
    """Filters that fit nobody at this desk, as they were written: with one of them nothing is found."""


class Hits(NamedTuple):
    """Keys of entries, the first ones first; how many there are in all, and whether there are even more."""

    ids: tuple[int, ...]
    total: int
    is_more: bool
