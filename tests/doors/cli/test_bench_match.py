"""The bench of matching: what it prints was measured, and its scores are those of the shared definition."""

import importlib.util
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli.bench import SHOWN
from verifier.cli.benches import matching
from verifier.cli.benches.ranking import Ranked, answered, average_precision, figures
from verifier.cli.main import group

SCORER = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "matching" / "score_matching.py"


def test_scores_are_those_of_the_definition() -> None:
    found = Ranked((False, True, True, False, False, True), 3, 0.9, 0.2)
    assert average_precision(found, 5) == pytest.approx((1 / 2 + 2 / 3) / 3)
    right, wrong = Ranked((True,), 1, 0.9, 0.5), Ranked((False,), 1, 0.95, 0.4)
    assert answered([right, wrong], 0.9) == 0
    assert answered([right, wrong], 0.5) == 0.5
    assert answered([right, right], 0.9) == 1
    assert answered([], 0.9) == 0
    assert figures([right, wrong])["first_right"] == 0.5


def test_scores_are_those_of_the_shared_scorer() -> None:
    if not SCORER.exists():
        pytest.skip("the shared scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score_matching", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    chance = random.Random(3)  # noqa: S311
    asked, run, answers = [], {}, []
    for number in range(60):
        ids = [f"c{one}" for one in chance.sample(range(40), 25)]
        right = chance.sample([*ids[:8], "missing"], chance.choice([1, 1, 2]))
        best, without = chance.random(), chance.random() * 0.6
        asked.append({"id": f"q{number}", "relevant": right})
        run[f"q{number}"] = {"ranked": ids, "top": best, "top_without": without}
        answers.append(Ranked(tuple(one in right for one in ids[:20]), len(right), best, without))
    theirs, ours = scorer.score(asked, run)["all"], figures(answers)
    wanted = {"map_5": "MAP@5", "first_right": "P@1", "recall_20": "R@20", "answered_at_90": "R@P90"}
    assert ours == pytest.approx({mine: theirs[name] for mine, name in wanted.items()})


def test_latency_and_quality_are_told_with_their_peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "ASKED", 8)
    assert "NOT RUN" in "".join(SHOWN["ranking"](None))
    rows = [{"id": f"c{one}", "set": "snopes", "claim": f"The story {one} of Mount {one * 7}"} for one in range(12)]
    asked = [
        {"id": f"q{one}", "set": "snopes", "text": f"Mount {one * 7}: story {one}!", "relevant": [f"c{one}"]}
        for one in range(12)
    ]
    for name, lines in (("corpus", rows), ("dev", asked)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told = CliRunner().invoke(group, ["bench", "match", "--data", str(tmp_path), "--sizes", "30,60", "--json"])
    found = json.loads(told.output)
    assert [row["claims"] for row in found["likeness"]] == [30, 60]
    assert all(row["ours_p95_ms"] >= row["ours_p50_ms"] > 0 < row["peer_p50_ms"] for row in found["likeness"])
    assert {row["engine"] for row in found["ranking"]} == {matching.OURS, matching.PEER}
    best = next(row for row in found["ranking"] if row["engine"] == matching.OURS and row["which"] == "all")
    assert best["texts"] == 12
    assert best["map_5"] > 0.9
