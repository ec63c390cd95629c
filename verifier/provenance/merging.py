"""What becomes of tickets when two sources are one, or are two again: origins are counted before and after.

Nothing is changed by it: the ticket of a signed verdict whose origins count otherwise now is put before people.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.provenance import queries
from verifier.provenance.independence import in_words, measure
from verifier.provenance.queries import ClaimRows
from verifier.provenance.types import Graph
from verifier.sources import actions as sources
from verifier.sources import queries as source_queries
from verifier.sources.kinship import Kinship
from verifier.sources.models import Source
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.models import LookAgain, Ticket
from verifier.tickets.rules import OVER, SIGNED
from verifier.tickets.types import Acting, LookCause, TicketState

BATCH = 200
MOST_SHOWN = 400
"""Of how many tickets the page that asks once more counts the origins; the merge itself counts all signed ones."""

Regroup = Callable[[Kinship], Kinship]


@dataclass(frozen=True, slots=True)
class Change:
    """A ticket whose origins count otherwise, in words before and after."""

    ticket: Ticket
    wording: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a merge touches: tickets that rest on the merged source by state, and counts of origins that change.

    ``shifts``: words before, words after, on how many tickets. ``more``: older tickets were not counted.
    """

    states: dict[TicketState, int]
    shifts: tuple[tuple[str, str, int], ...]
    signed: tuple[Change, ...]
    more: bool


def effect_of(session: Session, source: Source, into: Source) -> Effect:
    """What would become of the tickets if one source stood for another."""
    states = ticket_queries.count_resting_on(session, queries.claims_of(source_queries.members_of(session, source.id)))
    around, regroup = _merging(session, source, into)
    changed, more = [], False
    for place, change in enumerate(_compared(session, *around, frozenset(TicketState) - OVER, regroup)):
        if place >= MOST_SHOWN:
            more = True
            break
        if change is not None:
            changed.append(change)
    counted = Counter((one.was, one.now) for one in changed)
    return Effect(
        states=states,
        shifts=tuple((was, now, count) for (was, now), count in sorted(counted.items())),
        signed=tuple(one for one in changed if one.ticket.state in SIGNED),
        more=more,
    )


def _merging(session: Session, source: Source, into: Source) -> tuple[tuple[frozenset[int], frozenset[int]], Regroup]:
    known = _kinship(session, source, into)
    around = _around(
        session, source_queries.members_of(session, source.id), source_queries.members_of(session, into.id)
    )
    return around, lambda kinship: _widened(kinship, known).merging(source.id, into.id)


def _kinship(session: Session, *sources_: Source) -> Kinship:
    return source_queries.speakers(session, {one.id for one in sources_}).kinship


def _widened(kinship: Kinship, known: Kinship) -> Kinship:
    return Kinship({**known.ties, **kinship.ties}, {**known.into, **kinship.into})


def _around(session: Session, ones: Collection[int], others: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
    return source_queries.near(session, ones), source_queries.near(session, others)


def _compared(
    session: Session,
    ones: frozenset[int],
    others: frozenset[int],
    states: Collection[TicketState],
    regroup: Regroup,
) -> Iterator[Change | None]:
    """Every ticket that both sides have a hand in, the newest first, with its change; None where nothing changes."""
    claims, before = queries.claims_between(ones, others), None
    while found := ticket_queries.resting_on(session, claims, states, before=before, limit=BATCH):
        rows = queries.rows_of(session, [ticket.claim_id for ticket, _ in found])
        for ticket, wording in found:
            yield _change(ticket, wording, rows[ticket.claim_id], regroup)
        before = found[-1][0].id


def _change(ticket: Ticket, wording: str, rows: ClaimRows, regroup: Regroup) -> Change | None:
    was, now = _counted(queries.graph(rows)), _counted(queries.graph(rows, regroup(rows.kinship)))
    return Change(ticket, wording, was, now) if was != now else None


def _counted(graph: Graph) -> str:
    measured = measure(graph)
    told = in_words(measured.supporting.count)
    against = measured.refuting
    return f"{told}, against it {in_words(against.count)}" if against.count.high else told


def merge(session: Session, source: Source, into: Source, *, by: Person, now: datetime) -> int:
    """Let one source stand for another; returns how many signed tickets are put before people. Raises RuleBroken."""
    sources.check_merge(session, source, into)
    around, regroup = _merging(session, source, into)
    changed = [one for one in _compared(session, *around, SIGNED, regroup) if one is not None]
    sources.merge(session, source, into, by=by, now=now)
    return _put_before(session, changed, LookCause.MERGE, source, Acting(by, now))


def split(session: Session, source: Source, *, by: Person, now: datetime) -> int:
    """Take a merge back; returns how many signed tickets are put before people.

    What the merge had put before them and nobody looked at yet counts as it did before, so nobody need look at that.
    Raises NotFound where the source was merged into none.
    """
    merge_row = source_queries.merge_of(session, source.id)
    survivor = source_queries.by_id(session, merge_row.into_id)
    present = source_queries.merges_among(session, {survivor.id})
    away = _under(session, source.id, survivor.id)
    known = _kinship(session, survivor)
    apart = {one: source.id for one in away if one != source.id}
    into = {one: to for one, to in present.items() if one not in away}
    around = _around(session, away, {survivor.id, *into})
    dropped = {one.ticket_id for one in _drop_looks(session, source, now)}

    def regroup(kinship: Kinship) -> Kinship:
        wide = _widened(kinship, known)
        others = {one: to for one, to in wide.into.items() if one not in present}
        return replace(wide, into={**others, **into, **apart})

    found = _compared(session, *around, SIGNED, regroup)
    changed = [one for one in found if one is not None and one.ticket.id not in dropped]
    sources.split(session, source, by=by, now=now)
    return _put_before(session, changed, LookCause.SPLIT, source, Acting(by, now))


def _under(session: Session, source_id: int, survivor_id: int) -> frozenset[int]:
    """A merged source and all that people merged into it before it was merged itself."""
    chosen = {row.source_id: row.chosen_id for row, _ in source_queries.merges_into(session, survivor_id)}
    found, ahead = {source_id}, {source_id}
    while ahead := {one for one, to in chosen.items() if to in ahead} - found:
        found |= ahead
    return frozenset(found)


def _drop_looks(session: Session, source: Source, now: datetime) -> list[LookAgain]:
    looks = [one for one in ticket_queries.open_looks(session, source_id=source.id) if one.cause is LookCause.MERGE]
    tickets.drop_looks(session, looks, now)
    return looks


def _put_before(session: Session, changed: list[Change], cause: LookCause, source: Source, acting: Acting) -> int:
    for one in changed:
        tickets.put_before(session, one.ticket, acting, cause=cause, source_id=source.id, was=one.was, now=one.now)
    return len(changed)
