"""A publisher's recurring disclaimers, which a person has confirmed once: found again by their words alone."""

import re
from collections.abc import Sequence

from .types import DisclaimerScope, KnownDisclaimer, ProposedDisclaimer, Span

RULE = "known-block"
# Each is one character for one, so that offsets stay those of the text.
_SAME = str.maketrans("’‘ʼ`“”„«»–—\u00a0\u202f", '\'\'\'\'"""""--  ')


def as_compared(words: str) -> str:
    """The words so that two printings of one disclaimer are equal: white space, case, quotes and dashes folded."""
    return " ".join(words.translate(_SAME).split()).casefold()


def find_known(text: str, known: Sequence[KnownDisclaimer], publisher: str | None) -> list[ProposedDisclaimer]:
    """The first place of each known disclaimer that stands in the text; ``who`` is its publisher."""
    if not known:
        return []
    plain = text.translate(_SAME)
    lowered = plain.lower()
    found = []
    for one in known:
        words = one.words.translate(_SAME).split()
        if not words or max(words, key=len).lower() not in lowered:
            continue
        wanted = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"
        match = re.search(wanted, plain, re.IGNORECASE)
        if match:
            span = Span(match.start(), match.end())
            found.append(ProposedDisclaimer(span, one.kind, DisclaimerScope.ARTICLE, publisher or "", RULE))
    return found
