"""A desk on which every kind of form is on offer, and the people who may fill them in."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from factories.copies import copied, copy, settings_for, url_of
from factories.desk import TEXT, Desk
from factories.visitor import Visitor
from factories.walker import NUMBER, Offer, Walker, forms_on
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from verifier.accounts.types import Person, Role
from verifier.config import Settings
from verifier.factory import create_app
from verifier.kernel.db import Database
from verifier.policy import EVERYBODY, TABLE
from verifier.provenance import actions_retracting as retracting
from verifier.provenance.actions_retracting import RetractionFields
from verifier.provenance.models import Report, Statement
from verifier.sources import actions as sources
from verifier.sources.models import Source
from verifier.sources.types import SourceKind
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting, TicketState

VERSIONED: dict[str, Any] = {"tickets": Ticket, "sources": Source, "reports": Report}
Shape = tuple[str, str, tuple[str, ...]]
ROLES = {
    "editor": Role.EDITOR,
    "second": Role.EDITOR,
    "admin": Role.ADMIN,
    "viewer": Role.VIEWER,
    "auditor": Role.AUDITOR,
    "reviewer": Role.REVIEWER,
    "reader": None,
}
STARTS = (
    "/",
    "/queue?view=all",
    "/sign-off",
    "/articles",
    "/articles/new",
    "/sources",
    "/sources/doubles",
    "/search?q=guard",
    "/account",
    "/account/second-factor",
    "/admin",
    "/admin/log",
    "/admin/newsroom",
    "/admin/rules",
    "/admin/reader",
    "/public",
    "/public/corrections",
    "/public/terms",
    "/sign-in",
    "/styleguide",
)
HOST = "desk.test"
DATABASE = "verifier_database"
HERE, ENGINE = Path(__file__).parent, os.environ.get("VERIFIER_TEST_ENGINE", "sqlite")
TRIED_ON_BOTH = {"test_letters", "test_numbers"}
LEFT_OUT = ("/sign-out", "/end", "/disable", "/account/password", "/account/second-factor")


@dataclass(frozen=True)
class Furnished:
    """A desk that was furnished once for all tests of this folder; each works on a copy of it."""

    template: str
    cookies: dict[str, str]
    people: dict[str, Person | None]
    tickets: dict[TicketState, int]
    pages: dict[str, dict[str, str]]

    def offers(self, *names: str) -> dict[Shape, list[tuple[str, Offer]]]:
        """Every form on offer to these people before anything was changed, those of one kind together."""
        found: dict[Shape, list[tuple[str, Offer]]] = {}
        for who in names:
            for page, html in self.pages[who].items():
                for offer in forms_on(page, html):
                    if offer.method in {"get", "post"} and not offer.action.endswith(LEFT_OUT):
                        found.setdefault(offer.shape, []).append((who, offer))
        return found


@dataclass
class World:
    """A copy of the furnished desk, and one walker for everybody who can be at its door."""

    app: Flask
    desk: Desk
    furnished: Furnished
    walkers: dict[str, Walker]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def tickets(self) -> dict[TicketState, int]:
        """A ticket in each state."""
        return self.furnished.tickets

    def offers(self, *names: str) -> dict[Shape, list[tuple[str, Offer]]]:
        """Every form on offer to these people before anything was changed, those of one kind together."""
        return self.furnished.offers(*names)

    def pages(self, who: str, each: int = 3) -> dict[str, str]:
        """Every kind of page that they can reach now, so many of each."""
        return self.walkers[who].pages(STARTS, each)

    def token(self, who: str) -> str:
        """The CSRF token of somebody's session."""
        if who not in self.tokens:
            page = self.walkers[who].client.get("/sign-in", follow_redirects=True).get_data(as_text=True)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            self.tokens[who] = found.group(1) if found else ""
        return self.tokens[who]

    def forms(self, answer: TestResponse, page: str) -> list[Offer]:
        """The forms of an answer."""
        return list(forms_on(page, answer.get_data(as_text=True)))

    def version(self, offer: Offer) -> dict[str, list[str]]:
        """The hidden version of a form as its page would have it now; nothing for a form without one."""
        names = {one.name for one in offer.fields}
        if "version" not in names:
            return {}
        number = NUMBER.search(offer.action)
        model = VERSIONED.get(offer.shape[1].split("/")[1])
        if model is None or number is None:
            html = self.walkers["admin"].look(offer.page).get_data(as_text=True)
            fresh = next((one for one in forms_on(offer.page, html) if one.shape == offer.shape), offer)
            return {"version": fresh.values()["version"]}
        with self.desk.database.reading() as session:
            return {"version": [str(session.get_one(model, int(number.group())).version)]}

    def send(self, who: str, offer: Offer, values: dict[str, list[str]], **files: FileStorage) -> TestResponse:
        """Send a form as a browser does, with the token of the session."""
        client = self.walkers[who].client
        if offer.method == "get":
            return client.get(offer.action, query_string=values)
        return client.post(offer.action, data={**values, "csrf_token": [self.token(who)], **files})


