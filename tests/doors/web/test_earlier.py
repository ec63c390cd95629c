"""Was it checked before? Every ticket and every intake says so, on a page of its own, and a person decides."""

from collections.abc import Callable
from datetime import date

import pytest
from factories.behind import behind
from factories.desk import CLAIM, TEXT, Desk
from factories.visitor import Visitor
from sqlalchemy import event, func, select

from tests.doors.web.test_workbench import version
from verifier.kernel.db import Database
from verifier.matching import actions_earlier as actions
from verifier.matching.types_earlier import CheckFields
from verifier.provenance.models import Statement
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets.types import ClosedReason, TicketState

Enter = Callable[..., Visitor]
CHECK = CheckFields(
    "guard-205",
    "The guard has recruited more than 190 men <b>so far</b>.",
    "Did the guard recruit 190 men?",
    publisher="Strait Facts",
    speaker="A spokesman",
    checked_on=date(2025, 3, 4),
    verdict="Half right",
    url="https://facts.example/guard",
)


def take_in(desk: Desk, *checks: CheckFields) -> None:
    with desk.database.writing() as session:
        actions.import_checks(session, checks, now=desk.now)
        actions.count_words(session)


def again(desk: Desk, **more: object) -> int:
    """A ticket on the same claim in another article."""
    other = TEXT.replace("Local sources", f"Other local sources, {desk.count} of them,")
    article_id = desk.article(other, publisher=f"Gazette {desk.count}")
    return desk.ticket("in_progress", article_id=article_id, **more)


def test_a_ticket_shows_the_check_with_verdict_reasons_and_what_differs(desk: Desk, visit: Enter) -> None:
    take_in(desk, CHECK, CheckFields("other", "Bananas are radioactive.", "Bananas"))
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    visitor.get(f"/tickets/{ticket_id}", status=200)
    link = visitor.tree().css_first("[data-load] a").attributes["href"]
    visitor.get(str(link), status=200)
    words = visitor.words()
    for told in ("Half right", "Strait Facts", "4 March 2025", "A spokesman", "205 here, 190 there"):
        assert told in words
    assert "Bananas" not in words
    assert "<b>so far</b>" in visitor.tree().css_first(".evidence-quote").text()
    assert {"recruited", "men"} <= {
        piece for one in visitor.tree().css(".evidence-quote mark") for piece in one.text().split()
    }
    assert visitor.tree().css_first('a[href="https://facts.example/guard"]') is not None


