"""What is signed about the log, kept in a folder beside the database: whoever rewrites one must rewrite both.

``key`` holds the secret key in one line, ``checkpoints`` every signed checkpoint, oldest first, an empty line between
them. Nothing is ever removed from it; a witness's lines are added below the last one. ``witness`` tells how sending
them on went.
"""

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SIGNED = re.compile("^\u2014 [^\n]+\n", re.MULTILINE)
_TAIL = 4_096  # bytes that the last checkpoint certainly fits into


class Logbook:
    """The folder of checkpoints."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = folder / "checkpoints"

    def secret(self, make: Callable[[], str]) -> str:
        """The secret key in one line, the one that ``make`` gives at first use. Raises OSError where it is not kept."""
        path = self._folder / "key"
        if not path.exists():
            self._create(path, make() + "\n")
        return path.read_text(encoding="utf-8").strip()

    def _create(self, path: Path, words: str) -> None:
        """Write a file whole or not at all, unless somebody else did meanwhile."""
        with self._alone():
            if not path.exists():
                self._put(path, words)

    def _put(self, path: Path, words: str) -> None:
        draft = path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        self._sync_folder()

    @property
    def has_key(self) -> bool:
        """Whether anything was ever signed here."""
        return (self._folder / "key").exists()

    @property
    def written_at(self) -> float:
        """When the last checkpoint was written, in seconds since 1970; 0 where there is none."""
        return self._kept.stat().st_mtime if self._kept.exists() else 0.0

    def everything(self) -> str:
        """All checkpoints as they were written; empty where there are none."""
        try:
            return self._kept.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def last(self) -> str | None:
        """The newest checkpoint, None where there is none."""
        try:
            with self._kept.open("rb") as file:
                file.seek(max(0, self._kept.stat().st_size - _TAIL))
                parts = file.read().decode("utf-8", "replace").rstrip("\n").split("\n\n")
        except FileNotFoundError:
            return None
        return f"{parts[-2]}\n\n{parts[-1]}\n" if len(parts) > 1 else None

    def fill(self, kept: str) -> None:
        """Put back checkpoints that were kept elsewhere. Raises FileExistsError where there are some already."""
        with self._alone():
            if self.everything():
                raise FileExistsError(f"{self._kept} holds checkpoints already")
            self._put(self._kept, kept)

    def write(self, make: Callable[[str | None], str]) -> str:
        """Add what ``make`` signs, given the last checkpoint; on the disk before this returns it.

        One writer at a time, whatever process it is in. Nothing is added where ``make`` gives the last one back or
        raises. Raises OSError where it cannot be kept.
        """
        with self._alone():
            self._mend()
            last = self.last()
            note = make(last)
            if note == last:
                return note
            with self._kept.open("ab") as file:
                file.write((note if last is None else f"\n{note}").encode())
                file.flush()
                os.fsync(file.fileno())
            self._sync_folder()
            return note

    def cosign(self, note: str, lines: str) -> bool:
        """Add what a witness signed below the last checkpoint; False where that is not ``note`` any more.

        When the last checkpoint was written stays as it was. Raises OSError where it cannot be kept.
        """
        with self._alone():
            self._mend()
            if self.last() != note:
                return False
            written = self._kept.stat()
            with self._kept.open("ab") as file:
                file.write(lines.encode())
                file.flush()
                os.utime(file.fileno(), ns=(written.st_atime_ns, written.st_mtime_ns))
                os.fsync(file.fileno())
            return True

    def _mend(self) -> None:
        """Cut off a checkpoint that a crash left half written: it was never handed to anybody."""
        kept = self.everything()
        signed = [found.end() for found in _SIGNED.finditer(kept)]
        whole = kept[: signed[-1]] if signed else ""
        if whole != kept:
            self._put(self._kept, whole)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _sync_folder(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
