"""`load-test-data`: a desk under load, from nothing."""

from collections.abc import Callable

import click

from verifier.audit.taking import take_after
from verifier.cli.desk import open_desk
from verifier.cli.loading.cast import gather_cast
from verifier.cli.loading.filling import MODELS, YEARS, Filler
from verifier.kernel.bulk import Bulk, bare, unlogged
from verifier.kernel.copying import is_empty, tables_of
from verifier.kernel.db import Database
from verifier.matching.actions import fill_anew
from verifier.outside import clock
from verifier.outside.evidence import EvidenceStore
from verifier.schema import METADATA


@click.command("load-test-data", help="Fill an empty database with invented tickets, to try a desk under load.")
@click.option("--tickets", default=1_000, show_default=True, type=click.IntRange(1, 10_000_000))
@click.option("--seed", default=1, show_default=True, help="The same number makes the same desk.")
def load_test_data(tickets: int, seed: int) -> None:
    """Fill a desk. Raises ClickException where somebody has worked with this desk already."""
    with open_desk() as desk:
        with desk.database.engine.connect() as connection:
            if not is_empty(connection, tables_of(connection)):
                raise click.ClickException("This database is in use. Name an empty one in DATABASE_URL.")
        if desk.logbook.last() is not None:
            raise click.ClickException("The log folder holds checkpoints of another desk. Name an empty VERIFIER_DATA.")
        with click.progressbar(length=tickets, label="Filling", show_pos=True) as bar:
            entries = fill(desk.database, desk.evidence, tickets, seed=seed, told=bar.update)
        desk.checkpoint()
    click.echo(f"{tickets:,} tickets, {entries:,} entries in the log")


def fill(
    database: Database, evidence: EvidenceStore, tickets: int, *, seed: int = 1, told: Callable[[int], object] = int
) -> int:
    """Fill an empty database; returns the entries of its log.

    The people come first. All that they are said to have done is one transaction, all or nothing; it passes the
    session by, so the rows are taken down as they are at its end, as a migration does.
    """
    now = clock.now()
    with database.writing() as session:
        people = gather_cast(session, tickets, now - YEARS)
    with unlogged(database), database.writing() as session:
        with bare(session, MODELS) as connection:
            filler = Filler(session, Bulk(connection), people, evidence.put, seed=seed, until=now)
            for count in filler.fill(tickets):
                told(count)
        fill_anew(session.connection())
        return take_after(session, METADATA, now=now)
