"""What the desk decides about proposals is kept, told, and brought to bear on the next article."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from factories.behind import behind
from factories.desk import Desk
from factories.visitor import Visitor
from sqlalchemy import event, func, select

from verifier.accounts.types import Person, Role
from verifier.articles.models import Article, Claim, ClaimDisclaimer, Disclaimer, LearnedDisclaimer
from verifier.audit import queries as audit
from verifier.kernel.db import Database
from verifier.learning import queries
from verifier.learning.actions import decide
from verifier.learning.models import Decision
from verifier.learning.types import Outcome, Proposal, Proposed
from verifier.provenance.models import Derivation, Statement
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState

Enter = Callable[..., Visitor]
ODD = "Whatever stands above came to our mailbox as it is; nobody here went and looked."
FIRST = (
    "Harbour Guard Recruits 200 Men in Calder\n\n"
    "The guard has recruited more than 205 men so far, the Calder Monitor said.\n\n"
    "Local sources told the Monitor that 35 of them were paid in May. Will it rain?\n\n"
    "The report could not be independently verified.\n\n"
    "Training began on Monday in the old mill.\n\n"
    f"{ODD}\n"
)
SECOND = (
    "Ferry Sinks off Port Calder\n\n"
    "A ferry with 90 people sank on Sunday, the port office said.\n\n"
    "Whatever stands above came to our mailbox as it is;\nnobody here went and looked.\n"
)
PUBLISHER = "The Coast Reader"


def bring(visitor: Visitor, text: str) -> str:
    """Paste a text; returns the address of its draft, which is looked at."""
    where = visitor.upload("/articles/new", {"text": text}, 303).headers["Location"]
    visitor.get(where, status=200)
    return where


def ticks(visitor: Visitor, name: str) -> list[str]:
    """The values that are ticked on the draft looked at last."""
    nodes = visitor.tree().css(f'input[name="{name}"]')
    return [node.attributes["value"] or "" for node in nodes if "checked" in node.attributes]


def take_in(
    visitor: Visitor, text: str, *, drop: Callable[[str], bool] = lambda _: False, publisher: str = PUBLISHER
) -> int:
    """Take in a text, unticking the claims and disclaimers that ``drop`` says; returns the article's number."""
    where = bring(visitor, text)
    kept = {name: [one for one in ticks(visitor, name) if not drop(words_at(text, one))] for name in NAMES}
    sent = {"title": visitor.field("title") or "Untitled", "publisher": publisher, "language": "en", **kept}
    return int(visitor.post(where, sent, 303).headers["Location"].rsplit("/", 1)[1])


NAMES = ("claims", "disclaimers")


def words_at(text: str, value: str) -> str:
    start, end = map(int, value.split("-"))
    return text[start:end]


def outcomes(database: Database, proposal: Proposal) -> dict[str, str]:
    """The latest decisions on an article's proposals of a kind, by what the rule and place are."""
    with database.reading() as session:
        rows = session.scalars(select(Decision).where(Decision.proposal == proposal)).all()
        return {f"{row.article_id}:{row.place}": row.outcome.value for row in rows}


def tickets_of(database: Database, article_id: int) -> dict[str, int]:
    """Ticket by the words of its claim."""
    with database.reading() as session:
        rows = session.execute(
            select(Claim.exact, Ticket.id)
            .join(Ticket, Ticket.claim_id == Claim.id)
            .where(Claim.article_id == article_id)
        )
        return {row.exact: row.id for row in rows}


def ticket_of(database: Database, article_id: int, word: str) -> int:
    return next(number for words, number in tickets_of(database, article_id).items() if word in words)


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """Every query that is asked meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def judge(desk: Desk, who: Person, article_id: int, rule: str, sort: str, *outcomes: Outcome) -> None:
    """Decisions of an earlier time on one rule's proposals."""
    with behind(desk.database) as session:
        for number, outcome in enumerate(outcomes):
            one = Proposed(Proposal.CLAIM, f"{9000 + number}-{9001 + number}", rule, sort)
            decide(session, [one], outcome, article_id=article_id, by_id=who.id, now=desk.now)


