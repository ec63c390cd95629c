"""Views of what the newsroom decides for itself."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from verifier.kernel.errors import RuleBroken
from verifier.newsroom import actions, queries
from verifier.newsroom.types import Newsroom
from verifier.outside import clock
from verifier.policy import Permission
from verifier.web.admin.door import door
from verifier.web.admin.forms import NewsroomForm
from verifier.web.door import person, reading, render, writing
from verifier.web.forms import version_of
from verifier.web.proving import Proof, proof_asked, prove
from verifier.web.refusing import status_of


@dataclass(frozen=True, slots=True)
class NewsroomPage:
    """The newsroom's settings."""

    form: NewsroomForm
    proof: Proof
    is_single: bool


def _page(form: NewsroomForm, status: int = 200) -> ResponseReturnValue:
    present = queries.current(reading())
    return render("admin/newsroom.html", NewsroomPage(form, proof_asked(), present.single_sign_off), status)


@door.page("/admin/newsroom", permission=Permission.NEWSROOM_DECIDE)
def newsroom() -> ResponseReturnValue:
    """The settings as they are."""
    present = queries.current(reading())
    return _page(NewsroomForm(formdata=None, obj=present, version=queries.version(reading())))


@door.form("/admin/newsroom", permission=Permission.NEWSROOM_DECIDE)
def decide() -> ResponseReturnValue:
    """Keep other settings."""
    form = NewsroomForm()
    if not form.validate():
        return _page(form, 422)
    wanted = Newsroom(
        form.name.data or "",
        bool(form.auto_publish.data),
        bool(form.single_sign_off.data),
        bool(form.requires_factor.data),
    )
    try:
        prove(form)
        with writing() as session:
            actions.decide(session, wanted, by=person(), now=clock.now(), version=version_of(form.version))
    except RuleBroken as error:
        form.refuse(error)
        return _page(form, status_of(error))
    flash("The settings are kept.", "good")
    return redirect(url_for("admin.newsroom"), 303)
