"""The parts of the workbench that trace a claim: its chain, and the sources beside it."""

from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from verifier.provenance.independence import Measured
from verifier.provenance.models import Derivation, Statement
from verifier.provenance.queries import ClaimRows
from verifier.provenance.types import Access, DependenceReason, DerivationStatus, GroundRules, Medium
from verifier.sources.models import Source
from verifier.tickets.rules import may_edit
from verifier.tickets.types import Standpoint
from verifier.web.workbench.forms import ACCESSES, GROUNDS, MEDIA, HopForm, StatementForm, TicketForm
from verifier.web.workbench.gathering import Gathered
from verifier.web.workbench.grading import grade_part
from verifier.web.workbench.page import HopLine, RemovedLine, Shared, SourceLine

REASONS = {
    DependenceReason.SHARED_ORIGIN: "same origin as the article",
    DependenceReason.SHARED_OWNER: "same owner as the article’s",
    DependenceReason.SHARED_FEED: "same feed as the article’s",
    DependenceReason.ONE_CITES_THE_OTHER: "one takes it from the other",
    DependenceReason.NEAR_IDENTICAL_TEXT: "nearly the same text",
    DependenceReason.CYCLE: "they lead in a circle",
}

FORMS_SHOWN = 12
"""With more sources than this the form of one is made when it is asked for: a page of sixty stays small."""

Form = TypeVar("Form", bound=TicketForm)


@dataclass(frozen=True, slots=True)
class Places:
    """The forms on the page by place; the one that was refused stands at its own place as it was typed.

    ``wanted`` is the place of a form that must be there even where there are too many to show all.
    """

    version: int
    refused: TicketForm | None
    forms: dict[str, TicketForm]
    wanted: str = ""

    def has(self, at: str) -> bool:
        """Whether the form at this place was asked for or refused."""
        return at == self.wanted or (self.refused is not None and self.refused.at == at)

    def put(self, made: Form) -> Form:
        """The form for its place: this one, or the refused one that belongs there."""
        form = made
        if self.refused is not None and self.refused.at == made.at and isinstance(self.refused, type(made)):
            form = self.refused
        form.version.data = str(self.version)
        self.forms[form.at] = form
        return form


def naming_of(statement: Statement, source: Source) -> str:
    """How the page draws a speaker: a protected one is drawn as such, and its name is not written."""
    return "protected" if source.protected else statement.naming.value


def hop_lines(known: Gathered, places: Places) -> tuple[HopLine, ...]:
    """The chain from the outlet inwards."""
    rows, editing = known.whole.rows, known.can_edit()
    chain, retracted = rows.chain(), known.retracted_ids()
    lines = []
    for place, row in enumerate(chain):
        source, hop = rows.sources[row.source_id], rows.hop_into(row.id) if place else None
        lines.append(
            HopLine(
                id=row.id,
                source_id=source.id,
                who="" if source.protected else source.name,
                kind=source.kind.value,
                naming=naming_of(row, source),
                relation=hop.relation.value if hop else "",
                cue=hop.cue if hop else "",
                status=_status(hop),
                mention=row.mention if row.mention != source.name else "",
                note=_note(row, hop, retracted),
                first=place == 0,
                can_go_out=editing and row.in_chain and place > 1,
                can_go_in=editing and row.in_chain and place < len(chain) - 1,
                report_id=row.report_id,
                shared=shared_with(known, row),
                grade=grade_part(known, places.put, row.id),
                form=places.put(_hop_form(row, source, hop)) if editing and hop and row.in_chain else None,
                add=places.put(HopForm(f"after-{row.id}", given={"after": row.id})) if editing else None,
            )
        )
    return tuple(lines)


def _note(row: Statement, hop: Derivation | None, retracted: frozenset[int]) -> str:
    told = ("Retracted since.", hop.note if hop else "") if row.id in retracted else (hop.note if hop else "",)
    return " ".join(one for one in told if one)


def _status(hop: Derivation | None) -> str:
    if hop is None or hop.status is DerivationStatus.CONFIRMED:
        return "confirmed"
    return "inferred" if hop.inferred else "proposed"