def test_a_disclaimer_that_no_rule_knows_is_marked_once_and_found_in_the_publishers_next(
    desk: Desk, visit: Enter
) -> None:
    visitor, reader = visit(Role.REVIEWER), visit()
    first = take_in(visitor, FIRST)
    visitor.get(f"/articles/{first}", status=200)
    assert not any(ODD in node.text() for node in visitor.tree().css(".disclaimer"))
    visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    assert desk.state(ticket_of(desk.database, first, "mailbox")) is TicketState.CLOSED  # it is no claim after all
    visitor.post(f"/articles/{first}/accept-all", status=303)
    with desk.database.reading() as session:
        wanted = select(Claim.id).join(Ticket, Ticket.claim_id == Claim.id).where(Ticket.state == TicketState.OPEN)
        claims = session.scalars(wanted).all()
    assert len(claims) == 4
    for claim_id in claims:
        reader.get(f"/public/claims/{claim_id}", status=200)
        assert f"{PUBLISHER} states: “{ODD}”" in reader.words()

    where = bring(visitor, SECOND)
    (line,) = visitor.tree().css('[name="disclaimers"]')
    assert words_at(SECOND, line.attributes["value"] or "").startswith("Whatever stands above")
    assert "Learned from “Harbour Guard Recruits 200 Men in Calder”" in visitor.words()
    sent = {"title": "Ferry Sinks", "publisher": PUBLISHER, "claims": ticks(visitor, "claims")}
    sent["disclaimers"] = ticks(visitor, "disclaimers")
    second = int(visitor.post(where, sent, 303).headers["Location"].rsplit("/", 1)[1])
    assert tickets_of(desk.database, second)
    assert not any("mailbox" in words for words in tickets_of(desk.database, second))
    visitor.post(f"/articles/{second}/accept-all", status=303)
    visitor.get(f"/articles/{second}", status=200)
    assert "Learned from “Harbour Guard" in visitor.words()
    with desk.database.reading() as session:
        claims = session.scalars(select(Claim.id).where(Claim.article_id == second)).all()
        learned = session.scalars(select(LearnedDisclaimer)).all()
    assert len(learned) == 1  # found again is not learned again
    for claim_id in claims:
        reader.get(f"/public/claims/{claim_id}", status=200)
        assert "nobody here went and looked" in reader.words()


def test_a_disclaimer_that_two_publishers_share_names_neither_and_is_kept_once_one_is_named(
    desk: Desk, visit: Enter
) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST)
    visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    bring(visitor, SECOND)
    assert visitor.field("publisher") == PUBLISHER
    assert "recognised by a disclaimer learned from its other articles" in visitor.words()
    other = take_in(visitor, FIRST.replace("Calder", "Varn"), publisher="Another Paper")
    with desk.database.reading() as session:  # left ticked, it is the other paper's too
        assert session.scalar(select(func.count()).select_from(LearnedDisclaimer)) == 2
    where = bring(visitor, SECOND.replace("Ferry", "Barge"))
    assert not visitor.field("publisher")
    assert not visitor.tree().css('[name="disclaimers"]')
    named = {"title": "Barge Sinks", "publisher": "Another Paper", "claims": ticks(visitor, "claims")}
    third = visitor.post(where, named, 303).headers["Location"]
    visitor.get(third, status=200)
    assert "Learned from “Harbour Guard Recruits 200 Men in Varn”" in visitor.words()
    assert f"/articles/{other}" in visitor.last.text  # type: ignore[union-attr]


