"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

# What no statement may do, whoever sends it: the trigger's name, the event, the table, and when it refuses.
TRIGGERS = (
    ("tg_entry_append_only", "UPDATE", "entry", "TRUE"),
    ("tg_entry_append_only_d", "DELETE", "entry", "TRUE"),
    ("tg_capture_unaltered", "UPDATE", "capture", "TRUE"),
    ("tg_capture_unaltered_d", "DELETE", "capture", "TRUE"),
    ("tg_article_text_unaltered", "UPDATE", "article", "NEW.text <> OLD.text OR NEW.capture_id <> OLD.capture_id"),
    ("tg_article_text_unaltered_d", "DELETE", "article", "TRUE"),
    (
        "tg_verdict_immutable",
        "UPDATE",
        "verdict",
        "OLD.signed_by_id IS NOT NULL AND (NEW.ticket_id <> OLD.ticket_id OR NEW.number <> OLD.number"
        " OR NEW.scale <> OLD.scale OR NEW.scale_version <> OLD.scale_version"
        " OR NEW.attribution <> OLD.attribution OR NEW.content <> OLD.content OR NEW.rationale <> OLD.rationale"
        " OR NEW.asked <> OLD.asked OR NEW.public_note <> OLD.public_note"
        " OR NEW.content_sha256 IS DISTINCT FROM OLD.content_sha256"
        " OR NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id"
        " OR NEW.signed_by_id IS DISTINCT FROM OLD.signed_by_id OR NEW.signed_at IS DISTINCT FROM OLD.signed_at"
        " OR NEW.status NOT IN ('signed', 'void'))",
    ),
    ("tg_verdict_immutable_d", "DELETE", "verdict", "OLD.signed_by_id IS NOT NULL"),
    (
        "tg_verdict_part_final",
        "UPDATE",
        "verdict_part",
        "NEW.verdict_id <> OLD.verdict_id OR NEW.account_id <> OLD.account_id"
        " OR OLD.part NOT IN ('proposer', 'author') OR NEW.part <> 'sole'",
    ),
    ("tg_verdict_part_final_d", "DELETE", "verdict_part", "TRUE"),
)


TABLES_IN_REVERSE = (
    "verdict_part",
    "verdict",
    "ticket_author",
    "note",
    "derivation",
    "ticket",
    "statement",
    "disclaimer",
    "claim",
    "source_alias",
    "one_time_link",
    "intake_draft",
    "desk_session",
    "article",
    "source",
    "sign_in_attempt",
    "newsroom",
    "log_head",
    "entry",
    "capture",
    "account",
)


def _refusal(name: str) -> str:
    return name.removesuffix("_d")


