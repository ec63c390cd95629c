"""Putting the workbench together, also around a form that was refused: nothing typed is lost."""

from dataclasses import replace
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue

from verifier.articles.rules import around
from verifier.outside import clock
from verifier.policy import Permission, may
from verifier.provenance import queries as provenance
from verifier.provenance.resting import shown_end
from verifier.publishing.queries import standing_input
from verifier.publishing.standing import standing
from verifier.tickets.rules import URGENT_IN
from verifier.tickets.types import Action, Priority, TicketState
from verifier.verdicts.scales import ATTRIBUTION, CONTENT
from verifier.web.door import as_key, kept_values, our_newsroom, person, reading, render
from verifier.web.holds.banner import hold_banner
from verifier.web.particulars import particulars
from verifier.web.times import until
from verifier.web.workbench.again import again_part
from verifier.web.workbench.deeds import DEEDS
from verifier.web.workbench.differing import of_forms
from verifier.web.workbench.forms import (
    PRIORITIES,
    REASONS,
    AssignForm,
    SignForm,
    StatementForm,
    TicketForm,
    UrgencyForm,
    WordingForm,
)
from verifier.web.workbench.gathering import Gathered, gather
from verifier.web.workbench.judging import verdict_part
from verifier.web.workbench.page import ClaimPart, Meanings, StalePage, TicketPage
from verifier.web.workbench.phrases import HistoryLine, say
from verifier.web.workbench.picturing import picture_part
from verifier.web.workbench.sharing import copy_lines, offer_lines
from verifier.web.workbench.tracing import Places, count_open_hops, hop_lines, removed_lines, source_lines

REACH = 300
MEANINGS = Meanings({one.key: one.meaning for one in ATTRIBUTION}, {one.key: one.meaning for one in CONTENT.ratings})
PRIMARY = (Action.ACCEPT, Action.TAKE, Action.RESUME, Action.SIGN_OFF, Action.PUBLISH)


def show(ticket_id: int, *, refused: TicketForm | None = None, status: int = 200) -> ResponseReturnValue:
    """The workbench of one ticket; ``refused`` is the form that was sent and not accepted."""
    known = _gather(ticket_id, _address_of(refused))
    asked = request.args.get("edit") or request.args.get("check", "")
    return render("workbench/ticket.html", ticket_page(known, refused, f"source-{asked}"), status)


def show_newer(ticket_id: int, typed: TicketForm) -> ResponseReturnValue:
    """The workbench as it is now, around a form that was filled in over an older version."""
    known = _gather(ticket_id)
    mine = known.ticket.changed_by_id == known.person.id
    who = "You" if mine else known.names.get(known.ticket.changed_by_id or 0, "Somebody else")
    typed.form_errors.append(f"{who} saved this ticket meanwhile. Look at it again, then do this once more.")
    return show(ticket_id, refused=typed, status=409)


def show_both(ticket_id: int, typed: TicketForm) -> ResponseReturnValue:
    """What is stored now beside what was typed over an older version; the workbench if there is nothing to compare."""
    known = _gather(ticket_id)
    stored = ticket_page(known, None, typed.at).forms.get(typed.at)
    rows = of_forms(stored, typed) if isinstance(stored, type(typed)) else ()
    if not rows:
        return show_newer(ticket_id, typed)
    hidden = {"csrf_token", "version", "password", "capture"}
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in hidden]
    if isinstance(typed, StatementForm) and typed.capture.data:
        fields.append(("capture", typed.capture.data))
    page = StalePage(
        ticket_id=ticket_id,
        wording=known.claim.wording,
        language=known.article.language,
        who=known.names.get(known.ticket.changed_by_id or 0, "The desk"),
        at=known.ticket.changed_at,
        rows=rows,
        action=request.path,
        fields=tuple(fields),
        version=known.ticket.version,
    )
    return render("workbench/stale.html", page, 409)


def _gather(ticket_id: int, url: str = "") -> Gathered:
    return gather(reading(), ticket_id, newsroom=our_newsroom(), person=person(), now=clock.now(), url=url)


def _address_of(refused: TicketForm | None) -> str:
    """The address that was refused, perhaps because a report is known there."""
    if isinstance(refused, StatementForm) and refused.at == "add-source" and refused.url.errors:
        return str(refused.url.data or "")
    return ""


