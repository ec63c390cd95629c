"""What a whole article rests on, as one drawing and in words."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from factories.behind import behind
from factories.desk import Desk
from factories.visitor import Visitor
from selectolax.lexbor import LexborNode
from sqlalchemy import event, select

from verifier.articles import actions as articles
from verifier.articles import queries as article_queries
from verifier.kernel.db import Database
from verifier.provenance import actions as provenance
from verifier.reading import types as reading
from verifier.sources.models import Source
from verifier.tickets import actions as tickets
from verifier.tickets.types import Acting

Enter = Callable[..., Visitor]
GOLD = Path(__file__).parents[3] / "../shared/data/article/gold.json"
OBSERVATORY = "Syrian Observatory for Human Rights"
OUTLETS = {"Asharq Al-Awsat", "The Syrian Observer"}
TEXT = (
    "Harbour Guard Recruits\n\nThe guard has recruited 205 men.\n\nTraining began in May.\n\nPay is 350 a month.\n\n"
    "The guard is well liked."
)


def hop(name: str, *, named: bool = True, relation: str = "reported", kind: str = "organisation") -> reading.Hop:
    naming = reading.Naming.NAMED if named else reading.Naming.UNNAMED
    return reading.Hop(name, reading.SourceKind(kind), naming, reading.Relation(relation), "", (), False, "test")


def claim(
    desk: Desk, article_id: int, span: tuple[int, int], hops: list[reading.Hop], groups: dict[str, Source]
) -> int:
    """A claim of the article at its place, with its chain behind the outlet; the claim's id."""
    with desk.database.writing() as session:
        article = article_queries.by_id(session, article_id)
        words = article.text[span[0] : span[1]]
        kept = reading.ProposedClaim(
            reading.Span(*span), words, reading.ClaimKind.EVENT, 0.5, (), (), reading.ChainEnd.NAMED, "test"
        )
        row, acting = articles.add_proposed_claim(session, article, kept), Acting(None, desk.now)
        tickets.open_ticket(session, claim=row, article=article, acting=acting, accepted=True)
        groups.update({name: session.merge(one) for name, one in groups.items()})
        provenance.propose_chain(session, claim=row, article=article, hops=hops, groups=groups, acting=acting)
        return row.id


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def small(desk: Desk) -> int:
    """Two claims of one monitor, one of which goes on to people nobody names; one of nobody; one of the wire itself."""
    article_id = desk.article(TEXT)
    groups: dict[str, Source] = {}
    wire, monitor = hop("Coast Wire", kind="agency"), hop("Calder Monitor")
    claim(desk, article_id, at("The guard has recruited 205 men."), [wire, monitor], groups)
    locals_ = hop("local sources", named=False, relation="told", kind="unnamed_group")
    claim(desk, article_id, at("Training began in May."), [wire, monitor, locals_], groups)
    claim(desk, article_id, at("Pay is 350 a month."), [wire, monitor], groups)
    claim(desk, article_id, at("The guard is well liked."), [], groups)
    return article_id


def listed(visitor: Visitor) -> dict[str, str]:
    """What is said of each origin, by its name, in order."""
    return {
        node.css_first("bdi").text(): " ".join(node.css_first("p").text().split())
        for node in visitor.tree().css(".survey-list > li")
    }


def boxes(visitor: Visitor, shape: str = "wide") -> dict[str, LexborNode]:
    nodes = visitor.tree().css(f".drawing-{shape} .box")
    return {" ".join(one.text() for one in node.css("text:not(.note)")): node for node in nodes}


def test_each_origin_stands_once_with_its_share_and_the_weightiest_first(desk: Desk, visit: Enter) -> None:
    visitor = visit("viewer")
    visitor.get(f"/articles/{small(desk)}/sources", status=200)
    said = listed(visitor)
    assert list(said) == ["Calder Monitor", "local sources", "The author only"]
    assert "2 of 4 claims, 50 %" in said["Calder Monitor"]
    assert "3 claims pass through it, and 1 of them goes on to somebody else." in said["Calder Monitor"]
    assert "By way of Coast Wire." in said["Calder Monitor"]
    assert "By way of Coast Wire, Calder Monitor." in said["local sources"]
    assert "1 of 4 claims, 25 %" in said["The author only"]
    assert "4 claims, 2 origins" in visitor.words()


