"""Attributions of English text: who is said to have said what, by rules over words and marks."""

from collections.abc import Iterator
from dataclasses import replace

from .according import according
from .carrying import Draft, carry_on
from .colons import colon_drafts, signed_drafts
from .contents import Right, Start, look_right, opens_quote, trim
from .cues import Found, find_cues, is_passive, may_agree
from .extents import around, content_end, left_content, right_content
from .foreign import foreign_drafts
from .frames import is_teller, may_report
from .idioms import idioms
from .language import languages_of
from .lexicon import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, Form, Frame
from .page import Page, Zone, holds_clause, zones_of
from .quoting import quoting
from .subjects import Kind, Subject, find_right
from .tongues import TONGUES
from .types import Block
from .wordlist import word_set

_NOT_PROSE = frozenset({Block.FURNITURE, Block.REPEAT, Block.DISCLAIMER, Block.BYLINE})
_HEARD = word_set("hear learn")
_ANSWERS = word_set("respond reply comment remark")
_REFUSED = word_set("not n't didn't never declined refused hasn't haven't")
_MAY_TELL = word_set("promise warn convince persuade show")
_NAMED_BY = 6  # tokens of whom a warning or a promise went to
_ASIDE_LENGTH = 14  # tokens of an aside between verb and content
_LOST_COMMA = 7  # tokens: no subject of a short "X said." is so long
_LATER = 6  # verbs further right that may bound a content
_ASIDE = word_set("as when while after before during in on at from with who through by because following")


def find_drafts(page: Page, language: str = "en") -> list[Draft]:
    """All attributions of the page, in the order of their cues."""
    spoken = languages_of(page, language)
    drafts: list[Draft] = []
    for number, unit in enumerate(page.units):
        if unit.block in _NOT_PROSE:
            continue
        own = TONGUES.get(spoken[unit.paragraph])
        if own is not None:
            drafts.extend(foreign_drafts(page, Zone(unit.first, unit.last, -1), own))
            continue
        for zone in zones_of(page, unit):
            drafts.extend(_in_zone(page, zone))
        drafts.extend(colon_drafts(page, number))
    if language not in TONGUES:
        drafts.extend(signed_drafts(page))
    drafts.sort(key=lambda draft: draft.cue)
    return carry_on(page, drafts)


def _in_zone(page: Page, zone: Zone) -> Iterator[Draft]:
    found = list(find_cues(page, zone))
    drafts = [*according(page, zone), *idioms(page, zone, found)]
    for number, one in enumerate(found):
        draft = _read_cue(page, zone, one, found[number + 1 : number + 1 + _LATER])
        if draft is not None and draft.content and is_teller(page, draft.source):
            drafts.append(draft)
    drafts.sort(key=lambda draft: draft.cue)
    special = list(quoting(page, zone, found, drafts))
    taken = {at for draft in special for at in range(*draft.cue)}
    yield from (draft for draft in drafts if draft.cue[0] not in taken)
    yield from special


def _read_cue(page: Page, zone: Zone, one: Found, later: list[Found]) -> Draft | None:
    if one.at > zone.first and is_passive(page, zone, one):
        return _passive(page, zone, one, later)
    subject = one.subject
    if subject is None:
        return _inverted(page, zone, one) if one.cue.form in (Form.FINITE, Form.PRESENT) else None
    if one.cue.lemma in _ANSWERS and set(page.tokens.low[max(zone.first, one.at - 3) : one.at]) & _REFUSED:
        return None
    if one.cue.form is Form.BASE and not may_agree(page, zone, one):
        return None
    right = look_right(page, zone, one.end, tells=_tells(page, zone, one))
    left = left_content(page, zone, subject) if subject.kind is Kind.LEFT else None
    if right.start is Start.NOTHING and right.at == one.end and subject.first == zone.first:
        subject = _without_comma(page, zone, subject)
        left = trim(page, zone.first, subject.first) if subject.first > zone.first else left
    if left is not None and _is_aside(page, zone, subject, right):
        right = replace(right, start=Start.COMMA if right.start is Start.COMMA else Start.NOTHING)
    if left is None:
        right = _past_aside(page, zone, subject, right)
    if left is None and right.start is Start.COMMA and page.tokens.low[subject.first - 1] == "as":
        return _as_said(page, zone, one, subject, right, later)
    subject = _heard_from(page, one, subject, right)
    if right.start in (Start.NOTHING, Start.COMMA):
        return _with_left(page, zone, one, subject, left, right, later)
    return _with_right(page, zone, one, subject, left, right, later)


