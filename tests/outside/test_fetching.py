"""A page is fetched from the public web within its limits, and from nowhere else."""

import gzip
import hashlib
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from datetime import UTC
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from outside.replies import PUBLIC, STORY, answer, moved, refusal

from verifier.outside.fetching import DEFAULT, Limits, Reason, fetch
from verifier.outside.wire import PUBLIC_INTERNET, Network


def test_a_page_comes_with_everything_a_capture_needs(town: Callable[..., Network]) -> None:
    network = town(answer(STORY, "X-Served-By: press", "Set-Cookie: a=1", "Set-Cookie: b=2"))
    fetched = fetch("  http://news.test/story?id=7#top\n", network=network)
    assert (fetched.requested_url, fetched.final_url) == (
        "http://news.test/story?id=7#top",
        "http://news.test/story?id=7",
    )
    assert (fetched.body, fetched.sha256) == (STORY, hashlib.sha256(STORY).hexdigest())
    assert (fetched.media_type, fetched.charset, fetched.status) == ("text/html", "utf-8", 200)
    assert (fetched.ip, fetched.redirects) == (PUBLIC, ())
    assert fetched.fetched_at.tzinfo is UTC
    assert [value for name, value in fetched.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_the_request_tells_nothing_about_the_desk(streets: Any, open_site: Callable[..., Any]) -> None:
    site = open_site(answer(STORY))
    streets.names["news.test"] = [[PUBLIC]]
    streets.routes[PUBLIC] = site.port
    fetch("http://news.test/story?id=7#secret-note", network=streets.network())
    request = site.requests[0].decode("ascii")
    assert request.startswith("GET /story?id=7 HTTP/1.1\r\nHost: news.test\r\n")
    assert not any(word in request.lower() for word in ("secret-note", "cookie", "referer", "authorization", "from:"))


def test_redirects_are_followed_and_told(town: Callable[..., Network]) -> None:
    def reply(connection: socket.socket, path: str) -> None:
        connection.sendall(answer(STORY) if path == "/c" else moved({"/a": "/b", "/b": "http://news.test/c"}[path]))

    fetched = fetch("http://news.test/a", network=town(reply))
    assert fetched.redirects == ("http://news.test/a", "http://news.test/b")
    assert fetched.final_url == "http://news.test/c"


def test_a_redirect_in_bare_letters_is_understood(town: Callable[..., Network]) -> None:
    bare = b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: /" + "خبر".encode() + b"\r\n\r\n"

    def reply(connection: socket.socket, path: str) -> None:
        connection.sendall(bare if path == "/" else answer(STORY))

    assert fetch("http://news.test/", network=town(reply)).final_url == "http://news.test/%D8%AE%D8%A8%D8%B1"


def test_five_redirects_are_followed_and_six_are_not(town: Callable[..., Network]) -> None:
    def reply(connection: socket.socket, path: str) -> None:
        left = int(path.removeprefix("/"))
        connection.sendall(moved(f"/{left - 1}") if left else answer(STORY))

    network = town(reply)
    assert len(fetch("http://news.test/5", network=network).redirects) == 5
    assert refusal(network, "http://news.test/6").reason is Reason.TOO_MANY_HOPS


@pytest.mark.parametrize("coding", ["gzip", "deflate", "bare deflate", "two members"])
def test_packed_pages_are_unpacked(town: Callable[..., Network], coding: str) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {
        "gzip": gzip.compress(STORY),
        "deflate": zlib.compress(STORY),
        "bare deflate": bare.compress(STORY) + bare.flush(),
        "two members": gzip.compress(STORY[:20]) + gzip.compress(STORY[20:]),
    }[coding]
    name = "deflate" if "deflate" in coding else "gzip"
    assert fetch("http://news.test/", network=town(answer(packed, f"Content-Encoding: {name}"))).body == STORY


def test_a_packed_page_just_inside_the_limit_is_whole(town: Callable[..., Network]) -> None:
    long = b"<p>205 fighters</p>" * 27_000
    packed = answer(gzip.compress(long), "Content-Encoding: gzip")
    assert fetch("http://news.test/", network=town(packed), limits=Limits(body_bytes=len(long))).body == long
    assert refusal(town(packed), limits=Limits(body_bytes=len(long) - 1)).reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("reply", "reason", "word"),
    [
        (answer(b"%PDF-1.7", kind="application/pdf"), Reason.NOT_A_TEXT, "PDF"),
        (answer(b"\x89PNG", kind="image/png"), Reason.NOT_A_TEXT, "picture"),
        (answer(b"<rss/>", kind="application/rss+xml"), Reason.NOT_A_TEXT, "feed"),
        (answer(b"?", kind=None), Reason.NOT_A_TEXT, "kind of file"),
        (answer(b"?", "Content-Type: text/plain"), Reason.NOT_A_TEXT, "kind of file"),
        (answer(b"", status="401 Unauthorized"), Reason.SIGN_IN_NEEDED, "401"),
        (answer(b"", status="403 Forbidden"), Reason.SIGN_IN_NEEDED, "403"),
        (answer(b"", status="404 Not Found"), Reason.NOT_FOUND, "404"),
        (answer(b"", status="206 Partial Content"), Reason.BAD_STATUS, "206"),
        (answer(b"", status="304 Not Modified"), Reason.BAD_STATUS, "304"),
        (answer(b"", status="503 Service Unavailable"), Reason.BAD_STATUS, "later"),
        (answer(b"", status="302 Found"), Reason.BAD_REDIRECT, "where"),
        (moved("ftp://news.test/x"), Reason.BAD_SCHEME, "sends us on"),
        (moved("http://news.test:8080/"), Reason.BAD_PORT, "8080"),
        (moved("http://10.0.0.1/"), Reason.PRIVATE_ADDRESS, "private network"),
        (answer(STORY, "Content-Encoding: gzip, gzip"), Reason.BROKEN_ANSWER, "packs"),
    ],
)
def test_answers_that_are_no_page_are_refused_by_name(
    town: Callable[..., Network], reply: bytes, reason: Reason, word: str
) -> None:
    refused = refusal(town(reply))
    assert refused.reason is reason
    assert word in refused.sentence


