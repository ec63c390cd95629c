"""Dates a claim speaks of, made absolute from the day the article was published, where that is possible."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .calendars import CURRENT, EARLY, FORWARD, MIDDLE, PAST_YEARLY, Calendar, calendar_of
from .types import Moment, Span

_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"\w+")
_MODAL_MAY = re.compile(r"\bmay\b|\bmarch\b|\bmar\b|\bsun\b")
_DECEMBER = 12

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class _Said:
    """A date as the words give it: its parts by name, at a place counted from the beginning of the words."""

    span: Span
    parts: Mapping[str, str]


def find_dates(text: str, span: Span, published_on: date | None, language: str = "en") -> tuple[Moment, ...]:
    """Every date within ``span``; its days are None where only the article's date could tell, and that is not given.

    "Three days earlier" counts from the date before it in the same words; a Hijri date is seen and left unknown.
    """
    found: list[Moment] = []
    calendar = calendar_of(language)
    for said in _said(span.of(text), language):
        place = Span(span.start + said.span.start, span.start + said.span.end)
        before = found[-1].first if found and found[-1].first == found[-1].last else None
        first, last = _days(said.parts, calendar, published_on, before)
        found.append(Moment(place, first, last))
    return tuple(found)


def places_of_dates(words: str, language: str = "en") -> tuple[Span, ...]:
    """Where dates stand in ``words``."""
    return tuple(said.span for said in _said(words, language))


@lru_cache(maxsize=2048)
def _said(words: str, language: str) -> tuple[_Said, ...]:
    calendar = calendar_of(language)
    has_year = _YEAR.search(words) is not None
    if not has_year and calendar.hints is not None and calendar.hints.isdisjoint(_WORD.findall(words.lower())):
        return ()
    found: list[_Said] = []
    for pattern in calendar.patterns:
        if pattern in calendar.of_years and not has_year:
            continue
        for match in pattern.finditer(words):
            place = Span(match.start(), match.end())
            if any(one.span.start < place.end and place.start < one.span.end for one in found):
                continue
            parts = {key: value for key, value in match.groupdict().items() if value is not None}
            if not (_MODAL_MAY.fullmatch(parts.get("m", "")) and "y" not in parts):
                found.append(_Said(place, parts))
    return tuple(sorted(found, key=lambda one: one.span))


def _days(parts: Mapping[str, str], calendar: Calendar, today: date | None, before: date | None) -> Days:
    try:
        return _resolved(parts, calendar, today, before)
    except (ValueError, OverflowError):  # 31 February, the year 0
        return None, None


def _resolved(parts: Mapping[str, str], calendar: Calendar, today: date | None, before: date | None) -> Days:
    if "hijri" in parts:
        return None, None
    if "near" in parts:
        return _from(today, calendar.near[parts["near"].lower()])
    if "wd" in parts:
        return _weekday(calendar.weekdays[parts["wd"].lower()], parts.get("which", ""), today)
    if "away" in parts:
        later = parts["away"].lower() in {"earlier", "later", "before"}
        return _away(parts, calendar, before if later else today)
    if "unit" in parts:
        return _period(_unit(parts["unit"], calendar), parts["which"], today)
    if "m" in parts or "mm" in parts:
        month = calendar.months[parts["m"].lower()] if "m" in parts else int(parts["mm"])
        return _in_month(month, parts, today)
    first = int(parts.get("y") or parts["decade"])
    last = int(parts["z"]) if "z" in parts else first + (9 if "decade" in parts else 0)
    return (date(first, 1, 1), date(last, _DECEMBER, 31)) if first <= last else (None, None)


def _from(day: date | None, away: int) -> Days:
    return (None, None) if day is None else (day + timedelta(days=away),) * 2


def _weekday(weekday: int, which: str, today: date | None) -> Days:
    """The day itself, or the latest such weekday up to the day of publication; "last" and "next" are never today."""
    if today is None:
        return None, None
    if FORWARD.search(which):
        return _from(today, (weekday - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - weekday) % 7
    return _from(today, -(back or (7 if which and not CURRENT.search(which) else 0)))


def _unit(word: str, calendar: Calendar) -> str:
    return next((name for pattern, name in calendar.units if pattern.match(word)), "day")


def _away(parts: Mapping[str, str], calendar: Calendar, day: date | None) -> Days:
    """ "Three days ago" is a day; weeks, months and years ago are the whole week, month or year."""
    unit = _unit(parts["unit"], calendar)
    if day is None or unit == "hour":
        return None, None
    count = parts["n"].lower()
    number = calendar.counts[count] if count in calendar.counts else int(count)
    number = number if parts["away"].lower() == "later" else -number
    if unit == "day":
        return _from(day, number)
    return _shifted(unit, number, day)


def _shifted(unit: str, number: int, day: date) -> Days:
    if unit == "week":
        monday = day + timedelta(days=7 * number - day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(day.year + number, 1, 1), date(day.year + number, _DECEMBER, 31)
    months = day.year * _DECEMBER + day.month - 1 + number
    return _month(months // _DECEMBER, months % _DECEMBER + 1)


def _period(unit: str, which: str, today: date | None) -> Days:
    """ "Last week", "this month", "next year"."""
    if today is None or unit == "hour":
        return None, None
    number = 1 if FORWARD.search(which) else 0 if CURRENT.search(which) else -1
    return _from(today, number) if unit == "day" else _shifted(unit, number, today)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _in_month(month: int, parts: Mapping[str, str], today: date | None) -> Days:
    """A month without a year is the latest one that had begun on the day of publication."""
    which = parts.get("which", "")
    if "y" in parts:
        year = int(parts["y"])
    elif today is None:
        return None, None
    elif FORWARD.search(which):
        year = today.year if month > today.month else today.year + 1
    else:
        gone = month < today.month or (month == today.month and which.lower() not in PAST_YEARLY)
        year = today.year if gone else today.year - 1
    if "d" in parts:
        return (date(year, month, int(parts["d"])),) * 2
    first, last = _month(year, month)
    part = parts.get("part", "").lower()
    if not part or first is None:
        return first, last
    if part in EARLY:
        return first, first.replace(day=10)
    return (first.replace(day=11), first.replace(day=20)) if part in MIDDLE else (first.replace(day=21), last)
