"""A legal hold: readers are told at once that it is withheld, and nothing else; the desk goes on; lifting takes two."""

import json
from collections.abc import Callable, Iterator

import pytest
from factories.desk import Desk
from factories.readers import article_of, claim_of, correct
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import event, select

from verifier.articles.models import Article, Claim
from verifier.audit import queries as audit
from verifier.kernel.db import Database
from verifier.policy import Permission
from verifier.tickets import queries_holds as holds
from verifier.tickets.actions_holds import lift, put_on_hold
from verifier.tickets.models import LegalHold, Ticket
from verifier.tickets.types import Acting, TicketState
from verifier.verdicts.types import VerdictFields
from verifier.web.door import LIBRARY_ENDPOINTS

Enter = Callable[..., Visitor]

CANARY = "Zyxomel"
HELD = f"Minister {CANARY} took the harbour money"
TEXT = (
    f"{CANARY} named in harbour affair\n\nThe quay was closed in May. {HELD}, Clerk {CANARY} said.\n\n"
    "The port employs ninety people, the Port Office said. The Coast Reader has not verified the content of this story."
)
QUAY, PORT = "The quay was closed in May", "The port employs ninety people"
FIELDS = VerdictFields("attributed", "unproven", f"{CANARY} denies it.", f"{CANARY}, twice.")
CORRECTED = VerdictFields("attributed", "false", f"{CANARY} was abroad.", f"{CANARY}.", f"{CANARY} was abroad then.")


def public_paths(app: Flask, desk: Desk) -> list[str]:
    """Every address that a stranger may look at, from the application's own map, for everything that is there."""
    with desk.database.reading() as session:
        keys = {
            "claim_id": session.scalars(select(Claim.id)).all(),
            "article_id": session.scalars(select(Article.id)).all(),
        }
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in LIBRARY_ENDPOINTS or "GET" not in (rule.methods or ()):
            continue
        if getattr(app.view_functions[rule.endpoint], "permission", None) is Permission.PUBLIC:
            names = sorted(rule.arguments)
            assert len(names) < 2, f"{rule.rule}: say here what it is made of"
            found += (
                [rule.rule.replace(f"<int:{names[0]}>", str(key)) for key in keys[names[0]]] if names else [rule.rule]
            )
    return found


def everything_public(app: Flask, desk: Desk, reader: Visitor) -> dict[str, str]:
    """What a stranger gets at each address: the status, the headers and the words."""
    found = {}
    for path in public_paths(app, desk):
        answer = reader.get(path)
        found[path] = f"{answer.status}\n{answer.headers}\n{answer.text}"
    return found


def put(desk: Desk, *, ticket_id: int = 0, article_id: int = 0, role: str = "editor") -> int:
    """Put a claim or an article on hold; the number of the hold."""
    by = desk.person(role)
    with desk.database.writing() as session:
        of = session.get_one(Ticket, ticket_id) if ticket_id else session.get_one(Article, article_id)
        return put_on_hold(session, of, reason="A letter of her lawyers.", acting=Acting(by, desk.now)).id


def take_off(desk: Desk, hold_id: int) -> None:
    """Lift a hold, as two people do."""
    for role in ("editor", "admin"):
        acting = Acting(desk.person(role), desk.later(minutes=5))
        with desk.database.writing() as session:
            lift(session, holds.by_id(session, hold_id), reason="Settled.", single_sign_off=False, acting=acting)


def since(desk: Desk) -> str:
    """The words that stand in place of what is withheld."""
    return f"Withheld for legal reasons since {desk.now.day} {desk.now:%B %Y}"


@pytest.fixture
def affair(desk: Desk) -> tuple[int, int, int]:
    """One article of which each claim names what must not be told: held, and two others; the ids of their tickets."""
    article_id = desk.article(TEXT, publisher=f"{CANARY} Gazette")
    held = desk.ticket("published", article_id=article_id, quote=HELD, chain=[f"Clerk {CANARY}"], fields=FIELDS)
    quay = desk.ticket("published", article_id=article_id, quote=QUAY, chain=["Port Office"])
    return held, quay, desk.ticket("open", article_id=article_id, quote=PORT)


ENDINGS = ("published", "corrected", "withdrawn", "correcting", "signed_off", "open")


