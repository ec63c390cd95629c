"""The records as they stand: the whole state, and whether the log holds."""

import json
import sys

import click
from sqlalchemy import MetaData

from verifier.audit import queries
from verifier.audit.canonical import plain
from verifier.cli.desk import open_desk
from verifier.kernel.rows import rows_of_table
from verifier.schema import METADATA


@click.command("dump", help="The whole state as JSON lines in a stable order, to compare two states.")
def dump() -> None:
    """Print every row of every table."""
    tables: MetaData = METADATA
    with open_desk() as desk, desk.database.reading() as session:
        for name in sorted(tables.tables):
            for row in rows_of_table(session, tables.tables[name]):
                line = {"table": name, "row": {key: _shown(value) for key, value in sorted(row.items())}}
                sys.stdout.write(json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n")


def _shown(value: object) -> object:
    """A value as JSON that is the same on every machine; a fraction as the shortest digits that mean it."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {str(key): _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list) else plain(value)


@click.command("verify-audit", help="Whether the log holds: exit 0 and its head, or 1 and what differs.")
def verify_audit() -> None:
    """Recompute the log."""
    with open_desk() as desk, desk.database.reading() as session:
        found = list(queries.discrepancies(session))
        head = queries.head(session)
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        raise SystemExit(1)
    click.echo(f"{head.size} entries, root {head.root}")
