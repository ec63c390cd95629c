"""An article brought to the desk, by address, by hand or as a file: its original bytes and the document in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from verifier.outside.documents import Document, open_document
from verifier.outside.fetching import fetch
from verifier.outside.wire import PUBLIC_INTERNET, Network

_LONGEST_WORDS = 300
_MOST_STRETCHES = 20


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought. ``raw`` is the original as it arrived, ``method`` one of "http", "upload" and "paste".

    ``url`` is where the text stands, as far as is known; ``requested_url``, ``final_url`` and ``response`` are what a
    fetch tells about itself, in plain values.
    """

    raw: bytes
    document: Document
    method: str
    url: str = ""
    requested_url: str = ""
    final_url: str = ""
    filename: str = ""
    response: Mapping[str, Any] = field(default_factory=dict)

    def notes(self) -> tuple[str, ...]:
        """What a person who checks the intake should know, words that the page hides among it."""
        hidden = self.document.hidden
        told = [f"Hidden on the page ({one.how}): “{_cut(one.text)}”" for one in hidden[:_MOST_STRETCHES]]
        left = len(hidden) - len(told)
        return (*self.document.notes, *told, *([f"And {left} more hidden stretches."] if left else []))

    def traits(self) -> dict[str, Any]:
        """What the archive notes beside the bytes, in plain values."""
        return {
            "size": len(self.raw),
            "media_type": self.document.media_type,
            "requested_url": self.requested_url,
            "final_url": self.final_url,
            "filename": self.filename,
            "response": self.response,
        }


def _cut(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _LONGEST_WORDS else folded[:_LONGEST_WORDS] + " …"


def bring_page(url: str, *, network: Network = PUBLIC_INTERNET) -> Brought:
    """Fetch a page of the public web. Raises FetchRefused, DocumentRefused."""
    page = fetch(url, network=network)
    document = open_document(
        page.body, media_type=page.media_type, filename=None, url=page.final_url, charset=page.charset
    )
    response = {
        "status": page.status,
        "headers": [list(pair) for pair in page.headers],
        "redirects": list(page.redirects),
        "address": page.ip,
        "fetched_at": page.fetched_at.isoformat(),
    }
    return Brought(
        page.body,
        document,
        "http",
        url=page.final_url,
        requested_url=page.requested_url,
        final_url=page.final_url,
        response=response,
    )


def bring_text(text: str, *, url: str = "") -> Brought:
    """Take words as they were pasted; ``url`` is where they are said to stand. Raises DocumentRefused.

    Forms send line ends as CR LF whatever was pasted, so they are turned back.
    """
    raw = text.replace("\r\n", "\n").encode("utf-8")
    return Brought(raw, open_document(raw, media_type="text/plain; charset=utf-8", filename=None), "paste", url=url)


def bring_file(raw: bytes, *, filename: str, media_type: str | None) -> Brought:
    """Take a file as it was chosen. Raises DocumentRefused."""
    document = open_document(raw, media_type=media_type, filename=filename)
    return Brought(raw, document, "upload", filename=filename)
