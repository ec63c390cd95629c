"""Every server and every address of the hostile collection: refused in time, and nothing inside is ever reached."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from outside.replies import PUBLIC, QUICK, STORY, answer, moved, refusal

from verifier.outside.documents import open_document
from verifier.outside.fetching import Fetched, FetchRefused, Reason, fetch
from verifier.outside.wire import Network


def drip(connection: socket.socket, pieces: int, seconds: float, piece: bytes) -> None:
    for _ in range(pieces):
        connection.sendall(piece)
        time.sleep(seconds)


def bomb(connection: socket.socket, megabytes: int, wbits: int) -> None:
    name = "gzip" if wbits > 16 else "deflate"
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {name}\r\n\r\n".encode())
    packer = zlib.compressobj(9, wbits=wbits)
    for _ in range(megabytes):
        connection.sendall(packer.compress(bytes(1024 * 1024)))
    connection.sendall(packer.flush())


def chunked(*chunks: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(chunks)


HTML = "Content-Type: text/html\r\n"


def misbehave(connection: socket.socket, server: str, row: dict[str, Any]) -> None:  # noqa: C901  (one line a misdeed)
    match server:
        case "gzip_bomb":
            bomb(connection, row["mb"], zlib.MAX_WBITS | 16)
        case "deflate_bomb":
            bomb(connection, row["mb"], zlib.MAX_WBITS)
        case "br_claimed":
            connection.sendall(answer(STORY, "Content-Encoding: br"))
        case "gzip_truncated":
            connection.sendall(answer(gzip.compress(STORY * 50)[:-20], "Content-Encoding: gzip"))
        case "gzip_garbage":
            connection.sendall(answer(b"\x1f\x8b\x08garbage", "Content-Encoding: gzip"))
        case "slow_headers":
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            drip(connection, 30, row["delay"], b"X-Slow: 1\r\n")
        case "slow_body":
            connection.sendall(f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode())
            drip(connection, 60, 0.3, b"<p>")
        case "hang":
            time.sleep(15)
        case "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        case "length_too_short":
            connection.sendall(f"HTTP/1.1 200 OK\r\n{HTML}Content-Length: 10\r\n\r\n".encode() + STORY)
        case "length_too_long":
            connection.sendall(f"HTTP/1.1 200 OK\r\n{HTML}Content-Length: 1000\r\n\r\n".encode() + STORY)
        case "length_negative":
            connection.sendall(f"HTTP/1.1 200 OK\r\n{HTML}Content-Length: -1\r\n\r\n".encode() + STORY)
        case "length_huge":
            connection.sendall(f"HTTP/1.1 200 OK\r\n{HTML}Content-Length: 10737418240\r\n\r\n".encode())
            drip(connection, 100, 0.01, bytes(65536))
        case "chunk_bad":
            connection.sendall(chunked(b"zz\r\n<p>\r\n0\r\n\r\n"))
        case "chunk_huge":
            connection.sendall(chunked(b"FFFFFFFFFFFFFFFF\r\n"))
            drip(connection, 200, 0, bytes(65536))
        case "te_and_cl":
            connection.sendall(
                chunked(b"3\r\n<p>\r\n0\r\n\r\n").replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n", 1)
            )
        case "bad_status":
            connection.sendall(b"HTTP/1.1 two-hundred\r\n\r\n")
        case "http09":
            connection.sendall(STORY)
        case "status":
            connection.sendall(answer(STORY, status=f"{row['code']} Something"))
        case "auth401":
            connection.sendall(answer(b"", "WWW-Authenticate: Basic", status="401 Unauthorized"))
        case "cookie_flood":
            connection.sendall(answer(STORY, *(f"Set-Cookie: c{number}=1" for number in range(row["n"]))))
        case "long_header":
            connection.sendall(answer(STORY, "X-Long: " + "a" * 5_000_000))
        case "big_html":
            connection.sendall(f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode())
            for _ in range(row["mb"]):
                connection.sendall(b"<p>" * (1024 * 1024 // 3))
        case _:
            raise AssertionError(f"no server called {server}")


ANSWERED = {"length_too_short", "te_and_cl"}


def run_against(town: Callable[..., Network], row: dict[str, Any]) -> Fetched | FetchRefused:
    network = town(lambda connection, _: misbehave(connection, row["server"], row))
    started = time.monotonic()
    try:
        return fetch("http://news.test/", network=network)
    except FetchRefused as refused:
        return refused
    finally:
        assert time.monotonic() - started < 7.0


def test_hostile_servers_are_refused_in_time(
    town: Callable[..., Network], hostile_http_response: dict[str, Any]
) -> None:
    row = hostile_http_response["payload"]
    outcome = run_against(town, row)
    if row["server"] in ANSWERED:
        assert isinstance(outcome, Fetched)
        assert len(outcome.body) <= len(STORY)
    else:
        assert isinstance(outcome, FetchRefused)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"server": "slow_body"}, Reason.TOO_SLOW),
        ({"server": "long_header"}, Reason.BROKEN_ANSWER),
        ({"server": "length_too_long"}, Reason.BROKEN_ANSWER),
        ({"server": "length_huge"}, Reason.TOO_LARGE),
        ({"server": "gzip_bomb", "mb": 2000}, Reason.TOO_LARGE),
        ({"server": "gzip_truncated"}, Reason.BROKEN_ANSWER),
        ({"server": "cookie_flood", "n": 300}, Reason.BROKEN_ANSWER),
        ({"server": "reset"}, Reason.UNREACHABLE),
    ],
    ids=lambda value: value["server"] if isinstance(value, dict) else "",
)
def test_misdeeds_are_named(town: Callable[..., Network], row: dict[str, Any], reason: Reason) -> None:
    outcome = run_against(town, row)
    assert isinstance(outcome, FetchRefused)
    assert outcome.reason is reason


def public_site(connection: socket.socket, path: str) -> None:
    """The page of the collection's own public site: redirects, endless loops, pages that point elsewhere."""
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    to = query.get("to", "")
    pages = {
        "/refresh": f"<meta http-equiv=refresh content='0;url={to}'><p>Text.</p>",
        "/canonical": f"<link rel=canonical href='{to}'><p>Text.</p>",
        "/sub": f"<img src='{to}'><iframe src='{to}'></iframe><link rel=stylesheet href='{to}'><p>Text.</p>",
        "/base": f"<base href='{to}'><img src=a.png><p>Text.</p>",
        "/oembed": f"<link rel=alternate type='application/json+oembed' href='{to}'><p>Text.</p>",
    }
    if parts.path == "/redir":
        connection.sendall(moved(to, f"{query['code']} Moved"))
    elif parts.path == "/loop":
        connection.sendall(moved("/loop"))
    elif parts.path == "/chain":
        connection.sendall(moved(f"/chain?n={int(query['n']) - 1}") if int(query["n"]) else answer(STORY))
    elif parts.path == "/linkhdr":
        connection.sendall(answer(STORY, f"Link: <{to}>; rel=preload"))
    else:
        connection.sendall(answer(pages[parts.path].encode() if parts.path in pages else STORY))


