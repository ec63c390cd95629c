"""Views of articles that were taken in: the list, and one with its claims marked in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.accounts import queries as accounts
from verifier.articles import actions, marking, queries
from verifier.articles.models import Article, Claim, Disclaimer
from verifier.kernel.errors import RuleBroken
from verifier.outside import clock
from verifier.policy import Permission, may
from verifier.provenance import intake
from verifier.provenance import queries as provenance
from verifier.provenance import queries_overlap as overlaps
from verifier.provenance.resting import Rest, count_rests, shown_end
from verifier.reading.types import DisclaimerKind, Span
from verifier.sources import queries as sources
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets import queries_holds as holds
from verifier.tickets.models import Ticket
from verifier.tickets.types import TicketState
from verifier.web.articles.forms import MarkForm
from verifier.web.door import Door, acting, as_key, person, reading, render, writing
from verifier.web.holds.banner import HoldBanner, hold_banner, people_in
from verifier.web.times import ago, apart

door = Door("articles", section="articles")

PAGE = 30
MARKED = DisclaimerKind.PUBLISHER_NO_VERIFICATION
SIGNED = frozenset({TicketState.SIGNED_OFF, TicketState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class DraftLine:
    """An intake of one's own that was begun and not finished."""

    id: int
    title: str
    publisher: str
    age: str


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article of the list. ``states``: each state that occurs, and how many of its claims are in it."""

    id: int
    title: str
    publisher: str
    published_on: date | None
    language: str
    claims: int
    signed: int
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """Every article, the newest first."""

    drafts: tuple[DraftLine, ...]
    lines: tuple[ArticleLine, ...]
    is_first: bool
    next_href: str
    can_take_in: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim beside the text. ``steps`` and ``end`` draw its trail."""

    number: int
    ticket_id: int
    version: int
    state: str
    words: str
    steps: tuple[str, ...]
    end: str


@dataclass(frozen=True, slots=True)
class DisclaimerLine:
    """Words by which the article, or some of its claims, are disowned.

    ``learned``: number and headline of the article from which the reader knows them, if it does.
    """

    id: int
    words: str
    kind: str
    who: str
    learned: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """Another publisher's article with nearly the same text; ``apart``: how long before or after this one."""

    id: int
    title: str
    publisher: str
    percent: int
    apart: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article. ``conflicts``: what does not agree, and the words that do not."""

    id: int
    title: str
    publisher: str
    publisher_id: int
    byline: str
    published_on: date | None
    language: str
    url: str
    capture_id: int
    taken_in_at: datetime
    taken_in_by: str
    notes: tuple[str, ...]
    disclaimers: tuple[DisclaimerLine, ...]
    conflicts: tuple[tuple[str, tuple[str, ...]], ...]
    paragraphs: tuple[marking.Paragraph, ...]
    claims: tuple[ClaimLine, ...]
    counted: int
    signed: int
    closed: int
    proposed: int
    rests: tuple[Rest, ...]
    alike: tuple[AlikeLine, ...]
    form: MarkForm
    can_work: bool
    can_see_original: bool
    hold: HoldBanner


@door.page("/articles", permission=Permission.ARTICLE_READ)
def index() -> ResponseReturnValue:
    """The list of articles; one's own unfinished intakes stand above it."""
    session, me, now = reading(), person(), clock.now()
    before = request.args.get("before", type=as_key)
    rows = queries.by_newest(session, before=before, limit=PAGE + 1)
    shown = rows[:PAGE]
    counts = ticket_queries.counts_by_article(session, [row.id for row in shown])
    publishers = sources.by_ids(session, {row.publisher_id for row in shown})
    drafts = queries.drafts_of(session, me.id) if before is None else ()
    page = ArticlesPage(
        drafts=tuple(DraftLine(row.id, row.title, row.publisher, ago(row.drafted_at, now)[1]) for row in drafts),
        lines=tuple(_article_line(row, publishers[row.publisher_id].name, counts[row.id]) for row in shown),
        is_first=before is None,
        next_href=url_for("articles.index", before=shown[-1].id) if len(rows) > PAGE else "",
        can_take_in=may(me, Permission.ARTICLE_TAKE_IN),
    )
    return render("articles/index.html", page)


