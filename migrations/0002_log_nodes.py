"""The hashes of finished subtrees of the log's tree, so that proofs need no walk over all entries."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSED = (("tg_log_node_append_only", "UPDATE"), ("tg_log_node_append_only_d", "DELETE"))


def upgrade() -> None:
    op.create_table(
        "log_node",
        sa.Column("level", KEY, autoincrement=False, nullable=False, comment="8, 16, 24 ..."),
        sa.Column("place", KEY, autoincrement=False, nullable=False, comment="among those of its level, from 0"),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("level", "place", name="pk_log_node"),
    )
    fill()
    for name, event in REFUSED:
        refuse(name, event)


def refuse(name: str, event: str) -> None:
    refusal = "tg_log_node_append_only"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON log_node FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON log_node FOR EACH ROW EXECUTE FUNCTION {name}()")
    if event == "DELETE":
        op.execute(
            f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON log_node FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def fill() -> None:
    """Subtrees of the entries that are there: each level made from the 256 hashes below it."""
    level, below = 8, sa.text("SELECT seq, leaf_sha256 FROM entry ORDER BY seq")
    nodes = sa.table("log_node", sa.column("level"), sa.column("place"), sa.column("sha256"))
    while True:
        rows, open_ones, place = [], [], 0
        for _, found in op.get_bind().execute(below):
            open_ones.append(bytes.fromhex(found))
            if len(open_ones) == 256:
                rows.append({"level": level, "place": place, "sha256": fold(open_ones).hex()})
                open_ones, place = [], place + 1
        if not rows:
            return
        op.bulk_insert(nodes, rows)
        below = sa.text("SELECT place, sha256 FROM log_node WHERE level = :level ORDER BY place").bindparams(
            level=level
        )
        level += 8


def fold(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


def downgrade() -> None:
    op.drop_table("log_node")
    if op.get_bind().dialect.name == "postgresql":
        for name, _ in REFUSED:
            op.execute(f"DROP FUNCTION {name}()")
