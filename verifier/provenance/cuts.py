"""Cut vertices: the statements and tellers that everything said on one side passes through."""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.provenance.hops import Hops, Ids, grounded, index, most_downstream, reach, within
from verifier.provenance.types import Graph, Stance

TELLERS_TRIED = 32
"""How many tellers with several statements are tried as the place that everything passes, nearest the reports first."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A teller through whom every trail passes, in one statement or in several.

    ``reports`` counts the statements of the stance asked about that rest on it, itself not among them; at least one.
    """

    teller_id: int
    statement_ids: Ids
    reports: int


def cut_vertices(graph: Graph, stance: Stance = Stance.SUPPORTS) -> tuple[Cut, ...]:
    """The statements and tellers that every trail of this stance passes, from the reports back towards the ends.

    Trails run from the statements nobody took further to wherever they end; those that only circle have no end and are
    left out. A teller with several statements is named where every trail passes one of them though none passes all.
    Answers "all 7 reports pass through the Observatory" where ``reports`` is 7. Linear in statements and hops.
    """
    hops = index(graph)
    side = reach((id_ for id_, told in hops.told.items() if told.stance is stance), hops.upstream)
    based = grounded(hops) | frozenset(reach(hops.unknown, hops.downstream))
    trails = within(hops, [id_ for id_ in side if id_ in based])
    reports = most_downstream(trails)
    way = _a_way_out(trails, reports, frozenset())
    if way is None:
        return ()
    singles = _passed_by_all(trails, reports, way)
    shared = _shared_tellers(trails, reports, way, {trails.told[way[position]].teller.id for position in singles})
    counted = zip(singles, _count_resting(trails, [way[position] for position in singles], stance), strict=True)
    cuts: list[tuple[int, Ids, int]] = [(position, (way[position],), count) for position, count in counted]
    for position, ids in shared:
        resting = reach(ids, trails.downstream).keys() - set(ids)
        cuts.append((position, ids, sum(trails.told[id_].stance is stance for id_ in resting)))
    return tuple(Cut(trails.told[ids[0]].teller.id, ids, count) for _, ids, count in sorted(cuts) if count)


def _a_way_out(hops: Hops, begin: Ids, without: frozenset[int]) -> Ids | None:
    """A shortest way from any of these to a place with no known statement before it, avoiding some statements."""
    came_from: dict[int, int | None] = {id_: None for id_ in begin if id_ not in without}
    queue = list(came_from)
    for here in queue:
        if not hops.upstream[here] or here in hops.unknown:
            path = [here]
            while (taker := came_from[path[-1]]) is not None:
                path.append(taker)
            return tuple(reversed(path))
        for giver in hops.upstream[here]:
            if giver not in came_from and giver not in without:
                came_from[giver] = here
                queue.append(giver)
    return None


def _passed_by_all(hops: Hops, reports: Ids, way: Ids) -> list[int]:
    """The positions on one way that no other way goes round.

    Whatever every way passes lies on this one. Going along it, ``furthest`` is the last position that can be reached by
    leaving it earlier; only a position not yet overtaken is one where all ways come together. Linear, since no
    statement beside the way is entered twice.
    """
    detours = _Detours(hops, way)
    furthest = detours.furthest(reports)
    found: list[int] = []
    for position, id_ in enumerate(way):
        if furthest <= position:
            found.append(position)
        if id_ != way[-1] and id_ in hops.unknown:
            furthest = len(way)
        furthest = max(furthest, detours.furthest(hops.upstream[id_]))
    return found


class _Detours:
    """Walks beside one way, remembering where it has been."""

    def __init__(self, hops: Hops, way: Ids) -> None:
        self._hops = hops
        self._positions = {id_: position for position, id_ in enumerate(way)}
        self._seen: set[int] = set()

    def furthest(self, begin: Ids) -> int:
        """The last position of the way that can be reached from here beside it; its length if an end can."""
        queue = list(begin)
        furthest = 0
        for here in queue:
            if here in self._positions:
                furthest = max(furthest, self._positions[here])
            elif here not in self._seen:
                self._seen.add(here)
                if not self._hops.upstream[here] or here in self._hops.unknown:
                    furthest = len(self._positions)
                queue.extend(self._hops.upstream[here])
        return furthest


def _shared_tellers(hops: Hops, reports: Ids, way: Ids, known: set[int]) -> list[tuple[int, Ids]]:
    by_teller: dict[int, list[int]] = {}
    for id_, statement in hops.told.items():
        by_teller.setdefault(statement.teller.id, []).append(id_)
    found: list[tuple[int, Ids]] = []
    tried = 0
    for position, id_ in enumerate(way):
        teller_id = hops.told[id_].teller.id
        statements = by_teller[teller_id]
        if teller_id in known or len(statements) < 2 or tried == TELLERS_TRIED:
            continue
        known.add(teller_id)
        tried += 1
        if _a_way_out(hops, reports, frozenset(statements)) is None:
            found.append((position, tuple(statements)))
    return found


def _count_resting(hops: Hops, in_order: list[int], stance: Stance) -> Iterator[int]:
    """How many rest on each of these; what rests on one rests on all further back, so one sweep is enough."""
    resting: set[int] = set()
    count = 0
    for id_ in in_order:
        queue = [id_]
        for here in queue:
            if here not in resting:
                resting.add(here)
                count += hops.told[here].stance is stance
                queue.extend(hops.downstream[here])
        yield count - (hops.told[id_].stance is stance)
