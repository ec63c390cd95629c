"""Lettering: how wide a text will be, and where its lines break, without asking a browser."""

import unicodedata
from functools import lru_cache

ELLIPSIS = "…"

# Advance widths of a sans-serif face, in thousandths of the font size; rather too wide than too narrow.
_NARROW = 300
_USUAL = 540
_BROAD = 780
_FULL = 1000
_THIN_LETTERS = frozenset("iljtfrI.,:;'’‘!|()[]·- ")
_BROAD_LETTERS = frozenset("mwMW@%ЖШЩЮжшщюФ—")


@lru_cache(maxsize=4096)
def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    if letter in _THIN_LETTERS:
        return _NARROW
    return _BROAD if letter in _BROAD_LETTERS or letter.isupper() else _USUAL


def text_width(text: str, size: int) -> float:
    """The estimated width in px of one line at a font size in px."""
    return sum(map(_letter_width, text)) * size / 1000


def wrap(text: str, *, width: float, size: int, lines: int) -> tuple[str, ...]:
    """Break a text into at most so many lines of at most so many px; what does not fit ends in an ellipsis.

    Breaks at spaces, and inside a word only where the word alone is too wide, never before a mark on a letter.
    """
    broken: list[str] = []
    line = ""
    for word in text.split():
        if line and text_width(f"{line} {word}", size) <= width:
            line = f"{line} {word}"
            continue
        pieces = _pieces(word, width, size)
        broken += [line] * bool(line) + pieces[:-1]
        line = pieces[-1]
        if len(broken) > lines:
            break
    broken += [line] * bool(line)
    if len(broken) <= lines:
        return tuple(broken)
    return (*broken[: lines - 1], _shortened(broken[lines - 1], width, size))


def _pieces(word: str, width: float, size: int) -> list[str]:
    if text_width(word, size) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and _letter_width(letter) and text_width(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, width: float, size: int) -> str:
    while line and text_width(line + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
