"""Second factors: authenticator apps, recovery codes, sign-ins that wait for a code, and who must have one.

Going down loses them all: everybody signs in with the password alone, and sets up a second factor anew later.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "half_open_sign_in",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("way", sa.Text(), nullable=False, comment="the first proof"),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_half_open_sign_in_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_half_open_sign_in"),
        sa.UniqueConstraint("token_sha256", name="uq_half_open_sign_in_token_sha256"),
    )
    op.create_index("ix_half_open_sign_in_account_id", "half_open_sign_in", ["account_id"])
    op.create_table(
        "authenticator",
        sa.Column("account_id", KEY, autoincrement=False, nullable=False),
        sa.Column(
            "sealed", sa.Text(), nullable=True, comment="the secret in use; None until a first code confirmed it"
        ),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("last_step", KEY, nullable=True, comment="of the last code that was taken; only later ones are"),
        sa.Column("offered_sealed", sa.Text(), nullable=True, comment="a secret shown and not yet confirmed"),
        sa.Column("offered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_authenticator_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_authenticator"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("code_sha256", sa.Text(), nullable=False, comment="of the account's id and the code"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_recovery_code_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("code_sha256", name="uq_recovery_code_code_sha256"),
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])
    op.create_table(
        "factor_attempt",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_factor_attempt_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_factor_attempt"),
    )
    op.create_index("ix_factor_attempt_account_id_at", "factor_attempt", ["account_id", "at"])
    way = sa.Column("way", sa.Text(), nullable=True, comment="how it was opened; None before this was kept")
    op.add_column("desk_session", way)
    second = sa.Column("second", sa.Text(), nullable=True, comment="the second factor at the opening, if one was asked")
    op.add_column("desk_session", second)
    required = sa.Column(
        "requires_factor",
        sa.Boolean(),
        server_default=sa.false(),
        nullable=False,
        comment="of editors and admins: a second factor",
    )
    op.add_column("newsroom", required)


def downgrade() -> None:
    op.drop_column("newsroom", "requires_factor")
    op.drop_column("desk_session", "second")
    op.drop_column("desk_session", "way")
    for table in ("factor_attempt", "recovery_code", "authenticator", "half_open_sign_in"):
        op.drop_table(table)
