"""On whom the claims of an article rest: the teller at the inner end of each chain, and how many claims end there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from verifier.provenance.queries import ClaimRows, end_of
from verifier.provenance.types import ChainEnd, Relation
from verifier.sources.types import SourceKind

CARRIERS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


@dataclass(frozen=True, slots=True)
class Rest:
    """So many claims rest on one teller. ``source_id`` None is nobody: the author, or a trail that runs in a circle."""

    source_id: int | None
    name: str
    naming: str
    claims: int
    is_circular: bool = False


def count_rests(chains: Iterable[ClaimRows]) -> tuple[Rest, ...]:
    """How many claims rest on whom, most first, those that rest on nobody but their author last.

    A claim that an outlet asserts without saying who told it rests on its author. ``naming`` is "protected" for a
    protected source, whose name is left out.
    """
    counted: Counter[Rest] = Counter(_rest(rows) for rows in chains)
    rests = [Rest(one.source_id, one.name, one.naming, count, one.is_circular) for one, count in counted.items()]
    return tuple(sorted(rests, key=lambda one: (one.source_id is None, -one.claims, one.name, one.source_id or 0)))


def is_author_alone(rows: ClaimRows) -> bool:
    """Whether nobody is credited with a claim: an outlet says it, and that is where the trail stops."""
    chain = rows.chain()
    if len(chain) < 2:
        return True
    last = chain[-1]
    hop = rows.hop_into(last.id)
    return hop is not None and hop.relation is Relation.ASSERTED and rows.sources[last.source_id].kind in CARRIERS


def shown_end(rows: ClaimRows) -> str:
    """Where the trail stops, as every page of the desk says it: an end, or ``author`` where nobody is credited."""
    return "author" if is_author_alone(rows) else end_of(rows).value


def _rest(rows: ClaimRows) -> Rest:
    if end_of(rows) is ChainEnd.CIRCULAR:
        return Rest(None, "", "", 1, is_circular=True)
    if is_author_alone(rows):
        return Rest(None, "", "", 1)
    last = rows.chain()[-1]
    source = rows.sources[last.source_id]
    if source.protected:
        return Rest(source.id, "", "protected", 1)
    return Rest(source.id, source.name, last.naming.value, 1)
