"""Rows of articles. The text of an article is never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.reading.types import ClaimKind, DisclaimerKind, DisclaimerScope

REFUSALS = {
    "uq_article_text_sha256": "This very text was taken in already.",
    "ck_claim_claimkind": "There is no such kind of claim.",
    "ck_claim_span": "A claim must be a stretch of its article.",
    "ck_disclaimer_disclaimerkind": "There is no such kind of disclaimer.",
    "ck_disclaimer_disclaimerscope": "A disclaimer reaches the article or a claim.",
    "ck_learned_disclaimer_disclaimerkind": "There is no such kind of disclaimer.",
    "uq_learned_disclaimer_publisher_id_folded_sha256": "This disclaimer of the publisher is learned already.",
    "tg_article_text_unaltered": "The text of an article is never changed once it is taken in.",
}


class Draft(Base):
    """An intake that a person is still looking at; the original is captured, nothing is published from it."""

    __tablename__ = "intake_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    title: Mapped[str]
    publisher: Mapped[str]
    byline: Mapped[str]
    published_on: Mapped[date | None]
    language: Mapped[str]
    url: Mapped[str]
    text: Mapped[str]
    notes: Mapped[list[str]] = mapped_column(JSON, comment="what the extraction wants a person to know")
    drafted_at: Mapped[datetime]


class Article(Base):
    """A text taken in."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_taken_in_at", "taken_in_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    title: Mapped[str]
    byline: Mapped[str]
    published_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(comment="BCP 47, empty if unknown")
    url: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    text_sha256: Mapped[str] = mapped_column(unique=True)
    notes: Mapped[list[str]] = mapped_column(JSON)
    conflicts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, comment="places of the text that do not agree")
    taken_in_at: Mapped[datetime]
    taken_in_by_id: Mapped[int | None]


class Disclaimer(Base):
    """A stretch of an article by which it disowns what it says."""

    __tablename__ = "disclaimer"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]
    kind: Mapped[DisclaimerKind]
    scope: Mapped[DisclaimerScope]
    who: Mapped[str]
    rule: Mapped[str] = mapped_column(default="", server_default="", comment="the reading rule that found it")
    learned_from_id: Mapped[int | None] = mapped_column(comment="the article it was learned from, if it was")


class LearnedDisclaimer(Base):
    """A publisher's recurring disclaimer, confirmed by a person: looked for in the publisher's next articles."""

    __tablename__ = "learned_disclaimer"
    __table_args__ = (UniqueConstraint("publisher_id", "folded_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    words: Mapped[str]
    folded_sha256: Mapped[str] = mapped_column(comment="of the words as they are compared")
    kind: Mapped[DisclaimerKind]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), comment="where it was learned")
    learned_at: Mapped[datetime]
    learned_by_id: Mapped[int]
    forgotten_at: Mapped[datetime | None]


class Claim(Base):
    """A checkable statement at its span. ``wording`` is the same said so that it stands alone."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
        Index("ix_claim_article_id_start", "article_id", "start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    wording: Mapped[str]
    kind: Mapped[ClaimKind]
    score: Mapped[float] = mapped_column(comment="check-worthiness, 0 to 1")
    rule: Mapped[str] = mapped_column(comment="the reading rule that proposed it, 'person' if somebody marked it")
    checkable: Mapped[bool]
    reason: Mapped[str] = mapped_column(comment="why it is not checkable")
    factive_cue: Mapped[str] = mapped_column(comment="a verb of the text that takes the claim for granted")
    details: Mapped[dict[str, Any]] = mapped_column(
        JSON,
        default=dict,
        server_default=text("'{}'"),
        comment="figures, dates, places and names at their spans, and how the wording was made to stand alone",
    )
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ClaimDisclaimer(Base):
    """A disclaimer of single claims ("could not be verified") and a claim that it reaches."""

    __tablename__ = "claim_disclaimer"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    disclaimer_id: Mapped[int] = mapped_column(ForeignKey("disclaimer.id"), primary_key=True, index=True)
