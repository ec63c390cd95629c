"""The directory of sources: who can speak, and on what."""

from collections.abc import Callable

import pytest
from factories.desk import Desk
from factories.visitor import Visitor
from sqlalchemy import event, select

from verifier.accounts.types import Role
from verifier.audit.models import Entry
from verifier.sources import actions, queries
from verifier.sources.models import Source
from verifier.sources.types import SourceKind

Enter = Callable[..., Visitor]
SECRET = "Salma Haddad"
PROTECTED = {"name": SECRET, "kind": "person", "protected": "y", "published_description": "a nurse"}


def source_id(desk: Desk, name: str) -> int:
    """The number of a source by its name."""
    with desk.database.reading() as session:
        return session.scalars(select(Source.id).where(Source.name == name).order_by(Source.id).limit(1)).one()


def add(desk: Desk, *names: str, kind: SourceKind = SourceKind.PERSON) -> int:
    """Sources of these names; the number of the last."""
    with desk.database.writing() as session:
        rows = [actions.find_or_add(session, name=one, kind=kind, by=None, now=desk.now) for one in names]
        return rows[-1].id


def names_on(visitor: Visitor) -> list[str]:
    """The names in the first column of the directory."""
    return [node.text().strip() for node in visitor.tree().css("tbody th a")]


def test_the_directory_tells_on_how_many_claims_each_speaks(desk: Desk, visit: Enter) -> None:
    desk.ticket("in_review")
    desk.ticket("open")
    viewer = visit(Role.VIEWER)
    viewer.get("/sources", status=200)
    rows = {node.css_first("th").text().strip(): node.text() for node in viewer.tree().css("tbody tr")}
    assert set(rows) == {"Calder Monitor", "Port Office", "The Coast Reader"}
    assert rows["Calder Monitor"].rstrip().endswith("2")
    assert rows["Port Office"].rstrip().endswith("1")


def test_the_directory_is_filtered_and_goes_on(desk: Desk, visit: Enter) -> None:
    add(desk, *(f"Witness {number:03}" for number in range(60)))
    add(desk, "Wire Agency", kind=SourceKind.AGENCY)
    visitor = visit(Role.REVIEWER)
    visitor.get("/sources?name=wit", status=200)
    first = names_on(visitor)
    onward = visitor.tree().css_first('a[rel="next"]').attributes["href"]  # type: ignore[union-attr]
    visitor.get(onward or "", status=200)
    assert [*first, *names_on(visitor)] == [f"Witness {number:03}" for number in range(60)]
    visitor.get("/sources?kind=agency", status=200)
    assert names_on(visitor) == ["Wire Agency"]
    visitor.get("/sources?kind=agency&name=zz", status=200)
    assert "No source here" in visitor.words()
    visitor.get("/sources?kind=odd&after=x&name=%25%00%ff", status=200)


def test_an_empty_directory_says_what_to_do(visit: Enter) -> None:
    visitor = visit(Role.VIEWER)
    visitor.get("/sources", status=200)
    assert "Sources are noted as articles are taken in" in visitor.words()


