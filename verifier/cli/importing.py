"""Taking in articles from the command line: the same way as the intake page."""

import json
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from verifier.archive.actions import keep
from verifier.archive.types import CaptureMethod
from verifier.articles import queries
from verifier.articles.rules import check_text
from verifier.articles.types import Recognised
from verifier.cli.desk import OpenDesk, open_desk
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.outside.documents import Document, DocumentRefused, open_document
from verifier.outside.fetching import FetchRefused, fetch
from verifier.provenance.intake import take_in_reading
from verifier.reading.reader import read
from verifier.reading.types import Reading
from verifier.tickets.types import Acting

KINDS = {".txt", ".html", ".htm", ".jsonl"}


@dataclass(frozen=True, slots=True)
class Original:
    """What came, before anybody looked into it. ``known`` holds what a row of a collection says of its text."""

    name: str
    raw: bytes
    media_type: str | None
    method: CaptureMethod = CaptureMethod.COMMAND
    filename: str = ""
    url: str = ""
    final_url: str = ""
    known: Recognised | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one original: ``state`` is taken, known or refused."""

    name: str
    state: str
    words: str
    article_id: int = 0


def originals(places: tuple[str, ...]) -> Iterator[Original | Outcome]:
    """Every original in these files, addresses and folders; what cannot be had is an outcome already."""
    for place in places:
        if place.startswith(("http://", "https://")):
            yield _fetched(place)
            continue
        path = Path(place)
        if not path.exists():
            yield Outcome(place, "refused", "There is no such file or folder.")
            continue
        files = sorted(one for one in path.rglob("*") if one.suffix in KINDS) if path.is_dir() else [path]
        for file in files:
            yield from _in_file(file)


def _fetched(url: str) -> Original | Outcome:
    try:
        got = fetch(url)
    except FetchRefused as error:
        return Outcome(url, "refused", str(error))
    return Original(url, got.body, got.media_type, CaptureMethod.HTTP, url=got.requested_url, final_url=got.final_url)


def _in_file(file: Path) -> Iterator[Original | Outcome]:
    if file.suffix != ".jsonl":
        yield Original(str(file), file.read_bytes(), mimetypes.guess_type(file.name)[0], filename=file.name)
        return
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _in_row(line, f"{file}, line {number}")


def _in_row(line: str, name: str) -> Original | Outcome:
    try:
        row: dict[str, Any] = json.loads(line)
        text = str(row["text"])
    except (ValueError, KeyError, TypeError):
        return Outcome(name, "refused", "A row is a JSON object with at least a text.")
    outlet = str(row.get("publisher") or row.get("source") or "")
    known = Recognised(str(row.get("title") or ""), outlet, "", _day(row.get("date")), "", str(row.get("url") or ""))
    return Original(name, text.encode("utf-8", "surrogatepass"), "text/plain", known=known)


def _day(words: object) -> date | None:
    try:
        return date.fromisoformat(str(words))
    except ValueError:
        return None


def recognise(document: Document, found: Reading, given: Original, publisher: str | None) -> Recognised:
    """What an original is: what the command line or its row says first, then its page, then its text."""
    known = given.known or Recognised("", "", "", None, "", "")
    return Recognised(
        title=known.title or document.title or found.title or given.name,
        publisher=publisher or known.publisher or document.publisher or found.publisher or "Unknown outlet",
        byline=document.byline or found.byline or "",
        published_on=known.published_on or document.published_on or found.published_on,
        language=document.language or found.language,
        url=given.final_url or given.url or known.url,
    )


def take_in(desk: OpenDesk, given: Original, publisher: str | None = None) -> Outcome:
    """Take in one original with everything the reader proposes."""
    try:
        document = open_document(
            given.raw, media_type=given.media_type, filename=given.filename or None, url=given.url or None
        )
        check_text(document.text)
    except (DocumentRefused, RuleBroken) as error:
        return Outcome(given.name, "refused", str(error))
    with desk.database.reading() as session:
        present = queries.by_text(session, document.text)
        if present is not None:
            return Outcome(given.name, "known", f"already here as article {present.id}", present.id)
    title = (given.known.title if given.known else "") or document.title
    first = read(document.text, publisher=publisher, title=title, published_on=document.published_on)
    what = recognise(document, first, given, publisher)
    found = read(document.text, publisher=what.publisher, title=what.title, published_on=what.published_on)
    digest = desk.evidence.put(given.raw)
    if digest != sha256(given.raw).hexdigest():
        raise AssertionError("the evidence store answers with another digest")
    now = clock.now()
    try:
        with desk.database.writing() as session:
            capture = keep(
                session,
                sha256=digest,
                size=len(given.raw),
                media_type=document.media_type,
                method=given.method,
                requested_url=given.url,
                final_url=given.final_url,
                filename=given.filename,
                by=None,
                now=now,
            )
            article = take_in_reading(
                session,
                what=replace(what, language=what.language or ""),
                text=document.text,
                notes=document.notes,
                found=found,
                capture_id=capture.id,
                acting=Acting(None, now),
            )
            return Outcome(given.name, "taken", f"article {article.id}, {len(found.claims)} claims", article.id)
    except RuleBroken as error:
        return Outcome(given.name, "refused", error.message)
    except DBAPIError as error:
        return Outcome(given.name, "refused", f"The database refused it: {error.orig}")


@click.command("import", help="Take in articles: files (.txt, .html, .jsonl), addresses, folders. Safe to run again.")
@click.argument("places", nargs=-1, required=True)
@click.option("--publisher", help="Who published them, where the texts do not say.")
def import_articles(places: tuple[str, ...], publisher: str | None) -> None:
    """Take in articles; what is refused is reported at the end and does not stop the rest."""
    with open_desk() as desk:
        found = list(originals(places))
        with click.progressbar(found, label="Taking in", show_pos=True) as bar:
            outcomes = [one if isinstance(one, Outcome) else take_in(desk, one, publisher) for one in bar]
    for outcome in outcomes:
        if len(outcomes) <= 20 or outcome.state == "refused":
            click.echo(f"{outcome.state}: {outcome.name}: {outcome.words}", err=outcome.state == "refused")
    counts = {state: sum(one.state == state for one in outcomes) for state in ("taken", "known", "refused")}
    click.echo(f"{counts['taken']} taken in, {counts['known']} known already, {counts['refused']} refused")
    if counts["refused"]:
        raise SystemExit(1)
