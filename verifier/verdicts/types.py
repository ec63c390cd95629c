"""The words of verdicts."""

from dataclasses import dataclass
from enum import StrEnum


class VerdictStatus(StrEnum):
    """Where one version of a verdict stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RETURNED = "returned"
    RECALLED = "recalled"
    SIGNED = "signed"
    VOID = "void"


class Part(StrEnum):
    """What somebody had to do with a version. One person has one part: that is the four-eyes rule in the database."""

    PROPOSER = "proposer"
    AUTHOR = "author"
    SIGNER = "signer"
    SOLE = "sole"


class RuleKind(StrEnum):
    """What a rule of the desk demands."""

    RATING_NEEDS = "rating_needs"
    NO_CONTENT_WHILE_UNKNOWN = "no_content_while_unknown"
    NEEDS_ORIGINAL = "needs_original"
    NEEDS_REFUTING_SOUGHT = "needs_refuting_sought"


@dataclass(frozen=True, slots=True)
class DeskRule:
    """One rule of the desk: for which content ratings it is there, and how many origins it wants, if it counts them.

    ``number`` stays the same through every version of the rules.
    """

    number: int
    kind: RuleKind
    active: bool
    ratings: tuple[str, ...] = ()
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of the desk in one version."""

    version: int
    rules: tuple[DeskRule, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a verdict breaks: how, in one sentence, and the part of the workbench where it is mended."""

    rule: int
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Override:
    """A rule that is set aside: the breach, in the words in which it was shown, and the reason a person gives."""

    rule: int
    breach: str
    reason: str


@dataclass(frozen=True, slots=True)
class VerdictFields:
    """What a person writes for a verdict. Ratings are keys of the scales, empty if not chosen yet."""

    attribution: str = ""
    content: str = ""
    rationale: str = ""
    asked: str = ""
    public_note: str = ""
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """Something that still stops a proposal: what, and the part of the workbench where it is mended.

    ``rule`` is the number of the rule of the desk that is broken, 0 where it is none of those.
    """

    code: str
    message: str
    place: str
    rule: int = 0
