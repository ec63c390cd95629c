"""Readers see what is true: the publisher's own words, what this desk found, and nothing that may not leave it."""

import json
from collections.abc import Callable

import pytest
from factories.behind import behind
from factories.desk import CLAIM, DISCLAIMER, GOOD, TEXT, Desk
from factories.readers import all_public, article_of, claim_of, correct, furnish, rows_of
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import event

from verifier.accounts.types import Role
from verifier.kernel.db import Database
from verifier.provenance import actions as provenance
from verifier.provenance import queries as provenance_queries
from verifier.provenance.rules import StatementFields
from verifier.provenance.types import GroundRules, Medium, Stance
from verifier.sources.types import SourceKind
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.types import Acting, ClosedReason, TicketState
from verifier.verdicts import actions as verdicts
from verifier.verdicts.scales import ATTRIBUTION, CONTENT
from verifier.verdicts.types import VerdictFields

Enter = Callable[..., Visitor]

BARE = f"Port news\n\n{CLAIM}, the Calder Monitor said."
STATES = {
    TicketState.OPEN: "Unverified",
    TicketState.IN_PROGRESS: "Being checked",
    TicketState.HELP_NEEDED: "Being checked",
    TicketState.IN_REVIEW: "Being checked",
    TicketState.SIGNED_OFF: "Attributed, unproven",
    TicketState.PUBLISHED: "Attributed, unproven",
    TicketState.CORRECTING: "Under correction: attributed, unproven",
    TicketState.WITHDRAWN: "Withdrawn",
    TicketState.CLOSED: "Not checked",
}
WITH_VERDICT = {TicketState.SIGNED_OFF, TicketState.PUBLISHED, TicketState.CORRECTING}


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("disowned", [True, False], ids=["disclaimer", "none"])
def test_every_state_has_its_public_line(desk: Desk, visit: Enter, state: TicketState, disowned: bool) -> None:
    article_id = desk.article(TEXT if disowned else BARE)
    ticket_id = desk.ticket(state, article_id=article_id)
    desk.decide(single_sign_off=True)
    reader, claim_id = visit(), claim_of(desk, ticket_id)
    if state is TicketState.PROPOSED:
        reader.get(f"/public/claims/{claim_id}", status=404)
        reader.get(f"/public/articles/{article_id}", status=404)
        reader.get("/public", status=200)
        assert "Nothing is public yet" in reader.words()
        return
    for path in (f"/public/claims/{claim_id}", f"/public/articles/{article_id}"):
        reader.get(path, status=200)
        words = reader.words()
        assert STATES[state] in words
        theirs = f"The Coast Reader states: “{DISCLAIMER}”" if disowned else "We found no note by The Coast Reader"
        assert theirs in words
        assert "At this desk one person may both propose and sign a verdict." in words
        assert ("Attributed: the source named for this did say it." in words) == (state in WITH_VERDICT)
    reader.get("/public", status=200)
    assert f"1 claim, {int(state in WITH_VERDICT)} checked" in reader.words()


def test_a_published_claim_shows_what_its_verdict_rests_on(desk: Desk, visit: Enter) -> None:
    reader, claim_id = visit(), claim_of(desk, desk.ticket("published"))
    reader.get(f"/public/claims/{claim_id}", status=200)
    words = reader.words()
    for shown in (GOOD.rationale, GOOD.asked, "Calder Monitor", "Port Office", "We count ninety.", "Refutes"):
        assert shown in words
    assert "signed by an editor on" in words
    links = reader.tree().css("main a[href^=http]")
    assert links
    assert all(link.attributes["rel"] == "noreferrer nofollow" for link in links)
    canonical = reader.tree().css_first("link[rel=canonical]")
    assert canonical is not None
    assert canonical.attributes["href"] == f"http://127.0.0.1:8000/public/claims/{claim_id}"
    described = reader.tree().css_first("meta[property='og:description']")
    assert described is not None
    assert (described.attributes["content"] or "").startswith("Attributed, unproven. The Monitor said so")


