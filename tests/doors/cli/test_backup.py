"""A desk comes back from its backup as it was, on either engine; a damaged backup leaves nothing behind."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pyotp
import pytest
from click.testing import CliRunner, Result
from factories.desk import CLAIM, Desk

from verifier.accounts import queries as accounts
from verifier.accounts.actions_factors import answer
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Answer
from verifier.cli.main import group
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.matching.queries_earlier import same
from verifier.outside.keyfile import kept_secret

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "verifier" / "cli" / "sample" / "harbour.txt"

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over this test's desk, or over another one."""
    monkeypatch.chdir(tmp_path)

    def command(*words: str, url: str = database_url, folder: str = "data") -> Result:
        return CliRunner(env={"DATABASE_URL": url, "VERIFIER_DATA": str(tmp_path / folder)}).invoke(group, words)

    return command


def furnish(desk: Desk, run: Run) -> None:
    """A desk that has seen work: every state, a password, an original on the disk, checkpoints."""
    assert run("import", str(SAMPLE)).exit_code == 0
    for state in ("published", "withdrawn", "correcting", "help_needed", "closed", "in_review"):
        desk.ticket(state)
    desk.password(desk.person())
    desk.decide_rules()
    assert run("checkpoint").exit_code == 0


def dumped(run: Run, **where: str) -> list[str]:
    done = run("dump", **where)
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()


def test_a_desk_comes_back_as_it_was(desk: Desk, run: Run, empty_url: str, tmp_path: Path) -> None:
    furnish(desk, run)
    before = dumped(run)
    made = run("backup", "desk.zip")
    # The factory's captures have no bytes on the disk: the backup says so of each, and holds the rest.
    assert "is missing or damaged" in made.stderr
    assert (tmp_path / "desk.zip").stat().st_mode & 0o777 == 0o600
    back = run("restore", "desk.zip", url=empty_url, folder="other")
    assert back.exit_code == 0, back.stderr
    assert "Restored and verified" in back.stdout
    assert "1 checkpoints" in back.stdout
    assert dumped(run, url=empty_url, folder="other") == before
    kept = {path.parent.name + path.name for path in (tmp_path / "other" / "evidence").rglob("*") if path.is_file()}
    assert len(kept) == 1
    held = run("verify-audit", url=empty_url, folder="other")
    assert held.stderr.count("\n") == 1, held.stderr
    assert "is missing" in held.stderr
    database = Database(empty_url)
    with database.reading() as session:
        assert same(session, CLAIM), "the index of earlier claims came back too"
    Desk(database, count=1000).ticket("published")  # the desk works again, its numbers go on
    database.dispose()
    assert len(dumped(run, url=empty_url, folder="other")) > len(before)


def test_second_factors_come_back_with_their_key(desk: Desk, run: Run, empty_url: str, tmp_path: Path) -> None:
    key = tmp_path / "data" / "factor_key"
    assert run("checkpoint").exit_code == 0
    person = desk.person()
    secret, papers = desk.second_factor(person, Sealer(kept_secret(key, Sealer.new_key)))
    assert key.stat().st_mode & 0o777 == 0o600
    assert run("backup", "desk.zip").exit_code == 0
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "factor_key").write_text("the key of another desk, of sixty-four characters or so\n")
    refused = run("restore", "desk.zip", url=empty_url, folder="taken")
    assert (refused.exit_code, "belongs to another desk" in refused.stderr) == (1, True)
    assert run("restore", "desk.zip", url=empty_url, folder="other").exit_code == 0
    restored = Database(empty_url)
    sealer = Sealer(kept_secret(tmp_path / "other" / "factor_key", Sealer.new_key))
    now = datetime.now(UTC)
    for written, right in ((pyotp.TOTP(secret).at(now), Answer.CODE), (papers[0], Answer.RECOVERY)):
        with restored.writing() as session:
            account = accounts.by_id(session, person.id)
            assert answer(session, account, written=written, sealer=sealer, now=now) is right
    restored.dispose()


