"""Connections: by which way two statements depend on each other, in reasons and ids."""

from dataclasses import dataclass
from itertools import pairwise

from verifier.provenance.hops import Hops, Ids
from verifier.provenance.types import DependenceReason
from verifier.provenance.voices import Node, Tie, Voices, statement

_OUTRIGHT = frozenset(
    {DependenceReason.SHARED_OWNER, DependenceReason.SHARED_FEED, DependenceReason.NEAR_IDENTICAL_TEXT}
)


@dataclass(frozen=True, slots=True)
class Connection:
    """Why two statements are not two origins, and through which other statements, tellers, owners or feeds."""

    reasons: frozenset[DependenceReason]
    via: Ids
    via_tellers: Ids


@dataclass(frozen=True, slots=True)
class _Step:
    """From where a search came to a node, and by which tie; None is a hop."""

    before: Node
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class _Search:
    """Everything reachable from one statement along hops, ties or both, nearest first."""

    start: Node
    distance: dict[Node, int]
    steps: dict[Node, _Step]

    def way(self, node: Node) -> list[tuple[Node, Tie | None]]:
        """The nodes after the start up to this one, each with the tie that led to it."""
        found: list[tuple[Node, Tie | None]] = []
        while node != self.start:
            step = self.steps[node]
            found.append((node, step.tie))
            node = step.before
        return found[::-1]


def connect(hops: Hops, joined: Voices, one: int, other: int) -> Connection | None:
    """How two statements hang together: by hops, by ties, and only if by neither alone, by both; None if not at all.

    The same whichever is named first. Linear in the size of the graph, whatever the answer.
    """
    one, other = sorted((one, other))
    found = [
        _meeting(
            _search(hops, joined, one, by_hop=by_hop, by_tie=not by_hop),
            _search(hops, joined, other, by_hop=by_hop, by_tie=not by_hop),
        )
        for by_hop in (True, False)
    ]
    if not any(found):
        found = [_meeting(_search(hops, joined, one), _search(hops, joined, other))]
    made = [connection for connection in found if connection]
    if not made:
        return None
    return Connection(
        reasons=frozenset(reason for connection in made for reason in connection.reasons),
        via=tuple(sorted({id_ for connection in made for id_ in connection.via})),
        via_tellers=tuple(sorted({id_ for connection in made for id_ in connection.via_tellers})),
    )


def _search(hops: Hops, joined: Voices, start: int, *, by_hop: bool = True, by_tie: bool = True) -> _Search:
    search = _Search(statement(start), {statement(start): 0}, {})
    queue = [search.start]
    for here in queue:
        leaving: list[tuple[Node, Tie | None]] = []
        if by_hop and here[0] == "statement":
            leaving += [(statement(giver), None) for giver in hops.upstream[here[1]]]
        if by_tie:
            leaving += [(tie.to, tie) for tie in joined.ties[here]]
        for there, tie in leaving:
            if there not in search.distance:
                search.distance[there] = search.distance[here] + 1
                search.steps[there] = _Step(here, tie)
                queue.append(there)
    return search


def _meeting(one: _Search, other: _Search) -> Connection | None:
    shared = one.distance.keys() & other.distance.keys()
    if not shared:
        return None
    meet = min(shared, key=lambda node: (one.distance[node] + other.distance[node], node))
    ways = one.way(meet), other.way(meet)
    reasons = _reasons(*ways)
    between = {node for way in ways for node, _ in way} - {one.start, other.start}
    via = {id_ for kind, id_ in between if kind == "statement"}
    if not via and DependenceReason.ONE_CITES_THE_OTHER in reasons:
        via = {meet[1]}
    ties = [tie for way in ways for _, tie in way if tie is not None]
    through = {tie.teller_id for tie in ties if tie.reason in _OUTRIGHT and tie.teller_id is not None}
    if not through and DependenceReason.SHARED_ORIGIN in reasons:
        through = {id_ for kind, id_ in between if kind == "teller"}
    return Connection(reasons, tuple(sorted(via)), tuple(sorted(through)))


def _reasons(one: list[tuple[Node, Tie | None]], other: list[tuple[Node, Tie | None]]) -> frozenset[DependenceReason]:
    """What the steps of the two ways to one meeting place say together.

    Hops on both ways lead to a shared origin, on one way only to the other statement. Two steps to a teller and away
    again mean that both have the same teller.
    """
    steps = [tie for _, tie in one] + [tie for _, tie in reversed(other)]
    reasons = {tie.reason for tie in steps if tie is not None} & _OUTRIGHT
    hopped = [any(tie is None for _, tie in way) for way in (one, other)]
    same_teller = any(
        first is not None and second is not None and first.reason is second.reason is DependenceReason.SHARED_ORIGIN
        for first, second in pairwise(steps)
    )
    if all(hopped) or same_teller:
        reasons.add(DependenceReason.SHARED_ORIGIN)
    elif any(hopped):
        reasons.add(DependenceReason.ONE_CITES_THE_OTHER)
    return frozenset(reasons)
