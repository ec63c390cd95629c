"""The words of publishing: frozen values in, frozen values out. No name of a person of the desk is among them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class StandingKind(StrEnum):
    """What the public is told of a claim, in one word."""

    NOT_LISTED = "not_listed"
    UNVERIFIED = "unverified"
    BEING_CHECKED = "being_checked"
    VERDICT = "verdict"
    UNDER_CORRECTION = "under_correction"
    WITHDRAWN = "withdrawn"
    NOT_CHECKED = "not_checked"
    ON_HOLD = "on_hold"


@dataclass(frozen=True, slots=True)
class SignedVerdict:
    """A verdict with a second person's signature on it, as the public may see it.

    ``attribution`` and ``content`` are keys of the two scales. ``version`` counts from 1; ``correction_note`` says what
    changed and why and is given from version 2 on. ``proposed_by`` and ``signed_by`` are roles, never names.
    ``alone`` is true where one and the same person proposed and signed.
    """

    attribution: str
    content: str
    signed_on: date
    version: int = 1
    correction_note: str = ""
    proposed_by: str = "reviewer"
    signed_by: str = "editor"
    alone: bool = False


@dataclass(frozen=True, slots=True)
class StandingInput:
    """All that the public line depends on.

    ``state`` is the ticket's state. ``disclaimer`` holds the words of the publisher's own disclaimer on the whole
    article, verbatim, empty if there is none; ``of_claim`` the words by which the text disowns, or vouches for, this
    claim alone ("could not be verified"). ``signed`` is the verdict the public may see: the one just signed, or
    while a correction is worked on the last one published; None if there is none or it was void before it was public.
    ``origins`` is the lowest and the highest number of independent origins, None if not measured; ``hops`` the number
    of steps from the publisher to the end of the trail; ``chain_end`` one of first_hand, named, unnamed, unknown,
    circular, or None if no chain was drawn. ``single_sign_off`` is the desk's setting now.
    ``held_since`` is the day from which readers are not shown this claim for legal reasons, None where they are.
    """

    state: str
    publisher: str
    disclaimer: str = ""
    signed: SignedVerdict | None = None
    origins: tuple[int, int] | None = None
    outlets: int = 0
    hops: int | None = None
    chain_end: str | None = None
    single_sign_off: bool = False
    held_since: date | None = None
    closed_reason: str = ""
    withdrawn_reason: str = ""
    of_claim: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The public line of a claim.

    ``publisher_line`` is what the publisher said of it, ``desk_line`` what this desk found, ``basis`` what the finding
    rests on (empty unless a verdict is shown). ``tone`` and ``icon`` only repeat the headline for the eye.
    ``signed_on`` is the date of the verdict spoken of, None if none is.
    """

    kind: StandingKind
    headline: str
    publisher_line: str
    desk_line: str
    basis: str
    tone: str
    icon: str
    signed_on: date | None


class ClaimantKind(StrEnum):
    """What kind of speaker made the claim."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE_BODY = "state_body"
    OUTLET = "outlet"
    AGENCY = "agency"
    DOCUMENT = "document"
    UNNAMED_GROUP = "unnamed_group"


@dataclass(frozen=True, slots=True)
class Desk:
    """The newsroom that speaks. Addresses are absolute; ``licence_url`` is the licence of its published markup."""

    name: str
    url: str
    corrections_url: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who made the claim, under the name the public may know; ``same_as`` is a page that identifies them."""

    name: str
    kind: ClaimantKind
    same_as: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place where the claim was published, and ``archived_url``, the public address of the copy this desk kept."""

    url: str
    archived_url: str
    title: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source the verdict rests on."""

    url: str
    title: str = ""
    archived_url: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A public note: what changed in the verdict, and why."""

    corrected_on: date
    note: str


@dataclass(frozen=True, slots=True)
class ClaimReviewInput:
    """A published verdict with all that its ClaimReview says.

    ``state`` and ``on_hold`` are those of the ticket. ``wording`` is a short standalone wording of the claim (under 75
    characters), ``explanation`` one or two public sentences of reasoning, ``claimed_on`` an ISO 8601 date as precise as
    it is known (2024, 2024-03, 2024-03-02) or empty. ``published_on`` is the date of the first published version.
    """

    state: str
    desk: Desk
    page_url: str
    claim: str
    verdict: SignedVerdict | None
    published_on: date
    wording: str = ""
    explanation: str = ""
    language: str = ""
    claimant: Claimant | None = None
    claimed_on: str = ""
    appearances: tuple[Appearance, ...] = ()
    first_appearance: Appearance | None = None
    corrections: tuple[Correction, ...] = ()
    citations: tuple[Citation, ...] = ()
    on_hold: bool = False


class Severity(StrEnum):
    """How much a finding weighs: an error forbids the export, the others are shown."""

    ERROR = "error"
    WARNING = "warning"
    RECOMMENDED = "recommended"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place; ``path`` leads there from the top of the document ("itemReviewed.author[0]")."""

    rule_id: str
    severity: Severity
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One published verdict in a feed. ``key`` is its permanent name at this desk; times are aware UTC."""

    key: str
    title: str
    url: str
    summary: str
    published_at: datetime
    updated_at: datetime
    category: str = ""
    category_label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FeedInput:
    """A feed, and what its permanent ids are made of (RFC 4151).

    ``authority`` is a domain and ``since`` a date on which the desk held it: neither may change later.
    ``name`` tells one feed of the desk from another ("claims", "corrections").
    ``as_of`` dates a feed without entries.
    """

    desk: Desk
    name: str
    title: str
    url: str
    authority: str
    since: date
    as_of: datetime
    entries: tuple[FeedEntry, ...] = ()
