"""How far the words credited to somebody reach: to the left of the verb, to its right, or around it."""

from dataclasses import replace

from .contents import Right, Start, opens_quote, opens_single_quote, trim
from .cues import Found
from .lexicon import CONJUNCTIONS, CUES, Form, Frame
from .page import Page, Zone, is_verb_like
from .subjects import Kind, Subject
from .wordlist import word_set

_NOT_RESUMED = word_set("who which according as when after while where whose")
_ASIDES = word_set("then not among even including especially particularly")
_CLAUSE_LINKS = word_set("and but while though although as")
_STEPS = word_set("before while after")
_LONGEST_QUOTE = 200  # tokens between single marks
_OPENERS = word_set("despite while although though with")
_LEADING = word_set("while although though as when after if because since even before despite")
_ALSO = word_set("also then later has had")
_SPEECH_ACTS = word_set(
    """asked urged called vowed promised accused praised criticized dismissed defended demanded questioned
    condemned blasted pledged rejected thanked blamed compared mocked challenged encouraged ordered invited
    apologized"""
)
_SPEECH_ACTS_ING = word_set(
    """calling citing referring describing accusing urging asking vowing praising blaming comparing dismissing
    mocking rejecting likening criticizing promising pledging using echoing pointing"""
)
_QUOTE_ENDS = frozenset({".", ",", "?", "!"})


def left_content(page: Page, zone: Zone, subject: Subject) -> tuple[int, int] | None:
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
    if quoted:
        quotation = page.quotations.all[number]
        if quotation.last != edge:
            return None
        if quotation.first <= zone.first or not _has_words(page, zone.first, quotation.first):
            return quotation.first, edge
    first, last = trim(page, zone.first, edge)
    return (first, last) if last > first else None


def _has_words(page: Page, first: int, last: int) -> bool:
    return any(page.tokens.is_word(at) for at in range(first, last))


def right_content(page: Page, zone: Zone, right: Right, later: list[Found]) -> tuple[tuple[int, int], ...]:
    """What follows the cue: the quotation, or the clause up to where another clause or credit begins."""
    if right.start is Start.COLON and right.at < zone.last and opens_quote(page, zone, right.at):
        right = replace(right, start=Start.QUOTE)
    if right.start is Start.NEXT:
        following = page.quotations.all[page.quotations.of_token[right.at]]
        return ((following.first, following.last),)
    if right.start is Start.QUOTE:
        quotation = page.quotations.all[page.quotations.of_token[right.at]]
        if quotation.last >= zone.last - 1 or page.tokens.raw[quotation.last - 2] in _QUOTE_ENDS:
            return ((quotation.first, quotation.last),)
    end = content_end(page, zone, right.at, later)
    if clause_opens(page, zone, right.at):
        end = _first_comma(page, zone, right.at, end)
    if end >= zone.last - 1:
        end = max(end, _quotation_end(page, zone, end))
    first, last = trim(page, right.at, end)
    return ((first, last),) if last > first else ()


def _quotation_end(page: Page, zone: Zone, end: int) -> int:
    """Where a quotation that began in this sentence ends, be it sentences later."""
    number = page.quotations.of_token[end - 1]
    if number < 0 or number == zone.quotation:
        return end
    quotation = page.quotations.all[number]
    return quotation.last if quotation.first > zone.first and quotation.last > zone.last else end


def clause_opens(page: Page, zone: Zone, at: int) -> bool:
    """Whether the reporting clause is itself the opening of the sentence: "While aides say C, the mayor ..."."""
    return page.tokens.low[zone.first] in _LEADING and at - zone.first < 14


def _first_comma(page: Page, zone: Zone, first: int, end: int) -> int:
    tokens = page.tokens
    for at in range(first + 3, end - 2):
        if (
            tokens.raw[at] == ","
            and page.quotations.of_token[at] == zone.quotation
            and not tokens.raw[at + 1].isdigit()
        ):
            return at
    return end


def content_end(page: Page, zone: Zone, first: int, later: list[Found]) -> int:
    """The token at which a content that begins at ``first`` ends."""
    tokens = page.tokens
    if opens_single_quote(page, first):
        closing = (
            at
            for at in range(first + 1, min(zone.last, first + _LONGEST_QUOTE))
            if tokens.low[at] == "'" and not tokens.gap_before(at)
        )
        return next(closing, zone.last - 1) + 1
    end = zone.last
    while end > first and tokens.is_ending(end - 1):
        end -= 1
    for one in later:
        if (
            one.at > first + 1
            and one.subject is not None
            and one.subject.first < first - 1
            and _holds(page, one, one.subject)
        ):
            end = min(end, one.at - 1)
            break
        if one.subject is not None and one.subject.kind is Kind.SHARED and _is_infinitive(one):
            continue
        if one.at <= first or one.subject is None or not first < one.subject.edge < end:
            continue
        end = _cut_before(page, zone, one, one.subject, first, end)
        break
    for at in range(first + 2, end - 2):
        if page.quotations.of_token[at] == zone.quotation and _breaks_off(page, at) and not _goes_on(page, at, end):
            return at
    return end


