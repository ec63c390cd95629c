"""Reviewers and editors who do the desk's work through its pages, as fast as it answers, until it is gone."""

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from faults.journal import Deed, Journal, Kind, Outcome
from faults.people import Answer, Browser, Gone

PASSWORD: Final = "four calm words here"
REASON: Final = "Nobody else can be reached."


@dataclass
class Work:
    """What all writers share: tickets nobody accepted yet, the journal, and when to stop."""

    proposed: list[int]
    journal: Journal
    over: threading.Event = field(default_factory=threading.Event)


@dataclass
class Writer:
    """Somebody at work. ``name`` begins every marker of theirs."""

    name: str
    person_id: int
    browser: Browser
    work: Work
    chance: random.Random
    count: int = 0
    ticket_id: int = 0
    steps: list[Callable[[], Answer | None]] = field(default_factory=list)

    def run(self) -> None:
        """Work until the desk is gone or the work is over."""
        try:
            while not self.work.over.is_set():
                self.turn()
        except Gone:
            return

    def turn(self) -> None:
        """Do the next thing."""
        raise NotImplementedError

    def marker(self) -> str:
        """Words that nobody else writes, and this writer only once."""
        self.count += 1
        return f"{self.name}-{self.count}."

    def do(self, kind: Kind, path: str, fields: dict[str, str], marker: str = "", ticket_id: int = 0) -> Answer | None:
        """Send a form and note what became of it; None where it was refused. Raises Gone."""
        begun = time.monotonic()
        try:
            answer = self.browser.send(path, fields)
        except Gone as gone:
            if gone.sent:
                self._note(Deed(self.person_id, ticket_id, kind, marker, Outcome.UNKNOWN))
            raise
        outcome = Outcome.BROKEN if answer.status >= 500 else Outcome.REFUSED
        if answer.status == 303 and answer.location.startswith("/tickets/"):
            outcome = Outcome.DONE
            ticket_id = ticket_id or int(answer.location.split("/")[2].partition("#")[0])
        deed = Deed(self.person_id, ticket_id, kind, marker, outcome)
        self.work.journal.note(deed, time.monotonic() - begun, answer.words() if answer.status >= 500 else "")
        return answer if outcome is Outcome.DONE else None

    def _note(self, deed: Deed) -> None:
        self.work.journal.note(deed)

    def look(self) -> Answer:
        """The page of the ticket in hand."""
        return self.browser.get(f"/tickets/{self.ticket_id}")


class Reviewer(Writer):
    """Accepts claims, takes tickets and brings each to a proposal; goes on where the desk was lost."""

    def turn(self) -> None:
        """The next step on the ticket in hand; a refused one ends the work on it. Raises Gone."""
        if not self.steps:
            self.take()
        elif self.steps[0]() is None:
            self.steps.clear()
        else:
            self.steps.pop(0)

    def take(self) -> None:
        """Perhaps accept a claim, then take the next ticket."""
        if self.work.proposed and self.chance.random() < 0.8:
            ticket_id = self.chance.choice(self.work.proposed)
            self.do(Kind.ACCEPT, f"/tickets/{ticket_id}/accept", {}, ticket_id=ticket_id)
            with suppress(ValueError):  # a colleague may have been quicker
                self.work.proposed.remove(ticket_id)
        answer = self.do(Kind.TAKE, "/queue/next", {})
        if answer is None:
            time.sleep(0.02)
            return
        self.ticket_id = int(answer.location.split("/")[2].partition("#")[0])
        self.steps = [self.confirm, self.add, self.draft, self.propose]

    def confirm(self) -> Answer | None:
        """Accept the proposed hops."""
        path = f"/tickets/{self.ticket_id}/hops/confirm-all"
        return self.do(Kind.CONFIRM, path, self.look().form(path), ticket_id=self.ticket_id)

    def add(self) -> Answer | None:
        """Add a source."""
        marker, path = self.marker(), f"/tickets/{self.ticket_id}/statements"
        written = {"stance": "refutes", "source": "Port Office", "source_kind": "state_body", "quote": marker}
        return self.do(Kind.STATEMENT, path, {**self.look().form(path), **written}, marker, self.ticket_id)

    def draft(self) -> Answer | None:
        """Save a draft over the version on the page."""
        marker, path = self.marker(), f"/tickets/{self.ticket_id}/draft"
        form = self.look().form(path)
        chosen = {"attribution": "attributed", "content": "unproven", "asked": "The guard; no answer."}
        return self.do(Kind.DRAFT, path, {**form, **chosen, "rationale": marker}, marker, self.ticket_id)

    def propose(self) -> Answer | None:
        """Propose it, with a reason for each rule it goes against."""
        marker, here = self.marker(), f"/tickets/{self.ticket_id}"
        form = self.look().form(f"{here}/draft")
        reasons = {name: REASON for name in form if name.startswith("override-")}
        return self.do(
            Kind.PROPOSE, f"{here}/propose-verdict", {**form, **reasons, "rationale": marker}, marker, self.ticket_id
        )


class Editor(Writer):
    """Signs what is proposed, and returns some of it."""

    def turn(self) -> None:
        """One proposal."""
        page = self.browser.get("/sign-off")
        links = [node.attributes.get("href") or "" for node in page.tree().css('main a[href^="/tickets/"]')]
        found = sorted({int(one.split("/")[2].partition("#")[0]) for one in links})
        if not found:
            time.sleep(0.05)
            return
        self.ticket_id = self.chance.choice(found)
        here, page = f"/tickets/{self.ticket_id}", self.look()
        if self.chance.random() < 0.15:
            marker = self.marker()
            form = {**page.form(f"{here}/return"), "comment": marker}
            self.do(Kind.RETURN, f"{here}/return", form, marker, self.ticket_id)
            return
        form = page.form(f"{here}/sign-off")
        if form:
            proved = {"password": PASSWORD} if "password" in form else {}
            self.do(Kind.SIGN, f"{here}/sign-off", {**form, **proved}, ticket_id=self.ticket_id)
