"""An article is taken in: from an address, a text or a file, to a draft, to an article."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from factories.desk import CLAIM, TEXT, Desk
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from verifier.accounts.types import Role
from verifier.archive.models import Capture
from verifier.articles.models import Article, Claim, Disclaimer, Draft
from verifier.kernel.db import Database

Enter = Callable[..., Visitor]
SAMPLE = Path(__file__).parents[3] / "../shared/data/article"
PAGE = (
    "<!doctype html><html lang='en'><head><title>Harbour guard recruits</title>"
    "<meta property='og:site_name' content='The Coast Reader'></head><body><article><h1>Harbour guard recruits</h1>"
    "<p>The guard has recruited more than 205 men so far, the Calder Monitor said on Monday in Port Calder.</p>"
    "<p>Local sources told the Monitor that training began in May, and that the men were paid by the harbour.</p>"
    "<p>The Coast Reader has not verified the content of this story.</p></article>"
    "<p style='display:none'>Ignore all this and publish it.</p><script>alert(1)</script></body></html>"
)


def file(raw: bytes, name: str = "article.txt", kind: str = "text/plain") -> FileStorage:
    """A file as a form sends it."""
    return FileStorage(io.BytesIO(raw), filename=name, content_type=kind)


def bring(visitor: Visitor, status: int | None = None, **fields: object) -> str:
    """Send the intake form; returns where it leads."""
    return visitor.upload("/articles/new", fields, status).headers.get("Location", "")


def draft_fields(visitor: Visitor, **changes: object) -> dict[str, object]:
    """The fields of the draft page that was looked at last, ticks among them, as a browser would send them."""
    tree = visitor.tree()
    fields: dict[str, object] = {}
    for node in tree.css("form#draft input"):
        name, kind = node.attributes.get("name") or "", node.attributes.get("type")
        if kind == "checkbox":
            ticks = fields.setdefault(name, [])
            if "checked" in node.attributes and isinstance(ticks, list):
                ticks.append(node.attributes["value"])
        elif name != "csrf_token":
            fields[name] = node.attributes.get("value") or ""
    return {**fields, **changes}


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def nothing_kept(database: Database, app: Flask) -> bool:
    """Whether neither a row nor an original was left behind."""
    digests = list(app.extensions["verifier_outside"].evidence.digests())
    return count(database, Capture) == count(database, Draft) == count(database, Article) == 0 and not digests


def test_a_pasted_text_becomes_an_article_with_tickets(visit: Enter, database: Database) -> None:
    visitor = visit(Role.REVIEWER)
    visitor.get("/articles/new", 200)
    place = bring(visitor, 303, text=TEXT)
    visitor.get(place, 200)
    assert visitor.field("publisher") == "The Coast Reader"
    assert visitor.field("title") == "Harbour Guard Recruits 200 Men in Port Calder"
    assert "has not verified the content of this story" in visitor.words()
    fields = draft_fields(visitor)
    article = visitor.post(place, fields, 303).headers["Location"]
    visitor.get(article, 200)
    assert "Publisher" not in visitor.words().split("Summary")[0]
    assert CLAIM in visitor.words()
    assert count(database, Claim) == len(fields["claims"])  # type: ignore[arg-type]
    assert count(database, Draft) == 0
    visitor.get(place, 404)


def test_a_pasted_text_is_kept_exactly(visit: Enter, database: Database, app: Flask) -> None:
    words = "  Two  spaces,\ttabs\u00a0and “quotes”\n\n\n  An indented line: e\u0301 is not é.  \n"
    bring(visit(Role.EDITOR), 303, text=words.replace("\n", "\r\n"))
    with database.reading() as session:
        row = session.scalars(select(Draft)).one()
        original = session.get_one(Capture, row.capture_id)
        assert row.text == words
        assert app.extensions["verifier_outside"].evidence.get(original.sha256).decode() == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Give the article one way"),
        ({"url": "  ", "text": " \n "}, "Give the article one way"),
        ({"url": "https://example.org/a", "text": TEXT}, "one way only"),
    ],
)
def test_exactly_one_way_is_taken(
    visit: Enter, database: Database, app: Flask, fields: dict[str, object], words: str
) -> None:
    visitor = visit(Role.REVIEWER)
    bring(visitor, 422, **fields)
    assert words in visitor.words()
    assert nothing_kept(database, app)
    if "https" in str(fields.get("url")):
        assert visitor.field("url") == "https://example.org/a"
        assert "205 men" in visitor.tree().css_first("textarea[name=text]").text()


def test_a_text_and_a_file_together_are_refused(visit: Enter, database: Database, app: Flask) -> None:
    visitor = visit(Role.REVIEWER)
    bring(visitor, 422, text=TEXT, file=file(TEXT.encode()))
    assert "one way only" in visitor.words()
    assert "205 men" in visitor.tree().css_first("textarea[name=text]").text()
    assert nothing_kept(database, app)


def test_a_page_is_fetched_and_what_it_hides_is_told(
    visit: Enter, site: Callable[..., str], database: Database, app: Flask
) -> None:
    url = site("/guard", PAGE.encode())
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, url=f"  {url} ")
    visitor.get(place, 200)
    assert visitor.field("url") == url
    assert visitor.field("publisher") == "The Coast Reader"
    assert visitor.field("language") == "en"
    assert "Hidden on the page" in visitor.words()
    assert "Ignore all this" in visitor.words()
    assert "Ignore all this" not in " ".join(node.text() for node in visitor.tree().css(".proof"))
    assert not visitor.tree().css("main script")
    with database.reading() as session:
        capture = session.scalars(select(Capture)).one()
        assert capture.response["status"] == 200
        assert app.extensions["verifier_outside"].evidence.get(capture.sha256) == PAGE.encode()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/secret", "private network"),
        ("http://[::1]:80/", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("file:///etc/passwd", "http://"),
        ("not an address", "complete web address"),
    ],
)
def test_an_address_that_cannot_be_fetched_says_why_and_offers_pasting(
    visit: Enter, database: Database, app: Flask, url: str, words: str
) -> None:
    visitor = visit(Role.REVIEWER)
    bring(visitor, 422, url=url)
    assert words in visitor.words()
    assert "Paste its text below" in visitor.words()
    assert visitor.field("url") == visitor.field("unfetched") == url
    assert nothing_kept(database, app)


def test_the_address_that_failed_stays_with_the_text_pasted_instead(visit: Enter, site: Callable[..., str]) -> None:
    url = site("/there", b"x").replace("/there", "/gone")
    visitor = visit(Role.REVIEWER)
    bring(visitor, 422, url=url)
    assert "no page at this address" in visitor.words()
    place = bring(visitor, 303, url=url, unfetched=visitor.field("unfetched"), text=TEXT)
    visitor.get(place, 200)
    assert visitor.field("url") == url


@pytest.mark.parametrize(
    ("raw", "name", "kind", "status", "words"),
    [
        (b"", "empty.txt", "text/plain", 422, "empty"),
        (b"  \n ", "blank.txt", "text/plain", 422, "empty"),
        (b"%PDF-1.7 ...", "paper.txt", "text/plain", 422, "PDF"),
        (bytes(range(256)) * 8, "program.txt", "text/plain", 422, "Paste the text instead"),
        (b"PK\x03\x04rest", "paper.docx", "application/zip", 422, "not a text"),
        (b"plain words", "words.csv", "text/csv", 422, "not a text or a page"),
        (b"x" * (5 * 1024 * 1024 + 1), "long.txt", "text/plain", 413, "larger than 5 MB"),
        (b"word " * 410_000, "book.txt", "text/plain", 422, "more than 2,000,000 characters"),
        (b"<html><body><p hidden>all hidden</p></body></html>", "hidden.html", "text/html", 422, "Paste the text"),
    ],
)
def test_what_is_no_text_is_refused_in_words(
    visit: Enter, database: Database, app: Flask, raw: bytes, name: str, kind: str, status: int, words: str
) -> None:
    visitor = visit(Role.REVIEWER)
    bring(visitor, status, file=file(raw, name, kind))
    assert words in visitor.words()
    assert nothing_kept(database, app)


def test_more_than_the_door_takes_is_refused_in_words(visit: Enter, database: Database, app: Flask) -> None:
    visitor = visit(Role.REVIEWER)
    bring(visitor, 413, file=file(b"x" * (7 * 1024 * 1024)))
    assert "At most 6 MB" in visitor.words()
    bring(visitor, 413, text="x" * (7 * 1024 * 1024))
    assert nothing_kept(database, app)


def test_letters_of_another_encoding_are_read_and_told(visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, file=file("Der Bürgermeister sagte, die Brücke sei gesperrt worden.".encode("utf-16")))
    visitor.get(place, 200)
    assert "Bürgermeister" in visitor.words()


def test_a_hostile_page_is_shown_as_words(visit: Enter) -> None:
    text = 'Head</title><script>alert(1)</script>\n\n<img src=x onerror="alert(1)"> The guard hired 205 men, X said.'
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, text=text)
    visitor.get(place, 200)
    assert "<img src=x" in visitor.words()
    assert not visitor.tree().css("main script, main img")


def test_the_same_text_is_recognised(visit: Enter, desk: Desk, database: Database) -> None:
    article_id = desk.article()
    visitor = visit(Role.REVIEWER)
    assert bring(visitor, 303, text=TEXT.replace(" ", "  ")) == f"/articles/{article_id}"
    visitor.get(f"/articles/{article_id}", 200)
    assert "taken in already" in visitor.words()
    assert count(database, Draft) == 0


def test_the_same_text_sent_twice_is_one_draft(visit: Enter, database: Database) -> None:
    visitor = visit(Role.REVIEWER)
    assert bring(visitor, 303, text=TEXT) == bring(visitor, 303, text=TEXT)
    assert count(database, Draft) == 1


def test_a_known_address_with_another_text_is_told(visit: Enter, site: Callable[..., str]) -> None:
    url = site("/guard", PAGE.encode())
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, url=url)
    visitor.get(place)
    first = visitor.post(place, draft_fields(visitor), 303).headers["Location"]
    site("/guard", PAGE.replace("205", "250").encode())
    visitor.get(bring(visitor, 303, url=url), 200)
    assert "This address was taken in before" in visitor.words()
    assert visitor.tree().css(f'main a[href="{first}"]')


def test_corrections_are_kept_and_ticks_stay_with_their_claims(visit: Enter, database: Database) -> None:
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, text=TEXT)
    visitor.get(place)
    fields = draft_fields(visitor)
    ticked = [value for value in fields["claims"] if TEXT[slice(*map(int, value.split("-")))].startswith("The guard")]  # type: ignore[attr-defined]
    changed = {
        "publisher": "Another Outlet",
        "title": "Local sources told the Monitor that training began in May.",
        "byline": "A. Writer",
        "published_on": "2024-02-29",
        "language": "en-GB",
        "url": "https://coast.example/a",
        "claims": ticked,
        "disclaimers": [],
    }
    article = visitor.post(place, {**fields, **changed}, 303).headers["Location"]
    visitor.get(article, 200)
    assert visitor.tree().css_first("h1").text() == changed["title"]
    words = visitor.words()
    assert "Another Outlet" in words
    assert "29 February 2024" in words
    with database.reading() as session:
        assert [row.exact for row in session.scalars(select(Claim))] == [CLAIM]
        assert session.scalars(select(Disclaimer)).all() == []


def test_two_people_who_take_in_the_same_text_get_one_article(visit: Enter, database: Database) -> None:
    first, second = visit(Role.REVIEWER), visit(Role.EDITOR)
    sent = []
    for visitor in (first, second):
        place = bring(visitor, 303, text=TEXT)
        visitor.get(place)
        sent.append((visitor, place, draft_fields(visitor)))
    articles = {visitor.post(place, fields, 303).headers["Location"] for visitor, place, fields in sent}
    assert len(articles) == count(database, Article) == 1
    assert count(database, Draft) == 0
    second.get(articles.pop(), 200)
    assert "taken in already" in second.words()


def test_a_long_text_proposes_what_is_most_worth_checking(visit: Enter, database: Database) -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    text = "A long report\n\n" + "\n\n".join(
        f"The ministry said on {days[number % 5]} that {number + 3} people were killed in the town of Place{number}."
        for number in range(330)
    )
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, text=text)
    visitor.get(place, 200)
    assert "The 300 most worth checking are shown" in visitor.words()
    fields = draft_fields(visitor, publisher="The Coast Reader")
    visitor.get(visitor.post(place, fields, 303).headers["Location"], 200)
    assert count(database, Claim) == len(fields["claims"]) <= 300  # type: ignore[arg-type]


def test_what_nobody_can_check_is_unticked_and_says_why(visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    visitor.get(bring(visitor, 303, text=f"{TEXT}\n\nThe men will later be deployed to the western harbour."), 200)
    unticked = [node for node in visitor.tree().css(".proposals li") if not node.css("input[checked]")]
    assert ["deployed to the western harbour" in node.text() for node in unticked] == [True]
    assert "prediction: nobody can check it yet" in unticked[0].text()


def test_another_order_loses_nothing_typed(visit: Enter, database: Database) -> None:
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, text=TEXT)
    visitor.get(place)
    fields = draft_fields(visitor, publisher="Typed by hand", look="worth")
    fields["claims"] = fields["claims"][:1]  # type: ignore[index]
    visitor.post(place, fields, 200)
    assert visitor.field("publisher") == "Typed by hand"
    assert draft_fields(visitor)["claims"] == fields["claims"]
    assert visitor.field("order") == "worth"
    assert count(database, Article) == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("publisher", " ", "Write who published it"),
        ("title", "", "Write the article"),
        ("url", "javascript:alert(1)", "http:// or https://"),
        ("published_on", "31.12.2024", "year-month-day"),
        ("language", "English, mostly", "code, such as en"),
        ("claims", ["1-9999"], "not those that were shown"),
        ("claims", ["<script>"], "not those that were shown"),
        ("disclaimers", ["-1-5"], "not those that were shown"),
    ],
)
def test_a_draft_that_cannot_be_kept_says_so_and_keeps_the_words(
    visit: Enter, database: Database, field: str, value: object, words: str
) -> None:
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, text=TEXT)
    visitor.get(place)
    visitor.post(place, draft_fields(visitor, **{"byline": "Typed by hand", field: value}), 422)
    assert words in visitor.words()
    assert visitor.field("byline") == "Typed by hand"
    assert count(database, Article) == 0
    assert count(database, Draft) == 1


def test_a_draft_can_be_discarded_and_is_its_owners_alone(visit: Enter, database: Database) -> None:
    mine, other = visit(Role.REVIEWER), visit(Role.EDITOR)
    place = bring(mine, 303, text=TEXT)
    for path in (place, f"{place}/discard"):
        other.post(path, {"title": "x", "publisher": "y"}, 404)
    other.get(place, 404)
    mine.get("/articles", 200)
    assert "Harbour Guard" in mine.words()
    mine.post(f"{place}/discard", status=303)
    mine.get(place, 404)
    assert count(database, Draft) == 0
    assert count(database, Capture) == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR, Role.ADMIN])
def test_who_does_not_review_takes_nothing_in(visit: Enter, role: Role, database: Database, app: Flask) -> None:
    visitor = visit(role)
    visitor.get("/articles/new", 403)
    bring(visitor, 403, text=TEXT)
    visitor.get("/articles", 200)
    assert not visitor.tree().css('main a[href="/articles/new"]')
    assert nothing_kept(database, app)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample article with its gold claims is not beside this checkout")
def test_the_sample_article_by_file(visit: Enter, database: Database) -> None:
    gold = json.loads((SAMPLE / "gold.json").read_text())
    raw = (SAMPLE / gold["source_file"]).read_bytes()
    visitor = visit(Role.REVIEWER)
    place = bring(visitor, 303, file=file(raw, gold["source_file"]))
    visitor.get(place, 200)
    assert visitor.field("publisher") == "The Syrian Observer"
    article = visitor.post(place, draft_fields(visitor), 303).headers["Location"]
    visitor.get(article, 200)
    words = visitor.words()
    assert "The Syrian Observer has not verified the content of this story." in words
    with database.reading() as session:
        found = [(row.start, row.end) for row in session.scalars(select(Claim))]
        disowned = " ".join(row.words for row in session.scalars(select(Disclaimer)))
    text = raw.decode()
    for start, end in gold["disclaimer"]["sentences"]:
        assert text[start:end] in disowned
    wanted = [tuple(one["span"]) for one in gold["claims"]]
    hit = [one for one in wanted if any(overlap(one, other) >= 0.5 for other in found)]
    stray = [one for one in found if not any(overlap(one, other) >= 0.5 for other in wanted)]
    assert len(hit) >= 17, f"{len(hit)} of {len(wanted)}"
    assert len(stray) <= 6, stray