def _create_triggers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, event, table, condition in TRIGGERS:
            told_apart = condition.replace("IS DISTINCT FROM", "IS NOT")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {told_apart} "
                f"BEGIN SELECT RAISE(ABORT, '{_refusal(name)}'); END"
            )
        return
    for name, event, table, condition in TRIGGERS:
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{_refusal(name)}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
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
        "account",
        sa.Column("id", KEY, nullable=False),
        sa.Column("email", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "viewer",
                "reviewer",
                "editor",
                "admin",
                "auditor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_argon2", sa.Text(), nullable=True, comment="None until a password is chosen"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
    )
    op.create_table(
        "capture",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", KEY, nullable=False, comment="bytes"),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "http",
                "upload",
                "paste",
                "command",
                name="capturemethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("requested_url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False, comment="as its owner called it; never used as a path"),
        sa.Column("response", sa.JSON(), nullable=False, comment="status, headers, redirects, address"),
        sa.Column("captured_at", MOMENT, nullable=False),
        sa.Column("captured_by_id", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_capture"),
    )
    op.create_index("ix_capture_sha256", "capture", ["sha256"], unique=False)

    op.create_table(
        "entry",
        sa.Column("seq", KEY, autoincrement=False, nullable=False, comment="place in the log, from 0"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", KEY, nullable=True, comment="no foreign key: the log outlives every other row"),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("subject_version", KEY, nullable=False),
        sa.Column("state_sha256", sa.Text(), nullable=False, comment="digest of the subject's state after the change"),
        sa.Column("detail", sa.JSON(), nullable=False, comment="names nobody: no protected source may stand here"),
        sa.Column("leaf_sha256", sa.Text(), nullable=False, comment="RFC 6962 leaf hash of the canonical entry"),
        sa.PrimaryKeyConstraint("seq", name="pk_entry"),
    )
    op.create_index("ix_entry_subject", "entry", ["subject_kind", "subject_id", "seq"], unique=False)

    op.create_table(
        "log_head",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("frontier", sa.JSON(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_head_one")),
        sa.PrimaryKeyConstraint("id", name="pk_log_head"),
    )
    op.create_table(
        "newsroom",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("auto_publish", sa.Boolean(), nullable=False),
        sa.Column("single_sign_off", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_newsroom_one")),
        sa.PrimaryKeyConstraint("id", name="pk_newsroom"),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", KEY, nullable=False),
        sa.Column("email_sha256", sa.Text(), nullable=False),
        sa.Column("address_sha256", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    op.create_index("ix_sign_in_attempt_address_sha256_at", "sign_in_attempt", ["address_sha256", "at"], unique=False)
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at"], unique=False)
    op.create_index("ix_sign_in_attempt_email_sha256_at", "sign_in_attempt", ["email_sha256", "at"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False, comment="the name as it is looked up"),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "organisation",
                "state_body",
                "outlet",
                "agency",
                "document",
                "unnamed_group",
                name="sourcekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", KEY, nullable=True, comment="who owns it"),
        sa.Column("feed_id", KEY, nullable=True, comment="whose copy it carries"),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("published_description", sa.Text(), nullable=False, comment="what may be said of a protected source"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["source.id"], name="fk_source_feed_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["source.id"], name="fk_source_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
    )
    op.create_index("ix_source_folded", "source", ["folded"], unique=False)

    op.create_table(
        "article",
        sa.Column("id", KEY, nullable=False),
        sa.Column("publisher_id", KEY, nullable=False),
        sa.Column("capture_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False, comment="BCP 47, empty if unknown"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("conflicts", sa.JSON(), nullable=False, comment="places of the text that do not agree"),
        sa.Column("taken_in_at", MOMENT, nullable=False),
        sa.Column("taken_in_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_article_capture_id"),
        sa.ForeignKeyConstraint(["publisher_id"], ["source.id"], name="fk_article_publisher_id"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("text_sha256", name="uq_article_text_sha256"),
    )
    op.create_index("ix_article_publisher_id", "article", ["publisher_id"], unique=False)
    op.create_index("ix_article_taken_in_at", "article", ["taken_in_at", "id"], unique=False)
    op.create_index("ix_article_url", "article", ["url"], unique=False)

    op.create_table(
        "desk_session",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False, comment="12 hours after opening, whatever is done"),
        sa.Column("proved_at", MOMENT, nullable=False, comment="when the person last proved who they are"),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("machine", sa.Text(), nullable=False, comment="what the browser calls itself, shortened"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_desk_session_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_desk_session"),
        sa.UniqueConstraint("token_sha256", name="uq_desk_session_token_sha256"),
    )
    op.create_index("ix_desk_session_account_id", "desk_session", ["account_id"], unique=False)

    op.create_table(
        "intake_draft",
        sa.Column("id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("capture_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False, comment="what the extraction wants a person to know"),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_intake_draft_capture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_intake_draft"),
    )
    op.create_index("ix_intake_draft_by_id", "intake_draft", ["by_id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation",
                "password",
                "sign_in",
                name="linkpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_one_time_link_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_link"),
        sa.UniqueConstraint("token_sha256", name="uq_one_time_link_token_sha256"),
    )
    op.create_index("ix_one_time_link_account_id", "one_time_link", ["account_id"], unique=False)

    op.create_table(
        "source_alias",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_alias_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source_alias"),
        sa.UniqueConstraint("source_id", "folded", name="uq_source_alias_source_id_folded"),
    )
    op.create_index("ix_source_alias_folded", "source_alias", ["folded"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("start", KEY, nullable=False),
        sa.Column("end", KEY, nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "headline",
                "figure",
                "event",
                "position",
                "quote",
                "background",
                "speech_event",
                "prediction",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Double(), nullable=False, comment="check-worthiness, 0 to 1"),
        sa.Column(
            "rule",
            sa.Text(),
            nullable=False,
            comment="the reading rule that proposed it, 'person' if somebody marked it",
        ),
        sa.Column("checkable", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it is not checkable"),
        sa.Column(
            "factive_cue", sa.Text(), nullable=False, comment="a verb of the text that takes the claim for granted"
        ),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_claim_span")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_claim_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
    )
    op.create_index("ix_claim_article_id_start", "claim", ["article_id", "start"], unique=False)

    op.create_table(
        "disclaimer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("start", KEY, nullable=False),
        sa.Column("end", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "publisher_no_verification",
                "claim_unverified",
                "opinion_responsibility",
                "syndication",
                "verified_by",
                name="disclaimerkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope",
            sa.Enum("article", "claim", name="disclaimerscope", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_disclaimer_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_disclaimer"),
    )
    op.create_index("ix_disclaimer_article_id", "disclaimer", ["article_id"], unique=False)

    op.create_table(
        "statement",
        sa.Column("id", KEY, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("article_own", sa.Boolean(), nullable=False),
        sa.Column("in_chain", sa.Boolean(), nullable=False, comment="entered as a hop, not as corroboration"),
        sa.Column("mention", sa.Text(), nullable=False, comment="how the article calls the source"),
        sa.Column(
            "stance",
            sa.Enum(
                "supports", "refutes", "context", name="stance", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "naming",
            sa.Enum(
                "named",
                "described",
                "unnamed",
                "anonymous_to_us",
                name="naming",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "access",
            sa.Enum(
                "first_hand",
                "second_hand",
                "hearsay",
                "unknown",
                name="access",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "medium",
            sa.Enum(
                "article",
                "report",
                "document",
                "interview",
                "speech",
                "social",
                "broadcast",
                "other",
                name="medium",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "ground_rules",
            sa.Enum(
                "on_record",
                "background",
                "deep_background",
                "off_record",
                "unknown",
                name="groundrules",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False, comment="for the desk only"),
        sa.Column("capture_id", KEY, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by_id", KEY, nullable=True, comment="None is the reader"),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("version", KEY, nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_statement_capture_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_statement_claim_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_statement_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
    )
    op.create_index("ix_statement_claim_id", "statement", ["claim_id", "id"], unique=False)
    op.create_index("ix_statement_source_id", "statement", ["source_id"], unique=False)
    op.create_index(
        "uq_statement_article_own",
        "statement",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("article_own"),
        postgresql_where=sa.text("article_own"),
    )

    op.create_table(
        "ticket",
        sa.Column("id", KEY, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("publisher_id", KEY, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "open",
                "in_progress",
                "help_needed",
                "in_review",
                "signed_off",
                "published",
                "correcting",
                "withdrawn",
                "closed",
                name="ticketstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("assignee_id", KEY, nullable=True),
        sa.Column(
            "assignee_key",
            KEY,
            sa.Computed("coalesce(assignee_id, 0)", persisted=True),
            nullable=False,
            comment="0 is nobody: an equality an index can use",
        ),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("priority", KEY, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False, comment="the year 9999 where nobody set one"),
        sa.Column("proposer_id", KEY, nullable=True, comment="of the verdict in review"),
        sa.Column("returned_to_id", KEY, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True, comment="of the first verdict; never unset"),
        sa.Column("withdrawal_asked_by_id", KEY, nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column(
            "closed_reason",
            sa.Enum(
                "not_checkable",
                "out_of_scope",
                "duplicate",
                "no_public_interest",
                name="closedreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("closed_note", sa.Text(), nullable=False),
        sa.Column("duplicate_of_id", KEY, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state_since", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", KEY, nullable=True),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_reason IS NOT NULL)", name=op.f("ck_ticket_closed")),
        sa.CheckConstraint(
            "state NOT IN ('in_progress', 'help_needed') OR assignee_id IS NOT NULL", name=op.f("ck_ticket_held")
        ),
        sa.CheckConstraint("duplicate_of_id IS NULL OR duplicate_of_id <> id", name=op.f("ck_ticket_duplicate")),
        sa.CheckConstraint("priority BETWEEN 0 AND 3", name=op.f("ck_ticket_priority")),
        sa.ForeignKeyConstraint(["assignee_id"], ["account.id"], name="fk_ticket_assignee_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_ticket_claim_id"),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["ticket.id"], name="fk_ticket_duplicate_of_id"),
        sa.ForeignKeyConstraint(["proposer_id"], ["account.id"], name="fk_ticket_proposer_id"),
        sa.ForeignKeyConstraint(["publisher_id"], ["source.id"], name="fk_ticket_publisher_id"),
        sa.ForeignKeyConstraint(["returned_to_id"], ["account.id"], name="fk_ticket_returned_to_id"),
        sa.ForeignKeyConstraint(["withdrawal_asked_by_id"], ["account.id"], name="fk_ticket_withdrawal_asked_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket"),
        sa.UniqueConstraint("claim_id", name="uq_ticket_claim_id"),
    )
    op.create_index("ix_ticket_lease", "ticket", ["lease_until"], unique=False)
    op.create_index("ix_ticket_queue", "ticket", ["priority", "due_at", "id"], unique=False)
    op.create_index("ix_ticket_queue_a", "ticket", ["assignee_key", "priority", "due_at", "id"], unique=False)
    op.create_index(
        "ix_ticket_queue_ap", "ticket", ["assignee_key", "publisher_id", "priority", "due_at", "id"], unique=False
    )
    op.create_index(
        "ix_ticket_queue_aps",
        "ticket",
        ["assignee_key", "publisher_id", "state", "priority", "due_at", "id"],
        unique=False,
    )
    op.create_index("ix_ticket_queue_as", "ticket", ["assignee_key", "state", "priority", "due_at", "id"], unique=False)
    op.create_index("ix_ticket_queue_p", "ticket", ["publisher_id", "priority", "due_at", "id"], unique=False)
    op.create_index("ix_ticket_queue_ps", "ticket", ["publisher_id", "state", "priority", "due_at", "id"], unique=False)
    op.create_index("ix_ticket_queue_s", "ticket", ["state", "priority", "due_at", "id"], unique=False)
    op.create_index("ix_ticket_returned_to_id", "ticket", ["returned_to_id"], unique=False)

    op.create_table(
        "derivation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("downstream_id", KEY, nullable=False),
        sa.Column("upstream_id", KEY, nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "quoted",
                "paraphrased",
                "reported",
                "told",
                "translated",
                "republished",
                "edited_copy",
                "asserted",
                "implicit",
                "unknown",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cue", sa.Text(), nullable=False, comment="the words that show it"),
        sa.Column("cue_start", KEY, nullable=True),
        sa.Column("cue_end", KEY, nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "confirmed",
                "rejected",
                name="derivationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False, comment="the reading rule that proposed it"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("judged_by_id", KEY, nullable=True),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint("downstream_id <> upstream_id", name=op.f("ck_derivation_itself")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_derivation_claim_id"),
        sa.ForeignKeyConstraint(["downstream_id"], ["statement.id"], name="fk_derivation_downstream_id"),
        sa.ForeignKeyConstraint(["upstream_id"], ["statement.id"], name="fk_derivation_upstream_id"),
        sa.PrimaryKeyConstraint("id", name="pk_derivation"),
    )
    op.create_index("ix_derivation_claim_id", "derivation", ["claim_id"], unique=False)
    op.create_index("ix_derivation_pair", "derivation", ["downstream_id", "upstream_id"], unique=True)
    op.create_index("ix_derivation_upstream_id", "derivation", ["upstream_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("entry_seq", KEY, nullable=False, comment="the log entry these words belong to"),
        sa.Column(
            "action",
            sa.Enum(
                "accept",
                "discard",
                "take",
                "assign",
                "release",
                "expire",
                "ask-help",
                "resume",
                "propose-verdict",
                "return",
                "recall",
                "sign-off",
                "publish",
                "edit-signed",
                "correct",
                "reopen",
                "withdraw",
                "close",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", KEY, nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_note_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_ticket_id", "note", ["ticket_id"], unique=False)

    op.create_table(
        "ticket_author",
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("first_edit_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_ticket_author_account_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_ticket_author_ticket_id"),
        sa.PrimaryKeyConstraint("ticket_id", "account_id", name="pk_ticket_author"),
    )
    op.create_table(
        "verdict",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False, comment="counts every version of this ticket from 1"),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "proposed",
                "returned",
                "recalled",
                "signed",
                "void",
                name="verdictstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scale", sa.Text(), nullable=False, comment="the content scale's id"),
        sa.Column("scale_version", KEY, nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False, comment="who was asked, when, and what they answered"),
        sa.Column("public_note", sa.Text(), nullable=False, comment="of a correction: what changed and why"),
        sa.Column("content_sha256", sa.Text(), nullable=True, comment="what was proposed and is signed"),
        sa.Column("proposed_by_id", KEY, nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=True),
        sa.Column("signed_by_id", KEY, nullable=True),
        sa.Column("signed_part", sa.Text(), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("drafted_by_id", KEY, nullable=True),
        sa.Column("version", KEY, nullable=False),
        sa.CheckConstraint(
            "(signed_by_id IS NULL) = (signed_at IS NULL) AND (signed_by_id IS NULL) = (signed_part IS NULL) AND (signed_by_id IS NULL OR content_sha256 IS NOT NULL) AND (status NOT IN ('signed', 'void') OR signed_by_id IS NOT NULL)",
            name=op.f("ck_verdict_signed_whole"),
        ),
        sa.CheckConstraint(
            "signed_part IS NULL OR signed_part IN ('signer', 'sole')", name=op.f("ck_verdict_signer_part")
        ),
        sa.CheckConstraint(
            "status = 'draft' OR (proposed_by_id IS NOT NULL AND proposed_at IS NOT NULL AND content_sha256 IS NOT NULL)",
            name=op.f("ck_verdict_proposed_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["id", "signed_by_id", "signed_part"],
            ["verdict_part.verdict_id", "verdict_part.account_id", "verdict_part.part"],
            name="fk_verdict_id_signed_by_id_signed_part",
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["account.id"], name="fk_verdict_proposed_by_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_verdict_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
    )
    op.create_index(
        "uq_verdict_draft",
        "verdict",
        ["ticket_id"],
        unique=True,
        sqlite_where=sa.text("status = 'draft'"),
        postgresql_where=sa.text("status = 'draft'"),
    )
    op.create_index("uq_verdict_version", "verdict", ["ticket_id", "number"], unique=True)

    op.create_table(
        "verdict_part",
        sa.Column("verdict_id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "proposer",
                "author",
                "signer",
                "sole",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_verdict_part_account_id"),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name="fk_verdict_part_verdict_id"),
        sa.PrimaryKeyConstraint("verdict_id", "account_id", name="pk_verdict_part"),
    )
    op.create_index("uq_verdict_part_whole", "verdict_part", ["verdict_id", "account_id", "part"], unique=True)
    if op.get_bind().dialect.name != "sqlite":  # SQLite takes it with the table; PostgreSQL needs both tables first
        op.create_foreign_key(
            "fk_verdict_id_signed_by_id_signed_part",
            "verdict",
            "verdict_part",
            ["id", "signed_by_id", "signed_part"],
            ["verdict_id", "account_id", "part"],
        )
    _create_triggers()
    op.execute("INSERT INTO log_head (id, size, frontier) VALUES (1, 0, '[]')")


def downgrade() -> None:
    _drop_triggers()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA defer_foreign_keys = ON")  # verdict and verdict_part point at each other
    else:
        op.drop_constraint("fk_verdict_id_signed_by_id_signed_part", "verdict", type_="foreignkey")
    for table in TABLES_IN_REVERSE:
        op.drop_table(table)
