"""What every answer carries, whoever asks and whatever they say about themselves in their headers."""

import re
from collections.abc import Iterator

import pytest
from doors.hostile.conftest import HOST, ROLES, World, address, secure
from factories import hostile
from factories.harmless import LEAKS, faults, faults_of_page, sends_to_ourselves
from factories.walker import Walker
from werkzeug.test import TestResponse

from verifier.config import Settings
from verifier.web.hardening import CONTENT_SECURITY_POLICY

VERSIONS = re.compile(r"(?i)\b(werkzeug|flask|python|granian|sqlalchemy|sqlite|postgresql)[/ ]\d")
OWN_HEADERS = (
    {"Host": "evil.test"},
    {"X-Forwarded-Host": "evil.test"},
    {"X-Forwarded-Proto": "javascript"},
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-Prefix": "//evil.test"},
    {"X-Original-URL": "/admin"},
    {"X-Rewrite-URL": "/admin"},
    {"X-Remote-User": "admin"},
    {"Remote-User": "admin"},
    {"X-User-Id": "1"},
    {"Authorization": "Bearer null"},
    {"Authorization": "Basic YWRtaW46YWRtaW4="},
    {"Cookie": "verifier=1"},
    {"X-Script-Name": "//evil.test"},
    {"Referer": "javascript:alert(1)"},
    {"User-Agent": "<script>evil.test"},
    {"Accept-Language": '"><script>evil.test'},
    {"Range": "bytes=0-18446744073709551615"},
)
OWN_WAYS_OUT = (
    "https://evil.test/",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "/x\r\nSet-Cookie: a=b",
    "@evil.test",
    "%2f%2fevil.test",
    "/%09/evil.test",
    "http:evil.test",
    " //evil.test",
    "//evil.test%00",
    "/.//evil.test",
)


def looks(world: World) -> Iterator[str]:
    """The address of every page, with the first row of each kind."""
    for rule in world.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            yield address(rule).replace("/static/<path:filename>", "/static/verifier.css")


@pytest.mark.parametrize("behind_tls", [False, True], ids=["plain", "tls"])
def test_every_answer_carries_what_keeps_it_to_itself(world: World, settings: Settings, behind_tls: bool) -> None:
    app = secure(world, settings) if behind_tls else world.app
    wrong = []
    for who, cookie in world.furnished.cookies.items():
        if behind_tls and who not in {"admin", "reader"}:
            continue
        cookie = cookie.replace("verifier=", "__Host-verifier=", 1) if behind_tls else cookie
        walker = Walker(app, cookie, HOST if behind_tls else "localhost")
        for path in (*looks(world), "/nowhere", "/tickets/999999"):
            answer = walker.look(path)
            wrong += [f"{who} at {path}: {fault}" for fault in missing(answer, path, who, behind_tls)]
        answer = walker.client.post("/tickets/1/take")
        wrong += [f"{who} posting: {fault}" for fault in missing(answer, "POST", who, behind_tls)]
    assert wrong[:10] == []


def missing(answer: TestResponse, path: str, who: str, behind_tls: bool) -> Iterator[str]:
    """What an answer lacks."""
    headers = answer.headers
    if headers.get("Content-Security-Policy") != CONTENT_SECURITY_POLICY and not path.startswith("/evidence/"):
        yield "another policy of contents"
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }.items():
        if headers.get(name) != value:
            yield f"no {name}"
    if ("max-age=31536000" in headers.get("Strict-Transport-Security", "")) != behind_tls:
        yield "Strict-Transport-Security"
    is_private = (who != "reader" or path == "POST") and not path.startswith("/static/")
    if is_private and headers.get("Cache-Control") != "no-store":
        yield f"may be kept: {headers.get('Cache-Control')}"
    yield from too_much(answer)
    yield from missing_of_cookies(headers.getlist("Set-Cookie"), behind_tls)


