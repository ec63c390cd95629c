"""How far a disclaimer reaches: the whole article, or the claims of its own paragraph and its neighbours."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .types import Block, DisclaimerKind, DisclaimerScope, ProposedClaim, ProposedDisclaimer, Reading

_SAYS_NOTHING_ELSE = 16  # words: a longer sentence that disowns a claim usually makes one too


def claims_reached(reading: Reading, disclaimer: ProposedDisclaimer) -> tuple[ProposedClaim, ...]:
    """The claims that ``disclaimer`` speaks of; see :func:`all_reached`, which costs no more for all of them."""
    return all_reached(reading, [disclaimer])[0]


def all_reached(reading: Reading, disclaimers: Sequence[ProposedDisclaimer]) -> list[tuple[ProposedClaim, ...]]:
    """The claims that each of ``disclaimers`` speaks of.

    One of the whole article reaches all; one of a claim ("could not be verified") reaches those of its own
    paragraph, and of the one right before it where its own holds no other claim.
    """
    starts = [sentence.span.start for sentence in reading.sentences]
    before: dict[int, int] = {}
    for earlier, later in pairwise(one.paragraph for one in reading.sentences if one.block is not Block.FURNITURE):
        if earlier != later:
            before.setdefault(later, earlier)

    def paragraph_at(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return reading.sentences[at].paragraph if at >= 0 else -1

    claims: dict[int, list[ProposedClaim]] = {}
    for claim in reading.claims:
        claims.setdefault(paragraph_at(claim.span.start), []).append(claim)

    def reached(one: ProposedDisclaimer) -> tuple[ProposedClaim, ...]:
        if one.scope is DisclaimerScope.ARTICLE:
            return reading.claims
        own = paragraph_at(one.span.start)
        return tuple(claims.get(own) or claims.get(before.get(own, -1)) or ())

    return [reached(one) for one in disclaimers]


def is_mere_disclaimer(text: str, claim: ProposedClaim, disclaimers: tuple[ProposedDisclaimer, ...]) -> bool:
    """Whether a proposed claim is nothing but "X could not verify this", which no desk would check."""
    return any(
        one.kind is DisclaimerKind.CLAIM_UNVERIFIED
        and one.rule != "en-label"
        and one.span.start <= claim.span.start
        and claim.span.end <= one.span.end
        and len(one.span.of(text).split()) <= _SAYS_NOTHING_ELSE
        for one in disclaimers
    )
