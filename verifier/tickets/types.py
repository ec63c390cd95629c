"""The words of tickets."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from verifier.accounts.types import Person


class TicketState(StrEnum):
    """Where a ticket stands. The names are fixed: pages, feeds and other desks rely on them."""

    PROPOSED = "proposed"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    HELP_NEEDED = "help_needed"
    IN_REVIEW = "in_review"
    SIGNED_OFF = "signed_off"
    PUBLISHED = "published"
    CORRECTING = "correcting"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Action(StrEnum):
    """What can be done to a ticket; the value is its name in addresses and in the log."""

    ACCEPT = "accept"
    DISCARD = "discard"
    TAKE = "take"
    ASSIGN = "assign"
    RELEASE = "release"
    EXPIRE = "expire"
    ASK_HELP = "ask-help"
    RESUME = "resume"
    PROPOSE_VERDICT = "propose-verdict"
    RETURN = "return"
    RECALL = "recall"
    SIGN_OFF = "sign-off"
    PUBLISH = "publish"
    EDIT_SIGNED = "edit-signed"
    CORRECT = "correct"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Who(StrEnum):
    """Who may do an action, seen from the ticket."""

    REVIEWER = "reviewer"
    HOLDER = "holder"
    HOLDER_OR_EDITOR = "holder_or_editor"
    EDITOR = "editor"
    PROPOSER = "proposer"
    TIMER = "timer"


class Needs(StrEnum):
    """What a person must write for an action."""

    COMMENT = "comment"
    REASON = "reason"
    PERSON = "person"
    VERDICT = "verdict"
    PUBLIC_NOTE = "public_note"
    SIGNATURE = "signature"
    CLOSING = "closing"


class ClosedReason(StrEnum):
    """Why a claim was not checked."""

    NOT_CHECKABLE = "not_checkable"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"
    NO_PUBLIC_INTEREST = "no_public_interest"


class LookCause(StrEnum):
    """Why a ticket has to be looked at again."""

    RETRACTION = "retraction"
    MERGE = "merge"
    SPLIT = "split"


class Priority(IntEnum):
    """How urgent a ticket is; smaller comes first."""

    URGENT = 0
    HIGH = 1
    NORMAL = 2
    LOW = 3


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: an action, from which states, to which, by whom, and what it needs."""

    action: Action
    sources: frozenset[TicketState]
    target: TicketState
    who: Who
    label: str
    done: str
    needs: frozenset[Needs] = frozenset()


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What rules need to know of a ticket: no row, no session."""

    id: int
    state: TicketState
    holder_id: int | None = None
    proposer_id: int | None = None
    author_ids: frozenset[int] = frozenset()
    ever_published: bool = False
    withdrawal_asked_by_id: int | None = None
    single_sign_off: bool = False
    on_hold: bool = False


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What a person asked the queue to show. Empty fields do not filter."""

    states: tuple[TicketState, ...] = ()
    assignee_key: int | None = None
    publisher_id: int | None = None
    order: str = "urgency"
    look_again: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row shown: the queue goes on after it, whatever was inserted meanwhile."""

    priority: int
    due_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Acting:
    """Who does something, and when."""

    person: Person | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What of one article is on legal hold: all of it, or stretches of its text; each with the moment it began."""

    whole: datetime | None = None
    spans: tuple[tuple[int, int, datetime], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything of the article is withheld."""
        return self.whole is not None or bool(self.spans)

    def since(self, start: int, end: int) -> datetime | None:
        """Since when this stretch of the text is withheld, None where it is not.

        A claim that shares words with a held one is withheld along with it: else those words would still be shown.
        """
        found = [at for first, last, at in self.spans if first < end and start < last]
        return min([*found, self.whole] if self.whole is not None else found, default=None)


FREE = Held()