def _heard_from(page: Page, one: Found, subject: Subject, right: Right) -> Subject:
    """ "He had heard from residents that C": the residents are the tellers."""
    if one.cue.lemma not in _HEARD or page.tokens.low[one.end] != "from" or right.start is not Start.THAT:
        return subject
    first, last = trim(page, one.end + 1, right.at)
    return replace(subject, first=first, last=last) if 0 < last - first < _NAMED_BY else subject


def _tells(page: Page, zone: Zone, one: Found) -> bool:
    """Whether whom it was told may stand before the content: always after "told", and in "warned us that"."""
    if one.cue.frame is Frame.TELL:
        return True
    if one.cue.lemma not in _MAY_TELL or one.end >= zone.last or page.tokens.low[one.end] == "that":
        return False
    ahead = range(one.end, min(zone.last, one.end + _NAMED_BY))
    marks = (at for at in ahead if not page.tokens.is_word(at) or page.tokens.low[at] == "that")
    return page.tokens.low[next(marks, one.end)] == "that"


def _is_aside(page: Page, zone: Zone, subject: Subject, right: Right) -> bool:
    """ "... it is," Ann said as she left: after a quotation that just ended, no clause to the right is content."""
    number = page.quotations.of_token[subject.edge - 1]
    if number < 0 or number == zone.quotation:
        return False
    if right.start is Start.QUOTE:
        return page.tokens.raw[right.at - 1] not in {",", ":"}
    if right.start is Start.COLON:
        return False
    return page.tokens.low[right.at] in _ASIDE or page.tokens.raw[subject.edge - 2] in {",", "?", "!"}


def _without_comma(page: Page, zone: Zone, subject: Subject) -> Subject:
    """ "Ten died in Homs two residents said.": where a comma was lost, the last noun phrase is the teller."""
    tokens = page.tokens
    if subject.last - subject.first < _LOST_COMMA or subject.kind is not Kind.LEFT:
        return subject
    first = subject.last - 1
    named = tokens.is_name(first)
    while first - 1 > zone.first and tokens.is_word(first - 1) and tokens.is_name(first - 1) is named:
        if tokens.low[first - 1] in PREPOSITIONS or tokens.low[first - 1] in CONJUNCTIONS:
            break
        first -= 1
        if tokens.low[first] in DETERMINERS:
            break
    return replace(subject, first=first, edge=first)


def _past_aside(page: Page, zone: Zone, subject: Subject, right: Right) -> Right:
    """ "He said, per a translator, that ..." and "He said:" with the quotation in the next paragraph."""
    tokens = page.tokens
    if right.start is Start.NOTHING and zone.quotation < 0 and tokens.raw[zone.last - 1] == ":":
        number = page.quotations.of_token[zone.last] if zone.last < len(tokens) else -1
        return replace(right, start=Start.NEXT, at=zone.last) if number >= 0 else right
    if right.start is not Start.COMMA or tokens.raw[right.at] != ",":
        return right
    for at in range(right.at + 1, min(right.at + _ASIDE_LENGTH, zone.last - 2)):
        if tokens.raw[at] == "," and (tokens.low[at + 1] == "that" or opens_quote(page, zone, at + 1)):
            return replace(right, start=Start.THAT, at=at + 1)
    if subject.first <= zone.first + 1 and subject.kind is Kind.LEFT and holds_clause(tokens, right.at + 1, zone.last):
        return replace(right, start=Start.THAT, at=right.at + 1)
    return right


def _with_left(
    page: Page, zone: Zone, one: Found, subject: Subject, left: tuple[int, int] | None, right: Right, later: list[Found]
) -> Draft | None:
    if left is None or (one.cue.frame is Frame.ATTITUDE and zone.quotation < 0):
        return None
    if one.cue.frame in (Frame.SHOW, Frame.OBJECT) and right.at > one.end and right.start is Start.NOTHING:
        return None
    content = around(page, zone, left, right, later)
    quoted = page.quotations.of_token[left[1] - 1] != zone.quotation
    if one.cue.frame is Frame.QUOTE and not quoted:
        return None
    if len(content) == 1 and not quoted and not holds_clause(page.tokens, *left):
        return None
    rule = "content-first" if right.start is Start.NOTHING else "parenthetical"
    return _draft(zone, one, subject, content, rule, right)


