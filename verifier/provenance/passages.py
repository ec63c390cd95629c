"""Two texts side by side: cut into what they share, numbered so that partners are found, and what they do not.

Of long stretches only the ends are shown, so that a page of two very long texts stays a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verifier.provenance.overlap import Passage

MOST_PASSAGES = 200
LONGEST_STRETCH = 4_000
SHOWN_OF_IT = 600


class PieceKind(StrEnum):
    """What a piece of a text is, as it is shown."""

    ALONE = "alone"
    COMMON = "common"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text. ``numbers`` are the passages that begin here; of a gap ``words`` is empty, ``left_out`` in
    code points.
    """

    kind: PieceKind
    words: str = ""
    numbers: tuple[int, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts in pieces; ``unmarked`` short passages are left without a number where there are too many."""

    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    count: int
    unmarked: int


def side_by_side(first: str, second: str, passages: Sequence[Passage]) -> SideBySide:
    """Lay two texts out; passages are numbered from 1 in the order of the first text. Linear."""
    longest = sorted(passages, key=lambda one: (one[0] - one[1], one))[:MOST_PASSAGES]
    kept = sorted(longest)
    return SideBySide(
        first=_pieces(first, [(one[0], one[1], number) for number, one in enumerate(kept, 1)]),
        second=_pieces(second, [(one[2], one[3], number) for number, one in enumerate(kept, 1)]),
        count=len(kept),
        unmarked=len(passages) - len(kept),
    )


def _pieces(text: str, spans: Iterable[tuple[int, int, int]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = 0
    for start, end, numbers in _apart(spans):
        found += _stretch(PieceKind.ALONE, text[at:start], ())
        found += _stretch(PieceKind.COMMON, text[start:end], numbers)
        at = end
    found += _stretch(PieceKind.ALONE, text[at:], ())
    return tuple(found)


def _apart(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """The spans in the order of the text; those that overlap or touch within one are joined and keep all numbers."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for start, end, number in sorted(spans):
        if found and start < found[-1][1]:
            before = found[-1]
            found[-1] = (before[0], max(before[1], end), (*before[2], number))
        else:
            found.append((start, end, (number,)))
    return found


def _stretch(kind: PieceKind, words: str, numbers: tuple[int, ...]) -> list[Piece]:
    if not words:
        return []
    if len(words) <= LONGEST_STRETCH:
        return [Piece(kind, words, numbers)]
    left_out = len(words) - 2 * SHOWN_OF_IT
    return [
        Piece(kind, words[:SHOWN_OF_IT], numbers),
        Piece(PieceKind.GAP, left_out=left_out),
        Piece(kind, words[-SHOWN_OF_IT:]),
    ]
