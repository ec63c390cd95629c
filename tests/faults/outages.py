"""A disk or a database that cannot do its part while the desk is at work: what people are told, and what is kept."""

import errno
import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from faults import ledger, shim
from faults.furnishing import add_tickets, furnished, hire, let_in
from faults.people import Answer, Browser
from faults.serving import Place, Server
from faults.shim import Shim
from sqlalchemy import func, make_url, select, text, update

from verifier.accounts.models import DeskSession
from verifier.accounts.types import Role
from verifier.kernel.db import Database
from verifier.provenance.models import Statement
from verifier.verdicts.models import Verdict

RESUMED_WITHIN = 1.0  # seconds after the fault
Fault = Callable[[], AbstractContextManager[None]]


@dataclass
class Told:
    """What one outage came to; every list holds what was not as promised."""

    engine: str
    name: str
    refused: int = 0
    resumed: float = 0.0
    tries: int = 0
    odd: list[str] = field(default_factory=list)
    not_kept: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    false_saved: list[str] = field(default_factory=list)
    findings: ledger.Findings = field(default_factory=ledger.Findings)

    @property
    def is_good(self) -> bool:
        """Whether everything was as promised."""
        wrong = self.odd or self.not_kept or self.unread or self.false_saved or self.findings.all()
        return self.refused > 0 and not wrong and self.resumed <= RESUMED_WITHIN

    def line(self) -> str:
        """The figures in one line."""
        wrong = [*self.odd, *self.not_kept, *self.unread, *self.false_saved, *self.findings.all()]
        return (
            f"{self.engine}: {self.name}: {self.refused} forms answered 503, {len(self.odd)} otherwise;"
            f" {len(self.not_kept)} lost what was typed, {len(self.unread)} pages unread,"
            f" {len(self.false_saved)} falsely saved; saving again after {self.resumed * 1000:.0f} ms,"
            f" at try {self.tries}; {self.findings.figures()}" + "".join(f"\n    {one}" for one in wrong[:10])
        )


@dataclass
class Scene:
    """A desk at work: a reviewer with a ticket in hand, an editor with a proposal to sign, and a running server."""

    place: Place
    database: Database
    reviewer: Browser
    editor: Browser
    ticket_id: int
    told: list[Told] = field(default_factory=list)

    def forms(self) -> dict[str, tuple[Browser, str, dict[str, str], str]]:
        """A form of each kind: who sends it, where to, what, and the words that must not be lost."""
        here, mark = f"/tickets/{self.ticket_id}", uuid4().hex
        self.place_words = [f"draft {mark}", f"source {mark}"]
        page = self.reviewer.get(here)
        draft = {
            **page.form(f"{here}/draft"),
            "rationale": self.place_words[0],
            "asked": "The guard.",
            "content": "unproven",
        }
        source = {
            **page.form(f"{here}/statements"),
            "stance": "refutes",
            "source": "Port Office",
            "source_kind": "state_body",
        }
        return {
            "draft": (self.reviewer, f"{here}/draft", draft, self.place_words[0]),
            "source": (
                self.reviewer,
                f"{here}/statements",
                {**source, "quote": self.place_words[1]},
                self.place_words[1],
            ),
            "take next": (self.editor, "/queue/next", {}, ""),
            "sign in": (
                Browser(self.reviewer.port),
                "/sign-in",
                {"email": f"{mark}@example.org", "password": mark},
                mark,
            ),
        }

    def saved(self) -> list[str]:
        """Words of the last forms that stand in the database."""
        with self.database.reading() as session:
            drafts = select(func.count()).select_from(Verdict).where(Verdict.rationale == self.place_words[0])
            quotes = select(func.count()).select_from(Statement).where(Statement.quote == self.place_words[1])
            counts = ((drafts, self.place_words[0]), (quotes, self.place_words[1]))
            return [words for count, words in counts if session.scalar(count)]

    def rest(self) -> None:
        """Let every session be unused for some minutes: the next page that is looked at notes its use."""
        with self.database.writing() as session:
            session.execute(update(DeskSession).values(seen_at=datetime.now(UTC) - timedelta(minutes=5)))


@contextmanager
def scene(place: Place, more: dict[str, str] | None = None) -> Iterator[tuple[Scene, Server]]:
    """Open a desk and set people to work."""
    desk, database = furnished(place)
    add_tickets(desk, 40, accepted=True)
    reviewing, editing = hire(desk, Role.REVIEWER, 1), hire(desk, Role.EDITOR, 1)
    try:
        with Server(place, more=more or {}) as server:
            reviewer, editor = let_in(reviewing, server.port)[0], let_in(editing, server.port)[0]
            taken = reviewer.send("/queue/next", {})
            yield Scene(place, database, reviewer, editor, int(taken.location.split("/")[2])), server
            reviewer.close()
            editor.close()
    finally:
        database.dispose()


