"""Verbs of the archive."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.archive.models import Capture, CaptureText
from verifier.archive.types import CaptureMethod
from verifier.audit import queries as audit
from verifier.audit.actions import record
from verifier.audit.canonical import digest
from verifier.audit.types import Subject

VIEW_LASTS = timedelta(hours=1)
"""Looking at one original again within this time is one view."""


def keep(
    session: Session,
    *,
    sha256: str,
    size: int,
    media_type: str,
    method: CaptureMethod,
    requested_url: str = "",
    final_url: str = "",
    filename: str = "",
    response: Mapping[str, Any] | None = None,
    by: Person | None,
    now: datetime,
) -> Capture:
    """Note an original whose bytes the evidence store already holds under ``sha256``."""
    capture = Capture(
        sha256=sha256,
        size=size,
        media_type=media_type,
        method=method,
        requested_url=requested_url,
        final_url=final_url,
        filename=filename[:200],
        response=dict(response or {}),
        captured_at=now,
        captured_by_id=by.id if by else None,
    )
    session.add(capture)
    session.flush()
    state = {"sha256": sha256, "size": size, "media_type": media_type, "method": method}
    record(
        session,
        action="capture:keep",
        subject=Subject("capture", capture.id, 1, state),
        actor_id=by.id if by else None,
        now=now,
        detail={"sha256": sha256},
    )
    return capture


def keep_text(
    session: Session, capture: Capture, *, extractor: int, text: str, trouble: str, by: Person | None, now: datetime
) -> None:
    """Keep the text that this version of the extractor took out of an original, or why there is none; once."""
    if session.get(CaptureText, (capture.id, extractor)) is not None:
        return
    session.add(CaptureText(capture_id=capture.id, extractor=extractor, text=text, trouble=trouble, extracted_at=now))
    session.flush()
    state = {"sha256": capture.sha256, "extractor": extractor, "text": digest(text)}
    record(
        session,
        action="capture:read_text",
        subject=Subject("capture", capture.id, 1 + extractor, state),
        actor_id=by.id if by else None,
        now=now,
    )


def note_view(session: Session, capture_id: int, *, by: Person, now: datetime) -> bool:
    """Note that somebody looks at an original or at the text in it; whether that was not noted within the hour."""
    action, subject = "capture:view", Subject("capture", capture_id)
    since = now - VIEW_LASTS
    if audit.was_done(session, action=action, kind=subject.kind, subject_id=capture_id, actor_id=by.id, since=since):
        return False
    record(session, action=action, subject=subject, actor_id=by.id, now=now)
    return True
