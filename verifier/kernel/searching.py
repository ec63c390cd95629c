"""Looking for words literally: all of them, in any order, capital or small. What a full-text index will do better."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

MOST_WORDS = 8
_TERM = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')


def one_line(query: str, longest: int = 300) -> str:
    """What somebody asks for, as it can be shown again: control characters are spaces, and no more than fits."""
    return "".join(" " if unicodedata.category(one) in {"Cc", "Cs"} else one for one in query).strip()[:longest]


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, at most eight; what stands in quotation marks is one of them."""
    found: list[str] = []
    for match in _TERM.finditer(query):
        term = " ".join(next(group for group in match.groups() if group is not None).split()).strip('"“”')
        if term and term.casefold() not in {one.casefold() for one in found}:
            found.append(term)
    return tuple(found[:MOST_WORDS])


def is_too_short(words: Sequence[str]) -> bool:
    """Whether the words would match nearly everything. One letter of a script such as Chinese is a word."""
    return all(len(one) < 2 and one.isascii() for one in words)


def contains_all(words: Iterable[str], *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that each of the words stands in one of the columns."""
    return and_(*(or_(*(_contains(column, word) for column in columns)) for word in words))


def _contains(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    # lower() of SQLite, and of PostgreSQL in the C locale, knows ASCII only: other letters are tried both ways
    spellings = {word, word.lower(), word.upper(), word.capitalize()} if not word.isascii() else {word}
    return or_(*(column.icontains(one, autoescape=True) for one in sorted(spellings)))


def marked(text: str, words: Sequence[str]) -> tuple[tuple[bool, str], ...]:
    """The text in stretches, each with whether it is one of the words."""
    if not words:
        return ((False, text),)
    pattern = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    pieces: list[tuple[bool, str]] = []
    end = 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        pieces += [(False, text[end : match.start()]), (True, match.group())]
        end = match.end()
    pieces.append((False, text[end:]))
    return tuple(piece for piece in pieces if piece[1])
