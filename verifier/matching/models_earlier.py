"""Rows of earlier claims: imported fact-checks, and the index in which this desk's own claims stand beside them.

The words themselves are indexed by ``earlier_claim_fts`` on SQLite and by ``earlier_claim_terms`` on PostgreSQL, in the
transaction of the change. Nothing that a source said or wrote to the desk is in it: only claims.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base

REFUSALS = {
    "uq_earlier_check_external_id": "A fact-check with this id is here already.",
    "uq_earlier_claim_check_id": "This fact-check is indexed already.",
    "uq_earlier_claim_claim_id": "This claim is indexed already.",
    "ck_earlier_claim_of_one": "An entry of the index is of a fact-check or of a claim.",
    "ck_earlier_census_single": "The words of earlier claims are counted in one place only.",
}

OF_ONE_ENGINE = frozenset({"earlier_claim_fts", "earlier_claim_vocabulary", "earlier_claim_terms"})
"""What only SQLite or only PostgreSQL has: no model describes it."""


MADE: Final = {"unlogged": "It is an index, made of claims and fact-checks, which are covered."}


class EarlierCheck(Base):
    """A fact-check that was imported."""

    __tablename__ = "earlier_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(unique=True, comment="the id or, without one, the address it came with")
    claim: Mapped[str]
    title: Mapped[str]
    publisher: Mapped[str]
    speaker: Mapped[str]
    checked_on: Mapped[date | None]
    verdict: Mapped[str] = mapped_column(comment="in the words of who checked it")
    url: Mapped[str]
    summary: Mapped[str]
    language: Mapped[str]
    imported_at: Mapped[datetime]


class EarlierClaim(Base):
    """One claim as it is looked for: the stems of its words and of its title, a space between them."""

    __tablename__ = "earlier_claim"
    __table_args__ = (CheckConstraint("(check_id IS NULL) <> (claim_id IS NULL)", name="of_one"), {"info": MADE})

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int | None] = mapped_column(ForeignKey("earlier_check.id", ondelete="CASCADE"), unique=True)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id", ondelete="CASCADE"), unique=True)
    claim_terms: Mapped[str]
    title_terms: Mapped[str]


class EarlierTerm(Base):
    """In how many entries a stem stood when they were last counted."""

    __tablename__ = "earlier_term"
    __table_args__ = ({"info": MADE},)

    term: Mapped[str] = mapped_column(primary_key=True)
    claims: Mapped[int]


class EarlierCensus(Base):
    """How many entries there were when their words were last counted."""

    __tablename__ = "earlier_census"
    __table_args__ = (CheckConstraint("id = 1", name="single"), {"info": MADE})

    id: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[int]
