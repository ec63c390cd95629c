"""Reports that several claims share, texts of captures, and what texts have in common."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
AT_ONCE = 1000


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column(
            "title", sa.Text(), nullable=False, comment="for the desk; empty where its source and medium say enough"
        ),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False, comment="the url as it is compared"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", KEY, nullable=True, comment="None is the reader"),
        sa.Column("version", KEY, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_report_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )
    op.create_index("ix_report_source_id", "report", ["source_id"])
    op.create_index("ix_report_address", "report", ["address"])
    # A batch would copy the table; the reference stands in the column so that SQLite can add it and drop it again.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE statement ADD COLUMN report_id {kind} CONSTRAINT fk_statement_report_id REFERENCES report (id)"
    )
    op.create_index("ix_statement_report_id", "statement", ["report_id"])
    op.create_table(
        "capture_text",
        sa.Column("capture_id", KEY, nullable=False),
        sa.Column("extractor", KEY, nullable=False, comment="the version of what took the text from the bytes"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False, comment="why there is no text, in words"),
        sa.Column("extracted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_capture_text_capture_id"),
        sa.PrimaryKeyConstraint("capture_id", "extractor", name="pk_capture_text"),
    )
    op.create_table(
        "text_overlap",
        sa.Column("first_id", KEY, nullable=False),
        sa.Column("second_id", KEY, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("share", sa.Double(), nullable=False, comment="of the shorter text, 0 to 1"),
        sa.Column("common", KEY, nullable=False, comment="runs of words that both texts have"),
        sa.Column("dismissed", sa.Boolean(), nullable=False, comment="a person judged that neither is a copy"),
        sa.Column("compared_at", MOMENT, nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_text_overlap_ordered")),
        sa.ForeignKeyConstraint(["first_id"], ["statement.id"], name="fk_text_overlap_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["statement.id"], name="fk_text_overlap_second_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_text_overlap_claim_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_text_overlap"),
    )
    op.create_index("ix_text_overlap_claim_id", "text_overlap", ["claim_id"])
    op.create_table(
        "article_mark",
        sa.Column("article_id", KEY, autoincrement=False, nullable=False),
        sa.Column("mark", KEY, autoincrement=False, nullable=False, comment="the fingerprint of a run of words"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_article_mark_article_id"),
        sa.PrimaryKeyConstraint("article_id", "mark", name="pk_article_mark"),
    )
    op.create_index("ix_article_mark_mark", "article_mark", ["mark", "article_id"])
    op.create_table(
        "article_likeness",
        sa.Column("article_id", KEY, autoincrement=False, nullable=False, comment="the one taken in later"),
        sa.Column("other_id", KEY, autoincrement=False, nullable=False),
        sa.Column("share", sa.Double(), nullable=False, comment="of the shorter text, 0 to 1"),
        sa.Column("common", KEY, nullable=False, comment="runs of words that both texts have"),
        sa.Column("dismissed", sa.Boolean(), nullable=False, comment="a person judged that neither is a copy"),
        sa.Column("compared_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_article_likeness_article_id"),
        sa.ForeignKeyConstraint(["other_id"], ["article.id"], name="fk_article_likeness_other_id"),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_article_likeness"),
    )
    op.create_index("ix_article_likeness_other_id", "article_likeness", ["other_id"])
    _file_statements()


def downgrade() -> None:
    for table in ("article_likeness", "article_mark", "text_overlap", "capture_text"):
        op.drop_table(table)
    op.drop_index("ix_statement_report_id", "statement")
    op.drop_column("statement", "report_id")
    op.drop_table("report")


def _address(url: str) -> str:
    """An address as it is compared, as the desk did when this migration was written."""
    plain = url.strip().partition("#")[0]
    scheme, colon, rest = plain.partition("://")
    host, slash, path = (rest if colon else scheme).partition("/")
    path, _, query = path.partition("?")
    kept = [
        one
        for one in query.split("&")
        if one and not one.lower().startswith(("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid="))
    ]
    address = host.lower().removeprefix("www.") + slash + path
    return address.rstrip("/") + ("?" + "&".join(sorted(kept)) if kept else "")


def _file_statements() -> None:
    """Give statements that are certainly of one report that report.

    The article's own statements are one; so are the hops of one article with the same source and medium, and sources
    beside a chain with the same source and address. Others stay without.
    """
    bind = op.get_bind()
    reports: dict[tuple[object, ...], int] = {}
    made: list[dict[str, Any]] = []
    filed: list[dict[str, int]] = []
    for row in _statements(bind):
        address = _address(row.url)
        if row.article_own:
            key: tuple[object, ...] = ("at", row.source_id, address) if address else ("own", row.article_id)
        elif row.in_chain:
            key = ("hop", row.article_id, row.source_id, row.medium)
        elif address:
            key = ("at", row.source_id, address)
        else:
            continue
        if key not in reports:
            reports[key] = len(reports) + 1
            made.append(
                {
                    "id": reports[key],
                    "source_id": row.source_id,
                    "title": row.title if row.article_own else "",
                    "url": row.url,
                    "address": address,
                    "created_at": row.added_at,
                    "created_by_id": row.added_by_id,
                    "version": 1,
                }
            )
        filed.append({"statement_id": row.id, "filed_id": reports[key]})
    _write(bind, made, filed)


def _statements(bind: sa.Connection) -> Iterator[Any]:
    wanted = sa.text(
        "SELECT statement.id, statement.source_id, statement.article_own, statement.in_chain, statement.medium,"
        " statement.url, statement.added_at, statement.added_by_id, claim.article_id, article.title FROM statement"
        " JOIN claim ON claim.id = statement.claim_id JOIN article ON article.id = claim.article_id"
        " ORDER BY statement.id"
    ).columns(added_at=MOMENT, article_own=sa.Boolean(), in_chain=sa.Boolean())
    yield from bind.execute(wanted).all()


def _write(bind: sa.Connection, made: list[dict[str, Any]], filed: list[dict[str, int]]) -> None:
    names = ("id", "source_id", "title", "url", "address", "created_by_id", "version")
    report = sa.table("report", *(sa.column(name) for name in names), sa.column("created_at", MOMENT))
    statement = sa.table("statement", sa.column("id"), sa.column("report_id"))
    file = sa.update(statement).where(statement.c.id == sa.bindparam("statement_id"))
    file = file.values(report_id=sa.bindparam("filed_id"))
    for start in range(0, len(made), AT_ONCE):
        bind.execute(sa.insert(report), made[start : start + AT_ONCE])
    for start in range(0, len(filed), AT_ONCE):
        bind.execute(file, filed[start : start + AT_ONCE])
    if made and bind.dialect.name == "postgresql":
        bind.execute(sa.text("SELECT setval(pg_get_serial_sequence('report', 'id'), (SELECT max(id) FROM report))"))
