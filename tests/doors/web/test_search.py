"""The search finds what holds all the words, and nothing that must stay hidden."""

from collections.abc import Callable

import pytest
from factories.desk import TEXT, Desk
from factories.visitor import Visitor

from verifier.accounts.types import Role
from verifier.sources import actions
from verifier.sources.types import SourceFields, SourceKind

Enter = Callable[..., Visitor]


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
        ("élus", 1, 0, 0),
        ("Élus", 1, 0, 0),
        ("élan", 0, 1, 1),
        ("100%", 0, 1, 0),
        ("10_%", 0, 0, 0),
        ("port_1", 1, 0, 0),
        ("port-1", 0, 0, 0),
        ("\\oui\\", 1, 0, 0),
        ("\\", 0, 0, 0),
        ("monitor", 0, 0, 1),
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


def test_the_words_are_marked(looking: Visitor) -> None:
    looking.get("/search?q=men+GUARD", status=200)
    marks = {node.text() for node in looking.tree().css("mark")}
    assert marks == {"guard", "Guard", "men", "Men"}


def test_nothing_or_one_letter_is_explained(looking: Visitor) -> None:
    looking.get("/search", status=200)
    assert "What are you looking for?" in looking.words()
    looking.get("/search?q=%22%22+", status=200)
    assert "What are you looking for?" in looking.words()
    looking.get("/search?q=a", status=200)
    assert "too short" in looking.words()
    looking.get("/search?q=zebra", status=200)
    assert "Nothing holds all these words" in looking.words()
    looking.get("/search?q=" + "a+" * 5000, status=200)
    looking.get("/search?q=%00%ff%F0%9F", status=200)


@pytest.mark.parametrize("query", ["1", "T-1", "t1", " t-01 "])
def test_a_number_leads_to_its_ticket(looking: Visitor, query: str) -> None:
    answer = looking.get("/search", status=303, query_string={"q": query})
    assert answer.headers["Location"] == "/tickets/1"


@pytest.mark.parametrize("query", ["205", '"1"', "T-999", "9" * 19, "9" * 40, "١"])
def test_a_number_without_a_ticket_is_looked_for(looking: Visitor, query: str) -> None:
    looking.get("/search", status=200, query_string={"q": query})


def test_newest_first_and_at_most_fifty(desk: Desk, visit: Enter) -> None:
    with desk.database.writing() as session:
        for number in range(52):
            actions.find_or_add(session, name=f"Witness {number:02}", kind=SourceKind.PERSON, by=None, now=desk.now)
    visitor = visit(Role.AUDITOR)
    visitor.get("/search?q=witness", status=200)
    assert found(visitor, "sources") == [f"Witness {number:02}" for number in range(51, 1, -1)]
    assert "The newest 50 are shown" in visitor.words()


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