def _article_line(row: Article, publisher: str, counts: dict[TicketState, int]) -> ArticleLine:
    return ArticleLine(
        id=row.id,
        title=row.title,
        publisher=publisher,
        published_on=row.published_on,
        language=row.language,
        claims=sum(counts.values()),
        signed=sum(count for state, count in counts.items() if state in SIGNED),
        states=tuple((state.value, counts[state]) for state in TicketState if state in counts),
    )


@door.page("/articles/<int:article_id>", permission=Permission.ARTICLE_READ)
def article(article_id: int) -> ResponseReturnValue:
    """One article with its claims in place."""
    return render("articles/article.html", _article_page(article_id, MarkForm()))


@door.form("/articles/<int:article_id>/claims", permission=Permission.TICKET_WORK)
def mark(article_id: int) -> ResponseReturnValue:
    """Open a ticket for words that a person marked in the text."""
    form = MarkForm()
    try:
        if not form.validate():
            raise RuleBroken("quote_odd", "Mark the words of the claim in the text, or paste them here.", "quote")
        with writing() as session:
            row = queries.by_id(session, article_id)
            intake.mark_claim(session, row, quote=form.quote.data or "", acting=acting())
    except RuleBroken as error:
        form.refuse(error)
        return render("articles/article.html", _article_page(article_id, form), 422)
    flash("The claim is marked; its ticket is open.", "good")
    return redirect(url_for("articles.article", article_id=article_id), 303)


@door.form("/articles/<int:article_id>/disclaimers", permission=Permission.TICKET_WORK)
def mark_disclaimer(article_id: int) -> ResponseReturnValue:
    """Keep words that a person marked as the publisher's disclaimer, and look for them in its next articles."""
    form = MarkForm()
    try:
        if not form.validate():
            raise RuleBroken("quote_odd", "Mark the words of the disclaimer in the text, or paste them here.", "quote")
        with writing() as session:
            row, quote = queries.by_id(session, article_id), form.quote.data or ""
            dropped = intake.mark_disclaimer(session, row, quote=quote, kind=MARKED, acting=acting())
    except RuleBroken as error:
        form.refuse(error)
        return render("articles/article.html", _article_page(article_id, form), 422)
    left = {0: "", 1: " What was proposed as a claim in it is discarded."}
    more = left.get(dropped, f" The {dropped} claims that were proposed in it are discarded.")
    flash(f"The disclaimer is kept: every claim of this article carries it, and so will the next.{more}", "good")
    return redirect(url_for("articles.article", article_id=article_id), 303)


@door.form("/articles/<int:article_id>/disclaimers/<int:disclaimer_id>/remove", permission=Permission.TICKET_WORK)
def remove_disclaimer(article_id: int, disclaimer_id: int) -> ResponseReturnValue:
    """Take away what is no disclaimer."""
    with writing() as session:
        row = queries.by_id(session, article_id)
        disclaimer = queries.disclaimer_by_id(session, disclaimer_id, article_id)
        actions.remove_disclaimer(session, row, disclaimer, by=person(), now=acting().at)
    flash("It is no disclaimer of this article any more. Mark its words again to put it back.", "good")
    return redirect(url_for("articles.article", article_id=article_id), 303)


@door.form("/articles/<int:article_id>/accept-all", permission=Permission.TICKET_WORK)
def accept_all(article_id: int) -> ResponseReturnValue:
    """Accept every claim that is still proposed."""
    with writing() as session:
        row = queries.by_id(session, article_id)
        count = tickets.accept_all(session, queries.claims_of(session, row.id), row, acting())
    words = {0: "No claim was waiting any more.", 1: "1 claim is accepted and open."}
    flash(words.get(count, f"{count} claims are accepted and open."), "good")
    return redirect(url_for("articles.article", article_id=article_id), 303)


