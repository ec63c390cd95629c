"""Numbers as a text writes them, and where a match stands in it."""

import re

from .numerals import find_numerals
from .stretches import Stretch
from .types import Span

NUMBER = r"(?:[$€£¥]\s?)?\d+(?:,\d{3})*(?:\.\d+)?"
SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|more than|over|less than|approximately|at least|just)\s+$",
    re.IGNORECASE,
)


def number_of(words: str) -> float | None:
    """The value of "3.5 million", "1,200" or "twelve"; None where the words are more or less than one number."""
    plain = words.strip("$€£¥ \u00a0")
    found = find_numerals(plain, "en")
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain))
    return found[0].value if whole else None


def at_of(one: Stretch, found: re.Match[str], group: str | int = 0) -> Span:
    """The place of a match, or of one of its groups, in the text."""
    return Span(one.span.start + found.start(group), one.span.start + found.end(group))


def are_years(pair: re.Match[str], first: str, second: str) -> bool:
    """Whether both groups are years."""
    return all(re.fullmatch(r"(?:1[5-9]|20)\d\d", pair.group(name)) for name in (first, second))
