"""Whatever somebody who owns the machine changes, short of the key outside it, verify-audit tells."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from factories.behind import owner
from factories.desk import Desk
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.orm import Session

from verifier.archive.actions import keep
from verifier.archive.types import CaptureMethod
from verifier.audit import checkpoints
from verifier.audit.merkle import grow, leaf_hash
from verifier.audit.models import Entry, LogHead, LogNode
from verifier.audit.notes import Signer
from verifier.audit.queries import leaf_of
from verifier.cli.records import problems
from verifier.kernel.db import Database
from verifier.outside.evidence import EvidenceStore

CASES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "hostile" / "tamper.jsonl"
ORIGINAL = b"the original"
KEPT = sha256(ORIGINAL).hexdigest()


def recompute(connection: Connection) -> None:
    """Make the log hold together again after entries were changed, as whoever knows this product could."""
    frontier: tuple[bytes, ...] = ()
    session = Session(connection)
    connection.execute(delete(LogNode))
    size = 0
    for entry in session.scalars(select(Entry).order_by(Entry.seq)).all():
        leaf = leaf_hash(leaf_of(entry))
        connection.execute(update(Entry).where(Entry.seq == entry.seq).values(leaf_sha256=leaf.hex()))
        growth = grow(frontier, size, leaf)
        for one in growth.finished:
            connection.execute(insert(LogNode).values(level=one.level, place=one.place, sha256=one.hash.hex()))
        frontier, size = growth.frontier, size + 1
    connection.execute(update(LogHead).values(size=size, frontier=[one.hex() for one in frontier]))


def say(*statements: str, whole: bool = False) -> Callable[[Connection], None]:
    def act(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))
        if whole:
            recompute(connection)

    return act


COPY = (
    "INSERT INTO entry (seq, at, action, subject_kind, subject_id, subject_version, state_sha256, detail, rows,"
    " leaf_sha256)"
    " SELECT (SELECT count(*) FROM entry), at, action, subject_kind, subject_id, subject_version, state_sha256, detail,"
    " rows, leaf_sha256 FROM entry WHERE seq = 3"
)
IN_ROWS = {
    "change payload byte": say("UPDATE entry SET action = 'ticket:tale' WHERE seq = 3"),
    "change prev hash": say("UPDATE log_head SET frontier = '[]'"),
    "change own hash": say("UPDATE entry SET leaf_sha256 = '00' WHERE seq = 3"),
    "change payload and own hash": say("UPDATE entry SET action = 'ticket:tale' WHERE seq = 3", whole=True),
    "delete last row": say("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)", whole=True),
    "swap two rows": say(
        "UPDATE entry SET seq = -1 WHERE seq = 3",
        "UPDATE entry SET seq = 3 WHERE seq = 4",
        "UPDATE entry SET seq = 4 WHERE seq = -1",
    ),
    "copy a row": say(COPY),
    "replace whole log by a new valid log": say("UPDATE entry SET actor_id = 1", whole=True),
    "change evidence hash in row": say("UPDATE capture SET sha256 = '11'"),
    "change claim text of signed version": say("UPDATE claim SET wording = 'They have 900 men.'"),
    "fork: two logs, same size, different root": say(
        "UPDATE entry SET actor_id = 77 WHERE seq = (SELECT max(seq) FROM entry)", whole=True
    ),
}
OUTSIDE = {"delete evidence file", "change checkpoint file's last line", "delete checkpoint file"}


@pytest.mark.skipif(not CASES.exists(), reason="the hostile corpus is not beside this checkout")
def test_every_case_of_the_corpus_is_known_here() -> None:
    asked = {json.loads(line)["payload"]["op"] for line in CASES.read_text(encoding="utf-8").splitlines()}
    assert not asked - set(IN_ROWS) - OUTSIDE


def test_every_way_of_tampering_is_told(database: Database, tmp_path: Path) -> None:
    desk = Desk(database, datetime.now(UTC) - timedelta(days=2))
    evidence = EvidenceStore.open(tmp_path / "evidence")
    evidence.put(ORIGINAL)
    desk.ticket("published")
    with database.writing() as session:
        paste = CaptureMethod.PASTE
        keep(session, sha256=KEPT, size=12, media_type="text/plain", method=paste, by=None, now=desk.now)
    signer = Signer.new("desk.example")
    with database.reading() as session:
        note = checkpoints.take(session, signer, None)

    def told(session: Session, notes: str = note) -> set[str]:
        signed, wrong = checkpoints.kept(notes, signer.key)
        return {*wrong, *problems(session, signed, evidence)}

    with database.one_moment() as session:
        before = told(session)
        assert len(before) == 1  # the article of these tests has an original in name only
        assert told(session, "") > before
        lines = note.splitlines()
        assert told(session, "\n".join([*lines[:-1], f"{lines[-1][:-8]}AAAAAAA="]) + "\n") > before
    unseen = []
    for op, act in IN_ROWS.items():
        with owner(database) as connection:
            act(connection)
            if not told(Session(connection, autoflush=False)) - before:
                unseen.append(op)
    assert unseen == []
    kept = next((tmp_path / "evidence").rglob(KEPT[2:]))
    for raw, word in ((b"other bytes", "has other bytes"), (None, "is missing")):
        kept.unlink()
        if raw is not None:
            kept.write_bytes(raw)
        with database.one_moment() as session:
            assert any(KEPT in one and word in one for one in told(session) - before)
