""" "According to X": before, after or in the middle of what X is credited with."""

from collections.abc import Iterator

from .carrying import Draft
from .contents import trim
from .lexicon import CONJUNCTIONS, PERSONAL, PREPOSITIONS
from .page import Page, Zone, is_adverb
from .types import VerbClass
from .wordlist import word_set

_REPORTED = word_set("reported stated noted confirmed quoted cited described announced")
_MARKS = frozenset({",", ";", ":", "(", ")", "—", "–", "-"})
_ARTICLES = word_set("the a an")
_BEFORE_ARTICLES = word_set("all both half who which that whom when where published released seen obtained reviewed")


def according(page: Page, zone: Zone) -> Iterator[Draft]:
    """Every "according to X" and "as reported by X" of ``zone``."""
    for at in range(zone.first, zone.last - 2):
        cue = _cue(page, at)
        if cue is None or page.quotations.of_token[at] != zone.quotation:
            continue
        first = cue[1]
        last = first
        while last < min(zone.last, first + 30) and not _ends_named(page, zone, last, first):
            last += 1
        if last == first:
            continue
        content = _according_content(page, zone, at, last)
        if content:
            yield Draft((first, last), cue, content, VerbClass.NEUTRAL, "according-to", zone.quotation >= 0)


def _cue(page: Page, at: int) -> tuple[int, int] | None:
    low = page.tokens.low
    if low[at] == "according" and low[at + 1] == "to":
        return at, at + 2
    return (at + 1, at + 3) if low[at] == "as" and low[at + 1] in _REPORTED and low[at + 2] == "by" else None


def _ends_named(page: Page, zone: Zone, at: int, first: int) -> bool:
    tokens = page.tokens
    if page.quotations.of_token[at] != zone.quotation:
        return True
    if tokens.raw[at] == ".":
        return not (
            tokens.low[at - 1] in {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "st"} or len(tokens.low[at - 1]) == 1
        )
    return at > first and (tokens.raw[at] in _MARKS or _begins_anew(page, at))


def _begins_anew(page: Page, at: int) -> bool:
    """ "According to tradition the well never runs dry": a comma is missing before the article."""
    low = page.tokens.low
    if low[at] not in PERSONAL and low[at] not in _ARTICLES:
        return False
    before = low[at - 1]
    return page.tokens.is_word(at - 1) and not (
        before in PREPOSITIONS or before in CONJUNCTIONS or before in _BEFORE_ARTICLES
    )


def _according_content(page: Page, zone: Zone, at: int, last: int) -> tuple[tuple[int, int], ...]:
    tokens = page.tokens
    end = zone.last
    while end > last and tokens.is_ending(end - 1):
        end -= 1
    lead = at
    while lead > zone.first and (tokens.raw[lead - 1] in {",", "(", "—", "–"} or is_adverb(tokens.low[lead - 1])):
        lead -= 1
    pieces: list[tuple[int, int]] = []
    opening = (
        lead <= zone.first + 1
        or (lead - zone.first <= 3 and tokens.low[zone.first] in {"but", "and", "yet", "so"})
        or tokens.low[lead - 1] == "that"  # "She added that, according to the brigade, two doors were locked"
    )
    if not opening:
        first = zone.first
        number = page.quotations.of_token[first]
        if number < 0:
            number = page.quotations.of_token[lead - 1]
        if number >= 0 and number != zone.quotation and page.quotations.all[number].first < zone.first:
            first = page.quotations.all[number].first
        pieces.append(trim(page, first, lead))
    if last < end and tokens.raw[last] == ",":
        if opening or tokens.low[last + 1] not in {"a", "an", "which", "who", "the", "and", "but", "while"}:
            pieces.append(trim(page, last + 1, end))
    elif opening and last < end:
        pieces.append(trim(page, last, end))
    return tuple(piece for piece in pieces if piece[1] - piece[0] >= 2)
