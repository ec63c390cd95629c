"""Texts are compared when a source is added; copies are proposed, judged, and seen side by side by those who may."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from factories.behind import behind
from factories.desk import CLAIM, DISCLAIMER, TEXT, Desk
from factories.visitor import Visitor
from sqlalchemy import event, func, select

from tests.doors.web.test_workbench import add_source, hops, version
from verifier.archive.models import CaptureText
from verifier.articles.models import Article
from verifier.kernel.db import Database
from verifier.provenance import queries
from verifier.provenance.independence import Measured, measure
from verifier.provenance.models import ArticleMark, Derivation, TextOverlap
from verifier.provenance.types import DependenceReason, DerivationStatus, Independence, Relation
from verifier.sources.queries import by_exact_name
from verifier.tickets import queries as tickets
from verifier.worker.loop import catch_up

Enter = Callable[..., Visitor]
WIRE = (
    "Wire report. The guard has recruited more than 205 men so far, the Calder Monitor said.\n\nLocal sources told the"
    " Monitor that training began in May. The harbour office has counted ninety men at the gate on each day of the past"
    " week, and has asked the guard for a list of all those it has hired since the beginning of the year."
)
ARTICLE = f"{TEXT}\n\n" + WIRE.partition("in May. ")[2]


def held(desk: Desk, visitor: Visitor, text: str = ARTICLE, **more: object) -> int:
    article_id = desk.article(text, publisher="The Coast Reader")
    if more.get("day"):
        with behind(desk.database) as session:
            session.get_one(Article, article_id).published_on = more["day"]
    return desk.ticket("in_progress", holder=visitor.person, article_id=article_id, quote=str(more.get("quote", CLAIM)))


def bring(visitor: Visitor, ticket_id: int, text: str = WIRE, source: str = "North Wire", **more: object) -> None:
    original = (BytesIO(text.encode()), "wire.txt", "text/plain")
    add_source(visitor, ticket_id, source=source, original=original, **more)


def measured(database: Database, ticket_id: int) -> Measured:
    with database.reading() as session:
        return measure(queries.graph(queries.rows_for(session, tickets.by_id(session, ticket_id).claim_id)))


def overlap_href(visitor: Visitor, ticket_id: int) -> str:
    visitor.get(f"/tickets/{ticket_id}/overlap", status=200)
    return str(visitor.tree().css_first("li.evidence a").attributes["href"])


def test_a_copy_is_found_proposed_and_confirmed(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor, day=date(2026, 1, 16))
    bring(visitor, ticket_id, said_on="2026-01-14")
    visitor.get(f"/tickets/{ticket_id}")
    assert "The article republished North Wire, it seems." in visitor.words()
    assert "nearly the same text" in visitor.tree().css_first("li.evidence").text()
    found = measured(database, ticket_id).between(3 - 2, 3)
    assert found.independence is Independence.DEPENDENT
    assert DependenceReason.NEAR_IDENTICAL_TEXT in found.reasons
    assert hops(visitor) == [("The Coast Reader", "judged"), ("Calder Monitor", "proposed")]
    seen = visitor.field("version")
    path = overlap_href(visitor, ticket_id)
    visitor.post(path, {"version": seen, "taken": "first"}, status=303)
    with database.reading() as session:
        hop = session.scalars(select(Derivation).where(Derivation.rule == "overlap")).one()
        assert (hop.downstream_id, hop.upstream_id) == (1, 3)
        assert hop.status is DerivationStatus.CONFIRMED
        assert hop.relation is Relation.REPUBLISHED
    visitor.get(f"/tickets/{ticket_id}")
    assert "it seems" not in visitor.words()


def test_an_overlap_that_is_not_judged_stops_a_proposal_and_all_hops_does_not_judge_it(
    desk: Desk, visit: Enter, database: Database
) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor, day=date(2026, 1, 16))
    bring(visitor, ticket_id, said_on="2026-01-14")
    visitor.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": version(visitor, ticket_id)}, status=303)
    with database.reading() as session:
        open_hops = session.scalars(select(Derivation).where(Derivation.status == DerivationStatus.PROPOSED)).all()
        assert [hop.rule for hop in open_hops] == ["overlap"]
    visitor.get(f"/tickets/{ticket_id}")
    assert "1 text is only proposed to be a copy" in visitor.words()
    source_id = "3"
    seen = visitor.field("version")
    visitor.post(f"/tickets/{ticket_id}/statements/{source_id}/remove", {"version": seen}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "only proposed" not in visitor.words()


def test_a_rejected_copy_is_not_proposed_again_and_both_count(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor, day=date(2026, 1, 16))
    bring(visitor, ticket_id, said_on="2026-01-14")
    path = overlap_href(visitor, ticket_id)
    seen = version(visitor, ticket_id)
    visitor.post(path, {"version": seen, "taken": "neither"}, status=303)
    visitor.post(f"/tickets/{ticket_id}/overlap/compare", {"version": version(visitor, ticket_id)}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "it seems" not in visitor.words()
    assert "count as one voice" not in visitor.words()
    assert measured(database, ticket_id).between(1, 3).independence is not Independence.DEPENDENT
    visitor.get(path, status=200)
    assert "Neither is a copy of the other" in visitor.words()
    visitor.post(path, {"version": visitor.field("version"), "taken": "second"}, status=303)
    assert measured(database, ticket_id).between(1, 3).independence is Independence.DEPENDENT


def test_where_dates_do_not_tell_the_person_is_asked_and_the_chain_goes_on(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    article_id = desk.article(ARTICLE)
    ticket_id = desk.ticket("in_progress", holder=visitor.person, article_id=article_id, chain=())
    bring(visitor, ticket_id)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Which was taken from the other?" in visitor.words()
    assert "The article republished it" in visitor.words()
    path = overlap_href(visitor, ticket_id)
    visitor.post(path, {"version": version(visitor, ticket_id), "taken": "sideways"}, status=422)
    visitor.post(path, {"version": "1", "taken": "first"}, status=409)
    visitor.post(path, {"version": version(visitor, ticket_id), "taken": "first"}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert hops(visitor) == [("The Coast Reader", "judged"), ("North Wire", "judged")]


def test_what_the_chain_knows_already_is_not_proposed(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor, day=date(2026, 1, 16))
    bring(visitor, ticket_id, source="Calder Monitor", said_on="2026-01-14")
    visitor.get(f"/tickets/{ticket_id}")
    assert "it seems" not in visitor.words()
    assert "count as one voice" not in visitor.words()
    visitor.get(overlap_href(visitor, ticket_id), status=200)
    assert "The chain says already" in visitor.words()
    assert measured(database, ticket_id).between(1, 3).independence is Independence.DEPENDENT


def test_two_texts_stand_side_by_side_with_partners_numbered(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor)
    bring(visitor, ticket_id)
    path = overlap_href(visitor, ticket_id)
    first, second = path.split("/")[-2:]
    visitor.get(f"/tickets/{ticket_id}/overlap/{second}/{first}", status=200)
    visitor.get(path, status=200)
    tree = visitor.tree()
    marked = [node.text() for node in tree.css(".columns mark")]
    assert any("asked the guard for a list" in one for one in marked)
    numbers = {str(node.attributes["href"]) for node in tree.css("a.passage")}
    assert numbers
    assert all(tree.css_first(one) is not None for one in numbers)
    assert "its captured page" in visitor.words()
    visitor.get(f"/tickets/{ticket_id}/overlap/1/2", status=404)


@pytest.mark.parametrize("role", ["viewer", "admin"])
def test_texts_are_for_those_who_may_see_evidence(desk: Desk, visit: Enter, role: str, database: Database) -> None:
    visitor, onlooker = visit("reviewer"), visit(role)
    ticket_id = held(desk, visitor)
    bring(visitor, ticket_id, source="Amal Deep", source_kind="person")
    with behind(database) as session:
        source = by_exact_name(session, "Amal Deep")
        assert source is not None
        source.protected = True
    path = overlap_href(visitor, ticket_id)
    assert "Amal" not in (visitor.last.text if visitor.last else "Amal")
    visitor.get(path, status=200)
    assert "A protected source" in visitor.words()
    assert "Amal" not in (visitor.last.text if visitor.last else "Amal")
    for address in (f"/tickets/{ticket_id}/overlap", path):
        onlooker.get(address, status=403)
        assert "harbour office" not in (onlooker.last.text if onlooker.last else "harbour office")
    onlooker.get(f"/tickets/{ticket_id}", status=200)
    assert path not in (onlooker.last.text if onlooker.last else path)
    assert "Wire report." not in onlooker.words()


def test_an_original_that_is_no_text_says_so_and_old_ones_are_read_when_asked(
    desk: Desk, visit: Enter, database: Database
) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor)
    bring(visitor, ticket_id)
    picture = (BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(200)), "a.png", "image/png")
    add_source(visitor, ticket_id, source="Photo Desk", original=picture)
    visitor.get(f"/tickets/{ticket_id}/overlap")
    assert "This is a picture, not a text." in visitor.words()
    with behind(database) as session:
        for row in session.scalars(select(CaptureText)):
            session.delete(row)
        for pair in session.scalars(select(TextOverlap)):
            session.delete(pair)
    visitor.get(f"/tickets/{ticket_id}/overlap")
    assert "has not been read yet" in visitor.words()
    assert "Nothing in common" in visitor.words()
    visitor.post(f"/tickets/{ticket_id}/overlap/compare", {"version": visitor.field("version")}, status=303)
    assert overlap_href(visitor, ticket_id)


def test_nobody_judges_on_a_ticket_that_is_not_theirs(desk: Desk, visit: Enter) -> None:
    visitor, other = visit("reviewer"), visit("reviewer")
    ticket_id = held(desk, visitor)
    bring(visitor, ticket_id)
    path = overlap_href(visitor, ticket_id)
    seen = version(visitor, ticket_id)
    other.get(path, status=200)
    assert other.tree().css_first("main form") is None
    other.post(path, {"version": seen, "taken": "first"}, status=403)
    other.post(f"/tickets/{ticket_id}/overlap/compare", {"version": seen}, status=403)


def test_queries_of_the_overlap_pages_do_not_grow(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    ticket_id = held(desk, visitor)
    bring(visitor, ticket_id)
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    sizes = []
    for _ in range(2):
        counted.clear()
        overlap_href(visitor, ticket_id)
        visitor.get(f"/tickets/{ticket_id}/overlap/1/3", status=200)
        sizes.append(len([one for one in counted if one.startswith("SELECT")]))
        for number in range(3):
            bring(visitor, ticket_id, text=f"{WIRE} More of it {number}.", source=f"Paper {number}")
    assert sizes[0] == sizes[1] <= 24


# Across articles


def two_articles(desk: Desk) -> tuple[int, int]:
    first = desk.article(f"Count of the Guard\n\n{WIRE}", publisher="North Wire")
    second = desk.article(ARTICLE, publisher="The Coast Reader")
    with behind(desk.database) as session:
        for id_, day in ((first, 14), (second, 16)):
            row = session.get_one(Article, id_)
            row.published_on, row.url = date(2026, 1, day), f"https://paper{id_}.example/guard"
    return first, second


def test_an_earlier_article_with_the_same_text_is_found_and_its_copy_proposed(
    desk: Desk, visit: Enter, database: Database
) -> None:
    visitor = visit("reviewer")
    first, second = two_articles(desk)
    mine = desk.ticket("in_progress", holder=visitor.person, article_id=second)
    free = desk.ticket(
        "open", article_id=second, quote="Local sources told the Monitor that training began in May.\n\nThis"
    )
    signed = desk.ticket("published", article_id=second, quote="the Calder Monitor said.\n\nLocal sources told")
    assert desk.ticket("open", article_id=second, quote="Harbour Guard Recruits 200 Men in Port Calder")
    while catch_up(database, desk.now):
        pass
    visitor.get(f"/articles/{second}", status=200)
    assert "% the same as another article" in visitor.words()
    assert "Count of the Guard, North Wire, 2 days earlier." in visitor.words()
    visitor.get(f"/articles/{first}")
    assert "2 days later" in visitor.words()
    visitor.get(f"/articles/{second}/alike/{first}", status=200)
    assert "The Coast Reader republished it" in visitor.words()
    visitor.post(f"/articles/{second}/alike/{first}/propose", status=303)
    visitor.get(f"/articles/{second}")
    assert f"Left as they are: T-{signed} (published)." in visitor.words()
    for ticket_id in (mine, free):
        visitor.get(f"/tickets/{ticket_id}", status=200)
        assert hops(visitor)[:2] == [("The Coast Reader", "judged"), ("North Wire", "proposed")]
        assert hops(visitor)[2][0] == "Calder Monitor"
        assert "republished" in visitor.tree().css("li.hop")[1].text()
    visitor.get(f"/tickets/{signed}")
    assert "North Wire" not in [name for name, _ in hops(visitor)]
    visitor.post(f"/articles/{second}/alike/{first}/propose", status=303)
    visitor.get(f"/articles/{second}")
    assert "proposed on 0 tickets" in visitor.words()


def test_articles_judged_no_copies_are_not_shown_again_until_that_is_taken_back(
    desk: Desk, visit: Enter, database: Database
) -> None:
    visitor = visit("editor")
    first, second = two_articles(desk)
    while catch_up(database, desk.now):
        pass
    visitor.post(f"/articles/{second}/alike/{first}/dismiss", status=303)
    visitor.get(f"/articles/{second}")
    assert "same as another article" not in visitor.words()
    visitor.post(f"/articles/{second}/alike/{first}/propose", status=422)
    visitor.post(f"/articles/{first}/alike/{second}/take-back", status=303)
    visitor.get(f"/articles/{second}")
    assert "same as another article" in visitor.words()
    visit("viewer").get(f"/articles/{second}/alike/{first}", status=200)


def test_what_one_publisher_prints_twice_and_what_only_shares_a_disclaimer_is_no_copy(
    desk: Desk, visit: Enter, database: Database
) -> None:
    for number in range(3):
        desk.article(f"{TEXT}\n\nEdition {number}")
    desk.article(
        "Rain in the hills all day, and more of it to come.\n\n" + TEXT.split("\n\n")[-1], publisher="Hill Post"
    )
    while catch_up(database, desk.now):
        pass
    visitor = visit("viewer")
    for article_id in range(1, 5):
        visitor.get(f"/articles/{article_id}", status=200)
        assert "same as another article" not in visitor.words()


def test_an_article_of_nothing_but_a_disclaimer_is_looked_at_once(desk: Desk, database: Database) -> None:
    desk.article(DISCLAIMER)
    assert catch_up(database, desk.now)
    assert not catch_up(database, desk.now)


def test_an_article_taken_in_is_marked_at_once(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    for number, outlet in enumerate(("North Wire", "The Coast Reader"), 1):
        visitor.post("/articles/new", {"text": f"Headline of Number {number}\n\n{WIRE}"})
        draft = visitor.last.headers["Location"] if visitor.last else ""
        visitor.get(draft, status=200)
        fields = {"title": f"Headline of Number {number}", "publisher": outlet, "published_on": "2026-01-16"}
        visitor.post(draft, fields, status=303)
    visitor.get("/articles/2")
    assert "Headline of Number 1, North Wire, the same day." in visitor.words()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ArticleMark)) > 4
