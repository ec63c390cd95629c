"""Scores of ranked suggestions, as the shared tasks on claim retrieval define them.

MAP@5 and the others are those of CLEF CheckThat! (claim retrieval). What a threshold is worth is measured as if half of
all texts had no earlier claim: every text counts twice, once as it is and once with its right claims left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Ranked:
    """One answer: which places hold a right claim, how many right ones there are, and the two best scores.

    ``best`` is that of the first place, ``best_without`` of the first place without the right claims.
    """

    places: tuple[bool, ...]
    right: int
    best: float
    best_without: float


def figures(answers: Sequence[Ranked]) -> dict[str, float]:
    """Means over all answers, 0 to 1."""
    count = len(answers) or 1
    return {
        "map_5": sum(average_precision(one, 5) for one in answers) / count,
        "first_right": sum(one.places[:1] == (True,) for one in answers) / count,
        "recall_20": sum(sum(one.places[:20]) / one.right for one in answers) / count,
        "answered_at_90": answered(answers, 0.9),
    }


def average_precision(one: Ranked, depth: int) -> float:
    """Mean of the precision at each right claim among the first places, over the most there can be there."""
    right, total = 0, 0.0
    for place, is_right in enumerate(one.places[:depth], 1):
        if is_right:
            right += 1
            total += right / place
    return total / min(one.right, depth)


def answered(answers: Sequence[Ranked], precision: float) -> float:
    """The greatest share of texts answered rightly at any threshold that keeps this share of all suggestions right."""
    shown = [(one.best, one.places[:1] == (True,)) for one in answers] + [(one.best_without, False) for one in answers]
    most = right = count = 0
    for _, same in groupby(sorted(shown, key=lambda one: -one[0]), key=lambda one: one[0]):
        for _, is_right in same:
            count += 1
            right += is_right
        if right >= precision * count:
            most = right
    return most / len(answers) if answers else 0.0
