"""Counters of tickets kept by the database itself, indexes for the order of age, tickets that wait for another look."""

# ruff: noqa: S608  (every word of these statements stands in this file)
import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = (
    "proposed", "open", "in_progress", "help_needed", "in_review", "signed_off", "published", "correcting", "withdrawn",
    "closed",
)  # fmt: skip
WAITING = sa.text("open_looks > 0 AND state NOT IN ('withdrawn', 'closed')")
QUEUE = ("priority", "due_at", "id")
NEWER = {
    "ix_ticket_newest_s": ("state", "id"),
    "ix_ticket_newest_p": ("publisher_id", "id"),
    "ix_ticket_newest_ps": ("publisher_id", "state", "id"),
    "ix_ticket_newest_as": ("assignee_key", "state", "id"),
    "ix_ticket_newest_aps": ("assignee_key", "publisher_id", "state", "id"),
}
LOOKED = {
    "ix_ticket_look": QUEUE,
    "ix_ticket_look_p": ("publisher_id", *QUEUE),
    "ix_ticket_look_newest": ("id",),
    "ix_ticket_look_newest_p": ("publisher_id", "id"),
}
EVENTS = (("i", "INSERT", "NEW"), ("u", "UPDATE", "NEW"), ("d", "DELETE", "OLD"))
OPEN_LOOKS = (
    "UPDATE ticket SET open_looks = (SELECT count(*) FROM look_again WHERE ticket_id = ticket.id"
    " AND looked_at IS NULL AND undone_at IS NULL)"
)


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _counted() -> tuple[sa.Column, ...]:
    return (
        sa.Column("scope", _one_of("countscope", "all", "person", "publisher"), nullable=False),
        sa.Column("key", KEY, autoincrement=False, nullable=False, comment="of the person or publisher, 0 for nobody"),
        sa.Column("state", _one_of("ticketstate", *STATES), nullable=False),
        sa.Column("n", KEY, nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "ticket_count", *_counted(), sa.PrimaryKeyConstraint("scope", "key", "state", name="pk_ticket_count")
    )
    op.create_table(
        "ticket_delta",
        sa.Column("id", KEY, nullable=False),
        *_counted(),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_delta"),
    )
    op.add_column(
        "ticket",
        sa.Column("open_looks", KEY, server_default="0", nullable=False, comment="reasons to look again, still open"),
    )
    op.execute(f"{OPEN_LOOKS} WHERE id IN (SELECT ticket_id FROM look_again)")
    for scope, key in (("person", "coalesce(assignee_id, 0)"), ("publisher", "publisher_id")):
        op.execute(
            f"INSERT INTO ticket_count (scope, key, state, n) SELECT '{scope}', {key}, state, count(*) FROM ticket"
            f" GROUP BY {key}, state"
        )
    op.execute(
        "INSERT INTO ticket_count (scope, key, state, n) SELECT 'all', 0, state, count(*) FROM ticket GROUP BY state"
    )
    for name in ("ix_ticket_queue_a", "ix_ticket_queue_ap"):
        op.drop_index(name, "ticket")
    for name, columns in NEWER.items():
        op.create_index(name, "ticket", list(columns), unique=False)
    for name, columns in LOOKED.items():
        op.create_index(name, "ticket", list(columns), unique=False, sqlite_where=WAITING, postgresql_where=WAITING)
    if op.get_bind().dialect.name == "sqlite":
        _keep_on_sqlite()
    else:
        _keep_on_postgresql()


def _keep_on_sqlite() -> None:
    def count(row: str, sign: str) -> str:
        keys = (("all", "0"), ("person", f"coalesce({row}.assignee_id, 0)"), ("publisher", f"{row}.publisher_id"))
        return " ".join(
            f"INSERT INTO ticket_count (scope, key, state, n) VALUES ('{scope}', {key}, {row}.state, {sign}1)"
            f" ON CONFLICT (scope, key, state) DO UPDATE SET n = n {sign} 1;"
            for scope, key in keys
        )

    moved = " OR ".join(f"OLD.{one} IS NOT NEW.{one}" for one in ("state", "assignee_id", "publisher_id"))
    op.execute(f"CREATE TRIGGER keep_ticket_count_i AFTER INSERT ON ticket BEGIN {count('NEW', '+')} END")
    op.execute(f"CREATE TRIGGER keep_ticket_count_d AFTER DELETE ON ticket BEGIN {count('OLD', '-')} END")
    op.execute(
        "CREATE TRIGGER keep_ticket_count_u AFTER UPDATE OF state, assignee_id, publisher_id ON ticket"
        f" WHEN {moved} BEGIN {count('OLD', '-')} {count('NEW', '+')} END"
    )
    for letter, event, row in EVENTS:
        op.execute(
            f"CREATE TRIGGER keep_open_looks_{letter} AFTER {event} ON look_again BEGIN"
            f" {OPEN_LOOKS} WHERE id = {row}.ticket_id; END"
        )


def _keep_on_postgresql() -> None:
    """Each statement leaves what it changed as rows of its own: nobody waits for a counter, the worker folds them."""
    op.execute(
        """
        CREATE FUNCTION keep_ticket_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF TG_OP = 'INSERT' THEN
            INSERT INTO ticket_delta (scope, key, state, n)
            SELECT k.scope, k.key, t.state, count(*) FROM rows_after t, LATERAL (VALUES
              ('all', 0::bigint), ('person', coalesce(t.assignee_id, 0)), ('publisher', t.publisher_id)) k (scope, key)
            GROUP BY 1, 2, 3;
          ELSIF TG_OP = 'DELETE' THEN
            INSERT INTO ticket_delta (scope, key, state, n)
            SELECT k.scope, k.key, t.state, -count(*) FROM rows_before t, LATERAL (VALUES
              ('all', 0::bigint), ('person', coalesce(t.assignee_id, 0)), ('publisher', t.publisher_id)) k (scope, key)
            GROUP BY 1, 2, 3;
          ELSE
            INSERT INTO ticket_delta (scope, key, state, n)
            SELECT k.scope, k.key, t.state, sum(t.n) FROM (
              SELECT state, assignee_id, publisher_id, 1 AS n FROM rows_after UNION ALL
              SELECT state, assignee_id, publisher_id, -1 FROM rows_before) t, LATERAL (VALUES
              ('all', 0::bigint), ('person', coalesce(t.assignee_id, 0)), ('publisher', t.publisher_id)) k (scope, key)
            GROUP BY 1, 2, 3 HAVING sum(t.n) <> 0;
          END IF;
          RETURN NULL;
        END $$
        """
    )
    tables = {"i": "NEW TABLE AS rows_after", "u": "OLD TABLE AS rows_before NEW TABLE AS rows_after"}
    tables["d"] = "OLD TABLE AS rows_before"
    for letter, event, row in EVENTS:
        op.execute(
            f"CREATE TRIGGER keep_ticket_count_{letter} AFTER {event} ON ticket REFERENCING {tables[letter]}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_ticket_count()"
        )
        op.execute(
            f"CREATE FUNCTION keep_open_looks_{letter}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" {OPEN_LOOKS} WHERE id = {row}.ticket_id; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER keep_open_looks_{letter} AFTER {event} ON look_again FOR EACH ROW"
            f" EXECUTE FUNCTION keep_open_looks_{letter}()"
        )


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for letter, _, _ in EVENTS:
        op.execute(f"DROP TRIGGER keep_ticket_count_{letter}" + ("" if on_sqlite else " ON ticket"))
        op.execute(f"DROP TRIGGER keep_open_looks_{letter}" + ("" if on_sqlite else " ON look_again"))
        if not on_sqlite:
            op.execute(f"DROP FUNCTION keep_open_looks_{letter}()")
    if not on_sqlite:
        op.execute("DROP FUNCTION keep_ticket_count()")
    for name in (*NEWER, *LOOKED):
        op.drop_index(name, "ticket")
    op.create_index("ix_ticket_queue_a", "ticket", ["assignee_key", *QUEUE], unique=False)
    op.create_index("ix_ticket_queue_ap", "ticket", ["assignee_key", "publisher_id", *QUEUE], unique=False)
    op.drop_column("ticket", "open_looks")
    op.drop_table("ticket_delta")
    op.drop_table("ticket_count")
