"""Earlier claims that say the same: the index, the import, and what may be used again."""

import contextlib
from datetime import date

import pytest
from factories.behind import behind
from factories.desk import Desk
from sqlalchemy import delete, event, func, select, text

from verifier.articles import queries as articles
from verifier.articles.actions import reword
from verifier.articles.models import Claim
from verifier.audit import queries as audit
from verifier.audit.models import Entry
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken
from verifier.matching import actions_earlier as actions
from verifier.matching import queries_earlier as queries
from verifier.matching.models_earlier import EarlierCensus, EarlierCheck, EarlierClaim, EarlierTerm
from verifier.matching.types_earlier import Band, CheckFields, Question
from verifier.provenance import queries as provenance
from verifier.provenance.models import Statement
from verifier.provenance.types import GroundRules, Stance
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets.types import Acting

CHECKS = [
    CheckFields("sharks", "A photograph shows a shark in a flooded street of Houston.", "Shark in Houston Street?"),
    CheckFields("oreos", "Nabisco moved all production of Oreos to Mexico.", "Are Oreos Made in Mexico?"),
    CheckFields("towns", "A town in Ohio bans bicycles on Sundays.", "Bicycle Ban", checked_on=date(2020, 5, 1)),
]


def take_in(database: Database, desk: Desk, checks: list[CheckFields] = CHECKS) -> tuple[int, int, int]:
    with database.writing() as session:
        done = actions.import_checks(session, checks, now=desk.now)
    return done.added, done.revised, done.known


def found(database: Database, words: str) -> list[str]:
    with database.reading() as session:
        return [one.external_id for one in queries.same(session, words)]


def test_an_import_keeps_each_check_once_and_finds_it(database: Database, desk: Desk) -> None:
    assert take_in(database, desk) == (3, 0, 0)
    assert take_in(database, desk) == (0, 0, 3)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(EarlierCheck)) == 3
        assert session.scalar(select(func.count()).select_from(EarlierClaim)) == 3
        best = queries.same(session, "PIC: shark swimming down the flooded streets of #Houston https://t.co/x")[0]
        assert best.external_id == "sharks"
        assert best.band in {Band.SAME, Band.LIKELY}
    assert found(database, "Oreo production moves to Mexico")[0] == "oreos"
    assert found(database, "") == []
    assert found(database, "https://example.org/") == []
    assert found(database, "xylophone") == []


def test_a_check_that_says_something_else_now_is_revised_with_its_index(database: Database, desk: Desk) -> None:
    take_in(database, desk)
    changed = CheckFields("towns", "A village in Iowa forbids skateboards.", "Skateboard Ban")
    twice = [CheckFields("towns", "an older version"), changed]
    assert take_in(database, desk, twice) == (0, 1, 1)
    assert found(database, "skateboards forbidden in Iowa village") == ["towns"]
    assert found(database, "Ohio bicycles") == []


def test_an_import_stands_in_the_log(database: Database, desk: Desk) -> None:
    take_in(database, desk)
    take_in(database, desk)
    with database.reading() as session:
        entries = session.scalars(select(Entry).where(Entry.action == "check:import")).all()
        assert [(one.detail["added"], one.detail["revised"]) for one in entries] == [(3, 0)]
        assert list(audit.discrepancies(session)) == []


@pytest.mark.parametrize("words", ['"', "a' OR 1=1 --", "* AND NOT (", "NEAR/3 ^x: {y}", "\\", "it's o'clock", "%_"])
def test_any_input_is_words(database: Database, desk: Desk, words: str) -> None:
    take_in(database, desk)
    assert found(database, words) == []
    assert found(database, f"{words} Oreos Mexico {words}")[0] == "oreos"


def test_claims_are_indexed_with_their_change_and_found_in_their_new_words(database: Database, desk: Desk) -> None:
    ticket_id = desk.ticket("open")
    with database.writing() as session:
        claim = articles.claim_by_id(session, tickets.by_id(session, ticket_id).claim_id)
        wording, claim_id = claim.wording, claim.id
        own = queries.same(session, wording)
        assert claim_id in [one.claim_id for one in own]
        assert claim_id not in [one.claim_id for one in queries.same(session, wording, but_claim_ids=(claim_id,))]
        reword(session, claim, wording="Zebras graze in the harbour.", by=None, now=desk.now)
        assert queries.same(session, "zebras grazing")[0].claim_id == claim_id
    with database.reading() as session:
        assert [one.claim_id for one in queries.same(session, "zebras grazing")] == [claim_id]
    with database.read_session() as session:
        rows = session.scalars(select(EarlierClaim.claim_terms).where(EarlierClaim.claim_id == claim_id)).all()
    assert rows == ["zebra graze harbour"]
    with contextlib.suppress(RuleBroken), database.writing() as session:
        claim = articles.claim_by_id(session, claim_id)
        reword(session, claim, wording="Giraffes graze in the harbour.", by=None, now=desk.now)
        reword(session, claim, wording=" ", by=None, now=desk.now)  # is refused: nothing of the two is kept
    assert found(database, "giraffes") == []