def test_nothing_of_a_held_claim_is_public(app: Flask, desk: Desk, visit: Enter) -> None:
    held = {}
    for ending in ENDINGS:
        article_id = desk.article(f"{TEXT} This is {ending}.", title=f"{CANARY} in the harbour affair")
        state = TicketState("published" if ending == "corrected" else ending)
        chain = [f"Clerk {CANARY}"]
        held[ending] = desk.ticket(state, article_id=article_id, quote=HELD, chain=chain, fields=FIELDS)
        desk.ticket("open", article_id=article_id, quote=QUAY)
    desk.decide(auto_publish=True)
    correct(desk, held["corrected"], CORRECTED)
    reader = visit()
    before = everything_public(app, desk, reader)
    assert sum(CANARY in words for words in before.values()) >= 20
    for ticket_id in held.values():
        put(desk, ticket_id=ticket_id)
    after = everything_public(app, desk, reader)
    assert [path for path, words in after.items() if CANARY in words or "harbour money" in words] == []
    for ending, ticket_id in held.items():
        own = f"/public/claims/{claim_of(desk, ticket_id)}"
        answers = [after[path] for path in after if path == own or path.startswith(f"{own}/")]
        assert len(answers) == 4
        assert all(words.startswith("451") and since(desk) in words for words in answers), ending
        assert since(desk) in after[f"/public/articles/{article_of(desk, ticket_id)}"], ending
        assert (
            "What this desk had said of it is withdrawn." in after[f"/public/articles/{article_of(desk, ticket_id)}"]
        ) == (ending == "withdrawn")
    assert after["/public"].count("2 claims, 0 checked, 1 withheld") == len(ENDINGS)
    assert after["/public/corrections"].count(since(desk)) == 2
    for told in ("Corrected, now version 2", "Withdrawn"):
        assert told in after["/public/corrections"]
    assert after["/feeds/claims.atom"].count("<title>Withheld for legal reasons</title>") == 4
    for path, words in before.items():  # what a cache kept is not confirmed
        if CANARY in words:
            tag = next(line[6:] for line in words.splitlines() if line.startswith("ETag: "))
            answer = reader.client.get(path, headers={"If-None-Match": tag})
            assert answer.status_code in {200, 451}, path
            assert CANARY not in answer.text


def test_other_claims_of_the_article_stay_without_title_and_original(
    app: Flask, desk: Desk, visit: Enter, affair: tuple[int, int, int]
) -> None:
    held, quay, _ = affair
    put(desk, ticket_id=held)
    reader = visit()
    reader.get(f"/public/claims/{claim_of(desk, quay)}", status=200)
    assert QUAY in reader.words()
    assert "harbour" not in reader.words()
    assert "coast.example" not in (reader.last.text if reader.last else "coast.example")
    reader.get(f"/public/claims/{claim_of(desk, quay)}/prov.json", status=200)
    assert "coast.example" not in (reader.last.text if reader.last else "")
    review = json.loads(reader.get(f"/public/claims/{claim_of(desk, quay)}/claimreview.json", status=200).text)
    assert "appearance" not in review["itemReviewed"]
    reader.get(f"/public/articles/{article_of(desk, held)}", status=200)
    assert "Its title and the way to the original are withheld" in reader.words()
    reader.get("/public", status=200)
    assert "3 claims, 1 checked, 1 withheld" in reader.words()


def test_a_claim_that_shares_words_goes_along_and_a_copy_elsewhere_is_blanked(desk: Desk, visit: Enter) -> None:
    article_id = desk.article(TEXT)
    inside = desk.ticket("published", article_id=article_id, quote=f"{CANARY} took the harbour money")
    held = desk.ticket("published", article_id=article_id, quote=HELD)
    other = desk.article(f"Reaction\n\nThe council met. It heard that {HELD.upper()} again.", title="Reaction")
    elsewhere = desk.ticket("open", article_id=other, quote="The council met")
    hold_id = put(desk, ticket_id=held)
    reader, editor = visit(), visit("editor")
    reader.get(f"/public/claims/{claim_of(desk, inside)}", status=451)
    editor.get(f"/articles/{article_id}", status=200)
    assert "2 of its claims are on legal hold" in editor.words()
    editor.get(f"/tickets/{inside}", status=200)
    assert "Withheld along with another claim" in editor.words()
    reader.get(f"/public/claims/{claim_of(desk, elsewhere)}", status=200)
    assert "It heard that [withheld for legal reasons] again." in reader.words()
    take_off(desk, hold_id)
    assert HELD.upper() in visit().get(f"/public/claims/{claim_of(desk, elsewhere)}", status=200).text


