"""How well an entry fits what was looked for, the same on both engines.

Every hit holds every word, so how rare a word is says little, and to count that costs what there is of it.
What is left is how often the words stand there, where, in how long a text, and whether they stand together as typed.
"""

from collections.abc import Sequence
from typing import Final

from verifier.matching.types import Term

_HEAD: Final = 4.0  # times what a word counts that stands among the other words
_TOGETHER: Final = 2.0
_ALL: Final = 3.0
_USUAL: Final = 120.0  # letters
_SATURATION: Final = 1.2


def fit(head: str, body: str, terms: Sequence[Term]) -> float:
    """The score of an entry by its folded words; only the order of two means anything."""
    head, body = f" {head} ", f" {body} "
    score = sum(_HEAD * _weight(head, one) + _weight(body, one) for one in terms)
    if len(terms) > 1:
        whole = _sought(Term(tuple(word for one in terms for word in one.words), terms[-1].is_prefix))
        score += _TOGETHER * (2 * (whole in head) + (whole in body))
    if terms and all(_sought(one) in head for one in terms):
        score += _ALL
    return score


def _sought(term: Term) -> str:
    return f" {' '.join(term.words)}{'' if term.is_prefix else ' '}"


def _weight(text: str, term: Term) -> float:
    times = text.count(_sought(term))
    return times / (times + _SATURATION * (0.25 + 0.75 * len(text) / _USUAL)) if times else 0.0
