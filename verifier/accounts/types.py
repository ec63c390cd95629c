"""The words of accounts."""

from dataclasses import dataclass
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


class Second(StrEnum):
    """The second thing that somebody proved themselves with."""

    CODE = "code"
    RECOVERY = "recovery"


class Answer(StrEnum):
    """What came of a code that somebody wrote."""

    CODE = "code"
    RECOVERY = "recovery"
    WRONG = "wrong"
    THROTTLED = "throttled"


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
