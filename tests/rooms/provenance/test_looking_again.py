"""What is retracted, or turns out to be one source, is put before people; nothing changes by itself."""

from datetime import date
from typing import Any

import pytest
from factories.desk import CLAIM, Desk
from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.accounts.types import Person, Role
from verifier.articles import queries as articles
from verifier.audit.models import Entry
from verifier.kernel.errors import NotFound, RuleBroken
from verifier.provenance import actions as provenance
from verifier.provenance import actions_retracting as retracting
from verifier.provenance import merging, queries
from verifier.provenance import queries_retractions as retracted
from verifier.provenance.actions_retracting import RetractionFields
from verifier.provenance.rules import StatementFields
from verifier.publishing.queries import standings
from verifier.sources import queries as sources
from verifier.sources.models import Source
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets import queries_queue
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting, ClosedReason, LookCause, QueueFilter, TicketState
from verifier.verdicts import queries as verdicts

WHY = RetractionFields("The count was an estimate.", "https://monitor.example/note", date(2026, 3, 3))


def named(session: Session, name: str) -> Source:
    found = sources.by_exact_name(session, name)
    assert found is not None
    return found


def also_says(desk: Desk, ticket_id: int, person: Person, *names: str) -> None:
    """Further sources beside the chain, before the verdict is proposed."""
    with desk.database.writing() as session:
        ticket = ticket_queries.by_id(session, ticket_id)
        claim = articles.claim_by_id(session, ticket.claim_id)
        for name in names:
            provenance.add_statement(
                session,
                ticket,
                claim,
                StatementFields(name, "outlet", quote="More than 205."),
                capture_id=None,
                acting=Acting(person, desk.now),
                version=None,
            )


def signed_with(desk: Desk, *names: str, signed: bool = True) -> int:
    """A ticket with these sources beside the chain, signed or still at work."""
    holder = desk.person()
    ticket_id = desk.ticket("in_progress", holder=holder)
    also_says(desk, ticket_id, holder, *names)
    if signed:
        desk.propose(ticket_id, holder)
        desk.sign(ticket_id, desk.person(Role.EDITOR))
    return ticket_id


def waiting(session: Session) -> list[int]:
    return [row.id for row in queries_queue.in_queue(session, QueueFilter(look_again=True, order="newest"))]


def everything_said(session: Session, ticket_id: int) -> tuple[Any, ...]:
    """Whatever must not change by itself."""
    ticket = ticket_queries.by_id(session, ticket_id)
    versions = [(row.status, row.content_sha256) for row in verdicts.by_newest(session, ticket_id)]
    chain = [(row.source_id, row.version) for row in queries.rows_for(session, ticket.claim_id).statements]
    return ticket.state, ticket.version, versions, chain, standings(session, [ticket])[ticket_id]


def test_a_retracted_source_brings_every_ticket_that_rests_on_it(desk: Desk) -> None:
    by = desk.person()
    touched = [desk.ticket(state) for state in ("published", "in_review", "open", "proposed", "correcting")]
    over = [desk.ticket(state) for state in ("closed", "withdrawn")]
    elsewhere = desk.ticket("open", chain=("Somebody else",))
    with desk.database.writing() as session:
        before = {one: everything_said(session, one) for one in touched}
        row, count = retracting.retract(
            session, WHY, source_id=named(session, "Calder Monitor").id, acting=Acting(by, desk.now)
        )
        assert count == len(touched)
        assert sorted(waiting(session)) == sorted(touched)
        assert ticket_queries.count_to_look_at(session) == len(touched)
        assert not {elsewhere, *over} & set(waiting(session))
        assert {one: everything_said(session, one) for one in touched} == before
        with pytest.raises(RuleBroken) as caught:
            retracting.retract(session, WHY, source_id=row.source_id, acting=Acting(by, desk.now))
        assert caught.value.code == "retracted_already"
    with desk.database.reading() as session:
        entries = session.scalars(select(Entry).where(Entry.action == "ticket:put_before")).all()
        assert {one.subject_id for one in entries} == set(touched)
    with desk.database.writing() as session:
        for one in touched[1:]:
            look = ticket_queries.looks_of(session, one)[0]
            tickets.look(
                session, ticket_queries.by_id(session, one), look, Acting(by, desk.now), words="Two others say so."
            )
        assert waiting(session) == touched[:1]
        assert ticket_queries.count_looks(session, [row.id]) == {row.id: (5, 1)}
        with pytest.raises(RuleBroken):
            tickets.look(session, ticket_queries.by_id(session, one), look, Acting(by, desk.now), words="Again.")
        kept = retracted.retraction_by_id(session, row.id)
        assert retracting.undo(session, kept, acting=Acting(by, desk.now)) == 1
        assert waiting(session) == []
        assert [look.words for look in ticket_queries.looks_of(session, touched[1])] == ["Two others say so."]
        with pytest.raises(RuleBroken):
            retracting.undo(session, kept, acting=Acting(by, desk.now))
        assert retracting.retract(session, WHY, source_id=row.source_id, acting=Acting(by, desk.now))[1] == 5


