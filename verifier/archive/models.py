"""Rows of the archive. The bytes lie in the evidence store under their digest."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from verifier.archive.types import CaptureMethod
from verifier.kernel.db import Base

REFUSALS = {
    "ck_capture_capturemethod": "There is no such way to capture.",
    "tg_capture_unaltered": "A captured original is never changed or removed.",
}


class Capture(Base):
    """One original: what was asked for, what came, when, and its digest."""

    __tablename__ = "capture"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(comment="bytes")
    media_type: Mapped[str]
    method: Mapped[CaptureMethod]
    requested_url: Mapped[str] = mapped_column(default="")
    final_url: Mapped[str] = mapped_column(default="")
    filename: Mapped[str] = mapped_column(default="", comment="as its owner called it; never used as a path")
    response: Mapped[dict[str, Any]] = mapped_column(JSON, comment="status, headers, redirects, address")
    captured_at: Mapped[datetime]
    captured_by_id: Mapped[int | None]


class CaptureText(Base):
    """The text in an original, as one version of the extractor took it out; a newer one adds its own beside it."""

    __tablename__ = "capture_text"

    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"), primary_key=True)
    extractor: Mapped[int] = mapped_column(primary_key=True, comment="the version of what took the text from the bytes")
    text: Mapped[str]
    trouble: Mapped[str] = mapped_column(comment="why there is no text, in words")
    extracted_at: Mapped[datetime]
