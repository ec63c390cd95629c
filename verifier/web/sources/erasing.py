"""Views for erasing the name of a protected source."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission
from verifier.sources import actions_erasing, queries
from verifier.web.door import close_reading, database, person, reading, render, writing
from verifier.web.proving import Proof, ProvingForm, proof_asked, prove
from verifier.web.refusing import status_of
from verifier.web.sources.views import door


class EraseForm(ProvingForm):
    """Is it meant?"""

    written = StringField("Confirmation")


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What is about to be erased."""

    id: int
    name: str
    confirmation: str
    is_protected: bool
    is_erased: bool
    proof: Proof
    form: EraseForm


def _page(source_id: int, form: EraseForm, status: int = 200) -> ResponseReturnValue:
    row = queries.survivor_of(reading(), source_id)
    page = ErasePage(
        id=row.id,
        name=row.name,
        confirmation=actions_erasing.confirmation(row),
        is_protected=row.protected,
        is_erased=row.salt is None,
        proof=proof_asked(),
        form=form,
    )
    return render("sources/erase.html", page, status)


@door.page("/sources/<int:source_id>/erase", permission=Permission.SOURCE_ERASE)
def erase_page(source_id: int) -> ResponseReturnValue:
    """Say what erasing a name means before it is done."""
    return _page(source_id, EraseForm(formdata=None))


@door.form("/sources/<int:source_id>/erase", permission=Permission.SOURCE_ERASE)
def erase(source_id: int) -> ResponseReturnValue:
    """Erase a protected source's name for good, and its bytes from the files of the database."""
    form = EraseForm()
    queries.by_id(reading(), source_id)
    try:
        prove(form)
        with writing() as session:
            row = queries.survivor_of(session, source_id)
            actions_erasing.erase(session, row, written=form.written.data or "", by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _page(source_id, form, status_of(error))
    close_reading()
    if database().scrub(actions_erasing.TABLES):
        flash("The name is erased for good. Backups made before still hold it.", "good")
    else:
        flash("The name is erased. Its bytes leave the files once `scrub` is run: somebody was reading.", "warn")
    return redirect(url_for("sources.source", source_id=source_id), 303)