def contents(database: Database) -> list[tuple[int | None, int | None, str, str]]:
    with database.reading() as session:
        wanted = select(
            EarlierClaim.claim_id, EarlierClaim.check_id, EarlierClaim.claim_terms, EarlierClaim.title_terms
        )
        return sorted((tuple(row) for row in session.execute(wanted)), key=str)  # type: ignore[misc, arg-type]


def test_the_index_is_what_a_rebuild_makes(database: Database, desk: Desk) -> None:
    take_in(database, desk)
    for state in ("published", "closed", "proposed"):
        desk.ticket(state)
    kept = contents(database)
    assert len(kept) > 4
    with database.writing() as session:
        claims = session.scalar(select(func.count()).select_from(Claim))
        assert actions.rebuild(session) == claims
    assert contents(database) == kept
    with database.writing() as session:
        session.execute(delete(EarlierClaim).where(EarlierClaim.claim_id.is_not(None)))
        assert actions.index_missing(session) == claims
        assert actions.index_missing(session) == 0
    assert contents(database) == kept
    if database.dialect == "sqlite":
        with database.writing() as session:
            check = "INSERT INTO earlier_claim_fts (earlier_claim_fts, rank) VALUES ('integrity-check', 1)"
            session.execute(text(check))


def test_words_are_counted_once_a_tenth_more_came(database: Database, desk: Desk) -> None:
    take_in(database, desk)
    with database.writing() as session:
        assert actions.count_words(session)
        assert not actions.count_words(session)
        counts = {row.term: row.claims for row in session.scalars(select(EarlierTerm))}
        assert counts["oreo"] == 1
        assert counts["mexico"] == 1
        assert session.get_one(EarlierCensus, 1).entries == 3
        many = [CheckFields(f"m{number}", f"Mexico story {number}") for number in range(40)]
        actions.import_checks(session, many, now=desk.now)
        assert actions.count_words(session)
        assert session.scalar(select(EarlierTerm.claims).where(EarlierTerm.term == "mexico")) == 41
        actions.import_checks(session, [CheckFields("one more", "Peru story")], now=desk.now)
        assert not actions.count_words(session)


def test_many_are_asked_at_once_as_each_alone_in_as_many_queries(database: Database, desk: Desk) -> None:
    take_in(database, desk)
    asked = ["Oreos are made in Mexico", "nothing at all alike", "shark in Houston", "bicycles banned in Ohio town"]
    with database.reading() as session:
        alone = [queries.same(session, one) for one in asked]
        assert queries.same_of_all(session, [Question(one) for one in asked]) == alone
        counts = []
        for size in (1, 4, 40):
            statements: list[str] = []
            listen = lambda _c, _cursor, statement, *_more: statements.append(statement)  # noqa: B023, E731
            event.listen(database.engine, "before_cursor_execute", listen)
            queries.same_of_all(session, [Question(one) for one in (asked * 10)[:size]])
            event.remove(database.engine, "before_cursor_execute", listen)
            counts.append(len(statements))
    assert counts[0] == counts[1] == counts[2] <= 6


