"""The words of earlier claims that say the same."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from verifier.tickets.types import TicketState


class Band(StrEnum):
    """How sure a suggestion is. Only ``SAME`` is marked as the same; a person decides on every one."""

    SAME = "same"
    LIKELY = "likely"
    PERHAPS = "perhaps"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class CheckFields:
    """A fact-check of this or another desk, as it is imported. Only ``external_id`` and ``claim`` are always there."""

    external_id: str
    claim: str
    title: str = ""
    publisher: str = ""
    speaker: str = ""
    checked_on: date | None = None
    verdict: str = ""
    url: str = ""
    summary: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier claim that may say the same: an imported check, or a claim of this desk."""

    entry_id: int
    check_id: int | None
    claim_id: int | None
    external_id: str
    claim: str
    title: str
    score: float
    band: Band


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a batch of checks: how many are new, how many say something else now, how many were known."""

    added: int = 0
    revised: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A text of which is asked whether it was checked before; ``beside``: who says it, where that is known."""

    words: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class DeskClaim:
    """What is known of an earlier claim of this desk."""

    ticket_id: int
    state: TicketState
    duplicate_of_id: int | None
    title: str
    published_on: date | None
    publisher: str


@dataclass(frozen=True, slots=True)
class Reused:
    """How many statements another claim uses now too, how many it had already, and how many may not be taken over."""

    added: int
    known: int
    left: int
