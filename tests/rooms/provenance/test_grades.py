"""Grades: what may be given, when the highest holds, and that none is ever rewritten."""

import pytest
from factories.behind import behind
from factories.desk import Desk
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import IntegrityError

from verifier.accounts.types import Person
from verifier.articles import queries as articles
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.kernel.refusals import as_refusal
from verifier.provenance import queries
from verifier.provenance.actions import add_statement, remove_statement
from verifier.provenance.actions_grading import grade
from verifier.provenance.actions_hops import confirm_all
from verifier.provenance.grades import (
    CREDIBILITY,
    RELIABILITY,
    GradeFields,
    check_grade,
    confirming,
    is_founded,
    spell,
)
from verifier.provenance.independence import OriginCount, measure
from verifier.provenance.models import Grade
from verifier.provenance.rules import StatementFields
from verifier.provenance.types import Graph, Reliability, Stance, Teller, Told
from verifier.schema import METADATA, REFUSALS
from verifier.tickets import queries as tickets
from verifier.tickets.models import TicketAuthor
from verifier.tickets.types import Acting

ONE, TWO = OriginCount(1, 1), OriginCount(2, 2)


def given(letter: str = "B", number: int | None = 2, reason: str = "It held up before.") -> GradeFields:
    return GradeFields(Reliability(letter) if letter else None, number, reason)


