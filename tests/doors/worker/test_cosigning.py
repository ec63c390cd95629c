"""A second party sees the log grow: checkpoints are cosigned and mailed, and a rewritten log is found out."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from factories.desk import Desk
from factories.post import PostOffice
from factories.visitor import Visitor

from verifier.accounts.types import Role
from verifier.audit.cosigning import COSIGNATURE, Request, cosigned_at, request_for, witnessed
from verifier.audit.notes import Checkpoint, Signer, VerifyKey, open_note, parse_checkpoint
from verifier.cli.witness import Witness as Program
from verifier.cli.witness import serve_at
from verifier.config import Settings
from verifier.factory import create_app
from verifier.kernel.db import Database
from verifier.outside.logbook import Logbook
from verifier.outside.mail import Mailer
from verifier.outside.witness import Course, WitnessSilent, ask, read_course, write_course
from verifier.worker.cosigning import Sending, Witness, send_on
from verifier.worker.witnessing import take_if_due

LOG = Signer.new("127.0.0.1:8000/log")
COSIGNER = Signer.new("witness.example/w1", COSIGNATURE)
NOW = datetime.now(UTC)


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[str]:
    """The address of a server while it serves."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A witness that knows this log."""
    (tmp_path / "second").mkdir()
    return Program(tmp_path / "second", COSIGNER, (LOG.key,))


@pytest.fixture
def witness_url(program: Program) -> Iterator[str]:
    """Where that witness listens."""
    with serving(serve_at(program, "127.0.0.1", 0)) as url:
        yield url


@pytest.fixture
def sending(database: Database, settings: Settings, witness_url: str) -> Sending:
    """A desk that sends its checkpoints to the witness."""
    witness = Witness(COSIGNER.key, lambda body: ask(witness_url, body))
    book = Logbook(settings.log_folder)
    book.secret(LOG.secret)
    return Sending(database, book, settings.log_folder, LOG, witness)


def grow(desk: Desk, sending: Sending, at: datetime = NOW) -> Checkpoint:
    """Another entry and another checkpoint."""
    desk.person()
    written = datetime.fromtimestamp(max(at.timestamp(), sending.logbook.written_at), UTC)
    assert take_if_due(sending.database, sending.logbook, LOG, written + timedelta(hours=1, seconds=1))
    return last_of(sending)


def last_of(sending: Sending) -> Checkpoint:
    return parse_checkpoint(open_note(sending.logbook.last() or "", LOG.key))


def forge(program: Program, size: int) -> None:
    """Let the witness cosign another log of the same name and key: what this desk's log was before it was rewritten."""
    note = LOG.sign(str(Checkpoint(LOG.name, size, b"\x07" * 32)))
    assert program.reply(str(Request(0, (), note)), 1)[0] == 200


def test_each_checkpoint_is_cosigned_once_and_the_cosignature_is_kept(desk: Desk, sending: Sending) -> None:
    for count in (1, 2, 3):
        size = grow(desk, sending).size
        written_at = sending.logbook.written_at
        course = send_on(sending, NOW)
        assert (course.cosigned_size, course.trouble, course.conflict) == (size, "", "")
        assert sending.logbook.written_at == written_at
        found, wrong = witnessed(sending.logbook.everything(), COSIGNER.key)
        assert (found.count, found.size, wrong) == (count, size, [])
        kept = sending.logbook.everything()
        assert send_on(sending, NOW) == course
        assert sending.logbook.everything() == kept


def test_a_cosignature_is_over_what_the_specification_says(desk: Desk, sending: Sending) -> None:
    """C2SP tlog-cosignature: key id, eight bytes of time, and a signature over a header, the time and the note."""
    grow(desk, sending)
    send_on(sending, NOW)
    text, _, signatures = (sending.logbook.last() or "").rpartition("\n\n")
    name, _, written = signatures.splitlines()[1].removeprefix("\u2014 ").partition(" ")
    raw = base64.b64decode(written)
    assert name == "witness.example/w1"
    assert raw[:4] == COSIGNER.key.id
    assert len(raw) == 4 + 8 + 64
    at = int.from_bytes(raw[4:12], "big")
    message = f"cosignature/v1\ntime {at}\n{text}\n".encode()
    Ed25519PublicKey.from_public_bytes(COSIGNER.key.public).verify(raw[12:], message)
    assert VerifyKey.parse(str(COSIGNER.key), COSIGNATURE) == COSIGNER.key
    with pytest.raises(ValueError, match="no key of this kind"):
        VerifyKey.parse(str(LOG.key), COSIGNATURE)


