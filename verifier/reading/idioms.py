"""Tellers that no verb of saying goes with: "legend has it that", "X's claim that", "a warning from X that"."""

from bisect import bisect_left
from collections.abc import Iterator

from .carrying import Draft
from .contents import Right, Start, look_right
from .cues import Found
from .extents import right_content
from .page import Page, Zone, holds_clause
from .subjects import find_left, find_right
from .types import VerbClass
from .wordlist import word_set

_LATER = 6  # verbs
_LORE = word_set("legend legends rumour rumor rumours rumors tradition lore myth word gossip folklore")
_NOUNS = word_set(
    """claim claims warning warnings report reports allegation allegations accusation accusations assertion assertions
    assurance assurances statement statements announcement promise suggestion admission denial complaint complaints
    prediction testimony contention"""
)
_HAVE_IT = word_set("has have had")


def idioms(page: Page, zone: Zone, found: list[Found]) -> Iterator[Draft]:
    """What hearsay tells: "legend has it that a king sleeps there", "word is that he left"."""
    low = page.tokens.low
    yield from _nominal(page, zone, found)
    for at in range(zone.first, zone.last - 3):
        if low[at] not in _LORE or page.quotations.of_token[at] != zone.quotation:
            continue
        if low[at + 1] in _HAVE_IT and low[at + 2] == "it":
            end = at + 3
        elif low[at] == "word" and low[at + 1] in {"is", "was"} and low[at + 2] == "that":
            end = at + 2
        else:
            continue
        right = look_right(page, zone, end)
        if right.start in (Start.THAT, Start.CLAUSE):
            content = right_content(page, zone, right, _after(found, end))
            yield Draft((at, at + 1), (at + 1, end), content, VerbClass.DOUBT, "lore", zone.quotation >= 0)


def _nominal(page: Page, zone: Zone, found: list[Found]) -> Iterator[Draft]:
    """ "The army's claim that C" and "a warning from the pilot that C"."""
    tokens = page.tokens
    for at in range(zone.first + 1, zone.last - 3):
        if tokens.low[at] not in _NOUNS or page.quotations.of_token[at] != zone.quotation:
            continue
        that = at + 1
        source = None
        if tokens.low[that] in {"by", "from"}:
            subject = find_right(page, zone, that)
            if subject is None:
                continue
            source, that = (subject.first, subject.last), subject.last
        elif tokens.low[at - 1].endswith(("'s", "s'")):
            subject = find_left(page, zone, at)
            source = (subject.first, at) if subject else None
        if source is None or that + 2 >= zone.last or tokens.low[that] != "that":
            continue
        content = right_content(page, zone, Right(Start.THAT, that), _after(found, that))
        if content and holds_clause(tokens, that + 1, content[0][1]):
            doubt = (
                VerbClass.DOUBT
                if tokens.low[at].startswith(("claim", "alleg", "accus", "assert"))
                else VerbClass.NEUTRAL
            )
            yield Draft(source, (at, at + 1), content, doubt, "nominal", zone.quotation >= 0)


def _after(found: list[Found], at: int) -> list[Found]:
    """The next verbs, which may bound a content."""
    first = bisect_left(found, at, key=lambda one: one.at)
    return found[first : first + _LATER]
