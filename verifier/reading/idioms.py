"""Tellers that no verb of saying goes with: "legend has it that", "word is that"."""

from collections.abc import Iterator

from .carrying import Draft
from .contents import Start, look_right
from .cues import Found
from .extents import right_content
from .page import Page, Zone
from .types import VerbClass
from .wordlist import word_set

_LORE = word_set("legend legends rumour rumor rumours rumors tradition lore myth word gossip folklore")
_HAVE_IT = word_set("has have had")


def idioms(page: Page, zone: Zone, found: list[Found]) -> Iterator[Draft]:
    """What hearsay tells: "legend has it that a king sleeps there", "word is that he left"."""
    low = page.tokens.low
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
            content = right_content(page, zone, right, [one for one in found if one.at >= end])
            yield Draft((at, at + 1), (at + 1, end), content, VerbClass.DOUBT, "lore", zone.quotation >= 0)
