"""Attributions of English text: who is said to have said what, by rules over words and marks."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .contents import Right, Start, look_right, opens_quote, trim
from .lexicon import (
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    NOUN_FORMS,
    PREPOSITIONS,
    Cue,
    Form,
    Frame,
)
from .page import Page, Zone, holds_clause, is_adverb, zones_of
from .subjects import Kind, Subject, find_left, find_right, sentence_subject, skip_to_subject
from .types import Attribution, Block, VerbClass

_NOT_PROSE = frozenset({Block.FURNITURE, Block.REPEAT, Block.DISCLAIMER, Block.BYLINE})
_DEEPEST = 8  # links of one nesting
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in token numbers."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    verb_class: VerbClass
    rule: str
    quotation: int
    addressee: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A reporting verb in its zone, with its subject."""

    at: int
    cue: Cue
    subject: Subject | None


def find_drafts(page: Page) -> list[Draft]:
    """All attributions of the page, in the order of their cues."""
    drafts: list[Draft] = []
    for unit in page.units:
        if unit.block in _NOT_PROSE:
            continue
        for zone in zones_of(page, unit):
            drafts.extend(_in_zone(page, zone))
    drafts.sort(key=lambda draft: draft.cue)
    return drafts


def _in_zone(page: Page, zone: Zone) -> Iterator[Draft]:
    found = list(_find_cues(page, zone))
    for number, one in enumerate(found):
        draft = _read_cue(page, zone, one, found[number + 1 :][:6])
        if draft is not None and draft.content:
            yield draft
    yield from _according(page, zone)


def _find_cues(page: Page, zone: Zone) -> Iterator[Found]:
    tokens = page.tokens
    of_token = page.quotations.of_token
    before: Subject | None = None
    for at in range(zone.first, zone.last):
        if of_token[at] != zone.quotation:
            continue
        cue = CUES.get(tokens.low[at])
        if cue is None or _is_noun(page, zone, at, cue):
            continue
        subject = _subject_of(page, zone, at, cue, before)
        if cue.frame is Frame.ATTITUDE and subject is None:
            continue
        if subject is not None and subject.kind is not Kind.NONE:
            before = subject
        yield Found(at, cue, subject)


def _is_noun(page: Page, zone: Zone, at: int, cue: Cue) -> bool:
    tokens = page.tokens
    word = tokens.low[at]
    before = tokens.low[at - 1] if at > zone.first else ""
    if before == "to" or (cue.form is Form.BASE and before in {"would", "could", "might", "should", "must"}):
        return True
    if word == "noting" and before == "worth":
        return True
    if cue.form is not Form.ING and before in PREPOSITIONS and word in NOUN_FORMS:
        return True
    if word in NOUN_FORMS and (before in DETERMINERS or before.endswith("'s") or before.isdigit()):
        return True
    if (
        word in NOUN_FORMS
        and at + 1 < zone.last
        and tokens.low[at + 1] in {"of", "from", "by", "is", "was", "are", "were", "about", "against"}
    ):
        return True
    if (
        cue.form is Form.FINITE
        and before in DETERMINERS
        and before not in {"all", "both", "one", "many", "some", "most", "few", "several", "this"}
    ):
        return True
    return (
        word in {"state", "states", "show", "shows", "tweets", "quotes", "reports"}
        and tokens.is_name(at)
        and at > zone.first
    )


def _subject_of(page: Page, zone: Zone, at: int, cue: Cue, before: Subject | None) -> Subject | None:
    tokens = page.tokens
    edge, passed = skip_to_subject(page, at, zone.first)
    if cue.form is Form.ING and not (set(passed) & (_BE | {"'s"})):
        return _subject_of_participle(page, zone, at, edge, before)
    if edge >= zone.first and (
        tokens.low[edge] in {"and", "but", "then", "or", "while"} or (tokens.raw[edge] == "," and before is not None)
    ):
        shared = before or sentence_subject(page, zone)
        if tokens.low[edge] in CONJUNCTIONS and shared is not None:
            return replace(shared, kind=Kind.SHARED, edge=edge)
    return find_left(page, zone, at)