def test_a_desk_moves_to_the_embedded_engine_and_back(desk: Desk, run: Run, empty_url: str, tmp_path: Path) -> None:
    furnish(desk, run)
    before = dumped(run)
    run("backup", "here.zip")
    there = f"sqlite:///{tmp_path / 'moved.db'}"
    assert run("restore", "here.zip", url=there, folder="there").exit_code == 0
    assert dumped(run, url=there, folder="there") == before
    run("backup", "there.zip", url=there, folder="there")
    assert run("restore", "there.zip", url=empty_url, folder="back").exit_code == 0
    assert dumped(run, url=empty_url, folder="back") == before


def test_a_backup_shows_one_moment_while_others_write(desk: Desk, run: Run, database: Database, empty_url: str) -> None:
    desk.ticket("published")
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        own = Desk(database, count=5000)
        while not stop.is_set() and written < 300:
            own.person()
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        run("backup", "busy.zip")
    finally:
        stop.set()
        writer.join()
    assert written > 0
    back = run("restore", "busy.zip", url=empty_url, folder="other")
    assert back.exit_code == 0, back.stderr  # the log's head, its entries and its tree are of one moment


def test_a_backup_never_overwrites_and_a_desk_in_use_is_never_restored_over(desk: Desk, run: Run) -> None:
    desk.person()
    assert run("backup", "desk.zip").exit_code == 0
    before = dumped(run)
    again = run("backup", "desk.zip")
    assert (again.exit_code, "never overwritten" in again.stderr) == (1, True)
    over = run("restore", "desk.zip")
    assert (over.exit_code, "in use" in over.stderr) == (1, True)
    assert dumped(run) == before


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], target: Path) -> None:
    with ZipFile(path) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            raw = change(name, old.read(name))
            if raw is not None:
                new.writestr(name, raw)


CHANGES: dict[str, Callable[[str, bytes], bytes | None]] = {
    "a row changed": lambda name, raw: raw.replace(b"Person 1", b"Person 9") if name == "rows/account.jsonl" else raw,
    "a row gone": lambda name, raw: b"".join(raw.splitlines(True)[1:]) if name == "rows/entry.jsonl" else raw,
    "a table gone": lambda name, raw: None if name == "rows/ticket.jsonl" else raw,
    "no manifest": lambda name, raw: None if name == "manifest.json" else raw,
    "another format": lambda name, raw: raw.replace(b'"format": 1', b'"format": 9') if name == "manifest.json" else raw,
    "an original changed": lambda name, raw: raw + b"x" if name.startswith("evidence/") else raw,
    "no json": lambda name, raw: b"{" if name == "rows/source.jsonl" else raw,
}


def test_a_damaged_backup_leaves_nothing_behind(desk: Desk, run: Run, tmp_path: Path, empty_url: str) -> None:
    run("import", str(SAMPLE))
    desk.person()
    run("backup", "desk.zip")
    for number, (name, change) in enumerate(CHANGES.items()):
        rewritten(tmp_path / "desk.zip", change, tmp_path / "bad.zip")
        refused = run("restore", "bad.zip", url=empty_url, folder=f"other{number}")
        assert refused.exit_code == 1, name
        assert isinstance(refused.exception, SystemExit), name
        database = Database(empty_url)
        if migrating.present(database) is not None:
            with database.engine.connect() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM account").scalar() == 0, name
        database.dispose()
    good = run("restore", "desk.zip", url=empty_url, folder="good")
    assert good.exit_code == 0, good.stderr


def test_what_is_no_backup_is_told(run: Run, tmp_path: Path, empty_url: str) -> None:
    (tmp_path / "words.zip").write_text("words")
    refused = run("restore", "words.zip", url=empty_url, folder="other")
    assert (refused.exit_code, "no backup" in refused.stderr) == (1, True)
