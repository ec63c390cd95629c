"""Real servers of the desk on loopback: started as an operator starts them, killed without warning, started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from verifier.kernel import migrating
from verifier.kernel.db import Database

FRONT_DOOR = Path(__file__).resolve().parents[2] / "app.py"
HOST = "127.0.0.1"
START = 60.0  # seconds a busy machine may take


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk lives: its data folder and its database."""

    folder: Path
    database_url: str = ""

    @property
    def url(self) -> str:
        """The address of the database; a SQLite file in the folder where none was given."""
        return self.database_url or f"sqlite:///{self.folder / 'verifier.db'}"

    @property
    def engine(self) -> str:
        """The engine's name for a table."""
        return "PostgreSQL" if self.url.startswith("postgresql") else "SQLite"

    def environment(self) -> dict[str, str]:
        """What a process of this desk is told."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VERIFIER_")}
        kept.pop("SECRET_KEY", None)
        return {**kept, "VERIFIER_DATA": str(self.folder), "DATABASE_URL": self.url}

    def migrated(self) -> Database:
        """The database at its newest migration."""
        database = Database(self.url)
        migrating.upgrade(database)
        return database

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the desk here."""
        return subprocess.run(
            [sys.executable, str(FRONT_DOOR), *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )


@dataclass
class Server:
    """One server with its worker, in a process group of its own."""

    place: Place
    port: int = field(default_factory=free_port)
    more: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    @property
    def log(self) -> Path:
        """What the processes of this server say."""
        return self.place.folder.parent / f"{self.place.folder.name}-server-{self.port}.log"

    def start(self, *, wait: bool = True) -> float:
        """Start and wait until it answers; the seconds that took."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(FRONT_DOOR), "serve", "--port", str(self.port)],
                env={**self.place.environment(), **self.more},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if wait:
            self.wait()
        return time.monotonic() - begun

    def wait(self) -> None:
        """Wait until it answers. Raises RuntimeError with its words where it ended instead."""
        over = time.monotonic() + START
        while time.monotonic() < over and self.process is not None and self.process.poll() is None:
            probe = http.client.HTTPConnection(HOST, self.port, timeout=START)
            try:
                probe.request("GET", "/")
                probe.getresponse().read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
            else:
                return
            finally:
                probe.close()
        raise RuntimeError(f"the server does not answer:\n{self.said()[-4000:]}")

    def said(self) -> str:
        """Everything it said."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def pids(self) -> list[int]:
        """The processes of its group, where this machine tells them; else the first alone."""
        if self.process is None:
            return []
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = path.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(words[2]) == self.process.pid and words[0] != "Z":
                found.append(int(path.parent.name))
        return found or [self.process.pid]

    def kill(self) -> None:
        """Kill the whole group at once, as loss of the machine would, and wait until all of it is gone."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        over = time.monotonic() + 5
        while self.pids() != [self.process.pid] and time.monotonic() < over:
            time.sleep(0.01)
        self.process = None
