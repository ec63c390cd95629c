"""Growth: how long measuring and drawing take as a claim gathers statements, on graphs made to a fixed recipe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from verifier.provenance.drawing import lay_out
from verifier.provenance.independence import measure
from verifier.provenance.outline import Labels
from verifier.provenance.types import Derived, Graph, Naming, Stance, Teller, Told

SIZES = (10, 100, 1_000, 10_000)
MOST_RUNS = 7


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """One size: statements, and the seconds that independence of both sides and a wide layout took.

    ``floor_seconds`` is what merely walking the same graph from its beginning to its ends takes, hop by hop.
    """

    statements: int
    independence_seconds: float
    layout_seconds: float
    floor_seconds: float


def bench(sizes: Iterable[int] = SIZES) -> tuple[GrowthRow, ...]:
    """Time each size, small ones several times: the shortest counts, for a machine does other things too.

    One small run before all is not counted. Prints nothing.
    """
    _timed(10)
    return tuple(_best([_timed(size) for _ in range(max(1, min(MOST_RUNS, 2_000 // size)))]) for size in sizes)


def _best(runs: Sequence[GrowthRow]) -> GrowthRow:
    return GrowthRow(
        runs[0].statements,
        min(run.independence_seconds for run in runs),
        min(run.layout_seconds for run in runs),
        min(run.floor_seconds for run in runs),
    )


def sample(size: int) -> Graph:
    """A claim as newsrooms meet it, the same each time for a size: few witnesses, some agencies, many outlets.

    One statement in thirty comes from a witness or body, one in ten from an agency that rests on up to two of those;
    the rest are outlets, most of them citing an agency, some each other, some nobody they name. A fifth of the outlets
    have an owner in common with others, a twentieth refute the claim, a quarter of the hops is not confirmed yet.
    Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError("a sample needs at least one statement")
    witnesses = max(1, size // 30)
    agencies = min(max(1, size // 10), size - witnesses)
    first_outlet = witnesses + agencies + 1
    told = tuple(
        Told(
            id_,
            Teller(id_, owner_id=size + 1 + id_ % 50 if id_ >= first_outlet and id_ % 5 == 0 else None),
            naming=Naming.UNNAMED if id_ <= witnesses and id_ % 2 else Naming.NAMED,
            stance=Stance.REFUTES if id_ % 20 == 7 else Stance.SUPPORTS,
        )
        for id_ in range(1, size + 1)
    )
    hops: list[Derived] = []
    for id_ in range(witnesses + 1, size + 1):
        confirmed = id_ % 4 != 0
        if id_ < first_outlet:
            givers: set[int | None] = {1 + id_ % witnesses, 1 + (id_ * 7) % witnesses}
        elif id_ % 13 == 0:
            givers = {None}
        elif id_ % 9 == 0 and id_ > first_outlet:
            givers = {first_outlet + (id_ * 31) % (id_ - first_outlet)}
        else:
            givers = {witnesses + 1 + (id_ * 17) % agencies}
        hops += [Derived(id_, giver, confirmed=confirmed) for giver in sorted(givers, key=lambda giver: giver or 0)]
    return Graph(told, tuple(hops), article_id=size)


def _timed(size: int) -> GrowthRow:
    graph = sample(size)
    labels = Labels("The claim that is being checked", {told.id: f"Outlet number {told.id}" for told in graph.told})
    begin = perf_counter()
    measure(graph)
    measured = perf_counter()
    lay_out(graph, labels)
    drawn = perf_counter()
    _walk(graph)
    return GrowthRow(size, measured - begin, drawn - measured, perf_counter() - drawn)


def _walk(graph: Graph) -> int:
    """A bare search through the same graph: no answer to any question takes less than looking at each hop once."""
    upstream: dict[int, list[int]] = {told.id: [] for told in graph.told}
    for hop in graph.derived:
        if hop.upstream_id is not None:
            upstream[hop.downstream_id].append(hop.upstream_id)
    taken = {id_ for givers in upstream.values() for id_ in givers}
    queue = [id_ for id_ in upstream if id_ not in taken]
    seen = set(queue)
    for here in queue:
        for giver in upstream[here]:
            if giver not in seen:
                seen.add(giver)
                queue.append(giver)
    return len(queue)
