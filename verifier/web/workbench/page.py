"""What the workbench shows: frozen values, nothing that a template could ask the database for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wtforms import TextAreaField

from verifier.publishing.types import Standing
from verifier.verdicts.types import Readiness, VerdictFields
from verifier.web.workbench.differing import DiffRow
from verifier.web.workbench.forms import GradeForm, HopForm, LookForm, RetractForm, StatementForm, TicketForm
from verifier.web.workbench.phrases import HistoryLine


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """The claim and the place in its article where it stands."""

    wording: str
    language: str
    before: str
    exact: str
    after: str
    before_cut: bool
    after_cut: bool
    publisher: str
    article_id: int
    title: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One grade that was given, in words."""

    words: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GradePart:
    """How a statement is graded: the grade that holds in words, all that were given, and the form of another one."""

    words: str
    history: tuple[GradeLine, ...]
    form: GradeForm | None


@dataclass(frozen=True, slots=True)
class HopLine:
    """One teller of the chain. ``form`` edits it and ``add`` puts another behind it; None for those who may not."""

    id: int
    source_id: int
    who: str
    kind: str
    naming: str
    relation: str
    cue: str
    status: str
    mention: str
    note: str
    first: bool
    can_go_out: bool
    can_go_in: bool
    grade: GradePart
    form: HopForm | None
    add: HopForm | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source beside the chain."""

    id: int
    source_id: int
    who: str
    kind: str
    naming: str
    stance: str
    quote: str
    facts: tuple[str, ...]
    url: str
    capture_id: int | None
    note: str
    independence: str
    why: str
    grade: GradePart
    form: StatementForm | None


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """Something that was taken out and can be put back."""

    id: int
    who: str
    naming: str
    kind: str
    in_chain: bool
    removed_at: datetime


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the verdict as it can be read. ``number`` counts all versions of this ticket."""

    number: int
    status: str
    status_words: str
    fields: VerdictFields
    sha256: str
    proposer: str
    proposed_at: datetime | None
    signer: str
    signed_at: datetime | None
    alone: bool
    published_at: datetime | None
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A rule of the desk that is broken as the verdict stands, where that is mended, and the field of its reason."""

    rule: int
    message: str
    place: str
    field: TextAreaField


@dataclass(frozen=True, slots=True)
class VerdictPart:
    """The verdict panel: what is being written, proposed or signed, and what was before.

    ``late_stops`` came in the way of a signature since the proposal.
    """

    mode: str
    form: TicketForm | None
    stops: tuple[Readiness, ...]
    breaches: tuple[BreachLine, ...]
    late_stops: tuple[Readiness, ...]
    correcting: bool
    proposal: VersionLine | None
    difference: tuple[DiffRow, ...]
    signed: VersionLine | None
    earlier: tuple[VersionLine, ...]
    draft: VersionLine | None
    proof: str


@dataclass(frozen=True, slots=True)
class Meanings:
    """What each rating means, by its key."""

    attribution: Mapping[str, str]
    content: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LookLine:
    """One reason to look again. ``form`` is None once somebody looked, and for those who may not."""

    id: int
    title: str
    reason: str
    url: str
    since: datetime
    looked_at: datetime | None
    looked_by: str
    words: str
    form: LookForm | None


@dataclass(frozen=True, slots=True)
class RetractedLine:
    """Something on this ticket that is retracted, and stays so."""

    id: int
    title: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class LikeLine:
    """A source on this ticket whose name looks like that of another one. ``loud``: one can pass for the other."""

    source_id: int
    who: str
    other: str
    reason: str
    loud: bool


@dataclass(frozen=True, slots=True)
class AgainPart:
    """What the head of the ticket says of all this. ``retract`` asks what was taken back."""

    waiting: tuple[LookLine, ...]
    settled: tuple[LookLine, ...]
    retracted: tuple[RetractedLine, ...]
    alike: tuple[LikeLine, ...]
    retract: RetractForm | None
    can_work: bool


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One ticket on one page. ``acts`` holds, by action, the form of everything this person may do now."""

    id: int
    version: int
    state: str
    claim: ClaimPart
    holder: str
    is_mine: bool
    urgency: str
    due: str
    late: bool
    standing: Standing
    chain: tuple[HopLine, ...]
    chain_end: str
    open_hops: int
    sources: tuple[SourceLine, ...]
    removed: tuple[RemovedLine, ...]
    origins: tuple[str, ...]
    add_source: StatementForm | None
    verdict: VerdictPart
    meanings: Meanings
    acts: Mapping[str, TicketForm]
    primary: str
    wording: TicketForm | None
    urgency_form: TicketForm | None
    last_words: HistoryLine | None
    withdrawal_by: str
    withdrawal_reason: str
    closed_words: str
    duplicate_of_id: int | None
    doubts: tuple[str, ...]
    unfounded: tuple[Readiness, ...]
    history: tuple[HistoryLine, ...]
    again: AgainPart
    can_edit: bool
    can_see_originals: bool
    forms: Mapping[str, TicketForm]
    refused: TicketForm | None
    refused_shown: bool
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StalePage:
    """Somebody else saved meanwhile: both versions, and the way to save either."""

    ticket_id: int
    wording: str
    language: str
    who: str
    at: datetime
    rows: tuple[DiffRow, ...]
    action: str
    fields: tuple[tuple[str, str], ...]
    version: int
