"""What stands between a server and its disk and clock: shim.c, compiled on the spot where there is a C compiler."""

import mmap
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

SOURCE: Final = Path(__file__).with_name("shim.c")


def missing() -> str:
    """Why there can be no shim on this machine; empty where there can."""
    if sys.platform != "linux":
        return "standing between a server and its disk is done for Linux only"
    return "" if shutil.which("cc") or shutil.which("gcc") else "no C compiler (Debian: apt-get install gcc libc6-dev)"


@cache
def compiled() -> Path:
    """The library, made once in a process."""
    made = Path(mkdtemp(prefix="verifier-shim-")) / "shim.so"
    compiler = shutil.which("cc") or "gcc"
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


@dataclass
class Shim:
    """The shim of one server."""

    folder: Path
    control: Path
    trace: Path | None = None

    def __post_init__(self) -> None:
        self.control.write_bytes(bytes(16))
        with self.control.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 16)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the server's processes are told."""
        told = {
            "LD_PRELOAD": str(compiled()),
            "FAULT_FOLDER": str(self.folder.resolve()),
            "FAULT_CONTROL": str(self.control),
        }
        return {**told, "FAULT_TRACE": str(self.trace)} if self.trace else told

    def set_clock(self, seconds: int) -> None:
        """Put the clock of the server forward or back, from what it truly is."""
        self._map[8:16] = struct.pack("q", seconds)

    @contextmanager
    def failing(self, error: int) -> Iterator[None]:
        """Let every change of a file in the folder fail with this errno."""
        self._map[:4] = struct.pack("i", error)
        try:
            yield
        finally:
            self._map[:4] = bytes(4)
