"""What can be asked about reports and the statements that draw on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.kernel.errors import NotFound
from verifier.provenance.addresses import address_key
from verifier.provenance.models import Report, Statement
from verifier.provenance.types import Medium
from verifier.sources.models import Source
from verifier.sources.queries import standing_for
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState


@dataclass(frozen=True, slots=True)
class Known:
    """A report that is at the desk already, with the newest statement that draws on it and on how many claims it is."""

    report: Report
    source: Source
    statement: Statement
    claims: int


@dataclass(frozen=True, slots=True)
class Use:
    """One claim that a report serves."""

    statement: Statement
    ticket: Ticket
    wording: str


def by_id(session: Session, report_id: int) -> Report:
    """One report. Raises NotFound."""
    found = session.get(Report, report_id)
    if found is None:
        raise NotFound("There is no such report.")
    return found


def in_article(
    session: Session, article_id: int, source_id: int, *, medium: Medium | None = None, own: bool = False
) -> Report | None:
    """The report of this article's hops with this source and medium, or that of its own statements."""
    wanted = (
        select(Report)
        .join(Statement, Statement.report_id == Report.id)
        .join(Claim, Claim.id == Statement.claim_id)
        .where(Claim.article_id == article_id, Statement.source_id == source_id, Report.source_id == source_id)
        .where(Statement.article_own if own else Statement.in_chain)
    )
    if medium is not None:
        wanted = wanted.where(Statement.medium == medium)
    return session.scalars(wanted.order_by(Report.id).limit(1)).one_or_none()


def at_address(session: Session, url: str, source_id: int | None = None) -> Report | None:
    """The oldest report at this address, of this source if one is given; None for no address."""
    address = address_key(url)
    if not address:
        return None
    wanted = select(Report).where(Report.address == address).order_by(Report.id).limit(1)
    if source_id is not None:
        wanted = wanted.where(Report.source_id == source_id)
    return session.scalars(wanted).one_or_none()


def serves(session: Session, report_id: int, claim_id: int) -> bool:
    """Whether a claim draws on this report already."""
    wanted = select(Statement.id).where(
        Statement.report_id == report_id, Statement.claim_id == claim_id, Statement.removed_at.is_(None)
    )
    return session.scalar(wanted.limit(1)) is not None


def count_others(session: Session, report_id: int, statement_ids: Iterable[int]) -> int:
    """How many statements draw on a report besides these, those that were taken out too."""
    wanted = select(func.count()).where(Statement.report_id == report_id, Statement.id.not_in(list(statement_ids)))
    return session.scalar(wanted) or 0


def newest_statement(session: Session, report_id: int) -> Statement:
    """The newest statement of a report, which knows most of it. Raises NotFound for a report that nobody uses."""
    wanted = select(Statement).where(Statement.report_id == report_id)
    ordered = wanted.order_by(Statement.removed_at.is_not(None), Statement.id.desc()).limit(1)
    found = session.scalars(ordered).one_or_none()
    if found is None:
        raise NotFound("Nothing is known of this report any more.")
    return found


def offered(session: Session, *, article_id: int, claim_id: int, url: str = "", limit: int = 20) -> Sequence[Known]:
    """Reports that may serve this claim too, on most claims first: those of its article, and those at an address.

    Left out are the article's own, and those on which the claim draws already. One query.
    """
    live = Statement.removed_at.is_(None)
    here = select(Statement.report_id).where(Statement.claim_id == claim_id, live, Statement.report_id.is_not(None))
    of_article = (
        select(Statement.report_id)
        .join(Claim, Claim.id == Statement.claim_id)
        .where(Claim.article_id == article_id, live, Statement.article_own.is_(False))
    )
    asked: list[ColumnElement[bool]] = [Report.id.in_(of_article)]
    address = address_key(url)
    if address:
        asked = [Report.address == address]
    counted = (
        select(
            Statement.report_id,
            func.count(func.distinct(Statement.claim_id)).label("claims"),
            func.max(Statement.id).label("newest"),
        )
        .join(Report, Report.id == Statement.report_id)
        .where(live, or_(*asked), Statement.report_id.not_in(here))
        .group_by(Statement.report_id)
        .subquery()
    )
    wanted = (
        select(Report, Source, Statement, counted.c.claims)
        .join(counted, counted.c.report_id == Report.id)
        .join(Statement, Statement.id == counted.c.newest)
        .join(Source, Source.id == standing_for(Report.source_id))
        .order_by(counted.c.claims.desc(), Report.id)
        .limit(limit)
    )
    return [Known(*row) for row in session.execute(wanted)]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """So many other tickets that draw on a report are in this state and these hands."""

    state: TicketState
    holder_id: int | None
    tickets: int


def elsewhere(session: Session, report_ids: Iterable[int], *, but_claim_id: int) -> dict[int, list[Elsewhere]]:
    """Of each report: in which states and hands the other tickets are that draw on it. One query, however many."""
    wanted_ids = list(report_ids)
    found: dict[int, list[Elsewhere]] = {one: [] for one in wanted_ids}
    if wanted_ids:
        wanted = (
            select(Statement.report_id, Ticket.state, Ticket.assignee_id, func.count(func.distinct(Ticket.id)))
            .join(Ticket, Ticket.claim_id == Statement.claim_id)
            .where(
                Statement.report_id.in_(wanted_ids),
                Statement.removed_at.is_(None),
                Statement.article_own.is_(False),
                Statement.claim_id != but_claim_id,
            )
            .group_by(Statement.report_id, Ticket.state, Ticket.assignee_id)
            .order_by(Ticket.state)
        )
        for report_id, state, holder_id, count in session.execute(wanted):
            found[report_id or 0].append(Elsewhere(state, holder_id, count))
    return found


def other_uses(session: Session, report_id: int, claim_id: int) -> Sequence[Use]:
    """The statements on other claims that draw on a report, with their tickets, oldest first."""
    wanted = (
        select(Statement, Ticket, Claim.wording)
        .join(Ticket, Ticket.claim_id == Statement.claim_id)
        .join(Claim, Claim.id == Statement.claim_id)
        .where(
            Statement.report_id == report_id,
            Statement.removed_at.is_(None),
            Statement.claim_id != claim_id,
        )
        .order_by(Statement.id)
    )
    return [Use(*row) for row in session.execute(wanted)]


def uses(session: Session, report_id: int, *, after_id: int = 0, limit: int = 100) -> Sequence[Use]:
    """A page of the claims that a report serves, oldest first; ``after_id`` is the last statement shown."""
    wanted = (
        select(Statement, Ticket, Claim.wording)
        .join(Ticket, Ticket.claim_id == Statement.claim_id)
        .join(Claim, Claim.id == Statement.claim_id)
        .where(Statement.report_id == report_id, Statement.removed_at.is_(None), Statement.id > after_id)
        .order_by(Statement.id)
        .limit(limit)
    )
    return [Use(*row) for row in session.execute(wanted)]


def count_by_state(session: Session, report_id: int) -> dict[TicketState, int]:
    """How many tickets in each state draw on a report."""
    wanted = (
        select(Ticket.state, func.count(func.distinct(Ticket.id)))
        .join(Statement, Statement.claim_id == Ticket.claim_id)
        .where(Statement.report_id == report_id, Statement.removed_at.is_(None))
        .group_by(Ticket.state)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}
