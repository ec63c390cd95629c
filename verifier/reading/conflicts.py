"""Contradictions inside one text. Each says in a sentence what does not fit, and where.

Wrong alarms cost more here than silence: a kind is kept only if a reader of the texts would mostly agree with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from .credits import misleading_credits
from .spells import days_and_years
from .stretches import Stretch, concerned, find_stretches
from .sums import changes_and_multiples
from .tallies import headline_figures, same_days, same_events, same_group
from .types import Conflict, ProposedClaim, Sentence
from .wholes import parts_and_shares

_MOST = 40  # conflicts listed for one text


def find_conflicts(
    text: str, sentences: Sequence[Sentence], claims: Sequence[ProposedClaim], published_on: date | None = None
) -> tuple[Conflict, ...]:
    """Places of the text that do not agree: counts, arithmetic, events, days and credits, in that order."""
    stretches = find_stretches(text, sentences, claims)
    found: list[Conflict] = []
    taken: set[object] = set()
    for one in _all(text, stretches, claims, published_on):
        if one.spans in taken or one.text in taken:  # a text may hold itself twice
            continue
        taken.update((one.spans, one.text))
        reached = tuple(sorted({*one.claims, *concerned(claims, one.spans)}))
        found.append(replace(one, claims=reached))
        if len(found) == _MOST:
            break
    return tuple(found)


def _all(
    text: str, stretches: Sequence[Stretch], claims: Sequence[ProposedClaim], published_on: date | None
) -> Iterator[Conflict]:
    yield from headline_figures(text, stretches)
    yield from same_events(text, stretches)
    yield from changes_and_multiples(text, stretches)
    yield from parts_and_shares(text, stretches)
    yield from days_and_years(text, stretches, published_on)
    yield from same_group(text, stretches)
    yield from same_days(text, stretches)
    yield from misleading_credits(text, claims)
