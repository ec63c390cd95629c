"""How addresses, dates and numbers are written in published markup, and what is not one."""

import re
from datetime import datetime
from math import isfinite
from typing import Final

# Only letters, digits and hyphens make a host; no user name before it, no blank, quote or bracket after it.
_ADDRESS: Final = re.compile(
    r"https?://(?P<host>[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\x00-\x1f\x7f]*)?",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"(?P<day>[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)"
    r"(?P<time>T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY_LENGTH: Final = len("2024-03-02")


def is_web_address(text: object) -> bool:
    """Whether this is an absolute http or https address."""
    return isinstance(text, str) and _ADDRESS.fullmatch(text) is not None


def host_of(address: str) -> str:
    """The host of a web address in lower case, without a leading "www."; empty if it is no web address."""
    match = _ADDRESS.fullmatch(address)
    return match["host"].lower().removeprefix("www.") if match else ""


def is_iso_date(text: object) -> bool:
    """Whether this is a real ISO 8601 date or date and time: 2024, 2024-03, 2024-03-02, 2024-03-02T10:00:00Z."""
    match = _DATE.fullmatch(text) if isinstance(text, str) else None
    if match is None or (match["time"] and len(match["day"]) < _DAY_LENGTH):
        return False
    try:
        _moment(match)
    except ValueError:
        return False
    return True


def is_earlier(text: str, other: str) -> bool:
    """Whether one ISO 8601 date lies before the other, judged no finer than both of them are known."""
    first, second = _DATE.fullmatch(text), _DATE.fullmatch(other)
    if not (first and second):
        return False
    if first["zone"] and second["zone"]:
        return _moment(first) < _moment(second)
    length = min(len(first["day"]), len(second["day"]))
    return first["day"][:length] < second["day"][:length]


def number_of(value: object) -> float | None:
    """The number this stands for, None if it is none.

    A number in text may have only the digits 0-9 and one full stop, as schema.org has it: ``float`` alone would also
    take other scripts' digits, blanks and "nan".
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def folded(name: str) -> str:
    """A name for comparing: case and blanks do not make another outlet."""
    return " ".join(name.casefold().split())


def _moment(match: re.Match[str]) -> datetime:
    return datetime.fromisoformat(match["day"] + "-01-01"[len(match["day"]) - len("2024") :] + (match["time"] or ""))
