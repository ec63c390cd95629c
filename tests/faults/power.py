"""Loss of power, on SQLite: what a disk may hold at any moment, made from what was written and what was synced.

A real server works while shim.c notes each change of a file in its data folder, and each sync. Afterwards any moment
can be taken: what was written before a sync that was done by then is on the disk; of all that came later, each write
may be there, may not, or may be torn at a sector, whatever the order. Whoever was told before that moment that a
change is saved must find it. Changes of names (rename, remove) come in their order, as a journaling file system keeps
them. Originals in the evidence store are not looked at: they are synced before the transaction that names them.
"""

import random
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from faults import ledger
from faults.furnishing import add_tickets, furnished, hire, let_in
from faults.journal import Deed, Journal, Outcome
from faults.serving import Place, Server
from faults.shim import Shim
from faults.writers import Editor, Reviewer, Work, Writer

from verifier.accounts.types import Role
from verifier.kernel.db import Database

SECTOR: Final = 512  # bytes that a disk writes whole
EDITORS: Final = 4


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trace: W(rite), T(runcate), U(nlink), R(ename), B(egin) and S(ynced), A(cknowledged)."""

    kind: str
    path: str
    number: int = 0  # offset, length, or which deed was acknowledged
    bytes: bytes = b""


@dataclass
class Losses:
    """What a run of losses of power came to."""

    engine: str
    moments: int
    events: int
    syncs: int
    acknowledged: int = 0
    unsynced: int = 0
    findings: ledger.Findings = field(default_factory=ledger.Findings)

    @property
    def is_good(self) -> bool:
        """Whether every acknowledged change was there after each loss."""
        return self.acknowledged > 0 and self.unsynced > 0 and not self.findings.all()

    def line(self) -> str:
        """The figures in one line."""
        wrong = "".join(f"\n    {one}" for one in self.findings.all()[:10])
        return (
            f"{self.engine}: loss of power at {self.moments} moments of {self.events} writes and syncs ({self.syncs}"
            f" syncs; {self.unsynced} unsynced writes dropped, kept or torn): {self.acknowledged} acknowledged changes"
            f" looked for; {self.findings.figures()}{wrong}"
        )


def read_trace(path: Path) -> list[Event]:
    """The trace of a run, in order."""
    raw, found, at = path.read_bytes(), [], 0
    while at < len(raw):
        end = raw.index(b"\n", at)
        kind, _, rest = raw[at:end].decode().partition(" ")
        name, *numbers = rest.split("\t")
        at = end + 1
        if kind == "W":
            length = int(numbers[1])
            found.append(Event(kind, name, int(numbers[0]), raw[at : at + length]))
            at += length
        elif kind == "R":
            found.append(Event(kind, name, bytes=numbers[0].encode()))
        elif kind == "A":
            found.append(Event(kind, "", int(name)))
        else:
            found.append(Event(kind, name, int(numbers[0]) if numbers else 0))
    return found


def durable_before(events: Sequence[Event]) -> dict[str, int]:
    """By file: the place in the trace before which all that was written to it is on the disk."""
    begun: dict[str, list[int]] = defaultdict(list)
    found: dict[str, int] = {}
    for place, event in enumerate(events):
        if event.kind == "B":
            begun[event.path].append(place)
        elif event.kind == "S" and begun[event.path]:
            found[event.path] = max(found.get(event.path, 0), begun[event.path].pop(0))
    return found


def after_loss(base: dict[str, bytes], events: Sequence[Event], chance: random.Random) -> tuple[dict[str, bytes], int]:
    """The files that a disk may hold after these events, and how many writes were not synced."""
    files = {name: bytearray(raw) for name, raw in base.items()}
    durable = durable_before(events)
    anything = max(durable.values(), default=0)
    cut = chance.randint(anything, len(events))  # changes of names up to here are in the file system's journal
    mood, unsynced = chance.choice((0.0, 0.5, 1.0)), 0
    for place, event in enumerate(events):
        if event.kind in {"U", "R"}:
            if place < max(cut, anything):
                _rename(files, event)
            continue
        if event.kind not in {"W", "T"}:
            continue
        raw = event.bytes
        if place >= durable.get(event.path, 0):
            unsynced += 1
            if chance.random() >= mood:
                continue
            if event.kind == "W" and chance.random() < 0.3:
                raw = raw[: chance.randrange(0, len(raw) + 1, SECTOR)]
        file = files.setdefault(event.path, bytearray())
        if event.kind == "T":
            del file[event.number :]
        file.extend(bytes(max(0, event.number - len(file))))
        if event.kind == "W":
            file[event.number : event.number + len(raw)] = raw
    return {name: bytes(file) for name, file in files.items()}, unsynced


def _rename(files: dict[str, bytearray], event: Event) -> None:
    moved = files.pop(event.path, None)
    if event.kind == "R" and moved is not None:
        files[event.bytes.decode()] = moved


@dataclass
class Noted(Journal):
    """A journal that also notes in the trace when a change was acknowledged."""

    trace: Path = Path()

    def note(self, deed: Deed, seconds: float = 0.0, words: str = "") -> None:
        """Keep a deed, and its place among the writes."""
        with self.lock:
            number = len(self.deeds)
            self.deeds.append(deed)
            self.counts[deed.outcome] += 1
            if deed.outcome is Outcome.DONE:
                with self.trace.open("ab", buffering=0) as file:
                    file.write(f"A {number}\n".encode())


def run(place: Place, *, moments: int = 60, writers: int = 16, changes: int = 300, seed: int = 1) -> Losses:
    """Let ``writers`` make ``changes``, then look at the disk as it may be after a loss of power at ``moments``."""
    chance = random.Random(seed)  # noqa: S311
    beside = place.folder.parent
    desk, database = furnished(place)
    work = Work(add_tickets(desk, 60, accepted=False), Noted(trace=beside / "trace"))
    staff = [hire(desk, Role.REVIEWER, max(1, writers - EDITORS)), hire(desk, Role.EDITOR, min(EDITORS, writers - 1))]
    with Server(place) as server:
        browsers = [let_in(one, server.port) for one in staff]
    since = ledger.log_size(database)
    database.dispose()
    base = _files(place.folder)
    shim = Shim(place.folder, beside / "control", beside / "trace")
    people: list[Writer] = []
    for kind, one, opened in zip((Reviewer, Editor), staff, browsers, strict=True):
        for person, browser in zip(one.people, opened, strict=True):
            browser.close()
            people.append(kind(f"p{len(people)}", person.id, browser, work, random.Random(len(people))))  # noqa: S311
    with Server(place, port=people[0].browser.port, more=shim.environment) as server:
        _work(people, work, changes)
        for one in people:
            one.browser.close()
    events = read_trace(beside / "trace")
    syncs = sum(1 for event in events if event.kind == "S")
    losses = Losses(place.engine, moments, len(events), syncs)
    for moment in sorted(chance.sample(range(1, len(events)), min(moments, len(events) - 1))):
        files, unsynced = after_loss(base, events[:moment], chance)
        losses.unsynced += unsynced
        told = {event.number for event in events[:moment] if event.kind == "A"}
        losses.acknowledged += len(told)
        losses.findings.add(_look(place, files, work.journal.deeds, told, since))
    return losses


def _files(folder: Path) -> dict[str, bytes]:
    root = folder.resolve()
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file() and "-shm" not in path.name}


def _work(people: list[Writer], work: Work, changes: int, longest: float = 120.0) -> None:
    over = time.monotonic() + longest
    with ThreadPoolExecutor(len(people)) as pool:
        working = [pool.submit(one.run) for one in people]
        while work.journal.count(Outcome.DONE) < changes and time.monotonic() < over:
            if all(one.done() for one in working):
                break
            time.sleep(0.01)
        work.over.set()
        for one in working:
            one.result(timeout=60)


def _look(place: Place, files: dict[str, bytes], deeds: Sequence[Deed], told: set[int], since: int) -> ledger.Findings:
    """Put the files into a folder of their own, open the desk there, and hold it against what people were told."""
    root = place.folder.resolve()
    with TemporaryDirectory(prefix="verifier-power-") as folder:
        after = Place(Path(folder) / "data")
        for name, raw in files.items():
            path = after.folder / Path(name).relative_to(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        database = Database(after.url)
        try:
            found = ledger.check_whole(after, database)
            with database.reading() as session:
                known = list(_as_told(deeds, told))
                found.add(ledger.check_deeds(session, known, since))
        finally:
            database.dispose()
            shutil.rmtree(after.folder, ignore_errors=True)
    return found


def _as_told(deeds: Sequence[Deed], told: set[int]) -> Iterator[Deed]:
    """What people knew at that moment: whoever was not answered by then knows nothing."""
    for number, deed in enumerate(deeds):
        if deed.outcome is Outcome.DONE and number not in told:
            yield replace(deed, outcome=Outcome.UNKNOWN)
        else:
            yield deed
