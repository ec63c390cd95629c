"""Rows of verdicts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.verdicts.types import Part, RuleKind, VerdictStatus

REFUSALS = {
    "ck_verdict_verdictstatus": "There is no such status of a verdict.",
    "ck_verdict_part_part": "There is no such part in a verdict.",
    "ck_verdict_signed_whole": "A signature names its signer, its moment and the content it covers.",
    "ck_verdict_signer_part": "A verdict is signed by its signer.",
    "ck_verdict_proposed_whole": "A proposal names its proposer, its moment and the content it covers.",
    "fk_verdict_id_signed_by_id_signed_part": "A second person must sign: whoever wrote this verdict cannot.",
    "pk_verdict_part": "A second person must sign: whoever wrote this verdict cannot.",
    "uq_verdict_draft": "This ticket has a draft already.",
    "uq_verdict_version": "This version of the verdict is there already.",
    "uq_verdict_part_whole": "This person has a part in this version already.",
    "tg_verdict_immutable": "A signed verdict is never changed. Reopen the ticket and propose a correction.",
    "tg_verdict_part_final": "Who wrote and who signed a verdict is never changed.",
    "tg_verdict_ruled": "The rules that a signed verdict went by are never changed. Propose a correction.",
    "ck_desk_rule_rulekind": "There is no such kind of rule.",
    "pk_desk_rule": "Somebody else changed the rules meanwhile. Look at them again.",
    "tg_desk_rule_append_only": "An older version of the rules is never changed. Keep a new one.",
}

_SETTLED = (
    "true", "mostly_true", "mixed", "mostly_false", "false",
    "misleading", "missing_context", "satire", "altered", "outdated",
)  # fmt: skip
FIRST_RULES = tuple(
    {
        "version": 1,
        "number": number,
        "kind": kind,
        "active": active,
        "parameters": {"ratings": ratings, "minimum": most},
    }
    for number, kind, active, ratings, most in (
        (1, RuleKind.RATING_NEEDS, True, ["true", "false"], 2),
        (2, RuleKind.NO_CONTENT_WHILE_UNKNOWN, True, list(_SETTLED), 0),
        (3, RuleKind.NEEDS_ORIGINAL, True, ["altered"], 0),
        (4, RuleKind.NEEDS_REFUTING_SOUGHT, False, ["true", "mostly_true"], 0),
    )
)
"""The rules with which the product comes: of them alone the log need not tell."""


class Verdict(Base):
    """One version of a ticket's verdict. Once signed, only its signature can be marked void."""

    __tablename__ = "verdict"
    __table_args__ = (
        ForeignKeyConstraint(
            ["id", "signed_by_id", "signed_part"],
            ["verdict_part.verdict_id", "verdict_part.account_id", "verdict_part.part"],
            use_alter=True,
        ),
        CheckConstraint(
            "(signed_by_id IS NULL) = (signed_at IS NULL) AND (signed_by_id IS NULL) = (signed_part IS NULL)"
            " AND (signed_by_id IS NULL OR content_sha256 IS NOT NULL)"
            " AND (status NOT IN ('signed', 'void') OR signed_by_id IS NOT NULL)",
            name="signed_whole",
        ),
        CheckConstraint("signed_part IS NULL OR signed_part IN ('signer', 'sole')", name="signer_part"),
        CheckConstraint(
            "status = 'draft' OR (proposed_by_id IS NOT NULL AND proposed_at IS NOT NULL"
            " AND content_sha256 IS NOT NULL)",
            name="proposed_whole",
        ),
        Index("uq_verdict_version", "ticket_id", "number", unique=True),
        Index(
            "uq_verdict_draft",
            "ticket_id",
            unique=True,
            sqlite_where=text("status = 'draft'"),
            postgresql_where=text("status = 'draft'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    number: Mapped[int] = mapped_column(comment="counts every version of this ticket from 1")
    status: Mapped[VerdictStatus]
    scale: Mapped[str] = mapped_column(comment="the content scale's id")
    scale_version: Mapped[int]
    attribution: Mapped[str]
    content: Mapped[str]
    rationale: Mapped[str]
    asked: Mapped[str] = mapped_column(comment="who was asked, when, and what they answered")
    public_note: Mapped[str] = mapped_column(comment="of a correction: what changed and why")
    content_sha256: Mapped[str | None] = mapped_column(comment="what was proposed and is signed")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None]
    signed_part: Mapped[str | None]
    signed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[int | None]
    content_form: Mapped[int] = mapped_column(default=1, server_default="1", comment="of the signed content")
    rules_version: Mapped[int | None] = mapped_column(comment="the rules it was proposed under")
    overrides: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, server_default="[]", comment="rules set aside: rule, breach, reason"
    )
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class VerdictPart(Base):
    """Who had which part in a version; the key allows one part a person, so an author can never be the signer."""

    __tablename__ = "verdict_part"
    __table_args__ = (Index("uq_verdict_part_whole", "verdict_id", "account_id", "part", unique=True),)

    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdict.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    part: Mapped[Part]


class DeskRuleRow(Base):
    """One rule of the desk in one version of the whole set; the highest version is in force, the others are history."""

    __tablename__ = "desk_rule"
    __table_args__ = ({"info": {"initial": FIRST_RULES}},)

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="of the whole set of rules")
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="the same in every version")
    kind: Mapped[RuleKind]
    active: Mapped[bool]
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)
    decided_at: Mapped[datetime | None] = mapped_column(comment="None came with the product")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
