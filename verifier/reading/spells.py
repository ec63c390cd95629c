"""Days and years counted again: weekdays of dates, time between two dates, ages."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .dates import find_dates
from .numbers import at_of, number_of
from .stretches import Stretch
from .types import Conflict

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LATER = re.compile(
    r"\b(?P<n>\d{1,3}|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<unit>days?|"
    r"weeks?)\s+(?P<way>later|after|afterwards|earlier|before)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\bfor\s+(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty)\s+years?,?\s+(?:from|between)\s+"
    r"(?P<a>1[5-9]\d\d|20\d\d)\s+(?:to|until|and|till)\s+(?P<b>1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?(?=\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]|"
    r"[A-Z][a-z]+\.?\s+\d{1,2})"
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BORN = re.compile(
    r"\bborn (?:in|on \d{1,2} \w+) (?P<born>1[5-9]\d\d|20\d\d)\b[^.]{0,60}?\b(?:was|aged|age of|at) (?P<age>\d{1,2})\b"
    r"[^.]{0,40}?\b(?:died|killed|death|elected|appointed|arrested)\b[^.]{0,20}?\bin (?P<year>1[5-9]\d\d|20\d\d)",
    re.IGNORECASE,
)


def days_and_years(text: str, all_: Sequence[Stretch], published_on: date | None) -> Iterator[Conflict]:
    """Whatever the calendar does not bear out, sentence by sentence."""
    for one in all_:
        if one.days or _YEAR.search(one.words):
            yield from _calendar(text, one, published_on)


def _calendar(text: str, one: Stretch, published_on: date | None) -> Iterator[Conflict]:
    """A weekday that is not that of its date; "three days later" between dates four days apart; years that miscount."""
    moments = [moment for moment in find_dates(text, one.span, published_on) if moment.first]
    for found in _DATED.finditer(one.words):
        start = one.span.start + found.end()
        moment = next((each for each in moments if abs(each.span.start - start) <= 1 and each.first == each.last), None)
        if moment is None or moment.first is None:
            continue
        with_year = bool(re.search(r"\d{4}", moment.span.of(text)))
        near = published_on is not None and abs((published_on - moment.first).days) <= 120
        right = _DAYS[moment.first.weekday()]
        if (with_year or near) and right != found.group("day").lower():
            spans = (at_of(one, found, "day"), moment.span)
            yield Conflict(
                spans, "date", f"{moment.span.of(text)} was a {right.capitalize()}, not a {found.group('day')}."
            )
    for found in _YEARS.finditer(one.words):
        told = number_of(found.group("n"))
        apart = int(found.group("b")) - int(found.group("a"))
        if told and abs(apart - told) > 1:
            yield Conflict(
                (at_of(one, found),),
                "date",
                f"From {found.group('a')} to {found.group('b')} is {apart} years, not {found.group('n')}.",
            )
    for found in _BORN.finditer(one.words):
        age = int(found.group("year")) - int(found.group("born"))
        if abs(age - int(found.group("age"))) > 1:
            places = tuple(at_of(one, found, name) for name in ("born", "age", "year"))
            said = (
                f"Born in {found.group('born')}, somebody is {age} in {found.group('year')}, not {found.group('age')}."
            )
            yield Conflict(places, "date", said)
    yield from _days_apart(text, one, published_on)


def _days_apart(text: str, one: Stretch, published_on: date | None) -> Iterator[Conflict]:
    found = _LATER.search(one.words)
    if found is None:
        return
    exact = [
        moment
        for moment in find_dates(text, one.span, published_on or date(2001, 12, 31))
        if moment.first is not None
        and moment.first == moment.last
        and re.search(r"[A-Z].*\d|\d.*[A-Z]", moment.span.of(text))
    ]
    number = 1.0 if found.group("n").lower() in ("a", "an") else number_of(found.group("n"))
    if len(exact) != 2 or number is None or exact[0].first is None or exact[1].first is None:
        return
    days = number * (7 if found.group("unit").lower().startswith("week") else 1)
    apart = abs((exact[1].first - exact[0].first).days)
    room = 1 if found.group("unit").lower().startswith("day") else 3
    between = exact[0].span.end <= one.span.start + found.start() and one.words[: found.start()].count(".") == 0
    if between and abs(apart - days) > room and apart < 200:
        said = f"{exact[0].span.of(text)} and {exact[1].span.of(text)} are {apart} days apart"
        yield Conflict((exact[0].span, at_of(one, found), exact[1].span), "date", f"{said}, not “{found.group()}”.")
