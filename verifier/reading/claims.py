"""Claims: the single checkable statements of a text, each at its span, with its chain and its figures."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .chains import Carriage, build_chain
from .dates import find_dates
from .figures import find_figures
from .mentions import Register, Told
from .page import Page
from .sentences import Unit
from .tellings import read_telling
from .types import (
    Attribution,
    Block,
    ClaimKind,
    Hop,
    ProposedClaim,
    Relation,
    Span,
    VerbClass,
)
from .worthiness import score

_LEAD_IN = re.compile(
    r"(?:it (?:is|was) (?:worth (?:noting|mentioning)|noteworthy|notable|important to note"
    r"|clear)(?: here)? that|it should be (?:noted|mentioned) that|"
    r"this means (?:that )?|that means (?:that )?|note that|in other words,|of note,)\s*",
    re.IGNORECASE,
)
_LEAD_WORD = re.compile(r"(?:but |and )?(?:that|whether|que|dass|daß|что|إن|أن|بأن|إلى أن)\s+|qu['’]", re.IGNORECASE)
_EDGE = " \t\n\r\u00a0,،؛;:–—-\"“”„«»'‘’"
_SPLIT = re.compile(r",\s+(?:where|while|whereas)\s+|;\s+")
_RETURN = re.compile(r",?\s+in (?:return|exchange) for\s+")
_ASIDE = re.compile(
    r",\s+(?:another|one of the|the (?:only|first|last|\w+est)|a (?:key|major|close|leading"
    r"|former|longtime|top|staunch))\s+(?:[\w’'\-]+\s+){2,12}?[\w’'\-]+[.”\"]*$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|'ll|is going to|are going to|is expected to|are expected to)\b", re.IGNORECASE
)
_OPINION = re.compile(
    r"\b(?:should|ought to|i (?:think|believe|feel|hope)|we (?:think|believe|hope)|in my (?:view"
    r"|opinion)|beautiful|wonderful|terrible|"
    r"disgraceful|shameful|amazing|horrible|outrageous|great deal|best|worst)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 3
_MOST_CREDITS = 40  # attributions of one sentence that are turned into claims
_REPEATS = 20  # places of the same words that are listed


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that may become a claim, with the attributions it stands in, outermost first."""

    span: Span
    credited: tuple[int, ...]
    quoted: bool
    kind: ClaimKind | None = None
    rule: str = "content"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything claims are drawn from."""

    page: Page
    attributions: Sequence[Attribution]
    carriage: Carriage
    register: Register
    published_on: date | None = None
    told: dict[int, Told] = field(default_factory=dict)


def find_claims(scene: Scene) -> tuple[ProposedClaim, ...]:
    """One claim a statement, in the order of the text; the headline's repeat is not proposed again."""
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
    text = scene.page.text
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
    if not leaves:
        yield from _split(text, Piece(span, (), False, rule="unattributed"))
        return
    for leaf in leaves:
        yield from _split(text, leaf)
    event = _speech_event(scene, span, numbers)
    if event is not None:
        yield event


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


def _split(text: str, piece: Piece) -> Iterator[Piece]:
    """One statement a piece: cut at ", where" and ";", and before what is paid in return."""
    for start, end in _cuts(text, piece.span):
        trimmed = _trim(text, Span(start, end), whole=piece.rule == "unattributed")
        if trimmed is not None:
            aside = start > piece.span.start and text[start : start + 1] == "," and _ASIDE.match(text, start, end)
            yield (
                replace(piece, span=trimmed, credited=(), kind=ClaimKind.BACKGROUND, rule="apposition")
                if aside
                else replace(piece, span=trimmed)
            )


def _cuts(text: str, span: Span) -> Iterator[tuple[int, int]]:
    words = span.of(text)
    begin = 0
    aside = _ASIDE.search(words)
    if aside and aside.start() >= 40:
        yield span.start + aside.start(), span.end
        span, words = Span(span.start, span.start + aside.start()), words[: aside.start()]
    for found in _SPLIT.finditer(words):
        if found.start() - begin >= 40 and len(words) - found.end() >= 30:
            yield span.start + begin, span.start + found.start()
            begin = found.end()
    paid = _RETURN.search(words, begin)
    if paid and paid.start() - begin >= 40 and any(char.isdigit() for char in words[paid.end() :]):
        yield span.start + begin, span.start + paid.start()
        begin = paid.end()
    yield span.start + begin, span.end


def _trim(text: str, span: Span, *, whole: bool) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    for pattern in (_LEAD_IN, _LEAD_WORD):
        found = pattern.match(text, start, end)
        if found and (pattern is _LEAD_IN or not whole):
            start = found.end()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if not any(char.isalnum() for char in text[start:end]) or _is_too_short(text[start:end]):
        return None
    return Span(start, end)


def _is_too_short(words: str) -> bool:
    """Two words say little in English or French, but a whole sentence in Arabic or Russian."""
    least = _LEAST_WORDS if any("a" <= char.lower() <= "z" for char in words[:40]) else _LEAST_WORDS - 1
    return len(words.split()) < least


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
    figures = find_figures(text, piece.span)
    kind = piece.kind or _kind(unit, piece, words, bool(figures), chain)
    checkable, reason = _checkable(words, kind)
    factive = next(
        (
            scene.attributions[k].cue[0].of(text)
            for k in piece.credited
            if scene.attributions[k].verb_class is VerbClass.FACTIVE
        ),
        "",
    )
    return ProposedClaim(
        span=piece.span,
        text=words,
        kind=kind,
        score=score(words),
        figures=figures,
        chain=chain,
        ends=ends,
        rule=piece.rule,
        checkable=checkable,
        reason=reason,
        factive_cue=factive,
        dates=find_dates(text, piece.span, scene.published_on),
    )


def _kind(unit: Unit, piece: Piece, words: str, has_figures: bool, chain: tuple[Hop, ...]) -> ClaimKind:
    if unit.block is Block.HEADLINE:
        return ClaimKind.HEADLINE
    if has_figures:
        return ClaimKind.FIGURE
    if _FUTURE.search(words):
        return ClaimKind.PREDICTION
    if piece.quoted:
        return ClaimKind.QUOTE
    if piece.credited and any(hop.relation is Relation.ASSERTED for hop in chain[1:]):
        return ClaimKind.POSITION
    return ClaimKind.EVENT


def _checkable(words: str, kind: ClaimKind) -> tuple[bool, str]:
    if words.rstrip("\"”' ").endswith("?"):
        return False, "a question"
    if kind is ClaimKind.PREDICTION:
        return False, "a prediction: nobody can check it yet"
    if _OPINION.search(words):
        return False, "an opinion"
    return True, ""


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
