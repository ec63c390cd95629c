"""The words of learning."""

from dataclasses import dataclass
from enum import StrEnum


class Proposal(StrEnum):
    """What kind of thing the reader proposed."""

    CLAIM = "claim"
    HOP = "hop"
    DISCLAIMER = "disclaimer"


class Outcome(StrEnum):
    """What a person made of it. ``missed``: a person found what the reader had not proposed."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    MISSED = "missed"


PERSON = "person"  # stands where a rule would, for what no rule proposed


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal of one article. ``place`` tells it from the others of its kind there; no words of the text.

    ``sort`` is what the proposal is about within its rule (a claim's kind), empty where a rule knows one sort only.
    """

    proposal: Proposal
    place: str
    rule: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often this desk accepted, edited and rejected what a rule proposed, and found by hand what none did."""

    proposal: Proposal
    rule: str
    sort: str = ""
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    missed: int = 0

    @property
    def judged(self) -> int:
        """How many proposals a person judged."""
        return self.accepted + self.edited + self.rejected

    @property
    def kept(self) -> int:
        """How many of them were kept, as they were or in other words."""
        return self.accepted + self.edited

    @property
    def precision(self) -> float | None:
        """Kept of judged, None where nothing was judged."""
        return self.kept / self.judged if self.judged else None
