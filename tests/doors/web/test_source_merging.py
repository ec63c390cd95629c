"""Sources that are one, sources that may be one, and what was retracted: the whole way through the pages."""

import re
from collections.abc import Callable

import pytest
from factories.desk import Desk
from factories.visitor import Visitor
from sqlalchemy import event, select

from verifier.accounts.types import Role
from verifier.audit.models import Entry
from verifier.sources import actions, queries
from verifier.sources.models import Source
from verifier.sources.types import SourceFields, SourceKind

Enter = Callable[..., Visitor]
SECRET = "Salma Haddad"
SYLLABLES = ("bon", "cath", "dirk", "fenn", "gust", "holm", "jave", "kiel", "lorn", "mass")


def add(desk: Desk, *names: str, kind: SourceKind = SourceKind.ORGANISATION) -> int:
    """Sources of these names; the number of the last."""
    with desk.database.writing() as session:
        return [actions.find_or_add(session, name=one, kind=kind, by=None, now=desk.now) for one in names][-1].id


def protect(desk: Desk, source_id: int, told: str = "a nurse") -> None:
    by = desk.person()
    with desk.database.writing() as session:
        row = queries.by_id(session, source_id)
        fields = SourceFields(row.name, row.kind, protected=True, published_description=told)
        actions.revise(session, row, fields, by=by, now=desk.now, version=None)


def number_of(desk: Desk, name: str) -> int:
    with desk.database.reading() as session:
        return session.scalars(select(Source.id).where(Source.name == name).order_by(Source.id).limit(1)).one()


def also_says(visitor: Visitor, ticket_id: int, name: str, quote: str = "More than 205.") -> None:
    fields = {"stance": "supports", "source": name, "source_kind": "outlet", "quote": quote}
    visitor.upload(f"/tickets/{ticket_id}/statements", fields, status=303)


def merge(visitor: Visitor, away: int, stays: int) -> None:
    path = f"/sources/{away}/merge/{stays}"
    visitor.get(path, status=200)
    visitor.post(path, {"seen": visitor.field("seen")}, status=303)


def signed(desk: Desk, visitor: Visitor, *names: str, **quote: str) -> int:
    """A published ticket with these sources beside the chain."""
    assert visitor.person is not None
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    for name in names:
        also_says(visitor, ticket_id, name, **quote)
    desk.propose(ticket_id, visitor.person)
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    return ticket_id


