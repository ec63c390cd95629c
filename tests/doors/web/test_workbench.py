"""One ticket on one page, as each person sees it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from factories.behind import behind
from factories.desk import CLAIM, DISCLAIMER, Desk
from factories.visitor import Visitor
from sqlalchemy import event

from verifier.audit.queries import newest
from verifier.kernel.db import Database
from verifier.sources.queries import by_exact_name
from verifier.tickets.types import Action, TicketState
from verifier.web.workbench.phrases import PHRASES

Enter = Callable[..., Visitor]


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("role", ["viewer", "reviewer", "editor", "admin", "auditor"])
def test_every_state_is_a_sound_page_for_every_role(desk: Desk, visit: Enter, state: TicketState, role: str) -> None:
    visitor = visit(role)
    visitor.get(f"/tickets/{desk.ticket(state)}", status=200)
    assert CLAIM in visitor.words()


def test_the_claim_is_shown_in_its_place_with_the_publishers_disclaimer(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    visitor.get(f"/tickets/{desk.ticket()}")
    assert visitor.tree().css_first("h1").text() == CLAIM
    assert visitor.tree().css_first(".context mark").text() == CLAIM
    assert "Local sources told the Monitor" in visitor.tree().css_first(".context").text()
    assert DISCLAIMER in visitor.tree().css_first(".standing").text()


def test_what_the_reader_noticed_stands_on_the_tickets_it_concerns(desk: Desk, visit: Enter) -> None:
    text = (
        "Harbour Guard Recruits 200 Men in Calder\n\n“The guard has recruited more than 205 men and some 35 women"
        " so far,” the Calder Monitor revealed.\n\nThey will leave in June.\n"
    )
    visitor = visit("reviewer")
    visitor.post("/articles/new", {"text": text})
    visitor.get("/articles/drafts/1")
    ticked = [node.attributes["value"] for node in visitor.tree().css('input[name="claims"]')]
    fields = {"title": "Harbour Guard Recruits 200 Men in Calder", "publisher": "The Coast Reader", "claims": ticked}
    visitor.post("/articles/drafts/1", fields, status=303)
    noticed = []
    for ticket_id in (1, 2, 3):
        visitor.get(f"/tickets/{ticket_id}", status=200)
        noticed.append(visitor.words())
    assert all("together 240" in words for words in noticed[:2])
    assert "The text says “revealed”, which takes it for granted." in noticed[1]
    assert "Perhaps it cannot be checked: a prediction" in noticed[2]
    assert "together 240" not in noticed[2]


def test_origins_are_counted_and_said_to_hang_on_hops_nobody_judged(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person, chain=("A Wire", "Calder Monitor"))
    visitor.get(f"/tickets/{ticket_id}")
    assert "Supporting: 2 sources, 1 origin, if the proposed hops hold" in visitor.words()
    visitor.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": visitor.field("version")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Supporting: 2 sources, 1 origin" in visitor.words()
    assert "if the proposed hops hold" not in visitor.words()


def test_the_number_of_queries_does_not_grow_with_the_ticket(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    sizes = []
    for _ in range(2):
        counted.clear()
        visitor.get(f"/tickets/{ticket_id}", status=200)
        sizes.append(len([one for one in counted if one.startswith("SELECT")]))
        for number in range(4):
            add_source(visitor, ticket_id, source=f"Paper {number}", quote="Ninety men.")
            visitor.post(f"/tickets/{ticket_id}/hops", {"source": f"Hop {number}"}, status=303)
    assert sizes[0] == sizes[1] <= 23


def add_source(visitor: Visitor, ticket_id: int, status: int = 303, **fields: object) -> None:
    visitor.post(f"/tickets/{ticket_id}/statements", fields, status=status)


def version(visitor: Visitor, ticket_id: int) -> str:
    visitor.get(f"/tickets/{ticket_id}")
    return visitor.field("version")


def hops(visitor: Visitor) -> list[tuple[str, str]]:
    """Who stands in the chain of the last page, outlet first, and whether their hop was judged."""
    return [
        (node.css_first(".hop-who bdi").text(), "proposed" if "hop-proposed" in node.attributes["class"] else "judged")
        for node in visitor.tree().css("li.hop")
    ]


def hop_id(visitor: Visitor, who: str) -> str:
    for node in visitor.tree().css("li.hop"):
        if node.css_first(".hop-who bdi").text() == who:
            return str(node.attributes["id"]).removeprefix("hop-")
    raise AssertionError(who)


def on_hop(visitor: Visitor, ticket_id: int, who: str, act: str, status: int = 303, **fields: object) -> None:
    seen = version(visitor, ticket_id)
    path = f"/tickets/{ticket_id}/hops/{hop_id(visitor, who)}/{act}"
    visitor.post(path, {"version": seen, **fields}, status=status)
    visitor.get(f"/tickets/{ticket_id}")


def test_a_chain_is_accepted_edited_reordered_and_mended(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person, chain=("Calder Monitor", "Guard Watch", "A clerk"))
    on_hop(visitor, ticket_id, "Calder Monitor", "confirm")
    assert hops(visitor) == [
        ("The Coast Reader", "judged"),
        ("Calder Monitor", "judged"),
        ("Guard Watch", "proposed"),
        ("A clerk", "proposed"),
    ]
    on_hop(visitor, ticket_id, "A clerk", "move", direction="outwards")
    assert [who for who, _ in hops(visitor)] == ["The Coast Reader", "Calder Monitor", "A clerk", "Guard Watch"]
    on_hop(visitor, ticket_id, "A clerk", "edit", source="Dockers", source_kind="unnamed_group", relation="told")
    assert ("Dockers", "judged") in hops(visitor)
    assert "unnamed group, unnamed" in visitor.words()
    on_hop(visitor, ticket_id, "Dockers", "reject")
    assert [who for who, _ in hops(visitor)] == ["The Coast Reader", "Calder Monitor", "Guard Watch"]
    after = hop_id(visitor, "The Coast Reader")
    visitor.post(f"/tickets/{ticket_id}/hops", {"source": "Wire", "source_kind": "agency", "after": after}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert hops(visitor)[1] == ("Wire", "judged")
    visitor.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": visitor.field("version")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert {judged for _, judged in hops(visitor)} == {"judged"}


def test_a_hop_behind_a_rejected_one_must_be_judged_anew(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person, chain=("Calder Monitor", "Guard Watch"))
    seen = version(visitor, ticket_id)
    visitor.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": seen}, status=303)
    on_hop(visitor, ticket_id, "Calder Monitor", "reject")
    assert hops(visitor) == [("The Coast Reader", "judged"), ("Guard Watch", "proposed")]


def test_adding_a_hop_does_not_accept_the_one_behind_it(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    visitor.post(f"/tickets/{ticket_id}/hops", {"source": "Wire", "source_kind": "agency"}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert hops(visitor)[1:] == [("Wire", "judged"), ("Calder Monitor", "proposed")]


def test_a_rejected_hop_can_be_put_back(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    on_hop(visitor, ticket_id, "Calder Monitor", "reject")
    form = next(one for one in visitor.tree().css("form") if str(one.attributes["action"]).endswith("/put-back"))
    visitor.post(str(form.attributes["action"]), {"version": visitor.field("version")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert hops(visitor) == [("The Coast Reader", "judged"), ("Calder Monitor", "proposed")]


def test_the_articles_own_statement_cannot_be_rejected_moved_or_removed(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    version(visitor, ticket_id)
    own = hop_id(visitor, "The Coast Reader")
    for path in (f"hops/{own}/reject", f"hops/{own}/move", f"hops/{own}/edit", f"statements/{own}/remove"):
        visitor.post(f"/tickets/{ticket_id}/{path}", {"source": "X"}, status=422)
        assert hops(visitor)[0][0] == "The Coast Reader"


def test_a_source_is_added_with_everything_known_of_it(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    add_source(
        visitor,
        ticket_id,
        stance="refutes",
        source="Port Office",
        source_kind="state_body",
        url="https://port.example/count",
        quote="We count ninety.",
        said_on="2024-05-04",
        medium="interview",
        access="first_hand",
        ground_rules="background",
        note="Ask again in June.",
    )
    visitor.get(f"/tickets/{ticket_id}")
    line = " ".join(visitor.tree().css_first("li.evidence").text().split())
    for words in ("Refutes", "Port Office", "We count ninety.", "4 May 2024", "Interview", "Background", "Ask again"):
        assert words in line
    assert visitor.tree().css_first('li.evidence a[href="https://port.example/count"]')


def test_a_file_is_kept_as_it_came(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    raw = b"%PDF-1.7 ninety men"
    add_source(visitor, ticket_id, source="Port Office", original=(BytesIO(raw), "count.pdf"))
    visitor.get(f"/tickets/{ticket_id}")
    link = visitor.tree().css_first('li.evidence a[href^="/evidence/"]')
    assert visitor.get(str(link.attributes["href"])).data == raw


def test_a_file_survives_a_refused_form(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    raw = b"ninety men"
    add_source(visitor, ticket_id, 422, source="", quote="We count ninety.", original=(BytesIO(raw), "count.txt"))
    assert "Write who says it" in visitor.words()
    assert "We count ninety." in visitor.tree().css_first("#add-source-quote").text()
    kept = visitor.field("capture")
    add_source(visitor, ticket_id, source="Port Office", quote="We count ninety.", capture=kept)
    visitor.get(f"/tickets/{ticket_id}")
    link = visitor.tree().css_first('li.evidence a[href^="/evidence/"]')
    assert visitor.get(str(link.attributes["href"])).data == raw


def test_somebody_elses_capture_cannot_be_claimed(desk: Desk, visit: Enter) -> None:
    first, second = visit("reviewer"), visit("reviewer")
    one = desk.ticket("in_progress", holder=first.person)
    other = desk.ticket("in_progress", holder=second.person)
    add_source(first, one, 422, source="", original=(BytesIO(b"mine"), "mine.txt"))
    add_source(second, other, source="Thief", quote="x", capture=first.field("capture"))
    second.get(f"/tickets/{other}")
    assert second.tree().css_first('li.evidence a[href^="/evidence/"]') is None


def test_a_page_that_cannot_be_fetched_says_why_and_can_be_saved_without_a_copy(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    typed = {"source": "Port Office", "url": "http://127.0.0.1/count", "quote": "We count ninety."}
    add_source(visitor, ticket_id, 422, **typed, keep_copy="y")
    assert "without a copy" in visitor.words()
    assert visitor.tree().css_first("#add-source-url").attributes["value"] == typed["url"]
    assert "We count ninety." in visitor.tree().css_first("#add-source-quote").text()
    assert visitor.tree().css_first('button[name="without_copy"]') is not None
    add_source(visitor, ticket_id, **typed, keep_copy="y", without_copy="1")
    visitor.get(f"/tickets/{ticket_id}")
    assert "We count ninety." in visitor.tree().css_first("li.evidence").text()


def test_a_source_is_edited_removed_and_put_back(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    add_source(visitor, ticket_id, source="Port Office", quote="We count ninety.")
    seen = version(visitor, ticket_id)
    source_id = str(visitor.tree().css_first("li.evidence").attributes["id"]).removeprefix("source-")
    base = f"/tickets/{ticket_id}/statements/{source_id}"
    changed = {"version": seen, "source": "Harbour Board", "stance": "refutes", "quote": "We count eighty."}
    visitor.post(f"{base}/edit", changed, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Harbour Board" in visitor.tree().css_first("li.evidence").text()
    visitor.post(f"{base}/remove", {"version": visitor.field("version")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert not visitor.tree().css("li.evidence")
    visitor.post(f"{base}/put-back", {"version": visitor.field("version")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "We count eighty." in visitor.tree().css_first("li.evidence").text()


def test_a_protected_source_is_not_named_to_those_who_do_not_work_on_it(
    desk: Desk, visit: Enter, database: Database
) -> None:
    holder, onlooker = visit("reviewer"), visit("viewer")
    ticket_id = desk.ticket("in_progress", holder=holder.person)
    add_source(holder, ticket_id, source="Amal Deep", source_kind="person", quote="I drove them.")
    with behind(database) as session:
        source = by_exact_name(session, "Amal Deep")
        assert source is not None
        source.protected = True
    onlooker.get(f"/tickets/{ticket_id}", status=200)
    assert "Protected source" in onlooker.words()
    assert "Amal Deep" not in onlooker.words()
    assert "Amal Deep" not in (onlooker.last.text if onlooker.last else "")


def test_a_statement_of_another_ticket_is_not_there(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    mine = desk.ticket("in_progress", holder=visitor.person)
    other = desk.ticket("in_progress", holder=visitor.person)
    version(visitor, other)
    theirs = hop_id(visitor, "Calder Monitor")
    visitor.post(f"/tickets/{mine}/hops/{theirs}/confirm", status=404)


def test_words_are_changed_and_the_place_in_the_text_stays(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    seen = version(visitor, ticket_id)
    visitor.post(f"/tickets/{ticket_id}/wording", {"wording": "  ", "version": seen}, status=422)
    words = "The harbour guard of Port Calder has recruited more than 205 men"
    visitor.post(f"/tickets/{ticket_id}/wording", {"wording": words, "version": seen}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert visitor.tree().css_first("h1").text() == words
    assert visitor.tree().css_first(".context mark").text() == CLAIM


def test_urgency_is_set_and_shown(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket()
    seen = version(visitor, ticket_id)
    visitor.post(f"/tickets/{ticket_id}/urgency", {"priority": "9", "version": seen}, status=422)
    visitor.post(f"/tickets/{ticket_id}/urgency", {"priority": "0", "due_on": "soon", "version": seen}, status=422)
    urgent = {"priority": "0", "due_on": "2020-01-02", "version": seen}
    visitor.post(f"/tickets/{ticket_id}/urgency", urgent, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Urgent" in visitor.words()
    assert "Overdue" in visitor.words()


def test_every_entry_of_the_log_has_its_words(database: Database, desk: Desk) -> None:
    for state in TicketState:
        desk.ticket(state)
    with database.reading() as session:
        written = {entry.action for entry in newest(session, limit=1000) if entry.subject_kind == "ticket"}
    assert written <= set(PHRASES)


def test_every_action_of_the_table_has_its_words() -> None:
    assert {f"ticket:{one.value.replace('-', '_')}" for one in Action} <= set(PHRASES)


def test_a_page_is_fetched_once_and_kept_even_where_the_form_is_refused(
    desk: Desk, visit: Enter, site: Callable[..., str]
) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    raw = b"<!doctype html><title>Count</title><p>We count ninety men."
    typed = {"url": site("/count", raw), "keep_copy": "y"}
    add_source(visitor, ticket_id, 422, **typed, source="")
    kept = visitor.field("capture")
    site("/count", b"<p>Nothing here any more.")
    add_source(visitor, ticket_id, **typed, source="Port Office", capture=kept)
    visitor.get(f"/tickets/{ticket_id}")
    link = visitor.tree().css_first('li.evidence a[href^="/evidence/"]')
    assert visitor.get(str(link.attributes["href"])).data == raw


def test_the_copy_of_another_address_is_not_taken_for_this_one(
    desk: Desk, visit: Enter, site: Callable[..., str]
) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    add_source(visitor, ticket_id, 422, url=site("/one", b"<p>One."), keep_copy="y", source="")
    kept = visitor.field("capture")
    add_source(visitor, ticket_id, url=site("/two", b"<p>Two."), keep_copy="y", source="Port", capture=kept)
    visitor.get(f"/tickets/{ticket_id}")
    link = visitor.tree().css_first('li.evidence a[href^="/evidence/"]')
    assert visitor.get(str(link.attributes["href"])).data == b"<p>Two."
