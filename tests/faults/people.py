"""Somebody with a browser at a real server: keeps cookies, and sends forms as they stand on the page."""

import http.client
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import ClassVar, Final
from urllib.parse import urlencode
from weakref import WeakSet

from faults.serving import HOST
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

TIMEOUT: Final = 60.0  # seconds
SKIPPED: Final = frozenset({"submit", "button", "file", "image", "reset"})


class Gone(Exception):  # noqa: N818
    """The connection broke. ``sent`` tells whether the server may have carried out what was asked."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__("the connection broke")
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the server, read to its end."""

    status: int
    text: str
    location: str = ""

    def tree(self) -> HTMLParser:
        """The page as a tree."""
        return HTMLParser(self.text)

    def form(self, action: str) -> dict[str, str]:
        """The form that is sent to a path, or has this id, as it stands on the page; empty where there is none."""
        for node in self.tree().css("form"):
            actions = {node.attributes.get("action"), node.attributes.get("id")}
            actions |= {one.attributes.get("formaction") for one in node.css("[formaction]")}
            if action in actions:
                return _filled_in(node)
        return {}

    def words(self) -> str:
        """The page's words."""
        body = self.tree().body
        return " ".join((body.text() if body else "").split())


def _filled_in(form: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in form.css("input[name], textarea[name], select[name]"):
        name, kind = node.attributes["name"] or "", node.attributes.get("type") or ""
        if kind in SKIPPED or (kind in {"radio", "checkbox"} and "checked" not in node.attributes):
            continue
        if node.tag == "textarea":
            found[name] = node.text() or ""
        elif node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            found[name] = (chosen.attributes.get("value") or "") if chosen else ""
        else:
            found[name] = node.attributes.get("value") or ""
    return found


@dataclass(eq=False)
class Browser:
    """One person's browser, at one server or, after a move, at another one of the same desk."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    connection: http.client.HTTPConnection | None = None
    every: ClassVar[WeakSet["Browser"]] = WeakSet()

    def __post_init__(self) -> None:
        """Be known, so that whoever opened it need not close it where a test fails."""
        self.every.add(self)

    def sign_in(self, link: str) -> None:
        """Sign in through a one-time link."""
        page = self.get(f"/links/{link}")
        answer = self.send(f"/links/{link}", page.form(f"/links/{link}") or {"csrf_token": self.token})
        assert answer.status == 303, (answer.status, answer.words()[:300])
        self.token = self.get("/account").tree().css_first('[name="csrf_token"]').attributes["value"] or ""

    def move(self, port: int) -> None:
        """Go on at another server."""
        self.close()
        self.port = port

    def get(self, path: str) -> Answer:
        """Look at a page. Raises Gone."""
        return self._ask("GET", path, None)

    def send(self, path: str, fields: dict[str, str], file: bytes = b"") -> Answer:
        """Send a form, with a file in its field ``original`` if there is one. Raises Gone."""
        sent = {"csrf_token": self.token, **fields}
        if not file:
            return self._ask("POST", path, urlencode(sent).encode(), "application/x-www-form-urlencoded")
        original = FileStorage(BytesIO(file), filename="letter.txt", content_type="text/plain")
        boundary, body = encode_multipart({**sent, "original": original})
        return self._ask("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def connect(self) -> None:
        """Connect, so that what is sent next arrives at once."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
            self.connection.connect()

    def close(self) -> None:
        """Let the connection go."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def _ask(self, method: str, path: str, body: bytes | None, kind: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = kind
        sent = False
        try:
            self.connect()
            assert self.connection is not None
            sent = True
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Gone(sent=sent) from error
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if answer.will_close:
            self.close()
        return Answer(answer.status, text, answer.headers.get("Location", ""))