def test_a_common_word_costs_no_more_than_the_budget(
    database: Database, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [CheckFields(f"m{number:03}", f"Election fraud claim {number}") for number in range(60)]
    take_in(database, desk, many)
    with database.writing() as session:
        actions.count_words(session)
    monkeypatch.setattr(queries, "BUDGET", 20)
    with database.reading() as session:
        weighed = queries.likeness.weigh(
            queries.likeness.ask("election fraud 7"), queries.counts_of(session, ["elect", "fraud", "7"])
        )
        chosen = queries.chosen_terms(weighed, 20)
        assert [(term, rare) for term, _, rare in chosen] == [("7", True), ("elect", False)]
    assert found(database, "election fraud claim 7")[0] == "m007"


def test_the_plan_reads_the_index(database: Database, desk: Desk) -> None:
    take_in(database, desk, [CheckFields(f"m{number}", f"Mexico story {number}") for number in range(300)])
    with database.writing() as session:
        actions.count_words(session)
    plans: list[str] = []

    def explain(connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        if "every_place" in statement and "EXPLAIN" not in statement:
            prefix = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
            rows = connection.exec_driver_sql(prefix + statement, parameters)  # type: ignore[attr-defined]
            plans.extend(" ".join(map(str, row)) for row in rows)

    with database.reading() as session:
        if database.dialect == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        event.listen(database.engine, "before_cursor_execute", explain)
        assert queries.same(session, "Mexico story 7")
        event.remove(database.engine, "before_cursor_execute", explain)
    told = "\n".join(plans)
    assert ("VIRTUAL TABLE INDEX" if database.dialect == "sqlite" else "earlier_claim_terms") in told
    assert "SCAN earlier_claim " not in told
    assert "Seq Scan" not in told


def test_a_claim_that_goes_leaves_the_index(database: Database, desk: Desk) -> None:
    take_in(database, desk)
    with behind(database) as session:
        session.execute(delete(EarlierCheck).where(EarlierCheck.external_id == "oreos"))
    assert "oreos" not in found(database, "Oreos Mexico")


def with_sources(desk: Desk) -> tuple[int, int, int, Acting]:
    """Two tickets of one person on the same claim, and how many sources the first has."""
    me = desk.person()
    first, second = desk.ticket("in_progress", holder=me), desk.ticket("in_progress", holder=me)
    with desk.database.writing() as session:
        claim_id = tickets.by_id(session, first).claim_id
        rows = [one for one in provenance.rows_for(session, claim_id).statements if not one.article_own]
    return first, second, len(rows), Acting(me, desk.now)


def test_sources_are_used_again_by_their_report_and_in_the_log(database: Database, desk: Desk) -> None:
    first, second, count, acting = with_sources(desk)
    with database.writing() as session:
        ticket = tickets.by_id(session, second)
        claim, earlier_id = articles.claim_by_id(session, ticket.claim_id), tickets.by_id(session, first).claim_id
        rows, left = queries.reusable(session, [earlier_id])[earlier_id]
        assert rows
        assert left == 0
        reports = {row.report_id for row in rows}
        done = actions.reuse_statements(session, ticket, claim, earlier_id, acting=acting, version=None)
        assert done.added + done.known == len(rows) == count
        assert done.added
        here = session.scalars(select(Statement.report_id).where(Statement.claim_id == claim.id)).all()
        assert reports <= set(here)
        again = actions.reuse_statements(session, ticket, claim, earlier_id, acting=acting, version=None)
        assert (again.added, again.known) == (0, len(rows))
        with pytest.raises(RuleBroken):
            actions.reuse_statements(session, ticket, claim, claim.id, acting=acting, version=None)
    with database.reading() as session:
        wanted = select(func.count()).where(Entry.action == "statement:use_again", Entry.subject_id == second)
        assert session.scalar(wanted) == done.added


@pytest.mark.parametrize("way", ["protected", "off_record"])
def test_what_is_confidential_is_never_taken_over_nor_told(database: Database, desk: Desk, way: str) -> None:
    first, second, _, acting = with_sources(desk)
    with behind(database) as session:
        earlier_id = tickets.by_id(session, first).claim_id
        rows, _ = queries.reusable(session, [earlier_id])[earlier_id]
        assert queries.speakers_of(session, earlier_id)
        for row in rows:
            if way == "protected":
                session.get_one(Source, row.source_id).protected = True
            else:
                row.ground_rules = GroundRules.OFF_RECORD
    with database.writing() as session:
        assert queries.speakers_of(session, earlier_id) == ""
        ticket = tickets.by_id(session, second)
        claim = articles.claim_by_id(session, ticket.claim_id)
        before = session.scalar(select(func.count()).where(Statement.claim_id == claim.id))
        done = actions.reuse_statements(session, ticket, claim, earlier_id, acting=acting, version=None)
        assert (done.added, done.left) == (0, len(rows))
        assert session.scalar(select(func.count()).where(Statement.claim_id == claim.id)) == before


def test_nothing_that_a_source_said_is_in_the_index(database: Database, desk: Desk) -> None:
    ticket_id = desk.ticket("in_progress")
    with behind(database) as session:
        claim_id = tickets.by_id(session, ticket_id).claim_id
        row = session.scalars(select(Statement).where(Statement.claim_id == claim_id)).first()
        assert row is not None
        row.quote, row.note, row.stance = "Quetzalcoatlus whispered", "Archaeopteryx", Stance.SUPPORTS
    with database.writing() as session:
        actions.rebuild(session)
        words = " ".join(session.scalars(select(EarlierClaim.claim_terms)))
    assert "quetzalcoatlu" not in words
    assert "archaeopteryx" not in words