def test_what_is_over_need_not_be_looked_at_until_it_is_opened_again(desk: Desk) -> None:
    by = desk.person()
    ticket_id = desk.ticket("open")
    acting = Acting(by, desk.now)
    with desk.database.writing() as session:
        retracting.retract(session, WHY, source_id=named(session, "Calder Monitor").id, acting=acting)
        ticket = ticket_queries.by_id(session, ticket_id)
        tickets.close(session, ticket, acting, reason=ClosedReason.OUT_OF_SCOPE, note="", duplicate_of_id=None)
        assert (waiting(session), ticket_queries.count_to_look_at(session)) == ([], 0)
        tickets.reopen(session, ticket, acting, reason="It is in scope.")
        assert (waiting(session), ticket_queries.count_to_look_at(session)) == ([ticket_id], 1)


def test_a_retracted_statement_brings_its_own_ticket_only(desk: Desk) -> None:
    by = desk.person()
    one, other = desk.ticket("published"), desk.ticket("published")
    with desk.database.writing() as session:
        rows = queries.rows_for(session, ticket_queries.by_id(session, one).claim_id)
        said = rows.chain()[-1]
        row, count = retracting.retract(session, WHY, statement_id=said.id, acting=Acting(by, desk.now))
        assert (count, waiting(session)) == (1, [one])
        assert [found.id for found in retracted.retractions_on(session, rows)] == [row.id]
        others = queries.rows_for(session, ticket_queries.by_id(session, other).claim_id)
        assert list(retracted.retractions_on(session, others)) == []
        assert [found.id for found in retracted.retractions_of(session, {said.source_id})] == [row.id]


def test_a_retraction_reaches_what_was_told_under_a_merged_name(desk: Desk) -> None:
    by = desk.person()
    ticket_id = desk.ticket("open", chain=("HaMo",))
    other_id = desk.ticket("open", chain=("Harbour Gazette",))
    with desk.database.writing() as session:
        away, stays = named(session, "HaMo"), named(session, "Harbour Gazette")
        merging.merge(session, away, stays, by=by, now=desk.now)
        retracting.retract(session, WHY, source_id=stays.id, acting=Acting(by, desk.now))
        assert waiting(session) == [other_id, ticket_id]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (RetractionFields("  "), "reason"),
        (RetractionFields("x" * 2_001), "reason"),
        (RetractionFields("Why.", "javascript:alert(1)"), "url"),
        (RetractionFields("Why.", "https://a.example/" + "x" * 2_000), "url"),
        (RetractionFields("Why.", "", date(9000, 1, 1)), "retracted_on"),
    ],
)
def test_a_retraction_says_enough(desk: Desk, fields: RetractionFields, field: str) -> None:
    by = desk.person()
    desk.ticket("open")
    with desk.database.writing() as session:
        with pytest.raises(RuleBroken) as caught:
            retracting.retract(
                session, fields, source_id=named(session, "Calder Monitor").id, acting=Acting(by, desk.now)
            )
        assert caught.value.field == field


def test_to_look_again_needs_words_and_the_right_ticket(desk: Desk) -> None:
    by = desk.person()
    one, other = desk.ticket("published"), desk.ticket("open", chain=("Somebody else",))
    with desk.database.writing() as session:
        retracting.retract(session, WHY, source_id=named(session, "Calder Monitor").id, acting=Acting(by, desk.now))
        look = ticket_queries.looks_of(session, one)[0]
        with pytest.raises(RuleBroken):
            tickets.look(session, ticket_queries.by_id(session, one), look, Acting(by, desk.now), words=" ")
        with pytest.raises(NotFound):
            ticket_queries.look_by_id(session, look.id, other)


def test_a_merge_tells_what_it_touches_and_puts_only_changed_signed_tickets_before_people(desk: Desk) -> None:
    by = desk.person()
    signed = signed_with(desk, "Harbour Post", "Harbour Gazette", "Coast Wire")
    working = signed_with(desk, "Harbour Post", "Harbour Gazette", signed=False)
    alone = signed_with(desk, "Harbour Gazette")
    with desk.database.writing() as session:
        away, stays = named(session, "Harbour Gazette"), named(session, "Harbour Post")
        before = everything_said(session, signed)
        effect = merging.effect_of(session, away, stays)
        assert effect.states == {TicketState.PUBLISHED: 2, TicketState.IN_PROGRESS: 1}
        assert sum(count for _, _, count in effect.shifts) == 2
        assert [one.ticket.id for one in effect.signed] == [signed]
        assert (effect.signed[0].was, effect.signed[0].now) == (
            "4 origins, against it 1 origin",
            "3 origins, against it 1 origin",
        )
        assert merging.merge(session, away, stays, by=by, now=desk.now) == 1
        assert waiting(session) == [signed]
        after = everything_said(session, signed)
        assert ("4 outlets" in before[4].basis, "3 outlets" in after[4].basis) == (True, True)
        assert after[:4] == before[:4]  # the signature covers what it covered; the count is always computed anew
        assert not {working, alone} & set(waiting(session))
        assert [look.cause for look in ticket_queries.looks_of(session, signed)] == [LookCause.MERGE]
        claim = articles.claim_by_id(session, ticket_queries.by_id(session, signed).claim_id)
        verdict = verdicts.last_signed(verdicts.by_newest(session, signed))
        assert verdict is not None
        article = articles.by_id(session, claim.article_id)
        assert verdicts.digest_now(session, verdict, claim, article) == verdict.content_sha256
    with desk.database.writing() as session:
        assert merging.split(session, sources.by_id(session, away.id), by=by, now=desk.now) == 0
        assert waiting(session) == []
        assert everything_said(session, signed) == before


