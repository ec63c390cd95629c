"""Contradictions within one text, and what only looks like one; all texts are invented.

``conflict_cases.jsonl`` holds a text a line, with the kind expected ("" for none) and words its places must hold.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from verifier.reading.reader import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "conflict_cases.jsonl").read_text(encoding="utf8").splitlines()
]
FOUND = [pytest.param(case, id=case["text"][:60]) for case in CASES if case["kind"]]
QUIET = [pytest.param(case, id=case["text"][:80]) for case in CASES if not case["kind"]]


@pytest.mark.parametrize("case", FOUND)
def test_a_contradiction_is_found_at_its_places(case: dict[str, Any]) -> None:
    text = case["text"]
    conflicts = [one for one in read(text).conflicts if one.kind == case["kind"]]
    assert conflicts, [(one.kind, one.text) for one in read(text).conflicts]
    places = [span.of(text) for span in conflicts[0].spans]
    for words in case["spans"]:
        assert any(words in place for place in places), places


@pytest.mark.parametrize("case", QUIET)
def test_what_agrees_is_left_alone(case: dict[str, Any]) -> None:
    assert [(one.kind, one.text) for one in read(case["text"]).conflicts] == []
