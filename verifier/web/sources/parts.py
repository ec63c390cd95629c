"""Parts of a source's page: who may be the same, what was merged, every ticket that rests on it, what was retracted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask import url_for
from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.provenance import queries as provenance
from verifier.provenance import queries_retractions as retracted
from verifier.provenance.models import Retraction, Statement
from verifier.publishing.queries import standings
from verifier.sources import queries
from verifier.sources.likeness import disguise
from verifier.sources.models import Source
from verifier.sources.queries import Alike
from verifier.tickets import queries as tickets
from verifier.tickets.models import Ticket
from verifier.tickets.rules import OVER, SIGNED
from verifier.tickets.types import TicketState
from verifier.web.sources.phrases import REASONS

PAGE: Final = 25
GROUPS: Final[Mapping[str, tuple[str, frozenset[TicketState]]]] = {
    "signed": ("Signed tickets that rest on it", SIGNED),
    "open": ("Tickets that rest on it and are not signed", frozenset(TicketState) - SIGNED - OVER),
    "closed": ("Closed and withdrawn tickets", OVER),
}
STANCES: Final = {"supports": "says so", "refutes": "says otherwise", "context": "explains it"}

Link = tuple[int, str, bool]
"""A source to lead to: its number, its name, whether it is protected."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim that rests on the source, with what it does there and what the public is told of it now."""

    ticket_id: int
    wording: str
    state: str
    part: str
    standing: str
    headline: str


@dataclass(frozen=True, slots=True)
class TicketGroup:
    """Tickets of one kind that rest on the source, newest first."""

    key: str
    label: str
    count: int
    lines: tuple[ClaimLine, ...]
    is_first: bool
    first_href: str
    next_href: str


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """Two sources that may be one. ``loud``: one of the names is made to pass for the other.

    ``disguise`` says of each what makes it read otherwise than it looks, empty if nothing does.
    """

    one: Link
    other: Link
    reason: str
    loud: bool
    disguise: tuple[str, str]


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A source that was merged into this one."""

    id: int
    name: str
    is_protected: bool
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class RetractionLine:
    """A retraction, of the whole source or of one statement: how many tickets it touched, and how many wait."""

    id: int
    is_of_source: bool
    retracted_on: date | None
    reason: str
    url: str
    who: str
    noted_at: datetime
    undone_at: datetime | None
    tickets: int
    waiting: int


def link_of(row: Source) -> Link:
    """Where a source is found."""
    return row.id, row.name, row.protected


def alike_line(found: Alike) -> AlikeLine:
    """Two sources that may be one, in words."""
    return AlikeLine(
        one=link_of(found.one),
        other=link_of(found.other),
        reason=REASONS[found.likeness.reason],
        loud=found.likeness.disguised,
        disguise=(disguise(found.one.name), disguise(found.other.name)),
    )


def merged_lines(session: Session, source_id: int) -> tuple[MergedLine, ...]:
    """What was merged into a source; two queries."""
    rows = queries.merges_into(session, source_id)
    names = accounts.names_by_id(session, {row.merged_by_id for row, _ in rows if row.merged_by_id})
    return tuple(
        MergedLine(away.id, away.name, away.protected, row.merged_at, names.get(row.merged_by_id or 0, "Somebody"))
        for row, away in rows
    )


def ticket_groups(
    session: Session, source_id: int, members: Collection[int], before: Mapping[str, int]
) -> tuple[TicketGroup, ...]:
    """Every ticket that rests on a source, or on one merged into it, in groups; the queries do not grow with them."""
    claims = provenance.claims_of(members)
    counts = tickets.count_resting_on(session, claims)
    found = {
        key: tickets.resting_on(session, claims, states, before=before.get(key), limit=PAGE + 1)
        for key, (_, states) in GROUPS.items()
    }
    shown = [ticket for rows in found.values() for ticket, _ in rows[:PAGE]]
    told = standings(session, shown)
    parts = provenance.parts_in(session, members, [ticket.claim_id for ticket in shown])

    def line(ticket: Ticket, wording: str) -> ClaimLine:
        here = told[ticket.id]
        part = _part(parts.get(ticket.claim_id, []))
        return ClaimLine(ticket.id, wording, ticket.state.value, part, here.kind.value, here.headline)

    def href(kept: Mapping[str, int]) -> str:
        query: dict[str, Any] = {f"{key}_before": place for key, place in kept.items()}
        return url_for("sources.source", source_id=source_id, **query)

    return tuple(
        TicketGroup(
            key=key,
            label=GROUPS[key][0],
            count=sum(counts.get(state, 0) for state in GROUPS[key][1]),
            lines=tuple(line(*one) for one in rows[:PAGE]),
            is_first=key not in before,
            first_href=href({one: place for one, place in before.items() if one != key}) + f"#{key}",
            next_href=href({**before, key: rows[PAGE - 1][0].id}) + f"#{key}" if len(rows) > PAGE else "",
        )
        for key, rows in found.items()
    )


def _part(said: list[Statement]) -> str:
    """What the source does on a claim."""
    if any(row.article_own for row in said):
        return "publishes it"
    if any(row.in_chain for row in said):
        return "stands in the chain"
    return ", ".join(dict.fromkeys(STANCES[row.stance.value] for row in said))


def retraction_lines(session: Session, source_id: int, members: Collection[int]) -> tuple[RetractionLine, ...]:
    """What was retracted of a source, newest first; three queries."""
    rows = retracted.retractions_of(session, members)
    counts = tickets.count_looks(session, [row.id for row in rows])
    names = accounts.names_by_id(session, {row.noted_by_id for row in rows if row.noted_by_id})

    def line(row: Retraction) -> RetractionLine:
        touched, waiting = counts.get(row.id, (0, 0))
        return RetractionLine(
            id=row.id,
            is_of_source=row.source_id is not None,
            retracted_on=row.retracted_on,
            reason=row.reason,
            url=row.url,
            who=names.get(row.noted_by_id or 0, "Somebody"),
            noted_at=row.noted_at,
            undone_at=row.undone_at,
            tickets=touched,
            waiting=waiting,
        )

    return tuple(line(row) for row in rows)
