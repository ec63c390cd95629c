"""How measuring and drawing a claim grow with its statements, beside the least that any answer can take."""

from collections.abc import Iterable, Mapping
from typing import Any

from verifier.provenance.growth import SIZES, GrowthRow, bench

FEW, MANY = 6, 60


def rows(sizes: Iterable[int] = SIZES) -> list[Mapping[str, float]]:
    """For each size the milliseconds of independence, of layout and of a bare walk through the same graph.

    ``growth`` says how many times longer it all took than at the size before, per statement: 1 is linear.
    """
    found: list[Mapping[str, float]] = []
    before: GrowthRow | None = None
    for row in bench(sizes):
        found.append(
            {
                "statements": row.statements,
                "independence_ms": round(row.independence_seconds * 1000, 2),
                "layout_ms": round(row.layout_seconds * 1000, 2),
                "floor_ms": round(row.floor_seconds * 1000, 3),
                "growth": round(_each(row) / _each(before), 2) if before else 1.0,
            }
        )
        before = row
    return found


def ratio() -> float:
    """How many times longer a ticket of sixty statements takes to measure and draw than one of six."""
    few, many = bench((FEW, MANY))
    return (many.independence_seconds + many.layout_seconds) / (few.independence_seconds + few.layout_seconds)


def _each(row: GrowthRow) -> float:
    return (row.independence_seconds + row.layout_seconds) / row.statements


def measure() -> dict[str, Any]:
    """The rows of this bench, and how many times longer sixty statements take than six."""
    return {"graphs": rows(), "sixty_over_six": round(ratio(), 2)}
