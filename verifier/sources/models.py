"""Rows of the source directory."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.sources.types import LikenessReason, SourceKind

REFUSALS = {
    "ck_source_sourcekind": "There is no such kind of source.",
    "uq_source_alias_source_id_folded": "This source already has that name.",
    "ck_source_merge_itself": "A source cannot be merged into itself.",
    "ck_source_likeness_pair": "A source is compared with another one only.",
    "ck_source_likeness_likenessreason": "There is no such reason to take two sources for one.",
}

COMPUTED = "It is computed from the names of both, which are covered, and computed anew with every name."
SALT = "so that nobody can guess a name from the digest in the log; erased with it"


def new_salt() -> str:
    """Sixteen random bytes, in hex."""
    return secrets.token_hex(16)


class Source(Base):
    """Somebody or something that can tell. A protected source's name never leaves the desk."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True, comment="the name as it is looked up")
    kind: Mapped[SourceKind]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True, comment="who owns it")
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True, comment="whose copy it carries")
    protected: Mapped[bool] = mapped_column(default=False)
    published_description: Mapped[str] = mapped_column(default="", comment="what may be said of a protected source")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    salt: Mapped[str | None] = mapped_column(default=new_salt, comment=SALT)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def public_name(self) -> str:
        """What may be shown outside the desk."""
        if not self.protected:
            return self.name
        return self.published_description or "a source known to this desk"


class SourceAlias(Base):
    """Another name under which a source is known."""

    __tablename__ = "source_alias"
    __table_args__ = (UniqueConstraint("source_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    salt: Mapped[str | None] = mapped_column(default=new_salt, comment=SALT)


class SourceMerge(Base):
    """One source standing for another. ``chosen_id`` is what a person chose, ``into_id`` what follows: never a chain.

    Statements keep the source they were entered with, since signatures cover it: whoever asks who speaks asks here too.
    """

    __tablename__ = "source_merge"
    __table_args__ = (CheckConstraint("source_id <> into_id AND source_id <> chosen_id", name="itself"),)

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True, autoincrement=False)
    into_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True, comment="who stands for it now")
    chosen_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True, comment="into whom a person merged it")
    merged_at: Mapped[datetime]
    merged_by_id: Mapped[int | None]


class SourceKey(Base):
    """A key by which names that may be of one source find each other: a digest of the name, never the name."""

    __tablename__ = "source_key"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "info": {
                "unlogged": "It is computed from the source's names, which are covered, to find the like of them."
            },
        },
    )

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True, autoincrement=False, index=True)


class SourceLikeness(Base):
    """Two sources that may be the same, each pair once; ``parted_at``: a person said that they are not."""

    __tablename__ = "source_likeness"
    __table_args__ = (
        CheckConstraint("low_id < high_id", name="pair"),
        Index("ix_source_likeness_high_id", "high_id"),
        Index(
            "ix_source_likeness_open",
            "disguised",
            "high_id",
            "low_id",
            sqlite_where=text("parted_at IS NULL"),
            postgresql_where=text("parted_at IS NULL"),
        ),
    )

    low_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True, autoincrement=False)
    high_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True, autoincrement=False)
    reason: Mapped[LikenessReason] = mapped_column(info={"unlogged": COMPUTED})
    disguised: Mapped[bool] = mapped_column(info={"unlogged": COMPUTED})
    parted_at: Mapped[datetime | None]
    parted_by_id: Mapped[int | None]
