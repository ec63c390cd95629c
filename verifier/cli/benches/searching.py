"""How the search grows with what it searches, beside LIKE over the same rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.matching.growth import MILLION, SIZES, Row
from verifier.matching.growth import measure as grow
from verifier.matching.queries import how_many


def measure(*, million: bool = False, url: str = "", sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Every question at every size: milliseconds, and how many times what it took at the smallest size."""
    found: list[dict[str, Any]] = []
    rates: list[dict[str, float]] = []
    with _database(url) as database:
        first: dict[str, Row] = {}
        for rate, rows in grow(database, (*sizes, MILLION) if million else sizes):
            rates.append({"documents": rows[0].documents, "written_per_second": round(rate)})
            for row in rows:
                small = first.setdefault(row.question, row)
                times = {"newest_growth": row.newest / small.newest, "best_growth": row.best / small.best}
                found.append(asdict(row) | times)
        engine = database.dialect
    return {"search": {"engine": engine, "rows": found, "written": rates}}


@contextmanager
def _database(url: str) -> Iterator[Database]:
    """A fresh file, or the database that was named. Raises ClickException for one that anything stands in."""
    if not url:
        with TemporaryDirectory(prefix="verifier-bench-") as folder:
            yield from _open(f"sqlite:///{Path(folder) / 'bench.db'}")
        return
    yield from _open(url)


def _open(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        if migrating.present(database) is not None:
            with database.reading() as session:
                if any({**how_many(session), **how_many(session, entries=True)}.values()):
                    raise click.ClickException("This database is in use. Name an empty one.")
        migrating.upgrade(database)
        yield database
    finally:
        database.dispose()
