"""The hops of a graph, indexed: what lies upstream and downstream of each statement, and where hops run in a circle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from verifier.provenance.types import Derived, Graph, Told

Ids = tuple[int, ...]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Hops:
    """Statements by id and the hops between them, each neighbour once and in order of id.

    ``known`` holds the derivation behind each (downstream, upstream) pair, ``unknown`` the one behind each statement
    that took something from a source nobody knows yet. Where several say the same, a confirmed one is kept,
    then the first by the name of its relation.
    """

    told: Mapping[int, Told]
    upstream: Mapping[int, Ids]
    downstream: Mapping[int, Ids]
    known: Mapping[tuple[int, int], Derived]
    unknown: Mapping[int, Derived]

    def is_end(self, statement_id: int) -> bool:
        """Whether no hop at all leads on from this statement."""
        return not self.upstream[statement_id] and statement_id not in self.unknown


def index(graph: Graph, *, proposed: bool = True) -> Hops:
    """Index a graph once, for any number of questions; ``proposed=False`` leaves out what nobody has confirmed.

    Unknown hops stay in either way: leaving one out would turn "we do not know" into "there is none".
    Raises ValueError if two statements share an id or a hop names a statement that is not in the graph.
    """
    told = {statement.id: statement for statement in sorted(graph.told, key=lambda statement: statement.id)}
    if len(told) != len(graph.told):
        raise ValueError("two statements of one graph share an id")
    known: dict[tuple[int, int], Derived] = {}
    unknown: dict[int, Derived] = {}
    for hop in graph.derived:
        if hop.downstream_id not in told or (hop.upstream_id is not None and hop.upstream_id not in told):
            raise ValueError(f"the hop {hop.downstream_id} <- {hop.upstream_id} names a statement outside the graph")
        if hop.upstream_id is None:
            _keep(unknown, hop.downstream_id, hop)
        elif proposed or hop.confirmed:
            _keep(known, (hop.downstream_id, hop.upstream_id), hop)
    upstream: dict[int, list[int]] = {id_: [] for id_ in told}
    downstream: dict[int, list[int]] = {id_: [] for id_ in told}
    for taker, giver in sorted(known):
        upstream[taker].append(giver)
        downstream[giver].append(taker)
    return Hops(
        told=told,
        upstream={id_: tuple(ids) for id_, ids in upstream.items()},
        downstream={id_: tuple(ids) for id_, ids in downstream.items()},
        known=dict(sorted(known.items(), key=lambda item: item[0])),
        unknown=dict(sorted(unknown.items(), key=lambda item: item[0])),
    )


def _keep(kept: dict[Key, Derived], key: Key, hop: Derived) -> None:
    if key not in kept or (not hop.confirmed, hop.relation) < (not kept[key].confirmed, kept[key].relation):
        kept[key] = hop


def within(hops: Hops, statement_ids: Iterable[int]) -> Hops:
    """The same index with only some of the statements and the hops between them."""
    inside = set(statement_ids)
    return Hops(
        told={id_: told for id_, told in hops.told.items() if id_ in inside},
        upstream={id_: tuple(filter(inside.__contains__, hops.upstream[id_])) for id_ in hops.told if id_ in inside},
        downstream={
            id_: tuple(filter(inside.__contains__, hops.downstream[id_])) for id_ in hops.told if id_ in inside
        },
        known={pair: hop for pair, hop in hops.known.items() if inside.issuperset(pair)},
        unknown={id_: hop for id_, hop in hops.unknown.items() if id_ in inside},
    )


def reach(starts: Iterable[int], neighbours: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Everything that can be reached, the starts included, with the fewest hops to it."""
    distance = dict.fromkeys(starts, 0)
    queue = list(distance)
    for here in queue:
        for there in neighbours[here]:
            if there not in distance:
                distance[there] = distance[here] + 1
                queue.append(there)
    return distance


def knots(neighbours: Mapping[int, Sequence[int]]) -> list[Ids]:
    """The strongly connected parts, each in order of id, every part before the parts that lead to it.

    Tarjan's algorithm without recursion, so that a chain of 10,000 hops is no deeper than one of two. Linear.
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: list[int] = []
    is_waiting: set[int] = set()
    parts: list[Ids] = []
    for start in neighbours:
        if start in order:
            continue
        path = [(start, iter(neighbours[start]))]
        order[start] = low[start] = len(order)
        waiting.append(start)
        is_waiting.add(start)
        while path:
            here, rest = path[-1]
            for there in rest:
                if there not in order:
                    order[there] = low[there] = len(order)
                    waiting.append(there)
                    is_waiting.add(there)
                    path.append((there, iter(neighbours[there])))
                    break
                if there in is_waiting:
                    low[here] = min(low[here], order[there])
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    low[before] = min(low[before], low[here])
                if low[here] == order[here]:
                    cut = _last_index(waiting, here)
                    parts.append(tuple(sorted(waiting[cut:])))
                    is_waiting.difference_update(waiting[cut:])
                    del waiting[cut:]
    return parts


def _last_index(items: list[int], wanted: int) -> int:
    position = len(items) - 1
    while items[position] != wanted:
        position -= 1
    return position


def circles(hops: Hops) -> list[Ids]:
    """The parts of the graph in which hops run in a circle, a statement that cites itself included."""
    return [part for part in knots(hops.upstream) if len(part) > 1 or part[0] in hops.upstream[part[0]]]


def grounded(hops: Hops) -> frozenset[int]:
    """The statements that rest on one with nothing known before it; all others only circle, and so rest on nothing."""
    last = [id_ for id_, givers in hops.upstream.items() if not givers]
    return frozenset(reach(last, hops.downstream))


def most_downstream(hops: Hops) -> Ids:
    """All that nobody took further, in order of id; of a circle that nobody took further, every statement in it."""
    found: list[int] = []
    for part in knots(hops.downstream):
        inside = set(part)
        if all(inside.issuperset(hops.downstream[id_]) for id_ in part):
            found += part
    return tuple(sorted(found))
