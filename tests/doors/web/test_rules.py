"""The rules of the desk: read, decided, broken, set aside with a reason, and seen before anybody signs."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from factories.behind import behind
from factories.desk import Desk
from factories.readers import claim_of
from factories.visitor import Visitor
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from verifier.accounts.models import DeskSession
from verifier.accounts.types import Role
from verifier.audit.queries import newest
from verifier.kernel.db import Database
from verifier.verdicts import queries

Enter = Callable[..., Visitor]
FALSE = {"attribution": "attributed", "content": "false", "rationale": "Ninety.", "asked": "The guard."}
ONE_ORIGIN = "“False” needs 2 independent origins or a first-hand document with its original"
REASON = "The roll is the only list there is."


def at_work(desk: Desk, visit: Enter, *sources: dict[str, Any]) -> tuple[Visitor, str]:
    """A reviewer with a ticket whose chain is judged, and these sources beside it; the ticket's address."""
    visitor = visit("reviewer")
    here = f"/tickets/{desk.ticket('in_progress', holder=visitor.person)}"
    visitor.post(f"{here}/hops/confirm-all", status=303)
    for number, fields in enumerate(sources or ({"stance": "refutes"},)):
        given = {"source": f"Register {number}", "quote": f"We count ninety, says office {number}.", **fields}
        visitor.upload(f"{here}/statements", given, status=303)
    visitor.get(here, status=200)
    return visitor, here


def propose(visitor: Visitor, here: str, status: int, **fields: str) -> None:
    visitor.get(here)
    visitor.post(f"{here}/propose-verdict", {**FALSE, "version": visitor.field("version"), **fields}, status=status)


def with_reason(visitor: Visitor, **reasons: str) -> dict[str, str]:
    """The fields of the last page by which its breaches are set aside."""
    found = {node.attributes["name"]: node.attributes["value"] for node in visitor.tree().css('[name^="breach-"]')}
    return {str(name): str(value) for name, value in found.items()} | {
        f"override-{name.removeprefix('rule')}": words for name, words in reasons.items()
    }


def test_a_broken_rule_stops_the_proposal_until_a_reason_is_written(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422)
    assert ONE_ORIGIN in visitor.words()
    stop = visitor.tree().css_first(".blockers a")
    assert ONE_ORIGIN in stop.text()
    assert stop.attributes["href"] == "#sources"
    assert visitor.tree().css_first("#sources") is not None
    field = visitor.tree().css_first('textarea[name="override-1"]')
    described = visitor.tree().css_first(f"#{field.attributes['aria-describedby']}")
    assert ONE_ORIGIN in described.text()
    propose(visitor, here, 303, **with_reason(visitor, rule1=REASON))
    visitor.get(here)
    assert ONE_ORIGIN in visitor.tree().css_first(".workbench-verdict .notice-warn").text()


@pytest.mark.parametrize("words", ["", " \n "])
def test_no_reason_is_none(desk: Desk, visit: Enter, words: str) -> None:
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422)
    propose(visitor, here, 422, **with_reason(visitor, rule1=words))


def test_a_second_origin_or_a_captured_document_mends_it(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit, {"stance": "refutes"}, {"stance": "refutes"})
    propose(visitor, here, 303)
    original = FileStorage(BytesIO(b"%PDF-1.4 the roll of the guard"), "roll.pdf", content_type="application/pdf")
    document = {"stance": "refutes", "medium": "document", "access": "first_hand", "original": original}
    visitor, here = at_work(desk, visit, document)
    propose(visitor, here, 303)
    bare = {"stance": "refutes", "medium": "document", "access": "first_hand"}
    visitor, here = at_work(desk, visit, bare)
    propose(visitor, here, 422)


def test_a_reason_for_another_breach_is_void_and_nothing_typed_is_lost(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422)
    kept = with_reason(visitor, rule1=REASON)
    propose(visitor, here, 422, **{**kept, "content": "true"})
    field = visitor.tree().css_first('textarea[name="override-1"]')
    assert field.text().strip() == REASON
    assert "broken in another way now" in visitor.words()
    assert "“True” needs 2" in visitor.field("breach-1")
    visitor.post(f"{here}/propose-verdict", {**FALSE, "content": "true", **with_reason(visitor, rule1=REASON)}, 303)


def test_a_draft_keeps_its_reason(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit)
    visitor.post(f"{here}/draft", FALSE, status=303)
    visitor.get(here)
    visitor.post(f"{here}/draft", {**FALSE, **with_reason(visitor, rule1=REASON)}, status=303)
    visitor.get(here)
    assert visitor.tree().css_first('textarea[name="override-1"]').text().strip() == REASON
    assert visitor.tree().css_first(".blockers") is None


