"""What of a claim's sources may leave the desk: the one place where a name is let through or kept back.

Only what a person has accepted is shown: no proposed hop, nothing off the record, no note of the desk. Whoever is
protected, spoke on background or is not named stands there by description.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from verifier.provenance.independence import measure
from verifier.provenance.models import Statement
from verifier.provenance.queries import ClaimRows, end_of, graph
from verifier.provenance.types import ChainEnd, DerivationStatus, GroundRules, Naming, Stance
from verifier.publishing.formats import is_web_address
from verifier.sources.models import Source
from verifier.sources.rules import fold
from verifier.sources.types import SourceKind

WITHHELD: Final = "[name withheld]"
ON_HOLD: Final = "[withheld for legal reasons]"
_UNNAMED: Final = {
    Naming.NAMED: "a source known to this desk",
    Naming.DESCRIBED: "a source that is described, not named",
    Naming.UNNAMED: "an unnamed source",
    Naming.ANONYMOUS_TO_US: "a source unknown to this desk",
}
_OUTLETS: Final = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_NOT_BY_NAME: Final = frozenset({GroundRules.BACKGROUND, GroundRules.DEEP_BACKGROUND})
_SHORTEST_PART: Final = 3
_EDGE: Final = 1_000  # how far beyond a stretch of text what reaches into it may begin
_TELLING: Final = (3, 12)  # words, or characters, from which on words are too many to be anybody's
_ESCAPED: Final = re.compile("(?:%[0-9a-f]{2})+", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Protected:
    """A source whose name is kept back, and what else it is called: other names, words of the article."""

    name: str
    kind: SourceKind
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """Takes protected names, and words on legal hold, out of words and addresses before they leave the desk."""

    pattern: re.Pattern[str] | None = None
    addresses: frozenset[str] = frozenset()

    def words(self, text: str) -> str:
        """The text with every protected name and everything on hold withheld."""
        return self.pattern.sub(_in_place_of, text) if self.pattern else text

    def part(self, text: str, start: int, end: int) -> str:
        """A stretch of a text; a name that reaches over its edge is withheld as well."""
        pieces, here = [], start
        found = self.pattern.finditer(text, max(0, start - _EDGE), min(len(text), end + _EDGE)) if self.pattern else ()
        for match in found:
            if start < match.end() and match.start() < end:
                pieces += [text[here : max(here, match.start())], _in_place_of(match) if match.start() >= start else ""]
                here = min(match.end(), end)
        return "".join((*pieces, text[here:end]))

    def own(self, text: str) -> str:
        """Words this desk wrote, also without addresses of mail."""
        return _EMAIL.sub("[address withheld]", self.words(text))

    def address(self, url: str) -> str:
        """The address if it is one of the web, not on hold, and carries no protected name, else nothing."""
        plain = _ESCAPED.sub(_unescaped, url)
        if not is_web_address(url) or _bare(url) in self.addresses or (self.pattern and self.pattern.search(plain)):
            return ""
        return url


def redaction(protected: Iterable[Protected], *, held: Iterable[str] = (), addresses: Iterable[str] = ()) -> Redaction:
    """What withholds these names, however they are spaced, hyphenated or written in capitals.

    ``held`` are words on legal hold, withheld in the same way; words as short as a name are left out, as they stand
    in what anybody says. ``addresses`` are those of pages of which something is on hold.
    """
    names = _longest_first(pattern for one in protected for pattern in _patterns(one))
    told = _longest_first(pattern for one in held for pattern in _held_patterns(one))
    parts = [f"(?P<held>{'|'.join(told)})"] if told else []
    pattern = re.compile("|".join((*parts, *names))) if parts or names else None
    return Redaction(pattern, frozenset(_bare(one) for one in addresses))


def _longest_first(patterns: Iterable[str]) -> list[str]:
    return sorted(set(patterns), key=lambda one: (-len(one), one))


def _held_patterns(words: str) -> Iterable[str]:
    tokens = re.findall(r"\w+", words)
    fewest, shortest = _TELLING
    return _spelled(tokens, any_case=True) if len(tokens) >= fewest or len("".join(tokens)) >= shortest else ()


def _in_place_of(match: re.Match[str]) -> str:
    return ON_HOLD if match.lastgroup == "held" else WITHHELD


def _bare(url: str) -> str:
    """An address without what does not change the page it leads to."""
    return url.partition("#")[0].partition("?")[0].rstrip("/").casefold()


def _patterns(one: Protected) -> Iterable[str]:
    parts = set(fold(one.name).split())
    akin = (words for words in one.also if parts & set(fold(words).split()))
    for name in (one.name, *akin):
        tokens = re.findall(r"\w+", name)
        if tokens:
            yield from _spelled(tokens, any_case=True)
    tokens = re.findall(r"\w+", one.name)
    if one.kind is SourceKind.PERSON and len(tokens) > 1 and len(tokens[-1]) >= _SHORTEST_PART:
        yield from _spelled(tokens[-1:], any_case=False)


def _spelled(tokens: Sequence[str], *, any_case: bool) -> Iterable[str]:
    for form in ("NFC", "NFD"):
        spelled = r"[\W_]*".join(re.escape(unicodedata.normalize(form, token)) for token in tokens)
        # Arabic and Hebrew write "and", "to" and "by" in one with the name: there a word's edge is no edge of the name.
        edged = rf"(?<![^\W_]){spelled}(?![^\W_])" if tokens[0][0].isascii() else spelled
        yield f"(?i:{edged})" if any_case else edged


def _unescaped(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class PublicTeller:
    """Who told it, as the public may know them; ``kind`` is empty where even that would tell too much."""

    name: str
    naming: str
    kind: str


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One teller of the chain; ``relation`` and ``cue`` say how the teller before took it from this one."""

    statement_id: int
    teller: PublicTeller
    relation: str
    cue: str
    mention: str
    url: str
    said_on: date | None
    medium: str
    access: str


