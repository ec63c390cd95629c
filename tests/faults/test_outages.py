"""The short form of the outages: a disk or a database fails under a desk at work, and is well again."""

from pathlib import Path

import pytest
from faults import outages, shim
from faults.serving import Place


@pytest.fixture
def told(place: Place, tmp_path: Path) -> list[outages.Told]:
    """What each outage of this engine came to."""
    if place.engine == "SQLite":
        return list(outages.on_sqlite(place, tmp_path / "control"))
    return list(outages.on_postgresql(place))


def test_nothing_is_lost_or_falsely_saved_and_service_resumes(told: list[outages.Told]) -> None:
    assert all(one.is_good for one in told), "\n".join(one.line() for one in told)
    assert len(told) >= 2 or shim.missing()
    if shim.missing() and told[0].engine == "SQLite":
        pytest.skip(f"only one outage could be tried: {shim.missing()}")
