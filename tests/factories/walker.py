"""Somebody who fills in every form that the pages really offer, so that a new page or field is tried by itself."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from flask import Flask
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node
from werkzeug.test import TestResponse

NUMBER = re.compile(r"(?<=/)\d+")
NO_PAGES = ("/static/", "/evidence/")
MANY = ("/tickets/N", "/public/claims/N")
WRITTEN = frozenset({"text", "search", "email", "url", "textarea"})


@dataclass(frozen=True, slots=True)
class Field:
    """One control of a form. ``value`` is what the page put there; ``choices`` are those of a list or of buttons."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether words are typed into it."""
        return self.kind in WRITTEN

    @property
    def is_address(self) -> bool:
        """Whether it asks for an address of the web."""
        return self.kind == "url" or self.name == "url"


@dataclass(frozen=True, slots=True)
class Offer:
    """A form as a page offers it."""

    page: str
    action: str
    method: str
    files: bool
    fields: tuple[Field, ...]

    @property
    def shape(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two forms the same kind of form: where they lead, whatever the row, and what they ask."""
        return (
            self.method,
            NUMBER.sub("N", urlsplit(self.action).path),
            tuple(sorted({one.name for one in self.fields})),
        )

    def values(self) -> dict[str, list[str]]:
        """What a browser would send if nothing was touched; the first choice where none is made."""
        sent: dict[str, list[str]] = {}
        for field in self.fields:
            if field.kind == "file":
                continue
            if field.kind in {"radio", "select"}:
                sent[field.name] = [field.value or next((one for one in field.choices if one), "")]
            elif field.kind == "checkbox":
                if field.value:
                    sent.setdefault(field.name, []).append(field.value)
            else:
                sent[field.name] = [field.value]
        return sent


def forms_on(page: str, html: str) -> Iterator[Offer]:
    """Every form on a page."""
    for form in Tree(html).css("form"):
        given = form.attributes
        yield Offer(
            page=page,
            action=urljoin(page, given.get("action") or page),
            method=(given.get("method") or "get").lower(),
            files=(given.get("enctype") or "") == "multipart/form-data",
            fields=tuple(_fields(form)),
        )


def _fields(form: Node) -> Iterator[Field]:
    radios: dict[str, Field] = {}
    for node in form.css("input, textarea, select"):
        given, name = node.attributes, node.attributes.get("name")
        if not name:
            continue
        kind = node.tag if node.tag != "input" else given.get("type") or "text"
        if kind == "select":
            options = node.css("option")
            values = tuple((one.attributes.get("value") or "") for one in options)
            chosen = next((one.attributes.get("value") or "" for one in options if "selected" in one.attributes), "")
            yield Field(name, kind, chosen or (values[0] if values else ""), values)
        elif kind == "radio":
            known = radios.get(name, Field(name, kind))
            value = given.get("value") or ""
            picked = value if "checked" in given else known.value
            radios[name] = replace(known, value=picked, choices=(*known.choices, value))
        elif kind == "checkbox":
            yield Field(
                name, kind, (given.get("value") or "y") if "checked" in given else "", (given.get("value") or "y",)
            )
        elif kind == "textarea":
            yield Field(name, kind, (node.text() or "").removeprefix("\n"))
        elif kind not in {"submit", "button", "image", "reset"}:
            yield Field(name, kind, given.get("value") or "")
    yield from radios.values()


@dataclass
class Walker:
    """A visitor without checks of the page, for many pages in little time."""

    app: Flask
    cookie: str
    host: str = "localhost"

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        name, value = self.cookie.split("=", 1)
        self.client.set_cookie(name, value, domain=self.host)

    def look(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, buffered=True)

    def text(self, path: str) -> str:
        """What a page says, wherever it sends to."""
        return self.client.get(path, buffered=True, follow_redirects=True).get_data(as_text=True)

    def pages(self, starts: Iterable[str], each: int = 3) -> dict[str, str]:
        """Every HTML page within reach of links, at most so many of tickets and claims; its text by its path."""
        waiting, asked, kinds = deque(starts), set[str](), Counter[str]()
        seen: dict[str, str] = {}
        while waiting:
            path = waiting.popleft()
            kind = NUMBER.sub("N", path.split("?")[0]) + ("?" if "?" in path else "")
            if path in asked or kinds[kind] >= (each if kind in MANY else 3) or path.startswith(NO_PAGES):
                continue
            asked.add(path)
            kinds[kind] += 1
            answer = self.look(path)
            if answer.status_code in {301, 302, 303}:
                waiting.append(urljoin(path, answer.headers["Location"]))
            elif answer.mimetype == "text/html" and answer.status_code == 200:
                seen[path] = answer.get_data(as_text=True)
                waiting.extend(links(path, seen[path]))
        return seen


def links(page: str, html: str) -> Iterator[str]:
    """Where a page leads on this site."""
    for node in Tree(html).css("a[href]"):
        parts = urlsplit(urljoin(page, node.attributes["href"] or ""))
        if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
