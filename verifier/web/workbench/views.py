"""Views of the workbench: the page, every action of the table of transitions, draft, wording and urgency."""

from flask import abort
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.policy import Permission
from verifier.tickets import actions as tickets
from verifier.tickets import rules
from verifier.tickets.models import Ticket
from verifier.verdicts import actions as verdicts
from verifier.web.door import Door, acting
from verifier.web.workbench.deeds import DEEDS
from verifier.web.workbench.doing import attempt
from verifier.web.workbench.forms import UrgencyForm, VerdictForm, WordingForm
from verifier.web.workbench.showing import show

door = Door("workbench", section="queue")


@door.page("/tickets/<int:ticket_id>", permission=Permission.TICKET_READ)
def ticket(ticket_id: int) -> ResponseReturnValue:
    """One ticket on one page."""
    return show(ticket_id)


@door.form("/tickets/<int:ticket_id>/<string:action>", permission=Permission.TICKET_WORK)
def act(ticket_id: int, action: str) -> ResponseReturnValue:
    """Do what the table of transitions allows."""
    deed = DEEDS.get(action)
    if deed is None:
        abort(404)
    form = deed.form(deed.place, sent=True)

    def doing(session: Session, row: Ticket) -> str:
        usual = rules.transition(deed.action, row.state).done
        return deed.carry_out(session, row, form, acting()) or usual

    return attempt(ticket_id, form, doing, before=lambda: deed.before(ticket_id, form), after=deed.after)


@door.form("/tickets/<int:ticket_id>/draft", permission=Permission.TICKET_WORK)
def draft(ticket_id: int) -> ResponseReturnValue:
    """Keep what is written of the verdict so far."""
    form = VerdictForm("verdict", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        verdicts.save_draft(session, row, form.fields(), acting=acting(), version=form.seen_version())
        return "The draft is saved."

    return attempt(ticket_id, form, doing, anchor="verdict-part")


@door.form("/tickets/<int:ticket_id>/wording", permission=Permission.TICKET_WORK)
def wording(ticket_id: int) -> ResponseReturnValue:
    """Say the claim in other words."""
    form = WordingForm("wording", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        claim = articles.claim_by_id(session, row.claim_id)
        words = form.wording.data or ""
        tickets.set_wording(session, row, claim, wording=words, acting=acting(), version=form.seen_version())
        return "The wording is changed."

    return attempt(ticket_id, form, doing)


@door.form("/tickets/<int:ticket_id>/urgency", permission=Permission.TICKET_WORK)
def urgency(ticket_id: int) -> ResponseReturnValue:
    """Say how urgent the ticket is and when it is due."""
    form = UrgencyForm("urgency", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        tickets.set_urgency(
            session,
            row,
            acting(),
            priority=form.chosen_priority(),
            due_at=form.due_at(),
            version=form.seen_version(),
        )
        return "Saved."

    return attempt(ticket_id, form, doing)
