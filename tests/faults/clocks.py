"""A clock that is set back or forward while the desk is at work: order, sessions and the log must not mind."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from factories.desk import Desk
from faults import ledger
from faults.furnishing import Staff, add_tickets, furnished, hire
from faults.journal import Journal, Kind, Outcome
from faults.people import Browser
from faults.serving import Place, Server
from faults.shim import Shim
from faults.writers import Editor, Reviewer, Work
from sqlalchemy import select

from verifier.accounts import actions as accounts
from verifier.accounts.models import Account
from verifier.accounts.types import LinkPurpose, Person, Role
from verifier.audit.models import Entry

DAY: Final = 86_400
STEPS: Final = (0, -DAY, 0, 400 * DAY, 0, 3_600, -60, 0)  # seconds from the true time


@dataclass
class Steps:
    """What a run of steps came to; ``odd`` holds what was not as promised."""

    engine: str
    steps: int
    signed: int = 0
    ended: int = 0
    backwards: int = 0
    odd: list[str] = field(default_factory=list)
    findings: ledger.Findings = field(default_factory=ledger.Findings)

    @property
    def is_good(self) -> bool:
        """Whether the desk worked after each step and its log holds."""
        return self.signed >= self.steps and self.backwards > 0 and not self.odd and not self.findings.all()

    def line(self) -> str:
        """The figures in one line."""
        wrong = "".join(f"\n    {one}" for one in self.odd + self.findings.all())
        return (
            f"{self.engine}: {self.steps} steps of the clock from -1 to +400 days: {self.signed} tickets worked and"
            f" signed, {self.ended} sessions from another time ended, {self.backwards} entries earlier than the one"
            f" before them; {self.findings.figures()}{wrong}"
        )


def run(place: Place, control: Path, *, steps: Sequence[int] = STEPS) -> Steps:
    """Work a ticket from its claim to its signature after each step of the clock."""
    desk, database = furnished(place)
    work = Work(add_tickets(desk, 2 * len(steps), accepted=False), Journal())
    found = Steps(place.engine, len(steps))
    staff = [hire(desk, Role.REVIEWER, 1), hire(desk, Role.EDITOR, 1)]
    shim = Shim(place.folder, control)
    since, before = ledger.log_size(database), 0
    browsers: list[Browser] = []
    try:
        with Server(place, more=shim.environment) as server:
            for step in steps:
                shim.set_clock(step)
                found.ended += _old_sessions(found, browsers, step - before)
                _close(browsers)
                browsers = [_enter(desk, one, server.port, step) for one in staff]
                _work_one(found, browsers, [one.people[0] for one in staff], work)
                before = step
            _close(browsers)
        with database.reading() as session:
            found.findings.add(ledger.check_deeds(session, work.journal.deeds, since))
            moments = session.scalars(select(Entry.at).order_by(Entry.seq)).all()
        found.backwards = sum(1 for one, after in pairwise(moments) if after < one)
        found.findings.add(ledger.check_whole(place, database))
    finally:
        database.dispose()
    checked = place.command("verify-audit")
    if checked.returncode:
        found.odd.append(f"verify-audit: {checked.stderr[:300]}")
    return found


def _close(browsers: list[Browser]) -> None:
    for one in browsers:
        one.close()


def _enter(desk: Desk, staff: Staff, port: int, step: int) -> Browser:
    """Sign in with a link that was made at the time that the server now believes in."""
    browser, now = Browser(port), datetime.now(UTC) + timedelta(seconds=step)
    with desk.database.writing() as session:
        account = session.get_one(Account, staff.people[0].id)
        link = accounts.make_link(session, account, purpose=LinkPurpose.SIGN_IN, by=None, now=now)
    browser.sign_in(link)
    return browser


def _old_sessions(found: Steps, browsers: list[Browser], step: int) -> int:
    """How many sessions ended by a step; a small one ends none, and nobody stays signed in over a large one."""
    ended = sum(1 for one in browsers if one.get("/account").status != 200)
    expected = len(browsers) if not -300 < step < 7_200 else 0
    if browsers and ended != expected:
        found.odd.append(f"{ended} of {len(browsers)} sessions ended by a step of {step} s")
    return ended


def _work_one(found: Steps, browsers: list[Browser], people: list[Person], work: Work) -> None:
    chance = random.Random(len(work.journal.deeds))  # noqa: S311
    reviewer = Reviewer(f"c{len(work.journal.deeds)}", people[0].id, browsers[0], work, chance)
    editor = Editor(f"e{len(work.journal.deeds)}", people[1].id, browsers[1], work, chance)
    begun = len(work.journal.deeds)
    for _ in range(40):
        reviewer.turn()
        if not reviewer.steps and work.journal.deeds[-1].kind is Kind.PROPOSE:
            break
    for _ in range(10):
        editor.turn()
        if work.journal.deeds[-1].kind is Kind.SIGN:
            break
    deeds = work.journal.deeds[begun:]
    found.signed += sum(1 for deed in deeds if deed.kind is Kind.SIGN and deed.outcome is Outcome.DONE)
    refused = [deed for deed in deeds if deed.outcome is not Outcome.DONE and deed.kind is not Kind.TAKE]
    found.odd.extend(f"{deed.kind} {deed.outcome}" for deed in refused)
    found.odd.extend(work.journal.broken)
