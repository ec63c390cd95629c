"""A secret in a file of its own in the data folder, made at first use."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file, in one line; the one that ``make`` gives where there is no file yet.

    However many processes come first at once, all get the same. Raises OSError where it cannot be kept or read.
    """
    if not path.exists():
        _create(path, make() + "\n")
    return path.read_text(encoding="utf-8").strip()


def _create(path: Path, words: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # whole or not at all, and never over one that is there
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