def _article_page(article_id: int, form: MarkForm) -> ArticlePage:
    session, me = reading(), person()
    row = queries.by_id(session, article_id)
    publisher = sources.survivor_of(session, row.publisher_id)
    claims = queries.claims_of(session, row.id)
    by_claim = ticket_queries.by_claims(session, [claim.id for claim in claims])
    graphs = provenance.rows_of(session, [claim.id for claim in claims])
    disclaimers = queries.disclaimers_of(session, {row.id})[row.id]
    states = [by_claim[claim.id].state for claim in claims]
    counted = [claim for claim in claims if by_claim[claim.id].state is not TicketState.CLOSED]
    return ArticlePage(
        id=row.id,
        title=row.title,
        publisher=publisher.name,
        publisher_id=publisher.id,
        byline=row.byline,
        published_on=row.published_on,
        language=row.language,
        url=row.url,
        capture_id=row.capture_id,
        taken_in_at=row.taken_in_at,
        taken_in_by=_name(session, row.taken_in_by_id),
        notes=tuple(row.notes),
        disclaimers=_disclaimer_lines(session, disclaimers),
        conflicts=_conflicts(row),
        paragraphs=marking.lay_out(
            row.text,
            title=row.title,
            claims=[Span(claim.start, claim.end) for claim in claims],
            disclaimers=[Span(one.start, one.end) for one in disclaimers],
        ),
        claims=_claim_lines(claims, by_claim, graphs),
        counted=len(counted),
        signed=sum(state in SIGNED for state in states),
        closed=len(claims) - len(counted),
        proposed=states.count(TicketState.PROPOSED),
        rests=count_rests(graphs[claim.id] for claim in counted),
        alike=_alike(session, row),
        form=form,
        can_work=may(me, Permission.TICKET_WORK),
        can_see_original=may(me, Permission.EVIDENCE_READ),
        hold=_hold_banner(session, article_id, claims),
    )


def _hold_banner(session: Session, article_id: int, claims: Sequence[Claim]) -> HoldBanner:
    rows = holds.holds_on(session, article_id=article_id)
    names = accounts.names_by_id(session, people_in(rows))
    held = holds.held_in(session, [article_id])[article_id]
    count = sum(held.since(claim.start, claim.end) is not None for claim in claims)
    return hold_banner(rows, names, person(), put_href=f"/articles/{article_id}/hold", claims=count)


def _alike(session: Session, row: Article) -> tuple[AlikeLine, ...]:
    """The near-identical articles that nobody has judged to be no copies; three queries."""
    found = [one for one in overlaps.likenesses_of(session, row.id) if not one.dismissed]
    others = overlaps.heads_of(session, {one.other_id + one.article_id - row.id for one in found})
    publishers = sources.by_ids(session, {one.publisher_id for one in others.values()})
    lines = []
    for one in found:
        other = others[one.other_id + one.article_id - row.id]
        publisher, percent = publishers[other.publisher_id].name, round(100 * one.share)
        days = apart(row.published_on, other.published_on)
        lines.append(AlikeLine(other.id, other.title, publisher, percent, days))
    return tuple(lines)


def _name(session: Session, account_id: int | None) -> str:
    return accounts.names_by_id(session, {account_id}).get(account_id, "") if account_id else ""


def _conflicts(row: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (one["text"], tuple(" ".join(row.text[start:end].split()) for start, end in one["spans"]))
        for one in row.conflicts
    )


def _disclaimer_lines(session: Session, rows: Sequence[Disclaimer]) -> tuple[DisclaimerLine, ...]:
    titles = queries.titles_of(session, {row.learned_from_id for row in rows if row.learned_from_id is not None})
    lines = []
    for row in rows:
        origin = row.learned_from_id
        learned = (origin, titles[origin]) if origin is not None else None
        lines.append(DisclaimerLine(row.id, row.words, row.kind.value, row.who, learned))
    return tuple(lines)


def _claim_lines(
    claims: Sequence[Claim], by_claim: dict[int, Ticket], graphs: dict[int, provenance.ClaimRows]
) -> tuple[ClaimLine, ...]:
    lines = []
    for number, claim in enumerate(claims, 1):
        ticket, graph = by_claim[claim.id], graphs[claim.id]
        steps = tuple(
            "protected" if graph.sources[one.source_id].protected else one.naming.value for one in graph.chain()
        )
        end = shown_end(graph)
        lines.append(ClaimLine(number, ticket.id, ticket.version, ticket.state.value, claim.wording, steps, end))
    return tuple(lines)
