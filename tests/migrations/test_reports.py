"""Statements of before get the report that is certainly theirs, and no other."""

from factories.desk import CLAIM, Desk
from sqlalchemy import select

from verifier.articles import queries as articles
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.provenance import actions
from verifier.provenance.models import Report, Statement
from verifier.provenance.rules import StatementFields
from verifier.tickets import queries as tickets
from verifier.tickets.types import Acting


def add(desk: Desk, ticket_id: int, source: str, url: str) -> None:
    holder = Acting(desk.person(), desk.now)
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        claim = articles.claim_by_id(session, ticket.claim_id)
        ticket.assignee_id = holder.person.id if holder.person else None
        fields = StatementFields(source, "organisation", url=url, quote="Ninety.")
        actions.add_statement(
            session, ticket, claim, fields, capture_id=None, acting=holder, version=None, separate=True
        )


def test_what_was_certainly_one_report_becomes_one(database: Database, desk: Desk) -> None:
    article_id = desk.article()
    first = desk.ticket("in_progress", article_id=article_id, quote=CLAIM, chain=("Monitor", "Guard Watch"))
    second = desk.ticket("in_progress", article_id=article_id, quote="training began in May", chain=("Monitor",))
    other = desk.ticket("in_progress", chain=("Monitor",))
    add(desk, first, "Port Office", "https://port.example/count?utm_source=a")
    add(desk, other, "Port Office", "http://www.port.example/count/#b")
    add(desk, other, "Harbour Board", "http://www.port.example/count/")
    add(desk, other, "Port Office", "")
    before = migrating.revisions()[migrating.revisions().index("0006") - 1]
    migrating.downgrade(database, before)
    migrating.upgrade(database)
    with database.reading() as session:
        rows = session.scalars(select(Statement).order_by(Statement.id)).all()
        reports = {row.id: row for row in session.scalars(select(Report))}
        claims = {one: tickets.by_id(session, one).claim_id for one in (first, second, other)}
    filed = {(row.claim_id, row.source_id, row.url): row.report_id for row in rows}
    own = {one: next(row for row in rows if row.claim_id == claims[one] and row.article_own) for one in claims}
    hops = {one: [row.report_id for row in rows if row.claim_id == claims[one] and row.in_chain] for one in claims}
    beside = [row for row in rows if not row.in_chain and not row.article_own]
    assert own[first].report_id == own[second].report_id
    assert reports[own[first].report_id or 0].title.startswith("Harbour Guard")
    assert hops[first][0] == hops[second][0]
    assert hops[first][0] not in {hops[first][1], hops[other][0]}
    assert [row.report_id is None for row in beside] == [False, False, False, True]
    assert beside[0].report_id == beside[1].report_id != beside[2].report_id
    assert all(reports[row.report_id].source_id == row.source_id for row in rows if row.report_id is not None)
    assert len(filed) >= len(reports)
    add(desk, first, "New Office", "https://new.example/1")  # keys go on after those the migration gave
