"""Killing the desk at work, again and again, and asking each time whether it kept its word."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from faults import ledger
from faults.furnishing import add_tickets, furnished, hire, let_in
from faults.journal import Journal, Outcome
from faults.serving import Place, Server
from faults.writers import Editor, Reviewer, Work, Writer

from verifier.accounts.types import Role

RESERVE = 60  # proposed tickets that lie ready before each cycle
EDITORS = 4  # of sixteen
LONGEST = 20.0  # seconds of work in a cycle
JITTER = 0.06  # seconds
WHOLE_EVERY = 20  # cycles between two looks at the whole log


@dataclass
class Tally:
    """What a run of cycles came to."""

    engine: str
    servers: int
    writers: int
    cycles: int = 0
    journal: Journal = field(default_factory=Journal)
    findings: ledger.Findings = field(default_factory=ledger.Findings)
    restarts: list[float] = field(default_factory=list)
    seconds: float = 0.0
    entries: int = 0

    @property
    def is_good(self) -> bool:
        """Whether the desk kept its word, and answered nobody with an error."""
        worked = self.journal.count(Outcome.DONE) >= self.cycles
        return worked and not self.findings.all() and not self.journal.broken

    def line(self) -> str:
        """The figures in one line."""
        told = {outcome: self.journal.count(outcome) for outcome in Outcome}
        return (
            f"{self.engine}: {self.cycles} x kill -9, {self.writers} writers, {self.servers} server(s):"
            f" {told[Outcome.DONE]} changes acknowledged, {told[Outcome.UNKNOWN]} cut off, {told[Outcome.REFUSED]}"
            f" refused, {told[Outcome.BROKEN]} answered 5xx; {self.findings.figures()};"
            f" {self.entries} entries; restart at most {max(self.restarts, default=0):.1f} s;"
            f" {self.seconds:.0f} s in all"
        )


def run(
    place: Place,
    *,
    cycles: int,
    writers: int = 16,
    servers: int = 1,
    seed: int = 1,
    most: int = 40,
    tell: Callable[[str], object] = lambda _line: None,
) -> Tally:
    """Kill ``servers`` on one database ``cycles`` times at random moments under ``writers``.

    A moment is some milliseconds after a change, the first to the ``most``-th since the start: so a busy machine, too,
    does some work in each cycle.
    """
    chance = random.Random(seed)  # noqa: S311
    desk, database = furnished(place)
    tally = Tally(place.engine, servers, writers)
    begun = time.monotonic()
    editors = max(1, writers * EDITORS // 16)
    reviewing = hire(desk, Role.REVIEWER, writers - editors)
    editing = hire(desk, Role.EDITOR, editors, password=True)
    running = [Server(place) for _ in range(servers)]
    work = Work([], tally.journal)
    people: list[Writer] = []
    try:
        for cycle in range(cycles):
            _supply(desk, work)
            tally.restarts.append(max(_start(running)))
            if not people:
                people = _people(reviewing, editing, running, work, seed)
            since, done_before = ledger.log_size(database), len(tally.journal.deeds)
            _work_until_killed(people, running, work.journal, chance.randint(1, most), chance.uniform(0, JITTER))
            ledger.settle(database)
            with database.reading() as session:
                deeds = tally.journal.deeds
                found = ledger.check_deeds(session, deeds[done_before:], since, deeds[:done_before])
            if (cycle + 1) % WHOLE_EVERY == 0 or cycle + 1 == cycles:
                found.add(ledger.check_whole(place, database))
                tell(f"  cycle {cycle + 1}: {tally.journal.count(Outcome.DONE)} acknowledged, {found.figures()}")
            tally.findings.add(found)
            tally.cycles += 1
    finally:
        for one in people:
            one.browser.close()
        for server in running:
            server.kill()
        tally.entries = ledger.log_size(database)
        database.dispose()
    tally.seconds = time.monotonic() - begun
    return tally


def _start(servers: list[Server]) -> list[float]:
    for server in servers:
        server.start(wait=False)
    begun = time.monotonic()
    for server in servers:
        server.wait()
    return [time.monotonic() - begun]


def _supply(desk: object, work: Work) -> None:
    short = RESERVE - len(work.proposed)
    if short > 0:
        work.proposed.extend(add_tickets(desk, short, accepted=False))  # type: ignore[arg-type]


def _people(reviewing: object, editing: object, servers: list[Server], work: Work, seed: int) -> list[Writer]:
    people: list[Writer] = []
    for kind, staff in ((Reviewer, reviewing), (Editor, editing)):
        for person, browser in zip(staff.people, let_in(staff, servers[0].port), strict=True):  # type: ignore[attr-defined]
            place = len(people)
            browser.move(servers[place % len(servers)].port)
            chance = random.Random(seed * 1000 + place)  # noqa: S311
            people.append(kind(f"w{place}", person.id, browser, work, chance))
    return people


def _work_until_killed(
    people: list[Writer], servers: list[Server], journal: Journal, changes: int, jitter: float
) -> None:
    """Let everybody work, kill every server some moments after so many changes, and wait until everybody noticed."""
    wanted, over = journal.count(Outcome.DONE) + changes, time.monotonic() + LONGEST
    with ThreadPoolExecutor(len(people)) as pool:
        working = [pool.submit(one.run) for one in people]
        while journal.count(Outcome.DONE) < wanted and time.monotonic() < over:
            time.sleep(0.005)
        time.sleep(jitter)
        for server in servers:
            server.kill()
        for one in working:
            one.result(timeout=60)  # a writer that failed by itself is a fault of this program