def endure(at: Scene, name: str, fault: Fault, *, reads: bool = True) -> Told:
    """Put a desk through one outage. ``reads``: whether pages must go on being shown meanwhile."""
    told = Told(at.place.engine, name)
    at.rest()
    forms = at.forms()
    for who, _, _, _ in forms.values():
        if not who.token:  # somebody who has not signed in: the token of the page they opened before
            who.token = who.get("/sign-in").form("/sign-in")["csrf_token"]
    with fault():
        for what, (who, path, fields, words) in forms.items():
            letter = f"Dear editor, {words}".encode() if what == "source" else b""
            _refused(told, what, who.send(path, fields, letter), words)
        for who, path in _pages(at):
            answer = who.get(path)
            who.close()
            if answer.status != 200 and (reads or answer.status != 503):
                told.unread.append(f"{path}: {answer.status} {answer.words()[:80]}")
        ended = time.monotonic()
    forms["sign in"][0].close()
    told.false_saved = at.saved()
    who, path, fields, _ = forms["draft"]
    while time.monotonic() - ended < 10 * RESUMED_WITHIN:
        told.tries += 1
        answer = who.send(path, fields)
        told.resumed = time.monotonic() - ended
        if answer.status == 303:
            break
        time.sleep(0.02)
    if at.saved() != at.place_words[:1]:
        told.odd.append(f"saved at last: {at.saved()}; {answer.status} {answer.words()[:80]}")
    told.findings = ledger.check_whole(at.place, at.database)
    return told


def _refused(told: Told, what: str, answer: Answer, words: str) -> None:
    if answer.status != 503:
        told.odd.append(f"{what}: {answer.status} {answer.words()[:80]}")
        return
    told.refused += 1
    if words and words not in answer.text:
        told.not_kept.append(what)


def _pages(at: Scene) -> list[tuple[Browser, str]]:
    desk = [(at.reviewer, path) for path in ("/queue", f"/tickets/{at.ticket_id}", "/sources", "/account")]
    return [*desk, (at.editor, "/sign-off"), (at.editor, "/articles"), (Browser(at.reviewer.port), "/public")]


@contextmanager
def no_larger_files(server: Server) -> Iterator[None]:
    """Let no process of a server write any file, as if the disk were broken: the kernel's limit, without any shim."""
    pids = server.pids()
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Fill the disk that a folder lies on, to its last byte; only for a small disk of one's own."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A disk of its own in memory at a folder. Raises OSError where this may not be made (only root may)."""
    size = f"size={megabytes}m,mode=0700"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "verifier", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        raise PermissionError(errno.EPERM, "a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _elsewhere(url: str) -> Database:
    """The same server, but another database of it."""
    return Database(make_url(url).set(database="template1").render_as_string(hide_password=False))


@contextmanager
def _altered(url: str, wrong: str, right: str) -> Iterator[None]:
    name = make_url(url).database
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    other = _elsewhere(url)
    with other.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        try:
            connection.execute(text(f'ALTER DATABASE "{name}" {wrong}'))
            connection.execute(cut, {"name": name})
            yield
        finally:
            connection.execute(text(f'ALTER DATABASE "{name}" {right}'))
    other.dispose()


def unreachable(url: str) -> AbstractContextManager[None]:
    """Cut every connection to a PostgreSQL database, and let nobody connect again."""
    return _altered(url, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true")


def read_only(url: str) -> AbstractContextManager[None]:
    """Let a PostgreSQL database be read only, as a standby is."""
    return _altered(url, "SET default_transaction_read_only = on", "SET default_transaction_read_only = off")


def on_sqlite(place: Place, control: Path) -> Iterator[Told]:
    """Every outage that this machine can bring about, on SQLite."""
    more = None
    found = None
    if not shim.missing():
        found = Shim(place.folder, control)
        more = dict(found.environment)
    with scene(place, more) as (at, server):
        yield endure(at, "no file can be written (RLIMIT_FSIZE)", lambda: no_larger_files(server))
        for error in (errno.ENOSPC, errno.EROFS, errno.EIO) if found else ():
            name = f"{os.strerror(error)} ({errno.errorcode[error]})"
            yield endure(at, name, lambda code=error: found.failing(code))  # type: ignore[misc,union-attr]


def on_postgresql(place: Place) -> Iterator[Told]:
    """What can befall a PostgreSQL that serves a desk."""
    with scene(place) as (at, _server):
        yield endure(at, "the server takes no connections", lambda: unreachable(place.url), reads=False)
        yield endure(at, "the server is read-only", lambda: read_only(place.url))


def on_small_disk(place: Place, megabytes: int = 24) -> Told:
    """A disk that is truly full. Raises OSError where none can be made."""
    with small_disk(place.folder, megabytes), scene(place) as (at, _server):
        return endure(at, f"a disk of {megabytes} MB is full", lambda: full(place.folder))
