"""A key is made once, whoever comes first, and is for its owner only."""

import secrets
import stat
import threading
from pathlib import Path

from verifier.outside.keyfile import kept_secret


def test_a_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert kept_secret(path, lambda: "first") == "first"
    assert kept_secret(path, lambda: "second") == "first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_who_come_first_at_once_get_the_same_key(tmp_path: Path) -> None:
    for number in range(20):
        found: list[str] = []
        start = threading.Barrier(6)

        def come(found: list[str] = found, start: threading.Barrier = start, name: str = f"key{number}") -> None:
            start.wait()
            found.append(kept_secret(tmp_path / name, secrets.token_hex))

        threads = [threading.Thread(target=come) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 6
        assert len(set(found)) == 1
    assert len(list(tmp_path.iterdir())) == 20  # no draft is left
