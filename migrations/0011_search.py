"""The full-text index: what can be found, and what each engine looks words up in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Every token is folded and parted by blanks before it comes here, so the simplest tokenizer is the right one: it takes
# each letter beyond ASCII as it is, where unicode61 knows the letters of one old version of Unicode only.
FTS = """
CREATE VIRTUAL TABLE search_fts USING fts5(
    head, body, marks, state,
    content = 'search_entry', content_rowid = 'id', tokenize = 'ascii', prefix = '2 3 4'
)
"""
_PUT = "INSERT INTO search_fts (rowid, head, body, marks, state) VALUES (new.id, new.head, new.body, new.marks, new.state);"
_TAKE = (
    "INSERT INTO search_fts (search_fts, rowid, head, body, marks, state)"
    " VALUES ('delete', old.id, old.head, old.body, old.marks, old.state);"
)
KEEPING = (
    f"CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN {_PUT} END",
    f"CREATE TRIGGER search_entry_taken AFTER DELETE ON search_entry BEGIN {_TAKE} END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF head, body, marks, state ON search_entry"
    f" BEGIN {_TAKE} {_PUT} END",
)
_MARK = "'ʘs' || replace(new.state, '_', '')"
_MOVE = f"UPDATE search_entry SET state = {_MARK} WHERE ticket_id = new.id AND state <> {_MARK};"  # noqa: S608
MOVING_SQLITE = f"CREATE TRIGGER search_ticket_moved AFTER UPDATE OF state ON ticket BEGIN {_MOVE} END"
MOVING_POSTGRESQL = (
    f"CREATE FUNCTION search_ticket_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_MOVE} RETURN NULL; END $$",
    "CREATE TRIGGER search_ticket_moved AFTER UPDATE OF state ON ticket"
    " FOR EACH ROW EXECUTE FUNCTION search_ticket_moved()",
)
WORDS = """
ALTER TABLE search_entry ADD COLUMN words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', head), 'A') || setweight(to_tsvector('simple', body), 'B')
    || setweight(to_tsvector('simple', marks || ' ' || state), 'D')
) STORED
"""


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="kind and subject in one"),
        sa.Column("ticket_id", KEY, nullable=True),
        sa.Column(
            "head",
            sa.Text(),
            nullable=False,
            comment="the words that say what it is: a wording, a title, a name, a quote",
        ),
        sa.Column("body", sa.Text(), nullable=False, comment="the other words"),
        sa.Column("marks", sa.Text(), nullable=False, comment="publisher, article and speakers, each as one word"),
        sa.Column("state", sa.Text(), nullable=False, comment="of the ticket, as one word; empty where there is none"),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_ticket_id", "search_entry", ["ticket_id"], unique=False)
    op.create_table(
        "search_purge",
        sa.Column("id", KEY, nullable=False),
        sa.Column("lost", KEY, nullable=False, comment="how many entries lost words"),
        sa.PrimaryKeyConstraint("id", name="pk_search_purge"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS)
        for statement in (*KEEPING, MOVING_SQLITE):
            op.execute(statement)
    else:
        for statement in (WORDS, *MOVING_POSTGRESQL):
            op.execute(statement)
    _fill()
    if op.get_bind().dialect.name != "sqlite":
        op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (words) WITH (fastupdate = off)")


def _fill() -> None:
    """Index what is there. This reads columns of revision 0008 only."""
    from verifier.matching.indexing import fill

    fill(op.get_bind())


def downgrade() -> None:
    """The index goes; it holds nothing that is not elsewhere."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER search_ticket_moved")
        op.execute("DROP TABLE search_fts")
    else:
        op.execute("DROP TRIGGER search_ticket_moved ON ticket")
        op.execute("DROP FUNCTION search_ticket_moved")
    op.drop_table("search_purge")
    op.drop_table("search_entry")
