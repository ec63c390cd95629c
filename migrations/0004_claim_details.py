"""What a claim holds that can be looked up: its figures, dates, places and names."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Give every claim an empty record of them; they are read when a claim is taken in."""
    op.add_column(
        "claim",
        sa.Column(
            "details",
            sa.JSON(),
            nullable=False,
            server_default=sa.text("'{}'"),
            comment="figures, dates, places and names at their spans, and how the wording was made to stand alone",
        ),
    )


def downgrade() -> None:
    """Forget them; the words of the claim are kept."""
    op.drop_column("claim", "details")
