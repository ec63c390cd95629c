"""Admiralty grades in words, and when the highest of them holds.

Two judgements, each made by itself: the letter says how far the source can be relied on for this statement, the number
how credible what it says is. The scale is the one of NATO's intelligence doctrine; the words are this desk's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verifier.kernel.errors import RuleBroken
from verifier.provenance.independence import Measured, OriginCount, in_words
from verifier.provenance.types import Reliability, Stance

CONFIRMED = 1
"""The credibility that says others confirm it: it needs ORIGINS_TO_CONFIRM independent origins."""

ORIGINS_TO_CONFIRM = 2
LONGEST_REASON = 2_000

RELIABILITY: Mapping[Reliability, tuple[str, str]] = MappingProxyType(
    {
        Reliability.A: ("completely reliable", "has been right every time, and is competent in this"),
        Reliability.B: ("usually reliable", "was right most of the time; a small doubt remains"),
        Reliability.C: ("fairly reliable", "has been right before; there is some doubt"),
        Reliability.D: ("not usually reliable", "was right at times; the doubt is serious"),
        Reliability.E: ("unreliable", "has been wrong before, or is not what it says it is"),
        Reliability.F: ("reliability cannot be judged", "nothing is known to judge it by"),
    }
)
CREDIBILITY: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        1: ("confirmed by other sources", "at least two independent origins say the same"),
        2: ("probably true", "nobody confirms it; it is logical and fits what is known"),
        3: ("possibly true", "nobody confirms it; it agrees with some of what is known"),
        4: ("doubtful", "possible, though there is nothing else that points to it"),
        5: ("improbable", "other findings contradict it"),
        6: ("truth cannot be judged", "nothing is known to judge it by"),
    }
)


@dataclass(frozen=True, slots=True)
class GradeFields:
    """What a person writes for a grade; None is a letter or a number that is on no list."""

    reliability: Reliability | None
    credibility: int | None
    reason: str


def code(reliability: Reliability, credibility: int) -> str:
    """The two signs of a grade: "B2"."""
    return f"{reliability.value}{credibility}"


def spell(reliability: Reliability, credibility: int) -> str:
    """A grade with its meaning: "B2: usually reliable; probably true"."""
    signs = code(reliability, credibility)
    return f"{signs}: {RELIABILITY[reliability][0]}; {CREDIBILITY[credibility][0]}"


def confirming(measured: Measured, stance: Stance) -> OriginCount:
    """The origins that can confirm a statement of this stance: those of its own side.

    Context takes no side, and nothing on the claim is counted as confirming it.
    """
    if stance is Stance.CONTEXT:
        return OriginCount(0, 0)
    return (measured.supporting if stance is Stance.SUPPORTS else measured.refuting).count


def is_founded(credibility: int, origins: OriginCount) -> bool:
    """Whether a number holds by what is counted: only the 1 can fail, where fewer than two origins are certain."""
    return credibility != CONFIRMED or origins.low >= ORIGINS_TO_CONFIRM


def check_grade(
    fields: GradeFields, *, origins: OriginCount, before: tuple[Reliability, int] | None
) -> tuple[Reliability, int, str]:
    """The letter, the number and the reason of a grade that may be given.

    Raises RuleBroken for one that is on no list, without a reason, without change, or a 1 that nothing confirms.
    """
    reason = fields.reason.strip()
    if fields.reliability is None:
        raise RuleBroken("reliability_unknown", "Choose a letter from A to F.", "reliability")
    if fields.credibility is None or fields.credibility not in CREDIBILITY:
        raise RuleBroken("credibility_unknown", "Choose a number from 1 to 6.", "credibility")
    if not reason:
        raise RuleBroken("grade_reason_missing", "Write why you grade it so.", "reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("grade_reason_long", f"Write at most {LONGEST_REASON:,} characters.", "reason")
    if not is_founded(fields.credibility, origins):
        raise RuleBroken(
            "grade_unfounded",
            f"1 says that other sources confirm it, and what is certain here is less than {ORIGINS_TO_CONFIRM}"
            f" independent origins: the sources show {in_words(origins)}. Add a source that does not rest on the same"
            " origin, judge the open hops, or choose 2.",
            "credibility",
        )
    if before == (fields.reliability, fields.credibility):
        raise RuleBroken("grade_same", "It has this grade already. Choose another, or leave it.", "reliability")
    return fields.reliability, fields.credibility, reason
