"""The commands, run as whoever holds the machine runs them."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from factories.commands import run_command
from factories.desk import Desk
from sqlalchemy import delete, func, select

from verifier.accounts import queries as accounts
from verifier.accounts.sealing import Sealer
from verifier.articles import queries as articles
from verifier.articles.actions import mark_disclaimer
from verifier.articles.models import Disclaimer
from verifier.kernel.db import Database
from verifier.matching.models import SearchEntry
from verifier.outside.evidence import EvidenceStore
from verifier.reading.types import DisclaimerKind

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"
SAMPLE = ROOT / "verifier" / "cli" / "sample" / "harbour.txt"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    """Run a command over this test's database, in an empty folder."""

    def command(*words: str, given: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        settings = {"DATABASE_URL": database_url, "VERIFIER_DATA": str(tmp_path / "data"), **environment}
        return run_command(words, tmp_path, settings, given)

    return command


def test_import_takes_an_article_in_once(run: Run, tmp_path: Path) -> None:
    first, second = run("import", str(SAMPLE)), run("import", str(SAMPLE))
    assert first.returncode == 0, first.stderr
    assert "1 taken in, 0 known already, 0 refused" in first.stdout
    assert "0 taken in, 1 known already, 0 refused" in second.stdout
    rows = [json.loads(line) for line in run("dump").stdout.splitlines()]
    articles = [row["row"] for row in rows if row["table"] == "article"]
    assert [row["title"] for row in articles] == [
        "Northern Strait Ferry Line Hires 300 Deckhands Ahead of Sanctions Vote"
    ]
    assert sum(row["table"] == "ticket" for row in rows) == sum(row["table"] == "claim" for row in rows) > 10
    kept = next(row["row"] for row in rows if row["table"] == "capture")
    assert (tmp_path / "data" / "evidence").exists()
    assert kept["size"] == SAMPLE.stat().st_size


def test_import_goes_on_after_what_it_cannot_read(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "b.txt").write_text("")
    (folder / "c.txt").write_text("Mayor Opens Bridge\n\nThe mayor said that the bridge cost 4 million crowns.\n")
    (folder / "d.jsonl").write_text(
        '{"id": 1, "text": "Rain Falls\\n\\nIt rained for 3 days, the office said."}\n{"no": 1}\n'
    )
    done = run("import", str(folder), "--publisher", "The Bridge Times")
    assert "2 taken in, 0 known already, 3 refused" in done.stdout
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not SHARED.exists(), reason="the reference articles are not beside this checkout")
def test_ten_foreign_articles_are_taken_in_by_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ten"
    folder.mkdir()
    with (SHARED / "articles" / "syria.jsonl").open(encoding="utf-8") as rows:
        for line, _ in zip(rows, range(10), strict=False):
            row = json.loads(line)
            (folder / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}\n", encoding="utf-8")
    done = run("import", str(folder), "--publisher", "A wire")
    assert done.returncode == 0, done.stderr
    assert "10 taken in" in done.stdout
    claims = [int(found) for found in re.findall(r"article \d+, (\d+) claims", done.stdout)]
    assert len(claims) == 10
    assert all(claims)


def test_people_are_let_in_shut_out_and_given_roles(run: Run) -> None:
    link = run("users", "add", "ana@example.org", "--name", "Ana", "--role", "editor")
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/links/[\w-]{40,}\n", link.stdout)
    assert "already here" in run("users", "add", "Ana@Example.org", "--name", "A", "--role", "viewer").stderr
    weak = run(
        "users", "add", "bo@example.org", "--name", "Bo", "--role", "viewer", "--password-stdin", given="short\n"
    )
    assert weak.returncode == 1
    assert "at least 12" in weak.stderr
    run("users", "role", "ana@example.org", "reviewer")
    run("users", "disable", "ana@example.org")
    assert run("users", "list").stdout == "ana@example.org\tAna\treviewer\tdisabled\n"


def test_verify_audit_tells_a_changed_entry(run: Run, database: Database) -> None:
    run("users", "add", "ana@example.org", "--name", "Ana", "--role", "editor")
    holds = run("verify-audit")
    assert holds.returncode == 0
    assert re.search(r"^\d+ entries, root [0-9a-f]{64}$", holds.stdout.strip())
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE log_head SET size = size + 1")
    broken = run("verify-audit")
    assert broken.returncode == 1
    assert "head counts" in broken.stderr


def test_dump_is_the_same_twice(run: Run) -> None:
    run("import", str(SAMPLE))
    assert run("dump").stdout == run("dump").stdout != ""


