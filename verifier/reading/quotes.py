"""Quotations: which tokens stand inside quote marks, of every style, also over several paragraphs."""

from dataclasses import dataclass

from .sentences import Unit
from .tokens import PADDING, Tokens

_CLOSING_OF = {
    "“": frozenset({"”", '"', "“"}),
    "”": frozenset({"”"}),
    "„": frozenset({"“", "”", '"'}),
    "‟": frozenset({"”", "“"}),
    "«": frozenset({"»"}),
    "»": frozenset({"«"}),
    "‹": frozenset({"›"}),
    "「": frozenset({"」"}),
    "『": frozenset({"』"}),
    '"': frozenset({'"', "”"}),
    "＂": frozenset({"＂"}),
    "''": frozenset({"''"}),
    "``": frozenset({"''", '"'}),
}
_NEVER_OPENING = frozenset({"”", "»", "›", "」", "』"})
_EITHER = frozenset({'"', "''", "＂"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``first`` to ``last`` (excluded), marks included; ``continues`` the one of the paragraph above."""

    first: int
    last: int
    closed: bool
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations of a text, and for each token the number of the one it stands in, or -1."""

    all: tuple[Quotation, ...]
    of_token: list[int]


def find_quotations(tokens: Tokens, units: list[Unit]) -> Quotations:
    """Pair the quote marks paragraph by paragraph; an opened quotation that never closes ends with its sentence."""
    found: list[Quotation] = []
    open_end = False  # whether the paragraph above ended inside a quotation
    for group in _by_paragraph(units):
        first, last = group[0].first, group[-1].last
        pairs = _pair(tokens, first, last, [unit.last for unit in group])
        if pairs and open_end and pairs[0].first == first:
            pairs[0] = Quotation(pairs[0].first, pairs[0].last, pairs[0].closed, continues=True)
        open_end = bool(pairs) and not pairs[-1].closed and pairs[-1].last == last
        found.extend(pairs)
    of_token = [-1] * (len(tokens) + PADDING)
    for number, quotation in enumerate(found):
        for at in range(quotation.first, quotation.last):
            of_token[at] = number
    return Quotations(tuple(found), of_token)


def _by_paragraph(units: list[Unit]) -> list[list[Unit]]:
    groups: list[list[Unit]] = []
    for unit in units:
        if groups and groups[-1][0].paragraph == unit.paragraph:
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups


def _pair(tokens: Tokens, first: int, last: int, ends: list[int]) -> list[Quotation]:
    pairs: list[Quotation] = []
    begin: int | None = None
    for at in range(first, last):
        mark = tokens.raw[at]
        if not tokens.is_quote_mark(at):
            continue
        if begin is None:
            if _opens(tokens, at):
                begin = at
        elif mark in _CLOSING_OF.get(tokens.raw[begin], frozenset()) and _closes(tokens, at):
            pairs.append(Quotation(begin, at + 1, closed=True))
            begin = None
        elif mark in _EITHER and _opens(tokens, at) and tokens.gap_before(at) and not tokens.gap_after(at):
            pairs.append(Quotation(begin, _sentence_end(begin, at, ends), closed=False))
            begin = at
    if begin is not None:
        pairs.append(Quotation(begin, last, closed=False))
    return pairs


def _sentence_end(begin: int, before: int, ends: list[int]) -> int:
    for end in ends:
        if end > begin:
            return min(end, before)
    return before


def _opens(tokens: Tokens, at: int) -> bool:
    if tokens.raw[at] in _NEVER_OPENING:
        return tokens.raw[at] == "»" and tokens.gap_before(at) and not tokens.gap_after(at)
    return not (tokens.raw[at] in _EITHER and tokens.gap_after(at) and not tokens.gap_before(at))


def _closes(tokens: Tokens, at: int) -> bool:
    if tokens.raw[at] not in _EITHER:
        return True
    return tokens.gap_after(at) or not tokens.gap_before(at)
