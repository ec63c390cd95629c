"""Grading a source or a hop on the workbench."""

from collections.abc import Callable

import pytest
from factories.desk import Desk
from factories.visitor import Visitor

Enter = Callable[..., Visitor]
B2 = {"reliability": "B", "credibility": "2", "reason": "It held up: <b>تحققنا</b>."}


def at_work(desk: Desk, visit: Enter) -> tuple[Visitor, int]:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    visitor.get(f"/tickets/{ticket_id}", status=200)
    visitor.post(f"/tickets/{ticket_id}/hops/confirm-all", status=303)
    visitor.post(f"/tickets/{ticket_id}/statements", {"source": "Port Office", "quote": "205 men."}, status=303)
    visitor.get(f"/tickets/{ticket_id}", status=200)
    return visitor, ticket_id


def places(visitor: Visitor) -> list[str]:
    """The addresses to which the grade forms of the last page are sent: hops first, then sources."""
    forms = visitor.tree().css('form[action$="/grade"]')
    return [str(form.attributes["action"]) for form in forms]


def send(visitor: Visitor, ticket_id: int, place: str, status: int = 303, **fields: str) -> None:
    visitor.get(f"/tickets/{ticket_id}")
    visitor.post(place, {"version": visitor.field("version"), **B2, **fields}, status=status)
    if status == 303:
        visitor.get(f"/tickets/{ticket_id}", status=200)


def test_every_hop_and_every_source_is_graded_and_keeps_its_history(desk: Desk, visit: Enter) -> None:
    visitor, ticket_id = at_work(desk, visit)
    assert len(places(visitor)) == 3  # the article, the hop behind it, the source beside it
    for place in places(visitor):
        send(visitor, ticket_id, place, reliability="C", credibility="3", reason="At first sight.")
        send(visitor, ticket_id, place)
    shown = visitor.tree().css("li.hop .facts, li.evidence .facts")
    assert [one.text().count("B2: usually reliable; probably true") for one in shown] == [1, 1, 1]
    words = visitor.words()
    assert words.count("C3: fairly reliable; possibly true.") == 3
    assert "At first sight." in words
    assert "It held up: <b>تحققنا</b>." in words
    assert "graded a source C3" in words
    assert "changed the grade of a source from C3 to B2" in words


def test_meanings_are_written_out_and_a_new_source_begins_as_f6(desk: Desk, visit: Enter) -> None:
    visitor, _ = at_work(desk, visit)
    form = visitor.tree().css_first('form[action$="/grade"]')
    assert [one.text().split(":")[0] for one in form.css('select[name="reliability"] option')] == list("ABCDEF")
    assert [one.text().split(":")[0] for one in form.css('select[name="credibility"] option')] == list("123456")
    assert [one.attributes["value"] for one in form.css("option[selected]")] == ["F", "6"]
    assert "usually reliable" in form.text()
    assert "confirmed by other sources" in form.text()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"reason": " "}, "Write why you grade it so."),
        ({"reliability": "G"}, "Choose a letter from A to F."),
        ({"reliability": ""}, "Choose a letter from A to F."),
        ({"credibility": "٢"}, "Choose a number from 1 to 6."),
        ({"credibility": "12"}, "Choose a number from 1 to 6."),
        ({"reason": "x" * 2_001}, "Write at most 2,000 characters."),
    ],
)
def test_a_grade_that_is_none_is_refused_with_what_was_typed(
    desk: Desk, visit: Enter, fields: dict[str, str], told: str
) -> None:
    visitor, ticket_id = at_work(desk, visit)
    place = places(visitor)[-1]
    send(visitor, ticket_id, place, status=422, **fields)
    assert told in visitor.words()
    form = visitor.tree().css_first(f'form[action="{place}"]')
    assert form.css_first("textarea").text().strip() == {**B2, **fields}["reason"].strip()
    assert form.parent is not None
    assert visitor.tree().css_first(f'details[open] form[action="{place}"]') is not None


def test_confirmed_by_others_wants_two_origins_and_is_doubted_once_they_are_gone(desk: Desk, visit: Enter) -> None:
    visitor, ticket_id = at_work(desk, visit)
    hop, source = places(visitor)[1:]
    send(visitor, ticket_id, hop, credibility="1")  # the article's chain and the Port Office
    visitor.post(source.replace("/grade", "/remove"), status=303)
    visitor.get(f"/tickets/{ticket_id}", status=200)
    doubt = visitor.tree().css_first(".notice-warn a")
    assert "Calder Monitor is graded 1" in doubt.text()
    assert "the sources show 1 origin now" in doubt.text()
    assert visitor.tree().css_first(str(doubt.attributes["href"])) is not None
    assert "is graded 1" in visitor.tree().css_first(".blockers").text()
    refused = {"content": "unproven", "attribution": "attributed", "rationale": "So.", "asked": "All."}
    visitor.post(f"/tickets/{ticket_id}/propose-verdict", refused, status=422)
    send(visitor, ticket_id, hop, credibility="2")
    assert "graded 1" not in visitor.words()
    send(visitor, ticket_id, hop, status=422, credibility="1")
    assert "the sources show 1 origin" in visitor.words()


def test_an_older_form_shows_both_grades(desk: Desk, visit: Enter) -> None:
    visitor, ticket_id = at_work(desk, visit)
    place, old = places(visitor)[0], visitor.field("version")
    send(visitor, ticket_id, place, reliability="D", reason="Meanwhile.")
    visitor.post(place, {"version": old, **B2}, status=409)
    assert "D: not usually reliable" in visitor.words()
    assert "It held up" in visitor.words()


def test_nobody_else_grades_and_everybody_reads(desk: Desk, visit: Enter) -> None:
    visitor, ticket_id = at_work(desk, visit)
    place = places(visitor)[1]
    send(visitor, ticket_id, place)
    for role, status in (("reviewer", 403), ("editor", 403), ("viewer", 403), ("auditor", 403), ("admin", 403)):
        other = visit(role)
        other.get(f"/tickets/{ticket_id}", status=200)
        assert places(other) == []
        assert "B2: usually reliable" in other.words()
        assert "It held up" in other.words()
        other.post(place, B2, status=status)
    visitor.post(place.replace(f"/tickets/{ticket_id}/", "/tickets/999/"), B2, status=404)


def test_a_protected_source_is_doubted_without_its_name(desk: Desk, visit: Enter) -> None:
    visitor, ticket_id = at_work(desk, visit)
    hop, source = places(visitor)[1:]
    send(visitor, ticket_id, hop, credibility="1")
    link = visitor.tree().css("li.hop .hop-who a")[1].attributes["href"]
    visitor.get(str(link))
    visitor.post(
        f"{link}",
        {
            "version": visitor.field("version"),
            "name": "Calder Monitor",
            "kind": "person",
            "protected": "y",
            "published_description": "a clerk",
        },
        status=303,
    )
    visitor.post(source.replace("/grade", "/remove"), status=303)
    visitor.get(f"/tickets/{ticket_id}", status=200)
    assert "A protected source is graded 1" in visitor.words()
    assert "Calder Monitor is graded" not in visitor.words()
