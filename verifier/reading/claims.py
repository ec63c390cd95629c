"""Claims: the single checkable statements of a text, each at its span, with its chain and its figures."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .chains import Carriage, build_chain
from .judging import Circumstances, Facts, kind_of, read_facts, why_not_checkable
from .mentions import Register, Told
from .page import Page
from .places import NO_NAMES, Names, find_names
from .sentences import Unit
from .splitting import split
from .tellings import read_telling
from .types import (
    Attribution,
    Block,
    ClaimKind,
    Hop,
    Mentioned,
    MentionKind,
    Naming,
    ProposedClaim,
    Relation,
    SourceKind,
    Span,
    Standalone,
    VerbClass,
)
from .wording import elliptic, with_name, with_subject
from .worthiness import score

_MOST_CREDITS = 40  # attributions of one sentence that are turned into claims
_LEAST_BESIDE = 3  # words beside who spoke and that they spoke
_REPEATS = 20  # places of the same words that are listed


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that may become a claim, with the attributions it stands in, outermost first."""

    span: Span
    credited: tuple[int, ...]
    quoted: bool
    kind: ClaimKind | None = None
    rule: str = "content"
    lead: Span | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything claims are drawn from."""

    page: Page
    attributions: Sequence[Attribution]
    carriage: Carriage
    register: Register
    published_on: date | None = None
    told: dict[int, Told] = field(default_factory=dict)
    names: Names = NO_NAMES


def find_claims(scene: Scene) -> tuple[ProposedClaim, ...]:
    """One claim a statement, in the order of the text; the headline's repeat is not proposed again."""
    scene = replace(scene, names=find_names(scene.page, scene.register))
    scene.told.update((number, _told(scene, number)) for number, one in enumerate(scene.attributions) if one.source)
    claims: list[ProposedClaim] = []
    by_unit = _by_unit(scene)
    for number, unit in enumerate(scene.page.units):
        if unit.block not in (Block.HEADLINE, Block.STANDFIRST, Block.BODY):
            continue
        for piece in _pieces(scene, unit, by_unit.get(number, ())):
            claim = _propose(scene, unit, piece)
            if claim is not None:
                claims.append(claim)
    return _linked(scene.page, claims)


def _by_unit(scene: Scene) -> dict[int, tuple[int, ...]]:
    """For each sentence, the attributions whose cue or content touches it."""
    units = scene.page.units
    starts = [scene.page.tokens.start[unit.first] for unit in units]
    found: dict[int, set[int]] = {}
    for number, one in enumerate(scene.attributions):
        for span in (*one.content, *one.cue):
            first = max(bisect_right(starts, span.start) - 1, 0)
            last = max(bisect_right(starts, span.end - 1) - 1, 0)
            for unit in range(first, min(last, first + 200) + 1):
                found.setdefault(unit, set()).add(number)
    return {unit: tuple(sorted(numbers)) for unit, numbers in found.items()}


def _pieces(scene: Scene, unit: Unit, numbers: Sequence[int]) -> Iterator[Piece]:
    span = scene.page.span(unit.first, unit.last)
    leaves: list[Piece] = []
    numbers = numbers[:_MOST_CREDITS]
    within: dict[int | None, list[int]] = {}
    for number in numbers:
        within.setdefault(scene.attributions[number].nested_in, []).append(number)
    for number in numbers:
        one = scene.attributions[number]
        for content in one.content:
            part = _meet(content, span)
            if part is None:
                continue
            inner = within.get(number, [])
            if any(_covers(scene.attributions[k], part) for k in inner):
                continue
            leaves.append(Piece(part, _credit(scene, number), _is_quoted(scene.page, part)))
    if not leaves and _only_credits(scene, span, numbers):
        return
    if not leaves:
        yield from _split(scene, Piece(span, (), False, rule="unattributed"))
        return
    for leaf in leaves:
        yield from _split(scene, leaf)
    event = _speech_event(scene, span, numbers)
    if event is not None:
        yield event


def _only_credits(scene: Scene, span: Span, numbers: Sequence[int]) -> bool:
    """ "Ann Lee said:" above a quotation states nothing itself."""
    words = scene.page.text[span.start : span.end]
    for number in numbers:
        one = scene.attributions[number]
        held = sum(len(part.of(scene.page.text).split()) for part in (*one.source, *one.cue) if _meet(part, span))
        if one.source and held and len(words.split()) - held < _LEAST_BESIDE:
            return True
    return False


def _meet(content: Span, span: Span) -> Span | None:
    start, end = max(content.start, span.start), min(content.end, span.end)
    return Span(start, end) if start < end else None


def _covers(inner: Attribution, part: Span) -> bool:
    inside = sum(max(0, min(piece.end, part.end) - max(piece.start, part.start)) for piece in inner.content)
    return inside * 10 >= (part.end - part.start) * 4


def _credit(scene: Scene, number: int) -> tuple[int, ...]:
    """The attributions from the outermost to this one."""
    path: list[int] = []
    at: int | None = number
    while at is not None and at not in path and len(path) < 8:
        path.append(at)
        at = scene.attributions[at].nested_in
    return tuple(reversed(path))


def _is_quoted(page: Page, part: Span) -> bool:
    head = page.text[part.start : part.start + 8].lstrip(" ,:").removeprefix("that ")
    return head[:1] in {'"', "“", "«", "„", "‘"} or head.startswith("''")