def test_nothing_that_waits_for_a_signature_is_shown(desk: Desk, visit: Enter) -> None:
    reader = visit()
    for state in (TicketState.IN_PROGRESS, TicketState.IN_REVIEW):
        claim_id = claim_of(desk, desk.ticket(state))
        reader.get(f"/public/claims/{claim_id}", status=200)
        for hidden in (GOOD.rationale, GOOD.asked, "Port Office", "We count ninety.", "Who said it to whom"):
            assert hidden not in reader.words()
        assert "once an editor has signed it" in reader.words()


def test_only_a_stretch_around_the_claim_is_republished(desk: Desk, visit: Enter) -> None:
    long = "The first sentence stands far away. " + "Filler words go on here. " * 40
    article_id = desk.article(f"Headline\n\n{long}\n\n{CLAIM}, it said.\n\n{'More filler follows now. ' * 40}The end.")
    reader, claim_id = visit(), claim_of(desk, desk.ticket(article_id=article_id))
    for path in (f"/public/claims/{claim_id}", f"/public/articles/{article_id}"):
        reader.get(path, status=200)
        assert "The first sentence" not in reader.words()
        assert "The end." not in reader.words()
        assert CLAIM in reader.words()


def test_a_correction_keeps_the_old_version_readable(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("published")
    note = "A second roll was found."
    correct(
        desk, ticket_id, VerdictFields("attributed", "false", "The roll lists ninety.", "The guard: no answer.", note)
    )
    reader, claim_id = visit(), claim_of(desk, ticket_id)
    reader.get(f"/public/claims/{claim_id}", status=200)
    words = reader.words()
    assert "Attributed, false" in words
    assert f"Corrected, now version 2: {note}" in words
    assert GOOD.rationale in words
    assert "Version 1, signed on" in words
    reader.get("/public/corrections", status=200)
    assert note in reader.words()
    assert "Corrected, now version 2" in reader.words()
    review = reader.get(f"/public/claims/{claim_id}/claimreview.json", status=200).get_json(force=True)
    assert review["correction"][0]["text"] == note
    assert review["reviewRating"]["alternateName"] == "False"


def test_a_returned_proposal_is_no_correction(desk: Desk, visit: Enter) -> None:
    me, editor = desk.person(), desk.person(Role.EDITOR)
    ticket_id = desk.ticket("in_review", holder=me)
    with desk.database.writing() as session:
        ticket, claim, article = rows_of(session, ticket_id)
        verdicts.give_back(session, ticket, comment="Ask again.", acting=Acting(editor, desk.now))
        verdicts.propose(session, ticket, claim, article, GOOD, acting=Acting(me, desk.now), version=None)
    desk.sign(ticket_id, editor)
    reader, claim_id = visit(), claim_of(desk, ticket_id)
    reader.get(f"/public/claims/{claim_id}", status=200)
    assert "Version 1, signed on" in reader.words()
    assert "Corrected" not in reader.words()
    reader.get(f"/public/claims/{claim_id}/claimreview.json", status=200)


def test_what_is_edited_for_a_correction_stays_inside_until_it_is_signed(desk: Desk, visit: Enter) -> None:
    me = desk.person()
    ticket_id = desk.ticket("correcting", holder=me)
    reader, claim_id = visit(), claim_of(desk, ticket_id)
    reader.get(f"/public/claims/{claim_id}", status=200)
    assert "We count ninety." in reader.words()
    with desk.database.writing() as session:
        ticket, claim, _ = rows_of(session, ticket_id)
        fields = StatementFields("Rumour Mill", "outlet", Stance.SUPPORTS, quote="Unsigned words.")
        provenance.add_statement(
            session, ticket, claim, fields, capture_id=None, acting=Acting(me, desk.now), version=None
        )
    reader.get(f"/public/claims/{claim_id}", status=200)
    assert "Unsigned words." not in reader.words()
    assert "They are shown again when the correction is signed." in reader.words()
    assert GOOD.rationale in reader.words()
    reader.get(f"/public/claims/{claim_id}/claimreview.json", status=404)


def test_a_withdrawn_verdict_leaves_a_tombstone(desk: Desk, visit: Enter) -> None:
    reader, claim_id = visit(), claim_of(desk, desk.ticket("withdrawn"))
    reader.get(f"/public/claims/{claim_id}", status=200)
    assert "The reason: Wrong claim. Take this as unverified." in reader.words()
    for gone in (GOOD.rationale, "We count ninety.", "Did they say it?"):
        assert gone not in reader.words()
    reader.get(f"/public/claims/{claim_id}/claimreview.json", status=404)
    reader.get("/public/corrections", status=200)
    assert "Withdrawn" in reader.words()
    assert "Wrong claim." in reader.words()
    assert "<title>Withdrawn: " in reader.get("/feeds/claims.atom", status=200).text


def test_a_discarded_proposal_is_nobodys_claim_and_a_closed_one_is(desk: Desk, visit: Enter) -> None:
    me = desk.person()
    article_id = desk.article()
    discarded = desk.ticket("proposed", article_id=article_id)
    closed = desk.ticket("proposed", article_id=article_id, quote="training began in May")
    original = desk.ticket(article_id=article_id, quote="Local sources told the Monitor")
    with desk.database.writing() as session:
        acting = Acting(me, desk.now)
        tickets.discard(session, ticket_queries.by_id(session, discarded), acting)
        ticket = ticket_queries.by_id(session, closed)
        repeated = ticket_queries.by_id(session, original)
        reason = ClosedReason.DUPLICATE
        tickets.close(session, ticket, acting, reason=reason, note="hush-hush", duplicate_of_id=repeated.id)
    reader = visit()
    reader.get(f"/public/claims/{claim_of(desk, discarded)}", status=404)
    reader.get(f"/public/claims/{claim_of(desk, closed)}", status=200)
    assert "it is checked under another claim" in reader.words()
    assert "hush-hush" not in reader.words()
    assert reader.tree().css_first(f"a[href='/public/claims/{claim_of(desk, original)}']") is not None
    reader.get("/public", status=200)
    assert "2 claims, 0 checked" in reader.words()


def test_off_record_words_and_notes_never_leave(desk: Desk, visit: Enter) -> None:
    me, editor = desk.person(name="Zenobia Quill"), desk.person(Role.EDITOR, name="Ottoline Marsh")
    ticket_id = desk.ticket("in_progress", holder=me)
    secret = StatementFields(
        "Whistle Blower", "person", Stance.REFUTES, ground_rules=GroundRules.OFF_RECORD, quote="Hidden words."
    )
    noted = StatementFields("Quay Times", "outlet", medium=Medium.BROADCAST, quote="Open words.", note="Inner note.")
    with desk.database.writing() as session:
        ticket, claim, _ = rows_of(session, ticket_id)
        for fields in (secret, noted):
            provenance.add_statement(
                session, ticket, claim, fields, capture_id=None, acting=Acting(me, desk.now), version=None
            )
    desk.propose(ticket_id, me)
    desk.sign(ticket_id, editor)
    everything = all_public(visit(), desk)
    assert "Open words." in everything
    for hidden in ("Whistle Blower", "Hidden words.", "Inner note.", "Zenobia", "Ottoline", "@example.org"):
        assert hidden not in everything


@pytest.mark.parametrize("state", ["published", "correcting", "withdrawn", "open"])
def test_a_protected_name_stands_nowhere(desk: Desk, visit: Enter, state: str) -> None:
    named = "Qasim Al-Marker"
    text = f"Claims by {named}\n\n{CLAIM}, {named} said. Qasim al Marker added no more."
    article_id = desk.article(text, title=f"Claims by {named}")
    said = VerdictFields("attributed", "unproven", f"{named} said so; Al-Marker was there.", f"{named}, a@b.example.")
    quote = f"{CLAIM}, {named} said"
    ticket_id = desk.ticket(state, article_id=article_id, quote=quote, chain=(named,), fields=said)
    if state == "published":
        note = f"{named} (c@d.example) took it back."
        correct(desk, ticket_id, VerdictFields("attributed", "false", f"{named} said so.", named, note))
    with behind(desk.database) as session:
        _, claim, _ = rows_of(session, ticket_id)
        source = provenance_queries.rows_for(session, claim.id).chain()[-1]
        row = provenance_queries.rows_for(session, claim.id).sources[source.source_id]
        row.kind, row.protected, row.published_description = SourceKind.PERSON, True, "a clerk of the guard"
    for reader in (visit(), visit(Role.REVIEWER)):
        everything = all_public(reader, desk)
        for hidden in ("Marker", "marker", "Qasim", "b.example", "d.example"):
            assert hidden not in everything
    if state == "published":
        reader.get(f"/public/claims/{claim_of(desk, ticket_id)}", status=200)
        assert "a clerk of the guard" in reader.words()
        assert "[name withheld]" in reader.words()


def test_hostile_words_stay_words(desk: Desk, visit: Enter) -> None:
    nasty = 'He said </script><script>alert("1")</script> & left'
    article_id = desk.article(f"Title <b>\n\n{nasty} town.\n\nMore.")
    ticket_id = desk.ticket("published", article_id=article_id, quote=nasty)
    reader = visit()
    reader.get(f"/public/claims/{claim_of(desk, ticket_id)}", status=200)
    assert len(reader.tree().css("script")) == 1
    for path in ("/public", f"/public/articles/{article_id}", "/feeds/claims.atom"):
        assert "<script" not in reader.get(path, status=200).text
    script = reader.get(f"/public/claims/{claim_of(desk, ticket_id)}").text.split('ld+json">')[1].split("</script>")[0]
    assert json.loads(script)["itemReviewed"]["text"] == nasty


def test_readers_machines_may_keep_a_page_and_nobody_keeps_a_persons(desk: Desk, visit: Enter) -> None:
    path = f"/public/claims/{claim_of(desk, desk.ticket('published'))}"
    reader = visit()
    first = reader.get(path, status=200)
    assert "public" in first.headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    again = reader.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    packed = reader.client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(first.data) / 2
    desk.decide(name="Another Desk")
    changed = reader.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert visit(Role.VIEWER).get(path, status=200).headers["Cache-Control"] == "no-store"


def test_a_page_is_small_and_runs_nothing(desk: Desk, visit: Enter, app: Flask) -> None:
    text = "Long list\n\n" + " ".join(
        f"The port counted {number} crates in hall {number}." for number in range(100, 125)
    )
    article_id = desk.article(f"{text}\n\n{DISCLAIMER}")
    for number in range(100, 125):
        desk.ticket(article_id=article_id, quote=f"The port counted {number} crates in hall {number}", chain=())
    reader = visit()
    reader.get(f"/public/articles/{article_id}", status=200)
    assert not reader.tree().css("script")
    total = 0
    for node in reader.tree().css("link[rel=stylesheet], link[rel=icon]"):
        with reader.client.get(node.attributes["href"] or "") as asset:
            total += len(asset.data)
    packed = reader.client.get(f"/public/articles/{article_id}", headers={"Accept-Encoding": "gzip"})
    assert total + len(packed.data) < 50_000


def test_older_articles_are_a_page_away(desk: Desk, visit: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.publishing.queries_public.PAGE", 2)
    tickets_ = [desk.ticket() for _ in range(5)]
    seen: list[str] = []
    reader, path = visit(), "/public"
    while path:
        reader.get(path, status=200)
        seen += [node.attributes["href"] or "" for node in reader.tree().css("h2 a")]
        older = reader.tree().css_first("a[rel=next]")
        path = (older.attributes["href"] or "") if older else ""
    assert seen == [f"/public/articles/{article_of(desk, one)}" for one in reversed(tickets_)]
    reader.get("/public?before=1", status=200)
    assert "No older articles" in reader.words()


def test_older_corrections_are_a_page_away(desk: Desk, visit: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.publishing.queries_public.PAGE", 1)
    for number in range(2):
        ticket_id = desk.ticket("published")
        note = f"Note number {number}."
        correct(desk, ticket_id, VerdictFields("attributed", "false", "So.", "Nobody.", note))
    desk.ticket("withdrawn")
    reader, path, seen = visit(), "/public/corrections", ""
    for _ in range(3):
        reader.get(path, status=200)
        seen += reader.words()
        older = reader.tree().css_first("a[rel=next]")
        path = (older.attributes["href"] or "") if older else ""
    assert path == ""
    assert all(seen.count(words) == 1 for words in ("Note number 0.", "Note number 1.", "Wrong claim."))


@pytest.mark.parametrize(
    "path",
    [
        "/public/claims/0",
        "/public/claims/99999999999999999999999",
        "/public/claims/9223372036854775807",
        "/public/articles/9223372036854775807",
        "/public/claims/1/claimreview.json",
    ],
)
def test_what_is_not_there_is_said_in_words(visit: Enter, path: str) -> None:
    reader = visit()
    reader.get(path, status=404)
    assert len(reader.words()) > 40


@pytest.mark.parametrize("query", ["before=x", "before=-1", f"before={'9' * 40}", "before=5&at=noon", "at=2024-01-01"])
def test_odd_addresses_show_the_list(visit: Enter, query: str) -> None:
    visit().get(f"/public?{query}", status=200)
    visit().get(f"/public/corrections?{query}", status=200)


def count_queries(database: Database, look: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    look()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_longer_page_asks_no_more_of_the_database(desk: Desk, visit: Enter) -> None:
    me, reader = desk.person(), visit()
    article_id = desk.article()
    ticket_id = desk.ticket("in_progress", holder=me, article_id=article_id)
    desk.propose(ticket_id, me)
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    correct(desk, ticket_id, VerdictFields("attributed", "false", "So.", "Nobody.", "A note."))
    claim_path = f"/public/claims/{claim_of(desk, ticket_id)}"
    paths = ("/public", f"/public/articles/{article_id}", claim_path, "/public/corrections", "/feeds/claims.atom")
    few = [count_queries(desk.database, lambda path=path: reader.get(path, status=200)) for path in paths]
    for quote in ("Local sources told the Monitor", "training began in May"):
        desk.ticket("published", article_id=article_id, quote=quote)
    desk.ticket("withdrawn")
    with desk.database.writing() as session:
        verdicts.reopen(session, rows_of(session, ticket_id)[0], reason="More.", acting=Acting(me, desk.now))
    furnish(desk, ticket_id, me)
    with desk.database.writing() as session:
        fields = VerdictFields("attributed", "mixed", "So.", "Nobody.", "Another note.")
        verdicts.propose(session, *rows_of(session, ticket_id), fields, acting=Acting(me, desk.now), version=None)
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    many = [count_queries(desk.database, lambda path=path: reader.get(path, status=200)) for path in paths]
    assert many == few
    assert max(many) <= 24


def test_every_rating_is_explained(desk: Desk, visit: Enter) -> None:
    reader = visit()
    reader.get("/public/terms", status=200)
    assert "a second one signs it" in reader.words()
    desk.decide(single_sign_off=True)
    reader.get("/public/terms", status=200)
    assert "a second one signs it" not in reader.words()
    for rating in (*ATTRIBUTION, *CONTENT.ratings):
        assert rating.meaning in reader.words()
