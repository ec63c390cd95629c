"""Views of two near-identical articles: side by side, and proposing on the tickets of one that it copied the other."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from verifier.articles import queries as articles
from verifier.articles.models import Article
from verifier.kernel.errors import NotFound
from verifier.policy import Permission, may
from verifier.provenance import actions_alike as actions
from verifier.provenance import queries_overlap as looking
from verifier.provenance.overlap import count_words, overlap
from verifier.provenance.passages import Piece, side_by_side
from verifier.sources import queries as sources
from verifier.web.door import Door, acting, person, reading, render, writing
from verifier.web.overlap.pages import AlikePage, TextSide
from verifier.web.times import apart
from verifier.web.workbench.sharing import links_to

door = Door("alike", section="articles")


@door.page("/articles/<int:article_id>/alike/<int:other_id>", permission=Permission.ARTICLE_READ)
def pair(article_id: int, other_id: int) -> ResponseReturnValue:
    """Two articles side by side."""
    session = reading()
    first, second = articles.by_id(session, article_id), articles.by_id(session, other_id)
    known = looking.likeness(session, article_id, other_id)
    if known is None:
        raise NotFound("These two articles are not known to be alike.")
    common = overlap(first.text, second.text)
    laid = side_by_side(first.text, second.text, common.passages)
    names = sources.by_ids(session, {first.publisher_id, second.publisher_id})
    page = AlikePage(
        first_id=first.id,
        second_id=second.id,
        first=_side(first, names[first.publisher_id].name, laid.first),
        second=_side(second, names[second.publisher_id].name, laid.second),
        apart=apart(first.published_on, second.published_on),
        percent=round(100 * known.share),
        count=laid.count,
        unmarked=laid.unmarked,
        dismissed=known.dismissed,
        can_work=may(person(), Permission.TICKET_WORK),
    )
    return render("overlap/articles.html", page)


def _side(row: Article, publisher: str, pieces: tuple[Piece, ...]) -> TextSide:
    return TextSide(
        who=publisher,
        what=row.title,
        href=url_for("articles.article", article_id=row.id),
        words=count_words(row.text),
        characters=len(row.text),
        lang=row.language,
        pieces=pieces,
    )


@door.form("/articles/<int:article_id>/alike/<int:other_id>/propose", permission=Permission.TICKET_WORK)
def propose(article_id: int, other_id: int) -> ResponseReturnValue:
    """Propose on this article's tickets that it republished the other one."""
    with writing() as session:
        first, second = articles.by_id(session, article_id), articles.by_id(session, other_id)
        done = actions.propose_copy(session, first, second, acting=acting())
    count = len(done.proposed)
    words = Markup("The hop is proposed on {} {}.").format(count, "ticket" if count == 1 else "tickets")
    if done.left:
        words += Markup(" Left as they are: {}.").format(links_to(done.left))
    if done.elsewhere:
        words += (
            f" {done.elsewhere} of its claims {'does' if done.elsewhere == 1 else 'do'} not stand in the other text."
        )
    flash(words, "good" if count else "warning")
    return redirect(url_for("articles.article", article_id=article_id), 303)


@door.form("/articles/<int:article_id>/alike/<int:other_id>/dismiss", permission=Permission.TICKET_WORK)
def dismiss(article_id: int, other_id: int) -> ResponseReturnValue:
    """Say that neither article is a copy of the other."""
    with writing() as session:
        actions.dismiss(session, article_id, other_id, dismissed=True, acting=acting())
    flash("Noted: neither is a copy. It is not proposed again.", "good")
    return redirect(url_for("articles.article", article_id=article_id), 303)


@door.form("/articles/<int:article_id>/alike/<int:other_id>/take-back", permission=Permission.TICKET_WORK)
def take_back(article_id: int, other_id: int) -> ResponseReturnValue:
    """Take back that neither article is a copy of the other."""
    with writing() as session:
        actions.dismiss(session, article_id, other_id, dismissed=False, acting=acting())
    flash("Taken back. It can be proposed again.", "good")
    return redirect(url_for("alike.pair", article_id=article_id, other_id=other_id), 303)