def test_an_older_form_with_a_reason_shows_both_versions(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit)
    visitor.post(f"{here}/draft", FALSE, status=303)
    visitor.get(here)
    old, kept = visitor.field("version"), with_reason(visitor, rule1=REASON)
    visitor.post(f"{here}/draft", {**FALSE, **with_reason(visitor, rule1="Meanwhile.")}, status=303)
    visitor.post(f"{here}/propose-verdict", {**FALSE, **kept, "version": old}, status=409)
    assert REASON in visitor.words()
    assert "Meanwhile." in visitor.words()
    visitor.post(f"{here}/draft", {**FALSE, "version": old}, status=409)
    assert "Meanwhile." in visitor.words()


def test_a_reason_is_kept_where_its_form_is_gone(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422)
    kept = with_reason(visitor, rule1=REASON)
    propose(visitor, here, 303, **kept)
    visitor.post(f"{here}/propose-verdict", {**FALSE, **kept}, status=409)
    assert visitor.tree().css_first("textarea[readonly]") is not None
    assert "Reason against rule 1" in visitor.words()
    assert not [one for one in visitor.tree().css("label") if one.text().startswith("Breach")]


@pytest.mark.parametrize(
    "fields",
    [
        {"override-1": "x" * 2_001},
        {"override-99": "Because.", "breach-99": "x"},
        {"override-": "Because."},
        {"override-٣": "Because."},
        {"override-1": "Because.", "breach-1": "y" * 3_000},
        {"override-99999999999999999999": "Because."},
    ],
)
def test_odd_reasons_are_refused_kindly(desk: Desk, visit: Enter, fields: dict[str, str]) -> None:
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422, **fields)


def test_no_verdict_on_content_while_the_trail_breaks(desk: Desk, visit: Enter) -> None:
    visitor, here = at_work(desk, visit, {"stance": "refutes"}, {"stance": "refutes"})
    last = str(visitor.tree().css("li.hop")[-1].attributes["id"]).removeprefix("hop-")
    hop = {"source": "Dockers", "source_kind": "unnamed_group", "relation": "unknown", "after": last}
    visitor.post(f"{here}/hops", hop, status=303)
    propose(visitor, here, 422)
    stop = visitor.tree().css_first(".blockers a")
    assert stop.text() == "“False” cannot be said while the trail breaks before anybody is known."
    assert stop.attributes["href"] == "#chain"
    propose(visitor, here, 303, content="unproven")


def test_the_editor_sees_what_is_signed_against_which_rule(desk: Desk, visit: Enter, database: Database) -> None:
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422)
    propose(visitor, here, 303, **with_reason(visitor, rule1=REASON))
    editor, reader = visit("editor"), visit()
    editor.get("/sign-off", status=200)
    assert "Against a rule of the desk" in editor.words()
    editor.get(here, status=200)
    panel = editor.tree().css_first(".workbench-verdict")
    assert panel is not None
    html = panel.html or ""
    assert html.index(REASON) < html.index("/sign-off")
    assert "To be signed against a rule of the desk" in panel.text()
    assert panel.css_first('a[href="/admin/rules?version=1"]') is not None
    editor.post(f"{here}/sign-off", {"seen": editor.field("seen")}, status=303)
    editor.get(here)
    assert REASON in editor.words()
    ticket_id = int(here.rsplit("/", 1)[1])
    reader.get(f"/public/claims/{claim_of(desk, ticket_id)}", status=200)
    assert "the desk set one of its rules aside" in reader.words()
    assert REASON not in reader.words()
    with database.reading() as session:
        verdict = queries.by_newest(session, ticket_id)[0]
        assert verdict.rules_version == 1
        assert [one.detail["against_rules"] for one in newest(session) if one.action == "ticket:sign_off"] == [[1]]
        assert REASON not in "".join(str(one.detail) for one in newest(session))


def test_readers_see_the_rules_and_no_line_where_none_was_set_aside(desk: Desk, visit: Enter) -> None:
    reader = visit()
    reader.get("/public/terms", status=200)
    assert (
        "True or False: needs at least 2 independent origins" in reader.tree().css_first("section:has(#rules)").text()
    )
    reader.get(f"/public/claims/{claim_of(desk, desk.ticket('published'))}", status=200)
    assert "set one of its" not in reader.words()