@pytest.fixture(scope="session")
def furnished(template: str, server_url: str | None, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A ticket in each state, drafts, retractions, look-alikes: whatever brings a form onto a page."""
    folder = tmp_path_factory.mktemp("furnished")
    name = copy(template, server_url, folder, "furnished")
    database = Database(url_of(name, server_url))
    settings = settings_for(folder, url_of(name, server_url))
    app, desk = create_app(settings, database=database), Desk(database)
    visitors: dict[str, Visitor] = {}
    for who, role in ROLES.items():
        visitors[who] = Visitor(app)
        visitors[who].client.environ_base["HTTP_USER_AGENT"] = "A browser"
        if role is not None:
            visitors[who].sign_in(desk, role)
    holder, tickets = visitors["editor"].person, {}
    for number, state in enumerate(TicketState):
        article_id = desk.article(f"Line {number}.\n\n{TEXT}", title=f"Harbour guard recruits {number}")
        tickets[state] = desk.ticket(state, holder=holder, article_id=article_id)
    _add_rarities(desk, Acting(holder, desk.now))
    visitors["editor"].upload("/articles/new", {"text": "A draft.\n\nThe mayor of Port Calder said 300 men came."})
    cookies = {who: one.client.get_cookie("verifier") for who, one in visitors.items()}
    kept = {who: f"verifier={one.value}" if one else "none=here" for who, one in cookies.items()}
    pages = {
        who: Walker(app, cookie).pages(STARTS, len(TicketState) if who == "editor" else 3)
        for who, cookie in kept.items()
    }
    if server_url is None:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return Furnished(name, kept, {who: one.person for who, one in visitors.items()}, tickets, pages)


@pytest.fixture
def database_url(furnished: Furnished, server_url: str | None, tmp_path: Path) -> Iterator[str]:
    """The address of a furnished database of this test's own."""
    with copied(furnished.template, server_url, tmp_path) as url:
        yield url


@pytest.fixture
def world(app: Flask, desk: Desk, furnished: Furnished) -> World:
    """The furnished desk, to be changed at will."""
    desk.count = 1_000  # its people are there already
    return World(app, desk, furnished, {who: Walker(app, cookie) for who, cookie in furnished.cookies.items()})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what the engine has a say in: letters, numbers and what is searched for."""
    if ENGINE == "sqlite":
        return
    out = [one for one in items if HERE in one.path.parents and one.path.stem not in TRIED_ON_BOTH]
    config.hook.pytest_deselected(items=out)
    items[:] = [one for one in items if one not in set(out)]


def address(rule: Rule) -> str:
    """The address of a route with the first row of each kind."""
    return re.sub(r"<string:\w+>", "take", re.sub(r"<int:\w+>", "1", rule.rule))


def holder_of(world: World, rule: Rule) -> str:
    """Somebody whom a route is for."""
    permission = getattr(world.app.view_functions[rule.endpoint], "permission", None)
    assert permission is not None, rule
    held = (who for who in ("editor", "admin", "auditor") if permission in TABLE and ROLES[who] in TABLE[permission])
    return "reader" if permission in EVERYBODY else next(held)


def secure(world: World, settings: Settings) -> Flask:
    """The same desk behind TLS."""
    behind = {"PREFERRED_URL_SCHEME": "https", "SERVER_NAME": HOST}
    settings = replace(settings, public_url=f"https://{HOST}")
    return create_app(settings, database=world.app.extensions[DATABASE], overrides=behind)


def _add_rarities(desk: Desk, acting: Acting) -> None:
    """What is not on every desk: a retraction, sources of almost one name, a merged one, another name."""
    kind = SourceKind.OUTLET
    with desk.database.writing() as session:
        told = session.scalars(select(Statement).where(Statement.in_chain, ~Statement.article_own)).first()
        assert told is not None
        assert acting.person is not None
        retracting.retract(session, RetractionFields("Taken back.", "", None), source_id=told.source_id, acting=acting)
        for name in ("The Calder Monitor", "Calder Monitor Agency", "Quay Gazette", "Quay Courier", "Quay Herald"):
            sources.find_or_add(session, name=name, kind=kind, by=None, now=acting.at)
        first = sources.find_or_add(session, name="Gone Gazette", kind=kind, by=None, now=acting.at)
        into = sources.find_or_add(session, name="Quay Gazette", kind=kind, by=None, now=acting.at)
        sources.merge(session, first, into, by=acting.person, now=acting.at)
        sources.add_alias(session, into, name="The QG", by=acting.person, now=acting.at)