def test_each_claim_leads_to_its_ticket_and_each_origin_to_its_line(desk: Desk, visit: Enter) -> None:
    visitor = visit("viewer")
    article_id = small(desk)
    visitor.get(f"/articles/{article_id}")
    assert f'href="/articles/{article_id}/sources"' in visitor.tree().html
    visitor.get(f"/articles/{article_id}/sources")
    for shape in ("wide", "narrow"):
        drawn = boxes(visitor, shape)
        assert len(drawn) == 4 + 3
        assert "is-cut" in str(drawn["Calder Monitor"].attributes["class"])
        place = str(drawn["Calder Monitor"].attributes["href"]).removeprefix("#")
        assert visitor.tree().css_first(f'[id="{place}"]') is not None
        number = next(name for name in drawn if name.startswith("1. "))
        assert visitor.client.get(str(drawn[number].attributes["href"])).status_code == 200
    titles = {node.css_first("title").text() for node in visitor.tree().css(".drawing-wide polyline")}
    assert "Claim 2 rests on local sources" in titles
    assert len(titles) == 4


def test_a_protected_source_is_not_named(desk: Desk, visit: Enter, database: Database) -> None:
    article_id = small(desk)
    with behind(database) as session:
        session.scalars(select(Source).where(Source.name == "Calder Monitor")).one().protected = True
    visitor = visit("reviewer")
    visitor.get(f"/articles/{article_id}/sources")
    assert "Calder Monitor" not in visitor.tree().html
    assert "Protected source" in listed(visitor)


def test_an_article_without_claims_says_what_to_do(desk: Desk, visit: Enter) -> None:
    visitor = visit("viewer")
    visitor.get(f"/articles/{desk.article()}/sources", status=200)
    assert "Mark a claim in the article" in visitor.words()
    visitor.get("/articles/999/sources", status=404)


def test_the_number_of_queries_does_not_grow_with_the_claims(desk: Desk, visit: Enter, database: Database) -> None:
    visitor, sizes = visit("viewer"), []
    article_id, counted = small(desk), []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    for words in ("Harbour Guard", "recruited 205", "in May", "350 a month"):
        counted.clear()
        visitor.get(f"/articles/{article_id}/sources", status=200)
        sizes.append(len(counted))
        claim(desk, article_id, at(words), [hop(f"Source of {words}")], {})
    assert sizes == sizes[:1] * 4
    assert sizes[0] <= 12


@pytest.mark.skipif(not GOLD.exists(), reason=f"the read article is not beside the checkout: {GOLD}")
def test_the_sample_article_rests_on_whom_a_reader_found(desk: Desk, visit: Enter) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    text = (GOLD.parent / gold["source_file"]).read_text(encoding="utf-8")
    article_id = desk.article(text, publisher=gold["publisher"], title="Militia recruits")
    by_id = {one["id"]: one for one in gold["claims"]}
    groups: dict[str, Source] = {}
    numbers: dict[int, str] = {}
    for one in gold["claims"]:
        told_like = by_id[one["same_origin_as"][0]] if "same_origin_as" in one else one
        hops = [
            hop(
                step["node"],
                named=step["named"],
                relation=step["link"],
                kind="outlet" if step["node"] in OUTLETS else "organisation",
            )
            for step in told_like["chain"][1:]
        ]
        numbers[claim(desk, article_id, tuple(one["span"]), hops, groups)] = one["id"]
    visitor = visit("viewer")
    visitor.get(f"/articles/{article_id}/sources", status=200)
    ticket_of = dict(enumerate(numbers.values(), 1))
    found = {
        node.css_first("bdi").text(): sorted(
            ticket_of[int(str(one.attributes["href"]).removeprefix("/tickets/"))] for one in node.css("ol a")
        )
        for node in visitor.tree().css(".survey-list > li")
    }
    assert sorted(found.values()) == sorted(sorted(origin["claims"]) for origin in gold["distinct_origins"])
    said = listed(visitor)
    assert next(iter(said)) == OBSERVATORY
    assert "7 of 23 claims, 30 %" in said[OBSERVATORY]
    assert "9 of 23 claims, 39 %" in said["The author only"]
    through = [one for one in gold["claims"] if any(step["node"] == OBSERVATORY for step in one["chain"])]
    assert f"{len(through) + 1} claims pass through it" in said[OBSERVATORY]  # and the one that repeats it
    assert "is-cut" in str(boxes(visitor)[OBSERVATORY].attributes["class"])
