"""Views of what the texts on a ticket have in common, and of judging which is a copy."""

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.archive import actions as archiving
from verifier.archive import queries as archive
from verifier.kernel.errors import NotFound
from verifier.outside.evidence import EvidenceDamaged, EvidenceMissing
from verifier.outside.extracting import EXTRACTOR, extract
from verifier.policy import Permission
from verifier.provenance import actions_overlap as actions
from verifier.provenance import queries_overlap as looking
from verifier.provenance.overlap import overlap
from verifier.provenance.passages import side_by_side
from verifier.tickets import queries as tickets
from verifier.tickets import rules
from verifier.tickets.models import Ticket
from verifier.web.door import Door, acting, close_reading, person, reading, render, writing
from verifier.web.overlap import pages
from verifier.web.watching import note_views
from verifier.web.workbench.doing import attempt
from verifier.web.workbench.forms import TakenForm, TicketForm

door = Door("overlap", section="queue")


@door.page("/tickets/<int:ticket_id>/overlap", permission=Permission.EVIDENCE_READ)
def ticket(ticket_id: int) -> ResponseReturnValue:
    """Every two texts of a ticket with something in common."""
    session = reading()
    row, claim, _, _ = tickets.in_full(session, ticket_id)
    rows, overlaps = pages.rows_with_overlaps(session, claim.id)
    page = pages.OverlapPage(
        ticket_id=row.id,
        version=row.version,
        wording=claim.wording,
        pairs=pages.pair_lines(rows, overlaps),
        texts=pages.text_lines(session, rows),
        can_edit=rules.may_edit(person(), tickets.standpoint(session, row)),
    )
    return render("overlap/ticket.html", page)


@door.page("/tickets/<int:ticket_id>/overlap/<int:first_id>/<int:second_id>", permission=Permission.EVIDENCE_READ)
def pair(ticket_id: int, first_id: int, second_id: int) -> ResponseReturnValue:
    """Two texts of a ticket side by side."""
    session = reading()
    row, claim, article, _ = tickets.in_full(session, ticket_id)
    rows, overlaps = pages.rows_with_overlaps(session, claim.id)
    found = next((one for one in overlaps if {one.first_id, one.second_id} == {first_id, second_id}), None)
    if found is None:
        raise NotFound("These two texts have nothing in common.")
    statements = {one.id: one for one in rows.statements}
    both = [statements[found.first_id], statements[found.second_id]]
    worded = looking.texts_of(session, both)
    first, second = worded[found.first_id], worded[found.second_id]
    common = overlap(first.text, second.text)
    laid = side_by_side(first.text, second.text, common.passages)
    proposed, hop = pages.proposed_of(rows, (found.first_id, found.second_id))
    judged = proposed if hop is not None and hop.status == "confirmed" else ""
    page = pages.PairPage(
        ticket_id=row.id,
        version=row.version,
        wording=claim.wording,
        first_id=found.first_id,
        second_id=found.second_id,
        first=pages.side_of(both[0], first, rows.sources, laid.first, article.language),
        second=pages.side_of(both[1], second, rows.sources, laid.second, article.language),
        percent=round(100 * common.share),
        count=laid.count,
        unmarked=laid.unmarked,
        near=common.is_near_identical,
        proposed=proposed,
        settled="neither" if found.dismissed else judged,
        joined=hop is None and rows.are_joined((found.first_id, found.second_id)),
        can_edit=rules.may_edit(person(), tickets.standpoint(session, row)),
    )
    note_views({one.capture_id for one in both if one.capture_id and worded[one.id].kind == "copy"})
    return render("overlap/pair.html", page)


@door.form("/tickets/<int:ticket_id>/overlap/<int:first_id>/<int:second_id>", permission=Permission.TICKET_WORK)
def settle(ticket_id: int, first_id: int, second_id: int) -> ResponseReturnValue:
    """Say which of two texts was taken from the other, or that neither was."""
    form = TakenForm("taken", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        which = (min(first_id, second_id), max(first_id, second_id))
        actions.settle(session, row, which, form.chosen(), acting=acting(), version=form.seen_version())
        neither = form.chosen() is actions.Taken.NEITHER
        return "Noted: neither is a copy. It is not proposed again." if neither else "The copy is confirmed."

    return attempt(ticket_id, form, doing, anchor="sources")


@door.form("/tickets/<int:ticket_id>/overlap/compare", permission=Permission.TICKET_WORK)
def compare(ticket_id: int) -> ResponseReturnValue:
    """Read originals that nobody read yet, and compare all texts of a ticket anew."""
    form = TicketForm("compare", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        found = actions.compare_all(session, row, acting=acting(), version=form.seen_version())
        return "Compared; nothing new is proposed." if not found else f"Compared; {found} proposed as copies."

    answer = attempt(ticket_id, form, doing, before=lambda: _read_originals(ticket_id))
    if getattr(answer, "status_code", 0) != 303:
        return answer
    return redirect(url_for("overlap.ticket", ticket_id=ticket_id), 303)


def _read_originals(ticket_id: int) -> None:
    """Take the texts out of this ticket's originals that nobody read yet, outside any transaction."""
    session = reading()
    row = tickets.by_id(session, ticket_id)
    rules.check_may_edit(person(), tickets.standpoint(session, row))
    rows, _ = pages.rows_with_overlaps(session, row.claim_id)
    unread = archive.unread(session, {one.capture_id for one in rows.statements if one.capture_id}, EXTRACTOR)
    wanted = [(one.id, one.sha256, one.media_type, one.filename, one.final_url) for one in unread]
    close_reading()
    store = current_app.extensions["verifier_outside"].evidence
    for capture_id, sha256, media_type, filename, url in wanted:
        try:
            raw = store.get(sha256)
        except (EvidenceDamaged, EvidenceMissing):
            flash("An original cannot be read from the store. Tell whoever runs this desk.", "warning")
            continue
        read = extract(raw, media_type=media_type, filename=filename, url=url)
        with writing() as session:
            capture = archive.by_id(session, capture_id)
            archiving.keep_text(
                session,
                capture,
                extractor=read.extractor,
                text=read.text,
                trouble=read.trouble,
                by=person(),
                now=acting().at,
            )
