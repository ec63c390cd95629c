"""Bytes into characters, by what they state, by what they are, and only then by what they look like.

The order and the labels follow the WHATWG Encoding standard (a page that says iso-8859-1 means windows-1252, a byte
order mark beats everything), because that is what the page's author saw in a browser. Unlike a browser nothing is
replaced in silence: whatever was guessed or could not be read is told in a note.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS_PYTHON_LACKS: Final = {
    "windows-874": "cp874",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso8859-8",
    "x-gbk": "gb18030",
}
_AS_BROWSERS_READ: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # A page that is not marked and yet says so in readable letters cannot be UTF-16 or UTF-32.
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7"), "utf-8"),
}
_READ: Final = frozenset(
    {"utf-8", "cp866", "cp874", "cp932", "cp949", "big5", "euc_jp", "gb18030", "iso2022_jp", "koi8-r", "koi8-u"}
    | {f"cp125{number}" for number in range(9)}
    | {f"iso8859-{number}" for number in range(2, 17) if number != 12}
    | {"mac-roman", "mac-cyrillic"}
)
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{1,40})", re.IGNORECASE)
_META_REACH: Final = 4_096
_SAMPLE: Final = 64 * 1024


class CharsetUnknown(ValueError):  # noqa: N818
    """The bytes are not text in any encoding that is read here."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters without their byte order mark, the encoding's name, and what a person should know about it."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()
    is_damaged: bool = False


def decode_page(raw: bytes, stated: str | None) -> Decoded:
    """The characters of an HTML page. ``stated`` is the charset of its Content-Type line.

    A stated encoding that does not fit is tried against UTF-8 before single characters are given up.
    """
    marked = _by_mark(raw)
    if marked:
        return marked
    in_page = _META.search(raw[:_META_REACH])
    for label in (stated, in_page[1].decode("ascii") if in_page else None):
        charset = _canonical(label)
        if charset:
            return _strictly(raw, charset) or _strictly(raw, "utf-8") or _forgivingly(raw, charset)
    return _strictly(raw, "utf-8") or _by_looks(raw) or _forgivingly(raw, "utf-8")


def decode_file(raw: bytes, stated: str | None) -> Decoded:
    """The characters of a plain text, every one of them certain to have been read as written.

    Raises CharsetUnknown when no encoding fits all bytes.
    """
    decoded = _by_mark(raw)
    if decoded is None:
        charset = _canonical(stated)
        decoded = (_strictly(raw, charset) if charset else None) or _strictly(raw, "utf-8") or _by_looks(raw)
    if decoded is None or decoded.is_damaged:
        raise CharsetUnknown("no encoding fits")
    return decoded


def _by_mark(raw: bytes) -> Decoded | None:
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], charset) or _forgivingly(raw[len(mark) :], charset)
    return None


def _canonical(label: str | None) -> str | None:
    """The codec a browser would use for a label, or None for a label that names no text encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(_LABELS_PYTHON_LACKS.get(label.lower(), label)).name
    except (LookupError, ValueError):
        return None
    name = _AS_BROWSERS_READ.get(name, name)
    return name if name in _READ else None


def _strictly(raw: bytes, charset: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(charset), charset)
    except UnicodeDecodeError:
        return None


def _forgivingly(raw: bytes, charset: str) -> Decoded:
    text = raw.decode(charset, errors="replace")
    unread = text.count("\N{REPLACEMENT CHARACTER}")
    what = "One character" if unread == 1 else f"{unread} characters"
    note = f"{what} could not be read; \N{REPLACEMENT CHARACTER} stands in the place."
    return Decoded(text, charset, (note,), is_damaged=True)


def _by_looks(raw: bytes) -> Decoded | None:
    """The encoding that a sample looks most like, if it then fits every byte."""
    best = from_bytes(raw[:_SAMPLE]).best()
    charset = _canonical(best.encoding) if best else None
    decoded = _strictly(raw, charset) if charset else None
    if decoded is None:
        return None
    return Decoded(
        decoded.text, decoded.charset, (f"The encoding is not stated; the text was read as {decoded.charset}.",)
    )
