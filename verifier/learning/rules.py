"""What follows from decisions: plain counting, and how far a desk's own record moves a proposal down."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import sqrt

from verifier.learning.types import Outcome, Proposal, Tally

# A desk's record is weighed against twenty decisions that nobody made, sixteen of them for the rule: one or two
# decisions hardly move anything, and a rule that is kept about as often as rules usually are stays where it is.
PRIOR_KEPT = 16
PRIOR_JUDGED = 20
WORTH_SAYING = 0.9
_Z = 1.959964  # of a two-sided interval of 95 %

Record = Mapping[tuple[str, str], tuple[int, int]]  # (rule, sort) -> (kept, judged)


def settled(before: Outcome, now: Outcome) -> Outcome:
    """The outcome that stands when somebody decides again on the same proposal.

    What was edited and then accepted stays edited. What was rejected and then marked by hand had been proposed: the
    reader did not miss it. What the reader missed stays missed, whatever becomes of it.
    """
    if before is Outcome.MISSED:
        return before
    if now is Outcome.MISSED:
        return Outcome.EDITED if before is Outcome.EDITED else Outcome.ACCEPTED
    return before if (before, now) == (Outcome.EDITED, Outcome.ACCEPTED) else now


def factor(kept: int, judged: int) -> float:
    """By how much this record lowers a score, 0 < factor <= 1: the mean of a beta posterior over that of its prior.

    It never raises one, and nothing is lowered to nothing.
    """
    expected = PRIOR_KEPT / PRIOR_JUDGED
    return min(1.0, (kept + PRIOR_KEPT) / (judged + PRIOR_JUDGED) / expected)


def ranked(score: float, rule: str, sort: str, record: Record) -> float:
    """A proposal's score at a desk with this record of what it kept of each rule's proposals."""
    return score * factor(*record.get((rule, sort), (0, 0)))


def weight(rule: str, sort: str, record: Record) -> float:
    """The factor, where it is worth telling people of it; 1 where it is not."""
    found = factor(*record.get((rule, sort), (0, 0)))
    return found if found <= WORTH_SAYING else 1.0


def why_lower(rule: str, sort: str, record: Record) -> str:
    """Why a proposal ranks lower here, in words for people; empty where it does not, or not by much."""
    if weight(rule, sort, record) == 1:
        return ""
    kept, judged = record[rule, sort]
    return f"ranked lower: this desk rejected {judged - kept} of {judged} of its kind"


def interval(kept: int, judged: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927); (0, 1) where nothing was judged."""
    if not judged:
        return 0.0, 1.0
    share, spread = kept / judged, _Z * _Z / judged
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))  # rounding never leaves it out


def record_of(tallies: Iterable[Tally], proposal: Proposal = Proposal.CLAIM) -> dict[tuple[str, str], tuple[int, int]]:
    """What a desk kept of one kind of proposal, by rule and sort."""
    return {(one.rule, one.sort): (one.kept, one.judged) for one in tallies if one.proposal is proposal}


def by_rule(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """The same counts with the sorts of each rule added up, in the order in which rules first come."""
    found: dict[tuple[Proposal, str], Tally] = {}
    for one in tallies:
        key = (one.proposal, one.rule)
        here = found.get(key, Tally(*key))
        found[key] = replace(
            here,
            accepted=here.accepted + one.accepted,
            edited=here.edited + one.edited,
            rejected=here.rejected + one.rejected,
            missed=here.missed + one.missed,
        )
    return tuple(found.values())
