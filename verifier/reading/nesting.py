"""Which attribution stands inside which, and all of them as places of the text."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from .carrying import Draft
from .inside import clip, is_report_inside
from .page import Page
from .subjects import skip_to_subject
from .types import Attribution
from .wordlist import word_set

_LINKS = word_set("and but or before while after by then when")
_DEEPEST = 8  # links of one nesting


def to_attributions(page: Page, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """The drafts as places of the text, each linked to the one whose content holds its cue."""
    drafts = [draft for draft in _without_own(page, drafts) if draft.content]
    outer = _nesting(drafts)
    drafts = [
        draft if outer[k] is None else _fitted(page, draft, drafts[outer[k] or 0]) for k, draft in enumerate(drafts)
    ]
    kept = [k for k, draft in enumerate(drafts) if _stands(page, draft, inside=outer[k] is not None)]
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


def _without_own(page: Page, drafts: list[Draft]) -> list[Draft]:
    """What somebody said ends where the sentence goes on with the next thing the same one said."""
    cues: dict[tuple[int, int], list[int]] = {}
    for draft in drafts:
        if draft.source is not None and not draft.only_inside and draft.within is None:
            cues.setdefault(draft.source, []).append(draft.cue[0])
    for found in cues.values():
        found.sort()
    return [
        replace(draft, content=_up_to(page, draft, cues[draft.source]))
        if draft.source is not None and len(cues.get(draft.source, ())) > 1
        else draft
        for draft in drafts
    ]


def _up_to(page: Page, draft: Draft, cues: list[int]) -> tuple[tuple[int, int], ...]:
    cut: list[tuple[int, int]] = []
    for first, last in draft.content:
        own = cues[min(bisect_right(cues, first), len(cues) - 1)]
        if first < own < last and own != draft.cue[0]:
            last, _ = skip_to_subject(page, own, first)
            last += 1
            while last > first and (page.tokens.low[last - 1] in _LINKS or page.tokens.raw[last - 1] == ","):
                last -= 1
        if last > first:
            cut.append((first, last))
    return tuple(cut)


def _fitted(page: Page, draft: Draft, outer: Draft) -> Draft:
    """An inner report says no more than the words it stands in."""
    return draft if draft.within is not None else replace(draft, content=clip(page, draft, outer))


def _stands(page: Page, draft: Draft, *, inside: bool) -> bool:
    if not inside:
        return not draft.only_inside
    return bool(draft.content) and (draft.within is not None or is_report_inside(page, draft))


def _kept_outer(outer: list[int | None], place: dict[int, int], number: int) -> int | None:
    """The nearest holder that was kept."""
    at = outer[number]
    while at is not None and at not in place:
        at = outer[at]
    return None if at is None else place[at]


def _nesting(drafts: list[Draft]) -> list[int | None]:
    """For each draft the number of the smallest other one whose content holds its cue; linear in the drafts."""
    sized = sorted(range(len(drafts)), key=lambda k: -sum(last - first for first, last in drafts[k].content))
    at_cue: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        at_cue.setdefault(draft.cue[0], number)
    cues = sorted(at_cue)
    holders: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        outer = None if draft.within is None else at_cue.get(draft.within[0])
        if outer is not None and outer != number and not _reaches(holders, outer, number):
            holders[number] = outer
    for number in sized:
        for first, last in drafts[number].content:
            for k in range(bisect_left(cues, first), bisect_left(cues, last)):
                inner = at_cue[cues[k]]
                if inner != number and drafts[inner].within is None and not _reaches(holders, number, inner):
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