def test_a_witness_that_is_behind_or_ahead_of_what_we_know_is_met_there(desk: Desk, sending: Sending) -> None:
    grow(desk, sending)
    send_on(sending, NOW)
    (sending.folder / "witness").unlink()  # as after a crash, or on a new machine
    for _ in range(3):
        grow(desk, sending)
    assert send_on(sending, NOW).cosigned_size == last_of(sending).size
    grow(desk, sending)
    before = read_course(sending.folder)
    book = sending.logbook.everything()
    send_on(sending, NOW)
    (sending.folder / "checkpoints").write_text(book)  # the witness said yes and we crashed before keeping it
    write_course(sending.folder, before)
    assert send_on(sending, NOW).conflict == ""
    assert cosigned_at(sending.logbook.last() or "", COSIGNER.key) is not None


@pytest.mark.parametrize("seen", ["fewer", "as_many", "more"])
def test_a_rewritten_log_is_found_out_and_said_loudly(
    desk: Desk, sending: Sending, program: Program, visit: Callable[..., Visitor], seen: str
) -> None:
    size = grow(desk, sending).size
    forge(program, size + {"fewer": -1, "as_many": 0, "more": 5}[seen])
    if seen == "fewer":
        size = grow(desk, sending).size
    course = send_on(sending, NOW)
    assert ("rewritten" if seen != "more" else "Entries were taken away") in course.conflict
    assert cosigned_at(sending.logbook.last() or "", COSIGNER.key) is None
    later = send_on(sending, NOW + timedelta(hours=2))
    assert later.conflict == course.conflict
    assert later.failures == 2
    for page in ("/admin", "/admin/newsroom", "/admin/log"):
        admin = visit("admin")
        admin.get(page, status=200)
        assert "The witness contradicts the log of this desk" in admin.words()


def test_a_witness_with_another_key_is_not_believed(desk: Desk, sending: Sending) -> None:
    assert sending.witness is not None
    other = Signer.new(COSIGNER.name, COSIGNATURE).key
    grow(desk, sending)
    course = send_on(replace(sending, witness=replace(sending.witness, key=other)), NOW)
    assert "another key" in course.trouble
    assert course.cosigned_size == 0
    assert sending.logbook.everything().count("\u2014 ") == 1


def test_a_changed_cosignature_is_refused_and_found(desk: Desk, sending: Sending) -> None:
    grow(desk, sending)
    send_on(sending, NOW)
    words = sending.logbook.everything()
    line = words.splitlines()[-1]
    changed = line[:-8] + ("AAAA" if line[-8:-4] != "AAAA" else "BBBB") + line[-4:]
    _, wrong = witnessed(words.replace(line, changed), COSIGNER.key)
    assert len(wrong) == 1
    assert "does not fit" in wrong[0]


def test_a_witness_that_does_not_answer_is_asked_again_later_and_later(desk: Desk, sending: Sending) -> None:
    assert sending.witness is not None
    asked: list[str] = []

    def silent(body: str) -> object:
        asked.append(body)
        raise WitnessSilent("No connection to the witness.")

    deaf = replace(sending, witness=replace(sending.witness, ask=silent))
    grow(desk, deaf)
    at = NOW
    pauses = []
    for _ in range(9):
        course = send_on(deaf, at)
        following = datetime.fromisoformat(course.next_at)
        assert send_on(deaf, following - timedelta(seconds=1)) == course
        pauses.append((following - at).total_seconds() / 60)
        at = following
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert len(asked) == 9
    assert send_on(sending, at).failures == 0


def test_the_witness_answers_as_the_specification_says(desk: Desk, sending: Sending, program: Program) -> None:
    first = grow(desk, sending)
    note = sending.logbook.last() or ""

    def told(body: str) -> tuple[int, str]:
        status, kind, words = program.reply(body, 5)
        assert (kind == "text/x.tlog.size") == (status == 409)
        return status, words

    stranger = Signer.new("other.example/log")
    assert told(str(Request(0, (), stranger.sign(str(Checkpoint(stranger.name, 1, b"\1" * 32))))))[0] == 404
    thief = Signer.new(LOG.name)
    assert told(str(Request(0, (), thief.sign(str(first)))))[0] == 403
    for junk in (
        "",
        "old",
        "old 01\n\n" + note,
        "old -1\n\n" + note,
        f"old {first.size + 1}\n\n{note}",
        "old 0\nx\n\n" + note,
    ):
        assert told(junk)[0] == 400
    assert told(f"old 0\n{'A' * 43}=\n\n{note}")[0] == 422
    assert told(f"old 1\n\n{note}") == (409, "0\n")
    assert told(str(Request(0, (), note)))[0] == 200
    assert told(str(Request(0, (), note))) == (409, f"{first.size}\n")
    assert told(str(Request(first.size, (), note)))[0] == 200
    assert told(str(Request(first.size, (), LOG.sign(str(replace(first, root=b"\2" * 32))))))[0] == 409
    second = grow(desk, sending)
    with sending.database.reading() as session:
        right = request_for(session, sending.logbook.last() or "", old=first.size, size=second.size)
    assert told(str(replace(right, proof=right.proof[1:])))[0] == 422
    assert told(str(right))[0] == 200
    again = Program(program._folder, COSIGNER, (LOG.key,))  # after a restart it knows what it knew
    assert again.reply(str(right), 5)[0] == 409


