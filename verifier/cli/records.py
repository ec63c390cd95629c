"""The records as they stand: the whole state, and whether the log holds."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

import click
from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from verifier.archive import queries as archive
from verifier.audit import checkpoints, queries
from verifier.audit.auditing import audit
from verifier.audit.canonical import plain
from verifier.audit.cosigning import witnessed
from verifier.audit.models import Entry
from verifier.audit.notes import Checkpoint, NoteRefused
from verifier.audit.taking import TAKEN
from verifier.audit.types import LogBroken
from verifier.cli.desk import OpenDesk, open_desk
from verifier.kernel import copying
from verifier.kernel.rows import rows_of_table
from verifier.matching.models import DERIVED
from verifier.outside import clock
from verifier.outside.evidence import EvidenceDamaged, EvidenceMissing, EvidenceStore
from verifier.outside.witness import read_course
from verifier.schema import METADATA
from verifier.sources.actions_erasing import TABLES

GRACE = timedelta(minutes=65)  # a checkpoint is due at each signature; a desk that was shut down makes up for it
MOST_SAID = 200  # sentences that are printed
ERASED = "source:erase"


@click.command("dump", help="The whole state as JSON lines in a stable order, to compare two states.")
def dump() -> None:
    """Print every row of every table but those of the search and the counters, which are made of the others."""
    tables: MetaData = METADATA
    with open_desk() as desk, desk.database.reading() as session:
        for name in sorted(tables.tables.keys() - DERIVED - copying.COUNTED):
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


def problems(session: Session, signed: Sequence[Checkpoint], evidence: EvidenceStore) -> Iterator[str]:
    """A sentence for all that differs: in the log, from its checkpoints, in each row, in each original."""
    yield from checkpoints.uncovered(session, signed, before=clock.now() - GRACE)
    yield from audit(session, METADATA, signed, progress=_tell)
    yield from lost_originals(session, evidence)


@click.command(
    "verify-audit",
    help="Whether log, rows and originals hold: exit 0 and the log's head, or 1 and what differs.",
)
def verify_audit() -> None:
    """Say what differs, and what is no fault and yet to be known."""
    count = 0
    with open_desk() as desk, desk.database.one_moment() as session:
        signed, wrong = checkpoints.kept(desk.logbook.everything(), desk.signer().key)
        for sentence in chain(wrong, problems(session, signed, desk.evidence)):
            count += 1
            if count <= MOST_SAID:
                click.echo(sentence, err=True)
        head = queries.head(session)
        seen, contradicted = _witness_says(desk)
        for sentence in contradicted:
            count += 1
            click.echo(sentence, err=True)
        told = [_told(entry) for entry in (*queries.named(session, ERASED), *queries.named(session, TAKEN))]
    if count > MOST_SAID:
        click.echo(f"... and {count - MOST_SAID} more.", err=True)
    for sentence in filter(None, told):
        click.echo(sentence, err=True)
    if count:
        raise SystemExit(1)
    click.echo(f"{head.size} entries, root {head.root}")
    click.echo(f"{len(signed)} checkpoints hold{seen}", err=True)


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


def _tell(what: str, count: int) -> None:
    click.echo(f"{count:,} {what} ...", err=True)


def _told(entry: Entry) -> str:
    """What is no fault, and yet to be known."""
    day = f"{entry.at:%Y-%m-%d}"
    if entry.action == ERASED:
        return (
            f"The name of source {entry.subject_id} was erased on {day} (entry {entry.seq}):"
            " what earlier entries say of it can no longer be recomputed."
        )
    if not entry.detail.get("first"):
        return ""
    return f"Every row was taken down as it was on {day} (entry {entry.seq}): rows are held against entries from there."


def lost_originals(session: Session, evidence: EvidenceStore) -> Iterator[str]:
    """A sentence for each original that is missing or has other bytes."""
    for digest, capture_id in archive.kept(session):
        try:
            evidence.get(digest)
        except EvidenceMissing:
            yield f"The original {digest} of capture {capture_id} is missing."
        except EvidenceDamaged:
            yield f"The original {digest} of capture {capture_id} has other bytes than those that were kept."
        except (OSError, ValueError) as error:
            yield f"The original {digest} of capture {capture_id} cannot be read: {error}"


@click.command(
    "checkpoint", help="Sign the log as it is now and print that: note it where no administrator reaches it."
)
def checkpoint() -> None:
    """Print a signed checkpoint, and below it the key to check it with."""
    with open_desk() as desk:
        try:
            note = desk.checkpoint()
        except (LogBroken, NoteRefused) as error:
            raise click.ClickException(f"Not signed. {error}") from error
        key = desk.signer().key
    click.echo(note, nl=False)
    click.echo(f"Key: {key}", err=True)


@click.command("scrub", help="Rewrite the files of the database, so that nothing of an erased name is left in them.")
def scrub() -> None:
    """Let the database forget bytes."""
    with open_desk() as desk:
        if not desk.database.scrub(TABLES):
            raise click.ClickException("Somebody was reading meanwhile. Run it again.")
    click.echo("Done. Backups and what the database server keeps of its own are not touched.")
