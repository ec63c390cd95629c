"""The words of accounts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do at this desk. An admin has no right over verdicts by being admin."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"
    AUDITOR = "auditor"


class LinkPurpose(StrEnum):
    """What a one-time link lets its holder do."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105  (a purpose, not a secret)
    SIGN_IN = "sign_in"


class Way(StrEnum):
    """How somebody came in: what a session was opened with before any second factor."""

    PASSWORD = "password"  # noqa: S105  (a way in, not a secret)
    LINK = "link"
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    FACTOR_SET_UP = "factor_set_up"
    PASSKEY = "passkey"


class Second(StrEnum):
    """The second thing that somebody proved themselves with."""

    CODE = "code"
    RECOVERY = "recovery"
    PASSKEY = "passkey"


class Answer(StrEnum):
    """What came of a code that somebody wrote, or of what a passkey signed."""

    CODE = "code"
    RECOVERY = "recovery"
    PASSKEY = "passkey"
    WRONG = "wrong"
    THROTTLED = "throttled"
    NOT_TAKEN = "not_taken"
    DOUBTED = "doubted"

    @property
    def is_right(self) -> bool:
        """Whether it proves who somebody is."""
        return self in {Answer.CODE, Answer.RECOVERY, Answer.PASSKEY}


class ChallengePurpose(StrEnum):
    """What somebody wants to do with a passkey."""

    REGISTER = "register"
    SIGN_IN = "sign_in"
    SECOND = "second"
    PROVE = "prove"


class NoticeKind(StrEnum):
    """What the owner of an account is told by mail."""

    PASSWORD_SET = "password_set"  # noqa: S105  (an event, not a secret)
    APP_SET_UP = "app_set_up"
    CODES_RENEWED = "codes_renewed"
    RECOVERY_CODE_USED = "recovery_code_used"
    FACTORS_REMOVED = "factors_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    PASSKEY_DOUBTED = "passkey_doubted"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """This desk as passkeys know it. A passkey answers under no other ``origin``: a false page gets nothing from it."""

    id: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors that an account has."""

    has_app: bool
    has_passkeys: bool

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return self.has_app or self.has_passkeys


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that was taken out of the table: it is answered now or never. ``words`` are in base64url."""

    words: str
    account_id: int | None
    handle: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice on its way to its reader."""

    notice_id: int
    kind: NoticeKind
    at: datetime
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a browser gets once the first proof is right: the secret of a session, or of one that waits for a code."""

    token: str
    is_half_open: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: what rules and policy need to know of them."""

    id: int
    name: str
    role: Role
    email: str = ""
