"""Bytes of a file or a page into a document: its text, what it says about itself, and what it hides.

A plain text is kept code point by code point (only CR LF becomes LF), because every offset of a claim counts in it.
A page is taken apart in a process of its own with bounds on memory and time, because a page can be built to break
whatever parses it.
"""

import json
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, Final

from verifier.outside.charsets import CharsetUnknown, decode_file, decode_page
from verifier.outside.clock import now
from verifier.outside.disguise import notes_on
from verifier.outside.media import HTML, PLAIN, XHTML, read_content_type, spoken

LARGEST: Final = 5 * 1024 * 1024
SECONDS: Final = 10.0

# Each page being taken apart may use 600 MB; more than this many at once wait for each other.
_AT_ONCE: Final = threading.BoundedSemaphore(2)

_CHILD: Final = Path(__file__).with_name("documents_child.py")
_INSTEAD: Final = "Paste the text instead."
_BY_ENDING: Final = {".txt": PLAIN, ".text": PLAIN, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
_VAGUE: Final = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/x-unknown", "unknown/unknown"}
)
_BEGINNINGS: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or another packed file"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"\x1f\x8b", "a packed (gzip) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or video"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_LOOKS_LIKE_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FEED: Final = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*)*(?:<!DOCTYPE\s+(?!html)|<(?:rss|feed|rdf:RDF|urlset)\b)", re.I
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONGEST_WORDS: Final = 500


class Kind(StrEnum):
    """What a document was before its text was taken from it."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class HiddenStretch:
    """Words that a page carries and does not show, and how it hides them ("display: none")."""

    text: str
    how: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as taken in. What the source does not state is None; nothing here is guessed from the text.

    ``language`` is a primary subtag ("en"); ``notes`` are sentences for the person who checks the intake;
    ``hidden`` are words of the page that are *not* part of ``text``.
    """

    title: str | None
    publisher: str | None
    byline: str | None
    published_on: date | None
    language: str | None
    text: str
    media_type: str
    charset: str
    kind: Kind
    notes: tuple[str, ...] = ()
    hidden: tuple[HiddenStretch, ...] = ()


