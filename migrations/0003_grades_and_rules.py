"""Grades of statements, rules of the desk, and what a verdict was signed by.

Going down loses the grades, the rules and every version's form of signed content: a verdict that was signed under
form 2 can then no longer be recomputed, though its words and its signature stay.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

# As in 0001: the trigger's name, the event, the table, and when it refuses.
TRIGGERS = (
    ("tg_grade_append_only", "UPDATE", "grade", "TRUE"),
    ("tg_grade_append_only_d", "DELETE", "grade", "TRUE"),
    ("tg_desk_rule_append_only", "UPDATE", "desk_rule", "TRUE"),
    # those that came with the product are put aside by a restore, which brings them along
    ("tg_desk_rule_append_only_d", "DELETE", "desk_rule", "OLD.decided_at IS NOT NULL"),
    (
        "tg_verdict_ruled",
        "UPDATE",
        "verdict",
        "OLD.signed_by_id IS NOT NULL AND (NEW.content_form <> OLD.content_form"
        " OR NEW.rules_version IS DISTINCT FROM OLD.rules_version"
        " OR CAST(NEW.overrides AS TEXT) <> CAST(OLD.overrides AS TEXT))",
    ),
)

# The rules every desk starts with; why these stands in docs/decisions/0011-rules-of-the-desk.md.
SETTLED = [
    "true",
    "mostly_true",
    "mixed",
    "mostly_false",
    "false",
    "misleading",
    "missing_context",
    "satire",
    "altered",
    "outdated",
]
FIRST_RULES = (
    (1, "rating_needs", True, {"ratings": ["true", "false"], "minimum": 2}),
    (2, "no_content_while_unknown", True, {"ratings": SETTLED, "minimum": 0}),
    (3, "needs_original", True, {"ratings": ["altered"], "minimum": 0}),
    (4, "needs_refuting_sought", False, {"ratings": ["true", "mostly_true"], "minimum": 0}),
)


def _create_triggers() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, table, condition in TRIGGERS:
        refusal = name.removesuffix("_d")
        if on_sqlite:
            told_apart = condition.replace("IS DISTINCT FROM", "IS NOT")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {told_apart} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()"
        )
        if event == "DELETE":
            op.execute(
                f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def _drop_triggers() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, table, _ in TRIGGERS:
        if on_sqlite:
            op.execute(f"DROP TRIGGER {name}")
            continue
        if event == "DELETE":
            op.execute(f"DROP TRIGGER {name}_all ON {table}")
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")


def upgrade() -> None:
    op.create_table(
        "grade",
        sa.Column("id", KEY, nullable=False),
        sa.Column("statement_id", KEY, nullable=False),
        sa.Column(
            "reliability",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                "E",
                "F",
                name="reliability",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("credibility", KEY, nullable=False, comment="1 to 6"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("graded_by_id", KEY, nullable=False),
        sa.Column("graded_at", MOMENT, nullable=False),
        sa.CheckConstraint("credibility BETWEEN 1 AND 6", name=op.f("ck_grade_credibility")),
        sa.ForeignKeyConstraint(["graded_by_id"], ["account.id"], name="fk_grade_graded_by_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_grade_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_grade"),
    )
    op.create_index("ix_grade_statement_id", "grade", ["statement_id", "id"])
    rules = op.create_table(
        "desk_rule",
        sa.Column("version", KEY, autoincrement=False, nullable=False, comment="of the whole set of rules"),
        sa.Column("number", KEY, autoincrement=False, nullable=False, comment="the same in every version"),
        sa.Column(
            "kind",
            sa.Enum(
                "rating_needs",
                "no_content_while_unknown",
                "needs_original",
                "needs_refuting_sought",
                name="rulekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True, comment="None came with the product"),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name="fk_desk_rule_decided_by_id"),
        sa.PrimaryKeyConstraint("version", "number", name="pk_desk_rule"),
    )
    op.bulk_insert(
        rules,
        [
            {"version": 1, "number": number, "kind": kind, "active": active, "parameters": parameters}
            for number, kind, active, parameters in FIRST_RULES
        ],
    )
    # Plain columns added to verdict: a copied table would lose its triggers on SQLite.
    form = sa.Column("content_form", KEY, server_default="1", nullable=False, comment="of the signed content")
    op.add_column("verdict", form)
    op.add_column("verdict", sa.Column("rules_version", KEY, nullable=True, comment="the rules it was proposed under"))
    reasons = sa.Column(
        "overrides",
        sa.JSON(),
        server_default=json.dumps([]),
        nullable=False,
        comment="rules set aside: rule, breach, reason",
    )
    op.add_column("verdict", reasons)
    _create_triggers()


def downgrade() -> None:
    _drop_triggers()
    for column in ("overrides", "rules_version", "content_form"):
        op.drop_column("verdict", column)
    op.drop_table("desk_rule")
    op.drop_table("grade")
