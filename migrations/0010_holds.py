"""Legal holds on a claim or on a whole article.

Going down loses them all: what was withheld from readers is shown to them again. The log keeps that they were there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

# As in 0001: the trigger's name, the event, and when it refuses.
TRIGGERS = (
    (
        "tg_legal_hold_kept",
        "UPDATE",
        "NEW.ticket_id IS DISTINCT FROM OLD.ticket_id OR NEW.article_id IS DISTINCT FROM OLD.article_id"
        " OR NEW.reason <> OLD.reason OR NEW.set_at <> OLD.set_at OR NEW.set_by_id <> OLD.set_by_id"
        " OR OLD.lifted_at IS NOT NULL",
    ),
    ("tg_legal_hold_kept_d", "DELETE", "TRUE"),
)


def _create_triggers() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, condition in TRIGGERS:
        refusal = name.removesuffix("_d")
        if on_sqlite:
            told_apart = condition.replace("IS DISTINCT FROM", "IS NOT")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON legal_hold FOR EACH ROW WHEN {told_apart} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON legal_hold FOR EACH ROW WHEN ({condition})"
            f" EXECUTE FUNCTION {name}()"
        )
        if event == "DELETE":
            op.execute(
                f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON legal_hold FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def _drop_triggers() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, _ in TRIGGERS:
        if on_sqlite:
            op.execute(f"DROP TRIGGER {name}")
            continue
        if event == "DELETE":
            op.execute(f"DROP TRIGGER {name}_all ON legal_hold")
        op.execute(f"DROP TRIGGER {name} ON legal_hold")
        op.execute(f"DROP FUNCTION {name}()")


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=True, comment="the claim that is withheld; None for a whole article"),
        sa.Column("article_id", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by_id", KEY, nullable=False),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.Column("lift_asked_at", MOMENT, nullable=True),
        sa.Column("lift_asked_by_id", KEY, nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by_id", KEY, nullable=True),
        sa.Column(
            "lifted_alone", sa.Boolean(), nullable=False, comment="by one person, where the newsroom allowed that"
        ),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint("(ticket_id IS NULL) <> (article_id IS NULL)", name=op.f("ck_legal_hold_one_subject")),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)"
            " AND (lift_asked_at IS NULL) = (lift_asked_by_id IS NULL)"
            " AND (lifted_at IS NULL OR lift_asked_at IS NOT NULL)",
            name=op.f("ck_legal_hold_lifted_whole"),
        ),
        sa.CheckConstraint(
            "lifted_by_id IS NULL OR lifted_alone OR lifted_by_id <> lift_asked_by_id",
            name=op.f("ck_legal_hold_second_person"),
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_legal_hold_ticket_id"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_legal_hold_article_id"),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"], name="fk_legal_hold_set_by_id"),
        sa.ForeignKeyConstraint(["lift_asked_by_id"], ["account.id"], name="fk_legal_hold_lift_asked_by_id"),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["account.id"], name="fk_legal_hold_lifted_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_legal_hold"),
    )
    standing = sa.text("lifted_at IS NULL")
    for subject in ("ticket", "article"):
        op.create_index(f"ix_legal_hold_{subject}_id", "legal_hold", [f"{subject}_id"])
        op.create_index(
            f"uq_legal_hold_{subject}",
            "legal_hold",
            [f"{subject}_id"],
            unique=True,
            sqlite_where=standing,
            postgresql_where=standing,
        )
    _create_triggers()
    # Each look at an original asks whether a protected source stands behind it.
    op.create_index("ix_statement_capture_id", "statement", ["capture_id"])


def downgrade() -> None:
    op.drop_index("ix_statement_capture_id", "statement")
    _drop_triggers()
    op.drop_table("legal_hold")