def test_a_learned_disclaimer_is_forgotten_and_that_is_taken_back(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST)
    visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    with desk.database.reading() as session:
        publisher = session.get_one(Article, first).publisher_id
    visitor.get(f"/sources/{publisher}", status=200)
    assert ODD in visitor.words()
    visitor.post(f"/sources/{publisher}/disclaimers/1/forget", status=303)
    visitor.get(f"/sources/{publisher}", status=200)
    assert "Forgotten; it was learned from" in visitor.words()
    second = take_in(visitor, SECOND)
    with desk.database.reading() as session:
        assert not session.scalars(select(Disclaimer.id).where(Disclaimer.article_id == second)).all()
    visitor.post(f"/sources/{publisher}/disclaimers/1/learn", status=303)
    bring(visitor, SECOND.replace("Ferry", "Barge"))
    assert visitor.tree().css('[name="disclaimers"]')
    visitor.post(f"/sources/{publisher + 1}/disclaimers/1/forget", status=404)
    with desk.database.reading() as session:
        assert session.scalars(select(LearnedDisclaimer.forgotten_at)).all() == [None]
        assert list(audit.discrepancies(session)) == []


@pytest.mark.parametrize("quote", ["", "no such words here", "The guard", "205 men", ODD])
def test_what_cannot_be_a_disclaimer_is_refused_kindly(visit: Enter, quote: str) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST)
    if quote == ODD:
        visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    visitor.post(f"/articles/{first}/disclaimers", {"quote": quote}, 422)
    assert quote in visitor.tree().css_first("textarea").text()  # type: ignore[union-attr]


def test_what_is_no_disclaimer_is_taken_away_and_forgotten(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST)
    visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    with desk.database.reading() as session:
        mine = session.scalars(select(Disclaimer.id).where(Disclaimer.words == ODD)).one()
        scoped = session.scalars(select(ClaimDisclaimer.disclaimer_id)).first()
    assert scoped is not None
    for number in (mine, scoped):
        visitor.post(f"/articles/{first}/disclaimers/{number}/remove", status=303)
    visitor.post(f"/articles/{first}/disclaimers/{mine}/remove", status=404)
    assert list(outcomes(desk.database, Proposal.DISCLAIMER).values()) == ["rejected"]
    with desk.database.reading() as session:
        assert session.scalars(select(LearnedDisclaimer.forgotten_at)).one() is not None
        assert session.scalar(select(func.count()).select_from(ClaimDisclaimer)) == 0
    visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    with desk.database.reading() as session:
        assert session.scalars(select(LearnedDisclaimer.forgotten_at)).one() is None


def test_a_kept_disclaimer_of_the_publisher_is_learned_and_one_of_a_claim_is_not(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    told = f"{PUBLISHER} has not verified the content of this story."
    take_in(visitor, f"{FIRST}\n{told}\n")
    with desk.database.reading() as session:
        assert session.scalars(select(LearnedDisclaimer.words)).all() == [told]
    take_in(visitor, f"Ferry Sinks\n\nA ferry with 90 people sank.\n\n{told}\n", drop=lambda words: told in words)
    assert sorted(outcomes(desk.database, Proposal.DISCLAIMER).values()) == ["accepted", "accepted", "rejected"]


def test_a_claim_that_could_not_be_verified_says_so_on_its_ticket_and_to_readers(desk: Desk, visit: Enter) -> None:
    visitor, reader = visit(Role.REVIEWER), visit()
    first = take_in(visitor, FIRST)
    visitor.post(f"/articles/{first}/accept-all", status=303)
    told = "The report could not be independently verified."
    for words, number in tickets_of(desk.database, first).items():
        visitor.get(f"/tickets/{number}", status=200)
        shown = any(told in node.text() for node in visitor.tree().css(".workbench-head .disclaimer"))
        with desk.database.reading() as session:
            claim_id = session.get_one(Ticket, number).claim_id
        reader.get(f"/public/claims/{claim_id}", status=200)
        public = f"{PUBLISHER} says of this claim: “{told}”" in reader.words()
        assert shown == public == ("35 of them" in words), words


def test_a_claim_marked_in_its_paragraph_later_carries_it_too(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST, drop=lambda words: "35 of them" in words or "report" in words)
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ClaimDisclaimer)) == 0
    first = take_in(visitor, f"{FIRST} Again.", drop=lambda words: "35 of them" in words)
    for quote in ("35 of them were paid in May", "Training began on Monday"):
        visitor.post(f"/articles/{first}/claims", {"quote": quote}, 303)
    with desk.database.reading() as session:
        linked = session.scalars(
            select(Claim.exact)
            .join(ClaimDisclaimer, ClaimDisclaimer.claim_id == Claim.id)
            .where(Claim.article_id == first, Claim.rule == "person")
        ).all()
    assert linked == ["35 of them were paid in May"]


