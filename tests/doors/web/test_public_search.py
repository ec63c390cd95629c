"""Readers find public claims by the words they may see, and by no others."""

from collections.abc import Callable

from factories.desk import Desk
from factories.visitor import Visitor

from verifier.accounts.types import Role
from verifier.articles import queries as articles
from verifier.provenance.intake import mark_claim
from verifier.sources import actions as sources
from verifier.sources import queries as directory
from verifier.sources.types import SourceFields, SourceKind
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.actions_holds import put_on_hold
from verifier.tickets.types import Acting

Enter = Callable[..., Visitor]
TOLD = "Salma Haddad told the Monitor that ninety boats left the harbour at dawn."


def found(visitor: Visitor, typed: str) -> list[str]:
    """The claims that a reader finds."""
    visitor.get("/public/search", status=200, query_string={"q": typed})
    return [" ".join(node.text().split()) for node in visitor.tree().css(".line-list h2")]


def test_readers_find_what_is_public_and_nothing_that_is_withheld(desk: Desk, visit: Enter) -> None:
    proposed = desk.ticket("proposed", quote="Local sources told the Monitor that training began in May", chain=())
    desk.ticket("published")
    article_id = desk.article(f"Boats of Calder\n\n{TOLD}")
    me = Acting(desk.person(), desk.now)
    with desk.database.writing() as session:
        mark_claim(session, articles.by_id(session, article_id), quote=TOLD, acting=me)
    reader = visit()
    assert found(reader, "") == []
    assert "What are you looking for?" in reader.words()
    assert found(reader, "salma boats") == [TOLD]
    assert {node.text() for node in reader.tree().css("mark")} == {"Salma", "boats"}
    assert len(found(reader, "guard RECRUITED")) == 1
    assert found(reader, "training began") == []
    assert "No claim holds all these words" in reader.words()
    assert found(reader, "state:published") == []  # no filters here: these are words
    assert found(reader, "counted") == []  # nor what only the desk wrote
    with desk.database.writing() as session:
        ticket = ticket_queries.by_id(session, proposed)
        claim = articles.claim_by_id(session, ticket.claim_id)
        tickets.accept(session, ticket, claim, articles.by_id(session, claim.article_id), me)
        salma = directory.by_exact_name(session, "Salma Haddad") or sources.find_or_add(
            session, name="Salma Haddad", kind=SourceKind.PERSON, by=None, now=desk.now
        )
        fields = SourceFields("Salma Haddad", SourceKind.PERSON, "", "", True, "a harbour clerk")
        assert me.person is not None
        sources.revise(session, salma, fields, by=me.person, now=desk.now, version=None)
    assert len(found(reader, "training began")) == 1
    desk.ticket("open", article_id=article_id, quote="ninety boats left the harbour", chain=("Salma Haddad",))
    assert found(reader, "salma boats") == []
    assert found(reader, "haddad") == []
    assert found(reader, "ninety dawn") == [TOLD.replace("Salma Haddad", "[name withheld]")]


def test_older_claims_are_on_the_next_page(desk: Desk, visit: Enter) -> None:
    words = [f"Ship number {place:03d} left the harbour." for place in range(45)]
    article_id = desk.article("Ships\n\n" + "\n\n".join(words))
    with desk.database.writing() as session:
        article = articles.by_id(session, article_id)
        for quote in words:
            mark_claim(session, article, quote=quote, acting=Acting(None, desk.now))
    reader, seen, href = visit(), [], "/public/search?q=ship+harbour"
    while href:
        reader.get(href, status=200)
        seen += [node.text().strip() for node in reader.tree().css(".line-list h2")]
        following = reader.tree().css_first('a[rel="next"]')
        href = (following.attributes["href"] or "") if following else ""
    assert seen == words[::-1]


def test_what_is_on_legal_hold_is_not_found_while_it_is(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("published")
    reader, editor = visit(), Acting(desk.person(Role.EDITOR), desk.now)
    assert len(found(reader, "guard recruited")) == 1
    with desk.database.writing() as session:
        put_on_hold(session, ticket_queries.by_id(session, ticket_id), reason="A court order.", acting=editor)
    assert found(reader, "guard recruited") == []