PAGES_THAT_POINT_INSIDE = ("/refresh?", "/canonical?", "/sub?", "/base?", "/oembed?", "/linkhdr?")


def lay_out(streets: Any, open_site: Callable[..., Any], url: str) -> tuple[Any, str]:
    """The town of the collection; returns the canary and the URL that aims at it."""
    canary = open_site(answer(b"inside"))
    streets.routes[PUBLIC] = open_site(public_site).port
    public, inside = [[PUBLIC]], [["127.0.0.1"]]
    streets.names = {"news.test": public, "www.news.test": public, "internal6.test": [["::1"]]}
    for name in ("localhost", "localhost.localdomain", "internal.test"):
        streets.names[name] = inside
    streets.names["127.0.0.1.nip.test.internal.test"] = inside
    streets.names["metadata.google.internal"] = [["169.254.169.254"]]
    answers = [["127.0.0.1"], [PUBLIC]] if url.endswith("/s2") else [[PUBLIC], ["127.0.0.1"]]
    streets.names["rebind.test"] = answers
    return canary, url.replace("{CANARY_PORT}", str(canary.port))


def test_no_url_reaches_the_inside(
    streets: Any, open_site: Callable[..., Any], hostile_ssrf_url: dict[str, Any]
) -> None:
    canary, url = lay_out(streets, open_site, hostile_ssrf_url["payload"])
    if hostile_ssrf_url["expect"] == "allowed" or any(page in url for page in PAGES_THAT_POINT_INSIDE):
        page = fetch(url, limits=QUICK, network=streets.network())
        assert page.ip == PUBLIC
        open_document(page.body, media_type=page.media_type, charset=page.charset, filename=None, url=page.final_url)
    else:
        refusal(streets.network(), url)
    assert canary.hits == 0
    assert set(streets.reached) <= {PUBLIC}


def test_the_address_guard_holds_without_the_port_rule(
    streets: Any, open_site: Callable[..., Any], hostile_ssrf_url: dict[str, Any]
) -> None:
    canary, url = lay_out(streets, open_site, hostile_ssrf_url["payload"])
    with suppress(FetchRefused):
        fetch(url, limits=QUICK, network=streets.network(any_port=True))
    assert canary.hits == 0
    assert set(streets.reached) <= {PUBLIC}


def test_the_canary_is_reached_when_nothing_guards_it(streets: Any, open_site: Callable[..., Any]) -> None:
    canary, url = lay_out(streets, open_site, "http://news.test/redir?code=302&to=http://127.0.0.1:{CANARY_PORT}/r")
    unguarded = Network(ports=None, admits=lambda _: True, resolve=streets.resolve, connect=streets.connect)
    assert fetch(url, limits=QUICK, network=unguarded).body == b"inside"
    assert canary.hits == 1
