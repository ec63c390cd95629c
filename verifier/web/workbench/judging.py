"""The verdict panel of the workbench."""

from verifier.tickets.types import Action, TicketState
from verifier.verdicts import queries
from verifier.verdicts.actions import late_stops
from verifier.verdicts.grounds import readiness_of
from verifier.verdicts.models import Verdict
from verifier.verdicts.rules import override_field
from verifier.verdicts.types import Part, VerdictStatus
from verifier.web.proving import proof_asked
from verifier.web.workbench.differing import DiffRow, of_verdicts
from verifier.web.workbench.forms import VerdictForm
from verifier.web.workbench.gathering import Gathered
from verifier.web.workbench.page import BreachLine, VerdictPart, VersionLine
from verifier.web.workbench.tracing import Places

STATUS_WORDS = {
    VerdictStatus.DRAFT: "Draft",
    VerdictStatus.PROPOSED: "Proposed",
    VerdictStatus.RETURNED: "Returned",
    VerdictStatus.RECALLED: "Recalled",
    VerdictStatus.SIGNED: "Signed",
    VerdictStatus.VOID: "Signature void",
}


def verdict_part(known: Gathered, places: Places) -> VerdictPart:
    """What the verdict panel shows in this state, to this person."""
    editing, versions = known.can_edit(), known.versions
    working = queries.working(versions)
    draft = working if working and working.status is VerdictStatus.DRAFT else None
    proposal = working if working and working.status is VerdictStatus.PROPOSED else None
    signed = _readable(known)
    shown = {row.id for row in (draft, proposal, signed) if row}
    form = None
    if editing:
        fields = queries.fields_of(draft)
        form = places.put(VerdictForm("verdict", given={name: getattr(fields, name) for name in fields.__slots__}))
    breaches = _breaches(known, form) if form else ()
    return VerdictPart(
        mode=_mode(known, proposal, editing=editing),
        form=form,
        stops=readiness_of(known.ticket, form.fields(), known.basis) if form else (),
        breaches=breaches,
        late_stops=late_stops(proposal, known.basis) if proposal else (),
        correcting=known.ticket.published_at is not None,
        proposal=_line(known, proposal) if proposal else None,
        difference=_difference(known, proposal) if proposal else (),
        signed=_line(known, signed) if signed else None,
        earlier=tuple(_line(known, row) for row in versions if row.id not in shown),
        draft=_line(known, draft) if draft and not editing else None,
        proof=proof_asked().value if known.can(Action.SIGN_OFF) else "none",
    )


def _breaches(known: Gathered, form: VerdictForm) -> tuple[BreachLine, ...]:
    found = known.basis.breaches(form.fields().content)
    form.ask(found)
    return tuple(BreachLine(one.rule, one.message, one.place, form[override_field(one.rule)]) for one in found)


def _mode(known: Gathered, proposal: Verdict | None, *, editing: bool) -> str:
    if editing:
        return "edit"
    return "review" if proposal else "read"


def _readable(known: Gathered) -> Verdict | None:
    """The signed version that stands, or the last one that readers saw."""
    if known.ticket.state is TicketState.SIGNED_OFF:
        return queries.last_signed(known.versions)
    return queries.last_signed(known.versions) or queries.last_published(known.versions)


def _difference(known: Gathered, proposal: Verdict) -> tuple[DiffRow, ...]:
    returned = next((row for row in known.versions if row.status is VerdictStatus.RETURNED), None)
    last_signed = queries.last_published(known.versions)
    if returned is None or (last_signed is not None and last_signed.number > returned.number):
        return ()
    return of_verdicts(queries.fields_of(returned), queries.fields_of(proposal))


def _line(known: Gathered, row: Verdict) -> VersionLine:
    return VersionLine(
        number=row.number,
        status=row.status.value,
        status_words=STATUS_WORDS[row.status],
        fields=queries.fields_of(row),
        sha256=row.content_sha256 or "",
        proposer=known.names.get(row.proposed_by_id or 0, ""),
        proposed_at=row.proposed_at,
        signer=known.names.get(row.signed_by_id or 0, ""),
        signed_at=row.signed_at,
        alone=row.signed_part == Part.SOLE,
        published_at=row.published_at,
        voided_at=row.voided_at,
    )
