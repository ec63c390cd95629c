"""Reading only: proposals from a text, without a database."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from verifier.outside.documents import DocumentRefused, open_document
from verifier.reading.export import as_json
from verifier.reading.reader import read as read_text
from verifier.reading.types import Reading


@dataclass(frozen=True, slots=True)
class Given:
    """A text to read, with what its file says of it."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    language: str | None = None


def _row(line: str, number: int, name: str) -> Given:
    try:
        row: dict[str, Any] = json.loads(line)
        text = row["text"] if "text" in row else "\n".join(map(str, row["sentences"]))
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(
            f"{name}, line {number}: a row is a JSON object with an id and a text, or sentences."
        ) from error
    return Given(str(row.get("id", number)), str(text), row.get("title"), row.get("publisher"))


def texts_in(name: str) -> Iterator[Given]:
    """The texts of a file: one for .txt and .html, one a row for .jsonl; ``-`` is standard input as plain text."""
    if name == "-":
        yield Given("-", sys.stdin.buffer.read().decode("utf-8", "replace").replace("\r\n", "\n"))
        return
    path = Path(name)
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, number, name)
        return
    try:
        found = open_document(path.read_bytes(), media_type=None, filename=path.name)
    except DocumentRefused as error:
        raise click.ClickException(f"{name}: {error}") from error
    yield Given(path.stem, found.text, found.title, found.publisher, found.published_on, found.language)


@click.command("read", help="Print what would be proposed for a text: claims, chains, disclaimers, conflicts.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, dir_okay=False))
@click.option("--json", "as_rows", is_flag=True, help="One JSON object a line.")
def read(files: tuple[str, ...], as_rows: bool) -> None:
    """Read files."""
    for name in files:
        for given in texts_in(name):
            found = read_text(
                given.text,
                publisher=given.publisher,
                title=given.title,
                published_on=given.published_on,
                language=given.language,
            )
            if as_rows:
                click.echo(json.dumps(as_json(found, given.text, given.id), ensure_ascii=False))
            else:
                show(found, given.text)


def chain_in_words(found: Reading, place: int) -> str:
    """A claim's chain in one line, from the publisher inwards; ~ marks what is only inferred."""
    claim = found.claims[place]
    return " <- ".join(hop.source + (" ~" if hop.inferred else "") for hop in claim.chain) or "nobody"


def show(found: Reading, text: str) -> None:
    """Print a reading for people."""
    click.echo(f"{found.title or 'No headline'}\n  published by {found.publisher or 'an unknown outlet'}")
    for one in found.disclaimers:
        click.echo(f"  disclaimer ({one.kind.value}): {' '.join(one.span.of(text).split())}")
    for place, claim in enumerate(found.claims):
        click.echo(f"\n  {place + 1:>2}. {' '.join(claim.text.split())}")
        click.echo(
            f"      {claim.kind.value}, {claim.score:.2f}; {chain_in_words(found, place)}; ends {claim.ends.value}"
        )
        if not claim.checkable:
            click.echo(f"      not checkable: {claim.reason}")
    for conflict in found.conflicts:
        click.echo(f"\n  does not agree: {conflict.text}")