@dataclass(frozen=True, slots=True)
class PublicChain:
    """The trail from the publisher inwards. ``cut``: it goes on, but what follows may not be shown."""

    steps: tuple[PublicStep, ...]
    end: str
    cut: bool


@dataclass(frozen=True, slots=True)
class PublicEvidence:
    """A statement that supports, refutes or explains the claim."""

    statement_id: int
    stance: str
    teller: PublicTeller
    quote: str
    url: str
    said_on: date | None
    medium: str
    access: str


def is_off_record(statement: Statement) -> bool:
    """Whether the statement may not be mentioned at all."""
    return statement.ground_rules is GroundRules.OFF_RECORD


def is_named(statement: Statement, source: Source) -> bool:
    """Whether the public may know this source by name for this statement."""
    on_record = statement.ground_rules not in _NOT_BY_NAME and not is_off_record(statement)
    return on_record and statement.naming is Naming.NAMED and not source.protected


def public_teller(statement: Statement, source: Source, redact: Redaction) -> PublicTeller:
    """The source of a statement under the name the public may know."""
    if is_named(statement, source):
        return PublicTeller(redact.words(source.name), Naming.NAMED.value, source.kind.value)
    if source.protected:
        described = redact.words(source.published_description.strip())
        return PublicTeller(described or _UNNAMED[Naming.NAMED], Naming.DESCRIBED.value, "")
    naming = Naming.DESCRIBED if statement.naming is Naming.NAMED else statement.naming
    if source.kind is SourceKind.UNNAMED_GROUP:  # its name is a description already
        return PublicTeller(redact.words(source.name), naming.value, source.kind.value)
    described = redact.words(source.published_description.strip())
    return PublicTeller(described or _UNNAMED[statement.naming], naming.value, "")


def public_rows(rows: ClaimRows) -> ClaimRows:
    """The graph without what is off the record and without hops that nobody has confirmed."""
    statements = tuple(row for row in rows.statements if not is_off_record(row))
    shown = {row.id for row in statements}
    hops = tuple(
        hop
        for hop in rows.derivations
        if hop.status is DerivationStatus.CONFIRMED and {hop.downstream_id, hop.upstream_id} <= shown
    )
    return ClaimRows(statements, hops, rows.sources, rows.alike)


def public_chain(rows: ClaimRows, redact: Redaction) -> PublicChain:
    """The confirmed chain of a claim as the public may see it."""
    shown = public_rows(rows)
    chain = shown.chain()
    steps: list[PublicStep] = []
    for row in chain:
        hop = shown.hop_into(row.id) if steps else None
        source = rows.sources[row.source_id]
        named = is_named(row, source)
        steps.append(
            PublicStep(
                row.id,
                public_teller(row, source, redact),
                hop.relation.value if hop else "",
                redact.words(hop.cue) if hop else "",
                redact.words(row.mention) if named and fold(row.mention) != fold(source.name) else "",
                redact.address(row.url) if named else "",
                row.said_on,
                row.medium.value,
                row.access.value,
            )
        )
    end, cut = public_end(rows, shown)
    return PublicChain(tuple(steps), end.value, cut)


def public_end(rows: ClaimRows, shown: ClaimRows) -> tuple[ChainEnd, bool]:
    """Where the trail ends for the public; True where it goes on to what is off the record: then it breaks off."""
    chain = shown.chain()
    hidden = {row.id for row in rows.statements if is_off_record(row)}
    cut = bool(chain) and any(
        hop.downstream_id == chain[-1].id and hop.upstream_id in hidden for hop in rows.derivations
    )
    return (ChainEnd.UNKNOWN if cut else end_of(shown)), cut


def count_outlets(shown: ClaimRows) -> int:
    """How many outlets and agencies tell it so."""
    tellers = {
        shown.sources[row.source_id].id: row.source_id for row in shown.statements if row.stance is Stance.SUPPORTS
    }
    return sum(shown.sources[one].kind in _OUTLETS for one in tellers.values())


def public_origins(shown: ClaimRows) -> tuple[int, int] | None:
    """The lowest and highest number of independent origins that say so; None where there is none to count."""
    count = measure(graph(shown)).supporting.count
    return (count.low, count.high) if count.high else None


def public_evidence(rows: ClaimRows, redact: Redaction) -> tuple[PublicEvidence, ...]:
    """The statements beside the chain that the public may see, in the order in which they were added."""
    found = []
    for row in public_rows(rows).corroboration():
        source = rows.sources[row.source_id]
        named = is_named(row, source)
        deep = row.ground_rules is GroundRules.DEEP_BACKGROUND  # may be used, in nobody's words
        found.append(
            PublicEvidence(
                statement_id=row.id,
                stance=row.stance.value,
                teller=public_teller(row, source, redact),
                quote="" if deep else redact.words(row.quote),
                url=redact.address(row.url) if named else "",
                said_on=None if deep else row.said_on,
                medium=row.medium.value,
                access=row.access.value,
            )
        )
    return tuple(found)