def ticket_page(known: Gathered, refused: TicketForm | None, wanted: str = "") -> TicketPage:
    """Everything the workbench shows of this ticket, to this person, now; ``wanted`` is a form that must be there."""
    ticket, rows = known.ticket, known.whole.rows
    places = Places(ticket.version, refused, {}, wanted)
    editing = known.can_edit()
    history = tuple(say(entry, known.names, words) for entry, words in known.log)
    given = standing_input(
        ticket,
        publisher=known.publisher,
        disclaimers=known.disclaimers,
        scoped=known.scoped,
        versions=known.versions,
        rows=rows,
        newsroom=known.newsroom,
        held_since=known.held_since,
    )
    acts = _acts(known, places)
    urgent = may(known.person, Permission.TICKET_WORK) and ticket.state in URGENT_IN
    page = TicketPage(
        id=ticket.id,
        version=ticket.version,
        state=ticket.state.value,
        claim=_claim_part(known),
        holder=known.names.get(ticket.assignee_id or 0, ""),
        is_mine=ticket.assignee_id == known.person.id,
        urgency=PRIORITIES[Priority(ticket.priority)],
        due=until(ticket.due_at, known.now),
        late=ticket.due_at < known.now,
        standing=standing(given),
        chain=hop_lines(known, places),
        chain_end=shown_end(rows),
        open_hops=count_open_hops(rows),
        sources=source_lines(known, places, known.basis.measured),
        removed=removed_lines(known),
        picture=picture_part(known, places, provenance.graph(rows), known.basis.measured),
        offers=offer_lines(known),
        offers_at_address=bool(known.offered and _address_of(refused)),
        copies=copy_lines(known),
        overlaps=len(known.whole.overlaps),
        checking=request.args.get("check", default=0, type=as_key),
        add_source=places.put(StatementForm("add-source", given={"keep_copy": True})) if editing else None,
        verdict=verdict_part(known, places),
        meanings=MEANINGS,
        acts=acts,
        primary=next((one.value for one in PRIMARY if one.value in acts), ""),
        wording=places.put(WordingForm("wording", given={"wording": known.claim.wording})) if editing else None,
        urgency_form=places.put(_urgency_form(ticket.priority, ticket.due_at)) if urgent else None,
        last_words=_last_words(known, history),
        withdrawal_by=known.names.get(ticket.withdrawal_asked_by_id or 0, ""),
        withdrawal_reason=ticket.withdrawn_reason,
        closed_words=REASONS[ticket.closed_reason] if ticket.closed_reason else "",
        duplicate_of_id=ticket.duplicate_of_id,
        doubts=_doubts(known),
        disclaimers=tuple((row.words, row.kind.value, row.who) for row in known.scoped),
        lower=known.lower,
        unfounded=known.basis.unfounded(),
        history=history,
        again=again_part(known, places),
        hold=hold_banner(
            known.holds, known.names, known.person, put_href=f"/tickets/{ticket.id}/hold", since=known.held_since
        ),
        can_edit=editing,
        can_see_originals=may(known.person, Permission.EVIDENCE_READ),
        forms=places.forms,
        refused=refused,
        refused_shown=refused is not None and places.forms.get(refused.at) is refused,
        kept=(),
    )
    if refused is None or page.refused_shown:
        return page
    return _keeping(page)


def _doubts(known: Gathered) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the reader noticed about this claim, each with the words of the text it rests on.

    Places that do not agree with it, or with who is said to have said it, and words that take it for granted.
    """
    claim, text = known.claim, known.article.text
    told = [
        (str(one["text"]), tuple(" ".join(text[start:end].split()) for start, end in one["spans"]))
        for one in known.article.conflicts
        if any(start < claim.end and claim.start < end for start, end in (*one["spans"], *one.get("claims", ())))
    ]
    if claim.factive_cue:
        told.append((f"The text says “{claim.factive_cue}”, which takes it for granted.", ()))
    if not claim.checkable and claim.reason:
        told.append((f"Perhaps it cannot be checked: {claim.reason}.", ()))
    return tuple(told)


def _keeping(page: TicketPage) -> TicketPage:
    """The same page with what was typed into a form that has no place on it any more."""
    left_out = {"version", "seen", "next", "capture", "after", "direction"}
    typed = kept_values(request.form)
    kept = tuple(
        (name.replace("override-", "reason against rule "), words)
        for name, words in typed
        if name not in left_out and not name.startswith("breach-")
    )
    return replace(page, kept=kept)


def _claim_part(known: Gathered) -> ClaimPart:
    article, claim = known.article, known.claim
    before, after = around(article.text, claim.start, claim.end, REACH)
    return ClaimPart(
        wording=claim.wording,
        language=article.language,
        before=before,
        exact=claim.exact,
        after=after,
        before_cut=claim.start > REACH,
        after_cut=claim.end + REACH < len(article.text),
        publisher=known.publisher.name,
        article_id=article.id,
        title=article.title,
        published_on=article.published_on,
        particulars=particulars(claim.details, claim.wording),
    )


def _urgency_form(priority: int, due_at: datetime) -> UrgencyForm:
    due_on = None if due_at.year == 9999 else due_at.date()
    return UrgencyForm("urgency", given={"priority": str(priority), "due_on": due_on})


def _acts(known: Gathered, places: Places) -> dict[str, TicketForm]:
    found: dict[str, TicketForm] = {}
    for deed in DEEDS.values():
        if deed.action in {Action.PROPOSE_VERDICT, Action.CORRECT} or not known.can(deed.action):
            continue
        form = places.put(deed.form(deed.action.value))
        if isinstance(form, AssignForm):
            form.offer(known.reviewers)
        if isinstance(form, SignForm):
            proposal = next((row for row in known.versions if row.status == "proposed"), None)
            form.seen.data = proposal.content_sha256 if proposal else ""
        found[deed.action.value] = form
    return found


def _last_words(known: Gathered, history: tuple[HistoryLine, ...]) -> HistoryLine | None:
    """What the last colleague wrote who changed the state, while the ticket still stands where that brought it."""
    if known.ticket.state in {TicketState.PROPOSED, TicketState.OPEN}:
        return None
    for (entry, _), line in zip(known.log, history, strict=True):
        if entry.action.startswith("ticket:") and entry.detail.get("to"):
            return line if line.words else None
    return None
