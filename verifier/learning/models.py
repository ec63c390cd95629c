"""Rows of decisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.learning.types import Outcome, Proposal

REFUSALS = {
    "ck_decision_proposal": "There is no such kind of proposal.",
    "ck_decision_outcome": "There is no such outcome of a proposal.",
    "uq_decision_article_id_proposal_place": "This proposal was decided already. Look at it again.",
}


class Decision(Base):
    """The latest decision on one proposal: a change of mind changes the row, and the log keeps what was before."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("article_id", "proposal", "place"),
        Index("ix_decision_tally", "proposal", "rule", "sort", "outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    proposal: Mapped[Proposal]
    place: Mapped[str] = mapped_column(comment="which proposal of its article: a span, or a statement's key")
    rule: Mapped[str] = mapped_column(comment="the reading rule that proposed it, 'person' where none did")
    sort: Mapped[str] = mapped_column(comment="a claim's kind; empty for the rest")
    outcome: Mapped[Outcome]
    decided_by_id: Mapped[int]
    decided_at: Mapped[datetime]
