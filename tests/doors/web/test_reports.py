"""One report is entered once: it is used again, revised along, and looked at with every claim it serves."""

from collections.abc import Callable

from factories.behind import behind
from factories.desk import CLAIM, Desk
from factories.visitor import Visitor
from sqlalchemy import event

from tests.doors.web.test_workbench import add_source, hop_id, version
from verifier.kernel.db import Database
from verifier.provenance import queries, queries_reports
from verifier.provenance.independence import accepting_proposals, measure
from verifier.sources.queries import by_exact_name
from verifier.tickets import queries as tickets

Enter = Callable[..., Visitor]
OTHER = "Local sources told the Monitor that training began in May"
THIRD = "Responsibility for the views set out in it lies with the author"
URL = "https://www.port.example/count?utm_source=x"


def two_tickets(desk: Desk, visitor: Visitor, *states: str) -> list[int]:
    """Tickets of one article, held by this visitor."""
    article_id = desk.article()
    return [
        desk.ticket(state, holder=visitor.person, article_id=article_id, quote=quote)
        for state, quote in zip(states, (CLAIM, OTHER, THIRD), strict=False)
    ]


def offers(visitor: Visitor) -> list[str]:
    return [" ".join(node.text().split()) for node in visitor.tree().css("li.offer")]


def origins(database: Database, ticket_id: int) -> int:
    """How many origins stand behind the claim, if every hop holds."""
    with database.reading() as session:
        graph = queries.graph(queries.rows_for(session, tickets.by_id(session, ticket_id).claim_id))
    return measure(accepting_proposals(graph)).supporting.count.high


def use(visitor: Visitor) -> str:
    """Where the first offer is sent to."""
    return str(visitor.tree().css_first("li.offer form").attributes["action"])


