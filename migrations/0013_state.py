"""Each entry tells of the rows it left changed; names of sources are salted; the rows that are there are taken down.

Going down loses what the entries told of rows, and the salts. Coming up again takes the rows down anew.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from verifier.audit.taking import take
from verifier.schema import METADATA

revision = "0013"
down_revision = "0012"

SALT = "so that nobody can guess a name from the digest in the log; erased with it"


def upgrade() -> None:
    told = "digests of the rows this left changed, and a salt; the digest of all this is part of the detail"
    op.add_column("entry", sa.Column("rows", sa.JSON(), server_default=sa.text("'{}'"), nullable=False, comment=told))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    fresh = "lower(hex(randomblob(16)))" if on_sqlite else "replace(CAST(gen_random_uuid() AS TEXT), '-', '')"
    for table in ("source", "source_alias"):
        op.add_column(table, sa.Column("salt", sa.Text(), nullable=True, comment=SALT))
        op.execute(sa.update(sa.table(table, sa.column("salt"))).values(salt=sa.text(fresh)))
    take(op.get_bind(), METADATA, now=datetime.now(UTC))


def downgrade() -> None:
    for table in ("source_alias", "source"):
        op.drop_column(table, "salt")
    op.drop_column("entry", "rows")
