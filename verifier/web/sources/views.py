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
from verifier.sources.types import SourceFields, SourceFilter, SourceKind
from verifier.web.door import Door, as_key, person, reading, render, writing
from verifier.web.forms import version_of
from verifier.web.refusing import status_of
from verifier.web.sources.forms import KINDS, AliasForm, SourceForm
from verifier.web.sources.pages import DirectoryPage, directory_lines, source_page

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


def _page(
    source_id: int,
    status: int = 200,
    *,
    form: SourceForm | None = None,
    alias_form: AliasForm | None = None,
    written: SourceFields | None = None,
) -> ResponseReturnValue:
    row = queries.by_id(reading(), source_id)
    if form is not None and written is not None:
        form.version.data = str(row.version)  # what they send next, they send knowing the other version
    page = source_page(
        reading(),
        row,
        can_revise=may(person(), Permission.SOURCE_REVISE),
        form=form,
        alias_form=alias_form,
        written=written,
    )
    return render("sources/source.html", page, status)


@door.page("/sources/<int:source_id>", permission=Permission.SOURCE_READ)
def source(source_id: int) -> ResponseReturnValue:
    """One source and every claim on which it speaks."""
    return _page(source_id)


@door.form("/sources/<int:source_id>", permission=Permission.SOURCE_REVISE)
def revise(source_id: int) -> ResponseReturnValue:
    """Change what is known of a source; where somebody else was quicker, both versions are shown."""
    form = SourceForm()
    queries.by_id(reading(), source_id)
    if not form.validate():
        return _page(source_id, 422, form=form)
    written = form.fields()
    try:
        with writing() as session:
            row = queries.by_id(session, source_id)
            actions.revise(session, row, written, by=person(), now=clock.now(), version=version_of(form.version))
    except RuleBroken as error:
        form.refuse(error)
        stale = isinstance(error, Stale)
        return _page(source_id, status_of(error), form=form, written=written if stale else None)
    flash("The source is revised.", "good")
    return redirect(url_for("sources.source", source_id=source_id), 303)


@door.form("/sources/<int:source_id>/aliases", permission=Permission.SOURCE_REVISE)
def add_alias(source_id: int) -> ResponseReturnValue:
    """Note another name of a source."""
    form = AliasForm()
    queries.by_id(reading(), source_id)
    try:
        with writing() as session:
            row = queries.by_id(session, source_id)
            actions.add_alias(session, row, name=form.alias.data or "", by=person(), now=clock.now())
    except RuleBroken as error:
        form.refuse(error)
        return _page(source_id, status_of(error), alias_form=form)
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