def test_the_status_is_told_where_there_was_one(town: Callable[..., Network]) -> None:
    assert refusal(town(answer(b"", status="404 Not Found"))).status == 404


def test_a_name_with_one_private_answer_among_public_ones_is_refused(
    streets: Any, open_site: Callable[..., Any]
) -> None:
    site = open_site(answer(STORY))
    streets.routes[PUBLIC] = site.port
    streets.names["news.test"] = [[PUBLIC, "10.0.0.7"]]
    assert refusal(streets.network()).reason is Reason.PRIVATE_ADDRESS
    assert (site.hits, streets.reached) == (0, [])


def test_a_name_is_looked_up_once_and_that_answer_is_used(streets: Any, open_site: Callable[..., Any]) -> None:
    inside = open_site(answer(b"secret"))
    streets.routes[PUBLIC] = open_site(answer(STORY)).port
    streets.names["news.test"] = [[PUBLIC], ["127.0.0.1"]]
    url = f"http://news.test:{inside.port}/"
    assert fetch(url, network=streets.network(any_port=True)).body == STORY
    assert (streets.asked, streets.reached, inside.hits) == (["news.test"], [PUBLIC], 0)


def test_the_next_public_address_is_tried_when_one_is_dead(streets: Any, open_site: Callable[..., Any]) -> None:
    dead = socket.create_server(("127.0.0.1", 0))
    closed_port = dead.getsockname()[1]
    dead.close()
    streets.routes = {"93.184.215.1": closed_port, PUBLIC: open_site(answer(STORY)).port}
    streets.names["news.test"] = [["93.184.215.1", PUBLIC]]
    assert fetch("http://news.test/", network=streets.network()).ip == PUBLIC


def test_an_unknown_name_and_a_dead_server_are_told_apart(streets: Any) -> None:
    dead = socket.create_server(("127.0.0.1", 0))
    streets.routes[PUBLIC] = dead.getsockname()[1]
    dead.close()
    streets.names["news.test"] = [[PUBLIC]]
    assert refusal(streets.network(), "http://newss.test/").reason is Reason.UNKNOWN_HOST
    assert refusal(streets.network()).reason is Reason.UNREACHABLE


def test_a_resolver_that_hangs_does_not_hold_the_desk() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(1.5)
        return [PUBLIC]

    started = time.monotonic()
    assert refusal(Network(resolve=hang), limits=Limits(seconds=0.3)).reason is Reason.TOO_SLOW
    assert time.monotonic() - started < 1.0


def test_the_proxy_of_the_environment_has_no_say(
    town: Callable[..., Network], open_site: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = open_site(answer(b"from the proxy"))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert fetch("http://news.test/", network=town(answer(STORY))).body == STORY
    assert proxy.hits == 0


def test_the_default_network_is_the_public_one() -> None:
    assert (DEFAULT.seconds, DEFAULT.body_bytes, DEFAULT.hops) == (6.0, 5 * 1024 * 1024, 5)
    assert PUBLIC_INTERNET.ports == {80, 443}
    for inside in ("127.0.0.1", "10.1.2.3", "::1", "169.254.169.254"):
        assert not PUBLIC_INTERNET.admits(ip_address(inside))


# TLS: the address is pinned, the name is still what the certificate must vouch for.


def secure(streets: Any, open_site: Callable[..., Any], certificate: Path, trusted: bool) -> Network:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "both.pem")
    site = open_site(answer(STORY), wrap=lambda connection: server.wrap_socket(connection, server_side=True))
    streets.names = {"news.test": [[PUBLIC]], "other.test": [[PUBLIC]]}
    streets.routes[PUBLIC] = site.port
    network = streets.network()

    def trust() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate / "cert.pem"))

    return Network(resolve=network.resolve, connect=network.connect, tls=trust) if trusted else network


def test_a_secure_page_is_checked_against_its_name(
    streets: Any, open_site: Callable[..., Any], certificate: Path
) -> None:
    network = secure(streets, open_site, certificate, trusted=True)
    assert fetch("https://news.test/", network=network).body == STORY
    assert refusal(network, "https://other.test/").reason is Reason.BAD_CERTIFICATE


def test_an_unknown_issuer_is_refused(streets: Any, open_site: Callable[..., Any], certificate: Path) -> None:
    network = secure(streets, open_site, certificate, trusted=False)
    assert refusal(network, "https://news.test/").reason is Reason.BAD_CERTIFICATE
