"""What people do at the same moment, through the pages of two real servers on one database."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from factories.desk import Desk
from faults import ledger, taking
from faults.furnishing import add_tickets, furnished, hire, let_in
from faults.people import Answer, Browser
from faults.serving import Place, Server
from sqlalchemy import func, select

from verifier.accounts.types import Person, Role
from verifier.articles.models import Article
from verifier.audit.models import Entry
from verifier.kernel.db import Database
from verifier.provenance.models import Statement
from verifier.tickets.models import Note
from verifier.tickets.types import TicketState

TIMES = 12


@dataclass
class Scene:
    """Two servers, and people at both."""

    desk: Desk
    database: Database
    ports: tuple[int, int]
    reviewer: Person
    editor: Person

    def browsers(self, person: Person, count: int) -> list[Browser]:
        """Somebody's browser in as many windows, at one server and the other in turn."""
        first = Browser(self.ports[0])
        first.sign_in(self.desk.sign_in_link(person))
        first.close()
        return [Browser(self.ports[place % 2], dict(first.cookies), first.token) for place in range(count)]

    def count(self, row: type, *where: object) -> int:
        """How many rows there are."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(row).where(*where)) or 0  # type: ignore[arg-type]


@pytest.fixture
def scene(place: Place) -> Iterator[Scene]:
    """The servers and the people."""
    desk, database = furnished(place)
    servers = [Server(place), Server(place)]
    try:
        for server in servers:
            server.start(wait=False)
        for server in servers:
            server.wait()
        ports = (servers[0].port, servers[1].port)
        yield Scene(desk, database, ports, desk.person(Role.REVIEWER), desk.person(Role.EDITOR))
    finally:
        for server in servers:
            server.kill()
        database.dispose()


def at_once(browsers: list[Browser], send: Callable[[int, Browser], Answer]) -> list[Answer]:
    """Let everybody send at the same moment."""
    ready = threading.Barrier(len(browsers))

    def one(place: int) -> Answer:
        browsers[place].connect()
        ready.wait()
        return send(place, browsers[place])

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(one, range(len(browsers))))
    for browser in browsers:
        browser.close()
    return answers


def test_people_at_the_same_moment(scene: Scene, place: Place) -> None:
    """One desk for all: servers take longer to start than people to collide."""
    four_savers_of_one_version(scene)
    a_form_sent_twelve_times(scene)
    twelve_proposals_and_twelve_signatures(scene)
    one_comment_of_a_return(scene)
    one_article_of_one_text(scene)
    workers = let_in(hire(scene.desk, Role.REVIEWER, 64), scene.ports[0])
    takers(scene, workers, tickets=64)
    takers(scene, workers, tickets=10)
    assert ledger.check_whole(place, scene.database).all() == []


def four_savers_of_one_version(scene: Scene) -> None:
    """Exactly one wins; the others see both versions, and none of their words is lost."""
    ticket_id = scene.desk.ticket(TicketState.IN_PROGRESS, holder=scene.reviewer)
    windows = scene.browsers(scene.reviewer, 4)
    path = f"/tickets/{ticket_id}/draft"
    form = windows[0].get(f"/tickets/{ticket_id}").form(path)
    words = [f"The reason of window {place}." for place in range(4)]
    answers = at_once(windows, lambda place, one: one.send(path, {**form, "rationale": words[place]}))
    assert Counter(answer.status for answer in answers) == {303: 1, 409: 3}
    assert all(words[place] in answer.text for place, answer in enumerate(answers) if answer.status == 409)


def a_form_sent_twelve_times(scene: Scene) -> None:
    """One row, and nobody meets an error; sent once more after the back button it is still one row."""
    ticket_id = scene.desk.ticket(TicketState.IN_PROGRESS, holder=scene.reviewer)
    windows = scene.browsers(scene.reviewer, TIMES)
    path = f"/tickets/{ticket_id}/statements"
    form = windows[0].get(f"/tickets/{ticket_id}").form(path)
    sent = {
        **form,
        "stance": "supports",
        "source": "Harbour Master",
        "source_kind": "person",
        "quote": "I saw them all.",
    }
    answers = at_once(windows, lambda _place, one: one.send(path, sent))
    assert {answer.status for answer in answers} <= {303, 409}
    assert all("I saw them all." in answer.text for answer in answers if answer.status == 409)
    again = windows[0].send(path, sent, b"")
    windows[0].close()
    assert again.status == 303
    assert scene.count(Statement, Statement.quote == "I saw them all.") == 1
    assert scene.count(Entry, Entry.action == "statement:add", Entry.subject_id == ticket_id) == 1


def twelve_proposals_and_twelve_signatures(scene: Scene) -> None:
    """One proposal; one signature by an editor who saw it; the page of a stale one is refused."""
    ticket_id = scene.desk.ticket(TicketState.IN_REVIEW, holder=scene.reviewer)
    windows = scene.browsers(scene.editor, TIMES)
    path = f"/tickets/{ticket_id}/sign-off"
    form = windows[0].get(f"/tickets/{ticket_id}").form(path)
    stale = windows[0].send(path, {**form, "seen": "0" * 64})
    assert stale.status == 409
    answers = at_once(windows, lambda _place, one: one.send(path, form))
    assert Counter(answer.status for answer in answers) == {303: 1, 409: TIMES - 1}
    assert scene.count(Entry, Entry.action == "ticket:sign_off", Entry.subject_id == ticket_id) == 1
    own = scene.browsers(scene.reviewer, 1)[0]
    assert own.send(path, {"seen": form["seen"]}).status in {403, 409}
    own.close()


def one_comment_of_a_return(scene: Scene) -> None:
    """Returned once, with one comment."""
    ticket_id = scene.desk.ticket(TicketState.IN_REVIEW, holder=scene.reviewer)
    windows = scene.browsers(scene.editor, TIMES)
    path = f"/tickets/{ticket_id}/return"
    sent = {**windows[0].get(f"/tickets/{ticket_id}").form(path), "comment": "Ask the harbour master."}
    answers = at_once(windows, lambda _place, one: one.send(path, sent))
    assert Counter(answer.status for answer in answers) == {303: 1, 409: TIMES - 1}
    assert scene.count(Note, Note.words == sent["comment"]) == 1


def one_article_of_one_text(scene: Scene) -> None:
    """The same draft of an article, sent at once from every window, is one article."""
    windows = scene.browsers(scene.reviewer, 6)
    text = (
        "Ferry Line to Reopen\n\nThe ferry line will reopen in June, the port office said.\n\nNobody else confirmed it."
    )
    answers = at_once(windows, lambda _place, one: one.send("/articles/new", {"text": text}))
    assert {answer.status for answer in answers} == {303}, [answer.words()[:200] for answer in answers]
    places = {answer.location for answer in answers}
    known = {"publisher": "The Ferry Post", "title": "Ferry Line to Reopen", "language": "en"}
    drafts = [(where, windows[0].get(where).form("draft") | known) for where in sorted(places)]
    before = scene.count(Article)
    answers = at_once(windows, lambda place, one: one.send(*drafts[place % len(drafts)]))
    assert {answer.status for answer in answers} <= {303, 404, 409}, [answer.words()[:300] for answer in answers]
    assert scene.count(Article) == before + 1


def takers(scene: Scene, browsers: list[Browser], *, tickets: int) -> None:
    """Each ticket goes to one person, and each person is told once that nothing is left."""
    add_tickets(scene.desk, tickets, accepted=True)
    for place, browser in enumerate(browsers):
        browser.move(scene.ports[place % 2])
    with ThreadPoolExecutor(len(browsers)) as pool:
        done = list(pool.map(taking.take_all, browsers))
    for browser in browsers:
        browser.close()
    taken = [ticket for mine, _, _, _ in done for ticket in mine]
    assert len(taken) == len(set(taken)) == tickets
    assert sum(empty for _, empty, _, _ in done) == len(browsers)
    assert [odd for _, _, odds, _ in done for odd in odds] == []
