"""Houses: tellers that count as one because of what stands behind them, as a picture shows them."""

from dataclasses import dataclass

from verifier.provenance.hops import Ids
from verifier.provenance.types import DependenceReason, Graph


@dataclass(frozen=True, slots=True)
class House:
    """Statements that are one voice through one teller: its own (SHARED_ORIGIN), those it owns, those it feeds."""

    teller_id: int
    reason: DependenceReason
    statement_ids: Ids


def houses(graph: Graph) -> tuple[House, ...]:
    """Every teller that makes two or more statements one voice, by its id. Linear, but for the order."""
    told: dict[int, list[int]] = {}
    ties: dict[tuple[int, DependenceReason], set[int]] = {}
    for statement in sorted(graph.told, key=lambda one: one.id):
        told.setdefault(statement.teller.id, []).append(statement.id)
        for related, reason in (
            (statement.teller.owner_id, DependenceReason.SHARED_OWNER),
            (statement.teller.feed_id, DependenceReason.SHARED_FEED),
        ):
            if related is not None and related != statement.teller.id:
                ties.setdefault((related, reason), set()).add(statement.id)
    found = {
        (teller_id, reason): tuple(sorted({*ids, *told.get(teller_id, ())}))
        for (teller_id, reason), ids in ties.items()
    }
    joined = {teller_id for teller_id, _ in found}
    found |= {
        (teller_id, DependenceReason.SHARED_ORIGIN): tuple(ids)
        for teller_id, ids in told.items()
        if teller_id not in joined
    }
    return tuple(House(teller_id, reason, ids) for (teller_id, reason), ids in sorted(found.items()) if len(ids) > 1)
