"""The words of provenance, and the frozen graph that its plain functions work on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stance(StrEnum):
    """What a statement does to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Naming(StrEnum):
    """How far the speaker of a statement is known."""

    NAMED = "named"
    DESCRIBED = "described"
    UNNAMED = "unnamed"
    ANONYMOUS_TO_US = "anonymous_to_us"


class Access(StrEnum):
    """How near the speaker was to the event."""

    FIRST_HAND = "first_hand"
    SECOND_HAND = "second_hand"
    HEARSAY = "hearsay"
    UNKNOWN = "unknown"


class Medium(StrEnum):
    """Where a statement was made."""

    ARTICLE = "article"
    REPORT = "report"
    DOCUMENT = "document"
    INTERVIEW = "interview"
    SPEECH = "speech"
    SOCIAL = "social"
    BROADCAST = "broadcast"
    OTHER = "other"


class GroundRules(StrEnum):
    """Under which agreement the speaker spoke."""

    ON_RECORD = "on_record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep_background"
    OFF_RECORD = "off_record"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """How a statement took its content from the one before it."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    REPORTED = "reported"
    TOLD = "told"
    TRANSLATED = "translated"
    REPUBLISHED = "republished"
    EDITED_COPY = "edited_copy"
    ASSERTED = "asserted"
    IMPLICIT = "implicit"
    UNKNOWN = "unknown"


class DerivationStatus(StrEnum):
    """Whether a person has judged a hop."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class ChainEnd(StrEnum):
    """Where the trail of a chain ends."""

    FIRST_HAND = "first_hand"
    NAMED = "named"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"
    CIRCULAR = "circular"


class Reliability(StrEnum):
    """How far a source can be relied on for what it says here: the letter of an Admiralty grade."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Independence(StrEnum):
    """What two statements are to each other."""

    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    UNMEASURED = "unmeasured"


class DependenceReason(StrEnum):
    """Why two statements are not independent."""

    SHARED_ORIGIN = "shared_origin"
    SHARED_OWNER = "shared_owner"
    SHARED_FEED = "shared_feed"
    ONE_CITES_THE_OTHER = "one_cites_the_other"
    NEAR_IDENTICAL_TEXT = "near_identical_text"
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True)
class Teller:
    """A source as the graph needs it: identity, owner and feed, nothing that could leak a name.

    ``owner_id`` is the source that owns it, ``feed_id`` an agency or feed it takes its copy from, None if none known.
    ``more_owner_ids`` and ``more_feed_ids`` are those of other sources that are one with it.
    """

    id: int
    owner_id: int | None = None
    feed_id: int | None = None
    more_owner_ids: tuple[int, ...] = ()
    more_feed_ids: tuple[int, ...] = ()

    @property
    def owner_ids(self) -> tuple[int, ...]:
        """Everybody who owns it."""
        return (*(() if self.owner_id is None else (self.owner_id,)), *self.more_owner_ids)

    @property
    def feed_ids(self) -> tuple[int, ...]:
        """Everybody whose copy it takes."""
        return (*(() if self.feed_id is None else (self.feed_id,)), *self.more_feed_ids)


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as a node of the graph."""

    id: int
    teller: Teller
    naming: Naming = Naming.NAMED
    access: Access = Access.UNKNOWN
    stance: Stance = Stance.SUPPORTS
    told_on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """An edge: statement ``downstream_id`` took its content from ``upstream_id``.

    ``upstream_id`` None is a hop known to exist whose source is unknown. Rejected derivations are not part of a graph.
    """

    downstream_id: int
    upstream_id: int | None
    relation: Relation = Relation.REPORTED
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """All statements on one claim with their derivations; ``article_id`` is the article's own statement, if any.

    ``alike`` are pairs of statements whose texts are near-identical: each pair counts as one voice.
    """

    told: tuple[Told, ...]
    derived: tuple[Derived, ...]
    article_id: int | None = None
    alike: tuple[tuple[int, int], ...] = ()
