"""The reviewer's home and the editor's: what is there, in which order, and who gets it."""

from collections.abc import Callable

from factories.desk import CLAIM, Desk
from factories.visitor import Visitor

from verifier.accounts.types import Role
from verifier.articles import queries as articles
from verifier.provenance.intake import mark_claim
from verifier.tickets import actions, queries
from verifier.tickets.types import Acting, Priority, TicketState
from verifier.verdicts import actions as verdicts

Enter = Callable[..., Visitor]


def shown(visitor: Visitor) -> list[str]:
    return [node.text().strip() for node in visitor.tree().css(".claim-row-words")]


def many(desk: Desk, count: int, publisher: str = "The Ship List") -> list[int]:
    words = [f"Ship number {place:03d} of {publisher} left the harbour." for place in range(count)]
    article_id = desk.article(f"Ships of {publisher}\n\n" + "\n\n".join(words), publisher=publisher)
    with desk.database.writing() as session:
        article = articles.by_id(session, article_id)
        return [mark_claim(session, article, quote=quote, acting=Acting(None, desk.now)).id for quote in words]


def test_an_empty_desk_says_what_to_do(visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    reviewer.get("/queue", status=200)
    assert "Nothing is open" in reviewer.words()
    assert reviewer.tree().css_first('main a[href="/articles/new"]') is not None
    assert "Take next" not in reviewer.words()
    editor = visit(Role.EDITOR)
    editor.get("/sign-off", status=200)
    assert "Nothing waits for a signature" in editor.words()


def test_taking_the_next_ticket_leads_to_it_and_to_nobody_else(desk: Desk, visit: Enter) -> None:
    first = many(desk, 2)[0]
    one, other = visit(Role.REVIEWER), visit(Role.REVIEWER)
    assert one.post("/queue/next", status=303).headers["Location"] == f"/tickets/{first}"
    assert other.post("/queue/next", status=303).headers["Location"] == f"/tickets/{first + 1}"
    assert visit(Role.REVIEWER).post("/queue/next", status=303).headers["Location"] == "/queue"
    one.get("/queue?view=mine", status=200)
    assert len(shown(one)) == 1


def test_what_is_urgent_comes_first_and_pages_go_on_where_they_ended(desk: Desk, visit: Enter) -> None:
    ids, reviewer = many(desk, 60), Acting(desk.person(), desk.now)
    with desk.database.writing() as session:
        last = queries.by_id(session, ids[-1])
        actions.set_urgency(session, last, reviewer, priority=Priority.URGENT, due_at=last.due_at)
    visitor = visit(Role.REVIEWER)
    visitor.get("/queue", status=200)
    page = shown(visitor)
    assert page[0].startswith("Ship number 059")
    assert len(page) == 50
    following = visitor.tree().css_first('a[rel="next"]')
    assert following is not None
    many(desk, 1, "A Late List")  # what comes in meanwhile moves nothing
    visitor.get(following.attributes["href"] or "", status=200)
    rest = shown(visitor)
    assert len(set(page) | set(rest)) == len(page) + len(rest) >= 60


def test_filters_and_order(desk: Desk, visit: Enter) -> None:
    many(desk, 3, "The Ship List")
    many(desk, 2, "The Crane List")
    visitor = visit(Role.REVIEWER)
    visitor.get("/queue", status=200)
    options = {node.text().strip(): node.attributes.get("value") for node in visitor.tree().css("#publisher option")}
    visitor.get(f"/queue?publisher={options['The Crane List']}", status=200)
    assert len(shown(visitor)) == 2
    visitor.get("/queue?order=newest", status=200)
    assert "001 of The Crane List" in shown(visitor)[0]


def test_words_narrow_the_queue_down(desk: Desk, visit: Enter) -> None:
    many(desk, 55, "The Ship List")
    desk.ticket(TicketState.PUBLISHED)
    visitor = visit(Role.REVIEWER)
    visitor.get("/queue?q=%22number+007%22", status=200)
    assert [words[:15] for words in shown(visitor)] == ["Ship number 007"]
    visitor.get("/queue?q=LEFT+harb*&order=newest", status=200)
    assert len(shown(visitor)) == 50
    following = visitor.tree().css_first('a[rel="next"]')
    assert following is not None
    visitor.get(following.attributes["href"] or "", status=200)
    assert len(shown(visitor)) == 5
    visitor.get("/queue?q=recruited", status=200)
    assert shown(visitor) == []
    assert "No ticket here holds these words" in visitor.words()
    visitor.get("/queue?q=recruited&view=done", status=200)
    assert shown(visitor) == [CLAIM]
    visitor.get("/queue?q=by:nobody&view=all", status=200)
    assert shown(visitor) == []


def test_what_was_returned_waits_on_top_with_its_comment(desk: Desk, visit: Enter) -> None:
    rana = desk.person(Role.REVIEWER)
    ticket_id = desk.ticket(TicketState.IN_REVIEW, holder=rana)
    edda = Acting(desk.person(Role.EDITOR), desk.now)
    with desk.database.writing() as session:
        ticket = queries.by_id(session, ticket_id)
        verdicts.give_back(session, ticket, comment="Ask the port office again.", acting=edda)
    visitor = visit()
    visitor.sign_in(desk, rana)
    visitor.get("/queue", status=200)
    assert "Returned to you" in visitor.words()
    assert "Ask the port office again." in visitor.words()
    stranger = visit(Role.REVIEWER)
    stranger.get("/queue", status=200)
    assert "Returned to you" not in stranger.words()


def test_the_sign_off_list_tells_ones_own_proposals_apart(desk: Desk, visit: Enter) -> None:
    edda = desk.person(Role.EDITOR)
    desk.ticket(TicketState.IN_REVIEW, holder=edda)
    own, other = visit(), visit(Role.EDITOR)
    own.sign_in(desk, edda)
    own.get("/sign-off", status=200)
    assert "a second person signs it" in own.words()
    other.get("/sign-off", status=200)
    assert CLAIM in other.words()
    assert "a second person signs it" not in other.words()


def test_list_ticket_and_article_agree_where_a_trail_ends(desk: Desk, visit: Enter) -> None:
    alone = desk.ticket(TicketState.OPEN, chain=())
    named = desk.ticket(TicketState.OPEN, chain=("Calder Monitor",))
    visitor = visit(Role.REVIEWER)
    visitor.get("/queue", status=200)
    ends = [node.text().strip() for node in visitor.tree().css(".claim-row .trail-words")]
    assert ends == ["the outlet’s own word", "1 hop, named"]
    visitor.get(f"/tickets/{alone}", status=200)
    assert "Ends at the author" in visitor.words()
    visitor.get(f"/tickets/{named}", status=200)
    assert "Ends at a named source" in visitor.words()
