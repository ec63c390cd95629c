"""Whether an answer holds only what the desk itself put there: no tag, attribute or link of somebody else."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from factories.hostile import MARK
from werkzeug.test import TestResponse

ROOT = Path(__file__).parents[2]
TAG = re.compile(r"<([a-z][a-z0-9]*)")
HEADINGS = {"h4", "h5"}  # written as h{{ level }}
ATTRIBUTE = re.compile(r"""[\s"]([a-z][a-zA-Z-]*)=["']|["']([a-z]+-[a-z-]+)["']: |\s(data-[a-z-]+)""")
BARE = {"alt", "checked", "content", "disabled", "hidden", "multiple", "novalidate", "open", "placeholder", "property",
        "readonly", "required", "selected", "type", "value", "list", "accept", "autocomplete", "inputmode",
        "spellcheck", "min", "max", "step", "cols", "rows", "dir", "lang", "title", "reversed"}  # fmt: skip
MARKUP = re.compile(r"<[^>]*>?")
CLOSED = ("textarea", "title", "script", "select", "table", "form", "button", "option")
SCRIPT = re.compile(r"<script")
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
EMPTY = re.compile(r'<script[^>]* src="/static/[^"]*"[^>]*></script>')
BY_WIDGETS = {"input", "select", "option", "textarea"}
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset", "ping", "background")
PUBLIC = ("http://127.0.0.1:8000/", "https://desk.test/")  # where the desk of the tests is told to be found
OURS = {"", "http", "https", "mailto"}
LEAKS = re.compile(
    r"Traceback \(most recent|File \"/|sqlalchemy\.|psycopg|sqlite3\.|OperationalError|IntegrityError|"
    r"werkzeug\.|jinja2\.|SELECT .{1,80} FROM |/site-packages/|/verifier/web/|SECRET_KEY"
)


@cache
def vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """Every tag and every attribute that our templates and forms write."""
    texts = [one.read_text("utf-8") for one in (ROOT / "templates").rglob("*.html")]
    texts += [one.read_text("utf-8") for one in (ROOT / "verifier/web").rglob("*.py")]
    tags = {found for text in texts for found in TAG.findall(text)} | BY_WIDGETS | HEADINGS
    names = {one for text in texts for pair in ATTRIBUTE.findall(text) for one in pair if one}
    icons = {"viewbox"}  # as the parser writes it
    return frozenset(tags), frozenset(names | BARE | icons)


def faults(answer: TestResponse) -> list[str]:
    """What is wrong with an answer, in words; nothing for one that holds only what the desk put there."""
    found = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    text = answer.get_data(as_text=True)
    if leak := LEAKS.search(text):
        found.append(f"tells of the inside: {text[max(0, leak.start() - 40) : leak.end() + 80]!r}")
    for name, value in answer.headers:
        if "\r" in value or "\n" in value or name.lower() in {"x-evil"}:
            found.append(f"header {name}: {value!r}")
    if not sends_to_ourselves(answer):
        found.append(f"sends to {answer.headers['Location']!r}")
    if answer.mimetype == "text/html":
        found += list(faults_of_page(text))
    elif answer.mimetype.endswith("json") and text:
        json.loads(text)
    elif answer.mimetype.endswith("xml"):
        found += list(_faults_of_feed(text))
    return found


def sends_to_ourselves(answer: TestResponse) -> bool:
    """Whether it sends nobody anywhere, or to a page of this site."""
    to = answer.headers.get("Location")
    if to is None:
        return True
    return bool(re.match(r"/(?![/\\])[^\x00-\x20\\]*$", to)) and not urlsplit(to).netloc


def faults_of_page(html: str) -> Iterator[str]:
    """What in a page is not the desk's own.

    Whatever was escaped holds neither of the signs < and >, so every tag can be looked at by itself, and once only.
    """
    for tag in dict.fromkeys(MARKUP.findall(html)):
        yield from _faults_of_tag(tag)
    for name in CLOSED:
        if html.count(f"<{name}") != html.count(f"</{name}>"):
            yield f"{name} begins and ends in different numbers"
    for script in LINKED.findall(html):
        json.loads(script)
    if len(SCRIPT.findall(html)) != len(LINKED.findall(html)) + len(EMPTY.findall(html)):
        yield "a script with something in it"
    if f"49{MARK}" in html or "&lt;Config" in html:
        yield "words were carried out as a template"


class _OneTag(HTMLParser):
    """The name and the attributes of one tag."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.found: tuple[str, list[tuple[str, str | None]]] = ("", [])
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = (tag, attrs)


@cache
def _faults_of_tag(written: str) -> tuple[str, ...]:
    tags, names = vocabulary()
    if written.lower() == "<!doctype html>":
        return ()
    if written.startswith("</"):
        return () if written[2:-1].strip() in tags else (f"an end that is not ours: {written[:160]!r}",)
    tag, given = _OneTag(written).found
    if tag not in tags or not written.endswith(">"):
        return (f"a tag that is not ours: {written[:160]!r}",)
    found = []
    for name, value in given:
        if name not in names or name.startswith("on") or name in {"style", "srcdoc", "autofocus"}:
            found.append(f"an attribute that is not ours, {name}: {written[:160]!r}")
        elif name in ADDRESSES and not _is_ours(tag, name, value or ""):
            found.append(f"an address that is not ours: {written[:160]!r}")
    return (*found, *_faults_of(written, tag, dict(given)))


def _is_ours(tag: str, name: str, value: str) -> bool:
    if value != value.strip() or "\\" in value[:3]:
        return False
    parts = urlsplit(value)
    if tag == "link" and value.startswith(PUBLIC):
        return True
    if name == "href" and tag == "a":
        return parts.scheme in OURS and not (not parts.scheme and parts.netloc) and _is_plain(parts.scheme, value)
    return not parts.scheme and not parts.netloc and value.startswith(("/", "#"))


def _is_plain(scheme: str, value: str) -> bool:
    """Whether an address within the site begins as one; ``javascript&colon;`` and the like begin as nothing of ours."""
    return bool(scheme) or value.startswith(("/", "#", "?"))


def _faults_of(written: str, tag: str, given: dict[str, str | None]) -> Iterator[str]:
    if tag == "script" and given.get("type") != "application/ld+json":
        if not (given.get("src") or "").startswith("/static/"):
            yield f"a script that is not ours: {written[:160]!r}"
    elif tag == "form" and given.get("method") != "dialog" and not (given.get("action") or "").startswith(("/", "#")):
        yield f"a form that is not ours: {written[:160]!r}"
    elif tag in {"iframe", "object", "embed", "base", "style", "math", "template"} or "http-equiv" in given:
        yield f"what no page of ours has: {written[:160]!r}"
    elif tag == "input" and given.get("type") == "image":
        yield f"a button that is not ours: {written[:160]!r}"


def _faults_of_feed(text: str) -> Iterator[str]:
    for node in ElementTree.fromstring(text).iter():  # noqa: S314  (our own feed)
        if not node.tag.startswith("{http://www.w3.org/2005/Atom}"):
            yield f"a tag that is not Atom's: {node.tag}"
        href = node.attrib.get("href", "")
        if href and urlsplit(href).scheme not in {"http", "https"}:
            yield f"a link in the feed: {href!r}"
