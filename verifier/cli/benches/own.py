"""How the reader does at this desk: its people's decisions, by the rule that made the proposal."""

from typing import Any

from verifier.cli.desk import open_desk
from verifier.learning.queries import tallies
from verifier.learning.rules import by_rule, factor, interval
from verifier.learning.types import Tally


def own() -> dict[str, Any]:
    """The record of the desk's database as plain values: each rule, and within it each sort of claim."""
    with open_desk() as desk, desk.database.reading() as session:
        found = tallies(session)
    return {
        "bench": "own",
        "rules": [_line(one) for one in by_rule(found)],
        "sorts": [_line(one) | {"ranked_at": factor(one.kept, one.judged)} for one in found if one.sort],
    }


def _line(one: Tally) -> dict[str, Any]:
    low, high = interval(one.kept, one.judged)
    return {
        "proposal": one.proposal.value,
        "rule": one.rule,
        "sort": one.sort,
        "judged": one.judged,
        "accepted": one.accepted,
        "edited": one.edited,
        "rejected": one.rejected,
        "missed": one.missed,
        "precision": one.precision,
        "low": low,
        "high": high,
    }
