"""What was asked of a desk, and what it answered: the outside view that its database is held against."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What became of a form that was sent."""

    DONE = "done"  # acknowledged
    REFUSED = "refused"
    BROKEN = "broken"  # answered with an error of the server
    UNKNOWN = "unknown"  # the connection broke before the answer


class Kind(StrEnum):
    """A form of the desk, by the action that its log entry names."""

    ACCEPT = "ticket:accept"
    TAKE = "ticket:take"
    CONFIRM = "derivation:confirm_all"
    STATEMENT = "statement:add"
    DRAFT = "verdict:save_draft"
    PROPOSE = "ticket:propose_verdict"
    SIGN = "ticket:sign_off"
    RETURN = "ticket:return"


MARKED: Final = frozenset({Kind.STATEMENT, Kind.DRAFT, Kind.PROPOSE, Kind.RETURN})


@dataclass(frozen=True, slots=True)
class Deed:
    """One form that was sent; ``marker`` are words that stand in no other. ``ticket_id`` 0 is "the next one"."""

    person_id: int
    ticket_id: int
    kind: Kind
    marker: str
    outcome: Outcome


@dataclass
class Journal:
    """Every deed, in the order in which its answer came."""

    deeds: list[Deed] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, deed: Deed, seconds: float = 0.0, words: str = "") -> None:
        """Keep a deed, and what the server said where it broke."""
        with self.lock:
            self.deeds.append(deed)
            self.counts[deed.outcome] += 1
            self.seconds.append(seconds)
            if deed.outcome is Outcome.BROKEN:
                self.broken.append(f"{deed.kind} on ticket {deed.ticket_id}: {words[:200]}")

    def count(self, outcome: Outcome) -> int:
        """How many deeds ended so."""
        return self.counts[outcome]

    def of(self, kind: Kind) -> Iterator[Deed]:
        """The deeds of one kind."""
        return (deed for deed in self.deeds if deed.kind is kind)
