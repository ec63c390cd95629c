"""Rows of the log. Triggers of the first migration refuse every change and every deletion of an entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base

REFUSALS = {
    "tg_entry_append_only": "History cannot be rewritten: an entry of the log is never changed or removed.",
    "ck_log_head_one": "The log has one head only.",
    "tg_log_node_append_only": "History cannot be rewritten: a hash of the log's tree is never changed or removed.",
}

LOG_ITSELF = "It is the log, which is recomputed from its entries and held against signed checkpoints."


class Entry(Base):
    """One thing that was done. ``actor_id`` None is the desk itself: a timer or a command."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_subject", "subject_kind", "subject_id", "seq"),
        {"info": {"unlogged": LOG_ITSELF}},
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="place in the log, from 0")
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(comment="no foreign key: the log outlives every other row")
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    subject_version: Mapped[int]
    state_sha256: Mapped[str] = mapped_column(comment="digest of the subject's state after the change")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, comment="names nobody: no protected source may stand here")
    rows: Mapped[dict[str, Any]] = mapped_column(
        JSON,
        default=dict,
        server_default=text("'{}'"),
        deferred=True,
        comment="digests of the rows this left changed, and a salt; the digest of all this is part of the detail",
    )
    leaf_sha256: Mapped[str] = mapped_column(comment="RFC 6962 leaf hash of the canonical entry")


class LogHead(Base):
    """The compact range over all entries; one row, locked by every writer, so that entries have one order."""

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"), {"info": {"unlogged": LOG_ITSELF}})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[list[str]] = mapped_column(JSON)


class LogNode(Base):
    """A finished subtree of the log's tree, at every eighth level: a proof is made from a handful of rows."""

    __tablename__ = "log_node"
    __table_args__ = ({"info": {"unlogged": LOG_ITSELF}},)

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="8, 16, 24 ...")
    place: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="among those of its level, from 0"
    )
    sha256: Mapped[str]
