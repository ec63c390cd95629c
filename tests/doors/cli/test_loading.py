"""A desk that was filled for a trial is a desk like any other."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories.desk import Desk
from sqlalchemy import func, select

from verifier.accounts.types import Role
from verifier.articles.models import Article, Claim
from verifier.audit import queries as audit
from verifier.cli.loading.command import fill, load_test_data
from verifier.kernel.copying import is_empty, tables_of
from verifier.kernel.db import Database
from verifier.outside.evidence import EvidenceStore
from verifier.provenance import queries as provenance
from verifier.tickets import queries_queue
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState


@pytest.fixture
def filled(database: Database, tmp_path: Path) -> int:
    """A desk with 700 tickets; how many entries its log has."""
    return fill(database, EvidenceStore.open(str(tmp_path / "evidence")), 700, seed=3)


def test_a_filled_desk_holds_what_a_worked_one_would(filled: int, database: Database, desk: Desk) -> None:
    with database.reading() as session:
        assert not list(audit.discrepancies(session))
        assert audit.head(session).size == filled
        states = Counter(session.scalars(select(Ticket.state)))
        assert states.total() == 700
        assert set(states) == set(TicketState)
        assert +Counter(queries_queue.counts_for(session, 1)[0]) == states
        for claim, text in session.execute(select(Claim, Article.text).join(Article, Article.id == Claim.article_id)):
            assert text[claim.start : claim.end] == claim.exact
        languages = set(session.scalars(select(Article.language)))
        assert languages == {"ar", "en"}
        lengths = Counter(
            len(one.chain()) for one in provenance.rows_of(session, session.scalars(select(Claim.id)).all()).values()
        )
        assert set(lengths) >= {1, 2, 3}
        waiting = session.scalars(select(Ticket.id).where(Ticket.state == TicketState.IN_REVIEW)).first()
    assert waiting is not None
    desk.sign(waiting, desk.person(Role.EDITOR))  # the digest that was proposed is the one over the rows
    assert desk.state(waiting) is TicketState.PUBLISHED
    with database.reading() as session:
        assert not list(audit.discrepancies(session))
    with database.engine.connect() as connection:
        assert not is_empty(connection, tables_of(connection))


def test_a_desk_in_use_is_not_filled(
    database_url: str, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VERIFIER_DATA", str(tmp_path / "data"))
    desk.person()
    refused = CliRunner().invoke(load_test_data, ["--tickets", "5"])
    assert refused.exit_code == 1
    assert "in use" in refused.output
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0


def test_new_rows_go_on_behind_those_that_were_filled_in(filled: int, desk: Desk, database: Database) -> None:
    number = desk.ticket("published")
    with database.reading() as session:
        assert number == session.scalar(select(func.max(Ticket.id))) == 701
