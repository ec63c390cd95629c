"""Who a mention stands for: "the report", "he", "the Observatory", "a UK-based war monitor"; always a proposal."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .lexicon import DOCUMENT_NOUNS, TITLES
from .names import Speaker, read_mention
from .names_foreign import LANGUAGES
from .types import Attribution, Naming, Relation, SourceKind, Span
from .wordlist import word_set

_NEAR = 1500  # characters within which "the report" and "he" look for whom they mean
_STAND_INS = word_set(
    """group organisation organization agency newspaper paper network channel company campaign party magazine"""
)
_CLOSE = 400  # characters within which a second person makes a pronoun doubtful
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Sheikh|President|Minister|Premier|Senator|Governor|General|Colonel"
    r"|Mayor|Judge|Professor|Chancellor|Ambassador)\.? (?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
)
_TITLE = 12  # characters of the longest title
_MOST = 50  # names looked at for one short form
_HIS = word_set("mr sir lord king prince")
_HERS = word_set("mrs ms miss lady queen princess")
_BODIES = frozenset({SourceKind.ORGANISATION, SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_BODY})
_ISSUER = re.compile(r"\b(?:by|from)\s+(?P<who>[^,;]{2,100})")
_POSSESSED = re.compile(
    r"^(?:the )?(?P<who>[A-Z][\w.\-&]*(?:\s+[A-Z][\w.\-&]*)*)(?:['’]s?)?\s+(?P<what>sources?"
    r"|officials?|activists?|correspondents?|reporters?|monitors?|contacts?|informants?)$"
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


class Register:
    """The named speakers of one text in the order they appear, found again by their words and by their place."""

    def __init__(self, known: Sequence[Known], language: str = "en", text: str = "") -> None:
        self.language = language
        self.text = text
        self.known = sorted(known, key=lambda one: one.span)
        self._starts = [one.span.start for one in self.known]
        self._answers: dict[tuple[str, int], Resolved] = {}
        self._by_word: dict[str, dict[str, Known]] = {}
        for one in self.known:
            for word in _name_words(one.speaker.name) | {_initials(one.speaker.name)}:
                self._by_word.setdefault(word, {}).setdefault(one.speaker.name, one)

    def resolve(self, mention: str, at: int) -> Resolved:
        """Say who ``mention``, standing at offset ``at``, stands for."""
        key = (mention, at)
        if key not in self._answers:
            self._answers[key] = self._resolve(mention, at)
        return self._answers[key]

    def _resolve(self, mention: str, at: int) -> Resolved:
        if self.language in LANGUAGES:
            speaker = read_mention(mention, self.language)
            rule = "unnamed" if speaker.naming is Naming.UNNAMED else speaker.naming.value
            return (
                self._fuller(speaker)
                if rule == "named"
                else Resolved(speaker.name, speaker.kind, speaker.naming, rule=rule)
            )
        issuer = issuer_of(mention)
        if issuer is not None:
            inner = (
                self._described(read_mention(issuer), at, issues=True)
                if _is_described(issuer)
                else self._resolve(issuer, at)
            )
            return replace(inner, rule="issuer-of-document" if inner.rule == "named" else inner.rule)
        possessed = _POSSESSED.match(mention.strip())
        if possessed:
            owner = self._resolve(possessed.group("who"), at)
            is_body = owner.naming is Naming.NAMED and owner.kind is not SourceKind.PERSON
            via = Speaker(owner.name, owner.kind, owner.naming, "", mention) if is_body else None
            return Resolved(mention.strip(), SourceKind.UNNAMED_GROUP, Naming.UNNAMED, rule="unnamed", via=via)
        speaker = read_mention(mention)
        if speaker.naming is Naming.NAMED:
            return self._fuller(speaker)
        if speaker.naming is Naming.UNNAMED:
            return Resolved(speaker.name, speaker.kind, Naming.UNNAMED, rule="unnamed")
        return self._described(speaker, at)

    def _fuller(self, speaker: Speaker) -> Resolved:
        """ "Khaji" and "the Observatory" are the one fuller name that holds these words."""
        words = _name_words(speaker.name)
        buckets = sorted((self._by_word.get(word, {}) for word in words), key=len)
        fuller = dict(self._by_word.get(speaker.name, {})) if _is_acronym(speaker.name) else {}
        for name, known in list(buckets[0].items())[:_MOST] if buckets else ():
            if words < _name_words(name) and (
                known.speaker.kind is not SourceKind.PERSON or _is_surname(speaker.name, name)
            ):
                fuller[name] = known
        fuller.pop(speaker.name, None)
        if len(fuller) != 1:
            return Resolved(speaker.name, speaker.kind, Naming.NAMED)
        known = next(iter(fuller.values()))
        return Resolved(known.speaker.name, known.speaker.kind, Naming.NAMED, rule="short-for", evidence=(known.span,))

    def _described(self, speaker: Speaker, at: int, *, issues: bool = False) -> Resolved:
        if speaker.head in {"he", "she", "who"}:
            return self._latest_person(speaker, at)
        if speaker.head in DOCUMENT_NOUNS or speaker.kind is SourceKind.DOCUMENT:
            return self._issuer_before(speaker, at)
        if speaker.kind in _BODIES:
            return self._body_close_by(speaker, at, issues=issues)
        return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="described")

    def _before(self, at: int, within: int) -> Iterator[Known]:
        """The named speakers before ``at``, nearest first."""
        for number in range(bisect_left(self._starts, at) - 1, -1, -1):
            known = self.known[number]
            if at - known.span.start > within:
                return
            yield known

    def _latest_person(self, speaker: Speaker, at: int) -> Resolved:
        """The person credited last before ``at``; nobody where another is named beside, or after, that one."""
        near = [
            known
            for known in self._before(at, _NEAR)
            if known.speaker.kind is SourceKind.PERSON and _may_be(speaker.head, known.speaker.mention)
        ][:_MOST]
        if not near:
            return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="pronoun-unresolved")
        last = near[0]
        full = self._fuller(last.speaker)
        begin = sentence_start(self.text, last.span.start)
        others = [(known, self._fuller(known.speaker).name) for known in near[1:] if at - known.span.start <= _CLOSE]
        rivals = [(known, name) for known, name in others if not _same_name(name, full.name)]
        beside = [name for known, name in rivals if known.span.start >= begin] or self._titled_after(last, full, at)
        if beside:
            note = f"“{speaker.name}” may be {full.name} or {beside[0]}; the text does not settle it"
            return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="pronoun-ambiguous", note=note)
        note = f"“{speaker.name}” is read as the person credited last before it"
        if rivals:
            note += f"; uncertain, {rivals[0][1]} is credited close by as well"
        return Resolved(full.name, SourceKind.PERSON, Naming.NAMED, True, "pronoun", note, (last.span,))

    def is_alone(self, pronoun: str, outer: Told, inner: Told) -> bool:
        """Whether ``pronoun`` fits the outer speaker, and nobody else is named between that one and the pronoun."""
        if not _may_be(pronoun, outer.mention):
            return False
        between = bisect_left(self._starts, outer.span.end), bisect_left(self._starts, inner.at)
        named = any(
            known.speaker.kind is SourceKind.PERSON and not _same_name(known.speaker.name, outer.mention)
            for known in self.known[between[0] : between[1]]
        )
        return not named and _TITLED.search(self.text, outer.span.end, max(outer.span.end, inner.at)) is None

    def _titled_after(self, last: Known, full: Resolved, at: int) -> list[str]:
        """People named with their title between the one credited last and the pronoun."""
        found = _TITLED.finditer(self.text, last.span.end, max(last.span.end, at))
        return [one.group() for one in found if not _same_name(one.group("who"), full.name)]

    def _issuer_before(self, speaker: Speaker, at: int) -> Resolved:
        if speaker.mention.lower().startswith(("a ", "an ", "another ")):
            return Resolved(speaker.name, SourceKind.DOCUMENT, Naming.DESCRIBED, rule="document-unresolved")
        for known in self._before(at, 2 * _NEAR):
            if known.document and _same_document(known.document, speaker.head):
                note = f"“{speaker.mention}” is read as the {known.document} credited before it"
                full = self._fuller(known.speaker)
                return Resolved(full.name, full.kind, Naming.NAMED, True, "the-document", note, (known.span,))
        return Resolved(speaker.name, SourceKind.DOCUMENT, Naming.DESCRIBED, rule="document-unresolved")

    def _body_close_by(self, speaker: Speaker, at: int, *, issues: bool) -> Resolved:
        """A described body is one named close by that issued such a document too, or is of the very kind described."""
        low = bisect_left(self._starts, at - _NEAR // 2)
        high = bisect_left(self._starts, at + _NEAR // 2)
        around = sorted(self.known[low:high], key=lambda known: (known.span.start < at, abs(known.span.start - at)))
        alike = {
            known.speaker.name for known in around if known.span.start < at and _shares_head(speaker, known.speaker)
        }
        if not issues and len(alike) > 1:
            note = f"“{speaker.name}” may be {' or '.join(sorted(alike)[:3])}; the text does not settle it"
            return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="body-ambiguous", note=note)
        definite = speaker.head in _STAND_INS and speaker.mention.lower().startswith(("the ", "this "))
        for known in around:
            if known.speaker.kind is SourceKind.PERSON or known.span.start == at:
                continue
            same = (issues and known.document) or _shares_head(speaker, known.speaker)
            if same or (definite and known.span.start < at and known.speaker.kind is speaker.kind):
                note = f"“{speaker.name}” is read as the body named close by"
                full = self._fuller(known.speaker)
                return Resolved(full.name, full.kind, Naming.NAMED, True, "described-body", note, (known.span,))
        return Resolved(speaker.name, speaker.kind, Naming.DESCRIBED, rule="described")


def sentence_start(text: str, at: int) -> int:
    """About where the sentence of ``at`` begins: after a line's end, or a full stop that ends no title."""
    lowest = text.rfind("\n", max(0, at - _NEAR), at) + 1
    stop = at
    while (stop := text.rfind(". ", lowest, stop)) >= 0:
        before = text[max(lowest, stop - _TITLE) : stop].split()
        if before and before[-1].lower() not in TITLES:
            return stop + 1
    return max(lowest, at - _NEAR)


