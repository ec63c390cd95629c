"""The words that were looked for, in the original text: found folded, shown as they are written there."""

from collections.abc import Sequence
from typing import Final

from verifier.matching.folding import LONGEST_TOKEN, Token, tokens_of
from verifier.matching.types import Term

Pieces = tuple[tuple[bool, str], ...]
"""A text in stretches, each with whether it was looked for."""

EXCERPT: Final = 240  # characters
_BEFORE: Final = 60


def spans_of(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in its order; stretches that touch or overlap are one."""
    tokens = list(tokens_of(text))
    found: list[tuple[int, int]] = []
    by_first: dict[str, list[Term]] = {}
    open_ended = [term for term in terms if term.is_prefix and len(term.words) == 1]
    for term in terms:
        by_first.setdefault(term.words[0], []).append(term)
    for place, token in enumerate(tokens):
        here = (*by_first.get(token.word, ()), *open_ended)
        found += [
            (token.start, tokens[place + len(term.words) - 1].end) for term in here if _stands_at(tokens, place, term)
        ]
    return _joined(sorted(found))


def _stands_at(tokens: Sequence[Token], place: int, term: Term) -> bool:
    end = place + len(term.words)
    if end > len(tokens):
        return False
    here = [token.word for token in tokens[place:end]]
    if here[:-1] != list(term.words[:-1]):
        return False
    last = term.words[-1]
    return here[-1] == last or (term.is_prefix and here[-1].startswith(last) and len(last) < LONGEST_TOKEN)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def holds(text: str, terms: Sequence[Term]) -> bool:
    """Whether every term stands in a text."""
    tokens = list(tokens_of(text))
    return all(any(_stands_at(tokens, place, term) for place in range(len(tokens))) for term in terms)


def marked(text: str, terms: Sequence[Term]) -> Pieces:
    """The whole text with what was looked for marked."""
    return _cut(text, spans_of(text, terms), 0, len(text))


def excerpt(text: str, terms: Sequence[Term], length: int = EXCERPT) -> Pieces:
    """So much of a text as shows the first words that were looked for, with these marked; nothing where none stand."""
    spans = spans_of(text, terms)
    if not spans:
        return ()
    start = max(0, spans[0][0] - _BEFORE)
    while 0 < start < spans[0][0] and not text[start - 1].isspace():
        start += 1
    end = min(len(text), max(start + length, spans[0][1]))
    while spans[0][1] < end < len(text) and not text[end].isspace():
        end -= 1
    pieces = _cut(text, [one for one in spans if one[1] <= end], start, end)
    before, after = ((False, "… "),) if start else (), ((False, " …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Pieces:
    pieces: list[tuple[bool, str]] = []
    for first, last in spans:
        pieces += [(False, text[start:first]), (True, text[first:last])]
        start = last
    pieces.append((False, text[start:end]))
    return tuple(one for one in pieces if one[1])
