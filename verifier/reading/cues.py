"""Reporting verbs in a sentence: which words are such verbs here, and whose."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .lexicon import AUXILIARIES, CONJUNCTIONS, CUES, DETERMINERS, NOUN_FORMS, PREPOSITIONS, Cue, Form, Frame
from .page import Page, Zone
from .subjects import Kind, Subject, find_left, sentence_subject, skip_to_subject
from .types import VerbClass
from .wordlist import word_set

BE = word_set("is are was were be been being")
_HEARINGS = word_set("court jury inquest inquiry tribunal trial hearing commission")
_WRITTEN = word_set(
    "report reports rumor rumors rumour rumours post posts letter letters message messages email emails"
)
_BEGINNING = word_set("kept keep keeps began begin begins started start starts continued continue continues stopped")
_WITNESSED = word_set(
    "recalled recalls recall heard hears hear remembered remembers remember recorded overheard filmed"
)
_CLAUSE = 40  # tokens of a clause
_WITNESSES = 6  # tokens of "the mayor and his wife" in "heard the mayor and his wife saying"
_HOLDING = word_set("despite with without")
_QUANTIFIERS = word_set("all both one many some most few several this")
_AFTER_NOUN = word_set("of from by is was are were about against")
_PROPER = word_set("state states show shows tweets quotes reports post times")
_SAYS_ON = word_set(
    "used began started went goes go going continued continues continuing continue quick careful came refused declined"
)
_DOES = word_set(
    """did does do didn't don't doesn't will won't 'll can cannot could would may might must should couldn't
    wouldn't"""
)
_PLURALS = word_set(
    """they we i you who people police many some others percent women men most few data media majority number
    everyone public staff team family couple"""
)
_POINT_OUT = Cue("point out", Form.FINITE, Frame.CLAUSE, VerbClass.FACTIVE)
_POINT_TO = Cue("point to", Form.FINITE, Frame.CITE, VerbClass.NEUTRAL)
_POINTS = {"point": Form.BASE, "points": Form.PRESENT, "pointed": Form.FINITE, "pointing": Form.ING}
_PARTICLES = word_set("out")


@dataclass(frozen=True, slots=True)
class Found:
    """A reporting verb, tokens ``at`` to ``end`` (excluded), in its zone, with its subject."""

    at: int
    end: int
    cue: Cue
    subject: Subject | None


def find_cues(page: Page, zone: Zone) -> Iterator[Found]:
    """Every reporting verb of the zone itself (not of quotations inside it), from left to right."""
    of_token = page.quotations.of_token
    before: Subject | None = None
    for at in range(zone.first, zone.last):
        if of_token[at] != zone.quotation:
            continue
        cue, end = _cue_at(page, zone, at)
        if cue is None or _is_noun(page, zone, at, cue):
            continue
        subject = _subject_of(page, zone, at, cue, before)
        if cue.frame is Frame.ATTITUDE and subject is None:
            continue
        if subject is not None:
            before = subject
            if cue.lemma == "hear" and page.tokens.low[subject.last - 1] in _HEARINGS:
                cue = replace(cue, frame=Frame.CLAUSE, verb_class=VerbClass.NEUTRAL)
        yield Found(at, end, cue, subject)


def _cue_at(page: Page, zone: Zone, at: int) -> tuple[Cue | None, int]:
    word = page.tokens.low[at]
    form = _POINTS.get(word)
    if form is not None:
        follower = page.tokens.low[at + 1] if at + 1 < zone.last else ""
        if follower == "out":
            return replace(_POINT_OUT, form=form), at + 2
        return (replace(_POINT_TO, form=form), at + 2) if follower == "to" else (None, at)
    return CUES.get(word), at + 1


def _is_noun(page: Page, zone: Zone, at: int, cue: Cue) -> bool:
    """Whether the word is no finite verb or participle here: "the claims", "to say", "a stated aim"."""
    tokens = page.tokens
    word = tokens.low[at]
    before = tokens.low[at - 1] if at > zone.first else ""
    after = tokens.low[at + 1] if at + 1 < zone.last else ""
    if before == "to":
        lead = at - 3 if at >= zone.first + 3 and tokens.low[at - 2] == "on" else at - 2
        return lead < zone.first or tokens.low[lead] not in _SAYS_ON
    if word == "noting" and before == "worth":
        return True
    if word in NOUN_FORMS and not (cue.form is Form.ING and after == "that") and _stands_as_noun(cue, before, after):
        return True
    if cue.form is Form.ING and before in {"a", "an", "the"}:
        return True
    if cue.form is Form.FINITE and before in DETERMINERS and before not in _QUANTIFIERS:
        return True
    if (
        cue.form is Form.FINITE
        and before.endswith("'s")
        and tokens.is_name(at - 1)
        and after not in DETERMINERS | {"that"}
    ):
        return True  # "Mrs. Lee's reported income"
    return word in _PROPER and tokens.is_name(at) and at > zone.first


