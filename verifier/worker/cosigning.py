"""Sending checkpoints on: to a witness that cosigns them, and by mail to whoever keeps them elsewhere."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from verifier.audit import queries
from verifier.audit.cosigning import cosigned_at, is_size, lines_of, request_for
from verifier.audit.notes import Checkpoint, NoteRefused, Signer, VerifyKey, open_note, parse_checkpoint
from verifier.audit.types import LogBroken
from verifier.kernel.db import Database
from verifier.outside.logbook import Logbook
from verifier.outside.mail import Mailer, MailNotSent
from verifier.outside.witness import Answer, Course, WitnessSilent, read_course, write_course

log = logging.getLogger("verifier.worker")

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
MAIL_PAUSE = timedelta(hours=1)
DAY = timedelta(days=1)

SHORTER = "The witness saw a log of {seen} entries; this one holds {ours}. Entries were taken away."
REWRITTEN = "The first {seen} entries of this log are not those that the witness saw: one of the two was rewritten."


class Contradicted(Exception):  # noqa: N818
    """The witness saw another log than this one; the message says where they part."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Who cosigns: its key, and the way to ask it, which raises WitnessSilent."""

    key: VerifyKey
    ask: Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Sending:
    """What a desk sends its checkpoints with. ``mail_to`` is "" where they are not mailed."""

    database: Database
    logbook: Logbook
    folder: Path
    signer: Signer
    witness: Witness | None = None
    mailer: Mailer | None = None
    mail_to: str = ""


def send_on(desk: Sending, now: datetime) -> Course:
    """Have the last checkpoint cosigned and mailed where that is due. What hinders it is told, and tried again."""
    before = course = read_course(desk.folder)
    note = desk.logbook.last()
    if note is None:
        return course
    try:
        checkpoint = parse_checkpoint(open_note(note, desk.signer.key))
        course = _cosign(desk, note, checkpoint, course, now)
        course = _mail(desk, note, checkpoint, course, now)
        if course != before:
            write_course(desk.folder, course)
    except (OSError, NoteRefused) as error:
        log.critical("checkpoints cannot be sent on: %s", error)
    return course


def _cosign(desk: Sending, note: str, checkpoint: Checkpoint, course: Course, now: datetime) -> Course:
    witness = desk.witness
    if witness is None or course.is_waiting(now) or cosigned_at(note, witness.key) is not None:
        return course
    try:
        lines, at = _ask(desk, witness, note, checkpoint, course.cosigned_size)
    except Contradicted as error:
        log.critical("THE WITNESS CONTRADICTS THIS LOG. %s Run verify-audit.", error)
        return _later(replace(course, conflict=str(error), trouble=""), now)
    except (WitnessSilent, LogBroken) as error:
        log.error("no cosignature: %s", error)
        return _later(replace(course, trouble=str(error)), now)
    if not desk.logbook.cosign(note, lines):
        return course  # there is a newer checkpoint by now, which the next round sends
    log.info("cosigned by %s at %d over %d entries", witness.key.name, at, checkpoint.size)
    return replace(
        course,
        cosigned_at=now.isoformat(),
        cosigned_size=checkpoint.size,
        failures=0,
        next_at="",
        trouble="",
        conflict="",
    )


def _later(course: Course, now: datetime) -> Course:
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(course.failures, 10))
    return replace(course, failures=course.failures + 1, next_at=(now + pause).isoformat())


def _ask(desk: Sending, witness: Witness, note: str, checkpoint: Checkpoint, known: int) -> tuple[str, int]:
    """The witness's lines for a checkpoint, and their moment. It may tell once that it saw another size than ``known``.

    Raises Contradicted where no proof leads from what it saw to this checkpoint, WitnessSilent for any other refusal.
    """
    old = min(known, checkpoint.size)
    for _ in range(2):
        with desk.database.reading() as session:
            request = request_for(session, note, old=old, size=checkpoint.size)
        answer = witness.ask(str(request))
        if answer.status != 409:
            return _lines(answer, witness, note, old)
        old = _seen(desk, answer, checkpoint, old)
    raise WitnessSilent("The witness says that it saw another size each time it is asked.")


def _seen(desk: Sending, answer: Answer, checkpoint: Checkpoint, asked: int) -> int:
    """The size that the witness says it saw, from where a proof can lead on. Raises Contradicted, WitnessSilent."""
    words = answer.body.strip()
    if asked == checkpoint.size and words in {"", str(asked)}:
        raise Contradicted(REWRITTEN.format(seen=asked))  # it saw this size, so it is the root that differs
    if not is_size(words) or int(words) == asked:
        raise WitnessSilent("The witness refuses what it saw last, and does not say what else it saw.")
    seen = int(words)
    with desk.database.reading() as session:
        size = queries.head(session).size
    if seen > size:
        raise Contradicted(SHORTER.format(seen=seen, ours=size))
    if seen > checkpoint.size:
        raise WitnessSilent("The witness saw more than the last checkpoint. The next one will tell whether that fits.")
    return seen


def _lines(answer: Answer, witness: Witness, note: str, old: int) -> tuple[str, int]:
    if answer.status == 422:
        raise Contradicted(REWRITTEN.format(seen=old))
    if answer.status in {403, 404}:
        raise WitnessSilent("The witness does not know this log or its key. Give whoever runs it the key of this log.")
    if answer.status != 200:
        raise WitnessSilent(f"The witness refuses with status {answer.status}.")
    lines = lines_of(answer.body, witness.key)
    try:
        at = cosigned_at(f"{note}{lines}", witness.key)
    except NoteRefused as error:
        raise WitnessSilent(f"{error} Nothing of it is kept.") from None
    if at is None:
        raise WitnessSilent("The witness cosigned with another key than WITNESS_KEY. Nothing of it is kept.")
    return lines, at


def _mail(desk: Sending, note: str, checkpoint: Checkpoint, course: Course, now: datetime) -> Course:
    if not desk.mail_to or desk.mailer is None or course.is_mail_waiting(now):
        return course
    if course.mailed_at:
        passed = now - datetime.fromisoformat(course.mailed_at)
        if passed < MAIL_PAUSE or (passed < DAY and not _is_signed_since(desk, course.mailed_size, checkpoint, now)):
            return course
    words = f"Checkpoint of {checkpoint.origin} over {checkpoint.size} entries"
    body = f"{words}. Keep this mail where nobody of the desk reaches it.\n\n{note}\nKey: {desk.signer.key}\n"
    try:
        desk.mailer.send(desk.mail_to, words, body)
    except MailNotSent as error:
        log.error("the checkpoint was not mailed: %s", error)
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(course.mail_failures, 10))
        failed = replace(course, mail_failures=course.mail_failures + 1, mail_trouble=str(error))
        return replace(failed, mail_next_at=(now + pause).isoformat())
    mailed = replace(course, mailed_at=now.isoformat(), mailed_size=checkpoint.size)
    return replace(mailed, mail_failures=0, mail_next_at="", mail_trouble="")


def _is_signed_since(desk: Sending, size: int, checkpoint: Checkpoint, now: datetime) -> bool:
    with desk.database.reading() as session:
        newest = queries.newest_signature(session, now)
    return newest is not None and size <= newest < checkpoint.size
