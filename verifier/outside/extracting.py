"""The text in an original that was captured beside a claim, so that it can be compared with other texts."""

from dataclasses import dataclass
from typing import Final

from verifier.outside.documents import DocumentRefused, open_document

EXTRACTOR: Final = 1
"""The version of what takes texts out of originals; raise it when the same bytes would give another text."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text, or in ``trouble`` why there is none, in words for a person."""

    text: str
    trouble: str = ""
    extractor: int = EXTRACTOR


def extract(raw: bytes, *, media_type: str, filename: str = "", url: str = "") -> Extracted:
    """Take the text out of an original. Never raises for what the bytes are: pictures and the like have no text."""
    try:
        document = open_document(raw, media_type=media_type, filename=filename or None, url=url or None)
    except DocumentRefused as refused:
        return Extracted("", refused.sentence.removesuffix("Paste the text instead.").strip())
    return Extracted(document.text)