def _stands_as_noun(cue: Cue, before: str, after: str) -> bool:
    if cue.form is not Form.ING and before in PREPOSITIONS:
        return True
    if before in DETERMINERS or before.endswith("'s") or before.isdigit():
        return True
    if after in _AFTER_NOUN or (after in AUXILIARIES and cue.form is not Form.FINITE):
        return True
    follower = CUES.get(after)
    return (
        cue.form in (Form.BASE, Form.PRESENT)
        and follower is not None
        and follower.form in (Form.FINITE, Form.PRESENT)
        and after not in NOUN_FORMS
    )


def is_passive(page: Page, zone: Zone, one: Found) -> bool:
    """Whether the verb is a participle after "was": somebody else said it."""
    _, passed = skip_to_subject(page, one.at, zone.first)
    return one.cue.form is Form.FINITE and bool(set(passed) & BE)


def may_agree(page: Page, zone: Zone, one: Found) -> bool:
    """Whether a verb in its plain form can belong to its subject: a plural, or an auxiliary between them."""
    tokens = page.tokens
    _, passed = skip_to_subject(page, one.at, zone.first)
    if set(passed) & _DOES or tokens.low[one.at - 1] == "to" or one.subject is None:
        return True
    subject = one.subject
    if tokens.low[subject.first - 1] in _WITNESSED and subject.first > zone.first:
        return True
    head = tokens.low[subject.last - 1]
    words = [tokens.low[k] for k in range(subject.first, subject.last)]
    if "and" in words or head.endswith("s") or head in _PLURALS:
        return True
    return any(
        word in _PLURALS or (word.endswith("s") and not tokens.is_name(subject.first + k))
        for k, word in enumerate(words)
    )


def _subject_of(page: Page, zone: Zone, at: int, cue: Cue, before: Subject | None) -> Subject | None:
    tokens = page.tokens
    edge, passed = skip_to_subject(page, at, zone.first)
    if tokens.low[at - 1] == "to" and at >= zone.first + 2:
        own = find_left(page, zone, at - 3 if tokens.low[at - 2] == "on" else at - 2)
        return own or (replace(before, kind=Kind.SHARED) if before else None)
    if cue.form is Form.BASE:
        own = _witnessed(page, zone, edge)
        if own is not None:
            return own
    if cue.form is Form.ING and not (set(passed) & (BE | {"'s"})):
        return _subject_of_participle(page, zone, at, edge, before)
    if edge >= zone.first and tokens.low[edge] in CONJUNCTIONS | {"then", "while"}:
        shared = before or sentence_subject(page, _clause_of(page, zone, edge))
        if shared is not None:
            return replace(shared, kind=Kind.SHARED, edge=edge)
    return find_left(page, zone, at)


def _clause_of(page: Page, zone: Zone, at: int) -> Zone:
    """The part of the sentence behind the last "but" or semicolon before ``at``."""
    tokens = page.tokens
    for back in range(at - 1, max(zone.first, at - _CLAUSE), -1):
        if tokens.low[back] == "but" or tokens.raw[back] == ";":
            return Zone(back + 1, zone.last, zone.quotation)
    return zone


def _subject_of_participle(page: Page, zone: Zone, at: int, edge: int, before: Subject | None) -> Subject | None:
    tokens = page.tokens
    if edge < zone.first:
        comma = next((k for k in range(at, min(zone.last, at + 80)) if tokens.raw[k] == ","), None)
        if comma is None:
            return None
        rest = sentence_subject(page, Zone(comma + 1, zone.last, zone.quotation))
        return replace(rest, kind=Kind.SHARED, edge=at) if rest else None
    if tokens.low[edge] in _BEGINNING:
        return find_left(page, zone, edge)
    own = find_left(page, zone, at) if tokens.low[edge] in _WRITTEN else _witnessed(page, zone, edge)
    if own is not None:
        return own
    shared = before or sentence_subject(page, zone)
    parted = tokens.raw[edge] == "," or tokens.is_dash(edge)
    if parted or tokens.low[edge] in CONJUNCTIONS or tokens.low[edge] in PREPOSITIONS:
        return replace(shared, kind=Kind.SHARED, edge=edge) if shared else None
    own = find_left(page, zone, at)
    if own is not None and own.first > zone.first and tokens.low[own.first - 1] in _HOLDING:
        return own
    return replace(shared, kind=Kind.SHARED, edge=edge + 1) if shared else None


def _witnessed(page: Page, zone: Zone, edge: int) -> Subject | None:
    """Whose words they are in "he recalled her saying that"."""
    low = page.tokens.low
    for at in range(edge - 1, max(zone.first, edge - _WITNESSES) - 1, -1):
        if not page.tokens.is_word(at + 1):
            return None
        if low[at] in _WITNESSED:
            return Subject(at + 1, edge + 1, Kind.LEFT, at + 1)
    return None
