"""The process in which a page is taken apart: little memory, little time, no network, no file to write.

Reads one line of JSON (``url``) and the page in UTF-8 from standard input, writes one JSON object to standard output.
Started by ``documents`` by its path in isolated mode, so it finds the house by its own place and not by a setting.
"""

import contextlib
import json
import logging
import sys
from pathlib import Path
from typing import Any, Final

MEMORY: Final = 600 * 1024 * 1024
CPU_SECONDS: Final = 10

_FORBIDDEN: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "shutil.",
    "ctypes.dlopen",
)


def bound() -> None:
    """Limits that the kernel keeps, where this system knows them."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, 0))
    for kind, most in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid() -> None:
    """From here on Python code in this process opens no connection, starts no program and writes no file."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def main() -> None:
    """Read, take apart, answer. A failure of any kind ends the process with a code that is not 0."""
    bound()
    sys.dont_write_bytecode = True
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from verifier.outside.pages import read_page

    logging.disable(logging.CRITICAL)
    request = json.loads(sys.stdin.buffer.readline())
    html = sys.stdin.buffer.read().decode("utf-8")
    forbid()
    answer = json.dumps(read_page(html, request["url"]), ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
