"""Numbers as a text writes them, and where a match stands in it."""

import re

from .figures import value_of
from .stretches import Stretch
from .types import Span

NUMBER = r"(?:[$€£¥]\s?)?\d+(?:,\d{3})*(?:\.\d+)?"
SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|more than|over|less than|approximately|at least|just)\s+$",
    re.IGNORECASE,
)


def number_of(words: str) -> float | None:
    """The value of "3.5 million", "1,200" or "twelve"."""
    pieces = words.split()
    scale = _SCALES.get(pieces[-1].lower(), 1.0) if pieces else 1.0
    plain = pieces[0] if len(pieces) > 1 else words
    glued = re.fullmatch(r"(.*\d)(bn|m)", plain, re.IGNORECASE)
    if glued:
        plain, scale = glued.group(1), _SCALES[glued.group(2).lower()]
    found = value_of(plain)
    return None if found is None else found * scale


def at_of(one: Stretch, found: re.Match[str], group: str | int = 0) -> Span:
    """The place of a match, or of one of its groups, in the text."""
    return Span(one.span.start + found.start(group), one.span.start + found.end(group))


def are_years(pair: re.Match[str], first: str, second: str) -> bool:
    """Whether both groups are years."""
    return all(re.fullmatch(r"(?:1[5-9]|20)\d\d", pair.group(name)) for name in (first, second))
