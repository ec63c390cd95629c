"""What people decided about proposals, disclaimers learned of a publisher, and which claims a disclaimer reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("proposal", _words("proposal", "claim", "hop", "disclaimer"), nullable=False),
        sa.Column(
            "place", sa.Text(), nullable=False, comment="which proposal of its article: a span, or a statement's key"
        ),
        sa.Column(
            "rule", sa.Text(), nullable=False, comment="the reading rule that proposed it, 'person' where none did"
        ),
        sa.Column("sort", sa.Text(), nullable=False, comment="a claim's kind; empty for the rest"),
        sa.Column("outcome", _words("outcome", "accepted", "edited", "rejected", "missed"), nullable=False),
        sa.Column("decided_by_id", KEY, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_decision_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("article_id", "proposal", "place", name="uq_decision_article_id_proposal_place"),
    )
    op.create_index("ix_decision_tally", "decision", ["proposal", "rule", "sort", "outcome"], unique=False)
    op.create_table(
        "learned_disclaimer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("publisher_id", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("folded_sha256", sa.Text(), nullable=False, comment="of the words as they are compared"),
        sa.Column(
            "kind",
            _words(
                "disclaimerkind",
                "publisher_no_verification",
                "claim_unverified",
                "opinion_responsibility",
                "syndication",
                "verified_by",
            ),
            nullable=False,
        ),
        sa.Column("article_id", KEY, nullable=False, comment="where it was learned"),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.Column("learned_by_id", KEY, nullable=False),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["publisher_id"], ["source.id"], name="fk_learned_disclaimer_publisher_id"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_learned_disclaimer_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_learned_disclaimer"),
        sa.UniqueConstraint("publisher_id", "folded_sha256", name="uq_learned_disclaimer_publisher_id_folded_sha256"),
    )
    op.create_table(
        "claim_disclaimer",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("disclaimer_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_disclaimer_claim_id"),
        sa.ForeignKeyConstraint(["disclaimer_id"], ["disclaimer.id"], name="fk_claim_disclaimer_disclaimer_id"),
        sa.PrimaryKeyConstraint("claim_id", "disclaimer_id", name="pk_claim_disclaimer"),
    )
    op.create_index("ix_claim_disclaimer_disclaimer_id", "claim_disclaimer", ["disclaimer_id"], unique=False)
    op.add_column(
        "disclaimer",
        sa.Column("rule", sa.Text(), nullable=False, server_default="", comment="the reading rule that found it"),
    )
    op.add_column(
        "disclaimer",
        sa.Column("learned_from_id", KEY, nullable=True, comment="the article it was learned from, if it was"),
    )


def downgrade() -> None:
    op.drop_column("disclaimer", "learned_from_id")
    op.drop_column("disclaimer", "rule")
    op.drop_table("claim_disclaimer")
    op.drop_table("learned_disclaimer")
    op.drop_table("decision")
