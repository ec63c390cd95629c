"""Rows of tickets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base
from verifier.tickets.types import Action, ClosedReason, CountScope, LookCause, TicketState

REFUSALS = {
    "uq_ticket_claim_id": "This claim has a ticket already.",
    "ck_ticket_ticketstate": "There is no such state of a ticket.",
    "ck_ticket_closedreason": "There is no such reason to close a ticket.",
    "ck_ticket_priority": "A priority lies between urgent and low.",
    "ck_ticket_held": "A ticket in progress is held by somebody.",
    "ck_ticket_closed": "A ticket is closed with a reason only.",
    "ck_ticket_duplicate": "A ticket is not a duplicate of itself.",
    "ck_ticket_count_countscope": "There is no such way to count tickets.",
    "ck_ticket_count_ticketstate": "There is no such state of a ticket.",
    "ck_ticket_delta_countscope": "There is no such way to count tickets.",
    "ck_ticket_delta_ticketstate": "There is no such state of a ticket.",
    "ck_note_action": "There is no such action on a ticket.",
    "ck_look_again_lookcause": "There is no such reason to look again.",
    "ck_look_again_cause": "A retraction to look at again is noted, and nothing else is one.",
    "ck_look_again_merged": "A merge or a split to look at again names its source.",
    "pk_ticket_author": "This person is an author of the ticket already.",
    "ck_legal_hold_one_subject": "A legal hold stands on a claim or on an article.",
    "ck_legal_hold_lifted_whole": "A legal hold is lifted by somebody, after somebody asked for it.",
    "ck_legal_hold_second_person": "A second person must lift a legal hold: whoever asked for it cannot.",
    "uq_legal_hold_ticket": "This claim is on legal hold already.",
    "uq_legal_hold_article": "This article is on legal hold already.",
    "tg_legal_hold_kept": "A legal hold is never removed, and its reason never changed. Lift it.",
}

_QUEUE = ("priority", "due_at", "id")

WAITING = "open_looks > 0 AND state NOT IN ('withdrawn', 'closed')"
"""A ticket waits to be looked at again: in these very words, for an engine knows a partial index by its condition."""

_WAITING = text(WAITING)

COUNTED = {"unlogged": "Triggers count it from tickets, which are covered."}


class Ticket(Base):
    """The work on one claim. ``publisher_id`` is copied from the article so that the queue needs no join to filter."""

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("priority BETWEEN 0 AND 3", name="priority"),
        CheckConstraint("state NOT IN ('in_progress', 'help_needed') OR assignee_id IS NOT NULL", name="held"),
        CheckConstraint("(state = 'closed') = (closed_reason IS NOT NULL)", name="closed"),
        CheckConstraint("duplicate_of_id IS NULL OR duplicate_of_id <> id", name="duplicate"),
        Index("ix_ticket_queue", *_QUEUE),
        Index("ix_ticket_queue_s", "state", *_QUEUE),
        Index("ix_ticket_queue_p", "publisher_id", *_QUEUE),
        Index("ix_ticket_queue_as", "assignee_key", "state", *_QUEUE),
        Index("ix_ticket_queue_ps", "publisher_id", "state", *_QUEUE),
        Index("ix_ticket_queue_aps", "assignee_key", "publisher_id", "state", *_QUEUE),
        Index("ix_ticket_newest_s", "state", "id"),
        Index("ix_ticket_newest_p", "publisher_id", "id"),
        Index("ix_ticket_newest_ps", "publisher_id", "state", "id"),
        Index("ix_ticket_newest_as", "assignee_key", "state", "id"),
        Index("ix_ticket_newest_aps", "assignee_key", "publisher_id", "state", "id"),
        Index("ix_ticket_look", *_QUEUE, sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_ticket_look_p", "publisher_id", *_QUEUE, sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_ticket_look_newest", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_ticket_look_newest_p", "publisher_id", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_ticket_lease", "lease_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), unique=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    state: Mapped[TicketState]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    assignee_key: Mapped[int] = mapped_column(
        Computed("coalesce(assignee_id, 0)", persisted=True), comment="0 is nobody: an equality an index can use"
    )
    lease_until: Mapped[datetime | None]
    priority: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(comment="the year 9999 where nobody set one")
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="of the verdict in review")
    returned_to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    published_at: Mapped[datetime | None] = mapped_column(comment="of the first verdict; never unset")
    withdrawal_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    closed_reason: Mapped[ClosedReason | None]
    closed_note: Mapped[str] = mapped_column(default="")
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    open_looks: Mapped[int] = mapped_column(
        default=0,
        server_default=text("0"),
        comment="reasons to look again, still open",
        info={"unlogged": "A trigger counts it from the reasons, which are covered."},
    )
    created_at: Mapped[datetime]
    state_since: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TicketCount(Base):
    """How many tickets are in a state: at the desk, of a person, of a publisher. Triggers keep it with every change.

    On PostgreSQL what changed lies in :class:`TicketDelta` until the worker adds it up: no writer waits for another.
    """

    __tablename__ = "ticket_count"
    __table_args__ = ({"info": COUNTED},)

    scope: Mapped[CountScope] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="of the person or publisher, 0 for nobody"
    )
    state: Mapped[TicketState] = mapped_column(primary_key=True)
    n: Mapped[int]


class TicketDelta(Base):
    """What one statement added to a counter, or took from it, and is not added up yet. Empty on SQLite."""

    __tablename__ = "ticket_delta"
    __table_args__ = ({"info": COUNTED},)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[CountScope]
    key: Mapped[int] = mapped_column(comment="of the person or publisher, 0 for nobody")
    state: Mapped[TicketState]
    n: Mapped[int]


class TicketAuthor(Base):
    """Somebody who edited what the verdict rests on since the last signature. They cannot sign it."""

    __tablename__ = "ticket_author"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    first_edit_at: Mapped[datetime]


class Note(Base):
    """Words that came with an action: the comment of a return, the reason of a withdrawal."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    entry_seq: Mapped[int] = mapped_column(comment="the log entry these words belong to")
    action: Mapped[Action]
    words: Mapped[str]
    author_id: Mapped[int | None]
    written_at: Mapped[datetime]


