"""The ground: looking never writes, a transaction is whole, and a moment has a zone."""

from datetime import datetime

import pytest
from factories.desk import Desk
from sqlalchemy.exc import IntegrityError, StatementError

from verifier.accounts.models import Account
from verifier.accounts.types import Role
from verifier.kernel.db import Database
from verifier.kernel.refusals import as_refusal
from verifier.schema import METADATA, REFUSALS


def test_a_session_for_looking_refuses_to_write(desk: Desk, database: Database) -> None:
    person = desk.person()
    with database.reading() as session:
        session.get_one(Account, person.id).name = "Somebody else"
        with pytest.raises(AssertionError):
            session.flush()


def test_a_moment_without_a_zone_is_refused(desk: Desk, database: Database) -> None:
    person = desk.person()
    with pytest.raises(StatementError), database.writing() as session:
        session.get_one(Account, person.id).created_at = datetime(2026, 1, 1)  # noqa: DTZ001


def test_a_refused_constraint_has_its_words_on_both_engines(desk: Desk, database: Database) -> None:
    person = desk.person()
    with pytest.raises(IntegrityError) as refused, database.writing() as session:
        session.add(Account(email=person.email, name="Twin", role=Role.VIEWER, active=True, created_at=desk.now))
    refusal = as_refusal(refused.value, METADATA, REFUSALS)
    assert refusal is not None
    assert refusal.code == "uq_account_email"
    assert "already here" in refusal.message
