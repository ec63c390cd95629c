"""Views of taking in an article: from an address, a text or a file to a draft, and from a draft to an article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from verifier.archive.actions import keep
from verifier.archive.types import CaptureMethod
from verifier.articles import actions, marking, queries, rules
from verifier.articles.judging import judge_intake
from verifier.articles.models import Article, Draft
from verifier.articles.types import Recognised
from verifier.kernel.errors import RuleBroken
from verifier.learning.queries import claim_record
from verifier.learning.rules import Record, ranked, why_lower
from verifier.outside.bringing import Brought, bring_file, bring_page, bring_text
from verifier.outside.documents import DocumentRefused, Fault
from verifier.outside.fetching import FetchRefused
from verifier.policy import Permission
from verifier.provenance.intake import take_in_reading
from verifier.reading import recurring
from verifier.reading.export import details_of
from verifier.reading.types import Naming, ProposedClaim, ProposedDisclaimer, Reading, Span
from verifier.sources import queries as sources
from verifier.web.articles.forms import DraftForm, IntakeForm
from verifier.web.door import Door, acting, close_reading, person, reading, render, writing
from verifier.web.particulars import particulars

door = Door("intake", section="articles")

ORDERS = ("text", "worth")
RECOGNISED = "The publisher was recognised by a disclaimer learned from its other articles. Check that it is the one."
KNOWN = "This very text was taken in already. Here it is."


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Three ways to give an article."""

    form: IntakeForm
    unfetched: str = ""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposed claim with its tick. ``hops``: name and naming of each teller, the publisher first.

    ``worth`` is how worth checking it is at this desk, 0 to 100; ``lower`` says why that is less than elsewhere.
    """

    number: int
    value: str
    words: str
    kind: str
    worth: int
    lower: str
    reason: str
    hops: tuple[tuple[str, str], ...]
    end: str
    particulars: tuple[tuple[str, str], ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class DisclaimerLine:
    """One disclaimer with its tick. ``learned``: number and headline of the article it was learned from, if it was."""

    value: str
    words: str
    kind: str
    who: str
    learned: tuple[int, str] | None
    ticked: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What was recognised in a text, to be looked at before it is kept."""

    id: int
    form: DraftForm
    language: str
    notes: tuple[str, ...]
    conflicts: tuple[tuple[str, tuple[str, ...]], ...]
    disclaimers: tuple[DisclaimerLine, ...]
    claims: tuple[ProposalLine, ...]
    left_out: int
    order: str
    outlets: tuple[str, ...]
    same_url: tuple[int, str] | None
    capture_id: int
    paragraphs: tuple[marking.Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """What a person left ticked."""

    claims: frozenset[Span]
    disclaimers: frozenset[Span]


@door.page("/articles/new", permission=Permission.ARTICLE_TAKE_IN)
def new() -> ResponseReturnValue:
    """Give an article to the desk."""
    return render("articles/new.html", IntakePage(IntakeForm()))


@door.form("/articles/new", permission=Permission.ARTICLE_TAKE_IN)
def bring() -> ResponseReturnValue:
    """Fetch or open what was given and keep it as a draft; or say why not, with everything typed kept."""
    form = IntakeForm()
    if not form.validate():
        return render("articles/new.html", IntakePage(form), 422)
    close_reading()  # nothing is held open while another site takes its time
    try:
        brought = _bring(form)
        rules.check_text(brought.document.text)
    except RuleBroken as error:
        form.refuse(error)
        unfetched = form.address() if error.code.startswith("fetch_") else (form.unfetched.data or "")
        status = 413 if error.code == Fault.TOO_LARGE else 422
        return render("articles/new.html", IntakePage(form, unfetched), status)
    return redirect(_kept(brought), 303)


def _bring(form: IntakeForm) -> Brought:
    """What the form gives. Raises RuleBroken where nothing can be made of it."""
    way = form.way()
    try:
        if way == "url":
            return bring_page(form.address(), network=_outside().network)
        if way == "text":
            return bring_text(form.text.data or "", url=form.address())
        file = form.file.data
        return bring_file(file.read(), filename=file.filename or "", media_type=file.mimetype or None)
    except FetchRefused as refused:
        raise RuleBroken(f"fetch_{refused.reason}", refused.sentence, "url") from refused
    except DocumentRefused as refused:
        code = f"fetch_{refused.code}" if way == "url" else str(refused.code)
        raise RuleBroken(code, refused.sentence, way) from refused


def _outside() -> Any:
    return current_app.extensions["verifier_outside"]


def _kept(brought: Brought) -> str:
    """Keep the original and a draft; returns where to go: to the draft, or to where this text is already."""
    document = brought.document
    known = queries.by_text(reading(), document.text)
    if known is not None:
        flash(KNOWN, "warning")
        return url_for("articles.article", article_id=known.id)
    mine = queries.same_draft(reading(), person().id, document.text)
    if mine is not None:
        flash("You began to take in this very text. Go on here.", "warning")
        return url_for("intake.draft", draft_id=mine.id)
    stated = _stated(brought)
    what, notes = rules.completed(stated, _read(document.text, stated)), brought.notes()
    if not what.publisher:
        what = replace(what, publisher=queries.publisher_by_disclaimer(reading(), document.text))
        notes = (*notes, RECOGNISED) if what.publisher else notes
    sha256 = _outside().evidence.put(brought.raw)
    return url_for("intake.draft", draft_id=_drafted(brought, what, notes, sha256))


def _stated(brought: Brought) -> Recognised:
    found = brought.document
    title, publisher, byline = found.title or "", found.publisher or "", found.byline or ""
    return Recognised(title, publisher, byline, found.published_on, found.language or "", brought.url)


def _drafted(brought: Brought, what: Recognised, notes: Sequence[str], sha256: str) -> int:
    me, by = acting(), person()
    with writing() as session:
        capture = keep(
            session,
            sha256=sha256,
            method=CaptureMethod(brought.method),
            **brought.traits(),
            by=by,
            now=me.at,
        )
        text = brought.document.text
        return actions.draft(session, what=what, text=text, notes=notes, capture=capture, by=by, now=me.at).id


def _read(text: str, what: Recognised) -> Reading:
    """The proposals, with what this desk has learned of the publisher."""
    return rules.read_as(text, what, queries.known_disclaimers(reading(), what.publisher))


def _recognised(row: Draft) -> Recognised:
    return Recognised(row.title, row.publisher, row.byline, row.published_on, row.language, row.url)


@door.page("/articles/drafts/<int:draft_id>", permission=Permission.ARTICLE_TAKE_IN)
def draft(draft_id: int) -> ResponseReturnValue:
    """What was recognised; nothing is kept until it is sent."""
    row = queries.draft_by_id(reading(), draft_id, person().id)
    found = _read(row.text, _recognised(row))
    ticks = Ticks(
        frozenset(one.span for one in found.claims if one.checkable),
        frozenset(one.span for one in found.disclaimers),
    )
    return render("articles/draft.html", _draft_page(row, DraftForm(obj=row), found, ticks, "text"))


@door.form("/articles/drafts/<int:draft_id>", permission=Permission.ARTICLE_TAKE_IN)
def take_in(draft_id: int) -> ResponseReturnValue:
    """Keep the article with what is ticked; or show the proposals in another order, with nothing typed lost."""
    form, ticks, order = DraftForm(), _ticks(), request.form.get("order", "text")
    row = queries.draft_by_id(reading(), draft_id, person().id)
    shown, status = _read(row.text, _recognised(row)), 200
    if "look" in request.form:
        order = request.form["look"]
    elif form.validate():
        try:
            return redirect(url_for("articles.article", article_id=_taken_in(row, form, shown, ticks)), 303)
        except RuleBroken as error:
            form.refuse(error)
            status = 422
    else:
        status = 422
    return render("articles/draft.html", _draft_page(row, form, shown, ticks, order), status)


def _taken_in(row: Draft, form: DraftForm, shown: Reading, ticks: Ticks) -> int:
    """The id of the article that the draft became. Raises RuleBroken where it cannot become one."""
    what, me, record = form.recognised(), acting(), claim_record(reading())
    rules.check_recognised(what)
    found = rules.ticked(shown, _read(row.text, what), claims=ticks.claims, disclaimers=ticks.disclaimers)
    with writing() as session:
        draft_row = queries.draft_by_id(session, row.id, person().id)
        article: Article | None = queries.by_text(session, draft_row.text)
        if article is not None:
            flash(KNOWN, "warning")
        else:
            article = take_in_reading(
                session,
                what=what,
                text=draft_row.text,
                notes=draft_row.notes,
                found=found,
                capture_id=draft_row.capture_id,
                acting=me,
            )
            left = {"claims": ticks.claims, "disclaimers": ticks.disclaimers}
            judge_intake(session, article, shown=shown, record=record, by=person(), now=me.at, **left)
            flash("The article is taken in. Accept its claims, or discard them.", "good")
        actions.finish_draft(session, draft_row, article, by=person(), now=me.at)
        return article.id


@door.form("/articles/drafts/<int:draft_id>/discard", permission=Permission.ARTICLE_TAKE_IN)
def discard(draft_id: int) -> ResponseReturnValue:
    """Drop a draft."""
    with writing() as session:
        row = queries.draft_by_id(session, draft_id, person().id)
        actions.discard_draft(session, row, by=person(), now=acting().at)
    flash("The intake is discarded.", "good")
    return redirect(url_for("articles.index"), 303)


def _ticks() -> Ticks:
    return Ticks(_spans("claims"), _spans("disclaimers"))


def _spans(name: str) -> frozenset[Span]:
    """The spans of the ticks of this name; what is no span stands for one that nobody proposed."""
    found = set()
    for value in request.form.getlist(name):
        start, _, end = value.partition("-")
        is_span = start.isascii() and end.isascii() and start.isdecimal() and end.isdecimal() and len(value) < 20
        found.add(Span(int(start), int(end)) if is_span else Span(-1, -1))
    return frozenset(found)


def _draft_page(row: Draft, form: DraftForm, found: Reading, ticks: Ticks, order: str) -> DraftPage:
    session = reading()
    record, learned = claim_record(session), _learned(row.publisher)
    proposed = rules.by_worth(found.claims, record)
    worthy = proposed[: rules.MOST_PROPOSALS]
    in_text = sorted(worthy, key=lambda one: one.span)
    numbers = {one.span: place for place, one in enumerate(in_text, 1)}
    known = queries.by_url(session, row.url)
    publisher = (form.publisher.data or "").strip() or row.publisher
    return DraftPage(
        id=row.id,
        form=form,
        language=row.language,
        notes=tuple(row.notes),
        conflicts=tuple(
            (one.text, tuple(" ".join(span.of(row.text).split()) for span in one.spans)) for one in found.conflicts
        ),
        disclaimers=tuple(
            _disclaimer_line(one, row.text, learned, one.span in ticks.disclaimers) for one in found.disclaimers
        ),
        claims=tuple(
            _line(one, row.text, numbers[one.span], publisher, record, one.span in ticks.claims)
            for one in (worthy if order == "worth" else in_text)
        ),
        left_out=len(proposed) - len(worthy),
        order="worth" if order == "worth" else "text",
        outlets=tuple(one.name for one in sources.outlets(session)),
        same_url=(known.id, known.title) if known else None,
        capture_id=row.capture_id,
        paragraphs=_paragraphs(row, in_text, found),
    )


def _paragraphs(row: Draft, claims: Sequence[ProposedClaim], found: Reading) -> tuple[marking.Paragraph, ...]:
    return marking.lay_out(
        row.text,
        title=row.title,
        claims=[one.span for one in claims],
        disclaimers=[one.span for one in found.disclaimers],
    )


def _value(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _learned(publisher: str) -> dict[str, tuple[int, str]]:
    """From which article each disclaimer of a publisher was learned, by its digest."""
    rows = queries.in_force(reading(), publisher)
    titles = queries.titles_of(reading(), {row.article_id for row in rows})
    return {row.folded_sha256: (row.article_id, titles[row.article_id]) for row in rows}


def _disclaimer_line(
    one: ProposedDisclaimer, text: str, learned: Mapping[str, tuple[int, str]], ticked: bool
) -> DisclaimerLine:
    words = one.span.of(text)
    origin = learned.get(rules.learned_digest(words)) if one.rule == recurring.RULE else None
    return DisclaimerLine(_value(one.span), words, one.kind.value, one.who, origin, ticked)


def _line(one: ProposedClaim, text: str, number: int, publisher: str, record: Record, ticked: bool) -> ProposalLine:
    hops = [(hop.source, hop.naming.value) for hop in one.chain]
    words = one.standalone.words if one.standalone else " ".join(one.text.split())
    first = (publisher or "The publisher", Naming.NAMED.value)
    return ProposalLine(
        number=number,
        value=_value(one.span),
        words=words,
        kind=one.kind.value.replace("_", " "),
        worth=round(100 * ranked(one.score, one.rule, one.kind, record)),
        lower=why_lower(one.rule, one.kind, record),
        reason=one.reason,
        hops=(first, *hops[1:]),
        end=one.ends.value,
        particulars=particulars(details_of(one, text), words),
        ticked=ticked,
    )
