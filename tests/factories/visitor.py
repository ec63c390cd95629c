"""Somebody with a browser, without the browser: goes through HTTP, sends forms with their tokens, checks each page."""

import re
from typing import Any

import html5lib
from factories.desk import Desk
from flask import Flask
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse, encode_multipart

from verifier.accounts.types import Person, Role
from verifier.tickets.models import Ticket

TICKET = re.compile(r"/tickets/(\d+)/")


class Visitor:
    """A client whose every HTML answer must be a sound page: valid, one h1 that the title begins with, unique ids."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.tokens: dict[tuple[str, ...], str] = {}
        self.person: Person | None = None
        self.last: TestResponse | None = None

    def sign_in(self, desk: Desk, who: Role | Person) -> None:
        """Sign in through a one-time link."""
        self.person = who if isinstance(who, Person) else desk.person(who)
        token = desk.sign_in_link(self.person)
        self.get(f"/links/{token}")
        assert self.post(f"/links/{token}").status_code == 303

    def get(self, path: str, status: int | None = None, **more: Any) -> TestResponse:
        """Look at a page."""
        return self._check(self.client.get(path, buffered=True, **more), status)

    def post(
        self, path: str, fields: dict[str, Any] | None = None, status: int | None = None, **more: Any
    ) -> TestResponse:
        """Send a form to ``path`` as a page opened just now gives it: with its token and the ticket's version."""
        return self._check(self.client.post(path, data={**self.hidden(path), **(fields or {})}, **more), status)

    def upload(self, path: str, fields: dict[str, Any] | None = None, status: int | None = None) -> TestResponse:
        """Send a form that may hold files (``FileStorage``), as a browser encodes those."""
        boundary, body = encode_multipart({**self.hidden(path), **(fields or {})})
        kind = f"multipart/form-data; boundary={boundary}"
        return self._check(self.client.post(path, data=body, content_type=kind), status)

    def hidden(self, path: str) -> dict[str, str]:
        """What every form for this address holds without being typed."""
        ticket = TICKET.match(path)
        if ticket is None:
            return {"csrf_token": self.token()}
        with self.app.extensions["verifier_database"].reading() as session:
            version = session.scalar(select(Ticket.version).where(Ticket.id == int(ticket.group(1))))
        return {"csrf_token": self.token(), "version": str(version or 0)}

    def token(self) -> str:
        """The CSRF token of this visitor's session, read from a page once for each session."""
        cookies = tuple(str(one) for one in self.client._cookies.values())
        if cookies not in self.tokens:
            page = self.client.get("/sign-in", follow_redirects=True)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            cookies = tuple(str(one) for one in self.client._cookies.values())
            self.tokens = {cookies: found.group(1)} if found else {}
        return self.tokens.get(cookies, "")

    def tree(self) -> HTMLParser:
        """The last page as a tree."""
        assert self.last is not None
        return HTMLParser(self.last.text)

    def words(self) -> str:
        """The last page's words, white space folded."""
        body = self.tree().body
        return " ".join((body.text() if body else "").split())

    def field(self, name: str) -> str:
        """The value of a hidden or visible input on the last page."""
        node = self.tree().css_first(f'[name="{name}"]')
        assert node is not None, f"no field {name}"
        return node.attributes.get("value") or ""

    def _check(self, response: TestResponse, status: int | None) -> TestResponse:
        self.last = response
        if status is not None:
            assert response.status_code == status, (response.status_code, self.words()[:600])
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
            check_page(response.text)
        return response


_WORDS = re.compile(r">(?:[^<&]|&(?:#34|#39|amp|lt|gt);)+<")
_VALUE = re.compile(r'="(?:[^"<>&]|&(?:#34|#39|amp|lt|gt);)*"')
_SOUND: set[int] = set()  # pages whose tags and attributes were found valid: the same ones around other words are too


def check_page(html: str) -> None:
    """Raise AssertionError for a page that is not sound."""
    bones = hash(_VALUE.sub("=", _WORDS.sub("><", html)))
    if bones not in _SOUND:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert not parser.errors, parser.errors[:3]
        _SOUND.add(bones)
    tree = HTMLParser(html)
    headings = tree.css("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    title = tree.css_first("title")
    assert title is not None
    assert " ".join(title.text().split()), "the title is empty"
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    assert not tree.css("[style], [onclick], style"), "inline code"
    assert not [
        one
        for one in tree.css("script")
        if "src" not in one.attributes and one.attributes.get("type") != "application/ld+json"
    ]
