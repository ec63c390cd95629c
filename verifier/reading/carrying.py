"""Quotations that go on after "he said": they belong to the speaker of the sentence before."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from .page import Page
from .quotes import Quotation
from .types import VerbClass

_LEAST = 4  # tokens of a quotation that can stand for itself


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in token numbers; one ``only_inside`` counts only where another's content holds it.

    ``within`` is the cue of the attribution it stands in where no content of that one holds it: "X, citing Y, said".
    """

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    verb_class: VerbClass
    rule: str
    only_inside: bool = False
    addressee: tuple[int, int] | None = None
    within: tuple[int, int] | None = None


def carry_on(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Give each quotation that nobody has yet, and that begins a sentence, to the speaker right before it."""
    outer = [number for number, draft in enumerate(drafts) if not draft.only_inside and draft.within is None]
    if not outer:
        return drafts
    drafts = list(drafts)
    taken = _taken(page, [drafts[number] for number in outer])
    unit_of = [unit.first for unit in page.units]
    speaker_after: dict[int, int] = {}  # the token after which a speaker still has the word -> the draft
    for number in outer:
        draft = drafts[number]
        end = max(draft.cue[1], *(last for _, last in draft.content))
        unit = bisect_right(unit_of, end - 1) - 1
        end = page.units[unit].last
        if end in speaker_after and any(a <= draft.cue[0] < b for a, b in drafts[speaker_after[end]].content):
            continue
        speaker_after[end] = number
    for at, quotation in enumerate(page.quotations.all):
        if at in taken or quotation.last - quotation.first < _LEAST or not _begins_sentence(page, quotation, unit_of):
            continue
        speaker = speaker_after.get(quotation.first)
        if speaker is None:
            continue
        said = drafts[speaker].content
        drafts[speaker] = replace(drafts[speaker], content=(*said, (quotation.first, quotation.last)))
        unit = bisect_right(unit_of, quotation.last - 1) - 1
        speaker_after[page.units[unit].last] = speaker
    return drafts


def _taken(page: Page, drafts: list[Draft]) -> set[int]:
    of_token = page.quotations.of_token
    taken: set[int] = set()
    for draft in drafts:
        for first, last in draft.content:
            taken.update(of_token[at] for at in (first, (first + last) // 2, last - 1))
            taken.update(of_token[at] for at in range(first, min(last, first + 200)))
    return taken


def _begins_sentence(page: Page, quotation: Quotation, unit_of: list[int]) -> bool:
    """Whether whole sentences make up the quotation: words outside it would bring a speaker of their own."""
    at = bisect_right(unit_of, quotation.first) - 1
    if at < 0 or unit_of[at] != quotation.first:
        return False
    last = page.units[bisect_right(unit_of, quotation.last - 1) - 1].last
    return not any(page.tokens.is_word(k) for k in range(quotation.last, last))
