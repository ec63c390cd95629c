"""What the workbench shows: frozen values, nothing that a template could ask the database for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wtforms import TextAreaField

from verifier.provenance.drawing import Drawing
from verifier.provenance.findings import Findings
from verifier.publishing.types import Standing
from verifier.verdicts.types import Readiness, VerdictFields
from verifier.web.holds.banner import HoldBanner
from verifier.web.workbench.differing import DiffRow
from verifier.web.workbench.forms import GradeForm, HopForm, StatementForm, TicketForm
from verifier.web.workbench.link_form import LinkForm
from verifier.web.workbench.looking_forms import LookForm, RetractForm
from verifier.web.workbench.phrases import HistoryLine


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """The claim and the place in its article where it stands; ``particulars``: label and words of what it holds."""

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
    particulars: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The other tickets that draw on the same report: how many, how many this person may edit now, and what the rest
    is: state and number.
    """

    tickets: int
    open: int
    left: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A report that is at the desk already and may serve this claim too."""

    report_id: int
    who: str
    naming: str
    kind: str
    title: str
    facts: tuple[str, ...]
    url: str
    words: str
    claims: int


@dataclass(frozen=True, slots=True)
class CopyLine:
    """Two statements with near-identical text. ``taken`` is what is proposed or was judged: first, second or ""."""

    first_id: int
    second_id: int
    first: str
    second: str
    percent: int
    taken: str
    judged: bool


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
    report_id: int | None
    shared: Shared | None
    grade: GradePart
    form: HopForm | None
    add: HopForm | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source beside the chain. ``is_asked``: its form was asked for, and stands open."""

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
    report_id: int | None
    shared: Shared | None
    grade: GradePart
    form: StatementForm | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Who has it from here, and how. ``path`` is where it is judged; ``edit`` the number of a hop beside the chain."""

    id: int
    who: str
    key: str
    how: str
    cue: str
    is_open: bool
    path: str
    edit: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the picture in words; what ``again`` stands in full further up.

    ``href`` leads to the source's page, ``tools`` to the place of its forms on this one; ``asks`` is the statement of
    which one can note who it was taken from, 0 for none.
    """

    key: str
    depth: int
    again: bool
    words: str
    who: str
    note: str
    marks: tuple[str, ...]
    icon: str
    href: str
    facts: tuple[str, ...]
    quote: str
    tools: str
    asks: int
    links: tuple[LinkLine, ...]


@dataclass(frozen=True, slots=True)
class PicturePart:
    """The whole graph of the claim: what is found, drawn for wide and narrow places, and in words.

    ``is_folded``: some stand together in one box. ``form`` asks who took it from whom; ``link`` is the hop that it
    changes, None where it notes a new one.
    """

    found: Findings
    wide: Drawing
    narrow: Drawing
    is_folded: bool
    steps: tuple[StepLine, ...]
    form: LinkForm | None
    link: LinkLine | None


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
    rules_version: int | None


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
    """One ticket on one page. ``acts`` holds, by action, the form of everything this person may do now.

    ``disclaimers`` are those of this claim alone: words, kind, and who could not (or did) verify. ``lower`` says why a
    proposal ranks lower at this desk than elsewhere.
    """

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
    picture: PicturePart
    add_source: StatementForm | None
    offers: tuple[OfferLine, ...]
    offers_at_address: bool
    copies: tuple[CopyLine, ...]
    overlaps: int
    checking: int
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
    doubts: tuple[tuple[str, tuple[str, ...]], ...]
    disclaimers: tuple[tuple[str, str, str], ...]
    lower: str
    unfounded: tuple[Readiness, ...]
    history: tuple[HistoryLine, ...]
    again: AgainPart
    hold: HoldBanner
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