def _subject_of_participle(page: Page, zone: Zone, at: int, edge: int, before: Subject | None) -> Subject | None:
    tokens = page.tokens
    if edge < zone.first:
        comma = next((k for k in range(at, zone.last) if tokens.raw[k] == ","), None)
        if comma is None:
            return None
        rest = sentence_subject(page, Zone(comma + 1, zone.last, zone.quotation))
        return replace(rest, kind=Kind.SHARED, edge=at) if rest else None
    if (
        tokens.raw[edge] == ","
        or tokens.low[edge] in CONJUNCTIONS
        or tokens.low[edge] in PREPOSITIONS
        or tokens.is_dash(edge)
    ):
        shared = before or sentence_subject(page, zone)
        return replace(shared, kind=Kind.SHARED, edge=edge) if shared else None
    own = find_left(page, zone, at)
    if own is not None and own.first > zone.first and tokens.low[own.first - 1] in {"despite", "with", "without"}:
        return own
    shared = before or sentence_subject(page, zone)
    return replace(shared, kind=Kind.SHARED, edge=edge + 1) if shared else None


def _read_cue(page: Page, zone: Zone, one: Found, later: list[Found]) -> Draft | None:
    cue, at = one.cue, one.at
    if at > zone.first and _is_passive(page, zone, at, cue):
        return None
    right = look_right(page, zone, at + 1, tells=cue.frame is Frame.TELL)
    subject = one.subject
    if subject is None:
        return _inverted(page, zone, one) if cue.form in (Form.FINITE, Form.PRESENT) else None
    if cue.form is Form.BASE and not _may_be_plural(page, zone, at, subject):
        return None
    left = _left_content(page, zone, subject) if subject.kind is Kind.LEFT else None
    if right.start in (Start.NOTHING, Start.COMMA):
        content = _around(page, zone, left, right, later)
        rule = "content-first" if right.start is Start.NOTHING else "parenthetical"
        if left is None or (cue.frame is Frame.ATTITUDE and zone.quotation < 0):
            return None
    else:
        if not _accepts(page, zone, cue, right):
            return None
        content = _right_content(page, zone, right, later)
        rule = f"subject-verb-{right.start}"
        if right.start is Start.QUOTE and left is not None and page.tokens.raw[right.at - 1] == ",":
            content = (left, *content)
            rule = "interrupted"
    if subject.kind is Kind.SHARED:
        rule = "participle" if cue.form is Form.ING else "coordinated"
    return Draft(
        (subject.first, subject.last), (at, at + 1), content, cue.verb_class, rule, zone.quotation, right.addressee
    )


def _is_passive(page: Page, zone: Zone, at: int, cue: Cue) -> bool:
    _, passed = skip_to_subject(page, at, zone.first)
    return cue.form is Form.FINITE and bool(set(passed) & _BE)


def _may_be_plural(page: Page, zone: Zone, at: int, subject: Subject) -> bool:
    tokens = page.tokens
    _, passed = skip_to_subject(page, at, zone.first)
    if set(passed) & {"did", "does", "do", "didn't", "don't", "doesn't"}:
        return True
    head = tokens.low[subject.last - 1]
    if head in {"he", "she", "it"}:
        return False
    joined = any(tokens.low[k] == "and" for k in range(subject.first, subject.last))
    return (
        joined
        or head.endswith("s")
        or head
        in {
            "they",
            "we",
            "i",
            "you",
            "who",
            "people",
            "police",
            "many",
            "some",
            "others",
            "percent",
            "women",
            "men",
            "most",
            "few",
            "data",
            "media",
            "democrats",
        }
    )


def _accepts(page: Page, zone: Zone, cue: Cue, right: Right) -> bool:
    """Whether what follows is something this verb can report."""
    if right.start is not Start.CLAUSE:
        return True
    if cue.frame in (Frame.SAY, Frame.TELL):
        if page.tokens.low[right.at] in {"to", "of", "about", "for"}:
            return False
        return cue.lemma not in {
            "add",
            "write",
            "respond",
            "reply",
            "comment",
            "remark",
            "recall",
            "muse",
        } or holds_clause(page.tokens, right.at, zone.last)
    if cue.frame is Frame.OBJECT:
        return page.tokens.low[right.at] not in {"to", "by", "for", "as", "on", "in", "about", "at", "from"}
    if cue.frame is Frame.CITE:
        return cue.lemma == "cite"
    if page.tokens.low[right.at] in PREPOSITIONS or page.tokens.low[right.at] == "to":
        return False
    return holds_clause(page.tokens, right.at, zone.last)


