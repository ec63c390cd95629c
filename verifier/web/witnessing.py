"""Signing the log at each signature of a verdict, and handing out what proves it."""

import logging

from flask import current_app
from sqlalchemy.orm import Session

from verifier.audit import checkpoints, queries
from verifier.audit.notes import NoteRefused, Signer
from verifier.audit.types import LogBroken
from verifier.config import Settings
from verifier.outside.logbook import Logbook
from verifier.web.door import database

log = logging.getLogger("verifier")


def logbook() -> Logbook:
    """Where checkpoints are kept."""
    found: Logbook = current_app.extensions["verifier_outside"].logbook
    return found


def signer() -> Signer:
    """Who signs the log of this desk. Raises OSError, ValueError where its key cannot be read."""
    settings: Settings = current_app.extensions["verifier_settings"]
    return Signer.from_secret(logbook().secret(lambda: Signer.new(settings.log_name).secret()))


def proof_of(session: Session, verdict_id: int) -> str | None:
    """The proof file of a signed verdict; None until a checkpoint covers its signature."""
    entry, checkpoint = queries.signature_of(session, verdict_id), logbook().last()
    if entry is None or checkpoint is None:
        return None
    return checkpoints.prove(session, entry, signer(), checkpoint)


def take_checkpoint() -> None:
    """Sign the log as it is now. What hinders it is told to whoever runs the desk; the worker tries again."""
    try:
        own = signer()

        def take(last: str | None) -> str:
            with database().reading() as session:
                return checkpoints.take(session, own, last)

        logbook().write(take)
    except (OSError, ValueError, LogBroken, NoteRefused) as error:
        log.critical("no checkpoint of the log could be signed: %s", error)
