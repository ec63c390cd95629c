"""Fetch one page of the public web: bounded in time, size and hops, and never reaching anything nearer.

Whoever hands in a URL chooses what this machine connects to, so every hop is taken apart, resolved and checked anew
(see ``addresses`` and ``wire``), cookies and proxies are not used, and what comes back is only ever bytes.
The limits are those of the project's threat model: 6 s, 5 MB decoded, 5 hops, ports 80 and 443.
"""

import hashlib
import ssl
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NoReturn

import httpcore2
import httpx2

from verifier.outside.addresses import UrlFault, UrlRefused, WebAddress, read_url
from verifier.outside.clock import now
from verifier.outside.decoding import BodyBroken, BodyTooLarge, UnknownCoding, decode_body
from verifier.outside.media import HTML, PLAIN, XHTML, read_content_type, spoken
from verifier.outside.wire import PUBLIC_INTERNET, Deadline, GuardedWire, NameUnknown, Network, NotAdmitted

ACCEPTED: Final = frozenset({HTML, XHTML, PLAIN})

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_INSTEAD: Final = "Paste the text instead."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take. Bytes of headers count names and values; ``seconds`` covers all hops together."""

    seconds: float = 6.0
    body_bytes: int = 5 * 1024 * 1024
    hops: int = 5
    header_lines: int = 200
    header_bytes: int = 64 * 1024


DEFAULT: Final = Limits()


class Reason(StrEnum):
    """Why a page was not fetched; the sentence of the refusal says it for people."""

    BAD_URL = "bad_url"
    BAD_SCHEME = "bad_scheme"
    CREDENTIALS = "credentials"
    BAD_PORT = "bad_port"
    PRIVATE_ADDRESS = "private_address"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    BAD_CERTIFICATE = "bad_certificate"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    TOO_MANY_HOPS = "too_many_hops"
    BAD_REDIRECT = "bad_redirect"
    SIGN_IN_NEEDED = "sign_in_needed"
    NOT_FOUND = "not_found"
    BAD_STATUS = "bad_status"
    NOT_A_TEXT = "not_a_text"
    BROKEN_ANSWER = "broken_answer"


class FetchRefused(Exception):  # noqa: N818  (it names what happened, in the words of the desk)
    """A page that was not fetched. The message is a sentence for a journalist and says what to do.

    ``url`` is the address of the hop that failed, ``status`` the HTTP status where there was one.
    """

    def __init__(self, reason: Reason, sentence: str, *, url: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence
        self.url = url
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. ``body`` is decoded (no gzip) and ``sha256`` is its digest in hexadecimal.

    ``redirects`` lists the addresses that sent us on, in order, without ``final_url``; ``headers`` are those of the
    final answer, in its order and spelling; ``ip`` is the address that answered.
    """

    requested_url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    media_type: str
    charset: str | None
    ip: str
    fetched_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """One hop's answer; ``body`` is empty unless the status is 200."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    ip: str

    def values(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header.lower() == name]


def fetch(url: str, *, limits: Limits = DEFAULT, network: Network = PUBLIC_INTERNET) -> Fetched:
    """Fetch a page and everything a capture needs to know about how it came.

    White space around the URL is forgiven, as pasting brings it along. Follows redirects of the HTTP status kind
    only; nothing that a page asks for (refresh, canonical link, picture) is ever requested.
    Raises FetchRefused for whatever is not a plain 200 answer with HTML or plain text inside the limits.
    """
    deadline = Deadline(limits.seconds)
    requested = here = url.strip()
    redirects: list[str] = []
    while True:
        address = _read(here, network, is_redirect=bool(redirects))
        answer = _ask(address, limits, network, deadline)
        if answer.status not in _REDIRECTS:
            break
        redirects.append(address.url)
        if len(redirects) > limits.hops:
            _refuse(Reason.TOO_MANY_HOPS, "The page sends us on from address to address without end.", address)
        here = _next(address, answer)
    _check_status(address, answer.status)
    media_type, charset = _check_media_type(address, answer)
    return Fetched(
        requested_url=requested,
        final_url=address.url,
        redirects=tuple(redirects),
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        media_type=media_type,
        charset=charset,
        ip=answer.ip,
        fetched_at=now(),
        sha256=hashlib.sha256(answer.body).hexdigest(),
    )


_URL_FAULTS: Final = {
    UrlFault.MALFORMED: (Reason.BAD_URL, "This is not a complete web address; it should look like https://..."),
    UrlFault.SCHEME: (Reason.BAD_SCHEME, "Only addresses that begin with http:// or https:// can be fetched."),
    UrlFault.CREDENTIALS: (Reason.CREDENTIALS, "The address contains a user name, and such addresses are not fetched."),
    UrlFault.HOST: (Reason.PRIVATE_ADDRESS, "The address does not name a site on the public web."),
}


def _read(written: str, network: Network, *, is_redirect: bool) -> WebAddress:
    try:
        address = read_url(written)
    except UrlRefused as refused:
        reason, sentence = _URL_FAULTS[refused.fault]
        if is_redirect:
            sentence = "The page sends us on to an address that cannot be fetched."
        raise FetchRefused(reason, f"{sentence} {_INSTEAD}", url=written) from refused
    if network.ports is not None and address.port not in network.ports:
        _refuse(
            Reason.BAD_PORT,
            f"The address asks for port {address.port}; pages are only fetched from 80 and 443.",
            address,
        )
    return address


def _ask(address: WebAddress, limits: Limits, network: Network, deadline: Deadline) -> _Answer:
    """One request and its answer. Every way in which it can fail ends in a refusal with its own reason."""
    try:
        return _request(address, limits, network, deadline)
    except NotAdmitted:
        _refuse(Reason.PRIVATE_ADDRESS, f"{address.host} is inside a private network, not on the public web.", address)
    except NameUnknown:
        _refuse(
            Reason.UNKNOWN_HOST,
            f"There is no site called {address.host}. Check the address for typing errors.",
            address,
        )
    except TimeoutError:
        _refuse(Reason.TOO_SLOW, f"{address.host} took longer than {limits.seconds:g} seconds to answer.", address)
    except BodyTooLarge:
        _refuse(Reason.TOO_LARGE, f"The page is larger than {_megabytes(limits.body_bytes)}.", address)
    except UnknownCoding:
        _refuse(Reason.BROKEN_ANSWER, f"{address.host} packs its answer in a way that was not asked for.", address)
    except ssl.SSLCertVerificationError as error:
        because = f" ({error.verify_message})" if error.verify_message else ""
        _refuse(Reason.BAD_CERTIFICATE, f"{address.host} cannot prove that it is {address.host}{because}.", address)
    except OSError:
        _refuse(Reason.UNREACHABLE, f"No connection to {address.host} could be made, or it broke off.", address)
    except (BodyBroken, httpcore2.ProtocolError, httpcore2.NetworkError):
        _refuse(Reason.BROKEN_ANSWER, f"The answer of {address.host} is damaged or incomplete.", address)


def _request(address: WebAddress, limits: Limits, network: Network, deadline: Deadline) -> _Answer:
    wire = GuardedWire(network, deadline, address.literal)
    tls = network.tls() if address.scheme == "https" else None
    asked = httpcore2.URL(
        scheme=address.scheme.encode("ascii"),
        host=address.host.encode("ascii"),
        port=address.port,
        target=address.target.encode("ascii"),
    )
    headers = [
        ("Host", address.authority),
        ("User-Agent", "Verifier (source verification for fact-checkers)"),
        ("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
    ]
    with (
        httpcore2.ConnectionPool(ssl_context=tls, max_connections=1, network_backend=wire) as pool,
        pool.stream("GET", asked, headers=headers) as response,
    ):
        answer = _Answer(response.status, _read_headers(response.headers, limits), b"", str(wire.reached))
        if response.status != 200:
            return answer
        _check_media_type(address, answer)
        if any(not value.isdecimal() or int(value) > limits.body_bytes for value in answer.values("content-length")):
            raise BodyTooLarge
        body = decode_body(response.iter_stream(), ", ".join(answer.values("content-encoding")), limits.body_bytes)
        return _Answer(answer.status, answer.headers, body, answer.ip)


def _read_headers(raw: list[tuple[bytes, bytes]], limits: Limits) -> tuple[tuple[str, str], ...]:
    if len(raw) > limits.header_lines or sum(len(name) + len(value) for name, value in raw) > limits.header_bytes:
        raise BodyBroken("more headers than any page needs")
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def _next(address: WebAddress, answer: _Answer) -> str:
    places = set(answer.values("location"))
    if len(places) != 1:
        _refuse(Reason.BAD_REDIRECT, "The page sends us on without saying where.", address)
    try:
        return str(httpx2.URL(address.url).join(_as_meant(places.pop())))
    except (httpx2.InvalidURL, ValueError):
        _refuse(Reason.BAD_REDIRECT, "The page sends us on to an address that cannot be fetched.", address)


def _as_meant(place: str) -> str:
    """A Location whose path was sent in bare UTF-8, which RFC 9110 forbids and browsers understand."""
    try:
        return place.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return place


def _check_status(address: WebAddress, status: int) -> None:
    if status == 200:
        return
    if status in (401, 402, 403, 407, 451):
        _refuse(
            Reason.SIGN_IN_NEEDED, f"{address.host} does not show this page to us (status {status}).", address, status
        )
    if status in (404, 410):
        _refuse(Reason.NOT_FOUND, f"{address.host} has no page at this address (status {status}).", address, status)
    if status == 429 or status >= 500:
        _refuse(
            Reason.BAD_STATUS,
            f"{address.host} cannot answer just now (status {status}). Try again later, or paste the text instead.",
            address,
            status,
        )
    _refuse(Reason.BAD_STATUS, f"{address.host} did not send the whole page (status {status}).", address, status)


def _check_media_type(address: WebAddress, answer: _Answer) -> tuple[str, str | None]:
    """Media type and charset of an answer. Raises FetchRefused unless it is one of ACCEPTED, stated once."""
    lines = {line.strip().lower() for line in answer.values("content-type")}
    media_type, charset = read_content_type(lines.pop()) if len(lines) == 1 else (None, None)
    if media_type is None:
        _refuse(Reason.NOT_A_TEXT, f"{address.host} does not say what kind of file this is.", address)
    if media_type not in ACCEPTED:
        _refuse(Reason.NOT_A_TEXT, f"This is {spoken(media_type)}, not a page of text.", address)
    return media_type, charset


def _refuse(reason: Reason, sentence: str, address: WebAddress, status: int | None = None) -> NoReturn:
    ending = "" if sentence.endswith("instead.") else f" {_INSTEAD}"
    raise FetchRefused(reason, f"{sentence}{ending}", url=address.url, status=status)


def _megabytes(count: int) -> str:
    return f"{count / (1024 * 1024):g} MB"