def test_read_gives_spans_that_hold_their_words(run: Run) -> None:
    done = run("read", str(SAMPLE), "--json")
    row = json.loads(done.stdout)
    assert row["publisher"] == "The Strait Observer"
    assert all(row["text"][claim["start"] : claim["end"]] for claim in row["claims"])
    assert {hop["source"] for claim in row["claims"] for hop in claim["chain"]} >= {"Baltic Herald", "Ilse Marrow"}


def test_a_public_address_needs_a_proxy(run: Run) -> None:
    refused = run("--host", "0.0.0.0")  # noqa: S104
    assert refused.returncode == 1
    assert "--behind-proxy" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "password", "too weak"),
        ("DATABASE_URL", "mysql://x", "must begin with"),
        ("PUBLIC_URL", "desk.example.org", "must begin with http"),
    ],
)
def test_an_unusable_setting_stops_the_start_in_one_line(run: Run, name: str, value: str, words: str) -> None:
    refused = run("users", "list", **{name: value})
    assert refused.returncode == 1
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr


def test_import_knows_what_was_learned_of_a_publisher(run: Run, desk: Desk, tmp_path: Path) -> None:
    told, paper = "Passed on as it came, not looked into by us.", "The Bridge Times"
    first = desk.article(f"Mayor Opens Bridge\n\nThe bridge cost 4 million crowns.\n\n{told}", publisher=paper)
    me, kind = desk.person(), DisclaimerKind.PUBLISHER_NO_VERIFICATION
    with desk.database.writing() as session:
        mark_disclaimer(session, articles.by_id(session, first), quote=told, kind=kind, by=me, now=desk.now)
    for name, words in (("named", ["--publisher", paper]), ("unnamed", [])):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Ferry Line {name} Hires\n\nIt hired 300 men in May, the line said.\n\n{told}\n")
        assert "1 taken in" in run("import", str(path), *words).stdout
    with desk.database.reading() as session:
        found = session.scalars(select(Disclaimer).where(Disclaimer.article_id != first)).all()
        assert [(row.words, row.rule, row.learned_from_id) for row in found] == [(told, "known-block", first)] * 2
        assert {articles.by_id(session, row.article_id).publisher_id for row in found} == {
            articles.by_id(session, first).publisher_id
        }


def test_a_checkpoint_is_signed_once_and_verify_audit_holds_the_log_against_it(run: Run, tmp_path: Path) -> None:
    run("import", str(SAMPLE))
    first, again = run("checkpoint"), run("checkpoint")
    assert first.returncode == 0, first.stderr
    assert first.stdout == again.stdout
    assert first.stdout.startswith("127.0.0.1:8000/log\n")
    assert "Key: 127.0.0.1:8000/log+" in first.stderr
    run("users", "add", "ann@desk.example", "--name", "Ann", "--role", "editor")
    assert run("checkpoint").stdout != first.stdout
    held = run("verify-audit")
    assert (held.returncode, held.stderr.count("2 checkpoints hold")) == (0, 1), held.stderr
    kept = tmp_path / "data" / "log" / "checkpoints"
    words = kept.read_text()
    kept.write_text(words.replace("\n", "\n9", 1))
    assert "was changed" in run("verify-audit").stderr
    kept.write_text("\n".join(reversed(words.split("\n\n"))))
    assert run("verify-audit").returncode == 1


def test_checkpoints_that_were_taken_away_are_missed(run: Run, database: Database, tmp_path: Path) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=2)):
        Desk(database, evidence=EvidenceStore.open(tmp_path / "data" / "evidence")).ticket("published")
    run("checkpoint")
    assert run("verify-audit").returncode == 0
    shutil.rmtree(tmp_path / "data" / "log")
    missed = run("verify-audit")
    assert missed.returncode == 1
    assert "checkpoints are missing" in missed.stderr


def test_whoever_holds_the_machine_removes_a_lost_second_factor(desk: Desk, run: Run) -> None:
    person = desk.person("admin")
    nothing = run("users", "remove-factor", person.email)
    assert (nothing.returncode, "There is no second factor to remove" in nothing.stderr) == (1, True)
    desk.second_factor(person, Sealer("any"))
    done = run("users", "remove-factor", person.email)
    assert done.returncode == 0, done.stderr
    with desk.database.reading() as session:
        assert not accounts.has_second_factor(session, person.id)


def test_the_index_is_made_true_again(run: Run, desk: Desk, database: Database) -> None:
    desk.ticket("published")
    with database.reading() as session:
        there = session.scalar(select(func.count(SearchEntry.id)))
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        connection.execute(delete(SearchEntry))
    done = run("reindex", "--anew")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"{there} entries can be found."), done.stderr
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        connection.execute(delete(SearchEntry))
    assert f"{there} entries can be found." in run("reindex").stdout
