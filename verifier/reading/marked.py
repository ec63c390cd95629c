"""Words that a person marked as a claim, read as the reader would have read them."""

from datetime import date

from .judging import Circumstances, kind_of, read_facts, why_not_checkable
from .reader import read
from .types import ChainEnd, MentionKind, ProposedClaim, Span
from .worthiness import score

_NEARLY = 0.9  # how much of two spans must be shared for them to be one claim


def read_marked(
    text: str, span: Span, *, title: str | None = None, published_on: date | None = None, language: str | None = None
) -> ProposedClaim:
    """The claim that stands at ``span`` of ``text``: the reader's own where it proposes that stretch, else these words.

    Its chain is empty: who told whom is a person's to say for words that a person chose.
    """
    found = read(text, title=title, published_on=published_on, language=language)
    words = span.of(text)
    facts = read_facts(text, span, published_on=published_on, language=found.language)
    mentioned = {one.span: one for claim in found.claims for one in (*claim.places, *claim.names)}
    names = [mentioned[at] for at in sorted(mentioned) if span.start <= at.start and at.end <= span.end]
    near = max(found.claims, key=lambda one: _shared(one.span, span), default=None)
    same = near if near is not None and _shared(near.span, span) >= _NEARLY else None
    reason = why_not_checkable(words, found.language, has_facts=bool(facts.figures or facts.dates))
    given = Circumstances(found.language, published_on, quoted=False, asserted=False, credited=False)
    return ProposedClaim(
        span=span,
        text=words,
        kind=same.kind if same else kind_of(words, facts, given),
        score=same.score if same else score(words),
        figures=facts.figures,
        chain=(),
        ends=ChainEnd.UNKNOWN,
        rule="person",
        checkable=not reason,
        reason=reason,
        factive_cue=same.factive_cue if same else "",
        dates=facts.dates,
        places=tuple(one for one in names if one.kind is MentionKind.PLACE),
        names=tuple(one for one in names if one.kind is not MentionKind.PLACE),
    )


def _shared(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / max(1, max(one.end, other.end) - min(one.start, other.start))
