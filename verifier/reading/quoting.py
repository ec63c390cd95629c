""" "X quoted Y as saying C" and "X said C, citing Y": two tellers, one inside the other, over the same words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .carrying import Draft
from .contents import Start, look_right, trim
from .cues import Found, is_passive
from .extents import left_content, right_content
from .lexicon import AUXILIARIES, CUES, DOCUMENT_NOUNS, PREPOSITIONS, Form, Frame
from .names import read_mention
from .page import Page, Zone, is_verb_like
from .subjects import Kind, Subject, find_right
from .types import Naming, SourceKind, VerbClass
from .wordlist import word_set

_FURTHEST = 30  # tokens from "quoted" to "as saying"
_CLOSE = 60  # tokens between citing and the report it goes with
_LONGEST = 16  # tokens of a cited teller
_CITES = word_set("cite quote")
_SPEAKING = word_set(
    "saying having telling stating claiming warning denying adding insisting describing calling writing"
)
_OUTLINES = word_set("who which that whose when while as in on at during after before about over for because")
_PLURAL_BODIES = word_set("outlets media newspapers agencies channels stations authorities police groups prosecutors")
_CITED = frozenset(
    {SourceKind.ORGANISATION, SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.STATE_BODY, SourceKind.PERSON}
)


def quoting(page: Page, zone: Zone, found: Sequence[Found], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The attributions that a verb of citing makes in ``zone``, beside the ``drafts`` of its verbs, in order."""
    cues = [draft.cue[0] for draft in drafts]
    for one in found:
        if one.cue.lemma not in _CITES:
            continue
        close = drafts[bisect_left(cues, one.at - _CLOSE) : bisect_right(cues, one.at + _CLOSE)]
        by = page.tokens.low[one.end] == "by" and not is_passive(page, zone, one)
        carrier = _after_by(page, zone, one.end, zone.last) if by else None
        if carrier is not None:
            yield from _quoted_by(page, one, carrier, close)
            continue
        if one.subject is None:
            continue
        saying = _as_saying(page, zone, one)
        if saying is not None:
            yield from _quoted_as(page, zone, one, one.subject, saying)
            continue
        cited = _cited(page, zone, one)
        main = None if cited is None else _main_report(page, one, one.subject, close)
        if main is not None and cited is not None:
            yield Draft(cited, (one.at, one.end), main.content, VerbClass.NEUTRAL, "citing", within=main.cue)


def _as_saying(page: Page, zone: Zone, one: Found) -> int | None:
    """The token "saying" of "quoted ... as saying"."""
    low = page.tokens.low
    for at in range(one.end, min(zone.last - 1, one.end + _FURTHEST)):
        if page.quotations.of_token[at] != zone.quotation:
            return None
        if low[at] == "as" and low[at + 1] in _SPEAKING:
            return at + 1
        if low[at] in {"saying", "showing"} and page.tokens.is_word(at - 1) and at > one.end:
            return at
    return None


def _quoted_as(page: Page, zone: Zone, one: Found, subject: Subject, saying: int) -> Iterator[Draft]:
    low = page.tokens.low
    end = saying + 1
    if low[saying] == "having":
        end += 1
    passive = is_passive(page, zone, one)
    quoter: tuple[int, int] | None
    if passive:
        quoted = (subject.first, subject.last)
        quoter = _after_by(page, zone, one.end, saying - 1) or _after_by(page, zone, end, zone.last)
        if quoter is not None and quoter[0] > end:
            end = quoter[1]
    else:
        quoted = trim(page, one.end, saying - 1 if low[saying - 1] == "as" else saying)
        quoter = (subject.first, subject.last)
    right = look_right(page, zone, end, tells=low[saying] == "telling")
    content: tuple[tuple[int, int], ...] = ()
    if right.start not in (Start.NOTHING, Start.COMMA):
        content = right_content(page, zone, right, [])
    elif subject.kind is Kind.LEFT:
        left = left_content(page, zone, subject)
        content = (left,) if left else ()
    if not content or quoted[1] <= quoted[0]:
        return
    inner = Draft(quoted, (saying, saying + 1), content, VerbClass.NEUTRAL, "quoted-as", zone.quotation >= 0)
    if quoter is None:
        yield replace(inner, cue=(one.at, saying + 1))
        return
    outer = (one.at, one.end)
    yield Draft(quoter, outer, content, VerbClass.NEUTRAL, "quoted-as", zone.quotation >= 0)
    yield replace(inner, within=outer)


def _quoted_by(page: Page, one: Found, carrier: tuple[int, int], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "The minister, quoted by the agency, said C": the agency is the outer teller."""
    for draft in drafts:
        if draft.source is not None and draft.source[0] < one.at < draft.cue[0] and _is_report(page, draft):
            last = one.at - 1 if page.tokens.raw[one.at - 1] == "," else one.at
            source = (draft.source[0], min(draft.source[1], last))
            yield Draft(carrier, (one.at, one.end), draft.content, VerbClass.NEUTRAL, "quoted-as", draft.only_inside)
            yield replace(draft, source=source, within=(one.at, one.end))
            return


def _after_by(page: Page, zone: Zone, first: int, last: int) -> tuple[int, int] | None:
    if first >= last or page.tokens.low[first] not in {"by", "in"}:
        return None
    verb = (at for at in range(first + 1, min(last, first + _LONGEST)) if is_verb_like(page.tokens, at))
    subject = find_right(page, Zone(zone.first, next(verb, last), zone.quotation), first)
    return (subject.first, subject.last) if subject else None


def _cited(page: Page, zone: Zone, one: Found) -> tuple[int, int] | None:
    """Whom a verb of citing names, if that is somebody who can tell: "two officials", not "low growth"."""
    tokens = page.tokens
    if is_passive(page, zone, one):
        return None
    last = one.end
    while last < min(zone.last, one.end + _LONGEST) and page.quotations.of_token[last] == zone.quotation:
        if not tokens.is_word(last) and tokens.raw[last] not in {"'", ".", "&", "-"}:
            break
        if tokens.is_ending(last) and last + 1 >= zone.last:
            break
        if last > one.end and (is_verb_like(tokens, last) or tokens.low[last] in _OUTLINES):
            break
        last += 1
    if last == one.end or tokens.low[one.end] in PREPOSITIONS or tokens.low[one.end] in AUXILIARIES:
        return None
    if "many" in tokens.low[one.end : one.end + 2]:
        return None
    speaker = read_mention(page.words(one.end, last))
    if speaker.naming is Naming.UNNAMED or speaker.head in DOCUMENT_NOUNS:
        return one.end, last
    possessed = any(tokens.low[at].endswith("'s") for at in range(one.end, last - 1))
    told = speaker.kind in _CITED or speaker.head in _PLURAL_BODIES
    return (one.end, last) if told and not possessed else None


def _main_report(page: Page, one: Found, subject: Subject, drafts: Sequence[Draft]) -> Draft | None:
    """The report that the citing goes with: one by the same teller, before it or after."""
    nearest: Draft | None = None
    for draft in drafts:
        if draft.source is None or draft.cue[0] == one.at or not _is_report(page, draft):
            continue
        if draft.source[0] < subject.last and subject.first < draft.source[1]:
            nearest = draft
            if draft.cue[0] > one.at:
                break
    return nearest


def _is_report(page: Page, draft: Draft) -> bool:
    cue = CUES.get(page.tokens.low[draft.cue[0]])
    return cue is None or (cue.frame is not Frame.CITE and cue.frame is not Frame.ATTITUDE and cue.form is not Form.ING)
