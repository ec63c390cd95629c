"""What a claim holds that can be looked up, as its ticket and the intake say it: figures, dates, places, names."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

_MOST = 6  # of one kind; the text beside it has them all


def particulars(details: Mapping[str, Any], wording: str) -> tuple[tuple[str, str], ...]:
    """Label and words of each kind that a claim's details hold, in the order they are shown; what is empty is left out.

    ``details`` is the JSON kept with a claim; a claim taken in by an older version may have none. How the
    reader made the ``wording`` stand alone is said as long as nobody has changed it.
    """
    lines = (
        ("Figures", (one["text"] for one in details.get("figures", ()))),
        ("When", (_when(one) for one in details.get("dates", ()))),
        ("Where", (one["text"] for one in details.get("places", ()))),
        ("Who", (one["text"] for one in details.get("names", ()))),
        ("Wording", (made["note"] for made in (details.get("standalone"),) if made and _is_kept(made, wording))),
    )
    said = ((label, _listed(words)) for label, words in lines)
    return tuple((label, words) for label, words in said if words)


def _is_kept(made: Mapping[str, Any], wording: str) -> bool:
    return str(made["words"])[1:] == wording[1:]  # its first letter is made a capital where it is kept


def _listed(words: Iterable[str]) -> str:
    once = list(dict.fromkeys(words))
    return "; ".join(once[:_MOST]) + ("; …" if len(once) > _MOST else "")


def _when(moment: Mapping[str, Any]) -> str:
    """The words of the text, and the days they mean where the article's date tells."""
    if not moment["first"] or not moment["last"]:
        return str(moment["text"])
    first, last = date.fromisoformat(moment["first"]), date.fromisoformat(moment["last"])
    return f"{moment['text']} ({_days(first, last)})"


def _days(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