def test_two_sources_become_one_and_two_again(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    ticket_id = signed(desk, reviewer, "Harbour Post", "Harbour Gazette")
    away, stays = number_of(desk, "Harbour Gazette"), number_of(desk, "Harbour Post")
    claim_page = f"/public/claims/{ticket_id}"
    reviewer.get(claim_page, status=200)
    assert "Harbour Gazette" in reviewer.words()
    reviewer.post(f"/sources/{away}/merge", {"other": "the harbour POST"}, status=303)
    where = reviewer.last.headers["Location"] if reviewer.last else ""
    assert where.endswith(f"/sources/{away}/merge/{stays}")
    reviewer.get(where, status=200)
    assert "3 origins, against it 1 origin" in reviewer.words()
    assert "2 origins, against it 1 origin" in reviewer.words()
    assert "put before a reviewer" in reviewer.words()
    reviewer.post(where, {"seen": reviewer.field("seen")}, status=303)
    reviewer.get(f"/sources/{away}", status=303)
    onward = reviewer.last.headers["Location"] if reviewer.last else ""
    assert "Gazette" not in onward
    reviewer.get(onward, status=200)
    assert "This stands for the source you asked for" in reviewer.words()
    assert "Harbour Gazette was merged into it on" in reviewer.words()
    reviewer.get("/queue?view=again", status=200)
    assert f"/tickets/{ticket_id}" in reviewer.last.text if reviewer.last else False
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    assert "Look again. Origins count otherwise: 3 origins" in reviewer.words()
    reviewer.get("/sources", status=200)
    assert "Harbour Gazette" not in reviewer.words()
    reviewer.get("/search?q=gazette", status=200)
    assert f"/sources/{stays}" in reviewer.last.text if reviewer.last else False
    reviewer.get(claim_page, status=200)
    assert "Harbour Gazette" not in reviewer.words()
    reviewer.get(f"{claim_page}/prov.json", status=200)
    assert "Gazette" not in (reviewer.last.text if reviewer.last else "")
    reviewer.get(f"/sources/{stays}", status=200)
    reviewer.post(f"/sources/{away}/split", status=303)
    reviewer.get(f"/sources/{away}", status=200)
    reviewer.get("/queue", status=200)
    assert "Look again" not in reviewer.words()
    reviewer.get(claim_page, status=200)
    assert "Harbour Gazette" in reviewer.words()
    with desk.database.reading() as session:
        done = session.scalars(select(Entry.action).where(Entry.subject_kind == "source", Entry.subject_id == away))
        assert [one for one in done if one in {"source:merge", "source:split"}] == ["source:merge", "source:split"]


def test_a_merge_is_refused_kindly(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    paper = add(desk, "Harbour Post")
    group = add(desk, "local sources", kind=SourceKind.UNNAMED_GROUP)
    nurse = add(desk, SECRET, kind=SourceKind.PERSON)
    protect(desk, nurse)
    for typed, told in (
        ("Harbour Post", "one source already"),
        ("  ", "Write who says it"),
        ("Nobody We Know", "No source of the directory has this name"),
    ):
        reviewer.post(f"/sources/{paper}/merge", {"other": typed}, status=422)
        assert told in reviewer.words()
        assert reviewer.field("other") == typed
    for away, stays, told in (
        (paper, group, "An unnamed group is merged with nobody"),
        (nurse, paper, "Protect the source that is to stay first"),
    ):
        reviewer.get(f"/sources/{away}/merge/{stays}", status=200)
        assert told in reviewer.words()
        assert "Merge them" not in reviewer.words()
        reviewer.post(f"/sources/{away}/merge/{stays}", status=422)
        assert SECRET not in " ".join(node.text() for node in reviewer.tree().css(".error-summary, title"))
    reviewer.get(f"/sources/{paper}/merge/{nurse}", status=200)
    seen = reviewer.field("seen")
    protect(desk, nurse, "an official")
    reviewer.post(f"/sources/{paper}/merge/{nurse}", {"seen": seen}, status=409)
    assert "Look at both again" in reviewer.words()
    reviewer.post(f"/sources/{paper}/split", status=404)
    visit(Role.VIEWER).get(f"/sources/{paper}/merge/{nurse}", status=403)


def test_no_protected_name_comes_out_through_a_merge(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    ticket_id = signed(desk, reviewer, "Mira Clerk", quote="Mira Clerk counted 205.")
    stranger = visit(None)
    assert "Mira Clerk counted 205." in stranger.get(f"/public/claims/{ticket_id}", status=200).text
    clerk, nurse = number_of(desk, "Mira Clerk"), add(desk, SECRET, kind=SourceKind.PERSON)
    protect(desk, nurse)
    merge(reviewer, clerk, nurse)
    for path in ("", "/prov.json", "/claimreview.json"):
        text = stranger.get(f"/public/claims/{ticket_id}{path}", status=200).text
        assert SECRET not in text
        assert "Mira" not in text
    reviewer.get(f"/sources/{clerk}", status=303)
    assert "Mira" not in (reviewer.last.headers["Location"] if reviewer.last else "")
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    assert SECRET not in reviewer.words()
    assert "Mira" not in reviewer.words().replace("Mira Clerk counted", "")  # the quote is the desk's own evidence
    reviewer.get("/search?q=mira", status=200)
    assert f"/sources/{nurse}" not in (reviewer.last.text if reviewer.last else "")
    reviewer.get("/sources?name=mira", status=200)
    assert "No source here" in reviewer.words()
    reviewer.post(f"/sources/{clerk}/split", status=303)
    assert "Mira" not in stranger.get(f"/public/claims/{ticket_id}", status=200).text
    reviewer.get(f"/sources/{clerk}", status=200)
    assert "Protected source" in reviewer.words()
    with desk.database.reading() as session:
        logged = " ".join(str(row.detail) for row in session.scalars(select(Entry)))
    assert SECRET not in logged


def test_look_alikes_are_suggested_told_apart_and_never_merged_by_themselves(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    ticket_id = desk.ticket("in_progress", holder=reviewer.person)
    also_says(reviewer, ticket_id, "Calder Moniter")
    also_says(reviewer, ticket_id, "Caldеr Monitor")  # a Cyrillic е
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    assert "Look closely at the name you gave: it has letters of two alphabets" in reviewer.words()
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    assert "Calder Monitor may be the same as Calder Moniter: the names differ in one letter" in reviewer.words()
    assert "One name can pass for the other" in reviewer.words()
    known, slip, fake = (number_of(desk, one) for one in ("Calder Monitor", "Calder Moniter", "Caldеr Monitor"))
    assert len({known, slip, fake}) == 3
    reviewer.get("/sources/doubles", status=200)
    first = reviewer.tree().css_first(".notice")
    assert first is not None
    assert "letters of two alphabets" in first.text()
    assert "notice-error" in (first.attributes["class"] or "")
    reviewer.get(f"/sources/{slip}", status=200)
    assert "May be the same as" in reviewer.words()
    for other in (known, fake):
        reviewer.post(f"/sources/{slip}/different/{other}", {"next": "/sources/doubles"}, status=303)
        assert (reviewer.last.headers["Location"] if reviewer.last else "") == "/sources/doubles"
    reviewer.get(f"/sources/{slip}", status=200)
    assert "May be the same as" not in reviewer.words()
    merge(reviewer, fake, known)
    reviewer.get("/sources/doubles", status=200)
    assert "No doubles in sight" in reviewer.words()
    reviewer.post(f"/sources/{slip}/different/{slip}", status=404)
    viewer = visit(Role.VIEWER)
    viewer.get("/sources/doubles", status=200)
    assert viewer.tree().css_first("main form") is None


def test_the_list_of_doubles_goes_on(desk: Desk, visit: Enter) -> None:
    for number in range(30):
        word = SYLLABLES[number // 10] + SYLLABLES[number % 10]
        add(desk, f"The {word} Gazette", f"Gazette {word}", f"Gazete {word}")
    visitor = visit(Role.VIEWER)
    visitor.get("/sources/doubles", status=200)
    pairs: list[str] = []
    while True:
        pairs += [node.text() for node in visitor.tree().css("main .notice")]
        onward = visitor.tree().css_first('a[rel="next"]')
        if onward is None:
            break
        visitor.get(onward.attributes["href"] or "", status=200)
    assert len(pairs) == len(set(pairs)) == 90
    for odd in ("1", "a~b~c", "1~2~" + "9" * 30, "~~"):
        visitor.get("/sources/doubles", query_string={"after": odd}, status=200)


def test_a_source_shows_every_ticket_in_groups_and_goes_on(desk: Desk, visit: Enter) -> None:
    for _ in range(27):
        desk.ticket("open")
    published, closed = desk.ticket("published"), desk.ticket("closed")
    merged = desk.ticket("open", chain=("HaMo",))
    reviewer = visit(Role.REVIEWER)
    source_id = number_of(desk, "Calder Monitor")
    merge(reviewer, number_of(desk, "HaMo"), source_id)
    reviewer.get(f"/sources/{source_id}", status=200)
    words = reviewer.words()
    heads = r"Signed tickets that rest on it 1 .*rest on it and are not signed 28 .*Closed and withdrawn tickets 1 "
    assert re.search(heads, words)
    seen = re.findall(r'href="/tickets/(\d+)"', reviewer.last.text if reviewer.last else "")
    assert {str(published), str(closed), str(merged)} <= set(seen)
    onward = reviewer.tree().css_first('a[rel="next"]')
    assert onward is not None
    reviewer.get((onward.attributes["href"] or "").partition("#")[0], status=200)
    more = re.findall(r'href="/tickets/(\d+)"', reviewer.last.text if reviewer.last else "")
    assert len(set(seen) | set(more)) == 30
    assert str(published) in more  # the other groups stay where they were
    reviewer.get(f"/sources/{number_of(desk, 'The Coast Reader')}", status=200)
    assert "it publishes it" in reviewer.words()


def test_a_retracted_source_is_put_before_people(desk: Desk, visit: Enter) -> None:
    published, opened = desk.ticket("published"), desk.ticket("open")
    reviewer = visit(Role.REVIEWER)
    path = f"/sources/{number_of(desk, 'Calder Monitor')}"
    stranger = visit(None)
    before = stranger.get(f"/public/claims/{published}", status=200).text
    reviewer.post(f"{path}/retract", {"reason": " ", "url": "ftp://x"}, status=422)
    assert "Write what was taken back" in reviewer.words()
    fields = {"reason": "It made <b>it</b> up.", "retracted_on": "2026-03-03", "url": "https://monitor.example/sorry"}
    reviewer.post(f"{path}/retract", {**fields, "retracted_on": "9000-01-01"}, status=422)
    assert "It made <b>it</b> up." in (reviewer.last.text if reviewer.last else "").replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    reviewer.post(f"{path}/retract", {**fields, "retracted_on": "soon"}, status=422)
    reviewer.post(f"{path}/retract", fields, status=303)
    reviewer.post(f"{path}/retract", fields, status=422)
    assert "retracted already" in reviewer.words()
    reviewer.get(path, status=200)
    assert "Retracted as a source, 3 March 2026" in reviewer.words()
    assert "2 tickets, 2 to look at again" in reviewer.words()
    reviewer.get("/queue", status=200)
    assert "Look again 2" in reviewer.words()
    assert stranger.get(f"/public/claims/{published}", status=200).text == before
    reviewer.get(f"/tickets/{published}", status=200)
    assert "Look again. Calder Monitor is retracted as a source (3 March 2026)" in reviewer.words()
    assert "Retracted since." in reviewer.words()
    form = next(
        node.attributes["action"] or ""
        for node in reviewer.tree().css("form[action]")
        if "/looks/" in (node.attributes["action"] or "")
    )
    reviewer.post(form, {"words": ""}, status=422)
    assert "Write why it stands." in reviewer.words()
    reviewer.post(form, {"words": "Two others <i>say</i> so."}, status=303)
    reviewer.post(form, {"words": "Again."}, status=422)
    assert "Somebody looked at this meanwhile" in reviewer.words()
    assert "Again." in (reviewer.last.text if reviewer.last else "")
    reviewer.post(form.replace(f"/{published}/", f"/{opened}/"), {"words": "Other."}, status=404)
    reviewer.get(f"/tickets/{published}", status=200)
    assert "Looked at again: 1" in reviewer.words()
    assert "Two others <i>say</i> so." in reviewer.words()
    assert "looked at it again: it stands" in reviewer.words()
    reviewer.get("/queue?view=again", status=200)
    shown = reviewer.last.text if reviewer.last else ""
    assert f'"/tickets/{opened}"' in shown
    assert f'"/tickets/{published}"' not in shown
    reviewer.get(path, status=200)
    undo = reviewer.tree().css_first('form[action$="/undo"]')
    assert undo is not None
    reviewer.post(undo.attributes["action"] or "", {"next": path}, status=303)
    reviewer.post(undo.attributes["action"] or "", {"next": path}, status=422)
    reviewer.get("/queue?view=again", status=200)
    assert "Nothing to look at again" in reviewer.words()


def test_one_statement_is_retracted_on_its_ticket_whatever_its_state(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    ticket_id, other = desk.ticket("published"), desk.ticket("published")
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    options = {node.text(): node.attributes["value"] for node in reviewer.tree().css("#retract-statement option")}
    assert set(options) == {
        "The Coast Reader: the article itself",
        "Calder Monitor: in the chain",
        "Port Office: beside the chain",
    }
    path = f"/tickets/{ticket_id}/retractions"
    reviewer.post(path, {"reason": "Why?"}, status=422)
    assert "Choose who took back" in reviewer.words()
    reviewer.post(path, {"statement": "x", "reason": "Why?"}, status=422)
    fields = {"statement": options["Port Office: beside the chain"], "reason": "They count anew."}
    reviewer.post(f"/tickets/{other}/retractions", fields, status=404)
    reviewer.post(path, {**fields, "url": "javascript:1"}, status=422)
    assert "They count anew." in reviewer.words()
    reviewer.post(path, fields, status=303)
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    assert "Look again. Port Office retracted what it said" in reviewer.words()
    assert "Retracted since" in reviewer.words()
    assert "Published" in reviewer.words()
    reviewer.get(f"/sources/{number_of(desk, 'Port Office')}", status=200)
    assert "What it said on one claim" in reviewer.words()
    viewer = visit(Role.VIEWER)
    viewer.get(f"/tickets/{ticket_id}", status=200)
    assert "Look again. Port Office" in viewer.words()
    assert not [node for node in viewer.tree().css("form") if "/looks/" in (node.attributes.get("action") or "")]
    viewer.post(path, fields, status=403)


def test_a_protected_source_is_retracted_without_its_name(desk: Desk, visit: Enter) -> None:
    reviewer = visit(Role.REVIEWER)
    ticket_id = signed(desk, reviewer, SECRET)
    source_id = number_of(desk, SECRET)
    protect(desk, source_id)
    add(desk, "Haddad, Salma", kind=SourceKind.PERSON)  # looks like it, and would tell who it is
    reviewer.post(f"/sources/{source_id}/retract", {"reason": "It was not so."}, status=303)
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    assert "A protected source is retracted as a source" in reviewer.words()
    assert SECRET not in (reviewer.last.text if reviewer.last else "")
    assert "Haddad" not in (reviewer.last.text if reviewer.last else "")
    reviewer.get(f"/sources/{source_id}", status=200)
    assert "May be the same as" in reviewer.words()
    with desk.database.reading() as session:
        assert not [row for row in session.scalars(select(Entry)) if "Salma" in str(row.detail)]


@pytest.mark.parametrize("path", ["/sources/doubles", "/queue?view=again", "/sources/{}", "/tickets/{ticket}"])
def test_no_query_is_asked_per_row(desk: Desk, visit: Enter, path: str) -> None:
    visitor = visit(Role.REVIEWER)
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    by, sizes = visitor.person, []
    for turn in range(2):
        for number in range(3):
            word = "bcdfgh"[turn * 3 + number] * 2
            also_says(visitor, ticket_id, f"{word}arat Gazette")
            also_says(visitor, ticket_id, f"{word}arat Gazzette")
            desk.ticket("published")
            merge(visitor, add(desk, f"{word}olon Wire"), number_of(desk, "Calder Monitor"))
            visitor.post(f"/sources/{add(desk, f'{word}arat Gazette')}/retract", {"reason": "So."}, status=303)
        if not turn:
            reason = {"reason": "So."}
            visitor.post(f"/sources/{number_of(desk, 'Calder Monitor')}/retract", reason, status=303)
        counted: list[str] = []
        listener = lambda *given, counted=counted: counted.append(given[2])  # noqa: E731
        event.listen(desk.database.engine, "before_cursor_execute", listener)
        visitor.get(path.format(number_of(desk, "Calder Monitor"), ticket=ticket_id), status=200)
        event.remove(desk.database.engine, "before_cursor_execute", listener)
        sizes.append(len(counted))
    assert by is not None
    assert sizes[0] == sizes[1] < 36, sizes