class LookAgain(Base):
    """Something happened that a ticket rests on, and a person has to judge whether it still stands.

    Open until somebody looked, or until what happened was undone. ``was`` and ``now`` tell the origins before and after
    a merge or a split, as text.
    """

    __tablename__ = "look_again"
    __table_args__ = (
        CheckConstraint("(retraction_id IS NULL) = (cause <> 'retraction')", name="cause"),
        CheckConstraint("(source_id IS NULL) = (cause = 'retraction')", name="merged"),
        Index("ix_look_again_ticket_id", "ticket_id", "id"),
        Index(
            "ix_look_again_open",
            "ticket_id",
            sqlite_where=text("looked_at IS NULL AND undone_at IS NULL"),
            postgresql_where=text("looked_at IS NULL AND undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    cause: Mapped[LookCause]
    retraction_id: Mapped[int | None] = mapped_column(ForeignKey("retraction.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True, comment="merged or split off")
    was: Mapped[str] = mapped_column(default="")
    now: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="", comment="why it stands")
    undone_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


_STANDING = text("lifted_at IS NULL")


class LegalHold(Base):
    """What readers are not shown for legal reasons: one claim, or a whole article. It stands until it is lifted."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint("(ticket_id IS NULL) <> (article_id IS NULL)", name="one_subject"),
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)"
            " AND (lift_asked_at IS NULL) = (lift_asked_by_id IS NULL)"
            " AND (lifted_at IS NULL OR lift_asked_at IS NOT NULL)",
            name="lifted_whole",
        ),
        CheckConstraint(
            "lifted_by_id IS NULL OR lifted_alone OR lifted_by_id <> lift_asked_by_id", name="second_person"
        ),
        Index("uq_legal_hold_ticket", "ticket_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
        Index("uq_legal_hold_article", "article_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int | None] = mapped_column(
        ForeignKey("ticket.id"), index=True, comment="the claim that is withheld; None for a whole article"
    )
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    reason: Mapped[str]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    lift_reason: Mapped[str] = mapped_column(default="")
    lift_asked_at: Mapped[datetime | None]
    lift_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_alone: Mapped[bool] = mapped_column(default=False, comment="by one person, where the newsroom allowed that")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