def _same_name(one: str, other: str) -> bool:
    """Whether two names can be of one person: they end alike."""
    return one.lower().split()[-1:] == other.lower().split()[-1:]


def _is_described(mention: str) -> bool:
    return read_mention(mention).naming is Naming.DESCRIBED


def _may_be(pronoun: str, mention: str) -> bool:
    """Whether an honorific speaks against the pronoun: "he" is no Ms."""
    first = mention.split(" ", 1)[0].lower().rstrip(".")
    if pronoun == "he":
        return first not in _HERS
    return pronoun != "she" or first not in _HIS


def issuer_of(mention: str) -> str | None:
    """The issuer in "a report (published) by X", None where the mention is no document."""
    head = read_mention(mention.split(" by ")[0].split(" from ")[0].split(" of ")[0]).head
    if head not in DOCUMENT_NOUNS and not any(word in DOCUMENT_NOUNS for word in mention.lower().split()[:4]):
        return None
    found = _ISSUER.search(mention)
    return str(found.group("who")).strip() if found else None


def register_of(text: str, attributions: Sequence[Attribution], language: str = "en") -> Register:
    """All named speakers of the attributions, in order."""
    known: list[Known] = []
    seen: set[Span] = set()
    for one in attributions:
        for span in (*one.source[:1], *((one.addressee,) if one.addressee else ())):
            if span in seen:
                continue
            seen.add(span)
            mention = span.of(text)
            issuer = None if language in LANGUAGES else issuer_of(mention)
            speaker = read_mention(issuer or mention, language)
            document = _document_of(mention) if issuer else ""
            if speaker.naming is Naming.NAMED:
                known.append(Known(speaker, span, document))
    return Register(known, language, text)


def _document_of(mention: str) -> str:
    words: list[str] = _WORD.findall(mention.lower())[:5]
    return next((word for word in words if word in DOCUMENT_NOUNS), "report")


def _same_document(document: str, head: str) -> bool:
    return document.rstrip("s") == head.rstrip("s") or (
        head in {"document", "documents", "findings", "study", "report"}
        and document in {"report", "study", "analysis", "review"}
    )


def _name_words(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)} - {"the", "of", "for", "and"}


def _is_surname(short: str, full: str) -> bool:
    return full.lower().endswith(short.lower())


def _initials(name: str) -> str:
    return "".join([word[0] for word in name.split() if word[0].isupper()])


def _is_acronym(name: str) -> bool:
    return name.isupper() and 2 <= len(name) <= 6


def _shares_head(speaker: Speaker, other: Speaker) -> bool:
    words = other.name.lower().split()
    return bool(speaker.head) and (speaker.head in words or (speaker.head == "monitor" and "observatory" in words))
