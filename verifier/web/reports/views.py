"""Views of a report: what is known of it, and every claim that draws on it."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField

from verifier.kernel.errors import RuleBroken
from verifier.policy import Permission, may
from verifier.provenance import actions_reports as actions
from verifier.provenance import queries_reports as queries
from verifier.provenance.actions_reports import FACTS
from verifier.provenance.models import Report, Statement
from verifier.sources import queries as sources
from verifier.web.door import Door, acting, as_key, person, reading, render, writing
from verifier.web.forms import DeskForm, version_of
from verifier.web.refusing import status_of
from verifier.web.workbench.tracing import facts_of, naming_of

door = Door("reports", section="sources")

PAGE = 100


class TitleForm(DeskForm):
    """How the desk calls a report."""

    title = StringField("Title")
    version = HiddenField()


@dataclass(frozen=True, slots=True)
class UseLine:
    """One claim that draws on the report. ``differs``: its facts are not those that stand on top of the page."""

    ticket_id: int
    wording: str
    state: str
    stance: str
    part: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report. ``states``: each state of a ticket that draws on it, and how many are in it."""

    id: int
    title: str
    source_id: int
    who: str
    naming: str
    kind: str
    facts: tuple[str, ...]
    url: str
    capture_id: int | None
    states: tuple[tuple[str, int], ...]
    claims: int
    lines: tuple[UseLine, ...]
    is_first: bool
    next_href: str
    form: FlaskForm | None


@door.page("/reports/<int:report_id>", permission=Permission.TICKET_READ)
def report(report_id: int) -> ResponseReturnValue:
    """One report with the claims it serves."""
    return render("reports/report.html", _page(reading(), queries.by_id(reading(), report_id)))


@door.form("/reports/<int:report_id>", permission=Permission.TICKET_WORK)
def rename(report_id: int) -> ResponseReturnValue:
    """Give a report another title."""
    form = TitleForm()
    try:
        with writing() as session:
            row = queries.by_id(session, report_id)
            title = form.title.data or ""
            actions.rename(session, row, title=title, acting=acting(), version=version_of(form.version))
    except RuleBroken as error:
        form.refuse(error)
        row = queries.by_id(reading(), report_id)
        return render("reports/report.html", _page(reading(), row, form), status_of(error))
    flash("The title is changed.", "good")
    return redirect(url_for("reports.report", report_id=report_id), 303)


def _page(session: Session, row: Report, form: TitleForm | None = None) -> ReportPage:
    like = queries.newest_statement(session, row.id)
    source = sources.survivor_of(session, row.source_id)
    after_id = request.args.get("after", default=0, type=as_key)
    uses = queries.uses(session, row.id, after_id=after_id, limit=PAGE + 1)
    shown = uses[:PAGE]
    counts = queries.count_by_state(session, row.id)
    hidden, me = source.protected, person()
    if form is None:
        form = TitleForm(formdata=None, title=row.title)
    form.version.data = str(row.version)
    return ReportPage(
        id=row.id,
        title="" if hidden else row.title,
        source_id=source.id,
        who="" if hidden else source.name,
        naming=naming_of(like, source),
        kind=source.kind.value,
        facts=facts_of(like),
        url="" if hidden else row.url,
        capture_id=like.capture_id if may(me, Permission.EVIDENCE_READ) else None,
        states=tuple((state.value, count) for state, count in counts.items()),
        claims=sum(counts.values()),
        lines=tuple(_line(use, like) for use in shown),
        is_first=not after_id,
        next_href=url_for("reports.report", report_id=row.id, after=shown[-1].statement.id) if len(uses) > PAGE else "",
        form=form if may(me, Permission.TICKET_WORK) and not hidden else None,
    )


def _line(use: queries.Use, like: Statement) -> UseLine:
    row = use.statement
    part = "the article itself" if row.article_own else "in the chain" if row.in_chain else ""
    return UseLine(
        ticket_id=use.ticket.id,
        wording=use.wording,
        state=use.ticket.state.value,
        stance=row.stance.value,
        part=part,
        differs=any(getattr(row, name) != getattr(like, name) for name in FACTS),
    )
