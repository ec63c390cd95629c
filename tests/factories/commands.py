"""The commands as whoever holds the machine runs them, without the second that a new process needs to begin."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from verifier.cli.main import main


@contextmanager
def elsewhere(folder: Path) -> Iterator[None]:
    """Be in a folder, and back."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run_command(
    words: tuple[str, ...], folder: Path, environment: dict[str, str], given: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run ``python app.py`` with these words, in this folder and environment; what it printed and how it ended."""
    told, complained = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    typed = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    code = 0
    with (
        patch.object(sys, "argv", ["app.py", *words]),
        patch.object(sys, "stdin", typed),
        patch.dict(os.environ, environment),
        elsewhere(folder),
        redirect_stdout(told),
        redirect_stderr(complained),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    for stream in (told, complained):
        stream.flush()
    out, err = (one.buffer.getvalue().decode() for one in (told, complained))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(words, code, out, err)
