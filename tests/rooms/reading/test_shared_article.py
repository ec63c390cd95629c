"""The article the product is judged by first, against its gold, where the shared material is at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from verifier.reading.export import as_json
from verifier.reading.reader import read
from verifier.reading.types import DisclaimerKind, DisclaimerScope

ARTICLE = Path(__file__).parents[3] / "../shared/data/article"
pytestmark = pytest.mark.skipif(not ARTICLE.is_dir(), reason="the shared article is not beside this checkout")


@pytest.fixture(scope="module")
def text() -> str:
    return next(ARTICLE.glob("*.txt")).read_text(encoding="utf8")


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ARTICLE / "gold.json").read_text(encoding="utf8"))
    return found


def _iou(a: list[int], b: list[int]) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (a[1] - a[0] + b[1] - b[0] - shared)


def test_every_gold_claim_is_proposed_with_its_last_node(text: str, gold: dict[str, Any]) -> None:
    claims = as_json(read(text), text, "seed")["claims"]
    left = list(claims)
    wrong = []
    for expected in gold["claims"]:
        best = max(left, key=lambda one: _iou(expected["span"], [one["start"], one["end"]]))
        assert _iou(expected["span"], [best["start"], best["end"]]) >= 0.5, expected["text"]
        left.remove(best)
        if best["chain"][-1]["source"].lower() != expected["chain"][-1]["node"].lower():
            wrong.append(expected["id"])
    assert not wrong
    assert not left


def test_the_page_is_told_from_the_article(text: str, gold: dict[str, Any]) -> None:
    reading = read(text)
    assert reading.publisher == gold["publisher"]
    assert reading.title == gold["claims"][0]["text"]
    assert [[span.start, span.end] for span in reading.furniture] == gold["boilerplate"]
    headline = reading.claims[0]
    assert [[span.start, span.end] for span in headline.repeats] == gold["claims"][0]["same_claim_spans"]


def test_the_disclaimer_is_found_whole(text: str, gold: dict[str, Any]) -> None:
    first = read(text).disclaimers[0]
    assert [first.span.start, first.span.end] == gold["disclaimer"]["span"]
    assert (first.kind, first.scope) == (DisclaimerKind.PUBLISHER_NO_VERIFICATION, DisclaimerScope.ARTICLE)
    assert first.who == "The Syrian Observer"


def test_every_contradiction_of_the_gold_is_shown(text: str, gold: dict[str, Any]) -> None:
    conflicts = read(text).conflicts
    for number in range(6):
        spans = gold["inconsistencies"][number]["spans"]
        assert any(
            all(any(_iou([span.start, span.end], wanted) > 0.3 for span in one.spans) for wanted in spans[:2])
            for one in conflicts
        ), gold["inconsistencies"][number]["text"]
