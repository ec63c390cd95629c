"""Folding: in a large picture, those who merely pass it on from the same places stand together in one box.

Nothing that the eye must find is folded away: the article, ends that are first-hand, circles, places that all pass. The
list in words stays whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from verifier.provenance.outline import CLAIM, Item, Link, Mark, Outline

LARGE = 30
"""With more items than this a picture is folded."""

LEAST = 3
"""So many stand together at least."""

NAMED = 2
_KEPT = frozenset({Mark.ARTICLE, Mark.CUT, Mark.CIRCULAR, Mark.FIRST_HAND, Mark.TIED})
_SHARED = (Mark.REFUTING, Mark.CONTEXT, Mark.END, Mark.UNKNOWN, Mark.UNNAMED)
Way = tuple[tuple[str, ...], tuple[Mark, ...]]


def folded(shown: Outline, *, large: int = LARGE) -> Outline:
    """The same outline with carriers that cannot be told apart by their place folded into one box; small ones as is."""
    if len(shown.items) <= large:
        return shown
    taken = {link.upstream for key, links in shown.links.items() if key != CLAIM for link in links}
    groups: dict[Way, list[str]] = {}
    for link in shown.links[CLAIM]:
        item = shown.items[link.upstream]
        if link.upstream not in taken and _KEPT.isdisjoint(item.marks):
            groups.setdefault(_way(shown, item), []).append(item.key)
    together = [keys for keys in groups.values() if len(keys) >= LEAST]
    return _rewritten(shown, together) if together else shown


def _way(shown: Outline, item: Item) -> Way:
    """Where it leads, unknown sources alike, and what it does to the claim."""
    leads = (link.upstream if Mark.UNKNOWN not in link.marks else "?" for link in shown.links.get(item.key, ()))
    return tuple(sorted(leads)), tuple(mark for mark in item.marks if mark in _SHARED)


def _rewritten(shown: Outline, together: Sequence[Sequence[str]]) -> Outline:
    place: dict[str, str] = {}
    items: dict[str, Item] = {}
    for keys in together:
        members = [shown.items[key] for key in keys]
        place |= dict.fromkeys(keys, f"f{keys[0]}")
        items[f"f{keys[0]}"] = _box(f"f{keys[0]}", members, "sources")
        lost = [link.upstream for key in keys for link in shown.links.get(key, ()) if Mark.UNKNOWN in link.marks]
        if lost:
            place |= dict.fromkeys(lost, f"f{lost[0]}")
            items[f"f{lost[0]}"] = _lost(f"f{lost[0]}", shown.items[lost[0]], len(lost))
    kept = {key: item for key, item in shown.items.items() if key not in place}
    links: dict[str, list[Link]] = {}
    for key, onward in shown.links.items():
        for link in onward:
            down, up = place.get(key, key), place.get(link.upstream, link.upstream)
            links.setdefault(down, []).append(replace(link, downstream=down, upstream=up))
    every = kept | items
    return Outline(every, {key: _merged(onward, every) for key, onward in ({CLAIM: [], **links}).items()})


def _box(key: str, members: Sequence[Item], what: str) -> Item:
    names = [item.text for item in members]
    named = ", ".join(names[:NAMED]) + f" and {len(names) - NAMED} more"
    marks = tuple(dict.fromkeys(mark for item in members for mark in item.marks if mark in _SHARED))
    title = f"{len(names)} {what}: {', '.join(names)}"
    return Item(key, None, f"{len(names)} {what}", named, (*marks, Mark.FOLDED), title, members[0].icon)


def _lost(key: str, one: Item, count: int) -> Item:
    text = f"{count} unknown sources"
    return Item(key, None, text, "perhaps the same", (*one.marks, Mark.FOLDED), f"{text}, perhaps the same", one.icon)


def _merged(links: Sequence[Link], items: Mapping[str, Item]) -> tuple[Link, ...]:
    """One line for each pair; dashed if any of those it stands for is not confirmed."""
    found: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        found.setdefault((link.downstream, link.upstream), []).append(link)
    merged = []
    for (down, up), same in found.items():
        marks = tuple(dict.fromkeys(mark for link in same for mark in link.marks))
        title = same[0].title if len(same) == 1 else f"{items[down].text} have it from {items[up].text}"
        if len(same) > 1 and Mark.PROPOSED in marks:
            title += f", {sum(Mark.PROPOSED in link.marks for link in same)} of these hops not confirmed yet"
        if down == CLAIM and len(same) > 1:
            title = f"The claim is told by {items[up].text}"
        merged.append(Link(down, up, same[0].relation, marks, title))
    return tuple(merged)
