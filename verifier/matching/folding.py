"""Words as the index knows them: one spelling for all that readers take for the same word, and its place in the text.

Folding happens here and not in an engine, so that SQLite and PostgreSQL find the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST_TOKEN: Final = 64
MOST_TOKENS: Final = 16_000
"""Of one text: PostgreSQL counts the places of words up to 16,383."""

_PLAIN: Final = re.compile("[a-z0-9]+")
# Scripts that put no blank between words: each sign is a word of its own, and a word of several signs is a phrase.
_UNSPACED: Final = (
    "\u0e01-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_JOINERS: Final = "\u00ad\u200c\u200d\u2060\ufeff"
# A mark belongs to the letter before it, which \w of Python does not know of most marks.
_INDIC: Final = "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0b82\u0bbe-\u0bcd"
_SIGNS: Final = f"{_MARKS}{_JOINERS}{_INDIC}"
_TOKEN: Final = re.compile(
    rf"[{_UNSPACED}][{_MARKS}\u3099\u309a]*|(?:(?![{_UNSPACED}_ʘ])\w)(?:(?![{_UNSPACED}_ʘ])[\w{_SIGNS}])*"
)
_DROPPED: Final = re.compile(f"[{_MARKS}{_JOINERS}]")
_LETTERS: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ہ": "ه",
        "ھ": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ٱ": "ا",
    }
)


class Token(NamedTuple):
    """A word at its span in the text it was read from."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """One word in the spelling of the index: no case, no accents, one form of each Arabic letter, plain digits."""
    if word.isascii():
        return word.lower()[:LONGEST_TOKEN]
    apart = _DROPPED.sub("", unicodedata.normalize("NFKD", word).casefold()).translate(_LETTERS)
    digits = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in apart)
    whole = unicodedata.normalize("NFC", digits)
    return "".join(one for one in whole if one.isalnum() or unicodedata.category(one)[0] == "M")[:LONGEST_TOKEN]


def tokens_of(text: str) -> Iterator[Token]:
    """The words of a text with their spans, in its order."""
    for match in _TOKEN.finditer(text):
        word = fold_word(match.group())
        if word:
            yield Token(word, match.start(), match.end())


def fold_text(text: str, most: int = MOST_TOKENS) -> str:
    """A text as it is indexed: its words, one blank between them."""
    words = _PLAIN.findall(text.lower()) if text.isascii() else [token.word for token in tokens_of(text)]
    return " ".join(one[:LONGEST_TOKEN] for one in words[:most])
