"""The bench of the search measures what the search does, beside its peer."""

import json
from pathlib import Path

from click.testing import CliRunner

from verifier.cli.bench import _search, bench
from verifier.cli.benches import searching
from verifier.matching.growth import QUESTIONS


def test_every_question_is_asked_at_every_size_and_told() -> None:
    found = searching.measure(sizes=(60, 300))["search"]
    assert [(row["question"], row["documents"]) for row in found["rows"]] == [
        (name, size) for size in (60, 300) for name, _ in QUESTIONS
    ]
    hits = {(row["question"], row["documents"]): int(row["hits"].strip("+")) for row in found["rows"]}
    assert hits["stop word", 300] > 240
    assert 5 < hits["common word", 300] < 60
    assert 0 < hits["two words", 300] <= hits["common word", 300]
    assert hits["prefix", 300] > 50
    assert hits["no hit", 300] == 0
    assert all(row["newest"] > 0 and row["like"] > 0 and row["newest_growth"] > 0 for row in found["rows"])
    lines = list(_search(json.loads(json.dumps(found))))
    assert "sqlite" in lines[0]
    assert sum(line.strip().startswith("phrase") for line in lines) == 2


def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.db'}"
    searching.measure(url=url, sizes=(60,))
    done = CliRunner().invoke(bench, ["search", "--url", url])
    assert done.exit_code != 0
    assert "in use" in done.output
