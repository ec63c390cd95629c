"""How much an earlier claim says what a text says: sixteen or so features of their words, and one linear score.

Rare words that both have weigh most. Numbers, names and years that both have count for the same claim; numbers that
differ count against it. The coefficients stand in ``likeness.json``; how they were found is told in decision 11.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from verifier.matching.cleaning import Cleaned, cleaned, folded, terms_of

FEWEST: Final = 1_000
"""Claims that an index is taken to hold at least: in a smaller one, nothing tells a rare word from a common one."""
USUAL: Final = 14_000
"""Claims of the index by which the coefficients were set: in a smaller one, no word can weigh as much as there."""

_MODEL: Final = json.loads(Path(__file__).with_name("likeness.json").read_text(encoding="utf-8"))
COEFFICIENTS: Final[Mapping[str, float]] = _MODEL["coefficients"]
FEATURES: Final = tuple(COEFFICIENTS)

_K, _B = 1.2, 0.75  # of Okapi BM25, as in every textbook
_USUAL_LENGTH: Final = 22.0  # terms of a claim and its title
_SOFT: Final = 0.6  # share of its letters in threes from which a word is taken for a form of another
_SCALES: Final = {
    "hundr": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12,
}  # fmt: skip
_YEARS: Final = range(1950, 2050)
_YEAR: Final = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_NAME: Final = re.compile(r"(?<![.!?\"“”] )(?<!^)\b[A-Z][\w’'-]+|\b[A-Z]{2,}\b")
_MOST_NAMES: Final = 0.6  # of all words: above that it is a headline
_SENTENCE: Final = re.compile(r"[.!?:;\n]+\s|—|\|")


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many of all claims each of these terms stands."""

    total: int
    of: Mapping[str, int]

    def weight(self, term: str) -> float:
        """How much a term tells, 0 to about 1: the rarer, the more."""
        total = max(self.total, FEWEST)
        weight = math.log((total + 1) / (self.of.get(term, 0) + 0.5)) / math.log(max(total, USUAL) + 1)
        return max(0.0, weight)


@dataclass(frozen=True, slots=True)
class Asked:
    """A text of which is asked whether it was checked before. ``beside``: terms from around it, such as who said it."""

    text: str
    terms: tuple[str, ...]
    beside: frozenset[str]
    numbers: frozenset[float]
    years: frozenset[int]
    names: frozenset[str]
    sentences: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An earlier claim and its title."""

    claim: str
    title: str
    claim_terms: tuple[str, ...]
    title_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question with the weight of each of its terms, ready to be held against earlier claims."""

    asked: Asked
    counts: Counts
    weights: Mapping[str, float]
    beside: Mapping[str, float]
    total: float
    threes: frozenset[str]
    joined: str
    plain: str = field(repr=False)


def numbers_of(terms: Sequence[str]) -> tuple[frozenset[float], frozenset[int]]:
    """The numbers among these terms as values, and the years: "1,200", "1.2 thousand" and "12 hundred" are one."""
    numbers, years = set(), set()
    for place, term in enumerate(terms):
        if not term[0].isdecimal():
            continue
        scale = _SCALES.get(terms[place + 1]) if place + 1 < len(terms) else None
        if scale is None and len(term) == 4 and "." not in term and int(term) in _YEARS:
            years.add(int(term))
        else:
            numbers.add(float(f"{float(term) * (scale or 1.0):.6g}"))
    return frozenset(numbers), frozenset(years)


def names_of(text: str) -> tuple[str, ...]:
    """Words that a text writes with a capital where no sentence begins; none of a text that writes most words so."""
    found = tuple(dict.fromkeys(one.group() for one in _NAME.finditer(text)))
    return found if len(found) <= _MOST_NAMES * len(text.split()) else ()


