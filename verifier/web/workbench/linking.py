"""Views of the hops beside the chain: which statement on the ticket was taken from which."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.policy import Permission
from verifier.provenance import actions_links as actions
from verifier.provenance import queries
from verifier.provenance.models import Derivation
from verifier.tickets.models import Ticket
from verifier.web.door import acting
from verifier.web.workbench.doing import attempt
from verifier.web.workbench.forms import TicketForm
from verifier.web.workbench.link_form import LinkForm
from verifier.web.workbench.views import door


@door.form("/tickets/<int:ticket_id>/links", permission=Permission.TICKET_WORK)
def add_link(ticket_id: int) -> ResponseReturnValue:
    """Note who took it from whom."""
    form = LinkForm("link", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        who, version = acting(), form.seen_version()
        claim = articles.claim_by_id(session, row.claim_id)
        taker = queries.statement_by_id(session, form.taker_id(), claim.id)
        if form.is_somebody_new():
            actions.trace_to(session, row, claim, taker, form.new_source(), acting=who, version=version)
        elif form.is_from_nobody_knows_whom():
            actions.add_unknown(session, row, claim, taker, cue=form.cue.data or "", acting=who, version=version)
        else:
            giver = queries.statement_by_id(session, form.upstream_id(), claim.id)
            actions.add_link(session, row, taker, giver, form.fields(), acting=who, version=version)
        return "It is noted and drawn."

    return attempt(ticket_id, form, doing, anchor=f"at-s{form.downstream_id()}", adding=True)


def _to_link(
    ticket_id: int, link_id: int, form: TicketForm, verb: Callable[[Session, Ticket, Derivation], None], done: str
) -> ResponseReturnValue:
    def doing(session: Session, row: Ticket) -> str:
        verb(session, row, queries.derivation_by_id(session, link_id, row.claim_id))
        return done

    return attempt(ticket_id, form, doing, anchor="picture")


@door.form("/tickets/<int:ticket_id>/links/<int:link_id>/confirm", permission=Permission.TICKET_WORK)
def confirm_link(ticket_id: int, link_id: int) -> ResponseReturnValue:
    """Accept that one source has it from the other."""
    form = TicketForm(f"confirm-link-{link_id}", sent=True)

    def verb(session: Session, row: Ticket, hop: Derivation) -> None:
        actions.confirm_link(session, row, hop, acting=acting(), version=form.seen_version())

    return _to_link(ticket_id, link_id, form, verb, "It is accepted.")


@door.form("/tickets/<int:ticket_id>/links/<int:link_id>/edit", permission=Permission.TICKET_WORK)
def edit_link(ticket_id: int, link_id: int) -> ResponseReturnValue:
    """Say otherwise how one source has it from the other; that also accepts it."""
    form = LinkForm("link", sent=True)

    def verb(session: Session, row: Ticket, hop: Derivation) -> None:
        actions.revise_link(session, row, hop, form.fields(), acting=acting(), version=form.seen_version())

    return _to_link(ticket_id, link_id, form, verb, "It is changed and accepted.")


@door.form("/tickets/<int:ticket_id>/links/<int:link_id>/reject", permission=Permission.TICKET_WORK)
def reject_link(ticket_id: int, link_id: int) -> ResponseReturnValue:
    """Say that one source does not have it from the other."""
    form = TicketForm(f"reject-link-{link_id}", sent=True)

    def verb(session: Session, row: Ticket, hop: Derivation) -> None:
        actions.reject_link(session, row, hop, acting=acting(), version=form.seen_version())

    return _to_link(ticket_id, link_id, form, verb, "It is rejected. You can note it again.")