def _is_infinitive(one: Found) -> bool:
    """ "He would sit down and tell him", "he stood there and thought": nothing new is reported."""
    return one.cue.form is Form.BASE or one.cue.frame is Frame.ATTITUDE


def _holds(page: Page, one: Found, subject: Subject) -> bool:
    """ "Cruz, who says C, said D": C ends where the clause inside the subject does."""
    return subject.kind is Kind.LEFT and page.tokens.raw[one.at - 1] == "," and one.at - 1 > subject.first


def _goes_on(page: Page, comma: int, end: int) -> bool:
    """ "said the wall, according to the engineers, cannot hold": the credit is a part of what was said."""
    tokens = page.tokens
    if tokens.low[comma + 1] != "according":
        return False
    closing = next((at for at in range(comma + 2, min(end, comma + 16)) if tokens.raw[at] == ","), end)
    return closing + 1 < end and is_verb_like(tokens, closing + 1)


def _breaks_off(page: Page, at: int) -> bool:
    """Whether the reported words end here: ", according to", ", calling it", "and urged"."""
    low = page.tokens.low
    if page.tokens.raw[at] == ",":
        return low[at + 1] == "according" or low[at + 1] in _SPEECH_ACTS_ING
    return low[at] in {"and", "but"} and (
        low[at + 1] in _SPEECH_ACTS or (low[at + 1] in _ALSO and low[at + 2] in _SPEECH_ACTS)
    )


def _cut_before(page: Page, zone: Zone, one: Found, subject: Subject, first: int, end: int) -> int:
    tokens = page.tokens
    edge = subject.edge
    if subject.kind is Kind.SHARED and _parts(page, zone, edge):
        return edge
    if _closes_report(page, zone, one, subject):
        return edge
    if tokens.low[edge - 1] in _CLAUSE_LINKS and tokens.raw[edge - 2] in {",", ";"}:
        return edge - 2 if edge - 2 > first + 1 else end
    return end


def _parts(page: Page, zone: Zone, edge: int) -> bool:
    """Whether a verb of the same teller is set apart: by a comma, "and", "before", or the end of a quotation."""
    tokens = page.tokens
    if tokens.low[edge] in CONJUNCTIONS or tokens.low[edge] in _STEPS or tokens.raw[edge] == ",":
        return True
    number = page.quotations.of_token[edge]
    return number >= 0 and number != zone.quotation and page.quotations.all[number].last == edge + 1


def _closes_report(page: Page, zone: Zone, one: Found, subject: Subject) -> bool:
    """ "X said C, an official reported." and "Despite X insisting C, a report said D": D is outside C."""
    tokens = page.tokens
    before = subject.edge - 1
    number = page.quotations.of_token[before]
    parted = tokens.raw[before] == "," or (number >= 0 and number != zone.quotation)
    if subject.kind is not Kind.LEFT or not parted:
        return False
    ends = one.end >= zone.last or tokens.is_ending(one.end)
    return ends or tokens.low[zone.first] in _OPENERS


def around(
    page: Page, zone: Zone, left: tuple[int, int], right: Right, later: list[Found]
) -> tuple[tuple[int, int], ...]:
    """A content before the cue, and what goes on after it: "In March, she said, the bridge fell"."""
    if right.start is not Start.COMMA or right.at + 1 >= zone.last:
        return (left,)
    tokens = page.tokens
    at = right.at + 1
    cue = CUES.get(tokens.low[at])
    if tokens.raw[right.at] == "(" or (cue is not None and cue.form is Form.ING) or tokens.low[at] in _NOT_RESUMED:
        return (left,)
    if tokens.low[at].endswith("ing") or (tokens.low[at] in {"and", "but"} and any(one.at - at < 4 for one in later)):
        return (left,)
    if tokens.low[at] in _ASIDES or (tokens.low[at] == "on" and tokens.low[at + 1] == "condition"):
        return (left,)
    first, last = trim(page, at, content_end(page, zone, at, later))
    return (left, (first, last)) if last - first >= 2 else (left,)
