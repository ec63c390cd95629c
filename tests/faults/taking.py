"""Many people press “Take next” at once, through the pages of one or more servers."""

import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from faults import ledger
from faults.furnishing import add_tickets, furnished, hire, let_in
from faults.journal import Journal
from faults.people import Browser
from faults.serving import Place, Server
from sqlalchemy import func, select

from verifier.accounts.types import Role
from verifier.kernel.db import Database
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState

BATCH = 100  # tickets of one article


@dataclass
class Taken:
    """What a run came to. ``by_person`` are the tickets that each was told are theirs, by their account."""

    engine: str
    servers: int
    workers: int
    tickets: int
    by_person: dict[int, list[int]]
    empty: Counter[int]
    other: list[str]
    seconds: list[float]
    lasted: float
    held: int
    findings: ledger.Findings = field(default_factory=ledger.Findings)

    @property
    def is_good(self) -> bool:
        """Whether each ticket went to one person, and each person was told once that nothing is left."""
        told = [ticket for mine in self.by_person.values() for ticket in mine]
        every_once = len(told) == len(set(told)) == self.tickets == self.held
        told_empty = len(self.empty) == self.workers and set(self.empty.values()) == {1}
        return every_once and told_empty and not self.other and not self.findings.all()

    def line(self) -> str:
        """The figures in one line."""
        told = [ticket for mine in self.by_person.values() for ticket in mine]
        twice = len(told) - len(set(told))
        cuts = statistics.quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [0.0] * 99
        fewest, most = min(map(len, self.by_person.values())), max(map(len, self.by_person.values()))
        return (
            f"{self.engine}: take next, {self.workers} workers, {self.tickets} tickets, {self.servers} server(s):"
            f" {len(told)} assigned, {twice} twice, {sum(self.empty.values())} told “empty”, {len(self.other)} other"
            f" answers; {self.findings.figures()}; {len(told) / self.lasted:.0f}/s, p50 {cuts[49] * 1000:.0f} ms,"
            f" p99 {cuts[98] * 1000:.0f} ms, {fewest} to {most} each"
        )


def run(place: Place, *, workers: int = 64, tickets: int = 1_000, servers: int = 1) -> Taken:
    """Let ``workers`` take the next ticket until each was told that nothing is open."""
    desk, database = furnished(place)
    for begun in range(0, tickets, BATCH):
        add_tickets(desk, min(BATCH, tickets - begun), accepted=True)
    staff = hire(desk, Role.REVIEWER, workers)
    running = [Server(place) for _ in range(servers)]
    journal, empty, other = Journal(), Counter[int](), list[str]()
    try:
        for server in running:
            server.start()
        browsers = let_in(staff, running[0].port)
        for place_, browser in enumerate(browsers):
            browser.move(running[place_ % servers].port)
        begun_at = time.monotonic()
        with ThreadPoolExecutor(workers) as pool:
            done = list(pool.map(take_all, browsers))
        for browser in browsers:
            browser.close()
        lasted = time.monotonic() - begun_at
        by_person = {}
        for person, (mine, is_empty, odd, seconds) in zip(staff.people, done, strict=True):
            by_person[person.id] = mine
            empty[person.id] += is_empty
            other.extend(odd)
            journal.seconds.extend(seconds)
        findings = ledger.check_whole(place, database)
        return Taken(
            place.engine, servers, workers, tickets, by_person, empty, other, journal.seconds, lasted,
            _held(database), findings,
        )  # fmt: skip
    finally:
        for server in running:
            server.kill()
        database.dispose()


def take_all(browser: Browser) -> tuple[list[int], int, list[str], list[float]]:
    """Take tickets until there is none: those taken, how often one was told so, other answers, seconds of each."""
    mine: list[int] = []
    odd: list[str] = []
    seconds: list[float] = []
    while len(odd) < 5:
        begun = time.monotonic()
        answer = browser.send("/queue/next", {})
        seconds.append(time.monotonic() - begun)
        if answer.status == 303 and answer.location.startswith("/tickets/"):
            mine.append(int(answer.location.split("/")[2]))
        elif answer.status == 303 and answer.location.startswith("/queue"):
            return mine, 1, odd, seconds
        else:
            odd.append(f"{answer.status} {answer.words()[:120]}")
    return mine, 0, odd, seconds


def _held(database: Database) -> int:
    with database.reading() as session:
        held = select(func.count()).select_from(Ticket)
        return session.scalar(held.where(Ticket.state == TicketState.IN_PROGRESS, Ticket.assignee_key > 0)) or 0
