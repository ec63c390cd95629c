"""What a bench prints is what was measured."""

from click.testing import CliRunner

from verifier.cli.benches_provenance import provenance, rows


def test_a_row_for_each_size_beside_a_floor_of_the_same_run() -> None:
    found = rows((10, 200))
    assert [row["statements"] for row in found] == [10, 200]
    assert all(row["independence_ms"] > row["floor_ms"] > 0 for row in found)


def test_the_bench_of_provenance_prints_every_size_and_the_ratio_of_sixty_to_six() -> None:
    told = CliRunner().invoke(provenance).output
    assert all(f"{size:,} " in told for size in (10, 100, 1_000, 10_000))
    assert "times as long as 6" in told
