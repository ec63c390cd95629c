"""Earlier checks from the command line: importing fact-checks, and asking whether claims were checked before."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

import click

from verifier.cli.desk import OpenDesk, open_desk
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.matching import actions_earlier as actions
from verifier.matching import queries_earlier as queries
from verifier.matching.rules_earlier import check_fields
from verifier.matching.types_earlier import Band, CheckFields, Imported, Match
from verifier.outside import clock

BATCH: Final = 1_000
MOST_TOLD: Final = 20
WORDS: Final = {
    Band.SAME: "the same",
    Band.LIKELY: "likely the same",
    Band.PERHAPS: "perhaps the same",
    Band.WEAK: "related",
}


class BadRowError(ValueError):
    """A row that cannot be taken; the message says why."""


def rows_in(lines: Iterable[bytes]) -> Iterator[tuple[int, int, dict[str, Any] | BadRowError]]:
    """The JSON objects of a file of lines: line number, bytes of the line, the object or why it is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, len(line), BadRowError("it is not JSON")
            continue
        yield number, len(line), row if isinstance(row, dict) else BadRowError("it is not a JSON object")


def as_check(row: dict[str, Any]) -> CheckFields:
    """A row as a fact-check. Without an id it is known by its address and claim; without a claim its title says it.

    Raises BadRowError.
    """
    wanted = ("id", "claim", "title", "publisher", "speaker", "verdict", "url", "summary", "lang")
    words = {name: _plain(row.get(name), name) for name in wanted}
    day = _plain(row.get("date"), "date")[:10]
    claim = words["claim"] or words["title"]
    try:
        checked_on = date.fromisoformat(day) if day else None
    except ValueError:
        raise BadRowError("its date is not one such as 2026-05-31") from None
    fields = CheckFields(
        external_id=words["id"] or _made_id(words["url"], claim),
        claim=claim,
        title=words["title"],
        publisher=words["publisher"],
        speaker=words["speaker"],
        checked_on=checked_on,
        verdict=words["verdict"],
        url=words["url"],
        summary=words["summary"],
        language=words["lang"],
    )
    try:
        check_fields(fields)
    except RuleBroken as error:
        raise BadRowError(error.message) from None
    return fields


def _made_id(url: str, claim: str) -> str:
    return f"{url} {sha256(claim.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}" if url else ""


def _plain(value: object, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadRowError(f"its {name} is not text")
    return " ".join(str(value).split())


def import_file(database: Database, lines: Iterable[bytes], now: datetime) -> Iterator[tuple[int, Imported, list[str]]]:
    """Import a file in batches, each whole or not at all: bytes read, what became of the batch, and its bad rows."""
    batch: list[CheckFields] = []
    bad: list[str] = []
    read = 0
    for number, size, row in rows_in(lines):
        read += size
        try:
            if isinstance(row, BadRowError):
                raise row
            batch.append(as_check(row))
        except BadRowError as error:
            bad.append(f"line {number}: {error}")
        if len(batch) + len(bad) >= BATCH:
            yield read, _keep(database, batch, now), bad
            batch, bad, read = [], [], 0
    yield read, _keep(database, batch, now), bad


def _keep(database: Database, batch: list[CheckFields], now: datetime) -> Imported:
    if not batch:
        return Imported()
    with database.writing() as session:
        return actions.import_checks(session, batch, now=now)


@click.command(
    "import-factchecks", help="Take in earlier fact-checks (.jsonl), each once. Safe to run again and to interrupt."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_factchecks(file: Path) -> None:
    """Import fact-checks; a bad row is told with its line and does not stop the rest."""
    with open_desk() as desk:
        counts, bad = _import(desk, file)
        with desk.database.writing() as session:
            actions.count_words(session)
    for one in bad[:MOST_TOLD]:
        click.echo(f"refused: {file}, {one}", err=True)
    if len(bad) > MOST_TOLD:
        click.echo(f"refused: {len(bad) - MOST_TOLD} more rows", err=True)
    told = f"{counts.added} taken in, {counts.revised} revised, {counts.known} known already, {len(bad)} refused"
    click.echo(told)
    if bad:
        raise SystemExit(1)


def _import(desk: OpenDesk, file: Path) -> tuple[Imported, list[str]]:
    counts, bad = Imported(), list[str]()
    with (
        file.open("rb") as lines,
        click.progressbar(length=file.stat().st_size, label="Taking in", show_pos=False) as bar,
    ):
        for read, done, refused in import_file(desk.database, lines, clock.now()):
            bar.update(read)
            bad += refused
            counts = Imported(counts.added + done.added, counts.revised + done.revised, counts.known + done.known)
    return counts, bad


@click.command("match", help="Which earlier claims each row of a file repeats, best first.")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
def match(file: IO[bytes], as_json: bool) -> None:
    """Look up rows {"id", "text"}; ``speaker``, where a row has it, says who speaks."""
    failed = False
    with open_desk() as desk:
        bring_up_to_date(desk.database)
        with desk.database.reading() as session:
            for number, _, row in rows_in(file):
                if isinstance(row, BadRowError) or not isinstance(row.get("text"), str):
                    failed = True
                    click.echo(
                        f"refused: line {number}: {row if isinstance(row, BadRowError) else 'it has no text'}", err=True
                    )
                    continue
                found = queries.same(session, row["text"], beside=str(row.get("speaker") or ""))
                _tell(row, found, as_json=as_json)
    sys.stdout.flush()
    if failed:
        raise SystemExit(1)


def bring_up_to_date(database: Database) -> None:
    """Index what came in another way, and count the words anew where that is due."""
    left = True
    while left:
        with database.writing() as session:
            left = actions.index_missing(session) > 0
    with database.writing() as session:
        actions.count_words(session)


def _tell(row: dict[str, Any], found: tuple[Match, ...], *, as_json: bool) -> None:
    if as_json:
        matches = [
            {
                "id": one.entry_id,
                "external_id": one.external_id or None,
                "claim_id": one.claim_id,
                "score": round(one.score, 6),
                "band": one.band.value,
            }
            for one in found
        ]
        click.echo(json.dumps({"id": row.get("id"), "matches": matches}, ensure_ascii=False))
        return
    click.echo(f"{row.get('id', '-')}: {' '.join(row['text'].split())[:200]}")
    shown = [one for one in found if one.band is not Band.WEAK]
    for one in shown[:5]:
        name = one.external_id or f"claim {one.claim_id}"
        click.echo(f"  {round(100 * one.score):3d} %  {WORDS[one.band]}: {one.claim[:200]} [{name}]")
    if not shown:
        click.echo("  nothing that says the same")