def _split(scene: Scene, piece: Piece) -> Iterator[Piece]:
    """One statement a piece; what stands in apposition is credited to nobody."""
    for part in split(scene.page.text, piece.span, scene.register.language, whole=piece.rule == "unattributed"):
        if part.rule == "apposition":
            yield replace(piece, span=part.span, credited=(), kind=ClaimKind.BACKGROUND, rule=part.rule)
        else:
            yield replace(piece, span=part.span, rule=part.rule or piece.rule, lead=part.lead)


def _speech_event(scene: Scene, span: Span, numbers: Sequence[int]) -> Piece | None:
    """ "X defended Y on Sunday by saying that ...": that X did so is a claim beside what X said."""
    for number in numbers:
        one = scene.attributions[number]
        if one.rule != "participle" or not one.source or not one.cue:
            continue
        start, end = one.source[0].start, one.cue[0].start
        words = scene.page.text[start:end]
        if not span.start <= start < end <= span.end or not words.rstrip().endswith((" by", ",")):
            continue
        if len(words[one.source[0].end - start :].split()) < 4:
            continue
        name = scene.register.resolve(one.source[0].of(scene.page.text), start).name
        at = words.find(name)
        end -= len(words) - len(words.rstrip().removesuffix(" by").rstrip(" ,"))
        outer = scene.attributions[number].nested_in
        credited = () if outer is None else _credit(scene, outer)
        return Piece(Span(start + max(at, 0), end), credited, False, ClaimKind.SPEECH_EVENT, "speech-event")
    return None


def _propose(scene: Scene, unit: Unit, piece: Piece) -> ProposedClaim | None:
    text = scene.page.text
    words = piece.span.of(text)
    told = [scene.told[number] for number in piece.credited if number in scene.told]
    chain, ends = build_chain(text, scene.carriage, told, unit.block, scene.register)
    facts = read_facts(text, piece.span, published_on=scene.published_on, language=scene.register.language)
    kind = piece.kind or _kind(scene, unit, piece, facts, chain)
    has_facts = bool(facts.figures or facts.dates)
    reason = why_not_checkable(words, scene.register.language, has_facts=has_facts)
    factive = next(
        (
            scene.attributions[k].cue[0].of(text)
            for k in piece.credited
            if scene.attributions[k].verb_class is VerbClass.FACTIVE
        ),
        "",
    )
    mentioned = scene.names.within(piece.span)
    standalone = _standalone(scene, piece)
    return ProposedClaim(
        span=piece.span,
        text=words,
        kind=kind,
        score=score(standalone.words if standalone else words),
        figures=facts.figures,
        chain=chain,
        ends=ends,
        rule=piece.rule,
        checkable=not reason,
        reason=reason,
        factive_cue=factive,
        dates=facts.dates,
        places=tuple(one for one in mentioned if one.kind is MentionKind.PLACE),
        names=tuple(one for one in mentioned if one.kind is not MentionKind.PLACE),
        standalone=standalone,
    )


def _standalone(scene: Scene, piece: Piece) -> Standalone | None:
    text = scene.page.text
    if piece.lead is not None:
        return with_subject(text, piece.span, piece.lead, piece.rule)
    if piece.rule == "elliptic":
        return elliptic(text, piece.span)
    return with_name(text, piece.span, _teller(scene, piece), scene.register, scene.names)


def _teller(scene: Scene, piece: Piece) -> Mentioned | None:
    """The named person whose quoted words a piece is."""
    number = piece.credited[-1] if piece.credited and piece.quoted else None
    if number is None or number not in scene.told:
        return None
    told = scene.told[number]
    resolved = scene.register.resolve(told.mention, told.at)
    if resolved.naming is not Naming.NAMED or resolved.kind is not SourceKind.PERSON:
        return None
    return Mentioned(told.span, resolved.name, MentionKind.PERSON)


def _kind(scene: Scene, unit: Unit, piece: Piece, facts: Facts, chain: tuple[Hop, ...]) -> ClaimKind:
    if unit.block is Block.HEADLINE:
        return ClaimKind.HEADLINE
    asserted = bool(piece.credited) and any(hop.relation is Relation.ASSERTED for hop in chain[1:])
    language, day = scene.register.language, scene.published_on
    given = Circumstances(language, day, quoted=piece.quoted, asserted=asserted, credited=bool(piece.credited))
    return kind_of(piece.span.of(scene.page.text), facts, given)


def _told(scene: Scene, number: int) -> Told:
    one = scene.attributions[number]
    quoted = bool(one.content) and _is_quoted(scene.page, one.content[0])
    return read_telling(scene.page.text, scene.attributions, number, quoted=quoted)


def _linked(page: Page, claims: list[ProposedClaim]) -> tuple[ProposedClaim, ...]:
    """Without doubles; a claim whose words come again points to the other places."""
    kept: list[ProposedClaim] = []
    for claim in sorted(claims, key=lambda one: (one.span.start, -one.span.end)):
        rival = next((k for k in range(max(0, len(kept) - 4), len(kept)) if _overlap(kept[k].span, claim.span)), None)
        if rival is None:
            kept.append(claim)
        elif len(claim.chain) > len(kept[rival].chain):
            kept[rival] = claim
    places: dict[str, list[Span]] = {}
    for unit in page.units:
        if unit.block is Block.REPEAT:
            span = page.span(unit.first, unit.last)
            places.setdefault(_key(span.of(page.text)), []).append(span)
    for claim in kept:
        places.setdefault(_key(claim.text), []).append(claim.span)
    return tuple(
        replace(claim, repeats=tuple(span for span in places[_key(claim.text)][:_REPEATS] if span != claim.span))
        for claim in kept
    )


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared * 2 > min(a.end - a.start, b.end - b.start)
