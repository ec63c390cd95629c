"""Several servers of one desk that start at once: one makes the tables and the secret, the others find them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from verifier.config import from_environment
from verifier.kernel import migrating
from verifier.kernel.db import Database

AT_ONCE = 4


@pytest.mark.engines
def test_servers_that_start_at_once_migrate_once(empty_url: str) -> None:
    ready = Barrier(AT_ONCE)

    def start(_number: int) -> str | None:
        database = Database(empty_url)
        try:
            ready.wait()
            migrating.upgrade(database)
            return migrating.present(database)
        finally:
            database.dispose()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(start, range(AT_ONCE))) == {migrating.revisions()[-1]}


def test_servers_that_start_at_once_share_a_secret(tmp_path: Path) -> None:
    ready = Barrier(AT_ONCE)

    def start(number: int) -> str:
        given = {"VERIFIER_DATA": str(tmp_path / f"desk{number // AT_ONCE}")}
        ready.wait()
        return from_environment(given).secret_key

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(start, range(20 * AT_ONCE)))
    assert len(set(found)) == 20
    assert [path.name for path in (tmp_path / "desk0").iterdir()] == ["secret_key"]
