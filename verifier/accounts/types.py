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


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: what rules and policy need to know of them."""

    id: int
    name: str
    role: Role
    email: str = ""
