"""The short form of the losses of power, and that the simulation bites."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import power, shim
from faults.power import Event, after_loss
from faults.serving import Place

PAGE = b"x" * 1024


def test_only_what_was_synced_is_certainly_there() -> None:
    written = [Event("W", "a", 0, PAGE), Event("B", "a"), Event("W", "a", 1024, PAGE), Event("S", "a")]
    sizes = {len(after_loss({}, written, random.Random(seed))[0]["a"]) for seed in range(40)}  # noqa: S311
    assert min(sizes) == 1024  # the second write came after the sync began
    assert sizes >= {1024, 1536, 2048}  # lost, torn at a sector, and kept by luck
    unsynced = {len(after_loss({}, written[:2], random.Random(seed))[0].get("a", b"")) for seed in range(40)}  # noqa: S311
    assert 0 in unsynced


def test_a_file_cut_short_and_renamed_is_followed() -> None:
    events = [
        Event("W", "new", 0, b"abcdef"), Event("T", "new", 3), Event("B", "new"), Event("S", "new"),
        Event("R", "new", bytes=b"kept"), Event("B", "folder"), Event("S", "folder"),
    ]  # fmt: skip
    files, unsynced = after_loss({"kept": b"old"}, events, random.Random(1))  # noqa: S311
    assert (files, unsynced) == ({"kept": b"abc"}, 0)


@pytest.fixture
def trace(tmp_path: Path) -> Iterator[Path]:
    """A trace with every sort of line."""
    path = tmp_path / "trace"
    path.write_bytes(b"W /d/a\t4\t3\nx\nyT /d/a\t2\nB /d/a\nS /d/a\nA 7\nU /d/a\nR /d/b\t/d/c\n")
    return iter([path])


def test_a_trace_is_read_as_it_was_written(trace: Iterator[Path]) -> None:
    assert power.read_trace(next(trace)) == [
        Event("W", "/d/a", 4, b"x\ny"), Event("T", "/d/a", 2), Event("B", "/d/a"), Event("S", "/d/a"),
        Event("A", "", 7), Event("U", "/d/a"), Event("R", "/d/b", bytes=b"/d/c"),
    ]  # fmt: skip


def test_what_was_acknowledged_is_there_after_loss_of_power(tmp_path: Path) -> None:
    if shim.missing():
        pytest.skip(shim.missing())
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    losses = power.run(Place(folder), moments=6, changes=20)
    assert losses.is_good, losses.line()
