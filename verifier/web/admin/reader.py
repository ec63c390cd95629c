"""How the reader does at this desk: its own decisions on what was proposed, by the rule that made it."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from verifier.learning import queries
from verifier.learning.rules import by_rule, interval, record_of, weight
from verifier.learning.types import Proposal, Tally
from verifier.policy import Permission, may
from verifier.web.admin.door import door
from verifier.web.door import person, reading, render

LABELS = {Proposal.CLAIM: "Claims", Proposal.HOP: "Hops of the chain", Proposal.DISCLAIMER: "Disclaimers"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule, or one sort of its proposals. Shares are percentages; None where nothing was judged."""

    name: str
    is_part: bool
    judged: int
    accepted: int
    edited: int
    rejected: int
    precision: int | None
    low: int
    high: int
    lowered: int | None


@dataclass(frozen=True, slots=True)
class RecordPart:
    """The rules of one kind of proposal, and how many a person found by hand."""

    label: str
    key: str
    lines: tuple[RuleLine, ...]
    missed: int


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """The whole record."""

    parts: tuple[RecordPart, ...]
    may_administer: bool


@door.page("/admin/reader", permission=Permission.RECORD_READ)
def reader() -> ResponseReturnValue:
    """What this desk kept and rejected of what was proposed to it."""
    found = queries.tallies(reading())
    parts = tuple(_part(one, found) for one in Proposal if any(tally.proposal is one for tally in found))
    return render("admin/reader.html", ReaderPage(parts, may(person(), Permission.ACCOUNT_ADMINISTER)))


def _part(proposal: Proposal, tallies: tuple[Tally, ...]) -> RecordPart:
    ours = [one for one in tallies if one.proposal is proposal]
    record = record_of(tallies, proposal)
    lines: list[RuleLine] = []
    for total in by_rule(ours):
        if not total.judged:
            continue
        lines.append(_line(total, None))
        for one in ours:
            if one.rule == total.rule and one.sort and one.judged:
                share = weight(one.rule, one.sort, record)
                lines.append(_line(one, round(100 * share) if share < 1 else None))
    return RecordPart(LABELS[proposal], proposal.value, tuple(lines), sum(one.missed for one in ours))


def _line(one: Tally, lowered: int | None) -> RuleLine:
    low, high = interval(one.kept, one.judged)
    return RuleLine(
        name=one.sort.replace("_", " ") or one.rule,
        is_part=bool(one.sort),
        judged=one.judged,
        accepted=one.accepted,
        edited=one.edited,
        rejected=one.rejected,
        precision=round(100 * one.precision) if one.precision is not None else None,
        low=round(100 * low),
        high=round(100 * high),
        lowered=lowered,
    )