def test_nothing_of_a_held_article_is_public(
    app: Flask, desk: Desk, visit: Enter, affair: tuple[int, int, int]
) -> None:
    held, _, _ = affair
    article_id = article_of(desk, held)
    correct(desk, held, CORRECTED)
    hold_id = put(desk, article_id=article_id, role="admin")
    reader = visit()
    after = everything_public(app, desk, reader)
    assert [path for path, words in after.items() if CANARY in words or QUAY in words or PORT in words] == []
    assert after[f"/public/articles/{article_id}"].startswith("451")
    for ticket_id in affair:
        assert after[f"/public/claims/{claim_of(desk, ticket_id)}"].startswith("451")
    assert since(desk) in after["/public"]
    assert "An article with 3 claims" in after["/public"]
    assert since(desk) in after["/public/corrections"]
    assert "Corrected, now version 2" in after["/public/corrections"]
    assert after["/feeds/claims.atom"].count("<title>Withheld for legal reasons</title>") == 2
    later = desk.ticket("open", article_id=article_id, quote="harbour affair")  # what is marked later is held too
    reader.get(f"/public/claims/{claim_of(desk, later)}", status=451)
    take_off(desk, hold_id)
    assert CANARY in reader.get(f"/public/articles/{article_id}", status=200).text
    feed = reader.get("/feeds/claims.atom", status=200).text
    assert desk.later(minutes=5).strftime("%Y-%m-%dT%H:%M:%SZ") in feed, "readers of the feed are not told again"


def test_an_article_is_withheld_once_all_its_claims_are(desk: Desk, visit: Enter) -> None:
    first, second = desk.article(TEXT), desk.article(f"{TEXT} Updated.")
    tickets = [desk.ticket("open", article_id=first, quote=quote) for quote in (HELD, QUAY)]
    desk.ticket("proposed", article_id=first, quote=PORT)
    desk.ticket("open", article_id=second, quote=PORT)
    reader = visit()
    put(desk, ticket_id=tickets[0])
    reader.get(f"/public/articles/{first}", status=200)
    put(desk, ticket_id=tickets[1])
    reader.get(f"/public/articles/{first}", status=451)
    reader.get("/public", status=200)
    assert f"{since(desk)}. An article with 2 claims" in reader.words()
    reader.get(f"/public/articles/{second}", status=200)