def test_ticks_accepting_and_discarding_leave_one_decision_a_proposal(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST, drop=lambda words: "Training" in words)
    assert sorted(set(outcomes(desk.database, Proposal.CLAIM).values())) == ["accepted", "rejected"]
    before = len(outcomes(desk.database, Proposal.CLAIM))
    number = ticket_of(desk.database, first, "205 men")
    visitor.post(f"/tickets/{number}/discard", {"version": "1"}, 303)
    assert list(outcomes(desk.database, Proposal.CLAIM).values()).count("rejected") == 2
    visitor.post(f"/tickets/{number}/reopen", {"version": "2", "reason": "After all."}, 303)
    assert list(outcomes(desk.database, Proposal.CLAIM).values()).count("rejected") == 1
    visitor.post(f"/tickets/{number}/take", {"version": "3"}, 303)
    visitor.post(f"/tickets/{number}/wording", {"version": "4", "wording": "The guard has 205 men."}, 303)
    assert list(outcomes(desk.database, Proposal.CLAIM).values()).count("edited") == 1
    visitor.post(f"/articles/{first}/claims", {"quote": "paid in May"}, 303)
    found = list(outcomes(desk.database, Proposal.CLAIM).values())
    assert len(found) == before + 1
    assert found.count("missed") == 1