def test_an_earlier_ticket_is_attached_as_a_duplicate(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    first = desk.ticket("published")
    second = again(desk, holder=visitor.person)
    visitor.get(f"/tickets/{second}/already-checked", status=200)
    assert f"T-{first}" in visitor.words()
    assert "The same claim" in visitor.words()
    assert "Verdict: Unproven" in visitor.words()
    form = visitor.tree().css_first(f'form[action="/tickets/{second}/close"]')
    fields = {one.attributes["name"]: one.attributes["value"] for one in form.css("input[type=hidden]")}
    visitor.post(f"/tickets/{second}/close", fields, status=303)
    with database.reading() as session:
        row = tickets.by_id(session, second)
        assert (row.state, row.closed_reason) == (TicketState.CLOSED, ClosedReason.DUPLICATE)
        assert row.duplicate_of_id == first
    visitor.get(f"/tickets/{first}/already-checked", status=200)
    assert f"Duplicate of T-{first}" in visitor.words()
    assert visitor.tree().css_first("form[action$=close]") is None


def count_statements(database: Database, ticket_id: int) -> int:
    with database.reading() as session:
        claim_id = tickets.by_id(session, ticket_id).claim_id
        wanted = select(func.count()).where(Statement.claim_id == claim_id, Statement.removed_at.is_(None))
        return session.scalar(wanted) or 0


def test_sources_of_an_earlier_ticket_are_used_here_too(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    first, second = desk.ticket("published", chain=["Harbour Office"]), again(desk, holder=visitor.person)
    before = count_statements(database, second)
    visitor.get(f"/tickets/{second}/already-checked", status=200)
    action = f"/tickets/{second}/already-checked/{first}/reuse"
    assert visitor.tree().css_first(f'form[action="{action}"]') is not None
    stale = {"version": version(visitor, second)}
    visitor.post(action, stale, status=303)
    assert count_statements(database, second) > before
    visitor.get(f"/tickets/{second}", status=200)
    assert "Harbour Office" in visitor.words()
    visitor.post(action, stale, status=409)
    visitor.post(f"/tickets/{second}/already-checked/999999/reuse", {"version": version(visitor, second)}, status=404)


def test_what_is_protected_stays_and_its_name_is_not_told(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    first, second = desk.ticket("published", chain=["Quiet Witness"]), again(desk, holder=visitor.person)
    with behind(database) as session:
        for row in session.scalars(select(Source).where(Source.name == "Quiet Witness")):
            row.protected = True
    before = count_statements(database, second)
    visitor.get(f"/tickets/{second}/already-checked", status=200)
    assert "protected or not on the record" in visitor.words()
    assert "Quiet Witness" not in visitor.words()
    action = f"/tickets/{second}/already-checked/{first}/reuse"
    visitor.post(action, {"version": version(visitor, second)}, status=303)
    with database.reading() as session:
        claim_id = tickets.by_id(session, second).claim_id
        names = select(Source.name).join(Statement, Statement.source_id == Source.id)
        assert "Quiet Witness" not in session.scalars(names.where(Statement.claim_id == claim_id)).all()
    assert count_statements(database, second) >= before


@pytest.mark.parametrize("role", ["viewer", "auditor", "editor"])
def test_who_does_not_work_on_it_sees_it_and_changes_nothing(desk: Desk, visit: Enter, role: str) -> None:
    first, second = desk.ticket("published"), again(desk)
    visitor = visit(role)
    visitor.get(f"/tickets/{second}/already-checked", status=200)
    assert f"T-{first}" in visitor.words()
    assert visitor.tree().css_first("form[action$=reuse]") is None
    if role != "editor":
        assert visitor.tree().css_first("form[action$=close]") is None
        visitor.post(f"/tickets/{second}/already-checked/{first}/reuse", {"version": "1"}, status=403)


def test_an_empty_desk_says_so_and_what_to_do(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("open")
    visitor = visit("reviewer")
    visitor.get(f"/tickets/{ticket_id}/already-checked", status=200)
    assert "Nothing says the same" in visitor.words()
    visitor.get("/tickets/999/already-checked", status=404)


def test_an_intake_shows_which_of_its_claims_were_checked(desk: Desk, visit: Enter) -> None:
    take_in(desk, CHECK)
    visitor = visit("reviewer")
    visitor.post("/articles/new", {"text": TEXT, "way": "text"}, status=303)
    visitor.get("/articles", status=200)
    draft = next(
        str(one.attributes["href"])
        for one in visitor.tree().css("a")
        if str(one.attributes.get("href")).startswith("/articles/drafts/")
    )
    visitor.get(draft, status=200)
    visitor.get(f"{draft}/already-checked", status=200)
    assert "Half right" in visitor.words()
    assert CLAIM in visitor.words()
    visit("reviewer").get(f"{draft}/already-checked", status=404)


def test_the_page_costs_as_many_queries_for_many_as_for_one(desk: Desk, visit: Enter, database: Database) -> None:
    take_in(desk, CHECK)
    visitor = visit("reviewer")
    first = desk.ticket("published")

    def count() -> int:
        statements: list[str] = []

        def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", listen)
        visitor.get(f"/tickets/{first}/already-checked", status=200)
        event.remove(database.engine, "before_cursor_execute", listen)
        return len(statements)

    again(desk)
    few = count()
    for _ in range(4):
        again(desk)
    assert count() == few
    assert len(visitor.tree().css("li.evidence")) > 4