def ask(text: str, beside: str = "") -> Asked:
    """Make a text ready to be looked for; ``beside`` is what stands around it and says what it is about."""
    plain: Cleaned = cleaned(text)
    terms = tuple(terms_of(plain.text))
    numbers, years = numbers_of(terms)
    sentences = (frozenset(terms_of(part)) for part in _SENTENCE.split(plain.text))
    return Asked(
        text=plain.text,
        terms=terms,
        beside=frozenset(terms_of(f"{plain.by} {beside}")) - set(terms),
        numbers=numbers,
        years=years | frozenset(map(int, _YEAR.findall(text))),
        names=frozenset(term for name in names_of(plain.text) for term in terms_of(name)) & set(terms),
        sentences=tuple(part for part in sentences if part),
    )


def weigh(asked: Asked, counts: Counts) -> Weighed:
    """A question with the weights that its terms have among the claims that are there."""
    weights = {term: counts.weight(term) for term in asked.terms}
    return Weighed(
        asked=asked,
        counts=counts,
        weights=weights,
        beside={term: counts.weight(term) for term in asked.beside},
        total=sum(weights.values()) or 1.0,
        threes=_all_threes(weights),
        joined=" ".join(asked.terms),
        plain=folded(asked.text),
    )


@lru_cache(maxsize=20_000)
def _threes(term: str) -> frozenset[str]:
    """The letters of a term in threes, its edges among them."""
    edged = f" {term} "
    return frozenset(edged[at : at + 3] for at in range(len(edged) - 2))


def _all_threes(terms: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(_threes, terms))


def _nearly(term: str, threes: frozenset[str]) -> float:
    """How much of a term stands in other words in another form: 0 below the limit, up to 0.8 for all of it."""
    own = _threes(term)
    share = len(own & threes) / len(own)
    return 2 * (share - _SOFT) if share > _SOFT else 0.0


def rough(weighed: Weighed, told: Told) -> float:
    """A quick score by shared terms alone (Okapi BM25): sorts out what is not worth a closer look."""
    weights = weighed.weights
    often: dict[str, int] = {}
    for term in (*told.claim_terms, *told.title_terms):
        if term in weights or term in weighed.beside:
            often[term] = often.get(term, 0) + 1
    fill = _K * (1 - _B + _B * (len(told.claim_terms) + len(told.title_terms)) / _USUAL_LENGTH)
    found = sum(weights[term] * times * (_K + 1) / (times + fill) for term, times in often.items() if term in weights)
    return found + sum(weight for term, weight in weighed.beside.items() if term in often)


def features(weighed: Weighed, told: Told) -> dict[str, float]:
    """What the score is made of, each about 0 to 1. ``weighed.counts`` must know the terms of the earlier claim."""
    claim = frozenset(told.claim_terms)
    title = frozenset(told.title_terms) or claim
    every, weights, asked = claim | title, weighed.weights, weighed.asked
    shared = every & weights.keys()
    best = sorted((weights[term] for term in shared), reverse=True)
    both = sum(best)
    text = f"{told.claim} {told.title}"
    numbers, years = numbers_of(told.claim_terms)
    title_numbers, title_years = numbers_of(told.title_terms)
    same_numbers, years = asked.numbers & (numbers | title_numbers), years | title_years
    joined = " ".join(told.claim_terms)
    named = sum(weights[term] for term in asked.names)
    return {
        "shared": both / 5,
        "shared_squared": sum(one * one for one in best) / 5,
        "shared_in_title": sum(weights[term] for term in title & shared) / 5,
        "bm25": rough(weighed, told) / 10,
        "rarest": best[0] if best else 0.0,
        "three_rarest": sum(best[:3]) / 3,
        "best_sentence": max((sum(weights[term] for term in part & shared) for part in asked.sentences), default=0) / 5,
        "text_covered": _text_covered(weighed, every),
        "title_covered": _covered(weighed, title),
        "beside": sum(weight for term, weight in weighed.beside.items() if term in every) / 2,
        "names": sum(weights[term] for term in asked.names & shared) / named if named else 0.5,
        "numbers_same": min(2, len(same_numbers)) / 2,
        "numbers_differ": 1.0 if asked.numbers and numbers and not same_numbers else 0.0,
        "year_same": 1.0 if asked.years & years else 0.0,
        "year_differs": 1.0 if asked.years and years and not asked.years & years else 0.0,
        "set_ratio": fuzz.token_set_ratio(weighed.joined, joined) / 100,
        "part_ratio": fuzz.partial_ratio(weighed.joined, joined) / 100,
        "plain_ratio": fuzz.token_set_ratio(weighed.plain, folded(text)) / 100,
    }


