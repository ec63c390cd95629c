"""Rows of provenance."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.provenance.types import (
    Access,
    DerivationStatus,
    GroundRules,
    Medium,
    Naming,
    Relation,
    Reliability,
    Stance,
)

REFUSALS = {
    "ck_statement_stance": "There is no such stance.",
    "ck_statement_naming": "There is no such way of naming.",
    "ck_statement_access": "There is no such access.",
    "ck_statement_medium": "There is no such medium.",
    "ck_statement_groundrules": "There are no such ground rules.",
    "ck_derivation_relation": "There is no such relation.",
    "ck_derivation_derivationstatus": "There is no such status of a hop.",
    "ck_derivation_itself": "A statement cannot be taken from itself.",
    "uq_statement_article_own": "The article makes this claim once.",
    "ix_derivation_pair": "This hop is there already.",
    "ck_text_overlap_ordered": "Two texts are compared once, the older statement first.",
    "ck_retraction_of_one": "A retraction is of a source or of one statement.",
    "ck_grade_reliability": "There is no such reliability. Choose a letter from A to F.",
    "ck_grade_credibility": "There is no such credibility. Choose a number from 1 to 6.",
    "tg_grade_append_only": "A grade is never changed. Give another one, with its reason.",
}


class Report(Base):
    """One thing a source published or said, on which several claims may draw.

    The facts stay with each statement, frozen with its ticket; the report is what makes those statements one.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    title: Mapped[str] = mapped_column(default="", comment="for the desk; empty where its source and medium say enough")
    url: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="", index=True, comment="the url as it is compared")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(comment="None is the reader")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Statement(Base):
    """One source telling one claim. ``article_own`` marks the article's own statement, where every chain begins."""

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_claim_id", "claim_id", "id"),
        Index(
            "uq_statement_article_own",
            "claim_id",
            unique=True,
            sqlite_where=text("article_own"),
            postgresql_where=text("article_own"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    article_own: Mapped[bool] = mapped_column(default=False)
    in_chain: Mapped[bool] = mapped_column(default=False, comment="entered as a hop, not as corroboration")
    mention: Mapped[str] = mapped_column(default="", comment="how the article calls the source")
    stance: Mapped[Stance]
    naming: Mapped[Naming]
    access: Mapped[Access]
    medium: Mapped[Medium]
    ground_rules: Mapped[GroundRules]
    url: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    said_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", comment="for the desk only")
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("capture.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(comment="None is the reader")
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Derivation(Base):
    """A hop: the downstream statement took its content from the upstream one."""

    __tablename__ = "derivation"
    __table_args__ = (
        CheckConstraint("downstream_id <> upstream_id", name="itself"),
        Index("ix_derivation_pair", "downstream_id", "upstream_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    downstream_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    upstream_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    relation: Mapped[Relation]
    cue: Mapped[str] = mapped_column(default="", comment="the words that show it")
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    status: Mapped[DerivationStatus]
    inferred: Mapped[bool] = mapped_column(default=False)
    rule: Mapped[str] = mapped_column(default="", comment="the reading rule that proposed it")
    note: Mapped[str] = mapped_column(default="")
    judged_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TextOverlap(Base):
    """What the texts of two statements on one claim have in common, as they stood when they were compared."""

    __tablename__ = "text_overlap"
    __table_args__ = (CheckConstraint("first_id < second_id", name="ordered"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    share: Mapped[float] = mapped_column(comment="of the shorter text, 0 to 1")
    common: Mapped[int] = mapped_column(comment="runs of words that both texts have")
    dismissed: Mapped[bool] = mapped_column(default=False, comment="a person judged that neither is a copy")
    compared_at: Mapped[datetime]


class ArticleMark(Base):
    """One of the sampled fingerprints by which near-identical articles are found."""

    __tablename__ = "article_mark"
    __table_args__ = (
        Index("ix_article_mark_mark", "mark", "article_id"),
        {"info": {"unlogged": "It is computed from the article's text, which is covered, to find the like of it."}},
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    mark: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="the fingerprint of a run of words"
    )


class ArticleLikeness(Base):
    """Two articles of different publishers with near-identical text."""

    __tablename__ = "article_likeness"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id"), primary_key=True, autoincrement=False, comment="the one taken in later"
    )
    other_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, autoincrement=False, index=True)
    share: Mapped[float] = mapped_column(comment="of the shorter text, 0 to 1")
    common: Mapped[int] = mapped_column(comment="runs of words that both texts have")
    dismissed: Mapped[bool] = mapped_column(default=False, comment="a person judged that neither is a copy")
    compared_at: Mapped[datetime]


class Retraction(Base):
    """A source took back what it said, or was found to be no source at all. Nothing follows but that people look again.

    It is of a whole source or of one statement, and with that of every other that draws on the same report.
    ``undone_at``: it was noted by mistake, or taken back itself.
    """

    __tablename__ = "retraction"
    __table_args__ = (CheckConstraint("(source_id IS NULL) <> (statement_id IS NULL)", name="of_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(
        ForeignKey("report.id"), index=True, comment="of the statement: all that draw on it are meant"
    )
    retracted_on: Mapped[date | None]
    reason: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Grade(Base):
    """What a person thinks of a source on one matter, and of what it says. The newest holds, the others are history."""

    __tablename__ = "grade"
    __table_args__ = (
        CheckConstraint("credibility BETWEEN 1 AND 6", name="credibility"),
        Index("ix_grade_statement_id", "statement_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    reliability: Mapped[Reliability]
    credibility: Mapped[int] = mapped_column(comment="1 to 6")
    reason: Mapped[str]
    graded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    graded_at: Mapped[datetime]
