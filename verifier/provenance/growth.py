"""Growth: how long measuring and drawing take as a claim gathers statements, on graphs made to a fixed recipe."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter

from verifier.provenance.drawing import lay_out
from verifier.provenance.independence import measure
from verifier.provenance.outline import Labels
from verifier.provenance.types import Derived, Graph, Naming, Stance, Teller, Told

SIZES = (10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """One size: statements, and the seconds that independence of both sides and a wide layout took."""

    statements: int
    independence_seconds: float
    layout_seconds: float


def bench(sizes: Iterable[int] = SIZES) -> tuple[GrowthRow, ...]:
    """Time both once for each size, after one small run that is not counted. Prints nothing."""
    _timed(10)
    return tuple(_timed(size) for size in sizes)


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
    return GrowthRow(size, measured - begin, perf_counter() - measured)
