"""Signing the log by the clock: each hour, and after a signature whose own checkpoint failed."""

import logging
from datetime import datetime

from verifier.audit import checkpoints, queries
from verifier.audit.notes import NoteRefused, Signer, open_note, parse_checkpoint
from verifier.audit.types import LogBroken
from verifier.kernel.db import Database
from verifier.outside.logbook import Logbook

log = logging.getLogger("verifier.worker")

HOUR = 3600.0  # seconds


def take_if_due(database: Database, logbook: Logbook, signer: Signer, now: datetime) -> bool:
    """Take a checkpoint where one is due; whether the log was signed. What hinders it is told, and tried again."""

    def take(last: str | None) -> str:
        with database.reading() as session:
            return checkpoints.take(session, signer, last)

    try:
        if abs(now.timestamp() - logbook.written_at) < HOUR and not _is_behind(database, logbook, signer, now):
            return False
        before = logbook.last()
        return logbook.write(take) != before
    except (OSError, LogBroken, NoteRefused) as error:
        log.critical("no checkpoint of the log could be signed: %s", error)
        return False


def _is_behind(database: Database, logbook: Logbook, signer: Signer, now: datetime) -> bool:
    """Whether a verdict was signed since the last checkpoint."""
    with database.reading() as session:
        newest = queries.newest_signature(session, now)
    last = logbook.last()
    if newest is None or last is None:
        return newest is not None
    return newest >= parse_checkpoint(open_note(last, signer.key)).size
