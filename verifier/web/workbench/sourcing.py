"""Views of the sources beside the chain: add, edit, remove, put back."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.policy import Permission
from verifier.provenance import actions, actions_grading, queries
from verifier.provenance import queries_reports as reports
from verifier.tickets import queries as tickets
from verifier.tickets import rules
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting
from verifier.web.door import acting, person, reading, writing
from verifier.web.workbench.doing import attempt, told_of_disguise
from verifier.web.workbench.forms import AgainForm, GradeForm, StatementForm, TicketForm
from verifier.web.workbench.originals import Original, bring_original, keep_original, kept_earlier
from verifier.web.workbench.sharing import told_along
from verifier.web.workbench.views import door


class Bringing:
    """The original that comes with a form. A refusal keeps it, so that no file has to be chosen twice."""

    def __init__(self, ticket_id: int, form: StatementForm) -> None:
        self.ticket_id = ticket_id
        self.form = form
        self.original: Original | None = None
        self.earlier_id: int | None = None

    def bring(self) -> None:
        """Fetch or read it, outside any transaction and only for somebody who may edit. Raises RuleBroken."""
        session = reading()
        standpoint = tickets.standpoint(session, tickets.by_id(session, self.ticket_id))
        rules.check_may_edit(person(), standpoint)
        self.earlier_id = kept_earlier(self.form, person().id)
        self.original = bring_original(self.form, self.earlier_id)

    def keep(self, session: Session, who: Acting) -> int | None:
        """Note it in this transaction; the id of its capture, None if there is none."""
        return keep_original(session, self.original, who) if self.original else self.earlier_id

    def rescue(self) -> None:
        """Note it in a transaction of its own, because the one it belonged to was refused."""
        if self.original is not None:
            with writing() as session:
                self.form.capture.data = str(keep_original(session, self.original, acting()))


@door.form("/tickets/<int:ticket_id>/statements", permission=Permission.TICKET_WORK)
def add_source(ticket_id: int) -> ResponseReturnValue:
    """Add a source that supports, refutes or explains the claim."""
    form = StatementForm("add-source", sent=True)
    bringing = Bringing(ticket_id, form)

    def doing(session: Session, row: Ticket) -> str:
        who, claim = acting(), articles.claim_by_id(session, row.claim_id)
        fields, capture_id = form.fields(), bringing.keep(session, who)
        separate = bool(form.separate.data)
        row_added = actions.add_statement(
            session,
            row,
            claim,
            fields,
            capture_id=capture_id,
            acting=who,
            version=form.seen_version(),
            separate=separate,
        )
        others = reports.count_others(session, row_added.report_id or 0, [row_added.id])
        done = "The source is added." if not others else "The source is added, as a report that is known already."
        return done + told_of_disguise(fields.source)

    return attempt(ticket_id, form, doing, before=bringing.bring, rescue=bringing.rescue, anchor="sources", adding=True)


@door.form("/tickets/<int:ticket_id>/statements/<int:statement_id>/edit", permission=Permission.TICKET_WORK)
def edit_source(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Change what is known of a source."""
    form = StatementForm(f"source-{statement_id}", sent=True)
    bringing = Bringing(ticket_id, form)

    def doing(session: Session, row: Ticket) -> str:
        who, version = acting(), form.seen_version()
        statement = queries.statement_by_id(session, statement_id, row.claim_id)
        fields, capture_id = form.fields(), bringing.keep(session, who)
        along = actions.revise_statement(
            session,
            row,
            statement,
            fields,
            capture_id=capture_id,
            acting=who,
            version=version,
            along=bool(form.also.data),
        )
        return told_along("The source is changed.", along) + told_of_disguise(fields.source)

    anchor = f"source-{statement_id}"
    return attempt(ticket_id, form, doing, before=bringing.bring, rescue=bringing.rescue, anchor=anchor)


@door.form("/tickets/<int:ticket_id>/reports/<int:report_id>/use", permission=Permission.TICKET_WORK)
def use_report(ticket_id: int, report_id: int) -> ResponseReturnValue:
    """Use a report again that is at the desk already; its words on this claim are then to be checked."""
    form = AgainForm("use-again", sent=True)
    added: list[int] = []

    def doing(session: Session, row: Ticket) -> str:
        claim, report = articles.claim_by_id(session, row.claim_id), reports.by_id(session, report_id)
        statement = actions.use_again(
            session, row, claim, report, stance=form.chosen_stance(), acting=acting(), version=form.seen_version()
        )
        added.append(statement.id)
        return "The source is added, with all that is known of it. Check the words it uses on this claim."

    answer = attempt(ticket_id, form, doing, anchor="sources")
    if not added:
        return answer
    anchor = f"source-{added[0]}"
    return redirect(url_for("workbench.ticket", ticket_id=ticket_id, check=added[0], _anchor=anchor), 303)


@door.form("/tickets/<int:ticket_id>/statements/<int:statement_id>/remove", permission=Permission.TICKET_WORK)
def remove_source(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Take a source out; it can be put back."""
    form = TicketForm(f"remove-{statement_id}", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        statement = queries.statement_by_id(session, statement_id, row.claim_id)
        actions.remove_statement(session, row, statement, acting=acting(), version=form.seen_version())
        return "The source is removed. You can put it back."

    return attempt(ticket_id, form, doing, anchor="sources")


@door.form("/tickets/<int:ticket_id>/statements/<int:statement_id>/put-back", permission=Permission.TICKET_WORK)
def put_back(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Put a removed source or hop back."""
    form = TicketForm(f"put-back-{statement_id}", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        statement = queries.statement_by_id(session, statement_id, row.claim_id)
        actions.put_back(session, row, statement, acting=acting(), version=form.seen_version())
        return "It is back in its place."

    return attempt(ticket_id, form, doing)


@door.form("/tickets/<int:ticket_id>/statements/<int:statement_id>/grade", permission=Permission.TICKET_WORK)
def grade(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Grade a source or a hop: how far it can be relied on in this matter, and how credible what it says is."""
    form = GradeForm(f"grade-{statement_id}", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        who, version = acting(), form.seen_version()
        statement = queries.statement_by_id(session, statement_id, row.claim_id)
        actions_grading.grade(session, row, statement, form.fields(), acting=who, version=version)
        return "The grade is kept."

    return attempt(ticket_id, form, doing, anchor=f"graded-{statement_id}")
