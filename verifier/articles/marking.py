"""An article's text laid out for the eye: paragraphs, and within them stretches that belong to one claim at most.

Claims may overlap and run across paragraphs; a page cannot. Where they overlap, a stretch belongs to the shortest claim
over it, so that a claim inside another can be seen. Every code point of a paragraph is in exactly one of its stretches.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from itertools import pairwise

from verifier.reading import structure
from verifier.reading.types import Block, Span


class Part(StrEnum):
    """What a paragraph is."""

    HEADLINE = "headline"
    REPEAT = "repeat"
    BODY = "body"
    DISCLAIMER = "disclaimer"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a paragraph. ``claim`` is the number of the claim they belong to, counted from 1, or 0 for none.

    ``is_first`` and ``is_last`` say whether the claim's marks begin and end here.
    """

    words: str
    claim: int = 0
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's stretches, and the numbers of the claims that begin in it."""

    part: Part
    stretches: tuple[Stretch, ...]
    claims: tuple[int, ...]


def lay_out(text: str, *, title: str, claims: Sequence[Span], disclaimers: Sequence[Span]) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text``. ``claims`` are in the order of their starts and numbered from 1 in that order."""
    laid = structure.lay_out(text, title).paragraphs
    spans = [paragraph.span for paragraph in laid]
    rows = _by_paragraph(spans, _own(claims, [edge for span in spans for edge in (span.start, span.end)]))
    owned = [number for row in rows for _, number in row if number]
    first = {number: place for place, number in reversed(list(enumerate(owned)))}
    last = {number: place for place, number in enumerate(owned)}
    found: list[Paragraph] = []
    mark, begun = 0, 0
    for paragraph, row in zip(laid, rows, strict=True):
        part = _part(paragraph, disclaimers, [number for _, number in row if number])
        stretches: list[Stretch] = []
        for here, number in row:
            ends = (mark == first[number], mark == last[number]) if number else (False, False)
            stretches.append(Stretch(here.of(text), number, *ends))
            mark += bool(number)
        before = begun
        while begun < len(claims) and claims[begun].start < paragraph.span.end:
            begun += 1
        found.append(Paragraph(part, tuple(stretches), tuple(range(before + 1, begun + 1))))
    return tuple(found)


def _by_paragraph(spans: Sequence[Span], pieces: Sequence[tuple[Span, int]]) -> list[list[tuple[Span, int]]]:
    rows: list[list[tuple[Span, int]]] = []
    place = 0
    for span in spans:
        row: list[tuple[Span, int]] = []
        while place < len(pieces) and pieces[place][0].start < span.end:
            if pieces[place][0].start >= span.start:
                row.append(pieces[place])
            place += 1
        rows.append(row)
    return rows


def _part(paragraph: structure.Paragraph, disclaimers: Sequence[Span], claims: Collection[int]) -> Part:
    span = paragraph.span
    if any(one.start < span.end and span.start < one.end for one in disclaimers):
        return Part.DISCLAIMER
    if paragraph.block in {Block.HEADLINE, Block.REPEAT}:
        return Part(paragraph.block.value)
    return Part.FURNITURE if paragraph.block is Block.FURNITURE and not claims else Part.BODY


def _own(claims: Sequence[Span], edges: Sequence[int]) -> list[tuple[Span, int]]:
    """The text between the first and last edge, cut at every edge and claim, each piece with its owner's number."""
    cuts = sorted({*edges, *(edge for one in claims for edge in (one.start, one.end))})
    waiting = sorted(range(len(claims)), key=lambda place: claims[place].start, reverse=True)
    open_claims: list[tuple[int, int]] = []
    found: list[tuple[Span, int]] = []
    paragraph_edges = set(edges)
    for start, end in pairwise(cuts):
        while waiting and claims[waiting[-1]].start <= start:
            place = waiting.pop()
            heappush(open_claims, (claims[place].end - claims[place].start, place))
        while open_claims and claims[open_claims[0][1]].end <= start:
            heappop(open_claims)
        number = open_claims[0][1] + 1 if open_claims else 0
        if found and found[-1][1] == number and start not in paragraph_edges:
            found[-1] = (Span(found[-1][0].start, end), number)
        else:
            found.append((Span(start, end), number))
    return found
