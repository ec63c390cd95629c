"""What the short form of each run needs: a place on the engine of the leg, with an empty, migrated database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.people import Browser
from faults.serving import Place


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Place:
    """A place for real servers; a SQLite file lies in its folder."""
    return Place(tmp_path, database_url)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Browsers that a failed test left open are closed."""
    yield
    for browser in list(Browser.every):
        browser.close()
