"""Which attribution stands inside which, and all of them as places of the text."""

from bisect import bisect_left

from .carrying import Draft
from .page import Page
from .types import Attribution

_DEEPEST = 8  # links of one nesting


def to_attributions(page: Page, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """The drafts as places of the text, each linked to the one whose content holds its cue."""
    outer = _nesting(page, drafts)
    kept = [k for k, draft in enumerate(drafts) if not draft.only_inside or outer[k] is not None]
    place = {number: at for at, number in enumerate(kept)}
    return tuple(
        Attribution(
            source=(page.span(*draft.source),) if draft.source else (),
            cue=(page.span(*draft.cue),),
            content=tuple(page.span(*piece) for piece in draft.content),
            verb_class=draft.verb_class,
            rule=draft.rule,
            nested_in=_kept_outer(outer, place, number),
            addressee=page.span(*draft.addressee)
            if draft.addressee and draft.addressee[1] > draft.addressee[0]
            else None,
        )
        for number, draft in ((number, drafts[number]) for number in kept)
    )


def _kept_outer(outer: list[int | None], place: dict[int, int], number: int) -> int | None:
    """The nearest holder that was kept."""
    at = outer[number]
    while at is not None and at not in place:
        at = outer[at]
    return None if at is None else place[at]


def _nesting(page: Page, drafts: list[Draft]) -> list[int | None]:
    """For each draft the number of the smallest other one whose content holds its cue; linear in the drafts."""
    holders: dict[int, int] = {}
    sized = sorted(range(len(drafts)), key=lambda k: -sum(last - first for first, last in drafts[k].content))
    at_cue: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        at_cue.setdefault(draft.cue[0], number)
    cues = sorted(at_cue)
    for number in sized:
        for first, last in drafts[number].content:
            for k in range(bisect_left(cues, first), bisect_left(cues, last)):
                inner = at_cue[cues[k]]
                if inner != number and not _reaches(holders, number, inner):
                    holders[inner] = number
    return [holders.get(number) for number in range(len(drafts))]


def _reaches(holders: dict[int, int], number: int, goal: int) -> bool:
    """Whether ``goal`` is among those that hold ``number``: such a link would close a ring."""
    for _ in range(_DEEPEST):
        if number == goal:
            return True
        if number not in holders:
            return False
        number = holders[number]
    return True