def _inverted(page: Page, zone: Zone, one: Found) -> Draft | None:
    tokens = page.tokens
    at = one.at
    if at == zone.first or one.cue.frame not in (Frame.SAY, Frame.TELL, Frame.OBJECT, Frame.CLAUSE):
        return None
    before = at - 1
    number = page.quotations.of_token[before]
    if not (
        tokens.raw[before] in {",", "?", "!"} or tokens.is_dash(before) or (number >= 0 and number != zone.quotation)
    ):
        return None
    subject = find_right(page, zone, at)
    if subject is None:
        return None
    left = _left_content(page, zone, replace(subject, edge=at))
    if left is None:
        return None
    right = look_right(page, zone, subject.last)
    content: tuple[tuple[int, int], ...] = (left,)
    if right.start is Start.QUOTE:
        content = (left, *_right_content(page, zone, right, []))
    return Draft((subject.first, subject.last), (at, at + 1), content, one.cue.verb_class, "inverted", zone.quotation)


def _left_content(page: Page, zone: Zone, subject: Subject) -> tuple[int, int] | None:
    """What stands before the clause of the cue, if a comma or a quotation's end parts them."""
    tokens = page.tokens
    edge = subject.edge
    if edge <= zone.first:
        return None
    before = edge - 1
    number = page.quotations.of_token[before]
    quoted = number >= 0 and number != zone.quotation
    if not (quoted or tokens.raw[before] in {",", "?", "!"} or tokens.is_dash(before)):
        return None
    first = zone.first
    if quoted:
        quotation = page.quotations.all[number]
        if quotation.last != edge:
            return None
        if quotation.first <= zone.first or not _has_words(page, zone.first, quotation.first):
            return quotation.first, edge
    first, last = trim(page, first, edge)
    return (first, last) if last - first >= 2 else None


def _has_words(page: Page, first: int, last: int) -> bool:
    return any(page.tokens.is_word(at) for at in range(first, last))


def _right_content(page: Page, zone: Zone, right: Right, later: list[Found]) -> tuple[tuple[int, int], ...]:
    if right.start is Start.COLON and right.at < zone.last and opens_quote(page, zone, right.at):
        right = replace(right, start=Start.QUOTE)
    if right.start is Start.QUOTE:
        quotation = page.quotations.all[page.quotations.of_token[right.at]]
        if quotation.last >= zone.last - 1 or page.tokens.raw[quotation.last - 2] in {".", ",", "?", "!"}:
            return ((quotation.first, quotation.last),)
    end = _content_end(page, zone, right.at, later)
    first, last = trim(page, right.at, end)
    return ((first, last),) if last > first else ()


def _content_end(page: Page, zone: Zone, first: int, later: list[Found]) -> int:
    tokens = page.tokens
    end = zone.last
    while end > first and tokens.is_ending(end - 1):
        end -= 1
    for one in later:
        if one.at <= first or one.subject is None:
            continue
        edge = one.subject.edge
        if edge <= first or edge >= end:
            continue
        if (
            one.subject.kind is Kind.SHARED and (tokens.low[edge] in CONJUNCTIONS or tokens.raw[edge] == ",")
        ) or _closes_report(page, zone, one, edge):
            end = edge
        elif tokens.low[edge - 1] in {"and", "but", "while", "though", "although", "as"} and tokens.raw[edge - 2] in {
            ",",
            ";",
        }:
            end = edge - 2
        break
    for at in range(first, end - 2):
        if tokens.low[at + 1] == "according" and tokens.raw[at] == ",":
            return at
    return end


def _closes_report(page: Page, zone: Zone, one: Found, edge: int) -> bool:
    """ "X said C, an official reported." and "Despite X insisting C, a report confirmed D": the later clause is outside C."""
    tokens = page.tokens
    before = edge - 1
    number = page.quotations.of_token[before]
    parted = tokens.raw[before] == "," or (number >= 0 and number != zone.quotation)
    if one.subject is None or one.subject.kind is not Kind.LEFT or not parted:
        return False
    ends = one.at + 1 >= zone.last or tokens.is_ending(one.at + 1)
    return ends or tokens.low[zone.first] in {"despite", "while", "although", "though", "with"}


def _around(
    page: Page, zone: Zone, left: tuple[int, int] | None, right: Right, later: list[Found]
) -> tuple[tuple[int, int], ...]:
    if left is None:
        return ()
    if right.start is not Start.COMMA or right.at + 1 >= zone.last:
        return (left,)
    tokens = page.tokens
    at = right.at + 1
    cue = CUES.get(tokens.low[at])
    if (
        tokens.raw[right.at] == "("
        or (cue is not None and cue.form is Form.ING)
        or tokens.low[at] in {"who", "which", "according", "as", "when", "after", "while", "where"}
    ):
        return (left,)
    if tokens.low[at].endswith("ing") or (tokens.low[at] in {"and", "but"} and any(one.at - at < 4 for one in later)):
        return (left,)
    first, last = trim(page, at, _content_end(page, zone, at, later))
    return (left, (first, last)) if last - first >= 2 else (left,)


