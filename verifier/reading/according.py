""" "According to X": before, after or in the middle of what X is credited with."""

from collections.abc import Iterator

from .carrying import Draft
from .contents import trim
from .page import Page, Zone, is_adverb
from .types import VerbClass


def according(page: Page, zone: Zone) -> Iterator[Draft]:
    tokens = page.tokens
    for at in range(zone.first, zone.last - 2):
        if (
            tokens.low[at] != "according"
            or tokens.low[at + 1] != "to"
            or page.quotations.of_token[at] != zone.quotation
        ):
            continue
        first = at + 2
        last = first
        while last < min(zone.last, first + 30) and not _ends_named(page, zone, last, first):
            last += 1
        if last == first:
            continue
        content = _according_content(page, zone, at, last)
        if content:
            yield Draft((first, last), (at, at + 2), content, VerbClass.NEUTRAL, "according-to", zone.quotation >= 0)


def _ends_named(page: Page, zone: Zone, at: int, first: int) -> bool:
    tokens = page.tokens
    if page.quotations.of_token[at] != zone.quotation:
        return True
    if tokens.raw[at] == ".":
        return not (
            tokens.low[at - 1] in {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "st"} or len(tokens.low[at - 1]) == 1
        )
    return tokens.raw[at] in {",", ";", ":", "(", ")", "—", "–", "-"} and at > first


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
