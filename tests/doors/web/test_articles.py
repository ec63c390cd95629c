"""Articles that were taken in: the list, one with its claims in place, its original."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from factories.behind import behind
from factories.desk import CLAIM, TEXT, Desk
from factories.visitor import Visitor
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from verifier.accounts.types import Role
from verifier.archive import queries as archive
from verifier.archive.actions import keep
from verifier.archive.models import Capture
from verifier.archive.types import CaptureMethod
from verifier.articles import actions, queries
from verifier.articles.models import Claim
from verifier.articles.types import Recognised
from verifier.audit.models import Entry
from verifier.config import Settings
from verifier.kernel.db import Database
from verifier.provenance.intake import take_in_reading
from verifier.reading.reader import read
from verifier.sources import queries as sources
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting, TicketState

Enter = Callable[..., Visitor]
TRAINING = "training began in May"


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every SQL statement sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def read_in(desk: Desk, text: str = TEXT) -> int:
    """An article with what the reader proposes, all of it."""
    with desk.database.writing() as session:
        capture = capture_in(session, desk)
        found = read(text, publisher="The Coast Reader")
        what = Recognised(text.split("\n")[0], "The Coast Reader", "", None, "en", "")
        return take_in_reading(
            session, what=what, text=text, notes=(), found=found, capture_id=capture, acting=Acting(None, desk.now)
        ).id


def capture_in(session: Session, desk: Desk) -> int:
    """A capture without an original."""
    return keep(
        session,
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        method=CaptureMethod.PASTE,
        by=None,
        now=desk.now,
    ).id


def test_an_empty_list_says_what_to_do(visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    visitor.get("/articles", 200)
    assert "No article yet" in visitor.words()
    assert visitor.tree().css('main a[href="/articles/new"]')


def test_the_list_counts_claims_and_signatures(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    desk.ticket(TicketState.PUBLISHED, article_id=article_id)
    desk.ticket(TicketState.OPEN, article_id=article_id, quote=TRAINING)
    visitor = visit(Role.VIEWER)
    visitor.get("/articles", 200)
    assert "2 claims, 1 signed" in visitor.words()
    assert "Published 1" in visitor.words()
    assert "Open 1" in visitor.words()


def test_the_list_goes_on_where_it_ended(desk: Desk, visit: Enter) -> None:
    ids = [desk.article(f"Article number {number}.\n\nIts text.") for number in range(33)]
    visitor = visit(Role.REVIEWER)
    seen: list[str] = []
    place = "/articles"
    for _ in range(3):
        visitor.get(place, 200)
        seen += [node.attributes["href"] or "" for node in visitor.tree().css("[data-list] a[data-open]")]
        onward = visitor.tree().css_first('a[rel="next"]')
        if onward is None:
            break
        place = onward.attributes["href"] or ""
    assert seen == [f"/articles/{one}" for one in reversed(ids)]
    visitor.get("/articles?before=1", 200)
    assert "end of the list" in visitor.words()
    for odd in ("x", "-5", "9" * 40, ""):
        visitor.get(f"/articles?before={odd}", 200)


def test_pages_cost_the_same_whatever_they_hold(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit(Role.REVIEWER)
    small = desk.article()
    desk.ticket(article_id=small)
    costs = {}
    for path in (f"/articles/{small}", "/articles"):
        with statements(database) as sent:
            visitor.get(path, 200)
        costs[path] = len(sent)
    large = read_in(
        desk, "Title\n\n" + "\n\n".join(f"The mayor said that {n} men were hired in May." for n in range(40))
    )
    for number in range(5):
        desk.article(f"{TEXT}{number}")
    for path, before in ((f"/articles/{large}", costs[f"/articles/{small}"]), ("/articles", costs["/articles"])):
        with statements(database) as sent:
            visitor.get(path, 200)
        assert len(sent) == before


def test_every_claim_is_marked_in_place_with_its_state(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    published = desk.ticket(TicketState.PUBLISHED, article_id=article_id)
    proposed = desk.ticket(TicketState.PROPOSED, article_id=article_id, quote=TRAINING)
    visitor = visit(Role.REVIEWER)
    visitor.get(f"/articles/{article_id}", 200)
    marks = visitor.tree().css(".proof a.claim-mark")
    assert [(node.attributes["href"], node.text().split(",")[0]) for node in marks] == [
        (f"/tickets/{published}", CLAIM),
        (f"/tickets/{proposed}", TRAINING),
    ]
    notes = [" ".join(node.text().split()) for node in visitor.tree().css(".proof-notes > li")]
    assert [("Published" in notes[0], "Proposed" in notes[1])] == [(True, True)]
    forms = [node.attributes["action"] for node in visitor.tree().css(".proof-notes form")]
    assert forms == [f"/tickets/{proposed}/accept", f"/tickets/{proposed}/discard"]
    assert visitor.field("version") == "1"
    assert visitor.field("next") == f"/articles/{article_id}#note-2"


def test_a_claim_accepted_or_discarded_in_the_text_leads_back_to_its_place(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    first = desk.ticket(TicketState.PROPOSED, article_id=article_id)
    second = desk.ticket(TicketState.PROPOSED, article_id=article_id, quote=TRAINING)
    visitor = visit(Role.REVIEWER)
    for ticket_id, act, state, number in (
        (first, "accept", TicketState.OPEN, 1),
        (second, "discard", TicketState.CLOSED, 2),
    ):
        visitor.get(f"/articles/{article_id}", 200)
        form = visitor.tree().css_first(f'form[action="/tickets/{ticket_id}/{act}"]')
        fields = {node.attributes["name"]: node.attributes["value"] for node in form.css("input")}
        answer = visitor.post(f"/tickets/{ticket_id}/{act}", {**fields, "csrf_token": visitor.token()}, 303)
        assert answer.headers["Location"] == f"/articles/{article_id}#note-{number}"
        assert desk.state(ticket_id) is state


def test_claims_that_overlap_are_all_marked_and_the_text_stays_whole(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    for quote in (
        CLAIM,
        "recruited more than 205 men so far, the Calder Monitor said",
        "205 men",
        "said.\n\nLocal sources",
    ):
        desk.ticket(article_id=article_id, quote=quote)
    visitor = visit(Role.REVIEWER)
    visitor.get(f"/articles/{article_id}", 200)
    tree = visitor.tree()
    assert len(tree.css(".margin-claim")) == 4
    assert not tree.css(".claim-mark .claim-mark")
    for node in tree.css(".proof sup"):
        node.decompose()
    shown = [node.text() for node in tree.css(".proof-row > p")]
    assert shown == [line for line in TEXT.split("\n") if line]


def test_the_summary_says_on_whom_the_claims_rest(desk: Desk, visit: Enter, database: Database) -> None:
    article_id = desk.article()
    desk.ticket(article_id=article_id, chain=("Coast Wire", "Calder Monitor"))
    desk.ticket(article_id=article_id, quote=TRAINING, chain=("Calder Monitor",))
    desk.ticket(article_id=article_id, quote="edited by", chain=("Anna Secret",))
    desk.ticket(article_id=article_id, quote="200 Men", chain=())
    desk.ticket(TicketState.CLOSED, article_id=article_id, quote="Port Calder\n", chain=("Nobody Counted",))
    with behind(database) as session:
        secret = sources.by_exact_name(session, "Anna Secret")
        assert secret is not None
        secret.protected = True
    visitor = visit(Role.REVIEWER)
    visitor.get(f"/articles/{article_id}", 200)
    summary = " ".join(visitor.tree().css_first("section[aria-labelledby=summary]").text().split())
    assert "4 claims, 0 signed (1 more closed)." in summary
    assert "2 rest on Calder Monitor, 1 on a protected source, 1 on nobody but the author." in summary
    assert "Anna Secret" not in visitor.words()
    assert "has not verified the content of this story" in summary


def test_accepting_all_opens_every_proposed_claim_once(desk: Desk, visit: Enter, database: Database) -> None:
    article_id = read_in(desk)
    closed = desk.ticket(TicketState.CLOSED, article_id=article_id, quote="Port Calder\n")
    visitor = visit(Role.REVIEWER)
    visitor.get(f"/articles/{article_id}", 200)
    button = visitor.tree().css_first(f'form[action="/articles/{article_id}/accept-all"] button')
    with database.reading() as session:
        proposed = session.scalars(select(Ticket.id).where(Ticket.state == TicketState.PROPOSED)).all()
    assert len(proposed) > 1
    assert f"Accept all {len(proposed)} proposed" in button.text()
    visitor.post(f"/articles/{article_id}/accept-all", status=303)
    assert {desk.state(one) for one in proposed} == {TicketState.OPEN}
    assert desk.state(closed) is TicketState.CLOSED
    with database.reading() as session:
        noted = session.scalar(select(func.count()).where(Entry.action == "ticket:accept"))
    assert noted == len(proposed)
    visitor.post(f"/articles/{article_id}/accept-all", status=303)
    visitor.get(f"/articles/{article_id}", 200)
    assert "No claim was waiting any more" in visitor.words()
    assert not visitor.tree().css('[action$="accept-all"]')


def test_words_marked_by_a_person_become_an_open_claim(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    visitor = visit(Role.EDITOR)
    visitor.get(f"/articles/{article_id}", 200)
    assert visitor.tree().css('.proof[data-quote-from], textarea[data-quote-target="quote"]')
    visitor.post(f"/articles/{article_id}/claims", {"quote": f"  {TRAINING.replace(' ', chr(10), 1)} "}, 303)
    visitor.get(f"/articles/{article_id}", 200)
    assert visitor.tree().css_first(".claim-mark").text().startswith(TRAINING)
    assert "Open" in visitor.tree().css_first(".margin-claim").text()


@pytest.mark.parametrize(
    ("quote", "words"),
    [("", "Mark the words"), ("never written", "not in the article"), ("The Coast Reader", "more than once")],
)
def test_words_that_cannot_be_marked_are_refused_and_kept(desk: Desk, visit: Enter, quote: str, words: str) -> None:
    article_id = desk.article()
    visitor = visit(Role.REVIEWER)
    visitor.post(f"/articles/{article_id}/claims", {"quote": quote}, 422)
    assert words in visitor.words()
    assert visitor.tree().css_first("textarea[name=quote]").text().strip() == quote
    assert not visitor.tree().css(".claim-mark")


def test_who_only_looks_gets_no_buttons(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    ticket_id = desk.ticket(TicketState.PROPOSED, article_id=article_id)
    for role in (Role.VIEWER, Role.AUDITOR, Role.ADMIN):
        visitor = visit(role)
        visitor.get(f"/articles/{article_id}", 200)
        assert not visitor.tree().css("main form")
        assert bool(visitor.tree().css('main a[href^="/evidence/"]')) is (role is Role.AUDITOR)
        visitor.post(f"/articles/{article_id}/accept-all", status=403)
        visitor.post(f"/articles/{article_id}/claims", {"quote": CLAIM}, 403)
    assert desk.state(ticket_id) is TicketState.PROPOSED


def test_strangers_are_asked_to_sign_in(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    stranger = visit()
    for path in ("/articles", "/articles/new", f"/articles/{article_id}", "/articles/drafts/1", "/evidence/1"):
        assert "/sign-in" in stranger.get(path, 303).headers["Location"]
    stranger.post(f"/articles/{article_id}/accept-all", status=401)


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30])
def test_what_is_not_there_is_not_found(visit: Enter, key: str) -> None:
    visitor = visit(Role.EDITOR)
    for path in (f"/articles/{key}", f"/articles/drafts/{key}", f"/evidence/{key}"):
        visitor.get(path, 404)
    for path in (f"/articles/{key}/accept-all", f"/articles/{key}/claims", f"/articles/drafts/{key}/discard"):
        visitor.post(path, {"quote": "x"}, 404)


def test_an_article_in_a_script_from_right_to_left_says_so(desk: Desk, visit: Enter) -> None:
    article_id = desk.article("قال الحارس إنه جند 205 رجال.\n\nلم يتم التحقق.", publisher="قارئ الساحل")
    visitor = visit(Role.VIEWER)
    visitor.get(f"/articles/{article_id}", 200)
    assert all(node.attributes.get("dir") == "auto" for node in visitor.tree().css("h1, .proof-row > p"))


@pytest.fixture
def captured(visit: Enter, database: Database) -> tuple[Visitor, Capture]:
    """An original with an odd name, and who brought it."""
    visitor = visit(Role.REVIEWER)
    visitor.upload("/articles/new", {"text": TEXT}, 303)
    with database.reading() as session:
        return visitor, archive.by_id(session, session.scalars(select(Capture.id)).one())


def test_an_original_is_handed_out_as_bytes_to_save(captured: tuple[Visitor, Capture]) -> None:
    visitor, capture = captured
    answer = visitor.get(f"/evidence/{capture.id}", 200)
    assert answer.data == TEXT.encode()
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="original-{capture.id}.txt"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_originals_are_for_those_who_check(captured: tuple[Visitor, Capture], visit: Enter) -> None:
    _, capture = captured
    for role, status in ((Role.VIEWER, 403), (Role.ADMIN, 403), (Role.AUDITOR, 200), (Role.EDITOR, 200)):
        visit(role).get(f"/evidence/{capture.id}", status)


def test_a_damaged_or_missing_original_says_so(captured: tuple[Visitor, Capture], settings: Settings) -> None:
    visitor, capture = captured
    folder = Path(settings.evidence_url)
    kept = next(one for one in folder.rglob("*") if one.is_file())
    kept.write_bytes(b"something else")
    visitor.get(f"/evidence/{capture.id}", 500)
    assert "damaged" in visitor.words()
    assert "something else" not in visitor.words()
    kept.unlink()
    visitor.get(f"/evidence/{capture.id}", 404)
    assert "missing" in visitor.words()


def test_a_span_that_was_lost_stops_accepting_whole(desk: Desk, visit: Enter, database: Database) -> None:
    article_id = desk.article()
    tickets = [desk.ticket(TicketState.PROPOSED, article_id=article_id, quote=quote) for quote in (CLAIM, TRAINING)]
    with behind(database) as session:
        queries.claims_of(session, article_id)[1].exact = "words that were never there"
    visitor = visit(Role.REVIEWER)
    visitor.post(f"/articles/{article_id}/accept-all", status=422)
    assert "no longer stand" in visitor.words()
    assert {desk.state(one) for one in tickets} == {TicketState.PROPOSED}


def test_a_draft_without_a_headline_can_be_found_again(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit(Role.REVIEWER)
    assert visitor.person is not None
    with database.writing() as session:
        capture = session.get_one(Capture, capture_in(session, desk))
        what = Recognised("", "", "", None, "", "")
        actions.draft(session, what=what, text="x", notes=(), capture=capture, by=visitor.person, now=desk.now)
    visitor.get("/articles", 200)
    assert "Without a headline yet" in visitor.words()
    visitor.get("/articles/drafts/1", 200)
    assert "No claim is proposed" in visitor.words()


UNEVEN = (
    "Militia Recruits 200 Fighters in River Towns\n\n"
    "A report published by a Paris-based river monitor confirmed that the militia took Tamra in May.\n\n"
    "“The militia has recruited more than 205 fighters and some 35 civilians in river towns,” said a report by the "
    "River Observatory.\n\nThe mayor of Kasr said that the harbour was closed on Monday."
)


def test_what_does_not_agree_is_quoted_on_the_article_and_on_each_ticket_concerned(
    desk: Desk, visit: Enter, database: Database
) -> None:
    article_id = read_in(desk, UNEVEN)
    visitor = visit(Role.REVIEWER)
    visitor.get(f"/articles/{article_id}", 200)
    quoted = [node.text() for node in visitor.tree().css("ul.conflicts q")]
    assert {"200 Fighters", "more than 205 fighters", "some 35 civilians", "confirmed"} <= set(quoted)
    shown: dict[str, set[str]] = {}
    with database.reading() as session:
        tickets = session.execute(
            select(Ticket.id, Claim.exact)
            .join(Claim, Claim.id == Ticket.claim_id)
            .where(Claim.article_id == article_id)
        ).all()
    for ticket_id, words in tickets:
        visitor.get(f"/tickets/{ticket_id}", 200)
        shown[words] = {node.text() for node in visitor.tree().css("main .notice q")}
    for words, places in shown.items():
        if "Recruits 200" in words or "205" in words:
            assert {"200 Fighters", "more than 205 fighters"} <= places
        if "took Tamra" in words:  # the places stand outside the claim: the cue, and who is credited
            assert "confirmed" in places
        if "harbour" in words:
            assert not places
    assert len(shown) >= 4
