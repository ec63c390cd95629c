"""The one entry of the room: a text in, everything proposed about it out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .attributions import find_drafts
from .chains import find_carriage
from .claims import Scene, find_claims
from .conflicts import find_conflicts
from .disclaimers import find_disclaimers
from .language import guess_language
from .mentions import register_of
from .nesting import to_attributions
from .page import Page
from .quotes import find_quotations
from .reach import is_mere_disclaimer
from .sentences import Unit, as_sentences, cut_sentences
from .structure import lay_out
from .tokens import tokenise
from .types import Block, DisclaimerKind, DisclaimerScope, KnownDisclaimer, ProposedDisclaimer, Reading


def read(
    text: str,
    *,
    publisher: str | None = None,
    title: str | None = None,
    published_on: date | None = None,
    language: str | None = None,
    known_disclaimers: Sequence[KnownDisclaimer] = (),
) -> Reading:
    """Read ``text`` and propose its claims, their chains, its disclaimers and contradictions.

    What the caller knows (publisher, title, date, language) is believed over what the text suggests;
    ``known_disclaimers`` are recurring blocks of this publisher that a person has confirmed. Any text is taken and no
    error raised; offsets are code points of ``text``. Costs time in proportion to the length of the text.
    """
    tokens = tokenise(text)
    layout = lay_out(text, title)
    language = language or guess_language(text)
    units = cut_sentences(tokens, layout.paragraphs)
    page = Page(text, tokens, units, find_quotations(tokens, units))
    disclaimers = find_disclaimers(page, publisher=publisher, language=language, known=known_disclaimers)
    publisher = publisher or _publisher_of(disclaimers)
    page = Page(text, tokens, _disowned(page, disclaimers), page.quotations)
    attributions = to_attributions(page, find_drafts(page, language))
    standfirst = None if layout.standfirst is None else layout.paragraphs[layout.standfirst].span
    body = next((one.span for one in layout.paragraphs if one.block is Block.BODY), None)
    carriage = find_carriage(text, publisher, disclaimers, attributions, standfirst, body)
    claims = find_claims(Scene(page, attributions, carriage, register_of(text, attributions, language), published_on))
    unverified = tuple(one for one in disclaimers if one.scope is DisclaimerScope.CLAIM)
    if unverified:
        starts = [one.span.start for one in unverified]
        claims = tuple(
            claim
            for claim in claims
            if not is_mere_disclaimer(text, claim, _last(unverified, bisect_right(starts, claim.span.start)))
        )
    sentences = as_sentences(tokens, page.units)
    title_span = None if layout.headline is None else layout.paragraphs[layout.headline].span
    return Reading(
        title=title or (title_span.of(text) if title_span else None),
        title_span=title_span,
        standfirst=standfirst,
        publisher=publisher,
        byline=layout.byline,
        published_on=published_on,
        language=language,
        sentences=sentences,
        furniture=tuple(one.span for one in layout.paragraphs if one.block is Block.FURNITURE),
        attributions=attributions,
        claims=claims,
        disclaimers=disclaimers,
        conflicts=find_conflicts(text, sentences, claims, published_on),
    )


def _last(disclaimers: tuple[ProposedDisclaimer, ...], before: int) -> tuple[ProposedDisclaimer, ...]:
    """The few that can lie over a place: they are sentences, so only the last ones that begin before it can."""
    return disclaimers[max(0, before - 3) : before]


def _publisher_of(disclaimers: Sequence[ProposedDisclaimer]) -> str | None:
    """A text that says "X has not verified the content of this story" is published by X."""
    for one in disclaimers:
        if (
            one.kind is DisclaimerKind.PUBLISHER_NO_VERIFICATION
            and one.who[:1].isupper()
            and one.rule == "en-not-verified-content"
        ):
            return one.who
    return None


def _disowned(page: Page, disclaimers: Sequence[ProposedDisclaimer]) -> list[Unit]:
    """The sentences again, those of article-wide disclaimers marked."""
    spans = sorted(one.span for one in disclaimers if one.scope is DisclaimerScope.ARTICLE)
    starts = [span.start for span in spans]
    marked = []
    for unit in page.units:
        span = page.span(unit.first, unit.last)
        at = bisect_right(starts, span.start)
        inside = any(span.end <= other.end for other in spans[max(0, at - 3) : at])
        marked.append(replace(unit, block=Block.DISCLAIMER) if inside else unit)
    return marked
