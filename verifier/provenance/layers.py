"""Layers: which column each item of a picture stands in, in which order, and how high.

The way of Sugiyama, kept near-linear: layers by the longest way from the claim, order by the mean place of neighbours
in a few sweeps, heights by least squares with the gaps kept (pool adjacent violators). No randomness: the same outline
always gives the same picture.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from verifier.provenance.outline import CLAIM, Link, Outline

SWEEPS = 4
BENDS_PER_ITEM = 4
"""How many bends lines may pass for each item on average; beyond that long lines run under the boxes in between."""

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layered:
    """Items in columns from the claim outwards.

    ``ways`` gives, for every line that does not close a circle, what it passes from its later to its earlier end: the
    two items, and bends in the columns between. All lines to one item share its bends, which stand in the columns like
    items. ``backward`` are the lines that close a circle.
    """

    columns: Sequence[Sequence[str]]
    ways: Mapping[Edge, Sequence[str]]
    backward: frozenset[Edge]


def in_layers(shown: Outline) -> Layered:
    """Find column and order of every item. Near-linear in items and links."""
    order, backward = _walk(shown.links)
    forward = [
        (key, link.upstream)
        for key in order
        for link in shown.links.get(key, ())
        if (key, link.upstream) not in backward
    ]
    depth = {CLAIM: 0}
    for down, up in forward:
        depth[up] = max(depth.get(up, 0), depth[down] + 1)
    columns: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for key in order:
        columns[depth[key]].append(key)
    ways = _ways(forward, depth, columns)
    neighbours = _neighbours(ways)
    for _ in range(SWEEPS):
        _sweep(columns, neighbours.downstream)
        _sweep(columns[::-1], neighbours.upstream)
    return Layered(columns, ways, backward)


def _walk(links: Mapping[str, Sequence[Link]]) -> tuple[list[str], frozenset[Edge]]:
    """All items so that each comes before what it was taken from, and the lines that would break this order."""
    finished: list[str] = []
    backward: set[Edge] = set()
    under_way = {CLAIM}
    seen = {CLAIM}
    path: list[tuple[str, Iterator[Link]]] = [(CLAIM, reversed(links[CLAIM]))]
    while path:
        key, rest = path[-1]
        link = next(rest, None)
        if link is None:
            path.pop()
            under_way.discard(key)
            finished.append(key)
        elif link.upstream in under_way:
            backward.add((key, link.upstream))
        elif link.upstream not in seen:
            seen.add(link.upstream)
            under_way.add(link.upstream)
            path.append((link.upstream, reversed(links.get(link.upstream, ()))))
    return finished[::-1], frozenset(backward)


def _ways(forward: Sequence[Edge], depth: Mapping[str, int], columns: Sequence[list[str]]) -> dict[Edge, list[str]]:
    later_ends: dict[str, list[int]] = {}
    for down, up in forward:
        later_ends.setdefault(up, []).append(depth[down])
    left = BENDS_PER_ITEM * len(depth)
    bent: set[str] = set()
    for up, later in later_ends.items():
        passed = sum(depth[up] - at - 1 for at in later)
        if 0 < passed <= left:
            left -= passed
            bent.add(up)
            for column in range(min(later) + 1, depth[up]):
                columns[column].append(f"{up}@{column}")
    return {
        (down, up): [down, *(f"{up}@{column}" for column in range(depth[down] + 1, depth[up]) if up in bent), up]
        for down, up in forward
    }


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What stands next to each item or bend along the lines, towards the claim and away from it."""

    downstream: dict[str, list[str]]
    upstream: dict[str, list[str]]


def _neighbours(ways: Mapping[Edge, Sequence[str]]) -> _Neighbours:
    found = _Neighbours({}, {})
    for one, other in dict.fromkeys(pair for way in ways.values() for pair in pairwise(way)):
        found.downstream.setdefault(other, []).append(one)
        found.upstream.setdefault(one, []).append(other)
    return found


def _sweep(columns: Sequence[list[str]], neighbours: Mapping[str, Sequence[str]]) -> None:
    """Order each column by the mean place of its neighbours in the columns before it; who has none stays in place."""
    place: dict[str, float] = {}
    for column in columns:
        size = max(len(column), 1)
        wish = {
            key: _mean([place[near] for near in neighbours.get(key, ()) if near in place], (at + 0.5) / size)
            for at, key in enumerate(column)
        }
        column.sort(key=wish.__getitem__)
        place.update({key: (at + 0.5) / size for at, key in enumerate(column)})


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def heights(layered: Layered, tall: Mapping[str, float], *, gap: float, bend: float) -> dict[str, float]:
    """The middle of every item and bend, in px from a top at 0, near those it is linked with and never on another."""
    neighbours = _neighbours(layered.ways)
    middle: dict[str, float] = {}
    directions = [
        (layered.columns, neighbours.downstream),
        (layered.columns[::-1], neighbours.upstream),
    ] * 2 + [(layered.columns, neighbours.downstream)]
    for column in layered.columns:
        _stack(column, middle, dict.fromkeys(column, 0.0), tall, gap, bend)
    for columns, near in directions:
        for column in columns[1:]:
            wish = {key: _mean([middle[one] for one in near.get(key, ())], middle[key]) for key in column}
            _stack(column, middle, wish, tall, gap, bend)
    top = min(middle[key] - tall.get(key, bend) / 2 for key in middle)
    return {key: value - top for key, value in middle.items()}


def _stack(
    column: Sequence[str],
    middle: dict[str, float],
    wish: Mapping[str, float],
    tall: Mapping[str, float],
    gap: float,
    bend: float,
) -> None:
    """Place a column as near to what each of its items wishes as the order and the gaps allow, by least squares."""
    offsets: list[float] = []
    at = 0.0
    for key in column:
        height = tall.get(key, bend)
        offsets.append(at + height / 2)
        at += height + gap
    pools: list[tuple[float, int]] = []
    for key, offset in zip(column, offsets, strict=True):
        total, count = wish[key] - offset, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            before, size = pools.pop()
            total, count = total + before, count + size
        pools.append((total, count))
    shifts = [total / count for total, count in pools for _ in range(count)]
    middle.update({key: shift + offset for key, shift, offset in zip(column, shifts, offsets, strict=True)})


def lanes(spans: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    """Give each run, from one place to another, a lane such that runs that meet never share one; as few as can be."""
    found: dict[str, int] = {}
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    for key, (first, last) in sorted(spans.items(), key=lambda item: (item[1][0], -item[1][1], item[0])):
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        found[key] = heappop(free) if free else len(busy)
        heappush(busy, (last, found[key]))
    return found