class Fault(StrEnum):
    """Why a document was not taken in; the sentence of the refusal says it for people."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_TEXT = "not_a_text"
    UNKNOWN_KIND = "unknown_kind"
    BAD_ENCODING = "bad_encoding"
    NO_TEXT = "no_text"
    BUSY = "busy"
    TOO_COMPLEX = "too_complex"


class DocumentRefused(Exception):  # noqa: N818  (it names what happened, in the words of the desk)
    """A document that was not taken in. The message is a sentence for a journalist and says what to do."""

    def __init__(self, code: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def open_document(
    raw: bytes, *, media_type: str | None, filename: str | None, url: str | None = None, charset: str | None = None
) -> Document:
    """Take a plain text or an HTML page apart.

    ``media_type`` is a whole Content-Type line or its first part; ``charset`` adds what the line said elsewhere.
    ``filename`` is only looked at for its ending and never opened. Without either, the bytes decide.
    Raises DocumentRefused for what is empty, over 5 MB, not text, or too complex to be read within the limits.
    """
    if len(raw) > LARGEST:
        raise DocumentRefused(Fault.TOO_LARGE, "The file is larger than 5 MB. Paste the part that matters instead.")
    if not raw.strip():
        raise DocumentRefused(Fault.EMPTY, "The file is empty. Choose another one, or paste the text.")
    stated, stated_charset = read_content_type(media_type or "")
    settled = _settle_kind(raw, stated, filename)
    if settled == PLAIN:
        return _open_text(raw, stated_charset or charset)
    return _open_page(raw, settled, stated_charset or charset, url)


def _settle_kind(raw: bytes, stated: str | None, filename: str | None) -> str:
    """The media type to read the bytes as. Raises DocumentRefused for a kind that is not read."""
    for beginning, kind in _BEGINNINGS:
        if raw.startswith(beginning):
            raise DocumentRefused(Fault.NOT_A_TEXT, f"This is {kind}, not a text. {_INSTEAD}")
    if stated in (HTML, XHTML, PLAIN):
        return stated
    ending = PurePosixPath((filename or "").lower()).suffix
    if stated and stated not in _VAGUE:
        raise DocumentRefused(Fault.UNKNOWN_KIND, f"This is {spoken(stated)}, not a text or a page. {_INSTEAD}")
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if ending:
        raise DocumentRefused(Fault.UNKNOWN_KIND, f"Only .txt and .html files are read. {_INSTEAD}")
    return HTML if _LOOKS_LIKE_HTML.match(raw[:2_000]) else PLAIN


def _open_text(raw: bytes, charset: str | None) -> Document:
    try:
        decoded = decode_file(raw, charset)
    except CharsetUnknown as unknown:
        sentence = f"The letters of this file cannot be read: its encoding is unknown. Save it as UTF-8, or: {_INSTEAD}"
        raise DocumentRefused(Fault.BAD_ENCODING, sentence) from unknown
    text, notes = _clean(decoded.text.replace("\r\n", "\n"))
    _check_readable(text)
    return Document(
        title=None,
        publisher=None,
        byline=None,
        published_on=None,
        language=None,
        text=text,
        media_type=PLAIN,
        charset=decoded.charset,
        kind=Kind.TEXT,
        notes=(*decoded.notes, *notes, *notes_on(text)),
    )


def _clean(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without characters that no database keeps, one mark for each, so that all offsets stay.

    Raises DocumentRefused when control characters are so many that this never was a text.
    """
    controls = len(_CONTROLS.findall(text))
    if controls > max(8, len(text) // 100) or controls * 2 > len(text):
        raise DocumentRefused(Fault.NOT_A_TEXT, f"This is not a text but a file for a program. {_INSTEAD}")
    cleaned = re.sub("[\x00\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    replaced = sum(before != after for before, after in zip(text, cleaned, strict=True)) if cleaned != text else 0
    what = "One character that is not text was" if replaced == 1 else f"{replaced} characters that are not text were"
    note = f"{what} replaced by \N{REPLACEMENT CHARACTER}."
    return cleaned, (note,) if replaced else ()


def _check_readable(text: str) -> None:
    if not any(unicodedata.category(char)[0] in "LNS" for char in text):  # circled letters are symbols, and words
        raise DocumentRefused(Fault.NO_TEXT, f"There are no words in this document. {_INSTEAD}")


def _open_page(raw: bytes, media_type: str, charset: str | None, url: str | None) -> Document:
    decoded = decode_page(raw, charset)
    html, notes = _clean(decoded.text)
    if _FEED.match(html):
        raise DocumentRefused(Fault.UNKNOWN_KIND, f"This is a feed or a data file, not an article. {_INSTEAD}")
    page = _ask_child(html, url)
    text, _ = _clean(page["text"])
    if page["hidden"] and not text:
        raise DocumentRefused(Fault.NO_TEXT, f"The page hides all its words from its readers. {_INSTEAD}")
    _check_readable(text)
    published_on, note_on_date = _read_date(page["date"], page["stated_dates"])
    return Document(
        title=_line(page["title"]),
        publisher=_line(page["publisher"]),
        byline=_line(page["byline"]),
        published_on=published_on,
        language=page["language"],
        text=text,
        media_type=media_type,
        charset=decoded.charset,
        kind=Kind.HTML,
        notes=(*decoded.notes, *notes, *page["notes"], *note_on_date, *_notes_on_hidden(page), *notes_on(text)),
        hidden=tuple(HiddenStretch(text=text, how=how) for text, how in page["hidden"]),
    )


def _ask_child(html: str, url: str | None) -> dict[str, Any]:
    """Have a page taken apart elsewhere. Raises DocumentRefused when that takes too much or fails."""
    request = json.dumps({"url": url}).encode("utf-8") + b"\n" + html.encode("utf-8")
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise DocumentRefused(Fault.BUSY, "Too many pages are being read just now. Try again in a minute.")
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and our own file)
            [sys.executable, "-I", str(_CHILD)],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            check=True,
        )
        page = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        sentence = f"The page is built in a way that cannot be read within {SECONDS:g} seconds. {_INSTEAD}"
        raise DocumentRefused(Fault.TOO_COMPLEX, sentence) from error
    finally:
        _AT_ONCE.release()
    if not isinstance(page, dict):
        raise DocumentRefused(Fault.TOO_COMPLEX, f"The page could not be read. {_INSTEAD}")
    return page


def _line(words: str | None) -> str | None:
    """A title or a name on one line, without characters that are not shown."""
    if not words:
        return None
    shown = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(shown.split())[:_LONGEST_WORDS] or None


def _read_date(found: str | None, stated: list[str]) -> tuple[date | None, tuple[str, ...]]:
    """The day of publication, if it is a day that can be; otherwise what the page wrote."""
    tomorrow = now().date() + timedelta(days=1)
    day = _day(found or "")
    for written in stated:
        stated_day = _day(written)
        if (stated_day or day) is None or (stated_day and stated_day > tomorrow):
            return None, (f"The page gives “{_line(written)}” as its date, which cannot be.",)
    return (day, ()) if day and day <= tomorrow else (None, ())


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _notes_on_hidden(page: Mapping[str, Any]) -> tuple[str, ...]:
    count = len(page["hidden"]) + page["hidden_left_out"]
    if not count:
        return ()
    what = "a stretch" if count == 1 else f"{count} stretches"
    return (f"The page hides {what} of text from its readers; see what was left out.",)
