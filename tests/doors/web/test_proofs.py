"""A reader can check, offline, that a verdict was signed; nobody can rewrite the log and have it signed again."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from factories.desk import Desk
from factories.readers import claim_of
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import select, text, update

from verifier.audit.models import LogHead
from verifier.audit.notes import open_note, parse_checkpoint
from verifier.kernel.db import Database
from verifier.outside.logbook import Logbook
from verifier.web.witnessing import signer, take_checkpoint

Enter = Callable[..., Visitor]
ROOT = Path(__file__).resolve().parents[3]
PROGRAM = runpy.run_path(str(ROOT / "verifier" / "web" / "static" / "verify_proof.py"))


def book_of(app: Flask) -> Logbook:
    found: Logbook = app.extensions["verifier_outside"].logbook
    return found


def checkpoint(app: Flask) -> None:
    with app.app_context():
        take_checkpoint()


def test_a_signature_is_proved_to_readers(app: Flask, desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("published")
    path = f"/public/claims/{claim_of(desk, ticket_id)}"
    reader = visit()
    assert "within the hour" in reader.get(f"{path}/verdict.tlog-proof", status=404).text
    checkpoint(app)
    desk.ticket("published")
    page = reader.get(path, status=200).text
    assert f'href="{path}/verdict.tlog-proof"' in page
    content = page.split("SHA-256 <code>")[1].split("<")[0]
    proof = reader.get(f"{path}/verdict.tlog-proof", status=200).text
    key = reader.get("/public/terms", status=200).text.split("<p><code>")[1].split("<")[0]
    entry = PROGRAM["check"](proof, key, content)
    assert entry["action"] == "verdict:sign"
    with pytest.raises(ValueError, match="other content"):
        PROGRAM["check"](proof, key, content[::-1])


def test_a_claim_without_a_signature_has_no_proof(app: Flask, desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("in_review")
    checkpoint(app)
    visit().get(f"/public/claims/{claim_of(desk, ticket_id)}/verdict.tlog-proof", status=404)


def test_signing_a_verdict_signs_the_log(app: Flask, desk: Desk, visit: Enter) -> None:
    ticket_id = desk.ticket("in_review")
    editor = visit("editor")
    assert book_of(app).last() is None
    editor.get(f"/tickets/{ticket_id}", status=200)
    editor.post(f"/tickets/{ticket_id}/sign-off", {"seen": editor.field("seen")}, status=303)
    note = book_of(app).last()
    assert note is not None
    with app.app_context():
        assert parse_checkpoint(open_note(note, signer().key)).size > 10


def test_a_log_that_was_rewritten_is_never_signed_again(
    app: Flask, desk: Desk, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    desk.ticket("published")
    checkpoint(app)
    before = book_of(app).everything()
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        if database.dialect == "sqlite":
            connection.execute(text("DROP TRIGGER tg_entry_append_only"))
        else:
            connection.execute(text("ALTER TABLE entry DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE entry SET leaf_sha256 = :other WHERE seq = 3"), {"other": "ab" * 32})
    desk.person()
    checkpoint(app)
    assert book_of(app).everything() == before
    assert "Run verify-audit" in caplog.text


def test_a_log_that_was_cut_and_goes_on_is_never_signed_again(
    app: Flask, desk: Desk, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    desk.person()
    with database.reading() as session:
        kept = session.execute(select(LogHead.size, LogHead.frontier)).one()
    desk.ticket("open")
    checkpoint(app)
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        if database.dialect == "sqlite":
            connection.execute(text("DROP TRIGGER tg_entry_append_only_d"))
        else:
            connection.execute(text("ALTER TABLE entry DISABLE TRIGGER ALL"))
        connection.execute(text("DELETE FROM entry WHERE seq >= :size"), {"size": kept.size})
        connection.execute(update(LogHead).values(size=kept.size, frontier=kept.frontier))
    for _ in range(60):
        desk.person()
    checkpoint(app)
    assert "the log was rewritten" in caplog.text
