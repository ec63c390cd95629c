"""How well attributions are found, measured against a file in which people marked them.

An attribution is found when its content shares at least half of its words with the marked one (of all the words that
either of them has), and their sources share a word that means something, or neither has a source. Pairs are taken from
the best fitting down, each attribution once. Words are runs of letters and digits; punctuation never counts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from verifier.reading.lexicon import CUES, Frame
from verifier.reading.types import Attribution, Span
from verifier.reading.wordlist import word_set

ENOUGH = 0.5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MEANS_LITTLE = word_set(
    """a an and as at but by for from had has have he her his in is it its my of on or our s she that the their they
    this those to was we were which who with you your"""
)
_REPORTING = frozenset({word for word, cue in CUES.items() if cue.frame is not Frame.ATTITUDE} | {"according", "point"})


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as sets of words, by their number in the text."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    is_report: bool


@dataclass(slots=True)
class Score:
    """Counts of one or many texts: found and right, marked by people, proposed."""

    right: int = 0
    marked: int = 0
    proposed: int = 0

    def add(self, other: "Score") -> None:
        """Count another text in."""
        self.right += other.right
        self.marked += other.marked
        self.proposed += other.proposed

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1, 0 to 1; 0 where there is nothing to divide by."""
        precision = self.right / self.proposed if self.proposed else 0.0
        recall = self.right / self.marked if self.marked else 0.0
        both = precision + recall
        return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


class Words:
    """The words of a text and where they stand."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.text = text
        self.low = [one.group().lower() for one in found]
        self._starts = [one.start() for one in found]
        self._ends = [one.end() for one in found]

    def touched(self, pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
        """The numbers of the words that these stretches touch."""
        return frozenset(
            number
            for start, end in pieces
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def mark(
        self,
        source: Iterable[tuple[int, int]],
        cue: Sequence[tuple[int, int]],
        content: Iterable[tuple[int, int]],
    ) -> Marked:
        """An attribution in words. It reports where its cue does: a verb of saying or showing, or a colon alone."""
        said = self.touched(cue)
        is_report = any(self.low[one] in _REPORTING for one in said)
        if not said:
            is_report = any(":" in self.text[start:end] for start, end in cue)
        return Marked(self.touched(source), said, self.touched(content), is_report)

    def share_source(self, one: Marked, other: Marked) -> bool:
        """Whether two sources name the same, as far as words tell."""
        if not one.source or not other.source:
            return one.source == other.source
        mine, theirs = (
            {number for number in marked.source if self.low[number] not in _MEANS_LITTLE} for marked in (one, other)
        )
        return bool(mine & theirs) if mine or theirs else bool(one.source & other.source)


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Of all the words that either has, the share that both have; 0 where neither has any."""
    return len(one & other) / len(one | other) if one or other else 0.0


def score(words: Words, marked: Sequence[Marked], proposed: Sequence[Marked], *, only_reports: bool) -> Score:
    """The counts of one text.

    With ``only_reports`` what people marked of attitudes ("praised", "wants") counts neither way, nor does a proposal
    that fits one of those and no report.
    """
    gold = [one for one in marked if one.content]
    ours = [one for one in proposed if one.content]
    if only_reports:
        attitudes = [one for one in gold if not one.is_report]
        gold = [one for one in gold if one.is_report]
        ours = [one for one in ours if _fits(one, gold) >= _fits(one, attitudes)]
    pairs = sorted(
        (-overlap(one.content, other.content), first, second)
        for first, one in enumerate(gold)
        for second, other in enumerate(ours)
        if overlap(one.content, other.content) >= ENOUGH and words.share_source(one, other)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, first, second in pairs:
        if first not in taken[0] and second not in taken[1]:
            taken[0].add(first)
            taken[1].add(second)
    return Score(len(taken[0]), len(gold), len(ours))


def _fits(one: Marked, others: Sequence[Marked]) -> int:
    """How an attribution fits any of these: 2 by its cue, 1 by its content, 0 not at all."""
    if any(one.cue & other.cue for other in others):
        return 2
    return int(any(overlap(one.content, other.content) >= ENOUGH for other in others))


def marked_in(words: Words, rows: Iterable[dict[str, Any]]) -> list[Marked]:
    """What people marked, from the rows of a gold file. Raises KeyError, TypeError, ValueError for an odd row."""
    return [
        words.mark(*([(int(start), int(end)) for start, end in row[role]] for role in ("source", "cue", "content")))
        for row in rows
    ]


def proposed_in(words: Words, found: Iterable[Attribution], *, nested: bool) -> list[Marked]:
    """What the reader proposes; without ``nested`` only the outermost, where people marked no others."""
    return [
        words.mark(_pairs(one.source), _pairs(one.cue), _pairs(one.content))
        for one in found
        if nested or one.nested_in is None
    ]


def _pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]