def test_a_grade_is_spelt_in_letters_and_words() -> None:
    assert spell(Reliability.B, 2) == "B2: usually reliable; probably true"
    assert spell(Reliability.F, 6) == "F6: reliability cannot be judged; truth cannot be judged"
    assert set(RELIABILITY) == set(Reliability)
    assert set(CREDIBILITY) == set(range(1, 7))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (given(letter=""), "reliability_unknown"),
        (given(number=None), "credibility_unknown"),
        (given(number=0), "credibility_unknown"),
        (given(number=7), "credibility_unknown"),
        (given(reason=" \n"), "grade_reason_missing"),
        (given(reason="x" * 2_001), "grade_reason_long"),
        (given(number=1), "grade_unfounded"),
        (given("C", 3), "grade_same"),
    ],
)
def test_what_is_no_grade_is_refused(fields: GradeFields, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_grade(fields, origins=ONE, before=(Reliability.C, 3))
    assert refused.value.code == code


def test_one_of_the_two_signs_may_stay() -> None:
    assert check_grade(given("C", 2), origins=ONE, before=(Reliability.C, 3))[:2] == (Reliability.C, 2)
    assert check_grade(given("B", 3), origins=ONE, before=(Reliability.C, 3))[:2] == (Reliability.B, 3)


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("origins", [OriginCount(0, 0), ONE, OriginCount(1, 3), TWO, OriginCount(2, 5)])
def test_only_confirmed_by_others_needs_two_certain_origins(number: int, origins: OriginCount) -> None:
    assert is_founded(number, origins) is (number != 1 or origins.low >= 2)


def test_a_statement_is_confirmed_by_its_own_side_and_context_by_none() -> None:
    stances = (Stance.SUPPORTS, Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT)
    told = tuple(Told(number, Teller(number), stance=stance) for number, stance in enumerate(stances, 1))
    measured = measure(Graph(told, (), 1))
    assert confirming(measured, Stance.SUPPORTS) == TWO
    assert confirming(measured, Stance.REFUTES) == ONE
    assert confirming(measured, Stance.CONTEXT) == OriginCount(0, 0)


def grade_first_hop(desk: Desk, ticket_id: int, who: Person, fields: GradeFields) -> int:
    """Grade the teller behind the article; the id of its statement."""
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        row = queries.rows_for(session, ticket.claim_id).chain()[1]
        grade(session, ticket, row, fields, acting=Acting(who, desk.now), version=None)
        return row.id


def test_the_newest_grade_holds_and_the_others_stay(desk: Desk) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    for fields in (given("C", 3, "First."), given("B", 3, "Second."), given("B", 2, "Third.")):
        statement_id = grade_first_hop(desk, ticket_id, me, fields)
    with desk.database.reading() as session:
        claim_id = tickets.by_id(session, ticket_id).claim_id
        kept = queries.grades_of(session, claim_id)
        assert [(row.reliability, row.credibility, row.reason) for row in kept[statement_id]] == [
            ("B", 2, "Third."),
            ("B", 3, "Second."),
            ("C", 3, "First."),
        ]
        assert queries.grades_now(session, claim_id)[statement_id].reason == "Third."
        assert list(kept) == [statement_id]


def test_who_grades_is_an_author_and_others_may_not(desk: Desk) -> None:
    me, other = desk.person(), desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    with pytest.raises(RuleBroken) as refused:
        grade_first_hop(desk, ticket_id, other, given())
    assert refused.value.code == "not_yours"
    grade_first_hop(desk, ticket_id, me, given())
    with desk.database.reading() as session:
        assert session.get(TicketAuthor, (ticket_id, me.id)) is not None
        assert session.get(TicketAuthor, (ticket_id, other.id)) is None


@pytest.mark.parametrize("state", ["in_review", "published"])
def test_grades_are_frozen_with_the_verdict(desk: Desk, state: str) -> None:
    me = desk.person()
    ticket_id = desk.ticket(state, holder=me)
    with pytest.raises(RuleBroken):
        grade_first_hop(desk, ticket_id, me, given())


def test_confirmed_by_others_asks_the_graph(desk: Desk) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    with desk.database.writing() as session:
        confirm_all(session, tickets.by_id(session, ticket_id), acting=Acting(me, desk.now), version=None)
    with pytest.raises(RuleBroken) as refused:
        grade_first_hop(desk, ticket_id, me, given("A", 1))
    assert refused.value.code == "grade_unfounded"
    assert "1 origin" in refused.value.message
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        claim = articles.claim_by_id(session, ticket.claim_id)
        fields = StatementFields("Port Office", "state_body", Stance.SUPPORTS, quote="We count 205.")
        add_statement(session, ticket, claim, fields, capture_id=None, acting=Acting(me, desk.now), version=None)
    grade_first_hop(desk, ticket_id, me, given("A", 1))


def test_what_was_taken_out_is_not_graded(desk: Desk) -> None:
    me = desk.person()
    ticket_id = desk.ticket("in_progress", holder=me)
    who = Acting(me, desk.now)
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        claim = articles.claim_by_id(session, ticket.claim_id)
        fields = StatementFields("Port Office", "state_body", quote="We count 205.")
        statement = add_statement(session, ticket, claim, fields, capture_id=None, acting=who, version=None)
        remove_statement(session, ticket, statement, acting=who, version=None)
        with pytest.raises(RuleBroken) as refused:
            grade(session, ticket, statement, given(), acting=who, version=None)
        assert refused.value.code == "statement_removed"


@pytest.mark.parametrize("change", [update(Grade).values(credibility=1), delete(Grade)], ids=["change", "remove"])
def test_the_database_keeps_every_grade(desk: Desk, database: Database, change: Executable) -> None:
    me = desk.person()
    grade_first_hop(desk, desk.ticket("in_progress", holder=me), me, given())
    with pytest.raises(IntegrityError) as refused, behind(database) as session:
        session.execute(change)
    refusal = as_refusal(refused.value, METADATA, REFUSALS)
    assert refusal is not None
    assert "never changed" in refusal.message


@pytest.mark.parametrize(("letter", "number"), [("B", 7), ("B", 0), ("G", 2)])
def test_the_database_knows_no_other_grades(desk: Desk, database: Database, letter: str, number: int) -> None:
    me = desk.person()
    statement_id = grade_first_hop(desk, desk.ticket("in_progress", holder=me), me, given())
    raw = text(
        "INSERT INTO grade (statement_id, reliability, credibility, reason, graded_by_id, graded_at)"
        " VALUES (:statement, :letter, :number, 'x', :me, CURRENT_TIMESTAMP)"
    )
    sent = {"statement": statement_id, "letter": letter, "number": number, "me": me.id}
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(raw, sent)