def _with_right(
    page: Page, zone: Zone, one: Found, subject: Subject, left: tuple[int, int] | None, right: Right, later: list[Found]
) -> Draft | None:
    if not may_report(page, zone, one, subject, right):
        return None
    content = right_content(page, zone, right, later)
    rule = f"subject-verb-{right.start}"
    if right.start is Start.QUOTE and left is not None and page.tokens.raw[right.at - 1] == ",":
        content = (left, *content)
        rule = "interrupted"
    if subject.kind is Kind.SHARED:
        rule = "participle" if one.cue.form is Form.ING else "coordinated"
    return _draft(zone, one, subject, content, rule, right)


def _draft(
    zone: Zone, one: Found, subject: Subject, content: tuple[tuple[int, int], ...], rule: str, right: Right
) -> Draft:
    inside = zone.quotation >= 0 or one.cue.frame is Frame.ATTITUDE
    return Draft(
        (subject.first, subject.last), (one.at, one.end), content, one.cue.verb_class, rule, inside, right.addressee
    )


def _passive(page: Page, zone: Zone, one: Found, later: list[Found]) -> Draft | None:
    """ "It was reported that C" credits nobody; "C was first reported by X" credits X."""
    tokens = page.tokens
    subject = one.subject
    if one.cue.frame not in (Frame.SAY, Frame.TELL, Frame.OBJECT, Frame.CLAUSE) or subject is None:
        return None
    teller = None
    after = one.end
    if tokens.low[after] == "by":
        teller = find_right(page, zone, after)
        after = teller.last if teller else after
    source = (teller.first, teller.last) if teller else None
    inside = zone.quotation >= 0
    if one.cue.frame is Frame.TELL:
        return None if teller is None else _told_by(page, zone, one, subject, teller, later)
    if tokens.low[subject.last - 1] == "it" and tokens.low[after] == "that":
        content = right_content(page, zone, Right(Start.THAT, after), later)
        return Draft(source, (one.at, one.end), content, one.cue.verb_class, "passive", inside)
    if teller is None or subject.kind is not Kind.LEFT:
        return None
    content = ((subject.first, subject.last),)
    return Draft(source, (one.at, one.end), content, one.cue.verb_class, "passive-by", inside)


def _as_said(page: Page, zone: Zone, one: Found, subject: Subject, right: Right, later: list[Found]) -> Draft | None:
    """ "She said that, as the fire chief said last week, C"."""
    if page.tokens.raw[right.at] != "," or subject.first - 1 <= zone.first:
        return None
    content = trim(page, right.at + 1, content_end(page, zone, right.at + 1, later))
    if not holds_clause(page.tokens, *content):
        return None
    return _draft(zone, one, subject, (content,), "as-said", right)


def _told_by(page: Page, zone: Zone, one: Found, subject: Subject, teller: Subject, later: list[Found]) -> Draft | None:
    """ "He was told by X that C": X is the teller and "he" the one told."""
    right = look_right(page, zone, teller.last)
    if right.start not in (Start.THAT, Start.QUOTE, Start.CLAUSE):
        return None
    content = right_content(page, zone, right, later)
    told = (subject.first, subject.last)
    return Draft(
        (teller.first, teller.last),
        (one.at, one.end),
        content,
        one.cue.verb_class,
        "told-by",
        zone.quotation >= 0,
        told,
    )


def _inverted(page: Page, zone: Zone, one: Found) -> Draft | None:
    tokens = page.tokens
    at = one.at
    if at == zone.first or one.cue.frame not in (Frame.SAY, Frame.TELL, Frame.OBJECT, Frame.CLAUSE, Frame.QUOTE):
        return None
    before = at - 1
    number = page.quotations.of_token[before]
    if not (
        tokens.raw[before] in {",", "?", "!"} or tokens.is_dash(before) or (number >= 0 and number != zone.quotation)
    ):
        return None
    subject = find_right(page, zone, one.end - 1)
    if subject is None:
        return None
    left = left_content(page, zone, replace(subject, edge=at))
    if left is None:
        return None
    right = look_right(page, zone, subject.last)
    content: tuple[tuple[int, int], ...] = (left,)
    if right.start is Start.QUOTE:
        content = (left, *right_content(page, zone, right, []))
    return _draft(zone, one, subject, content, "inverted", replace(right, addressee=None))
