"""Quantities in a text: value, unit, and whether the text says "more than", "about" or a range."""

import re
from functools import lru_cache

from .types import Figure, Span
from .wordlist import word_set

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: float(value) for value, word in enumerate(_ONES)} | {
    word: 10.0 * (k + 2) for k, word in enumerate(_TENS)
}
_WORDS |= {"dozen": 12.0, "dozens": 24.0, "hundreds": 200.0, "thousands": 2000.0, "half": 0.5, "both": 2.0}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_PLAIN = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = (
    rf"(?:[$€£¥]\s?)?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?:[$€£¥]\s?)?\d+(?:\.\d+)?|\b(?:{_PLAIN})\b(?:-(?:{_PLAIN})\b)?"
)
_FIGURE = re.compile(
    rf"""(?:\b(?P<over>more\ than|over|at\ least|no\ fewer\ than|no\ less\ than|upwards\ of|exceeding)\s+)?
    (?:\b(?P<under>less\ than|fewer\ than|under|up\ to|at\ most|no\ more\ than|nearly|almost)\s+)?
    (?:\b(?P<about>about|around|some|approximately|roughly|an\ estimated|estimated\ at|circa|close\ to)\s+)?
    (?P<number>{_NUMBER})
    (?:\s?(?:-|–|to|and)\s?(?P<second>(?:[$€£]\s?)?\d[\d,]*(?:\.\d+)?)(?![\d/]))?
    (?:\s?(?P<scale>hundred|thousand|million|billion|trillion|bn|m|k)\b)?
    (?P<percent>\s?(?:%|percent\b|per\ cent\b|percentage\ points?\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(r"\s+(?:of\s+(?:the\s+)?)?((?:[^\W\d_][\w’'\-]*\s?){1,4})")
_UNIT_END = word_set(
    """and or but in on at by for from with to of as is are was were be been have has had will would who which
    that so the a an since after before during per into over under than against between said says if when
    while because, told he she they it this last next ago each more less left all out up down not early late"""
)
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
]
_BEFORE_YEAR = re.compile(
    rf"(?:\b(?:in|since|by|until|from|of|during|early|late|mid)\s*-?|(?:{'|'.join(_MONTHS)})\.?,?"
    rf"(?:\s\d{{1,2}},?)?)\s*$",
    re.IGNORECASE,
)
_AFTER_DAY = re.compile(rf"\s+(?:{'|'.join(_MONTHS)})\b", re.IGNORECASE)
_BEFORE_DAY = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\.?\s*$", re.IGNORECASE)


def find_figures(text: str, span: Span) -> tuple[Figure, ...]:
    """Every quantity within ``span``; years and days of a date are not quantities."""
    return tuple(_in_words(span.of(text), span.start))


@lru_cache(maxsize=2048)
def _in_words(words: str, offset: int) -> list[Figure]:
    figures = []
    for found in _FIGURE.finditer(words):
        number = found.group("number")
        if _is_date(words, found) or _is_idle(words, found):
            continue
        value = value_of(number)
        if value is None:
            continue
        unit, end = _unit(words, found, number)
        value *= _SCALES.get((found.group("scale") or "").lower(), 1.0)
        low, high = _bounds(found, value)
        about = found.group("about") is not None or number.lower() in {"dozens", "hundreds", "thousands"}
        figures.append(Figure(Span(offset + found.start(), offset + end), low, high, unit, about))
    return figures


def value_of(number: str) -> float | None:
    """The value of a number in digits or in words; None where it is neither."""
    plain = number.lower().strip("$€£¥ \u00a0").replace(",", "")
    if plain in _WORDS:
        return _WORDS[plain]
    parts = plain.split("-")
    if len(parts) == 2 and all(part in _WORDS for part in parts):
        return _WORDS[parts[0]] + _WORDS[parts[1]]
    try:
        return float(plain) if len(plain) < 30 else None
    except ValueError:
        return None


def _bounds(found: re.Match[str], value: float) -> tuple[float | None, float | None]:
    if found.group("over"):
        return value, None
    under = (found.group("under") or "").lower()
    if under and under not in {"nearly", "almost"}:
        return None, value
    second = found.group("second")
    if second:
        upper = value_of(second)
        if upper is not None and upper > value:
            scale = _SCALES.get((found.group("scale") or "").lower(), 1.0)
            return value, upper * scale
    return value, value


def _unit(words: str, found: re.Match[str], number: str) -> tuple[str, int]:
    if found.group("percent"):
        return "percent", found.end()
    money = _MONEY.get(number[:1])
    if money:
        return money, found.end()
    behind = _UNIT.match(words, found.end())
    if not behind:
        return "", found.end()
    unit: list[str] = []
    end = found.end()
    for piece in re.finditer(r"[^\W\d_][\w’'\-]*", behind.group(1)):
        if piece.group().lower() in _UNIT_END or (
            unit and unit[-1].endswith("s") and unit[-1] not in ("Syrians",) and not unit[-1].endswith("ss")
        ):
            break
        unit.append(piece.group())
        end = behind.start(1) + piece.end()
    return " ".join(unit), end


def _is_date(words: str, found: re.Match[str]) -> bool:
    number = found.group("number")
    before = words[max(0, found.start("number") - 24) : found.start("number")]
    if not number.isdigit():
        return False
    if len(number) == 4 and 1500 <= int(number) <= 2100 and not found.group("over") and not found.group("about"):
        return bool(_BEFORE_YEAR.search(before)) or not _UNIT.match(words, found.end())
    if len(number) <= 2 and (_AFTER_DAY.match(words, found.end()) or _BEFORE_DAY.search(before)):
        return True
    return words[found.end("number") : found.end("number") + 1] in (":", "/")


def _is_idle(words: str, found: re.Match[str]) -> bool:
    """ "one of them", "both sides", "half", a number glued to a word: not a quantity anybody would check."""
    number = found.group("number").lower()
    if number in {"one", "both", "zero", "half"}:
        return not (found.group("scale") or found.group("percent") or found.group("over"))
    before = words[found.start("number") - 1 : found.start("number")] if found.start("number") else ""
    after = words[found.end("number") : found.end("number") + 1]
    return (
        before.isalnum()
        or before in {"-", "_", ".", ":"}
        or (after.isalpha() and not found.group("scale"))
        or after == "-"
    )
