"""The worker signs the log each hour, and after a signature whose own checkpoint failed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from factories.desk import Desk

from verifier.audit.notes import Signer
from verifier.kernel.db import Database
from verifier.outside.logbook import Logbook
from verifier.worker.witnessing import take_if_due

SIGNER = Signer.new("desk.example/log")


def test_a_checkpoint_is_due_each_hour_and_at_each_signature(desk: Desk, database: Database, tmp_path: Path) -> None:
    book, now = Logbook(tmp_path / "log"), datetime.now(UTC)
    desk.person()
    assert take_if_due(database, book, SIGNER, now)
    assert not take_if_due(database, book, SIGNER, now)
    desk.person()
    assert not take_if_due(database, book, SIGNER, now)
    assert take_if_due(database, book, SIGNER, now + timedelta(hours=1, seconds=5))
    desk.ticket("published")
    later = now + timedelta(minutes=1)
    assert take_if_due(database, book, SIGNER, later)
    assert not take_if_due(database, book, SIGNER, later)
    assert book.everything().count("desk.example/log\n") == 3


def test_nothing_is_signed_over_a_log_that_did_not_grow(desk: Desk, database: Database, tmp_path: Path) -> None:
    book, now = Logbook(tmp_path / "log"), datetime.now(UTC)
    desk.person()
    take_if_due(database, book, SIGNER, now)
    assert not take_if_due(database, book, SIGNER, now + timedelta(hours=3))
    assert book.everything().count("desk.example/log\n") == 1


def test_a_book_that_cannot_be_written_stops_nobody(desk: Desk, database: Database, tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    desk.person()
    assert not take_if_due(database, Logbook(tmp_path / "log"), SIGNER, datetime.now(UTC))
    os.remove(tmp_path / "log")
    assert take_if_due(database, Logbook(tmp_path / "log"), SIGNER, datetime.now(UTC))
