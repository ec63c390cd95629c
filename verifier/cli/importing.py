"""Taking in articles from the command line: the same way as the intake page."""

import json
import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from verifier.archive.actions import keep
from verifier.archive.types import CaptureMethod
from verifier.articles import queries, rules
from verifier.articles.types import Recognised
from verifier.cli.desk import OpenDesk, open_desk
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.outside.bringing import Brought, bring_file, bring_page, bring_text
from verifier.outside.documents import DocumentRefused
from verifier.outside.fetching import FetchRefused
from verifier.provenance.intake import take_in_reading
from verifier.reading.types import Reading
from verifier.tickets.types import Acting

KINDS = {".txt", ".html", ".htm", ".jsonl"}
NOTHING = Recognised("", "", "", None, "", "")


@dataclass(frozen=True, slots=True)
class Original:
    """What came, and what its row in a collection says of it, where it came from one."""

    name: str
    brought: Brought
    known: Recognised = NOTHING
    method: CaptureMethod = CaptureMethod.COMMAND


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
            yield _opened(place, partial(bring_page, place), method=CaptureMethod.HTTP)
            continue
        path = Path(place)
        if not path.exists():
            yield Outcome(place, "refused", "There is no such file or folder.")
            continue
        files = sorted(one for one in path.rglob("*") if one.suffix in KINDS) if path.is_dir() else [path]
        for file in files:
            yield from _in_file(file)


def _opened(name: str, bring: Callable[[], Brought], **more: Any) -> Original | Outcome:
    try:
        return Original(name, bring(), **more)
    except (FetchRefused, DocumentRefused) as error:
        return Outcome(name, "refused", error.sentence)


def _in_file(file: Path) -> Iterator[Original | Outcome]:
    if file.suffix != ".jsonl":
        media_type = mimetypes.guess_type(file.name)[0]
        yield _opened(str(file), lambda: bring_file(file.read_bytes(), filename=file.name, media_type=media_type))
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
    return _opened(name, lambda: bring_text(text), known=known)


def _day(words: object) -> date | None:
    try:
        return date.fromisoformat(str(words))
    except ValueError:
        return None


def recognise(desk: OpenDesk, given: Original, publisher: str | None) -> Recognised:
    """What an original is: what the command line or its row says first, then its page, then its text."""
    page, known = given.brought.document, given.known
    stated = Recognised(
        title=known.title or page.title or "",
        publisher=publisher or known.publisher or page.publisher or "",
        byline=page.byline or "",
        published_on=known.published_on or page.published_on,
        language=page.language or "",
        url=given.brought.url or known.url,
    )
    what = rules.completed(stated, _read(desk, page.text, stated))
    if not what.publisher:
        with desk.database.reading() as session:
            what = replace(what, publisher=queries.publisher_by_disclaimer(session, page.text))
    return replace(what, title=what.title or given.name, publisher=what.publisher or "Unknown outlet")


def _read(desk: OpenDesk, text: str, what: Recognised) -> Reading:
    with desk.database.reading() as session:
        known = queries.known_disclaimers(session, what.publisher)
    return rules.read_as(text, what, known)


def take_in(desk: OpenDesk, given: Original, publisher: str | None = None) -> Outcome:
    """Take in one original with everything the reader proposes."""
    text = given.brought.document.text
    try:
        rules.check_text(text)
        with desk.database.reading() as session:
            present = queries.by_text(session, text)
        if present is not None:
            return Outcome(given.name, "known", f"already here as article {present.id}", present.id)
        what = recognise(desk, given, publisher)
        found = _read(desk, text, what)
        digest, now = desk.evidence.put(given.brought.raw), clock.now()
        with desk.database.writing() as session:
            traits = given.brought.traits()
            capture = keep(session, sha256=digest, method=given.method, **traits, by=None, now=now)
            article = take_in_reading(
                session,
                what=what,
                text=text,
                notes=given.brought.notes(),
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