class Odd(BaseHTTPRequestHandler):
    """A server at the witness's address that is none."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.rfile.read(length)
        kind = self.path.split("/")[1]
        self.send_response(307 if kind == "elsewhere" else 200)
        if kind == "elsewhere":
            self.send_header("Location", "/long/add-checkpoint")
        self.end_headers()
        if kind == "long":
            self.wfile.write(b"x" * 40_000)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def test_only_the_one_address_is_asked(desk: Desk, sending: Sending) -> None:
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Odd)) as url:
        assert ask(f"{url}/elsewhere", "x").status == 307  # and not followed
        with pytest.raises(WitnessSilent, match="more than any"):
            ask(f"{url}/long", "x")
        witness = Witness(COSIGNER.key, lambda body: ask(f"{url}/elsewhere", body))
        grow(desk, sending)
        assert "status 307" in send_on(replace(sending, witness=witness), NOW).trouble
    with pytest.raises(WitnessSilent, match="No connection"):
        ask(url, "x")
    with pytest.raises(WitnessSilent, match="no address that may be reached"):
        ask("http://192.0.2.7:8010", "x")  # plain http stays on this machine


def test_checkpoints_are_mailed_after_signatures_hourly_at_most_and_daily(desk: Desk, sending: Sending) -> None:
    offices = [PostOffice() for _ in range(3)]
    try:
        quiet = replace(sending, witness=None, mail_to="archive@elsewhere.example")
        mailers = iter([Mailer.open(f"smtp://127.0.0.1:{one.port}?from=desk@news.example") for one in offices])
        checkpoint = grow(desk, quiet)
        course = send_on(replace(quiet, mailer=next(mailers)), NOW)
        assert course.mailed_size == checkpoint.size
        letter = offices[0].letter
        assert letter["To"] == "archive@elsewhere.example"
        assert (quiet.logbook.last() or "") in letter.get_content().replace("\r\n", "\n")
        second = replace(quiet, mailer=next(mailers))
        desk.ticket("published")
        grow(desk, quiet)
        assert send_on(second, NOW + timedelta(minutes=59)).mailed_size == checkpoint.size
        after = send_on(second, NOW + timedelta(minutes=61))
        assert after.mailed_size == last_of(quiet).size
        third = replace(quiet, mailer=next(mailers))
        grow(desk, quiet)  # nothing was signed: the next mail is the daily one
        assert send_on(third, NOW + timedelta(hours=20)) == after
        assert send_on(third, NOW + timedelta(hours=26)).mailed_size == last_of(quiet).size
        offices[2].close()
        failed = send_on(third, NOW + timedelta(hours=60))
        assert "does not answer" in failed.mail_trouble
        assert failed.mail_next_at
    finally:
        for one in offices:
            one.close()


def test_the_log_page_says_when_it_was_last_witnessed(
    desk: Desk, sending: Sending, settings: Settings, database: Database, visit: Callable[..., Visitor]
) -> None:
    auditor = visit("auditor")
    auditor.get("/admin/log", status=200)
    assert "Nobody outside this desk sees its checkpoints" in auditor.words()
    told = replace(
        settings, witness_url="http://127.0.0.1:8010", witness_key=str(COSIGNER.key), witness_mail="a@b.example"
    )
    auditor = Visitor(create_app(told, database=database))
    auditor.sign_in(desk, Role.AUDITOR)
    auditor.get("/admin/log", status=200)
    assert "witness.example/w1" in auditor.words()
    assert "never yet" in auditor.words()
    size = grow(desk, sending).size
    write_course(sending.folder, replace(send_on(sending, NOW), trouble="No connection.", mail_trouble="It is full."))
    auditor.get("/admin/log", status=200)
    for words in (f"over {size} entries", "No connection. It is tried again.", "It is full."):
        assert words in auditor.words()
    (sending.folder / "witness").unlink()
    assert read_course(sending.folder) == Course()
    (sending.folder / "witness").write_text("{broken")
    assert read_course(sending.folder) == Course()
    (sending.folder / "witness").write_text(json.dumps({"failures": "many", "cosigned_size": 7}))
    assert read_course(sending.folder) == Course(cosigned_size=7)
