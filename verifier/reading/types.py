"""The words of reading. Every offset is a Unicode code point of the text given, end excluded."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of speaker a proposal names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE_BODY = "state_body"
    OUTLET = "outlet"
    AGENCY = "agency"
    DOCUMENT = "document"
    UNNAMED_GROUP = "unnamed_group"
    AUTHOR = "author"


class Naming(StrEnum):
    """How the text names a speaker: by name, by description ("a UK-based war monitor"), or not at all."""

    NAMED = "named"
    DESCRIBED = "described"
    UNNAMED = "unnamed"


class Relation(StrEnum):
    """How a statement took its content from the one before it."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    REPORTED = "reported"
    TOLD = "told"
    TRANSLATED = "translated"
    REPUBLISHED = "republished"
    EDITED_COPY = "edited_copy"
    ASSERTED = "asserted"
    IMPLICIT = "implicit"
    UNKNOWN = "unknown"


class VerbClass(StrEnum):
    """What a reporting verb lets the reader presuppose."""

    NEUTRAL = "neutral"
    SPECULATIVE = "speculative"
    DOUBT = "doubt"
    FACTIVE = "factive"
    DENIAL = "denial"


class ClaimKind(StrEnum):
    """What a claim is about; decides nothing, orders the queue."""

    HEADLINE = "headline"
    FIGURE = "figure"
    EVENT = "event"
    POSITION = "position"
    QUOTE = "quote"
    BACKGROUND = "background"
    SPEECH_EVENT = "speech_event"
    PREDICTION = "prediction"


class MentionKind(StrEnum):
    """What a name in a claim names; ``NAME`` where the text does not tell."""

    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    NAME = "name"


class ChainEnd(StrEnum):
    """Where the trail of a chain ends."""

    NAMED = "named"
    UNNAMED = "unnamed"
    AUTHOR = "author"
    UNKNOWN = "unknown"


class DisclaimerKind(StrEnum):
    """How a text disowns what it says."""

    PUBLISHER_NO_VERIFICATION = "publisher_no_verification"
    CLAIM_UNVERIFIED = "claim_unverified"
    OPINION_RESPONSIBILITY = "opinion_responsibility"
    SYNDICATION = "syndication"
    VERIFIED_BY = "verified_by"


class DisclaimerScope(StrEnum):
    """How far a disclaimer reaches."""

    ARTICLE = "article"
    CLAIM = "claim"


class Block(StrEnum):
    """What part of the page a stretch of text is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    DISCLAIMER = "disclaimer"
    FURNITURE = "furniture"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its paragraph's number (from 0) and the kind of block it stands in."""

    span: Span
    paragraph: int
    block: Block


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what. Each role may be in pieces; ``source`` is empty when nobody is credited.

    ``nested_in`` is the index, in the reading's list, of the attribution whose content holds this one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    verb_class: VerbClass
    rule: str
    nested_in: int | None = None
    addressee: Span | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One teller in a proposed chain. The first hop is the publisher; the last is where the trail ends.

    ``relation`` says how the teller before it (nearer the reader) took the content from this one.
    ``source`` is the resolved name to show ("Syrian Observatory for Human Rights"), ``mention`` the words of the text
    ("a UK-based war monitor"), ``spans`` the evidence. ``inferred`` is true when the text does not say it outright;
    ``note`` then says why it is proposed.
    """

    source: str
    kind: SourceKind
    naming: Naming
    relation: Relation
    cue: str
    spans: tuple[Span, ...]
    inferred: bool
    rule: str
    mention: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a claim. ``low`` and ``high`` are equal for a plain number, one is None for "more than"/"under"."""

    span: Span
    low: float | None
    high: float | None
    unit: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in a claim: the first and last day it can mean, both None where the text alone does not tell."""

    span: Span
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A person, a body or a place that a claim names: where, and in which words (without a possessive "'s")."""

    span: Span
    words: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Standalone:
    """A claim said so that it stands alone. What is not in its own words stands in square brackets.

    Always a reading, never the text itself: ``note`` says why, ``spans`` are the places it was taken from.
    """

    words: str
    note: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A checkable statement proposed for a ticket; ``score`` in 0..1 is its check-worthiness.

    ``chain`` runs from the publisher inwards to the origin. ``repeats`` lists spans that say the same again.
    ``standalone`` is None where the claim's own words can stand alone.
    """

    span: Span
    text: str
    kind: ClaimKind
    score: float
    figures: tuple[Figure, ...]
    chain: tuple[Hop, ...]
    ends: ChainEnd
    rule: str
    checkable: bool = True
    reason: str = ""
    repeats: tuple[Span, ...] = ()
    factive_cue: str = ""
    dates: tuple[Moment, ...] = ()
    places: tuple[Mentioned, ...] = ()
    names: tuple[Mentioned, ...] = ()
    standalone: Standalone | None = None


@dataclass(frozen=True, slots=True)
class ProposedDisclaimer:
    """A stretch by which the publisher, or a claim's teller, declines to vouch. ``who`` could or did not verify."""

    span: Span
    kind: DisclaimerKind
    scope: DisclaimerScope
    who: str
    rule: str


@dataclass(frozen=True, slots=True)
class KnownDisclaimer:
    """Words by which a publisher disowns its articles, as a person confirmed them in one of them."""

    words: str
    kind: DisclaimerKind = DisclaimerKind.PUBLISHER_NO_VERIFICATION


@dataclass(frozen=True, slots=True)
class Conflict:
    """Places of one text that do not agree; ``text`` says in a sentence what does not fit.

    ``claims`` are the spans of the claims concerned, also where the places themselves stand outside them.
    """

    spans: tuple[Span, ...]
    kind: str
    text: str
    claims: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All proposals for one text. ``publisher``, ``byline``, ``title`` are None where the text does not say."""

    title: str | None
    title_span: Span | None
    standfirst: Span | None
    publisher: str | None
    byline: str | None
    published_on: date | None
    language: str
    sentences: tuple[Sentence, ...]
    furniture: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[ProposedClaim, ...]
    disclaimers: tuple[ProposedDisclaimer, ...]
    conflicts: tuple[Conflict, ...] = field(default=())
