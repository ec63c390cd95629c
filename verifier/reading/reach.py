"""How far a disclaimer reaches: the whole article, or the claims of its own paragraph and its neighbours."""

from bisect import bisect_right

from .types import DisclaimerKind, DisclaimerScope, ProposedClaim, ProposedDisclaimer, Reading

_SAYS_NOTHING_ELSE = 16  # words: a longer sentence that disowns a claim usually makes one too


def claims_reached(reading: Reading, disclaimer: ProposedDisclaimer) -> tuple[ProposedClaim, ...]:
    """The claims that ``disclaimer`` speaks of.

    One of the whole article reaches all; one of a claim ("could not be verified") reaches those of its own
    paragraph, and of the one right before it where its own holds no other claim.
    """
    if disclaimer.scope is DisclaimerScope.ARTICLE:
        return reading.claims
    starts = [sentence.span.start for sentence in reading.sentences]

    def paragraph_at(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return reading.sentences[at].paragraph if at >= 0 else -1

    own = paragraph_at(disclaimer.span.start)
    by_paragraph = [(paragraph_at(claim.span.start), claim) for claim in reading.claims]
    here = tuple(claim for paragraph, claim in by_paragraph if paragraph == own)
    if here:
        return here
    nearest = max((paragraph for paragraph, _ in by_paragraph if paragraph < own), default=None)
    return tuple(claim for paragraph, claim in by_paragraph if paragraph == nearest)


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