def _according(page: Page, zone: Zone) -> Iterator[Draft]:
    tokens = page.tokens
    for at in range(zone.first, zone.last - 2):
        if (
            tokens.low[at] != "according"
            or tokens.low[at + 1] != "to"
            or page.quotations.of_token[at] != zone.quotation
        ):
            continue
        first = at + 2
        last = first
        while last < min(zone.last, first + 30) and not _ends_named(page, zone, last, first):
            last += 1
        if last == first:
            continue
        content = _according_content(page, zone, at, last)
        if content:
            yield Draft((first, last), (at, at + 2), content, VerbClass.NEUTRAL, "according-to", zone.quotation)


def _ends_named(page: Page, zone: Zone, at: int, first: int) -> bool:
    tokens = page.tokens
    if page.quotations.of_token[at] != zone.quotation:
        return True
    if tokens.raw[at] == ".":
        return not (
            tokens.low[at - 1] in {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "st"} or len(tokens.low[at - 1]) == 1
        )
    return tokens.raw[at] in {",", ";", ":", "(", ")", "—", "–", "-"} and at > first


def _according_content(page: Page, zone: Zone, at: int, last: int) -> tuple[tuple[int, int], ...]:
    tokens = page.tokens
    end = zone.last
    while end > last and tokens.is_ending(end - 1):
        end -= 1
    lead = at
    while lead > zone.first and (tokens.raw[lead - 1] in {",", "(", "—", "–"} or is_adverb(tokens.low[lead - 1])):
        lead -= 1
    pieces: list[tuple[int, int]] = []
    opening = lead <= zone.first + 1 or (
        lead - zone.first <= 3 and tokens.low[zone.first] in {"but", "and", "yet", "so"}
    )
    if not opening:
        number = page.quotations.of_token[lead - 1]
        first = zone.first
        if number >= 0 and number != zone.quotation and page.quotations.all[number].first < zone.first:
            first = page.quotations.all[number].first
        pieces.append(trim(page, first, lead))
    if last < end and tokens.raw[last] == ",":
        if opening or tokens.low[last + 1] not in {"a", "an", "which", "who", "the", "and", "but", "while"}:
            pieces.append(trim(page, last + 1, end))
    elif opening and last < end:
        pieces.append(trim(page, last, end))
    return tuple(piece for piece in pieces if piece[1] - piece[0] >= 2)


def to_attributions(page: Page, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """The drafts as places of the text, each linked to the one whose content holds its cue."""
    outer = _nesting(page, drafts)
    return tuple(
        Attribution(
            source=(page.span(*draft.source),) if draft.source else (),
            cue=(page.span(*draft.cue),),
            content=tuple(page.span(*piece) for piece in draft.content),
            verb_class=draft.verb_class,
            rule=draft.rule,
            nested_in=outer[number],
            addressee=page.span(*draft.addressee)
            if draft.addressee and draft.addressee[1] > draft.addressee[0]
            else None,
        )
        for number, draft in enumerate(drafts)
    )


def _nesting(page: Page, drafts: list[Draft]) -> list[int | None]:
    """For each draft the number of the smallest other one whose content holds its cue; linear in the drafts."""
    holders: dict[int, int] = {}
    sized = sorted(range(len(drafts)), key=lambda k: -sum(last - first for first, last in drafts[k].content))
    at_cue = {}
    for number, draft in enumerate(drafts):
        at_cue.setdefault(draft.cue[0], number)
    cues = sorted(at_cue)
    for number in sized:
        for first, last in drafts[number].content:
            for k in range(bisect_left(cues, first), bisect_left(cues, last)):
                inner = at_cue[cues[k]]
                if inner != number and not _reaches(holders, number, inner):
                    holders[inner] = number
    return [holders.get(number) for number in range(len(drafts))]


def _reaches(holders: dict[int, int], number: int, goal: int) -> bool:
    """Whether ``goal`` is among those that hold ``number``: such a link would close a ring."""
    for _ in range(_DEEPEST):
        if number == goal:
            return True
        if number not in holders:
            return False
        number = holders[number]
    return True
