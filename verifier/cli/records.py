"""The records as they stand: the whole state, and whether the log holds."""

import json
import sys
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import MetaData

from verifier.audit import checkpoints, queries
from verifier.audit.canonical import plain
from verifier.audit.cosigning import witnessed
from verifier.audit.notes import NoteRefused
from verifier.audit.types import LogBroken
from verifier.cli.desk import OpenDesk, open_desk
from verifier.kernel.rows import rows_of_table
from verifier.outside import clock
from verifier.outside.witness import read_course
from verifier.schema import METADATA

GRACE = timedelta(minutes=65)  # a checkpoint is due at each signature; a desk that was shut down makes up for it


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
    """Recompute the log, and hold it against every checkpoint that was signed."""
    with open_desk() as desk, desk.database.reading() as session:
        signed, found = checkpoints.kept(desk.logbook.everything(), desk.signer().key)
        found += queries.discrepancies(session, signed)
        found += checkpoints.uncovered(session, signed, before=clock.now() - GRACE)
        head = queries.head(session)
        told, wrong = _witness_says(desk)
        found += wrong
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        raise SystemExit(1)
    click.echo(f"{head.size} entries, root {head.root}")
    click.echo(f"{len(signed)} checkpoints hold{told}", err=True)


def _witness_says(desk: OpenDesk) -> tuple[str, list[str]]:
    """What the witness cosigned, in words, and a sentence for each way in which it contradicts what is kept here."""
    course, key = read_course(desk.settings.log_folder), desk.witness_key()
    wrong = [f"The witness contradicts this log. {course.conflict}"] if course.conflict else []
    if key is None:
        return "", wrong
    seen, refused = witnessed(desk.logbook.everything(), key)
    if course.cosigned_size > seen.size:
        wrong.append(f"The witness cosigned {course.cosigned_size} entries, of which no checkpoint is kept any more.")
    at = datetime.fromtimestamp(seen.at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    told = f", {seen.count} cosigned by {key.name}" + (f", last at {at} over {seen.size} entries" if seen.count else "")
    return told, [*refused, *wrong]


@click.command(
    "checkpoint", help="Sign the log as it is now and print that: note it where no administrator reaches it."
)
def checkpoint() -> None:
    """Print a signed checkpoint, and below it the key to check it with."""
    with open_desk() as desk:
        signer = desk.signer()

        def take(last: str | None) -> str:
            with desk.database.reading() as session:
                return checkpoints.take(session, signer, last)

        try:
            note = desk.logbook.write(take)
        except (LogBroken, NoteRefused) as error:
            raise click.ClickException(f"Not signed. {error}") from error
    click.echo(note, nl=False)
    click.echo(f"Key: {signer.key}", err=True)
