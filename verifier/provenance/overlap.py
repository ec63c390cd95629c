"""Overlap: which passages two texts have in common, word for word, in any script.

A shingle is a run of five words; copying shows where runs are equal, whatever the quotes, case, vowel marks or line
breaks around them, and whichever way Arabic spells its alef. In scripts that put no space between words each character
stands for a word, and a run is ten long. Runs of at least five words are the rule of the desk.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from verifier.provenance.types import Told

RUN_OF_WORDS = 5
RUN_OF_CHARACTERS = 10

NEAR_IDENTICAL = 0.5
"""From which share of the shorter text on two texts count as one."""

LEAST_COMMON = 30
"""How many runs two texts must share besides: some 34 words on end. Less is a quotation, whatever its share."""

PLACES_TRIED = 8
"""How many places of one text a run of the other is compared with, so that refrains stay cheap."""

SHARED_BY_MANY = 20
"""From this many statements on, a shared run links neighbours only; all of them are linked through those."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
)
_WORD = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\\W_])(?:(?![{_UNSPACED}])[^\\W_]|[{_MARKS}\u200c\u200d])*")
_PLAIN_WORD = re.compile("[a-z0-9]+")
_SILENT = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]")
_ONE_FOR_MANY = str.maketrans("أإآٱى", "ااااي")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")

Passage = tuple[int, int, int, int]
Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share.

    ``share`` is the part of the shorter text's shingles that the other text has too, 0 to 1, and ``common`` how many
    those are, the same whichever text is named first. ``passages`` are (start, end) in the first and (start, end) in
    the second text, in code points, end excluded, in the order of the first.
    """

    share: float
    passages: tuple[Passage, ...]
    common: int = 0

    @property
    def is_near_identical(self) -> bool:
        """Whether one text is a copy of the other by the rule of the desk."""
        return is_near_identical(self.share, self.common)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text as they are compared, and where each stands."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def is_unspaced(self) -> bool:
        return 2 * sum(bool(_IS_UNSPACED.match(word)) for word in self.words) > len(self.words)

    def shingles(self, length: int) -> list[Shingle]:
        return [self.words[at : at + length] for at in range(len(self.words) - length + 1)]


def is_near_identical(share: float, common: int) -> bool:
    """Whether two texts with this share and so many runs in common are copies by the rule of the desk."""
    return share >= NEAR_IDENTICAL and common >= LEAST_COMMON


def overlap(first: str, second: str) -> Overlap:
    """Compare two texts; texts shorter than one run share nothing. Near-linear in their length."""
    one, other = _words(first), _words(second)
    length = _run_length(one, other)
    runs, others = set(one.shingles(length)), set(other.shingles(length))
    return Overlap(_share(runs, others), _passages(one, other, length), len(runs & others))


def compare(text: str, others: Mapping[int, str]) -> dict[int, Overlap]:
    """What a text has in common with each of the others, without the passages; those with nothing are left out."""
    one = _words(text)
    own: dict[int, set[Shingle]] = {}
    found: dict[int, Overlap] = {}
    for id_, other_text in others.items():
        other = _words(other_text)
        length = _run_length(one, other)
        if length not in own:
            own[length] = set(one.shingles(length))
        runs = set(other.shingles(length))
        common = len(own[length] & runs)
        if common:
            found[id_] = Overlap(_share(own[length], runs), (), common)
    return found


def count_words(text: str) -> int:
    """How long a text is in the words by which texts are compared: characters where words are not set apart."""
    return len(_words(text).words)


def overlaps(statements: Iterable[Told]) -> dict[frozenset[int], float]:
    """The share of every two statements whose texts have a run in common; near-linear where few share the same run.

    Where very many share one, only neighbours in order of id are paired: enough to know them as one voice. Texts in
    scripts with and without spaces are not compared with each other.
    """
    runs: dict[int, set[Shingle]] = {}
    holders: dict[Shingle, list[int]] = {}
    for told in sorted(statements, key=lambda told: told.id):
        words = _words(told.text)
        runs[told.id] = set(words.shingles(_run_length(words, words)))
        for shingle in runs[told.id]:
            holders.setdefault(shingle, []).append(told.id)
    pairs: set[tuple[int, int]] = set()
    for sharing in set(map(tuple, holders.values())):
        pairs.update(pairwise(sharing) if len(sharing) > SHARED_BY_MANY else combinations(sharing, 2))
    return {frozenset(pair): _share(runs[pair[0]], runs[pair[1]]) for pair in sorted(pairs)}


def runs_of(text: str) -> list[Shingle]:
    """The runs of a text in its order; one shorter run for a text that has words, but fewer than a run needs."""
    words = _words(text)
    length = _run_length(words, words)
    return words.shingles(length) or ([words.words] if words.words else [])


def _run_length(one: _Words, other: _Words) -> int:
    return RUN_OF_CHARACTERS if one.is_unspaced and other.is_unspaced else RUN_OF_WORDS


def _words(text: str) -> _Words:
    if text.isascii():
        matches = list(_PLAIN_WORD.finditer(text.lower()))
        return _Words(tuple([match.group() for match in matches]), tuple([match.span() for match in matches]))
    found = [(_plain(match.group()), match.span()) for match in _WORD.finditer(text)]
    kept = [(word, span) for word, span in found if word]
    return _Words(tuple(word for word, _ in kept), tuple(span for _, span in kept))


def _plain(word: str) -> str:
    if word.isascii():
        return word.casefold()
    return _SILENT.sub("", unicodedata.normalize("NFKC", word)).translate(_ONE_FOR_MANY).casefold()


def _share(one: set[Shingle], other: set[Shingle]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _passages(one: _Words, other: _Words, length: int) -> tuple[Passage, ...]:
    """Go through the first text once, taking the longest equal passage of the second at each place."""
    places: dict[Shingle, list[int]] = {}
    for at, shingle in enumerate(other.shingles(length)):
        tried = places.setdefault(shingle, [])
        if len(tried) < PLACES_TRIED:
            tried.append(at)
    found: list[Passage] = []
    at = 0
    while at + length <= len(one.words):
        best_length, best_place = 0, 0
        for place in places.get(one.words[at : at + length], ()):
            equal = _equal_from(one.words, at, other.words, place)
            if equal > best_length:
                best_length, best_place = equal, place
        if best_length:
            last, last_place = at + best_length - 1, best_place + best_length - 1
            start, end = one.spans[at][0], one.spans[last][1]
            found.append((start, end, other.spans[best_place][0], other.spans[last_place][1]))
            at += best_length
        else:
            at += 1
    return tuple(found)


def _equal_from(one: tuple[str, ...], at: int, other: tuple[str, ...], place: int) -> int:
    most = min(len(one) - at, len(other) - place)
    return next((step for step in range(most) if one[at + step] != other[place + step]), most)
