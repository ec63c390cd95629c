"""The models are what the migrations make, and every migration goes down and up again with data in the tables."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from factories.desk import Desk
from sqlalchemy import func, inspect, select

from verifier.accounts import queries as accounts
from verifier.accounts.actions import enter
from verifier.accounts.actions_factors import answer
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Way
from verifier.articles import queries as articles
from verifier.articles.actions import add_disclaimers, mark_disclaimer
from verifier.audit.auditing import audit
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.provenance import queries as provenance
from verifier.provenance.actions_grading import grade
from verifier.provenance.actions_retracting import RetractionFields, retract
from verifier.provenance.grades import GradeFields
from verifier.provenance.intake import mark_claim
from verifier.provenance.merging import merge
from verifier.provenance.types import Reliability
from verifier.reading.types import DisclaimerKind, DisclaimerScope, ProposedDisclaimer, Span
from verifier.schema import METADATA
from verifier.sources.actions import find_or_add
from verifier.sources.types import SourceKind
from verifier.tickets import queries as tickets
from verifier.tickets.types import Acting
from verifier.verdicts.types import VerdictFields
from verifier.worker.loop import catch_up


def counts(database: Database) -> dict[str, int]:
    """How many rows each table has that is there."""
    with database.engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in METADATA.tables.items()
            if name in there
        }


def problems(database: Database) -> list[str]:
    """What verify-audit would say."""
    with database.one_moment() as session:
        return list(audit(session, METADATA))


def lost_going_down(sentence: str, tables: set[str]) -> bool:
    """Whether a sentence tells of a row that was lost with its table, as it must where nothing took the rows anew."""
    return " is gone; " in sentence and any(f" of {name} is gone" in sentence for name in tables)


def learn(desk: Desk) -> None:
    """What the desk learns from what people do: decisions, a publisher's disclaimer, and one of a single claim."""
    me, told = desk.person(), "The account could not be verified."
    number = desk.article(
        f"Guard Grows {desk.count}\n\nThe guard has 205 men, it said. {told}\n\nWe only pass this on."
    )
    with desk.database.writing() as session:
        article = articles.by_id(session, number)
        start = article.text.index(told)
        span = Span(start, start + len(told))
        found = ProposedDisclaimer(span, DisclaimerKind.CLAIM_UNVERIFIED, DisclaimerScope.CLAIM, "", "test")
        add_disclaimers(session, article, [found])
        mark_claim(session, article, quote="The guard has 205 men", acting=Acting(me, desk.now))
        kind = DisclaimerKind.PUBLISHER_NO_VERIFICATION
        mark_disclaimer(session, article, quote="We only pass this on.", kind=kind, by=me, now=desk.now)


def furnish(desk: Desk) -> None:
    """Rows in every table that the desk's usual work fills."""
    for state in ("published", "withdrawn", "correcting", "help_needed", "closed", "proposed"):
        desk.ticket(state)
    learn(desk)
    while catch_up(desk.database, desk.now):
        pass
    by, places = desk.person(), ("Post", "Gazette", "Gazete")
    names = [f"Harbour {place} {desk.count}" for place in places]
    desk.ticket("published", chain=names[:1])
    with desk.database.writing() as session:
        one, other, _ = (find_or_add(session, name=name, kind=SourceKind.OUTLET, by=by, now=desk.now) for name in names)
        merge(session, one, other, by=by, now=desk.now)
        assert retract(session, RetractionFields("Made up."), source_id=other.id, acting=Acting(by, desk.now))[1] == 1
    desk.password(desk.person())
    desk.sign_in_link(desk.person())
    lose_a_phone(desk)
    grade_and_rule(desk)


def lose_a_phone(desk: Desk) -> None:
    """Somebody with a second factor, a wrong code, and a sign-in that waits for a right one; and who must have one."""
    person, sealer = desk.person(), Sealer("any")
    desk.second_factor(person, sealer)
    desk.decide(requires_factor=True)
    with desk.database.writing() as session:
        account = accounts.by_id(session, person.id)
        enter(session, account, machine="a phone", now=desk.now, way=Way.PASSWORD)
        answer(session, account, written="no code", sealer=sealer, now=desk.now)


def grade_and_rule(desk: Desk) -> None:
    """A graded hop, a verdict that sets a rule aside, and another version of the rules."""
    me, editor = desk.person(), desk.person("editor")
    ticket_id = desk.ticket("in_progress", holder=me)
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        hop = provenance.rows_for(session, ticket.claim_id).chain()[1]
        fields = GradeFields(Reliability.C, 3, "Right before.")
        grade(session, ticket, hop, fields, acting=Acting(me, desk.now), version=None)
    desk.propose(ticket_id, me, VerdictFields("attributed", "false", "They counted.", "The guard."))
    desk.sign(ticket_id, editor)
    desk.decide_rules()
    desk.decide_rules()


def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("revision", migrating.revisions())
def test_a_migration_goes_down_and_up_with_data(database: Database, desk: Desk, revision: str) -> None:
    furnish(desk)
    before = counts(database)
    assert sum(before.values()) > 100
    assert all(before[name] for name in ("decision", "learned_disclaimer", "claim_disclaimer"))
    older = migrating.revisions()[: migrating.revisions().index(revision)]
    migrating.downgrade(database, older[-1] if older else "base")
    assert migrating.present(database) == (older[-1] if older else None)
    kept = counts(database)
    migrating.upgrade(database)
    assert migrating.present(database) == migrating.revisions()[-1]
    after = counts(database)
    taken_down = {"entry"} if revision <= "0009" else set()  # which writes entries that tell of every row
    same = set(kept) - taken_down
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert all(0 <= after[name] - before[name] <= 3 for name in taken_down & set(kept))
    assert [one for one in problems(database) if not lost_going_down(one, set(before) - set(kept))] == []
    furnish(Desk(database, count=1000))  # the desk works again


def test_an_upgraded_database_is_left_alone(database: Database) -> None:
    migrating.upgrade(database)
    assert migrating.present(database) == migrating.revisions()[-1]
