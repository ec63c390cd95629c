"""Ranking: on sentences written for this, and on rated ones where they are at hand."""

import json
from pathlib import Path

import pytest

from verifier.reading.worthiness import score

RATED = Path(__file__).parents[3] / "../shared/data/checkworthy/dev.jsonl"


@pytest.mark.parametrize(
    ("worth", "less"),
    [
        ("Unemployment rose to 12 percent last year.", "We all want more jobs for our children."),
        ("The council voted to cut the budget by a third.", "The council should think about the budget."),
        ("He voted against the bill in 2014.", "I hope he votes for the bill."),
        ("The army killed 12 villagers.", "The army is great and good."),
        ("It was the largest increase ever recorded.", "It was a beautiful day, and I love you all."),
        ("Le chômage a augmenté de 12 %.", "Merci à tous."),
        ("Los precios subieron un 12 por ciento.", "Muchas gracias."),
        ("Die Preise stiegen um 12 Prozent.", "Vielen Dank."),
        ("Цены выросли на 12 процентов.", "Спасибо."),
        ("ارتفعت الأسعار بنسبة 12 بالمئة.", "شكرا لكم."),
    ],
)
def test_a_fact_ranks_above_a_wish(worth: str, less: str) -> None:
    assert score(worth) > score(less)


@pytest.mark.skipif(not RATED.is_file(), reason="the rated sentences are not beside this checkout")
def test_the_ranking_agrees_with_people() -> None:
    """ROC AUC per collection, above what the design asks for."""
    rated: dict[str, list[tuple[float, int]]] = {}
    with RATED.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["set"] in ("claimbuster", "policlaim", "ct19"):
                rated.setdefault(row["set"], []).append((score(row["sentence"]), row["label"]))
    least = {"claimbuster": 0.885, "policlaim": 0.81, "ct19": 0.79}
    assert {name for name, pairs in rated.items() if _area(pairs) < least[name]} == set()


def _area(pairs: list[tuple[float, int]]) -> float:
    """The chance that a sentence worth a check ranks above one that is not, ties counting a half."""
    pairs.sort()
    below = gained = 0.0
    at = 0
    while at < len(pairs):
        end = at
        while end < len(pairs) and pairs[end][0] == pairs[at][0]:
            end += 1
        worth = sum(label for _, label in pairs[at:end])
        idle = end - at - worth
        gained += worth * (below + idle / 2)
        below += idle
        at = end
    return gained / ((len(pairs) - below) * below)
