"""What must stay hidden is not in the index, however it came to be hidden, and leaves the file once it is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from factories.desk import Desk
from sqlalchemy import func, select

from verifier.articles import queries as articles
from verifier.kernel.db import Database
from verifier.matching import actions
from verifier.matching.models import SearchEntry, SearchPurge
from verifier.provenance import actions as provenance
from verifier.provenance.intake import mark_claim
from verifier.provenance.merging import merge, split
from verifier.provenance.models import Statement
from verifier.provenance.rules import StatementFields
from verifier.provenance.types import GroundRules, Stance
from verifier.sources import actions as sources
from verifier.sources import queries as directory
from verifier.sources.types import SourceFields, SourceKind
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.types import Acting

NAME, FOLDED = "Zaynáb Qádiri", "zaynab qadiri"
TOLD = "Nurse Zaynáb Qádiri counted them, and Qádiri told us so. وقالت زينب القادرية إنهم عشرون."
FIELDS = StatementFields(
    NAME, SourceKind.PERSON, Stance.SUPPORTS, quote="Wé còunted nìnety at the lìghthouse.", note="Mét her at the férry."
)
TELLING = ("zaynab", "qadiri", "nurse of calder", "زينب", "القادريه", "lighthouse", "ferry")


class Case:
    """A claim that a person told, and its words in the index."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.database, self.me = desk, desk.database, desk.person()
        self.acting = Acting(self.me, desk.now)
        article_id = desk.article(f"Twenty Counted\n\n{TOLD}")
        with self.database.writing() as session:
            article = articles.by_id(session, article_id)
            ticket = mark_claim(session, article, quote=TOLD, acting=self.acting)
            self.ticket_id = ticket.id
            tickets.take(session, ticket, self.acting)
            claim = articles.claim_by_id(session, ticket.claim_id)
            made = provenance.add_statement(
                session, ticket, claim, FIELDS, capture_id=None, acting=self.acting, version=None
            )
            self.statement_id, self.source_id = made.id, made.source_id
            source = directory.by_id(session, made.source_id)
            for name in ("Nurse of Càlder", "زينب القادرية"):
                sources.add_alias(session, source, name=name, by=self.me, now=desk.now)

    def told(self) -> set[str]:
        """Which of the telling words stand in the index."""
        with self.database.reading() as session:
            rows = session.execute(select(SearchEntry.head, SearchEntry.body)).all()
        every = " ".join(f"{head} {body}" for head, body in rows)
        return {one for one in TELLING if one in every}

    def shield(self) -> None:
        """Protect the person."""
        with self.database.writing() as session:
            source = directory.by_id(session, self.source_id)
            fields = SourceFields(NAME, SourceKind.PERSON, "", "", True, "somebody who was there", "Met at the jetty.")
            sources.revise(session, source, fields, by=self.me, now=self.desk.now, version=None)

    def shield_by_merging(self) -> None:
        """Find out that the person is one who is protected already."""
        with self.database.writing() as session:
            other = sources.find_or_add(session, name="Um Nùr", kind=SourceKind.PERSON, by=self.me, now=self.desk.now)
            fields = SourceFields("Um Nùr", SourceKind.PERSON, "", "", True, "somebody who was there")
            sources.revise(session, other, fields, by=self.me, now=self.desk.now, version=None)
            merge(session, directory.by_id(session, self.source_id), other, by=self.me, now=self.desk.now)

    def change_rules(self, rules: GroundRules) -> None:
        """Agree on other ground rules with the speaker."""
        with self.database.writing() as session:
            ticket = ticket_queries.by_id(session, self.ticket_id)
            row = session.get_one(Statement, self.statement_id)
            fields = replace(FIELDS, ground_rules=rules)
            provenance.revise_statement(session, ticket, row, fields, capture_id=None, acting=self.acting, version=None)


@pytest.fixture
def case(desk: Desk) -> Case:
    """A claim that a person told."""
    return Case(desk)


@pytest.mark.parametrize("hide", [Case.shield, Case.shield_by_merging])
def test_a_protected_source_is_in_no_entry_from_then_on(case: Case, hide: Callable[[Case], None]) -> None:
    assert case.told() == set(TELLING)
    hide(case)
    assert case.told() == set()
    with case.database.reading() as session:
        kept = session.scalars(select(SearchEntry.head)).all()
    assert any("counted them" in head for head in kept)  # only the names went
    case.desk.ticket("open", chain=(NAME,))
    assert case.told() == set()


def test_what_is_protected_no_more_is_found_again(case: Case) -> None:
    case.shield()
    with case.database.writing() as session:
        source = directory.by_id(session, case.source_id)
        fields = SourceFields(NAME, SourceKind.PERSON, "", "", False, "")
        sources.revise(session, source, fields, by=case.me, now=case.desk.now, version=None)
    assert case.told() == set(TELLING)


def test_a_merge_taken_back_gives_no_name_away(case: Case) -> None:
    case.shield_by_merging()
    with case.database.writing() as session:
        split(session, directory.by_id(session, case.source_id), by=case.me, now=case.desk.now)
    assert case.told() == set()


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        (GroundRules.OFF_RECORD, {"lighthouse": False, "ferry": False}),
        (GroundRules.DEEP_BACKGROUND, {"lighthouse": False, "ferry": False}),
        (GroundRules.BACKGROUND, {"lighthouse": True, "ferry": False}),
    ],
)
def test_ground_rules_decide_what_of_a_statement_is_found(
    case: Case, rules: GroundRules, left: dict[str, bool]
) -> None:
    case.change_rules(rules)
    assert {one: one in case.told() for one in left} == left
    case.change_rules(GroundRules.ON_RECORD)
    assert case.told() == set(TELLING)


def test_words_that_are_hidden_leave_the_file(case: Case) -> None:
    """In the spelling of the index they stand nowhere else: every other table has them as they were written."""
    database = case.database
    for number in range(30):  # other pieces of the index, written before and after
        case.desk.article(f"Gate {number}\n\nThe lighthouse of gate {number} is closed.")
    words = ("we counted ninety at the", "met her at the ferry", "القادريه")
    assert all(_traces(database, one) for one in words)
    case.change_rules(GroundRules.OFF_RECORD)
    case.shield()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SearchPurge)) == 2
    assert actions.purge_if_due(database)
    assert not actions.purge_if_due(database)
    assert [_traces(database, one) for one in words] == [0, 0, 0]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SearchEntry).where(SearchEntry.body.contains("gate 7")))


def _traces(database: Database, words: str) -> int:
    """How often words stand in the bytes of the database's files; on PostgreSQL, in what can be asked of it."""
    if database.dialect == "sqlite":
        path = Path(str(database.engine.url.database))
        files = [one for one in (path, path.with_name(path.name + "-wal")) if one.exists()]
        return sum(one.read_bytes().count(words.encode()) for one in files)
    with database.engine.connect() as connection:
        there = select(func.count()).where((SearchEntry.head + " " + SearchEntry.body).contains(words))
        return connection.scalar(there) or 0
