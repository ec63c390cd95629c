"""Who a mention stands for: "the report", "he", "the Observatory" and "a UK-based war monitor", resolved as proposals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .lexicon import DOCUMENT_NOUNS
from .names import Speaker, read_mention
from .types import Attribution, Naming, Relation, SourceKind, Span

_NEAR = 1500  # characters within which "the report" and "he" look for whom they mean
_ISSUER = re.compile(r"\b(?:by|from|of|published by|released by|issued by)\s+(?P<who>(?:the |a |an )?[^,;]{2,100})$")
_POSSESSED = re.compile(
    r"^(?:the )?(?P<who>[A-Z][\w.\-&]*(?:\s+[A-Z][\w.\-&]*)*)(?:['’]s?)?\s+(?P<what>sources?|officials?|activists?|correspondents?|reporters?|monitors?|contacts?|informants?)$"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """One credited telling in a chain: the mention, where, with which cue, and the channel it went through."""

    mention: str
    at: int
    span: Span
    cue: str
    relation: Relation
    channel: str | None = None
    channel_span: Span | None = None
    channel_note: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker after resolution; ``inferred`` when the text only suggests it, and ``note`` then says why."""

    name: str
    kind: SourceKind
    naming: Naming
    inferred: bool = False
    rule: str = "named"
    note: str = ""
    evidence: tuple[Span, ...] = ()
    via: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A named speaker met in the text, with the place and the document, if any, it was named as issuer of."""

    speaker: Speaker
    span: Span
    document: str


@dataclass(slots=True)
class Register:
    """The named speakers of one text in the order they appear."""

    text: str
    known: list[Known] = field(default_factory=list)
    _answers: dict[tuple[str, int], Resolved] = field(default_factory=dict)

    def resolve(self, mention: str, at: int) -> Resolved:
        """Say who ``mention``, standing at offset ``at``, stands for."""
        key = (mention, at)
        if key not in self._answers:
            self._answers[key] = self._resolve(mention, at)
        return self._answers[key]

    def _resolve(self, mention: str, at: int) -> Resolved:
        issuer = issuer_of(mention)
        if issuer is not None:
            inner = self._resolve(issuer, at)
            return replace(inner, rule="issuer-of-document" if inner.rule == "named" else inner.rule)
        possessed = _POSSESSED.match(mention.strip())
        if possessed:
            owner = self._resolve(possessed.group("who"), at)
            group = read_mention(mention)
            via = (
                Speaker(owner.name, owner.kind, owner.naming, "", mention)
                if owner.naming is Naming.NAMED and owner.kind is not SourceKind.PERSON
                else None
            )
            return (
                Resolved(mention.strip(), SourceKind.UNNAMED_GROUP, Naming.UNNAMED, rule="unnamed", via=via)
                if group.name
                else Resolved(mention, SourceKind.UNNAMED_GROUP, Naming.UNNAMED)
            )
        speaker = read_mention(mention)
        if speaker.naming is Naming.NAMED:
            return self._fuller(speaker, at)
        if speaker.naming is Naming.UNNAMED:
            return Resolved(speaker.name, speaker.kind, Naming.UNNAMED, rule="unnamed")
        return self._described(speaker, at)

    def _fuller(self, speaker: Speaker, at: int) -> Resolved:
        """ "Khaji" and "the Observatory" are the one fuller name that holds these words."""
        words = _name_words(speaker.name)
        fuller: dict[str, Known] = {}
        for known in self.known:
            other = _name_words(known.speaker.name)
            if (
                words < other
                and not (known.speaker.kind is SourceKind.PERSON and not _is_surname(speaker.name, known.speaker.name))
            ) or _is_acronym(speaker.name, known.speaker.name):
                fuller.setdefault(known.speaker.name, known)
        if len(fuller) != 1:
            return Resolved(speaker.name, speaker.kind, Naming.NAMED)
        known = next(iter(fuller.values()))
        return Resolved(known.speaker.name, known.speaker.kind, Naming.NAMED, rule="short-for", evidence=(known.span,))

    def _described(self, speaker: Speaker, at: int) -> Resolved:
        if speaker.head in {"he", "she", "who"}:
            return self._latest_person(speaker, at)
        if speaker.head in DOCUMENT_NOUNS or speaker.kind is SourceKind.DOCUMENT:
            return self._issuer_before(speaker, at)
        if speaker.kind in (SourceKind.ORGANISATION, SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_BODY):
            return self._next_body(speaker, at)
        return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="described")

    def _latest_person(self, speaker: Speaker, at: int) -> Resolved:
        for known in reversed(self.known):
            if known.span.start < at and known.speaker.kind is SourceKind.PERSON:
                if at - known.span.start > _NEAR:
                    break
                full = self._fuller(known.speaker, at)
                note = f"“{speaker.name}” is read as the person credited last before it"
                return Resolved(full.name, SourceKind.PERSON, Naming.NAMED, True, "pronoun", note, (known.span,))
        return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="pronoun-unresolved")

    def _issuer_before(self, speaker: Speaker, at: int) -> Resolved:
        for known in reversed(self.known):
            if known.span.start < at and known.document and _same_document(known.document, speaker.head):
                if at - known.span.start > 2 * _NEAR:
                    break
                note = f"“{speaker.mention}” is read as the {known.document} credited before it"
                full = self._fuller(known.speaker, at)
                return Resolved(full.name, full.kind, Naming.NAMED, True, "the-document", note, (known.span,))
        return Resolved(speaker.name, SourceKind.DOCUMENT, Naming.DESCRIBED, rule="document-unresolved")

    def _next_body(self, speaker: Speaker, at: int) -> Resolved:
        """A described body that issued a document is the body named, close by, as issuer of such a document."""
        best: Known | None = None
        for known in self.known:
            close = abs(known.span.start - at) < _NEAR / 2
            fits = known.document or _shares_head(speaker, known.speaker)
            if close and fits and known.speaker.kind is not SourceKind.PERSON and known.span.start != at:
                best = known
                break
        if best is None:
            return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="described")
        note = f"“{speaker.name}” is read as the body named close by"
        return Resolved(best.speaker.name, best.speaker.kind, Naming.NAMED, True, "described-body", note, (best.span,))


def issuer_of(mention: str) -> str | None:
    """The issuer in "a report (published) by X", None where the mention is no document."""
    head = read_mention(mention.split(" by ")[0].split(" from ")[0].split(" of ")[0]).head
    if head not in DOCUMENT_NOUNS and not any(word in DOCUMENT_NOUNS for word in mention.lower().split()[:4]):
        return None
    found = re.search(r"\b(?:by|from)\s+(?P<who>[^,;]{2,100})", mention)
    return found.group("who").strip() if found else None


def register_of(text: str, attributions: Sequence[Attribution]) -> Register:
    """All named speakers of the attributions, in order."""
    register = Register(text)
    seen: set[Span] = set()
    for one in attributions:
        for span in (*one.source[:1], *((one.addressee,) if one.addressee else ())):
            if span in seen:
                continue
            seen.add(span)
            mention = span.of(text)
            issuer = issuer_of(mention)
            speaker = read_mention(issuer or mention)
            document = _document_of(mention) if issuer else ""
            if speaker.naming is Naming.NAMED:
                register.known.append(Known(speaker, span, document))
    register.known.sort(key=lambda known: known.span)
    return register


def _document_of(mention: str) -> str:
    for word in _WORD.findall(mention.lower())[:5]:
        if word in DOCUMENT_NOUNS:
            return word
    return "report"


def _same_document(document: str, head: str) -> bool:
    return document.rstrip("s") == head.rstrip("s") or (
        head in {"document", "documents", "findings", "study", "report"}
        and document in {"report", "study", "analysis", "review"}
    )


def _name_words(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)} - {"the", "of", "for", "and"}


def _is_surname(short: str, full: str) -> bool:
    return full.lower().endswith(short.lower())


def _is_acronym(short: str, full: str) -> bool:
    if not (short.isupper() and 2 <= len(short) <= 6):
        return False
    initials = [word[0] for word in full.split() if word[0].isupper()]
    return "".join(initials) == short


def _shares_head(speaker: Speaker, other: Speaker) -> bool:
    words = other.name.lower().split()
    return bool(speaker.head) and (speaker.head in words or (speaker.head == "monitor" and "observatory" in words))
