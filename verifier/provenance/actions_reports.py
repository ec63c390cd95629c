"""Verbs on reports: what one source published once is entered once, however many claims draw on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken, Stale
from verifier.provenance import queries_reports as queries
from verifier.provenance.actions_overlap import compare_with
from verifier.provenance.addresses import address_key
from verifier.provenance.models import Report, Statement
from verifier.provenance.noting import note
from verifier.provenance.types import Medium
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets.actions import edited
from verifier.tickets.models import Ticket
from verifier.tickets.rules import may_edit
from verifier.tickets.types import Acting, TicketState

LONGEST_TITLE = 200
FACTS = ("source_id", "naming", "access", "medium", "ground_rules", "url", "said_on", "capture_id")
"""What statements of one report may have in common. Stance, words and notes belong to the claim."""

Filed = dict[tuple[int, Medium | None], Report]
"""The reports of one article while it is taken in: by source and medium, None for the article's own."""


@dataclass(frozen=True, slots=True)
class Along:
    """The tickets on which a change was made too, and those that were left as they are, with their state."""

    changed: tuple[int, ...] = ()
    left: tuple[tuple[int, TicketState], ...] = ()


def _state(report: Report, source: Source) -> dict[str, Any]:
    hidden = source.protected
    return {
        "source": report.source_id,
        "title": None if hidden else report.title,
        "url": None if hidden else report.url,
    }


def _record(session: Session, report: Report, action: str, acting: Acting) -> None:
    state = _state(report, session.get_one(Source, report.source_id))
    subject = Subject("report", report.id, report.version, state)
    record(session, action=action, subject=subject, actor_id=acting.person.id if acting.person else None, now=acting.at)


def _make(session: Session, source_id: int, acting: Acting, *, title: str = "", url: str = "") -> Report:
    report = Report(
        source_id=source_id,
        title=" ".join(title.split())[:LONGEST_TITLE],
        url=url.strip(),
        address=address_key(url),
        created_at=acting.at,
        created_by_id=acting.person.id if acting.person else None,
    )
    session.add(report)
    session.flush()
    _record(session, report, "report:add", acting)
    return report


def file_own(
    session: Session, source_id: int, acting: Acting, *, article_id: int, title: str, url: str, filed: Filed | None
) -> Report:
    """The report that an article's own statements are: the one of its other claims, or at its address, or a new one.

    ``filed`` remembers reports while a whole article is taken in, so that nothing has to be looked up for each claim.
    """
    key = (source_id, None)
    if filed is not None and key in filed:
        return filed[key]
    found = queries.in_article(session, article_id, source_id, own=True) if filed is None else None
    report = found or queries.at_address(session, url, source_id)
    report = report or _make(session, source_id, acting, title=title, url=url)
    if filed is not None:
        filed[key] = report
    return report


def file_hop(
    session: Session,
    source_id: int,
    acting: Acting,
    *,
    article_id: int,
    medium: Medium,
    title: str = "",
    filed: Filed | None = None,
) -> Report:
    """The report on which the hops of one article with this source draw; one for each medium."""
    key = (source_id, medium)
    if filed is not None and key in filed:
        return filed[key]
    found = queries.in_article(session, article_id, source_id, medium=medium) if filed is None else None
    report = found or _make(session, source_id, acting, title=title)
    if filed is not None:
        filed[key] = report
    return report


def file_source(session: Session, source_id: int, acting: Acting, *, url: str, separate: bool) -> Report:
    """The report of a source beside a chain: the one at its address, or a new one; always that if ``separate``."""
    known = None if separate else queries.at_address(session, url, source_id)
    return known or _make(session, source_id, acting, url=url)


def check_known(session: Session, source: str, found_source_id: int | None, url: str) -> None:
    """Raise RuleBroken("report_known") where a report of another source is known at this address.

    ``source`` is the name a person wrote, ``found_source_id`` the source of the directory that bears it.
    """
    known = queries.at_address(session, url)
    if known is None or (found_source_id is not None and queries.at_address(session, url, found_source_id)):
        return
    what = "as another source’s report" if source.strip() else "at the desk"
    raise RuleBroken(
        "report_known", f"This address is known {what}. Use that report again, or keep yours as another one.", "url"
    )


def facts_of(report_id: int, like: Statement) -> dict[str, Any]:
    """What a new statement that draws on this report takes from the one that knows most of it."""
    return {"report_id": report_id, **{name: getattr(like, name) for name in FACTS if name != "source_id"}}


def rename(session: Session, report: Report, *, title: str, acting: Acting, version: int | None) -> None:
    """Give a report a title for the desk. Raises RuleBroken for one that is too long, Stale."""
    if version is not None and version != report.version:
        raise Stale
    words = " ".join(title.split())
    if len(words) > LONGEST_TITLE or "\x00" in words:
        raise RuleBroken("title_long", f"Write at most {LONGEST_TITLE} printable characters.", "title")
    report.title = words
    session.flush()
    _record(session, report, "report:rename", acting)


def change_along(
    session: Session, statement: Statement, changed: dict[str, Any], *, from_ticket: Ticket, acting: Acting
) -> tuple[Along, list[Statement]]:
    """Make the same change of facts to the report's statements on other tickets, where this person may edit them now.

    What is signed, in review or in other hands is left as it is. Returns the statements changed too.
    """
    if statement.report_id is None or not changed:
        return Along(), []
    done: list[int] = []
    left: list[tuple[int, TicketState]] = []
    statements: list[Statement] = []
    for use in queries.other_uses(session, statement.report_id, statement.claim_id):
        if use.statement.article_own:
            continue  # what its publisher printed is not changed from elsewhere
        if not may_edit(acting.person, tickets.standpoint(session, use.ticket)):
            left.append((use.ticket.id, use.ticket.state))
            continue
        edited(session, use.ticket, acting, version=None)
        for name, value in changed.items():
            setattr(use.statement, name, value)
        session.flush()
        note(session, use.ticket, "statement:revise", acting, use.statement, along=from_ticket.id)
        if "capture_id" in changed:
            compare_with(session, use.ticket, use.statement, acting)
        statements.append(use.statement)
        done.append(use.ticket.id)
    return Along(tuple(dict.fromkeys(done)), tuple(dict.fromkeys(left))), statements


def refile(session: Session, statements: Sequence[Statement], acting: Acting) -> None:
    """After a revision: the report to which these statements, all of one report before, belong now.

    A statement put down to another source, or to another address, leaves a report that serves others as it was.
    """
    first = statements[0]
    report = session.get(Report, first.report_id) if first.report_id is not None else None
    moved_to = address_key(first.url)
    if report is not None and report.source_id == first.source_id and moved_to in {"", report.address}:
        return
    known = queries.at_address(session, first.url, first.source_id)
    if known is None and report is not None and _may_follow(session, report, statements):
        _revise(session, report, first, acting)
    else:
        file = known or _make(session, first.source_id, acting, url=first.url)
        _put(statements, file)
    session.flush()


def _may_follow(session: Session, report: Report, statements: Sequence[Statement]) -> bool:
    """Whether the report itself is what was revised: nothing else draws on it, or it only gets its first address."""
    if report.source_id == statements[0].source_id and not report.address:
        return True
    return not queries.count_others(session, report.id, [one.id for one in statements])


def _revise(session: Session, report: Report, like: Statement, acting: Acting) -> None:
    report.source_id, report.url, report.address = like.source_id, like.url, address_key(like.url)
    session.flush()
    _record(session, report, "report:revise", acting)


def _put(statements: Iterable[Statement], report: Report) -> None:
    for one in statements:
        one.report_id = report.id
