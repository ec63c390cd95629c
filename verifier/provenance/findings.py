"""Findings: what a picture shows, said in the fewest sentences, the count of origins first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.provenance.chains import cycles
from verifier.provenance.hops import index
from verifier.provenance.houses import House, houses
from verifier.provenance.independence import Measured, Side, accepting_proposals, in_words, measure
from verifier.provenance.outline import passed_by_all
from verifier.provenance.types import DependenceReason, Graph, Stance

NAMED_AT_MOST = 4
"""How many are named in one sentence; of more it says how many there are."""

_SIDES = {Stance.SUPPORTS: "Supporting", Stance.REFUTES: "Refuting"}
_SAYING = {Stance.SUPPORTS: "support", Stance.REFUTES: "refute"}


@dataclass(frozen=True, slots=True)
class Findings:
    """``counts`` says for each side how many origins there are, ``reasons`` why no more and no fewer."""

    counts: tuple[str, ...]
    reasons: tuple[str, ...]


def findings(
    graph: Graph,
    names: Mapping[int, str],
    houses_named: Mapping[int, str] | None = None,
    *,
    measured: Measured | None = None,
) -> Findings:
    """What there is to say of a claim's graph; ``names`` by statement, ``houses_named`` by source, all fit to be shown.

    ``measured`` spares measuring the graph again where that was done. Linear. Raises ValueError as ``index`` does.
    """
    return Findings(
        counts=_counts(graph, measured or measure(graph)),
        reasons=(
            *_passed(graph, names),
            *_unknown(graph, names),
            *_circles(graph, names),
            *_houses(graph, names, houses_named or {}),
        ),
    )


def _counts(graph: Graph, present: Measured) -> tuple[str, ...]:
    """How many origins stand behind each side; a side that nobody takes is left out.

    While hops are only proposed, the count is the one that holds if they do, and says so.
    """
    is_open = any(not hop.confirmed for hop in graph.derived)
    accepted = measure(accepting_proposals(graph)) if is_open else present
    sides: tuple[tuple[Side, Side], ...] = (
        (present.supporting, accepted.supporting),
        (present.refuting, accepted.refuting),
    )
    return tuple(
        f"{_SIDES[side.stance]}: {in_words(side.count, side.carrier_tellers)}"
        + ("" if side.count == now.count else ", if the proposed hops hold")
        for now, side in sides
        if side.groups or side.void
    )


def _passed(graph: Graph, names: Mapping[int, str]) -> Iterator[str]:
    """Of each side the place nearest to the ends: what lies before it passes through it too."""
    for stance, cut in dict(passed_by_all(graph)).items():
        through = names.get(cut.statement_ids[0], "one source")
        yield f"All {cut.reports} others that {_SAYING[stance]} it pass through {through}."


def _unknown(graph: Graph, names: Mapping[int, str]) -> Iterator[str]:
    lost = list(dict.fromkeys(names.get(id_, "one source") for id_ in index(graph).unknown))
    if lost:
        yield f"Nobody knows where {_listed(lost, 'sources')} {'has' if len(lost) == 1 else 'have'} it from."


def _circles(graph: Graph, names: Mapping[int, str]) -> Iterator[str]:
    for circle in cycles(graph):
        who = _listed([names.get(id_, "one source") for id_ in circle], "sources")
        if len(circle) == 1:
            yield f"Circular: {who} cites itself, which is no origin."
        elif len(circle) == 2:
            yield f"Circular: {who} cite each other. Neither counts as an origin."
        else:
            yield f"Circular: {who} cite each other in a ring. None of them counts as an origin."


def _houses(graph: Graph, names: Mapping[int, str], named: Mapping[int, str]) -> Iterator[str]:
    for house in houses(graph):
        who = list(dict.fromkeys(names.get(id_, "one source") for id_ in house.statement_ids))
        if len(who) > 1:
            whose = _whose(named.get(house.teller_id, ""))
            yield f"{_listed(who, 'sources')} {_shared(house)}{whose}: they count as one."


def _shared(house: House) -> str:
    return "take the same feed" if house.reason is DependenceReason.SHARED_FEED else "have the same owner"


def _whose(name: str) -> str:
    return f", {name}" if name else ""


def _listed(names: Sequence[str], what: str) -> str:
    if len(names) > NAMED_AT_MOST:
        return f"{len(names)} {what}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
