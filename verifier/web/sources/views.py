"""Views of the directory of sources."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from verifier.articles import actions as article_actions
from verifier.articles import queries as articles
from verifier.kernel.errors import RuleBroken, Stale
from verifier.kernel.searching import one_line
from verifier.outside import clock
from verifier.policy import Permission, may
from verifier.sources import actions, queries
from verifier.sources.models import Source
from verifier.sources.types import SourceFilter, SourceKind
from verifier.web.door import Door, as_key, person, reading, render, writing
from verifier.web.forms import version_of
from verifier.web.refusing import status_of
from verifier.web.sources.forms import KINDS, AliasForm, SourceForm
from verifier.web.sources.pages import Asked, DirectoryPage, directory_lines, source_page
from verifier.web.sources.parts import GROUPS

door = Door("sources", section="sources")

PAGE = 50
PROTECTED = "protected"


def asked_filter() -> SourceFilter:
    """What the address asks for; what it asks for oddly is left out."""
    kind = request.args.get("kind", "")
    return SourceFilter(
        kind=SourceKind(kind) if kind in KINDS else None,
        only_protected=kind == PROTECTED,
        prefix=one_line(request.args.get("name", ""), 200),
    )


@door.page("/sources", permission=Permission.SOURCE_READ)
def directory() -> ResponseReturnValue:
    """Who can speak, by name."""
    session, asked = reading(), asked_filter()
    after = request.args.get("after", type=as_key)
    rows = queries.by_name_order(session, asked, after_id=after, limit=PAGE + 1)
    shown = rows[:PAGE]
    kind = PROTECTED if asked.only_protected else asked.kind.value if asked.kind else ""
    kept: dict[str, Any] = {name: value for name, value in (("kind", kind), ("name", asked.prefix)) if value}
    page = DirectoryPage(
        lines=directory_lines(session, shown),
        kinds=(*KINDS.items(), (PROTECTED, "Protected")),
        kind=kind,
        name=asked.prefix,
        is_filtered=bool(kept),
        is_first=after is None,
        next_href=url_for("sources.directory", **kept, after=shown[-1].id) if len(rows) > PAGE else "",
        first_href=url_for("sources.directory", **kept),
    )
    return render("sources/directory.html", page)


def show(source_id: int, asked: Asked | None = None, status: int = 200) -> ResponseReturnValue:
    """The page of a source, also around a form that was refused; where it was merged, of the one that stands for it."""
    return _show(queries.survivor_of(reading(), source_id), asked or Asked(), status)


def _show(row: Source, given: Asked, status: int = 200) -> ResponseReturnValue:
    if given.form is not None and given.written is not None:
        given.form.version.data = str(row.version)  # what they send next, they send knowing the other version
    page = source_page(reading(), row, given, can_revise=may(person(), Permission.SOURCE_REVISE))
    return render("sources/source.html", page, status)


@door.page("/sources/<int:source_id>", permission=Permission.SOURCE_READ)
def source(source_id: int) -> ResponseReturnValue:
    """One source and every ticket that rests on it; one that was merged leads to the one that stands for it."""
    row = queries.survivor_of(reading(), source_id)
    if row.id != source_id:
        return redirect(url_for("sources.source", source_id=row.id, merged=source_id), 303)
    given = {key: request.args.get(f"{key}_before", type=as_key) for key in GROUPS}
    before = {key: place for key, place in given.items() if place is not None}
    return _show(row, Asked(came_from=request.args.get("merged", type=as_key), before=before))


@door.form("/sources/<int:source_id>", permission=Permission.SOURCE_REVISE)
def revise(source_id: int) -> ResponseReturnValue:
    """Change what is known of a source; where somebody else was quicker, both versions are shown."""
    form = SourceForm()
    queries.by_id(reading(), source_id)
    if not form.validate():
        return show(source_id, Asked(form=form), 422)
    written = form.fields()
    try:
        with writing() as session:
            row = queries.survivor_of(session, source_id)
            actions.revise(session, row, written, by=person(), now=clock.now(), version=version_of(form.version))
    except RuleBroken as error:
        form.refuse(error)
        stale = isinstance(error, Stale)
        return show(source_id, Asked(form=form, written=written if stale else None), status_of(error))
    flash("The source is revised.", "good")
    return redirect(url_for("sources.source", source_id=source_id), 303)


@door.form("/sources/<int:source_id>/aliases", permission=Permission.SOURCE_REVISE)
def add_alias(source_id: int) -> ResponseReturnValue:
    """Note another name of a source."""
    form = AliasForm()
    queries.by_id(reading(), source_id)
    try:
        with writing() as session:
            row = queries.survivor_of(session, source_id)
            actions.add_alias(session, row, name=form.alias.data or "", by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return show(source_id, Asked(alias_form=form), status_of(error))
    flash("The other name is noted.", "good")
    return redirect(url_for("sources.source", source_id=source_id), 303)


@door.form("/sources/<int:source_id>/aliases/<int:alias_id>/remove", permission=Permission.SOURCE_REVISE)
def remove_alias(source_id: int, alias_id: int) -> ResponseReturnValue:
    """Take another name away from a source."""
    with writing() as session:
        row = queries.by_id(session, source_id)
        alias = queries.alias_by_id(session, alias_id, source_id)
        actions.remove_alias(session, row, alias, by=person(), now=clock.now())
    flash("The other name is removed.", "good")
    return redirect(url_for("sources.source", source_id=source_id), 303)


@door.form("/sources/<int:source_id>/disclaimers/<int:learned_id>/forget", permission=Permission.SOURCE_REVISE)
def forget_disclaimer(source_id: int, learned_id: int) -> ResponseReturnValue:
    """No longer look for a disclaimer in this publisher's next articles."""
    with writing() as session:
        row = articles.learned_by_id(session, learned_id, source_id)
        article_actions.forget(session, row, by=person(), now=clock.now())
    flash("The disclaimer is forgotten. You can take that back below.", "good")
    return redirect(url_for("sources.source", source_id=source_id, _anchor="disclaimers"), 303)


@door.form("/sources/<int:source_id>/disclaimers/<int:learned_id>/learn", permission=Permission.SOURCE_REVISE)
def learn_disclaimer(source_id: int, learned_id: int) -> ResponseReturnValue:
    """Look for a forgotten disclaimer again."""
    with writing() as session:
        row = articles.learned_by_id(session, learned_id, source_id)
        article_actions.learn_again(session, row, by=person(), now=clock.now())
    flash("The disclaimer is looked for again.", "good")
    return redirect(url_for("sources.source", source_id=source_id, _anchor="disclaimers"), 303)