def too_much(answer: TestResponse) -> Iterator[str]:
    """What an answer should not tell."""
    headers = answer.headers
    for name, value in headers:
        if name in {"Server", "X-Powered-By", "Via"} or VERSIONS.search(value):
            yield f"tells what it runs on: {name}: {value}"
        if name.startswith("Access-Control-"):
            yield f"lets other sites read: {name}"
    if answer.mimetype == "text/html":
        text = answer.get_data(as_text=True)
        yield from faults_of_page(text)
        if LEAKS.search(text) or VERSIONS.search(text):
            yield "tells of the inside"
        if "charset=utf-8" not in headers["Content-Type"]:
            yield "no charset"


def missing_of_cookies(cookies: list[str], behind_tls: bool) -> Iterator[str]:
    """What a cookie lacks."""
    for cookie in cookies:
        parts = {one.strip().lower().split("=")[0]: one.strip() for one in cookie.split(";")[1:]}
        if "httponly" not in parts or parts.get("samesite", "").lower() != "samesite=lax" or "domain" in parts:
            yield f"a cookie without its bounds: {cookie}"
        if parts.get("path") != "Path=/" or "max-age" in parts or ("expires" in parts and "1970" not in cookie):
            yield f"a cookie of another path or life: {cookie}"
        if behind_tls and ("secure" not in parts or not cookie.startswith("__Host-")):
            yield f"a cookie without TLS: {cookie}"


def test_a_new_cookie_keeps_its_bounds(world: World, settings: Settings) -> None:
    for behind_tls in (False, True):
        client = (secure(world, settings) if behind_tls else world.app).test_client()
        cookies = client.get("/sign-in").headers.getlist("Set-Cookie")
        assert cookies
        assert list(missing_of_cookies(cookies, behind_tls)) == []


# What somebody says in their headers


def test_no_header_grants_a_right_or_becomes_a_link(world: World) -> None:
    rows = [row["payload"] for row in hostile.rows("header")]
    wrong, client = [], world.app.test_client(use_cookies=False)
    for headers in (*OWN_HEADERS, *rows):
        sent = {name: value for name, value in headers.items() if "\x00" not in value and "\n" not in value}
        for who in ("admin", "reviewer", "reader"):
            given = {"Cookie": world.furnished.cookies[who]} | sent
            for path, allowed in (("/admin", {"admin"}), ("/queue", set(ROLES) - {"reader"})):
                answer = client.get(path, headers=given)
                wrong += [f"{who}, {sent}: {fault}" for fault in faults(answer)]
                expected = who in allowed and "Cookie" not in sent
                if (answer.status_code == 200) != expected and answer.status_code != 400:
                    wrong.append(f"{who} at {path} with {sent}: {answer.status_code}")
        answer = client.get("/public/claims/7", headers=sent)
        if "evil.test" in answer.get_data(as_text=True) or "evil" in str(answer.headers):
            wrong.append(f"{sent} stands in a page")
    assert wrong[:10] == []


# Ways out of the site


def test_nobody_is_led_to_another_site(world: World) -> None:
    wrong, ways = [], [*OWN_WAYS_OUT, *(row["payload"] for row in hostile.rows("open_redirect"))]
    onward = [
        (who, offer)
        for found in world.offers("editor", "admin", "reader").values()
        for who, offer in found[:1]
        if any(one.name == "next" for one in offer.fields)
    ]
    assert onward
    for turn, way in enumerate(ways):
        looking = world.walkers[("editor", "reader")[turn % 2]].client
        for answer in (
            looking.get("/sign-in", query_string={"next": way}),
            looking.get("/sign-in/code", query_string={"next": way}),
            looking.get("/queue", query_string={"next": way, "to": way, "url": way}),
        ):
            wrong += [f"{way!r}: {fault}" for fault in faults(answer)]
        who, offer = onward[turn % len(onward)]
        answer = world.send(who, offer, offer.values() | world.version(offer) | {"next": [way]})
        wrong += [f"{way!r}: {fault}" for fault in faults(answer)]
        raw = way.encode("utf-8", "replace").decode("latin-1")  # as a server hands on the bytes of an address
        answer = world.walkers["reader"].client.get("/", environ_overrides={"PATH_INFO": raw})
        if not sends_to_ourselves(answer):
            wrong.append(f"the address /{way} leads to {answer.headers['Location']!r}")
    assert wrong[:10] == []
