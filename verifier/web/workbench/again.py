"""What of a ticket has to be looked at again, what was retracted on it, and names on it that look like others."""

from datetime import date

from verifier.policy import Permission, may
from verifier.provenance.models import Retraction, Statement
from verifier.sources.models import Source
from verifier.sources.queries import Alike
from verifier.tickets.models import LookAgain
from verifier.tickets.rules import OVER
from verifier.tickets.types import LookCause
from verifier.web.sources.phrases import REASONS
from verifier.web.workbench.gathering import Gathered
from verifier.web.workbench.looking_forms import LookForm, RetractForm
from verifier.web.workbench.page import AgainPart, LikeLine, LookLine, RetractedLine
from verifier.web.workbench.tracing import Places

PROTECTED = "A protected source"


def again_part(known: Gathered, places: Places) -> AgainPart:
    """Everything about looking again, from rows that are already read."""
    can_work = may(known.person, Permission.TICKET_WORK)
    open_ = known.ticket.state not in OVER
    lines = [_look_line(known, row, places if can_work and open_ else None) for row in known.looks]
    return AgainPart(
        waiting=tuple(line for line in lines if line.looked_at is None),
        settled=tuple(line for line in lines if line.looked_at is not None),
        retracted=tuple(
            RetractedLine(row.id, retraction_title(known, row), row.reason, row.url)
            for row in known.standing_retractions()
        ),
        alike=_like_lines(known),
        retract=_retract_form(known, places) if can_work and open_ else None,
        can_work=can_work,
    )


def _look_line(known: Gathered, row: LookAgain, places: Places | None) -> LookLine:
    retraction = next((one for one in known.retractions if one.id == row.retraction_id), None)
    if row.cause is LookCause.RETRACTION and retraction is not None:
        title, reason, url = retraction_title(known, retraction), retraction.reason, retraction.url
    else:
        joined = row.cause is LookCause.MERGE
        title = f"Origins count otherwise: {row.was} {'became' if joined else 'are now'} {row.now}"
        reason = "Two of its sources turned out to be one." if joined else "One of its sources turned out to be two."
        url = ""
    waits = row.looked_at is None and places is not None
    return LookLine(
        id=row.id,
        title=title,
        reason=reason,
        url=url,
        since=row.since,
        looked_at=row.looked_at,
        looked_by=known.names.get(row.looked_by_id or 0, "Somebody"),
        words=row.words,
        form=places.put(LookForm(f"look-{row.id}")) if waits and places is not None else None,
    )


def retraction_title(known: Gathered, row: Retraction) -> str:
    """Who took back what, and when. Never the name of a protected source."""
    on = f" ({_day(row.retracted_on)})" if row.retracted_on else ""
    if row.source_id is not None:
        who = known.whole.rows.sources.get(row.source_id) or known.retracted_sources.get(row.source_id)
        return f"{_name(who)} is retracted as a source{on}"
    said = next(
        (one for one in (*known.whole.rows.statements, *known.whole.removed) if one.id == row.statement_id), None
    )
    return f"{_name(known.whole.rows.sources.get(said.source_id) if said else None)} retracted what it said{on}"


def _name(source: Source | None) -> str:
    if source is None:
        return "A source"
    return PROTECTED if source.protected else source.name


def _day(on: date) -> str:
    return f"{on.day} {on.strftime('%B %Y')}"


def _like_lines(known: Gathered) -> tuple[LikeLine, ...]:
    """Each pair once. One with a protected source is told on its own page only: here the other name would tell."""
    shown = {
        frozenset((one.one.id, one.other.id)): _like_line(one)
        for one in known.alike
        if not (one.one.protected or one.other.protected)
    }
    return tuple(shown.values())


def _like_line(found: Alike) -> LikeLine:
    reason, loud = REASONS[found.likeness.reason], found.likeness.disguised
    return LikeLine(found.one.id, found.one.name, found.other.name, reason, loud)


def _retract_form(known: Gathered, places: Places) -> RetractForm:
    form = places.put(RetractForm("retract"))
    form.offer((row.id, _label(known, row)) for row in known.whole.rows.statements)
    return form


def _label(known: Gathered, row: Statement) -> str:
    who = _name(known.whole.rows.sources[row.source_id])
    if row.article_own:
        return f"{who}: the article itself"
    return f"{who}: in the chain" if row.in_chain else f"{who}: beside the chain"
