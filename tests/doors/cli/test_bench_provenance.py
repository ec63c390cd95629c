"""What the bench of provenance prints is what was measured."""

import json

from click.testing import CliRunner

from verifier.cli.benches.provenance import rows
from verifier.cli.main import group


def test_a_row_for_each_size_beside_a_floor_of_the_same_run() -> None:
    found = rows((10, 200))
    assert [row["statements"] for row in found] == [10, 200]
    assert all(row["independence_ms"] > row["floor_ms"] > 0 for row in found)


def test_the_bench_tells_every_size_and_how_sixty_compare_with_six() -> None:
    told = json.loads(CliRunner().invoke(group, ["bench", "provenance", "--json"]).output)
    assert [row["statements"] for row in told["graphs"]] == [10, 100, 1_000, 10_000]
    assert told["sixty_over_six"] > 0
