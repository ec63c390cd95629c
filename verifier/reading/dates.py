"""Dates a claim speaks of, made absolute from the day the article was published, where that is possible."""

import re
from calendar import monthrange
from datetime import date, timedelta

from .types import Moment, Span

_NAMES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mar apr may june july aug sept oct nov dec",
)
_MONTHS = {name: number for names in _NAMES for number, name in enumerate(names.split(" "), start=1)}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_OF_YEAR = r"(?:,?\s+(?P<year>\d{4})\b)?"
_FULL = re.compile(rf"\b{_MONTH}\s+{_DAY}{_OF_YEAR}", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b{_DAY}\s+{_MONTH}{_OF_YEAR}", re.IGNORECASE)
_PART = re.compile(rf"\b(?:(?P<part>early|mid|late)[-\s]|in\s+|last\s+|since\s+){_MONTH}{_OF_YEAR}", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:on\s+|last\s+)?(?P<weekday>{'|'.join(_DAYS)})\b", re.IGNORECASE)
_NEAR = re.compile(r"\b(?P<near>today|yesterday|tonight)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|until|by|from|of)\s+(?P<year>(?:19|20)\d{2})\b", re.IGNORECASE)
_HINTS = (*_DAYS, *_NAMES[1].split(" "), "today", "yesterday", "tonight", "19", "20")
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def find_dates(text: str, span: Span, published_on: date | None) -> tuple[Moment, ...]:
    """Every date within ``span``; its days are None where only the article's date could tell, and that is not given."""
    words = span.of(text)
    lowered = words.lower()
    if not any(hint in lowered for hint in _HINTS):
        return ()
    found: list[Moment] = []
    for pattern in (_FULL, _DAY_FIRST, _PART, _WEEKDAY, _NEAR, _YEAR):
        for match in pattern.finditer(words):
            place = Span(span.start + match.start(), span.start + match.end())
            if any(one.span.start < place.end and place.start < one.span.end for one in found):
                continue
            first, last = _days(match.groupdict(), published_on)
            found.append(Moment(place, first, last))
    return tuple(sorted(found, key=lambda one: one.span))


def _days(parts: dict[str, str | None], today: date | None) -> tuple[date | None, date | None]:
    weekday, near, month, year = (parts.get(key) for key in ("weekday", "near", "month", "year"))
    if weekday or near:
        day = _recent(weekday, near, today)
        return day, day
    if not month:
        number = int(year or 0)
        return date(number, 1, 1), date(number, 12, 31)
    return _in_month(_MONTHS[month.lower()], parts, int(year) if year else None, today)


def _recent(weekday: str | None, near: str | None, today: date | None) -> date | None:
    """The day itself, or the latest such weekday up to the day of publication."""
    if today is None:
        return None
    back = (today.weekday() - _DAYS.index(weekday.lower())) % 7 if weekday else int((near or "").lower() == "yesterday")
    return today - timedelta(days=back) if today.toordinal() > back else None


def _in_month(
    month: int, parts: dict[str, str | None], year: int | None, today: date | None
) -> tuple[date | None, date | None]:
    """A month without a year is the latest one that had begun on the day of publication."""
    if year is None:
        if today is None or today.year < 2:
            return None, None
        year = today.year if month <= today.month else today.year - 1
    if year < 1:
        return None, None
    longest = monthrange(year, month)[1]
    day = parts.get("day")
    if day:
        number = int(day)
        return (date(year, month, number),) * 2 if 1 <= number <= longest else (None, None)
    first, last = _THIRDS.get((parts.get("part") or "").lower(), (1, 31))
    return date(year, month, first), date(year, month, min(last, longest))
