"""Sources that stand for one, sources that may be one, retractions, and tickets to look at again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_index("ix_source_owner_id", "source", ["owner_id"], unique=False)
    op.create_index("ix_source_feed_id", "source", ["feed_id"], unique=False)
    op.create_table(
        "source_merge",
        sa.Column("source_id", KEY, autoincrement=False, nullable=False),
        sa.Column("into_id", KEY, nullable=False, comment="who stands for it now"),
        sa.Column("chosen_id", KEY, nullable=False, comment="into whom a person merged it"),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.Column("merged_by_id", KEY, nullable=True),
        sa.CheckConstraint("source_id <> into_id AND source_id <> chosen_id", name=op.f("ck_source_merge_itself")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_merge_source_id"),
        sa.ForeignKeyConstraint(["into_id"], ["source.id"], name="fk_source_merge_into_id"),
        sa.ForeignKeyConstraint(["chosen_id"], ["source.id"], name="fk_source_merge_chosen_id"),
        sa.PrimaryKeyConstraint("source_id", name="pk_source_merge"),
    )
    op.create_index("ix_source_merge_into_id", "source_merge", ["into_id"], unique=False)
    op.create_index("ix_source_merge_chosen_id", "source_merge", ["chosen_id"], unique=False)

    op.create_table(
        "source_key",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("source_id", KEY, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_key_source_id"),
        sa.PrimaryKeyConstraint("key", "source_id", name="pk_source_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_source_key_source_id", "source_key", ["source_id"], unique=False)

    op.create_table(
        "source_likeness",
        sa.Column("low_id", KEY, autoincrement=False, nullable=False),
        sa.Column("high_id", KEY, autoincrement=False, nullable=False),
        sa.Column(
            "reason",
            _one_of(
                "likenessreason",
                "disguised",
                "accents",
                "looks",
                "spelling",
                "order",
                "abbreviation",
                "shorter",
                "typing",
            ),
            nullable=False,
        ),
        sa.Column("disguised", sa.Boolean(), nullable=False),
        sa.Column("parted_at", MOMENT, nullable=True),
        sa.Column("parted_by_id", KEY, nullable=True),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_source_likeness_pair")),
        sa.ForeignKeyConstraint(["low_id"], ["source.id"], name="fk_source_likeness_low_id"),
        sa.ForeignKeyConstraint(["high_id"], ["source.id"], name="fk_source_likeness_high_id"),
        sa.PrimaryKeyConstraint("low_id", "high_id", name="pk_source_likeness"),
    )
    op.create_index("ix_source_likeness_high_id", "source_likeness", ["high_id"], unique=False)
    still_open = sa.text("parted_at IS NULL")
    op.create_index(
        "ix_source_likeness_open",
        "source_likeness",
        ["disguised", "high_id", "low_id"],
        unique=False,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    _create_retraction()
    _create_look_again()


def _create_retraction() -> None:
    op.create_table(
        "retraction",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=True),
        sa.Column("statement_id", KEY, nullable=True),
        sa.Column("report_id", KEY, nullable=True, comment="of the statement: all that draw on it are meant"),
        sa.Column("retracted_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by_id", KEY, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by_id", KEY, nullable=True),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint("(source_id IS NULL) <> (statement_id IS NULL)", name=op.f("ck_retraction_of_one")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_retraction_source_id"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_retraction_report_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_retraction_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_retraction"),
    )
    op.create_index("ix_retraction_source_id", "retraction", ["source_id"], unique=False)
    op.create_index("ix_retraction_report_id", "retraction", ["report_id"], unique=False)
    op.create_index("ix_retraction_statement_id", "retraction", ["statement_id"], unique=False)


def _create_look_again() -> None:
    op.create_table(
        "look_again",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("cause", _one_of("lookcause", "retraction", "merge", "split"), nullable=False),
        sa.Column("retraction_id", KEY, nullable=True),
        sa.Column("source_id", KEY, nullable=True, comment="merged or split off"),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("now", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("looked_by_id", KEY, nullable=True),
        sa.Column("words", sa.Text(), nullable=False, comment="why it stands"),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint("(retraction_id IS NULL) = (cause <> 'retraction')", name=op.f("ck_look_again_cause")),
        sa.CheckConstraint("(source_id IS NULL) = (cause = 'retraction')", name=op.f("ck_look_again_merged")),
        sa.ForeignKeyConstraint(["retraction_id"], ["retraction.id"], name="fk_look_again_retraction_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_look_again_source_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_look_again_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_look_again"),
    )
    op.create_index("ix_look_again_ticket_id", "look_again", ["ticket_id", "id"], unique=False)
    op.create_index("ix_look_again_retraction_id", "look_again", ["retraction_id"], unique=False)
    op.create_index("ix_look_again_source_id", "look_again", ["source_id"], unique=False)
    still_open = sa.text("looked_at IS NULL AND undone_at IS NULL")
    op.create_index(
        "ix_look_again_open",
        "look_again",
        ["ticket_id"],
        unique=False,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def downgrade() -> None:
    """Merges are taken back: every source stands for itself again, and every statement has the source it always had."""
    for table in ("look_again", "retraction", "source_likeness", "source_key", "source_merge"):
        op.drop_table(table)
    op.drop_index("ix_source_feed_id", "source")
    op.drop_index("ix_source_owner_id", "source")
