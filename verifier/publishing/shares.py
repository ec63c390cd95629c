"""On whom the checked claims of an article rest, by share, from what readers may know of each and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from verifier.provenance.types import ChainEnd, Naming, Relation
from verifier.publishing.disclosure import PublicChain, PublicStep
from verifier.sources.types import SourceKind

_CARRIERS = frozenset({SourceKind.OUTLET.value, SourceKind.AGENCY.value})
_NOBODY = frozenset({ChainEnd.UNKNOWN.value, ChainEnd.CIRCULAR.value})


class RestKind(StrEnum):
    """What stands at the end of a trail."""

    NAMED = "named"
    UNNAMED = "unnamed"
    OWN_WORD = "own_word"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class PublicRest:
    """So many checked claims end there. Only a source that may be named has a name; all others are counted together."""

    kind: RestKind
    name: str
    claims: int


def public_rests(chains: Iterable[PublicChain]) -> tuple[PublicRest, ...]:
    """How many claims rest on whom, named sources first and the one of most claims before all.

    Those without a name are never told apart: two claims by one protected source must not be known to be by one.
    """
    counted: dict[tuple[RestKind, str], int] = {}
    for chain in chains:
        if chain.steps:
            key = _end(chain)
            counted[key] = counted.get(key, 0) + 1
    order = list(RestKind)
    rests = [PublicRest(kind, name, count) for (kind, name), count in counted.items()]
    return tuple(sorted(rests, key=lambda one: (order.index(one.kind), -one.claims, one.name)))


def _end(chain: PublicChain) -> tuple[RestKind, str]:
    last = chain.steps[-1]
    if chain.cut or chain.end in _NOBODY:
        return RestKind.LOST, ""
    if len(chain.steps) == 1 or _is_own_word(last):
        return RestKind.OWN_WORD, ""
    if last.teller.naming == Naming.NAMED.value:
        return RestKind.NAMED, last.teller.name
    return RestKind.UNNAMED, ""


def _is_own_word(last: PublicStep) -> bool:
    return last.relation == Relation.ASSERTED.value and last.teller.kind in _CARRIERS