def _text_covered(weighed: Weighed, every: frozenset[str]) -> float:
    """Which share of what the text says stands in the earlier claim, other forms of a word counted in part."""
    threes = _all_threes(every)
    found = sum(weight * (1.0 if term in every else _nearly(term, threes)) for term, weight in weighed.weights.items())
    return found / weighed.total


def _covered(weighed: Weighed, terms: frozenset[str]) -> float:
    """Which share of these terms stands in the text, other forms of a word counted in part."""
    total = found = 0.0
    for term in terms:
        weight = weighed.counts.weight(term)
        total += weight
        found += weight * (1.0 if term in weighed.weights else _nearly(term, weighed.threes))
    return found / total if total else 0.0


def score(weighed: Weighed, told: Told) -> float:
    """How sure it is that both say the same, 0 to 1: the share of right ones among suggestions with this score.

    Measured where half of all texts have no earlier claim.
    """
    found = features(weighed, told)
    raw = sum(weight * found[name] for name, weight in COEFFICIENTS.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, _MODEL["slope"] * raw + _MODEL["offset"]))))


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two claims may say the same, or not: what both name, numbers and years that both give, and those that differ.

    Each of those that differ stands as it is in the text asked about, and as it is in the earlier claim.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    differing: tuple[tuple[str, ...], tuple[str, ...]]


def reasons(text: str, earlier: str) -> Reasons:
    """What speaks for and against two claims saying the same, as a person would put it."""
    mine, theirs = terms_of(cleaned(text).text), terms_of(earlier)
    stems = frozenset(theirs)
    names = tuple(one for one in names_of(text) if {*terms_of(one)} and {*terms_of(one)} <= stems)
    (numbers, years), (other_numbers, other_years) = numbers_of(mine), numbers_of(theirs)
    both = sorted(numbers & other_numbers) + sorted(years & other_years)
    pairs = [(numbers, other_numbers), (years, other_years)]
    differing = [(one, other) for one, other in pairs if one and other and not one & other]
    return Reasons(
        names=names,
        numbers=tuple(map(_written, both)),
        differing=(
            tuple(_written(value) for one, _ in differing for value in sorted(one)),
            tuple(_written(value) for _, other in differing for value in sorted(other)),
        ),
    )


def _written(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:,.10g}"


def marked(text: str, other: str) -> tuple[tuple[bool, str], ...]:
    """The text in stretches, each with whether its words, in one form or another, stand in the other text too."""
    stems = frozenset(terms_of(cleaned(other).text))
    pieces: list[tuple[bool, str]] = []
    for word in re.findall(r"\w[\w.,'’-]*\w|\w|\W+", text):
        own = terms_of(word)
        is_shared = bool(own) and stems.issuperset(own)
        if pieces and pieces[-1][0] == is_shared:
            pieces[-1] = (is_shared, pieces[-1][1] + word)
        else:
            pieces.append((is_shared, word))
    return tuple(pieces)


def differs(asked: Asked, told: Told) -> bool:
    """Whether both give numbers, or years, and none is the same."""
    numbers, years = numbers_of((*told.claim_terms, *told.title_terms))
    pairs = (asked.numbers, numbers), (asked.years, years)
    return any(one and other and not one & other for one, other in pairs)


def band(found: float, *, differing: bool = False) -> str:
    """How sure a score is, in one word of :class:`verifier.matching.types_earlier.Band`.

    What gives other numbers is never called the same, whatever its words.
    """
    names = ("same", "likely", "perhaps")
    return next((name for name in names if found >= _MODEL[name] and not (differing and name == "same")), "weak")