def test_a_question_left_unticked_is_no_decision_against_the_reader(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    bring(visitor, FIRST)
    proposed = {node.attributes["value"] for node in visitor.tree().css('input[name="claims"]')}
    doubtful = proposed - set(ticks(visitor, "claims"))
    take_in(visitor, FIRST + "\n")
    judged = {place.split(":")[1] for place in outcomes(desk.database, Proposal.CLAIM)}
    assert doubtful
    assert judged == proposed - doubtful


def test_closing_a_proposal_as_a_duplicate_is_not_held_against_its_rule(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST)
    numbers = sorted(tickets_of(desk.database, first).values())
    visitor.post(
        f"/tickets/{numbers[0]}/close",
        {"version": "1", "closed_reason": "duplicate", "duplicate_of": str(numbers[1])},
        303,
    )
    assert set(outcomes(desk.database, Proposal.CLAIM).values()) == {"accepted"}
    visitor.post(f"/tickets/{numbers[1]}/close", {"version": "1", "closed_reason": "not_checkable"}, 303)
    assert list(outcomes(desk.database, Proposal.CLAIM).values()).count("rejected") == 1


def test_every_way_to_judge_a_hop_is_kept(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    assert visitor.person is not None
    number = desk.ticket("in_progress", holder=visitor.person, chain=("Calder Monitor", "Port Office", "Ann Lee"))
    with desk.database.reading() as session:
        hops = session.scalars(select(Derivation.upstream_id).order_by(Derivation.id)).all()

    def send(act: str, **fields: str) -> None:
        visitor.get(f"/tickets/{number}", status=200)
        visitor.post(f"/tickets/{number}/{act}", {"version": visitor.field("version"), **fields}, 303)

    def told() -> list[str]:
        with desk.database.reading() as session:
            rows = session.execute(select(Decision.place, Decision.outcome, Decision.rule)).all()
        assert {row.rule for row in rows} <= {"test"}
        found = {row.place: row.outcome.value for row in rows}
        return [found.get(str(one), "") for one in hops]

    send(f"hops/{hops[1]}/confirm")
    assert told() == ["", "accepted", ""]
    send(f"hops/{hops[0]}/reject")
    assert told() == ["rejected", "accepted", ""]
    send(f"statements/{hops[0]}/put-back")
    assert told() == ["accepted", "accepted", ""]
    send(f"hops/{hops[0]}/reject")
    assert told() == ["rejected", "accepted", ""]
    named = {"source": "Ann Lee", "source_kind": "organisation", "naming": "named", "relation": "reported"}
    send(f"hops/{hops[2]}/edit", **named, cue="told")
    assert told() == ["rejected", "accepted", "edited"]
    send("hops/confirm-all")
    assert told() == ["rejected", "accepted", "edited"]
    send("hops", **named | {"source": "Omar Haddad"}, cue="", after=str(hops[2]))
    assert told() == ["rejected", "accepted", "edited"]


def test_a_hop_that_was_moved_or_only_looked_at_again(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    number = desk.ticket("in_progress", holder=visitor.person, chain=("Calder Monitor", "Port Office"))
    with desk.database.reading() as session:
        hops = session.scalars(select(Statement.id).where(Statement.in_chain).order_by(Statement.id)).all()
    named = {"source": "Calder Monitor", "source_kind": "organisation", "naming": "named", "relation": "reported"}
    visitor.get(f"/tickets/{number}", status=200)
    sent = {"version": visitor.field("version"), **named, "cue": "said"}
    visitor.post(f"/tickets/{number}/hops/{hops[0]}/edit", sent, 303)
    visitor.get(f"/tickets/{number}", status=200)
    turned = {"version": visitor.field("version"), "direction": "outwards"}
    visitor.post(f"/tickets/{number}/hops/{hops[1]}/move", turned, 303)
    assert sorted(outcomes(desk.database, Proposal.HOP).values()) == ["accepted", "edited"]


def test_a_hop_put_back_is_still_the_readers_and_can_be_rejected_again(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    number = desk.ticket("in_progress", holder=visitor.person)
    with desk.database.reading() as session:
        hop = session.scalars(select(Statement.id).where(Statement.in_chain)).one()
    for act, outcome in (("hops/{}/reject", "rejected"), ("statements/{}/put-back", "accepted")) * 2:
        visitor.get(f"/tickets/{number}", status=200)
        visitor.post(f"/tickets/{number}/{act.format(hop)}", {"version": visitor.field("version")}, 303)
        assert list(outcomes(desk.database, Proposal.HOP).values()) == [outcome]


def test_what_the_desk_itself_does_is_no_decision(desk: Desk) -> None:
    desk.ticket("proposed")
    with desk.database.reading() as session:
        assert queries.tallies(session) == ()


def test_a_rule_that_this_desk_keeps_rejecting_ranks_lower_and_says_why(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    assert visitor.person is not None
    first = take_in(visitor, FIRST)
    where = bring(visitor, SECOND + "\nRain fell on 3 of the 5 quays in May.\n")
    visitor.post(where, {"look": "worth", "publisher": PUBLISHER})
    best = visitor.tree().css_first("ol.proposals li")
    assert best is not None
    with desk.database.reading() as session:
        rules = {row.exact: (row.rule, row.kind) for row in session.scalars(select(Claim))}
    words = best.css_first(".quoted").text()  # type: ignore[union-attr]
    score = int(best.text().split("worth checking: ")[1].split(" of")[0])
    rule = next((key for key in set(rules.values()) if key[1].value.replace("_", " ") in best.text()), None)
    assert rule is not None
    for number, name in enumerate(("content", "unattributed")):
        with behind(desk.database) as session:
            for turn in range(16):
                one = Proposed(Proposal.CLAIM, f"{number}{turn}0000-1", name, rule[1].value)
                made = Outcome.ACCEPTED if turn < 2 else Outcome.REJECTED
                decide(session, [one], made, article_id=first, by_id=visitor.person.id, now=desk.now)
    visitor.post(where, {"look": "worth", "publisher": PUBLISHER})
    lines = visitor.tree().css("ol.proposals li")
    place = next(number for number, line in enumerate(lines) if words in line.text())
    told = lines[place].text()
    assert "ranked lower: this desk rejected 14 of " in told
    assert int(told.split("worth checking: ")[1].split(" of")[0]) < score
    assert len(lines) == len(visitor.tree().css('input[name="claims"]'))  # nothing is hidden


def test_proposals_of_such_a_rule_come_last_in_the_queue(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    assert visitor.person is not None
    first = take_in(visitor, FIRST)
    second = take_in(visitor, FIRST.replace("Calder", "Varn"))
    with desk.database.reading() as session:
        rows = session.scalars(select(Claim).where(Claim.article_id == second).order_by(Claim.id)).all()
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    dull = rows[0]
    judge(desk, visitor.person, first, dull.rule, dull.kind, *[Outcome.REJECTED] * 40)
    third = take_in(visitor, FIRST.replace("Calder", "Lorn"))
    with desk.database.reading() as session:
        found = session.scalars(select(Claim).where(Claim.article_id == third).order_by(Claim.id)).all()
        ranks = [(row.rule, row.kind) == (dull.rule, dull.kind) for row in found]
        number = session.scalars(select(Ticket.id).where(Ticket.claim_id == found[-1].id)).one()
        assert session.get_one(Ticket, number).state is TicketState.PROPOSED
    assert len(found) == len(rows)
    assert any(ranks)
    assert ranks == sorted(ranks)
    visitor.get(f"/tickets/{number}", status=200)
    assert "Ranked lower: this desk rejected 40 of" in visitor.words()


def test_the_record_is_told_rule_by_rule(desk: Desk, visit: Enter) -> None:
    viewer, visitor = visit(Role.VIEWER), visit(Role.REVIEWER)
    viewer.get("/admin/reader", status=200)
    assert "Nobody has judged a proposal yet" in viewer.words()
    assert visitor.person is not None
    first = desk.article()
    judge(desk, visitor.person, first, "content", "event", *[Outcome.REJECTED] * 14, *[Outcome.ACCEPTED] * 2)
    admin = visit(Role.ADMIN)
    with counting(desk.database) as few:
        admin.get("/admin/reader", status=200)
    total, part = [[cell.text() for cell in row.css("th, td")] for row in admin.tree().css("tbody tr")]
    assert total == ["content", "16", "2", "0", "14", "12\xa0%", "3 and 36\xa0%"]
    assert part[0] == "of these: eventranked lower, at 62\xa0% of its score"
    with behind(desk.database) as session:
        for number in range(30):
            one = Proposed(Proposal.CLAIM, f"{number}-{number + 1}", f"rule {number}", "event")
            decide(session, [one], Outcome.EDITED, article_id=first, by_id=visitor.person.id, now=desk.now)
    with counting(desk.database) as many:
        admin.get("/admin/reader", status=200)
    assert len(many) == len(few)
    assert len(admin.tree().css("tbody tr")) == 62


def test_a_draft_and_a_source_ask_no_more_the_more_was_learned(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    first = take_in(visitor, FIRST)
    with desk.database.reading() as session:
        publisher = session.get_one(Article, first).publisher_id
    visitor.post(f"/articles/{first}/disclaimers", {"quote": ODD}, 303)
    where = bring(visitor, SECOND)
    paths = (where, f"/sources/{publisher}", f"/articles/{first}")
    few = []
    for path in paths:
        with counting(desk.database) as seen:
            visitor.get(path, status=200)
        few.append(len(seen))
    for quote in ("The guard has recruited more", "Training began on Monday in the old mill.", "Will it rain?"):
        visitor.post(f"/articles/{first}/disclaimers", {"quote": quote}, 303)
    for path, before in zip(paths, few, strict=True):
        with counting(desk.database) as seen:
            visitor.get(path, status=200)
        assert len(seen) == before, path