def test_a_split_puts_before_people_what_was_signed_while_they_were_one(desk: Desk) -> None:
    by = desk.person()
    working = signed_with(desk, "Harbour Post", "Harbour Gazette", signed=False)
    with desk.database.writing() as session:
        away, stays = named(session, "Harbour Gazette"), named(session, "Harbour Post")
        assert merging.merge(session, away, stays, by=by, now=desk.now) == 0
        holder_id = session.get_one(Ticket, working).assignee_id or 0
        holder = accounts.by_id(session, holder_id).as_person()
    desk.propose(working, holder)
    desk.sign(working, desk.person(Role.EDITOR))
    with desk.database.writing() as session:
        assert merging.split(session, sources.by_id(session, away.id), by=by, now=desk.now) == 1
        look = ticket_queries.looks_of(session, working)[0]
        assert (look.cause, look.was.split(",")[0], look.now.split(",")[0]) == (
            LookCause.SPLIT,
            "2 origins",
            "3 origins",
        )


def test_a_merge_of_houses_changes_tickets_on_which_neither_speaks(desk: Desk) -> None:
    by = desk.person()
    signed = signed_with(desk, "Harbour Post", "Harbour Gazette")
    with desk.database.writing() as session:
        for paper, house in (("Harbour Post", "Coast Media"), ("Harbour Gazette", "Coast Media Holding")):
            row = named(session, paper)
            owner = Source(
                name=house,
                folded=house.casefold(),
                kind="organisation",
                protected=False,
                published_description="",
                note="",
                created_at=desk.now,
            )
            session.add(owner)
            session.flush()
            row.owner_id = owner.id
        session.flush()
        one, other = named(session, "Coast Media Holding"), named(session, "Coast Media")
        assert merging.effect_of(session, one, other).states == {}
        assert merging.merge(session, one, other, by=by, now=desk.now) == 1
        assert waiting(session) == [signed]


def test_editing_a_statement_of_a_merged_source_leaves_it_with_what_was_entered(desk: Desk) -> None:
    holder = desk.person()
    ticket_id = desk.ticket("in_progress", holder=holder)
    also_says(desk, ticket_id, holder, "Harbour Gazette", "Harbour Post")
    with desk.database.writing() as session:
        away, stays = named(session, "Harbour Gazette"), named(session, "Harbour Post")
        merging.merge(session, away, stays, by=holder, now=desk.now)
        ticket = ticket_queries.by_id(session, ticket_id)
        said = next(row for row in queries.rows_for(session, ticket.claim_id).statements if row.source_id == away.id)
        provenance.revise_statement(
            session,
            ticket,
            said,
            StatementFields("Harbour Post", "outlet", quote="205."),
            capture_id=None,
            acting=Acting(holder, desk.now),
            version=None,
        )
        assert said.source_id == away.id


def test_a_publisher_brings_the_tickets_of_those_merged_into_it(desk: Desk) -> None:
    by = desk.person()
    text = "A text of its own.\n\n" + CLAIM + ", it said."
    one = desk.ticket("open", article_id=desk.article(text, publisher="Coast Reader Online"))
    other = desk.ticket("open")
    with desk.database.writing() as session:
        away, stays = named(session, "Coast Reader Online"), named(session, "The Coast Reader")
        merging.merge(session, away, stays, by=by, now=desk.now)
        for asked in (
            QueueFilter(publisher_id=stays.id),
            QueueFilter(publisher_id=stays.id, states=(TicketState.OPEN,)),
            QueueFilter(publisher_id=stays.id, states=(TicketState.OPEN, TicketState.PROPOSED), order="newest"),
        ):
            rows = queries_queue.in_queue(session, asked)
            assert {row.id for row in rows} == {one, other}
            assert {row.publisher for row in rows} == {"The Coast Reader"}
        assert [row.id for row in sources.outlets(session)] == [stays.id]
        tickets.set_urgency(session, session.get_one(Ticket, other), Acting(by, desk.now), priority=0, due_at=desk.now)
        first = tickets.take_next(session, Acting(by, desk.now), publisher_id=stays.id)
        assert first.id == other
        assert tickets.take_next(session, Acting(by, desk.now), publisher_id=stays.id).id == one
