"""Views of the attribution chain: add, accept, edit, reject and move hops."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.policy import Permission
from verifier.provenance import actions_hops as actions
from verifier.provenance import queries
from verifier.provenance.models import Statement
from verifier.tickets.models import Ticket
from verifier.web.door import acting
from verifier.web.workbench.doing import attempt, told_of_disguise
from verifier.web.workbench.forms import HopForm, MoveForm, TicketForm
from verifier.web.workbench.sharing import told_along
from verifier.web.workbench.views import door


def _to_hop(
    ticket_id: int,
    statement_id: int,
    form: TicketForm,
    verb: Callable[[Session, Ticket, Statement], None],
    done: str,
    *,
    anchor: str = "",
) -> ResponseReturnValue:
    def doing(session: Session, row: Ticket) -> str:
        verb(session, row, queries.statement_by_id(session, statement_id, row.claim_id))
        return done

    return attempt(ticket_id, form, doing, anchor=anchor or f"hop-{statement_id}")


@door.form("/tickets/<int:ticket_id>/hops", permission=Permission.TICKET_WORK)
def add_hop(ticket_id: int) -> ResponseReturnValue:
    """Put a hop into the chain, behind the statement named by ``after``; at its beginning where none is named."""
    form = HopForm("after", sent=True)
    form.stand_at(f"after-{form.after_id()}")

    def doing(session: Session, row: Ticket) -> str:
        claim = articles.claim_by_id(session, row.claim_id)
        after_id = form.after_id() or queries.own_statement_id(session, claim.id)
        fields = form.fields()
        seen = form.seen_version()
        actions.add_hop(session, row, claim, fields, after_id=after_id, acting=acting(), version=seen)
        return f"The hop is added.{told_of_disguise(fields.source)}"

    return attempt(ticket_id, form, doing, anchor="chain", adding=True)


@door.form("/tickets/<int:ticket_id>/hops/confirm-all", permission=Permission.TICKET_WORK)
def confirm_all(ticket_id: int) -> ResponseReturnValue:
    """Accept every hop that is still proposed."""
    form = TicketForm("confirm-all", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        count = actions.confirm_all(session, row, acting=acting(), version=form.seen_version())
        return "1 hop is accepted." if count == 1 else f"{count} hops are accepted."

    return attempt(ticket_id, form, doing, anchor="chain")


@door.form("/tickets/<int:ticket_id>/hops/<int:statement_id>/confirm", permission=Permission.TICKET_WORK)
def confirm_hop(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Accept a proposed hop."""
    form = TicketForm(f"confirm-{statement_id}", sent=True)

    def verb(session: Session, row: Ticket, statement: Statement) -> None:
        actions.confirm_hop(session, row, statement, acting=acting(), version=form.seen_version())

    return _to_hop(ticket_id, statement_id, form, verb, "The hop is accepted.")


@door.form("/tickets/<int:ticket_id>/hops/<int:statement_id>/edit", permission=Permission.TICKET_WORK)
def edit_hop(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Say otherwise who a hop is, or how it was taken; that also accepts it."""
    form = HopForm(f"hop-{statement_id}", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        version, statement = form.seen_version(), queries.statement_by_id(session, statement_id, row.claim_id)
        fields, along = form.fields(), bool(form.also.data)
        done = actions.revise_hop(session, row, statement, fields, acting=acting(), version=version, along=along)
        return told_along("The hop is changed and accepted.", done)

    return attempt(ticket_id, form, doing, anchor="chain")


@door.form("/tickets/<int:ticket_id>/hops/<int:statement_id>/reject", permission=Permission.TICKET_WORK)
def reject_hop(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Take a hop out of the chain; it can be put back."""
    form = TicketForm(f"reject-{statement_id}", sent=True)

    def verb(session: Session, row: Ticket, statement: Statement) -> None:
        actions.reject_hop(session, row, statement, acting=acting(), version=form.seen_version())

    done = "The hop is out of the chain. You can put it back."
    return _to_hop(ticket_id, statement_id, form, verb, done, anchor="chain")


@door.form("/tickets/<int:ticket_id>/hops/<int:statement_id>/move", permission=Permission.TICKET_WORK)
def move_hop(ticket_id: int, statement_id: int) -> ResponseReturnValue:
    """Move a hop one place inwards or outwards."""
    form = MoveForm(f"move-{statement_id}", sent=True)

    def verb(session: Session, row: Ticket, statement: Statement) -> None:
        actions.move_hop(session, row, statement, step=form.step(), acting=acting(), version=form.seen_version())

    return _to_hop(ticket_id, statement_id, form, verb, "The hop is moved.")
