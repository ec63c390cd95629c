"""How a form of the workbench is carried out: one transaction, and every refusal shows again what was typed."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.kernel.errors import RuleBroken, Stale
from verifier.sources.likeness import disguise
from verifier.tickets import queries
from verifier.tickets.models import Ticket
from verifier.web.account.views import onward
from verifier.web.door import writing
from verifier.web.refusing import STATUS
from verifier.web.workbench.forms import TicketForm
from verifier.web.workbench.showing import show, show_both, show_newer

Doing = Callable[[Session, Ticket], str]


def nothing() -> None:
    """What most forms need before their transaction, and after one that was refused."""


def told_of_disguise(name: str) -> str:
    """A sentence more where a name reads otherwise than it looks. It does not hold the name: a cookie carries it."""
    found = disguise(name)
    return f" Look closely at the name you gave: {found}." if found else ""


def attempt(
    ticket_id: int,
    form: TicketForm,
    doing: Doing,
    *,
    before: Callable[[], None] = nothing,
    rescue: Callable[[], None] = nothing,
    after: Callable[[], None] = nothing,
    anchor: str = "",
    adding: bool = False,
) -> ResponseReturnValue:
    """Carry out what the form asks for; then lead on to ``anchor`` of the page.

    ``before`` runs outside the transaction, ``rescue`` after one that was refused, ``after`` after one that is kept;
    ``doing`` returns the words that are told when it is done. A form for ``adding`` has nothing stored to be laid
    beside it: where the ticket is newer, it stands on the page again as it was typed.
    """
    if not form.validate():
        return show(ticket_id, refused=form, status=422)
    try:
        before()
        with writing() as session:
            done = doing(session, queries.by_id(session, ticket_id))
    except Stale:
        rescue()
        return show_newer(ticket_id, form) if adding else show_both(ticket_id, form)
    except RuleBroken as error:
        rescue()
        form.refuse(error)
        return show(ticket_id, refused=form, status=STATUS.get(error.code, 422))
    after()
    flash(done, "good")
    wanted = request.form.get("next")
    here = url_for("workbench.ticket", ticket_id=ticket_id, _anchor=anchor or None)
    return redirect(onward(wanted) if wanted else here, 303)
