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


@dataclass(frozen=True, slots=True)
class VerdictFields:
    """What a person writes for a verdict. Ratings are keys of the scales, empty if not chosen yet."""

    attribution: str = ""
    content: str = ""
    rationale: str = ""
    asked: str = ""
    public_note: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Something that still stops a proposal: what, and the part of the workbench where it is mended."""

    code: str
    message: str
    place: str
