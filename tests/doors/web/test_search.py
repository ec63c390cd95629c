"""The search finds what holds all the words, and nothing that must stay hidden."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from factories.desk import TEXT, Desk
from factories.visitor import Visitor
from sqlalchemy import event

from verifier.accounts.types import Role
from verifier.kernel.db import Database
from verifier.sources import actions
from verifier.sources.types import SourceFields, SourceKind

Enter = Callable[..., Visitor]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent to a database while this lasts."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def found(visitor: Visitor, part: str) -> list[str]:
    """What stands in one part of the last page."""
    nodes = visitor.tree().css(f'section[aria-labelledby="{part}"] [data-item] a')
    return [" ".join(node.text().split()) for node in nodes]


@pytest.fixture
def looking(desk: Desk, visit: Enter) -> Visitor:
    """A viewer at a desk with articles and tickets."""
    first = desk.article("Élan du port: 100% des dockers\n\nLe port_1 a dit \\oui\\ aux ÉLUS de Calder.", title="")
    desk.ticket("open", article_id=first, quote="Le port_1 a dit \\oui\\ aux ÉLUS de Calder.", chain=("Élan News",))
    second = desk.article(TEXT, title="Harbour Guard Recruits 200 Men in Port Calder")
    desk.ticket("published", article_id=second)
    return visit(Role.VIEWER)


@pytest.mark.parametrize(
    ("query", "claims", "articles", "sources"),
    [
        ("guard", 1, 1, 0),
        ("GUARD men", 1, 1, 0),
        ("men guard", 1, 1, 0),
        ("guard ships", 0, 0, 0),
        ("élus", 1, 1, 0),
        ("Elus", 1, 1, 0),
        ("elan", 0, 1, 1),
        ("100%", 0, 1, 0),
        ("10_%", 0, 0, 0),
        ("port_1", 1, 1, 0),
        ("guar*", 1, 1, 0),
        ("guar", 0, 0, 0),
        ('"recruited more than"', 1, 1, 0),
        ('"more recruited"', 0, 0, 0),
        ("state:published guard", 1, 0, 0),
        ("state:open guard", 0, 0, 0),
        ("state:working", 0, 0, 0),
        ("publisher:coast guard", 1, 1, 0),
        ("publisher:nobody guard", 0, 0, 0),
        ("by:monitor guard", 1, 0, 0),
        ("by:elan guard", 0, 0, 0),
        ("article:2 so", 1, 1, 0),
        ("article:recruits so", 1, 1, 0),
        ("kind:article so", 0, 1, 0),
        ("port-1", 1, 1, 0),
        ("\\oui\\", 1, 1, 0),
        ("\\", 0, 0, 0),
        ("monitor", 0, 1, 1),
        ("'; DROP TABLE ticket; --", 0, 0, 0),
        ("<script>alert(1)</script>", 0, 0, 0),
    ],
)
def test_all_words_literally_and_in_any_case(
    looking: Visitor, query: str, claims: int, articles: int, sources: int
) -> None:
    looking.get("/search", status=200, query_string={"q": query})
    assert [len(found(looking, part)) for part in ("claims", "articles", "sources")] == [claims, articles, sources]
    assert looking.tree().css_first("#q").attributes["value"] == query  # type: ignore[union-attr]


def test_the_words_are_marked_in_their_own_spelling(looking: Visitor) -> None:
    looking.get("/search?q=men+GUARD+oui", status=200)
    assert "Nothing holds all these words" in looking.words()
    looking.get("/search?q=men+GUARD+%22205+men%22", status=200)
    marks = {node.text() for node in looking.tree().css("mark")}
    assert marks == {"guard", "Guard", "Men", "205 men"}
    looking.get("/search?q=port_1+elus", status=200)
    assert {node.text() for node in looking.tree().css("mark")} == {"port_1", "ÉLUS"}


def test_nothing_or_what_nobody_has_is_explained(looking: Visitor) -> None:
    for typed in ("", "%22%22+", "%5C", "*"):
        looking.get(f"/search?q={typed}", status=200)
        assert "What are you looking for?" in looking.words()
    looking.get("/search?q=zebra", status=200)
    assert "Nothing holds all these words" in looking.words()
    looking.get("/search?q=by:zebra+guard", status=200)
    assert "Nothing at this desk is called so: by:zebra" in looking.words()
    looking.get("/search?q=" + "+".join(f"w{one}" for one in range(20)), status=200)
    assert "Only the first 12 words" in looking.words()
    looking.get("/search?q=" + "a+" * 5000, status=200)
    looking.get("/search?q=%00%ff%F0%9F&before=x&order=x&in=x", status=200)


def test_statements_and_reasons_are_found_and_lead_to_their_ticket(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("published")
    visitor = visit(Role.VIEWER)
    visitor.get("/search?q=count+ninety", status=200)
    assert found(visitor, "statements") == ["We count ninety."]
    assert found(visitor, "claims") == []
    visitor.get("/search?q=nobody+counted", status=200)
    assert found(visitor, "rationales") == ["The Monitor said so; nobody else counted."]
    href = visitor.tree().css_first('section[aria-labelledby="rationales"] [data-item] a').attributes["href"]  # type: ignore[union-attr]
    assert href == f"/tickets/{ticket_id}"
    visitor.get("/search?q=state:published", status=200)
    assert len(found(visitor, "rationales")) == 1


@pytest.mark.parametrize("query", ["1", "T-1", "t1", " t-01 "])
def test_a_number_leads_to_its_ticket(looking: Visitor, query: str) -> None:
    answer = looking.get("/search", status=303, query_string={"q": query})
    assert answer.headers["Location"] == "/tickets/1"


@pytest.mark.parametrize("query", ["205", '"1"', "T-999", "9" * 19, "9" * 40, "١"])
def test_a_number_without_a_ticket_is_looked_for(looking: Visitor, query: str) -> None:
    looking.get("/search", status=200, query_string={"q": query})


def test_newest_first_some_of_each_kind_and_pages_of_one(desk: Desk, visit: Enter) -> None:
    with desk.database.writing() as session:
        for number in range(112):
            actions.find_or_add(session, name=f"Witness {number:03}", kind=SourceKind.PERSON, by=None, now=desk.now)
    visitor = visit(Role.AUDITOR)
    visitor.get("/search?q=witness", status=200)
    every = [f"Witness {number:03}" for number in range(111, -1, -1)]
    assert found(visitor, "sources") == every[:10]
    seen, href = [], visitor.tree().css_first('section[aria-labelledby="sources"] > p a').attributes["href"]  # type: ignore[union-attr]
    assert "All sources: 112" in visitor.words()
    for length in (50, 50, 12):
        visitor.get(href or "", status=200)
        assert len(found(visitor, "sources")) == length
        seen += found(visitor, "sources")
        following = visitor.tree().css_first('a[rel="next"]')
        href = following.attributes["href"] if following else ""
    assert (seen, href) == (every, "")
    visitor.get("/search?q=witness&in=source&order=best", status=200)
    assert found(visitor, "sources") == every[:50]
    assert visitor.tree().css_first('a[rel="next"]') is None


def test_a_page_asks_the_same_number_of_questions_however_much_is_found(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.VIEWER)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            desk.ticket("in_review")
        with counted(desk.database) as asked:
            visitor.get("/search?q=guard+recruited", status=200)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22


def test_a_protected_source_is_found_by_its_description_only(desk: Desk, visit: Enter) -> None:
    by = desk.person()
    with desk.database.writing() as session:
        source = actions.find_or_add(session, name="Salma Haddad", kind=SourceKind.PERSON, by=None, now=desk.now)
        actions.add_alias(session, source, name="Um Nour", by=by, now=desk.now)
        fields = SourceFields("Salma Haddad", source.kind, "", "", True, "a ward nurse", "Met her at the lighthouse.")
        actions.revise(session, source, fields, by=by, now=desk.now, version=None)
        plain = actions.find_or_add(session, name="Omar Said", kind=SourceKind.PERSON, by=None, now=desk.now)
        actions.add_alias(session, plain, name="Abu Karim", by=by, now=desk.now)
    visitor = visit(Role.EDITOR)
    for query in ("salma", "nour", "lighthouse"):
        visitor.get(f"/search?q={query}", status=200)
        assert found(visitor, "sources") == [], query
    visitor.get("/search?q=ward+nurse", status=200)
    assert found(visitor, "sources") == ["Salma Haddad"]
    visitor.get("/search?q=karim", status=200)
    assert found(visitor, "sources") == ["Omar Said"]