def test_a_report_of_the_article_is_offered_and_one_press_adds_it_with_its_facts(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    first, second = two_tickets(desk, visitor, "in_progress", "in_progress")
    facts = {"medium": "report", "said_on": "2026-01-14", "access": "first_hand", "url": URL}
    add_source(
        visitor, first, source="Port Office", quote="We count ninety.", stance="refutes", note="Ask Ali.", **facts
    )
    seen = version(visitor, second)
    assert any("Port Office" in one and "14 January 2026" in one and "on 1 claim" in one for one in offers(visitor))
    path = next(
        str(node.css_first("form").attributes["action"])
        for node in visitor.tree().css("li.offer")
        if "Port Office" in node.text()
    )
    visitor.post(path, {"version": seen, "stance": "supports"}, status=303)
    assert visitor.last is not None
    visitor.get(visitor.last.headers["Location"].partition("#")[0], status=200)
    shown = visitor.tree().css_first("li.evidence")
    assert "Supports" in shown.text()
    assert "14 January 2026" in shown.text()
    assert "We count ninety." in shown.text()
    assert "Check what it does to this claim" in shown.text()
    assert "Ask Ali." not in shown.text()
    assert shown.css_first("details[open]") is not None
    assert not any("Port Office" in one for one in offers(visitor))
    visitor.post(path, {"version": visitor.field("version")}, status=422)
    assert "draws on this report already" in visitor.words()


def test_a_report_used_again_counts_once(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    first, second = two_tickets(desk, visitor, "in_progress", "in_progress")
    add_source(visitor, first, source="Port Office", url=URL)
    add_source(visitor, second, source="Port Office", url="http://port.example/count/#part")
    with database.reading() as session:
        found = [queries.rows_for(session, tickets.by_id(session, one).claim_id) for one in (first, second)]
        reports = [{row.report_id for row in rows.corroboration()} for rows in found]
        assert reports[0] == reports[1]
        assert len(reports[0]) == 1
    seen = version(visitor, second)
    path = f"/tickets/{second}/reports/{reports[0].pop()}/use"
    visitor.post(path, {"version": seen}, status=422)
    hop = hop_id(visitor, "Calder Monitor")
    with database.reading() as session:
        report_id = queries.statement_by_id(session, int(hop), tickets.by_id(session, second).claim_id).report_id
    visitor.post(f"/tickets/{second}/reports/{report_id}/use", {"version": version(visitor, second)}, status=422)
    assert origins(database, second) == 2
    add_source(visitor, second, source="Port Office", url=URL, quote="Ninety, as we said.")
    assert origins(database, second) == 2


def test_a_known_address_says_so_and_offers_its_report(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    first = desk.ticket("in_progress", holder=visitor.person)
    second = desk.ticket("in_progress", holder=visitor.person)
    add_source(visitor, first, source="Port Office", url=URL)
    typed = {"source": "Harbour Board", "url": "https://port.example/count", "quote": "Ninety."}
    add_source(visitor, second, 422, **typed)
    assert "This address is known" in visitor.words()
    assert len(offers(visitor)) == 1
    assert "Port Office" in offers(visitor)[0]
    assert visitor.tree().css_first("#add-source-quote").text().strip() == "Ninety."
    visitor.post(use(visitor), {"version": visitor.field("version"), "stance": "refutes"}, status=303)
    visitor.get(f"/tickets/{second}")
    assert "Port Office" in visitor.tree().css_first("li.evidence").text()
    add_source(visitor, second, **typed, separate="1")
    visitor.get(f"/tickets/{second}")
    assert "Harbour Board" in visitor.tree().css("li.evidence")[1].text()


def test_the_same_source_at_a_known_address_is_the_same_report_and_is_told(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    first = desk.ticket("in_progress", holder=visitor.person)
    second = desk.ticket("in_progress", holder=visitor.person)
    add_source(visitor, first, source="Port Office", url=URL)
    add_source(visitor, second, source="port office", url="https://port.example/count")
    visitor.get(f"/tickets/{second}")
    assert "a report that is known already" in visitor.words()
    assert "Report on 1 more ticket" in visitor.tree().css_first("li.evidence").text()


def test_a_change_goes_along_to_what_may_be_edited_and_says_what_was_left(
    desk: Desk, visit: Enter, database: Database
) -> None:
    visitor, other = visit("reviewer"), visit("reviewer")
    first, second, third = two_tickets(desk, visitor, "in_progress", "in_progress", "in_progress")
    for ticket_id in (first, second, third):
        add_source(visitor, ticket_id, source="Port Office", url=URL, stance="refutes", quote=f"Words {ticket_id}")
    desk.propose(third, visitor.person)
    seen = version(visitor, first)
    words = visitor.tree().css_first("li.evidence").text()
    assert "It concerns 1 ticket." in words
    assert "1 in review" in words
    source_id = str(visitor.tree().css_first("li.evidence").attributes["id"]).removeprefix("source-")
    changed = {"version": seen, "source": "Harbour Board", "url": URL, "stance": "supports", "access": "hearsay"}
    visitor.post(f"/tickets/{first}/statements/{source_id}/edit", {**changed, "also": "y"}, status=303)
    visitor.get(f"/tickets/{first}")
    assert "So is 1 other ticket. Left as they are: T-3 (in review)." in visitor.words()
    assert visitor.tree().css_first(f'.flashes a[href="/tickets/{third}"]') is not None
    visitor.get(f"/tickets/{second}")
    along = visitor.tree().css_first("li.evidence").text()
    assert "Harbour Board" in along
    assert "Hearsay" in along
    assert "Refutes" in along
    assert f"Words {second}" in along
    assert f"changed a source along with T-{first}" in visitor.words()
    other.get(f"/tickets/{third}")
    assert "Port Office" in other.tree().css_first("li.evidence").text()
    with database.reading() as session:
        ids = {
            one: {
                row.report_id for row in queries.rows_for(session, tickets.by_id(session, one).claim_id).corroboration()
            }
            for one in (first, second, third)
        }
    assert ids[first] == ids[second]
    assert not ids[first] & ids[third]


def test_a_change_without_the_tick_stays_here(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    first, second = two_tickets(desk, visitor, "in_progress", "in_progress")
    for ticket_id in (first, second):
        add_source(visitor, ticket_id, source="Port Office", url=URL)
    seen = version(visitor, first)
    source_id = str(visitor.tree().css_first("li.evidence").attributes["id"]).removeprefix("source-")
    changed = {"version": seen, "source": "Port Office", "url": URL, "stance": "supports", "access": "hearsay"}
    visitor.post(f"/tickets/{first}/statements/{source_id}/edit", changed, status=303)
    visitor.get(f"/tickets/{second}")
    assert "Hearsay" not in visitor.tree().css_first("li.evidence .facts").text()
    visitor.get("/reports/3", status=200)
    assert "other facts than above" in visitor.words()


def test_a_hop_is_corrected_on_all_claims_of_its_article_at_once(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    first, second = two_tickets(desk, visitor, "in_progress", "in_progress")
    seen = version(visitor, first)
    hop = hop_id(visitor, "Calder Monitor")
    fields = {"source": "Calder Observer", "relation": "quoted", "version": seen, "also": "y"}
    visitor.post(f"/tickets/{first}/hops/{hop}/edit", fields, status=303)
    visitor.get(f"/tickets/{second}")
    assert hop_id(visitor, "Calder Observer")


def test_a_report_has_a_page_with_its_claims_and_a_title(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    first, _ = two_tickets(desk, visitor, "in_progress", "published")
    add_source(visitor, first, source="Port Office", url=URL, medium="report", said_on="2026-01-14")
    version(visitor, first)
    visitor.get("/reports/2", status=200)  # what the Monitor said in this article
    assert len(visitor.tree().css(".claim-card")) == 2
    assert "Published" in visitor.words()
    assert "in the chain" in visitor.words()
    seen = visitor.field("version")
    visitor.post("/reports/2", {"title": "x" * 300, "version": seen}, status=422)
    visitor.post("/reports/2", {"title": "The Monitor’s count", "version": "77"}, status=409)
    visitor.post("/reports/2", {"title": "The Monitor’s count", "version": seen}, status=303)
    visitor.get("/reports/2")
    assert visitor.tree().css_first("h1").text() == "The Monitor’s count"
    visitor.get("/reports/999", status=404)
    onlooker = visit("viewer")
    onlooker.get("/reports/2", status=200)
    assert onlooker.tree().css_first("form.form") is None


def test_what_a_protected_source_published_is_not_told_by_its_report(
    desk: Desk, visit: Enter, database: Database
) -> None:
    visitor = visit("reviewer")
    first, second = two_tickets(desk, visitor, "in_progress", "in_progress")
    add_source(visitor, first, source="Amal Deep", source_kind="person", url="https://amal-deep.example/1")
    with behind(database) as session:
        source = by_exact_name(session, "Amal Deep")
        assert source is not None
        source.protected = True
        report = queries_reports.at_address(session, "https://amal-deep.example/1")
        assert report is not None
        report.title = "Letter of Amal Deep"
        report_id = report.id
    for who in (visitor, visit("viewer"), visit("editor")):
        who.get(f"/reports/{report_id}", status=200)
        assert "Amal" not in (who.last.text if who.last else "Amal")
        assert "amal-deep" not in (who.last.text if who.last else "amal-deep")
    visitor.get(f"/tickets/{second}")
    assert any("Protected source" in one for one in offers(visitor))
    assert "Amal" not in " ".join(offers(visitor))


def test_the_reader_files_what_one_source_said_in_an_article_once(desk: Desk, visit: Enter, database: Database) -> None:
    text = (
        "Harbour Guard Recruits 200 Men in Calder\n\nThe guard has recruited 205 men, the Calder Monitor said on"
        " Monday.\n\nThe guard pays each man 300 crowns, the Calder Monitor said.\n\nThe Calder Monitor said that"
        " training began in May.\n"
    )
    visitor = visit("reviewer")
    visitor.post("/articles/new", {"text": text})
    visitor.get("/articles/drafts/1")
    ticked = [node.attributes["value"] for node in visitor.tree().css('input[name="claims"]')]
    fields = {"title": "Harbour Guard Recruits", "publisher": "The Coast Reader", "claims": ticked}
    visitor.post("/articles/drafts/1", fields, status=303)
    with database.reading() as session:
        rows = queries.rows_of(session, list(range(1, len(ticked) + 1)))
        own = {one.article_own().report_id for one in rows.values()}
        said = {
            row.report_id
            for one in rows.values()
            for row in one.chain()
            if one.sources[row.source_id].name == "Calder Monitor"
        }
    assert len(ticked) >= 3
    assert len(own) == len(said) == 1
    assert own != said


def test_the_queries_of_a_report_do_not_grow_with_its_claims(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    sizes = []
    for _ in range(2):
        for _ in range(3):
            ticket_id = desk.ticket("in_progress", holder=visitor.person)
            add_source(visitor, ticket_id, source="Port Office", url=URL)
        with database.reading() as session:
            report = queries_reports.at_address(session, URL)
            assert report is not None
        counted.clear()
        visitor.get(f"/reports/{report.id}", status=200)
        sizes.append(len(counted))
    assert sizes[0] == sizes[1] <= 10