def _hop_form(row: Statement, source: Source, hop: Derivation) -> HopForm:
    given = {
        "source": source.name,
        "source_kind": source.kind.value,
        "naming": row.naming.value,
        "relation": hop.relation.value,
        "cue": hop.cue,
        "access": row.access.value,
    }
    return HopForm(f"hop-{row.id}", given=given)


def shared_with(known: Gathered, row: Statement) -> Shared | None:
    """The other tickets that draw on a statement's report; None where there are none or nobody may edit here."""
    others = known.elsewhere.get(row.report_id or 0, ())
    if not others or row.article_own:
        return None
    editable = [one for one in others if may_edit(known.person, Standpoint(0, one.state, one.holder_id))]
    left: Counter[str] = Counter()
    for one in others:
        if one not in editable:
            left[one.state.value] += one.tickets
    return Shared(sum(one.tickets for one in others), sum(one.tickets for one in editable), tuple(left.items()))


def source_lines(known: Gathered, places: Places, measured: Measured) -> tuple[SourceLine, ...]:
    """The sources beside the chain, in the order in which they were added, each measured against the article."""
    rows, editing, own = known.whole.rows, known.can_edit(), known.whole.rows.article_own()
    retracted, lines, beside = known.retracted_ids(), [], rows.corroboration()
    few = len(beside) <= FORMS_SHOWN
    for row in beside:
        asked = places.has(f"source-{row.id}")
        source = rows.sources[row.source_id]
        judged = measured.between(row.id, own.id) if own else None
        lines.append(
            SourceLine(
                id=row.id,
                source_id=source.id,
                who="" if source.protected else source.name,
                kind=source.kind.value,
                naming=naming_of(row, source),
                stance=row.stance.value,
                quote=row.quote,
                facts=(*(("Retracted since",) if row.id in retracted else ()), *facts_of(row)),
                url=row.url,
                capture_id=row.capture_id,
                note=row.note,
                independence=judged.independence.value if judged else "",
                why=", ".join(REASONS[one] for one in judged.reasons) if judged else "",
                report_id=row.report_id,
                shared=shared_with(known, row),
                grade=grade_part(known, places.put, row.id, asked=few or asked or places.has(f"grade-{row.id}")),
                form=places.put(_source_form(row, source)) if editing and (asked or few) else None,
                is_asked=asked,
            )
        )
    return tuple(lines)


def facts_of(row: Statement) -> tuple[str, ...]:
    """What is known of a statement beside its words: where, when, how near, on which terms."""
    said_on = f"{row.said_on.day} {row.said_on.strftime('%B %Y')}" if row.said_on else ""
    access = ACCESSES[row.access] if row.access is not Access.UNKNOWN else ""
    medium = MEDIA[row.medium] if row.medium is not Medium.OTHER else ""
    grounds = GROUNDS[row.ground_rules] if row.ground_rules is not GroundRules.UNKNOWN else ""
    return tuple(one for one in (medium, said_on, access, grounds) if one)


def _source_form(row: Statement, source: Source) -> StatementForm:
    given = {
        "stance": row.stance.value,
        "source": source.name,
        "source_kind": source.kind.value,
        "url": row.url,
        "keep_copy": False,
        "quote": row.quote,
        "said_on": row.said_on,
        "medium": row.medium.value,
        "access": row.access.value,
        "naming": row.naming.value,
        "ground_rules": row.ground_rules.value,
        "note": row.note,
    }
    return StatementForm(f"source-{row.id}", given=given)


def removed_lines(known: Gathered) -> tuple[RemovedLine, ...]:
    """What was taken out, newest first."""
    sources = known.whole.rows.sources
    return tuple(
        RemovedLine(
            id=row.id,
            who="" if sources[row.source_id].protected else sources[row.source_id].name,
            naming=naming_of(row, sources[row.source_id]),
            kind=sources[row.source_id].kind.value,
            in_chain=row.in_chain,
            removed_at=row.removed_at,
        )
        for row in known.whole.removed
        if row.removed_at is not None
    )


def count_open_hops(rows: ClaimRows) -> int:
    """How many hops of the chain nobody has judged."""
    return sum(hop.status is DerivationStatus.PROPOSED for hop in rows.links())
