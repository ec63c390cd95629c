"""Tried one by one: every value of every row, every row taken away, every original changed or gone.

A table with many rows is tried on the first and last few of them; every row of every table is taken away once.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from factories.behind import owner
from factories.desk import Desk
from factories.furnished import furnish
from sqlalchemy import Column, Connection, Enum, Table, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from verifier.accounts.models import Account
from verifier.archive.models import Capture, CaptureText
from verifier.articles.models import Article, Draft
from verifier.audit.actions import record
from verifier.audit.ledger import Ledger
from verifier.audit.models import Entry
from verifier.audit.rowstates import UNLOGGED, covered_tables
from verifier.audit.types import Subject
from verifier.kernel.db import Database
from verifier.provenance.models import ArticleLikeness, Statement, TextOverlap
from verifier.schema import METADATA
from verifier.sources.models import Source, SourceAlias
from verifier.tickets.models import Ticket, TicketAuthor

FEW = 2
ELSEWHERE = 1_000_003
FIRST = {datetime: datetime(2000, 2, 2, tzinfo=UTC), date: date(2000, 2, 2)}


def otherwise(column: Column[Any], value: Any) -> Any:
    """Another value for a column."""
    if isinstance(column.type, Enum):
        return next(one for one in column.type.enum_class or () if one is not value)
    kind = getattr(column.type, "impl", column.type).python_type
    if value is None:
        return FIRST.get(kind) or otherwise(column, kind())
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + ELSEWHERE
    if isinstance(value, date):
        return value.replace(year=value.year - 1)
    if isinstance(value, str):
        return f"{value}x"
    return [*value, 1] if isinstance(value, list) else {**value, "x": 1}


def tried(connection: Connection, table: Table, ledger: Ledger) -> Iterator[tuple[str, bool, int]]:
    """Each change of one value and each deletion: what it was, whether it must be found, how many sentences it made."""
    rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings().all()
    for number, row in enumerate(rows):
        here = [column == row[column.name] for column in table.primary_key.columns]
        attempts = [("", True, delete(table).where(*here))]
        if number < FEW or number >= len(rows) - FEW:
            attempts += [
                (
                    column.name,
                    UNLOGGED not in column.info,
                    update(table).where(*here).values({column: otherwise(column, row[column.name])}),
                )
                for column in table.columns
                if column.computed is None
            ]
        for name, covered, statement in attempts:
            savepoint = connection.begin_nested()
            try:
                connection.execute(statement)
                said = len(list(ledger.compare_table(table, lambda _what, _count: None)))
                yield f"{table.name}.{name} of {list(row.values())[:2]}", covered, said
            except IntegrityError:
                yield f"{table.name}.{name} is refused", covered, -1
            savepoint.rollback()


def fill(desk: Desk) -> None:
    """Rows in the tables that stay empty when all work is finished."""
    now = desk.now
    with desk.database.writing() as session:
        article, other = session.scalars(select(Article.id).order_by(Article.id).limit(2)).all()
        one, two = session.scalars(select(Statement).order_by(Statement.id).limit(2)).all()
        capture, source = session.scalar(select(Capture.id)), session.scalar(select(Source.id))
        account, ticket = session.scalar(select(Account.id)), session.scalar(select(Ticket.id))
        compared = {"share": 0.75, "common": 9, "compared_at": now}
        texts = {"title": "T", "publisher": "P", "byline": "", "language": "en", "url": "", "text": "x", "notes": ["n"]}
        session.add_all(
            [
                ArticleLikeness(article_id=other, other_id=article, **compared),
                CaptureText(capture_id=capture, extractor=1, text="x", trouble="", extracted_at=now),
                Draft(by_id=account, capture_id=capture, published_on=None, drafted_at=now, **texts),
                SourceAlias(source_id=source, name="Another", folded="another"),
                TextOverlap(first_id=one.id, second_id=two.id, claim_id=one.claim_id, **compared),
                TicketAuthor(ticket_id=ticket, account_id=account, first_edit_at=now),
            ]
        )
        record(session, action="test:fill", subject=Subject("test", 1), actor_id=None, now=now)


def test_every_change_of_every_row_is_found(desk: Desk, database: Database) -> None:
    furnish(desk)
    fill(desk)
    count, refused, wrong, empty = 0, 0, [], []
    with owner(database) as connection:
        session = Session(connection, autoflush=False)
        ledger = Ledger(session, METADATA)
        for entry in session.scalars(select(Entry).options(undefer(Entry.rows)).order_by(Entry.seq)):
            assert list(ledger.read(entry)) == []
        session.expunge_all()
        assert list(ledger.compare(lambda _what, _count: None)) == []
        for table in covered_tables(METADATA):
            before = count
            for what, covered, said in tried(connection, table, ledger):
                count += 1
                refused += said < 0
                if said >= 0 and (said > 0) != covered:
                    wrong.append(what)
            if count == before:
                empty.append(table.name)
    assert wrong == []
    assert empty == []
    assert count > 1000
    assert refused < count // 50
