"""Chains: every way from a statement back to where its trail ends; also circles and the earliest statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from verifier.provenance.hops import Hops, Ids, circles, index, most_downstream, reach
from verifier.provenance.types import Access, ChainEnd, Graph, Naming, Told

LISTED_CHAINS = 64
"""How many chains are listed at most. Their number can double with every hop, and nobody reads more than this."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One way back: ``steps`` are statement ids from the start to the last known statement.

    ``hops`` counts every derivation on the way, also the one into an unknown source and the one that closes a circle.
    ``naming`` is how far the speaker at the end is known, None where no speaker stands: an unknown source, a circle.
    ``confirmed`` says whether a person has judged every hop.
    """

    steps: Ids
    end: ChainEnd
    hops: int
    naming: Naming | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Chains:
    """The listed chains, fewest hops first; ``more`` says that there are others beyond the limit."""

    listed: tuple[Chain, ...]
    more: bool = False

    def __iter__(self) -> Iterator[Chain]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)


@dataclass(frozen=True, slots=True)
class End:
    """A place where trails end: the last known statement, how it ends there, and the fewest hops to it."""

    statement_id: int
    kind: ChainEnd
    hops: int
    naming: Naming | None


def starts(hops: Hops, graph: Graph, from_id: int | None = None) -> Ids:
    """Where chains begin: the statement asked for, else the article's own, else all that nobody took further.

    Raises KeyError if the statement asked for is not in the graph.
    """
    chosen = graph.article_id if from_id is None else from_id
    if chosen is not None:
        return (hops.told[chosen].id,)
    return most_downstream(hops)


def end_of(statement: Told) -> ChainEnd:
    """How a chain ends at a statement with nothing before it: first-hand before all else, then by its naming."""
    if statement.access is Access.FIRST_HAND:
        return ChainEnd.FIRST_HAND
    return ChainEnd.NAMED if statement.naming is Naming.NAMED else ChainEnd.UNNAMED


def chains(graph: Graph, from_id: int | None = None, *, limit: int = LISTED_CHAINS) -> Chains:
    """Every way without repetition from the start to an end, at most ``limit`` of them, a shortest one among them.

    A way that comes back to a statement it has passed ends there, as circular. Work grows with the length of what is
    listed, never with the number of ways there are.
    """
    hops = index(graph)
    found: list[Chain] = []
    more = False
    for start in starts(hops, graph, from_id):
        for chain in _ways(hops, start):
            if len(found) == limit:
                more = True
                break
            found.append(chain)
    if more:
        nearest = _shortest(hops, starts(hops, graph, from_id))
        if nearest is not None and nearest not in found:
            found[-1] = nearest
    return Chains(tuple(sorted(found, key=lambda chain: (chain.hops, chain.steps, chain.end))), more)


def _ways(hops: Hops, start: int) -> Iterator[Chain]:
    """Walk back depth first; each branch ends in a chain, so no step is wasted however many branches there are."""
    path = [start]
    position = {start: 0}
    unjudged = [0]
    yield from _ends_here(hops, path, unjudged[-1])
    branches = [iter(hops.upstream[start])]
    while branches:
        giver = next(branches[-1], None)
        if giver is None:
            branches.pop()
            del position[path.pop()]
            unjudged.pop()
            continue
        doubts = unjudged[-1] + (not hops.known[path[-1], giver].confirmed)
        if giver in position:
            yield Chain(tuple(path), ChainEnd.CIRCULAR, len(path), None, doubts == 0)
            continue
        position[giver] = len(path)
        path.append(giver)
        unjudged.append(doubts)
        yield from _ends_here(hops, path, doubts)
        branches.append(iter(hops.upstream[giver]))


def _ends_here(hops: Hops, path: list[int], doubts: int) -> Iterator[Chain]:
    last = hops.told[path[-1]]
    if last.id in hops.unknown:
        judged = doubts == 0 and hops.unknown[last.id].confirmed
        yield Chain(tuple(path), ChainEnd.UNKNOWN, len(path), None, judged)
    elif not hops.upstream[last.id]:
        yield Chain(tuple(path), end_of(last), len(path) - 1, last.naming, doubts == 0)


def _shortest(hops: Hops, begin: Ids) -> Chain | None:
    """The chain with the fewest hops that does not end in a circle, None if all do."""
    came_from: dict[int, int | None] = dict.fromkeys(begin)
    best: Chain | None = None
    queue = list(begin)
    for here in queue:
        if not hops.upstream[here] or here in hops.unknown:
            path = [here]
            while (taker := came_from[path[-1]]) is not None:
                path.append(taker)
            path.reverse()
            doubts = sum(not hops.known[pair].confirmed for pair in pairwise(path))
            candidate = next(_ends_here(hops, path, doubts))
            if best is None or candidate.hops < best.hops:
                best = candidate
            if candidate.end is not ChainEnd.UNKNOWN:
                return best
        for giver in hops.upstream[here]:
            if giver not in came_from:
                came_from[giver] = here
                queue.append(giver)
    return best


def ends(graph: Graph, from_id: int | None = None) -> tuple[End, ...]:
    """Every place where a trail from the start ends, fewest hops first; a circle once, by its nearest statement.

    Unlike the list of chains this is complete at any size.
    """
    hops = index(graph)
    away = reach(starts(hops, graph, from_id), hops.upstream)
    found = [
        End(id_, end_of(hops.told[id_]), distance, hops.told[id_].naming)
        for id_, distance in away.items()
        if hops.is_end(id_)
    ]
    found += [End(id_, ChainEnd.UNKNOWN, away[id_] + 1, None) for id_ in hops.unknown if id_ in away]
    for circle in circles(hops):
        if circle[0] in away:
            distance, nearest = min((away[id_], id_) for id_ in circle)
            found.append(End(nearest, ChainEnd.CIRCULAR, distance + len(_round_trip(hops, nearest, circle)), None))
    return tuple(sorted(found, key=lambda end: (end.hops, end.statement_id, end.kind)))


def hops_to_end(graph: Graph, from_id: int | None = None) -> int | None:
    """The fewest hops from the start to any end that is not a circle; None if every trail circles."""
    return min((end.hops for end in ends(graph, from_id) if end.kind is not ChainEnd.CIRCULAR), default=None)


def cycles(graph: Graph) -> tuple[Ids, ...]:
    """One shortest circle through the lowest id of each circular part, read "1 cites 2 cites 3 cites 1"."""
    hops = index(graph)
    return tuple(sorted(_round_trip(hops, circle[0], circle) for circle in circles(hops)))


def circular(graph: Graph) -> frozenset[int]:
    """Every statement that stands in a circle, whether or not the circle also has another way out."""
    return frozenset(id_ for circle in circles(index(graph)) for id_ in circle)


def _round_trip(hops: Hops, start: int, part: Ids) -> Ids:
    inside = set(part)
    came_from: dict[int, int] = {}
    queue = [start]
    for here in queue:
        for giver in hops.upstream[here]:
            if giver == start:
                path = [here]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if giver in inside and giver not in came_from:
                came_from[giver] = here
                queue.append(giver)
    raise ValueError(f"statement {start} stands in no circle")


def earliest(graph: Graph) -> Told | None:
    """The statement with the earliest known day, None if no day is known; on the same day the one nearest to an end."""
    hops = index(graph)
    depth = reach([id_ for id_ in hops.told if not hops.upstream[id_]], hops.downstream)
    dated = [
        (statement.told_on, depth.get(statement.id, len(depth)), statement.id)
        for statement in hops.told.values()
        if statement.told_on is not None
    ]
    return hops.told[min(dated)[-1]] if dated else None
