"""Every state and action of the table through HTTP, four eyes, stale forms: what is allowed, and the right refusals."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from factories.behind import behind
from factories.desk import GOOD, Desk
from factories.visitor import Visitor
from sqlalchemy import select

from verifier.accounts import actions as accounts
from verifier.accounts.models import Account, DeskSession
from verifier.accounts.types import Person, Role
from verifier.articles import queries as articles
from verifier.kernel.db import Database
from verifier.provenance import actions as provenance
from verifier.provenance import actions_hops as hops
from verifier.provenance.models import Statement
from verifier.provenance.rules import StatementFields
from verifier.tickets import actions as tickets
from verifier.tickets import queries
from verifier.tickets.rules import TRANSITIONS
from verifier.tickets.types import Acting, Action, TicketState, Transition, Who
from verifier.verdicts.types import VerdictFields

Enter = Callable[..., Visitor]

WRITTEN = {
    "attribution": "attributed",
    "content": "unproven",
    "rationale": "The Monitor said so.",
    "asked": "The guard; no answer.",
    "public_note": "A second count was found.",
}
FIELDS: dict[Action, dict[str, str]] = {
    Action.ASK_HELP: {"comment": "Who speaks Arabic?"},
    Action.RETURN: {"comment": "Ask the guard again."},
    Action.PROPOSE_VERDICT: WRITTEN,
    Action.CORRECT: WRITTEN,
    Action.EDIT_SIGNED: {"reason": "A new count."},
    Action.REOPEN: {"reason": "A new count."},
    Action.WITHDRAW: {"reason": "The wrong claim was checked."},
    Action.CLOSE: {"closed_reason": "not_checkable"},
}
PEOPLE = ("holder", "reviewer", "editor", "viewer", "admin", "auditor")
ALLOWED = {
    Who.REVIEWER: {"holder", "reviewer", "editor"},
    Who.HOLDER: {"holder"},
    Who.HOLDER_OR_EDITOR: {"holder", "editor"},
    Who.EDITOR: {"editor"},
    Who.PROPOSER: {"holder"},
    Who.TIMER: set(),
}
HELD = {TicketState.IN_PROGRESS, TicketState.HELP_NEEDED, TicketState.IN_REVIEW}


def row_for(action: Action, state: TicketState) -> Transition | None:
    return next((row for row in TRANSITIONS if row.action is action and state in row.sources), None)


def expected(action: Action, state: TicketState, who: str) -> int:
    """The status that the table demands."""
    if who not in {"holder", "reviewer", "editor"}:
        return 403
    if action is Action.EXPIRE:
        return 404
    row = row_for(action, state)
    if row is None:
        return 409
    return 303 if who in ALLOWED[row.who] else 403


def ready(desk: Desk, database: Database, state: TicketState, holder: Person) -> int:
    """A ticket in this state, held by this person where somebody holds it, with nothing that stops a proposal."""
    ticket_id = desk.ticket(state, holder=holder)
    if state in {TicketState.IN_PROGRESS, TicketState.HELP_NEEDED}:
        with database.writing() as session:
            acting = Acting(holder, desk.now)
            ticket = queries.by_id(session, ticket_id)
            claim = articles.claim_by_id(session, ticket.claim_id)
            hops.confirm_all(session, ticket, acting=acting, version=None)
            fields = StatementFields("Port Office", "state_body", quote="Ninety.")
            provenance.add_statement(session, ticket, claim, fields, capture_id=None, acting=acting, version=None)
    return ticket_id


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("who", PEOPLE)
def test_the_whole_table(desk: Desk, visit: Enter, database: Database, state: TicketState, who: str) -> None:
    visitor = visit(Role.REVIEWER if who == "holder" else Role(who))
    assert visitor.person is not None
    holder = visitor.person if who == "holder" else desk.person()
    ticket_id = ready(desk, database, state, holder)
    for action in Action:
        wanted = expected(action, state, who)
        fields = dict(FIELDS.get(action, {}))
        if action is Action.ASSIGN:
            fields["person"] = str(holder.id)
        if action is Action.SIGN_OFF and wanted == 303:
            visitor.get(f"/tickets/{ticket_id}")
            fields["seen"] = visitor.field("seen")
        visitor.post(f"/tickets/{ticket_id}/{action.value}", fields, status=wanted)
        if wanted != 303:
            assert desk.state(ticket_id) is state, action
            continue
        assert desk.state(ticket_id) in targets(action, state), action
        ticket_id = ready(desk, database, state, holder)


def targets(action: Action, state: TicketState) -> set[TicketState]:
    row = row_for(action, state)
    assert row is not None
    if action is Action.WITHDRAW:  # the first editor only asks
        return {state}
    if action is Action.SIGN_OFF:  # published at once where the newsroom says so
        return {TicketState.SIGNED_OFF, TicketState.PUBLISHED}
    return {row.target}


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("who", PEOPLE)
def test_the_page_offers_what_the_table_allows_and_nothing_else(
    desk: Desk, visit: Enter, database: Database, state: TicketState, who: str
) -> None:
    visitor = visit(Role.REVIEWER if who == "holder" else Role(who))
    assert visitor.person is not None
    ticket_id = ready(desk, database, state, visitor.person if who == "holder" else desk.person())
    visitor.get(f"/tickets/{ticket_id}")
    start = f"/tickets/{ticket_id}/"
    sent_to = {str(one.attributes.get("action", "")) for one in visitor.tree().css("main form")}
    sent_to |= {str(one.attributes["formaction"]) for one in visitor.tree().css("main button[formaction]")}
    offered = {one.removeprefix(start) for one in sent_to if one.startswith(start)}
    known = {one.value for one in Action}
    wanted = {one.value for one in Action if expected(one, state, who) == 303}
    if who == "editor" and state is TicketState.CORRECTING:
        wanted |= {"correct"}
    assert offered & known == wanted


@pytest.mark.parametrize("action", [one for one in FIELDS if one not in {Action.PROPOSE_VERDICT, Action.CORRECT}])
def test_an_action_without_its_words_is_refused_at_its_field(
    desk: Desk, visit: Enter, database: Database, action: Action
) -> None:
    row = next(row for row in TRANSITIONS if row.action is action)
    state = next(iter(row.sources))
    visitor = visit("editor" if row.who is Who.EDITOR else "reviewer")
    ticket_id = ready(desk, database, state, visitor.person if row.who is not Who.EDITOR else desk.person())
    visitor.post(f"/tickets/{ticket_id}/{action.value}", {}, status=422)
    assert visitor.tree().css_first(".error-summary a[href^='#']") is not None
    assert desk.state(ticket_id) is state


def test_an_unknown_action_and_an_unknown_ticket_are_not_there(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    visitor.post(f"/tickets/{desk.ticket()}/bless", status=404)
    visitor.post("/tickets/999999/take", status=404)
    visitor.get("/tickets/999999", status=404)


def test_a_ticket_is_assigned_to_reviewers_only(desk: Desk, visit: Enter) -> None:
    visitor, ticket_id = visit("editor"), desk.ticket()
    visitor.post(f"/tickets/{ticket_id}/assign", {"person": str(desk.person(Role.VIEWER).id)}, status=422)
    visitor.post(f"/tickets/{ticket_id}/assign", {"person": ""}, status=422)
    reviewer = desk.person(Role.REVIEWER, "Rana Osei")
    visitor.post(f"/tickets/{ticket_id}/assign", {"person": str(reviewer.id)}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Held by Rana Osei" in visitor.words()


def test_a_duplicate_keeps_its_link(desk: Desk, visit: Enter) -> None:
    visitor, first, second = visit("reviewer"), desk.ticket(), desk.ticket()
    close = {"closed_reason": "duplicate"}
    for number in ("", str(second), "999999"):
        visitor.post(f"/tickets/{second}/close", {**close, "duplicate_of": number}, status=422)
    visitor.post(f"/tickets/{second}/close", {**close, "duplicate_of": f"/tickets/{first}"}, status=303)
    visitor.get(f"/tickets/{second}")
    assert visitor.tree().css_first(f'main a[href="/tickets/{first}"]') is not None


def test_the_way_on_never_leads_to_another_site(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    answer = visitor.post(f"/tickets/{desk.ticket()}/take", {"next": "/articles/1"}, status=303)
    assert answer.headers["Location"] == "/articles/1"
    answer = visitor.post(f"/tickets/{desk.ticket()}/take", {"next": "https://evil.example/"}, status=303)
    assert "evil" not in answer.headers["Location"]


# Proposing


def test_what_still_stops_a_proposal_is_listed_with_its_place(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    visitor.get(f"/tickets/{ticket_id}")
    links = [str(one.attributes["href"]) for one in visitor.tree().css(".blockers a")]
    assert links == ["#chain", "#verdict-attribution", "#verdict-content", "#verdict-rationale", "#verdict-asked"]
    for link in links:
        assert visitor.tree().css_first(link) is not None
    visitor.post(f"/tickets/{ticket_id}/propose-verdict", {"rationale": "Because."}, status=422)
    assert "Because." in visitor.tree().css_first("#verdict-rationale").text()
    assert "#verdict-rationale" not in [one.attributes["href"] for one in visitor.tree().css(".blockers a")]
    assert "Accept or reject" in visitor.words()


def test_a_draft_is_kept_and_proposed_later(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("reviewer")
    assert visitor.person is not None
    ticket_id = ready(desk, database, TicketState.IN_PROGRESS, visitor.person)
    visitor.post(f"/tickets/{ticket_id}/draft", {"content": "false", "rationale": "Half a thought"}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Half a thought" in visitor.tree().css_first("#verdict-rationale").text()
    checked = visitor.tree().css_first("#verdict-content input[checked]")
    assert checked.attributes["value"] == "false"


def test_a_made_up_rating_is_refused(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_progress", holder=visitor.person)
    visitor.post(f"/tickets/{ticket_id}/draft", {"content": "verified", "rationale": "Kept"}, status=422)
    assert "Choose a rating from the list" in visitor.words()
    assert "Kept" in visitor.tree().css_first("#verdict-rationale").text()


def test_a_returned_proposal_comes_back_as_a_draft_with_the_comment(desk: Desk, visit: Enter) -> None:
    holder, editor = visit("reviewer"), visit("editor")
    assert holder.person is not None
    ticket_id = desk.ticket("in_review", holder=holder.person)
    editor.post(f"/tickets/{ticket_id}/return", {"comment": "Ask the guard again."}, status=303)
    holder.get(f"/tickets/{ticket_id}")
    assert "Ask the guard again." in holder.words()
    assert GOOD.rationale in holder.tree().css_first("#verdict-rationale").text()
    holder.get("/queue")
    assert "Returned to you" in holder.words()
    desk.propose(ticket_id, holder.person, VerdictFields("attributed", "unproven", "They counted twice.", GOOD.asked))
    editor.get(f"/tickets/{ticket_id}")
    assert {one.text() for one in editor.tree().css("table.diff ins")} == {"They counted twice."}


# Four eyes


def seen_on(visitor: Visitor, ticket_id: int, database: Database) -> str:
    with database.reading() as session:
        from verifier.verdicts.queries import by_newest, working

        proposal = working(by_newest(session, ticket_id))
        return (proposal.content_sha256 if proposal else "") or ""


def promote(database: Database, desk: Desk, person: Person) -> Person:
    with database.writing() as session:
        account = session.get_one(Account, person.id)
        accounts.change_role(session, account, role=Role.EDITOR, by=None, now=desk.now)
        return account.as_person()


def test_the_proposer_cannot_sign_even_as_editor(desk: Desk, visit: Enter, database: Database) -> None:
    visitor = visit("editor")
    assert visitor.person is not None
    ticket_id = desk.ticket("in_review", holder=visitor.person)
    seen = seen_on(visitor, ticket_id, database)
    visitor.post(f"/tickets/{ticket_id}/sign-off", {"seen": seen}, status=403)
    assert "A second person must sign it" in visitor.words()
    assert desk.state(ticket_id) is TicketState.IN_REVIEW


def test_a_promoted_co_author_cannot_sign(desk: Desk, visit: Enter, database: Database) -> None:
    author, proposer = desk.person(), desk.person()
    ticket_id = ready(desk, database, TicketState.IN_PROGRESS, author)
    with database.writing() as session:
        ticket = queries.by_id(session, ticket_id)
        tickets.release(session, ticket, Acting(author, desk.now))
        tickets.take(session, ticket, Acting(proposer, desk.now))
    desk.propose(ticket_id, proposer)
    visitor = visit()
    visitor.sign_in(desk, promote(database, desk, author))
    seen = seen_on(visitor, ticket_id, database)
    visitor.post(f"/tickets/{ticket_id}/sign-off", {"seen": seen}, status=403)
    assert "Somebody who did not must sign it" in visitor.words()
    assert desk.state(ticket_id) is TicketState.IN_REVIEW


def test_with_single_sign_off_an_editor_signs_alone_and_readers_are_told(
    desk: Desk, visit: Enter, database: Database
) -> None:
    desk.decide(single_sign_off=True)
    visitor = visit("editor")
    ticket_id = desk.ticket("in_review", holder=visitor.person)
    visitor.get(f"/tickets/{ticket_id}")
    visitor.post(f"/tickets/{ticket_id}/sign-off", {"seen": visitor.field("seen")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    assert "Proposed and signed by one person" in visitor.words()


def test_content_changed_after_the_editor_looked_is_not_signed(desk: Desk, visit: Enter, database: Database) -> None:
    visitor, ticket_id = visit("editor"), desk.ticket("in_review")
    visitor.get(f"/tickets/{ticket_id}")
    seen = visitor.field("seen")
    with behind(database) as session:
        claim_id = queries.by_id(session, ticket_id).claim_id
        statement = session.scalars(select(Statement).where(Statement.claim_id == claim_id, ~Statement.article_own))
        for row in statement:
            row.quote = "We count two hundred and five."
    visitor.post(f"/tickets/{ticket_id}/sign-off", {"seen": seen}, status=409)
    assert "What you saw is not what is stored now" in visitor.words()
    assert desk.state(ticket_id) is TicketState.IN_REVIEW


def test_a_proposal_that_was_replaced_since_is_not_signed(desk: Desk, visit: Enter) -> None:
    visitor, holder = visit("editor"), desk.person()
    ticket_id = desk.ticket("in_review", holder=holder)
    visitor.get(f"/tickets/{ticket_id}")
    seen = visitor.field("seen")
    visitor.post(f"/tickets/{ticket_id}/return", {"comment": "Again."}, status=303)
    desk.propose(ticket_id, holder, VerdictFields("attributed", "true", "It is so.", "All."))
    visitor.post(f"/tickets/{ticket_id}/sign-off", {"seen": seen}, status=409)
    visitor.post(f"/tickets/{ticket_id}/sign-off", {}, status=409)
    assert desk.state(ticket_id) is TicketState.IN_REVIEW


def test_an_old_session_proves_itself_before_it_signs(desk: Desk, visit: Enter, database: Database) -> None:
    visitor, ticket_id = visit("editor"), desk.ticket("in_review")
    assert visitor.person is not None
    with behind(database) as session:
        kept = session.scalars(select(DeskSession).where(DeskSession.account_id == visitor.person.id)).one()
        kept.proved_at -= timedelta(minutes=20)
    visitor.get(f"/tickets/{ticket_id}")
    seen = {"seen": visitor.field("seen")}
    visitor.post(f"/tickets/{ticket_id}/sign-off", seen, status=422)
    assert "Ask an admin for a new link" in visitor.words()
    with behind(database) as session:
        account = session.get_one(Account, visitor.person.id)
        account.password_argon2 = None
    words = desk.password(visitor.person)
    visitor.sign_in(desk, visitor.person)
    with behind(database) as session:
        for row in session.scalars(select(DeskSession).where(DeskSession.account_id == visitor.person.id)):
            row.proved_at -= timedelta(minutes=20)
    visitor.get(f"/tickets/{ticket_id}")
    assert visitor.tree().css_first('input[type="password"]') is not None
    visitor.post(f"/tickets/{ticket_id}/sign-off", {**seen, "password": "not this one, no"}, status=422)
    assert desk.state(ticket_id) is TicketState.IN_REVIEW
    visitor.post(f"/tickets/{ticket_id}/sign-off", {**seen, "password": words}, status=303)
    assert desk.state(ticket_id) is TicketState.PUBLISHED


# After the signature


def test_a_correction_keeps_the_old_verdict_readable(desk: Desk, visit: Enter) -> None:
    visitor, editor = visit("reviewer"), visit("editor")
    assert visitor.person is not None
    ticket_id = desk.ticket("correcting", holder=visitor.person)
    visitor.get(f"/tickets/{ticket_id}")
    assert "The verdict that readers see now" in visitor.words()
    fields = {**WRITTEN, "content": "false", "version": visitor.field("version")}
    visitor.post(f"/tickets/{ticket_id}/correct", {**fields, "public_note": ""}, status=422)
    against = {"breach-1": visitor.field("breach-1"), "override-1": "The roll is the only count there is."}
    visitor.post(f"/tickets/{ticket_id}/correct", {**fields, **against}, status=303)
    editor.get(f"/tickets/{ticket_id}")
    editor.post(f"/tickets/{ticket_id}/sign-off", {"seen": editor.field("seen")}, status=303)
    visitor.get(f"/tickets/{ticket_id}")
    panel = " ".join(visitor.tree().css_first(".workbench-verdict").text().split())
    assert "False" in panel
    assert WRITTEN["public_note"] in panel
    assert "Earlier versions: 1" in panel
    assert GOOD.rationale in panel
    assert "Signature void" in panel


def test_withdrawing_takes_two_editors(desk: Desk, visit: Enter) -> None:
    first, second, ticket_id = visit("editor"), visit("editor"), desk.ticket("published")
    first.post(f"/tickets/{ticket_id}/withdraw", {"reason": "The wrong claim."}, status=303)
    assert desk.state(ticket_id) is TicketState.PUBLISHED
    first.post(f"/tickets/{ticket_id}/withdraw", {"reason": "The wrong claim."}, status=403)
    second.get(f"/tickets/{ticket_id}")
    assert "The wrong claim." in second.words()
    second.post(f"/tickets/{ticket_id}/withdraw", status=303)
    assert desk.state(ticket_id) is TicketState.WITHDRAWN
    second.get(f"/tickets/{ticket_id}")
    assert "Withdrawn" in second.words()
    assert GOOD.rationale in second.words()


def test_a_withdrawal_asked_of_one_version_does_not_reach_the_next(desk: Desk, visit: Enter) -> None:
    first, second, holder = visit("editor"), visit("editor"), desk.person()
    ticket_id = desk.ticket("published", holder=holder)
    first.post(f"/tickets/{ticket_id}/withdraw", {"reason": "The wrong claim."}, status=303)
    first.post(f"/tickets/{ticket_id}/reopen", {"reason": "Better corrected."}, status=303)
    desk.propose(ticket_id, holder, VerdictFields("attributed", "false", "New.", "All.", "Corrected."))
    desk.sign(ticket_id, desk.person(Role.EDITOR))
    second.post(f"/tickets/{ticket_id}/withdraw", {"reason": "Still wrong."}, status=303)
    assert desk.state(ticket_id) is TicketState.PUBLISHED


# Two people at once


def test_a_stale_draft_shows_both_versions_and_saves_either(desk: Desk, visit: Enter) -> None:
    mine, theirs = visit("reviewer"), visit("reviewer")
    ticket_id = desk.ticket("correcting", holder=mine.person)
    mine.get(f"/tickets/{ticket_id}")
    old = mine.field("version")
    theirs.post(f"/tickets/{ticket_id}/draft", {**WRITTEN, "rationale": "Theirs, saved first."}, status=303)
    mine.post(f"/tickets/{ticket_id}/draft", {**WRITTEN, "rationale": "Mine, typed.", "version": old}, status=409)
    words = mine.words()
    assert "Theirs, saved first." in words
    assert "Mine, typed." in words
    assert theirs.person is not None
    assert f"Stored now, saved by {theirs.person.name}" in words
    again = {str(one.attributes["name"]): one.attributes.get("value") or "" for one in mine.tree().css("main input")}
    assert again["rationale"] == "Mine, typed."
    mine.post(f"/tickets/{ticket_id}/draft", again, status=303)
    mine.get(f"/tickets/{ticket_id}")
    assert "Mine, typed." in mine.tree().css_first("#verdict-rationale").text()


def test_a_stale_proposal_is_not_proposed(desk: Desk, visit: Enter) -> None:
    mine, theirs = visit("reviewer"), visit("reviewer")
    ticket_id = desk.ticket("correcting", holder=mine.person)
    mine.get(f"/tickets/{ticket_id}")
    old = mine.field("version")
    theirs.post(f"/tickets/{ticket_id}/draft", {**WRITTEN, "rationale": "Theirs."}, status=303)
    mine.post(f"/tickets/{ticket_id}/correct", {**WRITTEN, "version": old}, status=409)
    assert desk.state(ticket_id) is TicketState.CORRECTING
    assert mine.tree().css_first(f'form[action="/tickets/{ticket_id}/correct"]') is not None


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("statements/{source}/edit", {"source": "Typed Office", "quote": "Typed words."}),
        ("hops/{hop}/edit", {"source": "Typed Monitor", "relation": "told"}),
        ("wording", {"wording": "Typed wording"}),
        ("urgency", {"priority": "0", "due_on": "2030-01-02"}),
    ],
)
def test_every_stale_edit_keeps_what_was_typed(desk: Desk, visit: Enter, path: str, typed: dict[str, str]) -> None:
    mine, theirs = visit("reviewer"), visit("reviewer")
    ticket_id = desk.ticket("correcting", holder=mine.person)
    mine.get(f"/tickets/{ticket_id}")
    source = str(mine.tree().css_first("li.evidence").attributes["id"]).removeprefix("source-")
    hop = str(mine.tree().css("li.hop")[1].attributes["id"]).removeprefix("hop-")
    address = f"/tickets/{ticket_id}/{path.format(source=source, hop=hop)}"
    old = mine.field("version")
    theirs.post(f"/tickets/{ticket_id}/wording", {"wording": "Reworded meanwhile"}, status=303)
    mine.post(address, {**typed, "version": old}, status=409)
    again = {str(one.attributes["name"]): one.attributes.get("value") or "" for one in mine.tree().css("main input")}
    assert typed.items() <= again.items()
    mine.post(address, again, status=303)


def test_a_hop_is_not_accepted_over_a_version_nobody_looked_at(desk: Desk, visit: Enter) -> None:
    mine, theirs = visit("reviewer"), visit("reviewer")
    ticket_id = desk.ticket("correcting", holder=mine.person)
    mine.get(f"/tickets/{ticket_id}")
    old = mine.field("version")
    theirs.post(f"/tickets/{ticket_id}/hops", {"source": "Wire"}, status=303)
    mine.post(f"/tickets/{ticket_id}/hops/confirm-all", {"version": old}, status=409)
    assert "saved this ticket meanwhile" in mine.words()


def test_words_typed_for_a_ticket_that_went_into_review_are_shown_again(desk: Desk, visit: Enter) -> None:
    visitor = visit("reviewer")
    ticket_id = desk.ticket("in_review", holder=visitor.person)
    visitor.post(f"/tickets/{ticket_id}/draft", {"rationale": "Typed too late."}, status=409)
    assert "Typed too late." in visitor.words()
    assert "nothing of it is lost" in visitor.words()


def test_strangers_and_forged_forms_change_nothing(desk: Desk, visit: Enter) -> None:
    ticket_id, visitor = desk.ticket(), visit("reviewer")
    assert visit().get(f"/tickets/{ticket_id}").status_code == 303
    visit().post(f"/tickets/{ticket_id}/take", status=401)
    visitor.post(f"/tickets/{ticket_id}/take", {"csrf_token": "forged"}, status=400)
    assert desk.state(ticket_id) is TicketState.OPEN