def fields_of(visitor: Visitor) -> dict[str, Any]:
    """What the form of the rules would send as it stands on the last page."""
    found: dict[str, Any] = {"version": visitor.field("version"), "new_kind": ""}
    for node in visitor.tree().css('form[action="/admin/rules"] input:not([type="hidden"])'):
        name, value = str(node.attributes["name"]), node.attributes.get("value") or ""
        if node.attributes.get("type") != "checkbox":
            found[name] = value
        elif "checked" in node.attributes:
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_the_rules_are_decided_by_form_and_every_version_stays(
    desk: Desk, visit: Enter, database: Database, role: str
) -> None:
    visitor = visit(role)
    visitor.get("/admin/rules", status=200)
    wanted = fields_of(visitor)
    assert wanted["minimum-1"] == "2"
    assert wanted["ratings-1"] == ["true", "false"]
    visitor.post("/admin/rules", {**wanted, "minimum-1": "3", "ratings-1": ["true", "mixed"]}, status=303)
    visitor.get("/admin/rules", status=200)
    assert "True or Mixed: needs at least 3 independent origins" in visitor.words()
    assert "Version 2, in force" in visitor.words()
    older = visitor.tree().css_first('a[href="/admin/rules?version=1"]')
    visitor.get(str(older.attributes["href"]), status=200)
    assert "needs at least 2 independent origins" in visitor.words()
    assert "no longer in force" in visitor.words()
    assert visitor.tree().css_first('form[action="/admin/rules"]') is None
    for odd, status in (("3", 404), ("0", 404), ("x", 200), ("9" * 30, 200)):
        visitor.get(f"/admin/rules?version={odd}", status=status)
    visitor.post("/admin/rules", {**wanted, "minimum-1": "4"}, status=409)
    assert "Somebody else changed the rules" in visitor.words()
    with database.reading() as session:
        entry = next(one for one in newest(session) if one.action == "rules:decide")
        assert (entry.detail["from"], entry.detail["to"]) == ("version 1", "version 2")
        assert entry.actor_id == visitor.person.id  # type: ignore[union-attr]
        assert queries.rule_set(session, 1).rules[0].minimum == 2
        assert queries.rule_set(session).rules[0].minimum == 3


def test_a_rule_is_added_switched_on_and_obeyed(desk: Desk, visit: Enter) -> None:
    editor = visit("editor")
    editor.get("/admin/rules")
    editor.post("/admin/rules", {**fields_of(editor), "new_kind": "needs_original"}, status=303)
    editor.get("/admin/rules")
    added = fields_of(editor)
    editor.post("/admin/rules", {**added, "active-5": "y", "ratings-5": ["unproven"]}, status=303)
    visitor, here = at_work(desk, visit)
    propose(visitor, here, 422, content="unproven")
    assert "“Unproven” needs a captured original; no source here has one." in visitor.words()
    editor.get("/admin/rules")
    now = fields_of(editor)
    editor.post("/admin/rules", {name: value for name, value in now.items() if name != "active-5"}, status=303)
    propose(visitor, here, 303, content="unproven")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Nothing was changed"),
        ({"minimum-1": "0"}, "Write a number from 1 to 9."),
        ({"minimum-1": "10"}, "Write a number from 1 to 9."),
        ({"minimum-1": "9" * 40}, "Write a number from 1 to 9."),
        ({"minimum-1": "-1"}, "Write a number from 1 to 9."),
        ({"minimum-1": "two"}, "Not a valid integer value."),
        ({"ratings-1": []}, "Choose the ratings for which this rule is there"),
        ({"ratings-1": ["unverified"]}, "Choose ratings from the list."),
        ({"new_kind": "needs_magic"}, "Choose a kind from the list."),
    ],
)
def test_rules_that_mean_nothing_are_refused_with_what_was_typed(
    visit: Enter, changes: dict[str, Any], told: str
) -> None:
    visitor = visit("editor")
    visitor.get("/admin/rules")
    before = fields_of(visitor)
    visitor.post("/admin/rules", {**before, "active-4": "y", **changes} if changes else before, status=422)
    assert told in visitor.words()
    if changes:
        assert "active-4" in fields_of(visitor)
    visitor.get("/admin/rules")
    assert "Version 1, in force" in visitor.words()


@pytest.mark.parametrize("role", ["viewer", "reviewer", "auditor"])
def test_others_read_the_rules_and_decide_nothing(visit: Enter, role: str) -> None:
    visitor = visit(role)
    visitor.get("/admin/rules", status=200)
    assert "True or False: needs at least 2 independent origins" in visitor.words()
    assert visitor.tree().css_first('form[action="/admin/rules"]') is None
    visitor.post("/admin/rules", {"version": "1"}, status=403)


def test_a_change_of_the_rules_is_proved(desk: Desk, visit: Enter, database: Database) -> None:
    visitor, me = visit(), desk.person(Role.EDITOR)
    words = desk.password(me)
    visitor.sign_in(desk, me)
    with behind(database) as session:
        for row in session.scalars(select(DeskSession).where(DeskSession.account_id == me.id)):
            row.proved_at -= timedelta(minutes=20)
    visitor.get("/admin/rules", status=200)
    wanted = {**fields_of(visitor), "minimum-1": "3"}
    visitor.post("/admin/rules", wanted, status=422)
    assert "Write your password once more" in visitor.words()
    visitor.post("/admin/rules", {**wanted, "password": words}, status=303)
