"""The full-text index, made true again from the rows."""

import click

from verifier.cli.desk import open_desk
from verifier.kernel.db import Database
from verifier.matching.actions import fill_anew, purge_if_due, reindex
from verifier.matching.queries import how_many
from verifier.matching.types import Kind


@click.command(
    "reindex",
    help="Make the full-text index true again, while others go on working; --anew throws it away first, and is the"
    " faster way after very many rows came in at once, with nobody at work.",
)
@click.option("--anew", is_flag=True, help="Make it again from nothing, in one transaction.")
def reindex_command(anew: bool) -> None:
    """Go over everything that can be found; what is right already is left alone."""
    with open_desk() as desk:
        if anew:
            with desk.database.engine.execution_options(verifier_write=True).begin() as connection:
                count = fill_anew(connection)
        else:
            count = _go_over(desk.database)
        purge_if_due(desk.database)
    click.echo(f"{count:,} entries can be found.")


def _go_over(database: Database) -> int:
    with database.reading() as session:
        length = how_many(session)
    with click.progressbar(length=sum(length.values()), label="Index") as bar:
        for kind in Kind:
            for count in reindex(database, kind):
                bar.update(count)
    with database.reading() as session:
        return sum(how_many(session, entries=True).values())
