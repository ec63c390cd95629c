"""Passkeys, the challenges they answer, and notices that wait to be mailed.

Going down loses them all: who has only passkeys signs in with the password alone, and sets up a second factor anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
PURPOSES = ("register", "sign_in", "second", "prove")
KINDS = (
    "password_set",
    "app_set_up",
    "codes_renewed",
    "recovery_code_used",
    "factors_removed",
    "passkey_added",
    "passkey_removed",
    "passkey_doubted",
)


def words(kinds: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*kinds, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False, comment="its id, in base64url"),
        sa.Column("public_key", sa.Text(), nullable=False, comment="COSE, in base64url"),
        sa.Column("handle", sa.Text(), nullable=False, comment="what it calls its owner: random, in base64url"),
        sa.Column("transports", sa.Text(), nullable=False, comment="how a browser reaches it, between spaces"),
        sa.Column("sign_count", KEY, nullable=False, comment="of its last answer; 0 where it does not count"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("doubted_at", MOMENT, nullable=True, comment="when its counter went back; not taken from then on"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_passkey_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential", name="uq_passkey_credential"),
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("id", KEY, nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False, comment="base64url"),
        sa.Column("purpose", words(PURPOSES, "challengepurpose"), nullable=False),
        sa.Column("bound_sha256", sa.Text(), nullable=False, comment="of the secret in the browser it was made for"),
        sa.Column("account_id", KEY, nullable=True, comment="None where nobody has said yet who they are"),
        sa.Column("handle", sa.Text(), nullable=False, comment="for a new passkey; else empty"),
        sa.Column("address_sha256", sa.Text(), nullable=False, comment="of the machine that asked"),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_passkey_challenge_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey_challenge"),
        sa.UniqueConstraint("challenge", name="uq_passkey_challenge_challenge"),
    )
    op.create_index("ix_passkey_challenge_account_id", "passkey_challenge", ["account_id"])
    op.create_index("ix_passkey_challenge_address_sha256", "passkey_challenge", ["address_sha256"])
    op.create_index("ix_passkey_challenge_ends_at", "passkey_challenge", ["ends_at"])
    op.create_table(
        "notice",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("kind", words(KINDS, "noticekind"), nullable=False),
        sa.Column("at", MOMENT, nullable=False, comment="when it happened"),
        sa.Column("due_at", MOMENT, nullable=False, comment="when to try to mail it; later after each try"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_notice_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_account_id", "notice", ["account_id"])
    op.create_index("ix_notice_due_at", "notice", ["due_at"])


def downgrade() -> None:
    for table in ("notice", "passkey_challenge", "passkey"):
        op.drop_table(table)