@pytest.mark.parametrize("path", ["/sources", "/sources/{}"])
def test_no_query_is_asked_per_row(desk: Desk, visit: Enter, path: str) -> None:
    visitor = visit(Role.REVIEWER)
    counts = []
    for _ in range(2):
        for _ in range(4):
            desk.ticket("published")
        asked: list[str] = []
        engine = desk.database.engine
        listener = lambda *given, asked=asked: asked.append(given[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        visitor.get(path.format(source_id(desk, "Calder Monitor")), status=200)
        event.remove(engine, "before_cursor_execute", listener)
        counts.append(len(asked))
        add(desk, *(f"Somebody {len(counts)}{number}" for number in range(8)))
    assert counts[0] == counts[1], counts
    assert counts[0] < 34


def test_a_source_shows_every_ticket_that_rests_on_it(desk: Desk, visit: Enter) -> None:
    published, opened = desk.ticket("published"), desk.ticket("open")
    visitor = visit(Role.VIEWER)
    visitor.get(f"/sources/{source_id(desk, 'Calder Monitor')}", status=200)
    cards = {node.css_first("a").attributes["href"]: node.text() for node in visitor.tree().css("article")}
    assert set(cards) == {f"/tickets/{published}", f"/tickets/{opened}"}
    assert "Published" in cards[f"/tickets/{published}"]
    assert "Readers see: Attributed, unproven" in cards[f"/tickets/{published}"]
    assert "Readers see: Unverified" in cards[f"/tickets/{opened}"]
    assert visitor.tree().css_first("main form") is None  # a viewer changes nothing
    visitor.get("/sources/999", status=404)


def test_a_reviewer_revises_a_source(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    path = f"/sources/{add(desk, 'Coast Reader', kind=SourceKind.OUTLET)}"
    reviewer.get(path, status=200)
    fields = {
        "name": "The Coast Reader",
        "kind": "outlet",
        "owner": "Coast Media",
        "version": reviewer.field("version"),
    }
    reviewer.post(path, {**fields, "note": "Printed <b>weekly</b>."}, status=303)
    reviewer.get(path, status=200)
    assert "Coast Media" in reviewer.words()
    assert "Printed <b>weekly</b>." in reviewer.words()
    reviewer.post(path, {**fields, "version": reviewer.field("version"), "name": " "}, status=422)
    assert "Write who says it" in reviewer.words()
    reviewer.post(path, {**fields, "version": reviewer.field("version"), "kind": "ghost"}, status=422)


def test_of_two_who_write_at_once_nobody_loses_a_word(desk: Desk, visit: Enter) -> None:
    one, other = visit(Role.REVIEWER), visit(Role.EDITOR)
    path = f"/sources/{add(desk, 'Port Office')}"
    one.get(path, status=200)
    version = one.field("version")
    other.post(path, {"name": "Port Authority", "kind": "state_body", "version": version}, status=303)
    one.post(path, {"name": "Port Office", "kind": "person", "note": "Ask for Mira.", "version": version}, status=409)
    words = one.words()
    assert "Port Authority" in words
    assert "Ask for Mira." in words
    assert one.field("version") != version
    one.post(path, {"name": "Port Authority", "kind": "state_body", "version": one.field("version")}, status=303)
    one.post(path, {"name": "Port", "kind": "person"}, status=409)


def test_other_names_come_and_go(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    path = f"/sources/{add(desk, 'World Health Organization')}"
    reviewer.post(f"{path}/aliases", {"alias": "WHO"}, status=303)
    reviewer.get(path, status=200)
    remove = reviewer.tree().css_first('form[action$="/remove"]').attributes["action"]  # type: ignore[union-attr]
    assert "WHO" in reviewer.words()
    reviewer.post(f"{path}/aliases", {"alias": "who"}, status=422)
    assert "This source already has that name" in reviewer.words()
    assert reviewer.field("alias") == "who"
    stranger = f"/sources/{add(desk, 'Somebody else')}/aliases/{(remove or '').split('/')[-2]}/remove"
    reviewer.post(stranger, status=404)
    reviewer.post(remove or "", status=303)
    reviewer.post(remove or "", status=404)
    reviewer.get(path, status=200)
    assert "None yet" in reviewer.words()


def test_a_protected_name_is_in_no_address_no_log_and_no_refusal(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    number = add(desk, "a nurse at the harbour")
    path = f"/sources/{number}"
    reviewer.get(path, status=200)
    reviewer.post(path, {**PROTECTED, "version": reviewer.field("version")}, status=303)
    add(desk, *(f"Sa {number}" for number in range(60)), *(f"Sz {number}" for number in range(60)))
    addresses = []
    for start in ("/sources", "/sources?kind=protected", "/sources?name=sa", path, "/sources?after=1"):
        where: str | None = start
        while where:
            reviewer.get(where, status=200)
            tree = reviewer.tree()
            addresses += [node.attributes.get("href") or "" for node in tree.css("[href]")]
            addresses += [node.attributes.get("action") or "" for node in tree.css("form")]
            onward = tree.css_first('a[rel="next"]')
            where = onward.attributes["href"] if onward else None
    assert len(addresses) > 200
    assert not [one for one in addresses if "alma" in one or "addad" in one]
    reviewer.get("/sources?kind=protected", status=200)
    assert names_on(reviewer) == [SECRET]
    assert "Protected: " in reviewer.words()
    reviewer.get("/sources?name=salma", status=200)
    assert names_on(reviewer) == []
    reviewer.get(path, status=200)
    assert SECRET not in reviewer.tree().css_first("title").text()  # type: ignore[union-attr]
    fields = {**PROTECTED, "published_description": f"{SECRET}, a nurse", "version": reviewer.field("version")}
    reviewer.post(path, fields, status=422)
    assert SECRET not in " ".join(node.text() for node in reviewer.tree().css(".error-summary, .field-error"))
    with desk.database.reading() as session:
        assert not [row for row in session.scalars(select(Entry)) if "Salma" in str(row.detail)]
        assert queries.by_id(session, number).public_name() == "a nurse"
    auditor = visit(Role.AUDITOR)
    auditor.get("/admin/log", status=200)
    assert SECRET not in auditor.words()
