"""Verbs of the newsroom."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken, Stale
from verifier.newsroom import queries
from verifier.newsroom.models import NewsroomRow
from verifier.newsroom.types import Newsroom


def decide(session: Session, wanted: Newsroom, *, by: Person | None, now: datetime, version: int | None = None) -> None:
    """Keep the newsroom's settings.

    Raises RuleBroken for a missing name, Stale where ``version`` is the form's and older than what is kept.
    """
    if version is not None and version != queries.version(session):
        raise Stale("Somebody else changed these settings while you were looking. Look at them again.")
    name = " ".join(wanted.name.split())
    if not name or len(name) > 120:
        raise RuleBroken("desk_name", "Write the desk's name, of at most 120 characters.", "name")
    row = session.get(NewsroomRow, 1)
    if row is None:
        row = NewsroomRow(id=1)
        session.add(row)
    row.name, row.auto_publish, row.single_sign_off = name, wanted.auto_publish, wanted.single_sign_off
    row.requires_factor, row.changed_at = wanted.requires_factor, now
    session.flush()
    record(
        session,
        action="newsroom:decide",
        subject=Subject("newsroom", 1, row.version, asdict(wanted)),
        actor_id=by.id if by else None,
        now=now,
        detail={
            "auto_publish": row.auto_publish,
            "single_sign_off": row.single_sign_off,
            "requires_factor": row.requires_factor,
        },
    )
