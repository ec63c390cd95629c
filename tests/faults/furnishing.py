"""A desk with people and tickets enough for many writers, made through the rooms' own verbs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from factories.desk import Desk
from factories.postgres import postgres
from faults.people import Browser
from faults.serving import Place
from faults.writers import PASSWORD

from verifier.accounts.types import Person, Role
from verifier.articles import actions as articles
from verifier.articles import queries as article_queries
from verifier.kernel.db import Database
from verifier.provenance import actions as provenance
from verifier.reading import types as reading
from verifier.tickets import actions as tickets
from verifier.tickets.types import Acting


@contextmanager
def places(engine: str) -> Iterator[Place]:
    """An empty desk on ``sqlite`` or ``postgresql``, gone afterwards."""
    with TemporaryDirectory(prefix="verifier-faults-") as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        if engine == "sqlite":
            yield Place(data)
            return
        with postgres(lasting=True) as url:
            yield Place(data, url)


def add_tickets(desk: Desk, count: int, *, accepted: bool) -> list[int]:
    """As many tickets, each on a claim of its own with a chain of one hop; proposed, or accepted already."""
    desk.count += 1
    ships = [f"Ship {desk.count}/{place} left the harbour at dawn" for place in range(count)]
    text = "\n\n".join(f"{one}, the Calder Monitor said." for one in ships)
    article_id = desk.article(f"A List of Ships, Number {desk.count}\n\n{text}")
    found = []
    with desk.database.writing() as session:
        article, who = article_queries.by_id(session, article_id), Acting(None, desk.now)
        for ship in ships:
            claim = articles.add_marked_claim(session, article, quote=ship)
            ticket = tickets.open_ticket(session, claim=claim, article=article, acting=who, accepted=accepted)
            hop = reading.Hop(
                "Calder Monitor",
                reading.SourceKind.ORGANISATION,
                reading.Naming.NAMED,
                reading.Relation.REPORTED,
                "said",
                (reading.Span(claim.end, claim.end + 4),),
                False,
                "test",
            )
            provenance.propose_chain(session, claim=claim, article=article, hops=[hop], groups={}, acting=who)
            found.append(ticket.id)
    return found


@dataclass(frozen=True, slots=True)
class Staff:
    """People of one role, each with a one-time link."""

    people: list[Person]
    links: list[str]


def hire(desk: Desk, role: Role, count: int, *, password: bool = False) -> Staff:
    """People who can sign in."""
    people = [desk.person(role) for _ in range(count)]
    if password:
        for one in people:
            desk.password(one, PASSWORD)
    return Staff(people, [desk.sign_in_link(one) for one in people])


def let_in(staff: Staff, port: int) -> list[Browser]:
    """A browser for each of them, signed in."""
    browsers = []
    for link in staff.links:
        browser = Browser(port)
        browser.sign_in(link)
        browsers.append(browser)
    return browsers


def furnished(place: Place) -> tuple[Desk, Database]:
    """The desk of a place, migrated."""
    database = place.migrated()
    return Desk(database, now=datetime.now(UTC)), database