def test_the_answer_is_kept_by_nobody_and_says_who_withholds(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("published")
    put(desk, ticket_id=ticket_id)
    answer = visit().get(f"/public/claims/{claim_of(desk, ticket_id)}", status=451)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Link"] == '<http://127.0.0.1:8000/>; rel="blocked-by"'


def test_putting_on_and_lifting_through_the_pages(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("published")
    claim = f"/public/claims/{claim_of(desk, ticket_id)}"
    editor, admin, reviewer, reader = visit("editor"), visit("admin"), visit("reviewer"), visit()
    editor.get(f"/tickets/{ticket_id}", status=200)
    assert f'href="/tickets/{ticket_id}/hold"' in (editor.last.text if editor.last else "")
    editor.get(f"/tickets/{ticket_id}/hold", status=200)
    editor.post(f"/tickets/{ticket_id}/hold", {"reason": " "}, status=422)
    assert "Write the reason." in editor.words()
    reader.get(claim, status=200)
    editor.post(f"/tickets/{ticket_id}/hold", {"reason": "A court order."}, status=303)
    reader.get(claim, status=451)
    editor.post(f"/tickets/{ticket_id}/hold", {"reason": "Again."}, status=409)
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    told = reviewer.words()
    assert "On legal hold" in told
    assert "put it on legal hold" in told
    assert "A court order." in told
    assert "Withheld for legal reasons since" in told
    assert f'href="/tickets/{ticket_id}/hold"' not in (reviewer.last.text if reviewer.last else "")
    reviewer.post("/holds/1/lift", {"reason": "No."}, status=403)
    editor.post("/holds/1/lift", {"reason": "The order ran out."}, status=303)
    reader.get(claim, status=451)
    editor.get("/holds/1", status=200)
    assert "You asked to lift it" in editor.words()
    editor.post("/holds/1/lift", {"reason": "Me again."}, status=403)
    editor.get("/sign-off", status=200)
    assert "waits for a second person to lift it" in editor.words()
    admin.get("/holds", status=200)
    assert "asks to lift it" in admin.words()
    admin.post("/holds/1/keep", status=303)
    admin.post("/holds/1/keep", status=409)
    editor.post("/holds/1/lift", {"reason": "The order ran out."}, status=303)
    admin.post("/holds/1/lift", status=303)
    reader.get(claim, status=200)
    admin.post("/holds/1/lift", status=409)
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    for deed in ("asked to lift the legal hold", "kept the legal hold", "lifted the legal hold"):
        assert deed in reviewer.words()
    assert "On legal hold" not in reviewer.words()
    admin.get("/admin/log", status=200)
    assert "Put something on legal hold" in admin.words()
    with desk.database.reading() as session:
        assert list(audit.discrepancies(session)) == []


def test_a_fresh_proof_is_asked(desk: Desk, visit: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket_id = desk.ticket("published")
    editor = visit("editor")
    assert editor.person is not None
    password = desk.password(editor.person)
    editor.sign_in(desk, editor.person)
    monkeypatch.setattr("verifier.web.proving.is_fresh", lambda *_given: False)
    path = f"/tickets/{ticket_id}/hold"
    editor.post(path, {"reason": "A letter."}, status=422)
    assert "Write your password once more" in editor.words()
    assert editor.tree().css_first("textarea").text() == "A letter."
    editor.post(path, {"reason": "A letter.", "password": password}, status=303)
    editor.post("/holds/1/lift", {"reason": "It is over."}, status=422)
    editor.post("/holds/1/lift", {"reason": "It is over.", "password": password}, status=303)


def test_one_person_lifts_where_one_person_signs(desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("open")
    hold_id = put(desk, ticket_id=ticket_id)
    desk.decide(single_sign_off=True)
    visit("editor").post(f"/holds/{hold_id}/lift", {"reason": "Over."}, status=303)
    visit().get(f"/public/claims/{claim_of(desk, ticket_id)}", status=200)
    with desk.database.reading() as session:
        assert session.get_one(LegalHold, hold_id).lifted_alone


def test_what_is_on_hold_is_worked_on_and_signed_but_not_published(desk: Desk, visit: Enter) -> None:
    ticket_id, editor = desk.ticket("open"), visit("editor")
    hold_id, reader = put(desk, ticket_id=ticket_id), visit()
    desk.work(ticket_id, TicketState.IN_REVIEW, desk.person())
    desk.decide(auto_publish=True)
    editor.get(f"/tickets/{ticket_id}", status=200)
    editor.post(f"/tickets/{ticket_id}/sign-off", {"seen": editor.field("seen")}, status=303)
    editor.get(f"/tickets/{ticket_id}", status=200)
    assert "publish the verdict once the hold is lifted" in editor.words()
    assert f"/tickets/{ticket_id}/publish" not in (editor.last.text if editor.last else "")
    editor.post(f"/tickets/{ticket_id}/publish", status=409)
    assert desk.state(ticket_id) is TicketState.SIGNED_OFF
    reader.get(f"/public/claims/{claim_of(desk, ticket_id)}", status=451)
    take_off(desk, hold_id)
    editor.post(f"/tickets/{ticket_id}/publish", status=303)
    reader.get(f"/public/claims/{claim_of(desk, ticket_id)}", status=200)


def test_a_form_that_was_open_when_the_hold_came_is_not_stale(desk: Desk, visit: Enter) -> None:
    reviewer = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=reviewer.person)
    reviewer.get(f"/tickets/{ticket_id}", status=200)
    version = reviewer.field("version")
    put(desk, ticket_id=ticket_id)
    reviewer.post(f"/tickets/{ticket_id}/wording", {"version": version, "wording": "The guard grew."}, status=303)


def test_the_desk_sees_a_held_article_with_its_banner(desk: Desk, visit: Enter) -> None:
    article_id = desk.article()
    ticket_id = desk.ticket("open", article_id=article_id)
    editor = visit("editor")
    editor.get(f"/articles/{article_id}/hold", status=200)
    editor.post(f"/articles/{article_id}/hold", {"reason": "A letter."}, status=303)
    viewer = visit("viewer")
    for path in (f"/articles/{article_id}", f"/tickets/{ticket_id}"):
        viewer.get(path, status=200)
        assert "On legal hold, the whole article" in viewer.words()
    assert "put the whole article on legal hold" in viewer.words()
    editor.get(f"/tickets/{ticket_id}", status=200)
    assert f'href="/tickets/{ticket_id}/hold"' in (editor.last.text if editor.last else ""), (
        "a claim can be held beside"
    )


def test_the_number_of_queries_does_not_grow_with_the_holds(desk: Desk, visit: Enter, database: Database) -> None:
    article_id = desk.article(TEXT)
    tickets = [desk.ticket("open", article_id=article_id, quote=quote) for quote in (HELD, QUAY, PORT)]
    reader, counted = visit(), list[str]()
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))

    def sizes() -> Iterator[int]:
        for path in ("/public", f"/public/articles/{article_id}", "/public/corrections", "/feeds/claims.atom"):
            counted.clear()
            reader.get(path, status=200)
            yield len(counted)

    put(desk, ticket_id=tickets[0])
    before = list(sizes())
    put(desk, ticket_id=tickets[1])
    assert list(sizes()) == before
