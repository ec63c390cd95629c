"""Rows of the source directory."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.sources.types import SourceKind

REFUSALS = {
    "ck_source_sourcekind": "There is no such kind of source.",
    "uq_source_alias_source_id_folded": "This source already has that name.",
}


class Source(Base):
    """Somebody or something that can tell. A protected source's name never leaves the desk."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True, comment="the name as it is looked up")
    kind: Mapped[SourceKind]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), comment="who owns it")
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), comment="whose copy it carries")
    protected: Mapped[bool] = mapped_column(default=False)
    published_description: Mapped[str] = mapped_column(default="", comment="what may be said of a protected source")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
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
