"""Views of looking again: that a ticket stands, and that something it rests on was retracted."""

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.kernel.errors import RuleBroken
from verifier.policy import Permission
from verifier.provenance import actions_retracting as retracting
from verifier.provenance import queries
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets.models import Ticket
from verifier.web.door import acting
from verifier.web.workbench.doing import attempt
from verifier.web.workbench.forms import LookForm, RetractForm
from verifier.web.workbench.views import door


@door.form("/tickets/<int:ticket_id>/looks/<int:look_id>", permission=Permission.TICKET_WORK)
def look(ticket_id: int, look_id: int) -> ResponseReturnValue:
    """Say that one looked and that it stands."""
    form = LookForm(f"look-{look_id}", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        found = ticket_queries.look_by_id(session, look_id, row.id)
        tickets.look(session, row, found, acting(), words=form.words.data or "")
        return "Noted: it stands."

    return attempt(ticket_id, form, doing)


@door.form("/tickets/<int:ticket_id>/retractions", permission=Permission.TICKET_WORK)
def retract(ticket_id: int) -> ResponseReturnValue:
    """Note that a source retracted what it said on this claim. The verdict, signed or not, stays as it is."""
    form = RetractForm("retract", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        if not form.statement.data:
            raise RuleBroken("statement_missing", "Choose who took back what they said.", "statement")
        statement = queries.statement_by_id(session, form.statement.data, row.claim_id)
        retracting.retract(session, form.fields(), statement_id=statement.id, acting=acting())
        return "The retraction is noted. Look again whether this ticket stands."

    return attempt(ticket_id, form, doing)
