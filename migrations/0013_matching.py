"""Earlier claims: imported fact-checks and the index of all claims. The worker indexes the claims that are there.

Going down loses the imported fact-checks: import them again after going up.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

INDEXED = {
    "sqlite": (
        """CREATE VIRTUAL TABLE earlier_claim_fts USING fts5(
            claim_terms, title_terms, content = 'earlier_claim', content_rowid = 'id',
            tokenize = "ascii tokenchars '.'", detail = none, columnsize = 0)""",
        "CREATE VIRTUAL TABLE earlier_claim_vocabulary USING fts5vocab('earlier_claim_fts', 'row')",
        """CREATE TRIGGER earlier_claim_added AFTER INSERT ON earlier_claim BEGIN
            INSERT INTO earlier_claim_fts (rowid, claim_terms, title_terms)
            VALUES (new.id, new.claim_terms, new.title_terms); END""",
        """CREATE TRIGGER earlier_claim_gone AFTER DELETE ON earlier_claim BEGIN
            INSERT INTO earlier_claim_fts (earlier_claim_fts, rowid, claim_terms, title_terms)
            VALUES ('delete', old.id, old.claim_terms, old.title_terms); END""",
        """CREATE TRIGGER earlier_claim_changed AFTER UPDATE OF claim_terms, title_terms ON earlier_claim BEGIN
            INSERT INTO earlier_claim_fts (earlier_claim_fts, rowid, claim_terms, title_terms)
            VALUES ('delete', old.id, old.claim_terms, old.title_terms);
            INSERT INTO earlier_claim_fts (rowid, claim_terms, title_terms)
            VALUES (new.id, new.claim_terms, new.title_terms); END""",
    ),
    "postgresql": (
        """CREATE INDEX earlier_claim_terms ON earlier_claim USING gin (array_to_tsvector(array_remove(
            string_to_array(claim_terms || ' ' || title_terms, ' '), '')))""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "earlier_check",
        sa.Column("id", KEY, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False, comment="the id or, without one, the address it came with"),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False, comment="in the words of who checked it"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_check"),
        sa.UniqueConstraint("external_id", name="uq_earlier_check_external_id"),
    )
    op.create_table(
        "earlier_claim",
        sa.Column("id", KEY, nullable=False),
        sa.Column("check_id", KEY, nullable=True),
        sa.Column("claim_id", KEY, nullable=True),
        sa.Column("claim_terms", sa.Text(), nullable=False),
        sa.Column("title_terms", sa.Text(), nullable=False),
        sa.CheckConstraint("(check_id IS NULL) <> (claim_id IS NULL)", name=op.f("ck_earlier_claim_of_one")),
        sa.ForeignKeyConstraint(
            ["check_id"], ["earlier_check.id"], name="fk_earlier_claim_check_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_earlier_claim_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_claim"),
        sa.UniqueConstraint("check_id", name="uq_earlier_claim_check_id"),
        sa.UniqueConstraint("claim_id", name="uq_earlier_claim_claim_id"),
    )
    op.create_table(
        "earlier_term",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("claims", KEY, nullable=False),
        sa.PrimaryKeyConstraint("term", name="pk_earlier_term"),
    )
    op.create_table(
        "earlier_census",
        sa.Column("id", KEY, nullable=False),
        sa.Column("entries", KEY, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_earlier_census_single")),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_census"),
    )
    for statement in INDEXED[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute("INSERT INTO earlier_census (id, entries) VALUES (1, 0)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("earlier_claim_added", "earlier_claim_gone", "earlier_claim_changed"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE earlier_claim_vocabulary")
        op.execute("DROP TABLE earlier_claim_fts")
    for table in ("earlier_census", "earlier_term", "earlier_claim", "earlier_check"):
        op.drop_table(table)
