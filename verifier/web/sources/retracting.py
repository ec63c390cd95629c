"""Views of retractions: of a whole source, and taking any of them back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from verifier.kernel.errors import RuleBroken
from verifier.policy import Permission
from verifier.provenance import actions_retracting as retracting
from verifier.provenance import queries_retractions as retracted
from verifier.sources import queries
from verifier.web.account.views import onward
from verifier.web.door import acting, reading, writing
from verifier.web.refusing import status_of
from verifier.web.sources.forms import RetractionForm
from verifier.web.sources.pages import Asked
from verifier.web.sources.views import door, show


@door.form("/sources/<int:source_id>/retract", permission=Permission.SOURCE_REVISE)
def retract(source_id: int) -> ResponseReturnValue:
    """Mark a whole source as retracted: every ticket that rests on it is put before people."""
    form = RetractionForm()
    queries.by_id(reading(), source_id)
    if not form.validate():
        return show(source_id, Asked(retraction_form=form), 422)
    try:
        with writing() as session:
            row = queries.survivor_of(session, source_id)
            _, count = retracting.retract(session, form.fields(), source_id=row.id, acting=acting())
    except RuleBroken as error:
        form.refuse(error)
        return show(source_id, Asked(retraction_form=form), status_of(error))
    flash(f"Noted. {waiting_words(count)}", "good")
    return redirect(url_for("sources.source", source_id=row.id, _anchor="retractions"), 303)


def waiting_words(count: int) -> str:
    """How many tickets are put before people."""
    if not count:
        return "No ticket rests on it now."
    which = "1 ticket that rests on it has" if count == 1 else f"{count} tickets that rest on it have"
    return f"{which} to be looked at again."


@door.form("/retractions/<int:retraction_id>/undo", permission=Permission.SOURCE_REVISE)
def undo_retraction(retraction_id: int) -> ResponseReturnValue:
    """Take a retraction back: what nobody looked at yet need not be looked at any more."""
    with writing() as session:
        row = retracted.retraction_by_id(session, retraction_id)
        retracting.undo(session, row, acting=acting())
    flash("Undone. What people looked at meanwhile stays noted.", "good")
    return redirect(onward(request.form.get("next") or url_for("sources.directory")), 303)
