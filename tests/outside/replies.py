"""What the servers of these tests answer, and how a refusal is caught."""

import pytest

from verifier.outside.fetching import FetchRefused, Limits, fetch
from verifier.outside.wire import Network

PUBLIC = "93.184.215.14"
QUICK = Limits(seconds=2.0)
STORY = b"<html><body><p>Officials said 12 people were hurt.</p></body></html>"


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def moved(place: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {place}", status=status)


def refusal(network: Network, url: str = "http://news.test/", limits: Limits = QUICK) -> FetchRefused:
    with pytest.raises(FetchRefused) as refused:
        fetch(url, limits=limits, network=network)
    assert "aste the text instead." in refused.value.sentence
    return refused.value
