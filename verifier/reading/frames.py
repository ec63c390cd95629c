"""What each kind of reporting verb can report: a clause, a thing, or only what a document shows."""

from .contents import Right, Start, counts, opens_quote
from .cues import Found
from .lexicon import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    DOCUMENT_NOUNS,
    NOUN_FORMS,
    PREPOSITIONS,
    TIMES,
    Form,
    Frame,
)
from .page import Page, Zone, holds_clause, is_adverb
from .subjects import Kind, Subject
from .wordlist import word_set

_NEEDS_CLAUSE = word_set("add write respond reply comment remark recall muse post explain describe")
_NO_OBJECT = word_set("to by for as on in about at from with into upon")
_NOT_AFTER_SAY = word_set("to of about for")
_LINKS = word_set("by while after before in when without despite")
_NEEDS_THAT = word_set("decide remember see hear notice learn discover prove demonstrate agree")
_FINDERS = word_set("inquiry inquest commission court jury panel tribunal investigation investigators auditors")
_NO_TELLERS = word_set("after before while when by asked given initially according ignoring if whether because")
_SPANS = word_set("days weeks months years hours minutes ago few this day hour minute time")
_ARTICLES = word_set("the a an his her its their my our")


def may_report(page: Page, zone: Zone, one: Found, subject: Subject, right: Right) -> bool:
    """Whether what follows is something this verb can report."""
    if one.cue.frame is Frame.QUOTE:
        return right.start is Start.QUOTE or (right.start is Start.COLON and opens_quote(page, zone, right.at))
    if right.start is not Start.CLAUSE:
        return True
    tokens = page.tokens
    cue = one.cue
    first = tokens.low[right.at]
    if first in CONJUNCTIONS or first == "because":
        return False
    if one.cue.form is Form.ING and not _is_parted(page, zone, one):
        return False
    if cue.frame is Frame.ATTITUDE:
        return cue.lemma not in _NEEDS_THAT and first not in PREPOSITIONS and holds_clause(tokens, right.at, zone.last)
    if zone.quotation >= 0 and cue.frame is Frame.OBJECT:
        return first not in _NO_OBJECT and holds_clause(tokens, right.at, zone.last)
    if tokens.low[one.at] in NOUN_FORMS and cue.form in (Form.BASE, Form.PRESENT) and cue.frame is not Frame.OBJECT:
        return cue.frame is Frame.SHOW and _is_document(page, subject)
    return _takes(page, zone, one, subject, right)


def _takes(page: Page, zone: Zone, one: Found, subject: Subject, right: Right) -> bool:
    """What a verb that is surely a verb takes, by its frame."""
    tokens = page.tokens
    cue = one.cue
    first = tokens.low[right.at]
    if cue.frame in (Frame.SAY, Frame.TELL):
        if first in _NOT_AFTER_SAY:
            return False
        return cue.lemma not in _NEEDS_CLAUSE or holds_clause(tokens, right.at, zone.last)
    if cue.frame is Frame.OBJECT:
        return (first not in _NO_OBJECT or counts(page, right.at)) and (
            cue.lemma not in _NEEDS_CLAUSE or holds_clause(tokens, right.at, zone.last)
        )
    if cue.frame is Frame.CITE:
        return cue.lemma != "quote"
    if cue.frame is Frame.SHOW:
        finds = cue.lemma == "find" and page.tokens.low[subject.last - 1] in _FINDERS
        if finds and cue.form is Form.FINITE:
            return holds_clause(tokens, right.at, zone.last)
        return _is_document(page, subject) and (first not in PREPOSITIONS or first == "as")
    return first not in PREPOSITIONS and holds_clause(tokens, right.at, zone.last)


def _is_parted(page: Page, zone: Zone, one: Found) -> bool:
    """Whether a participle reports: after a comma, a link or an auxiliary, or with a subject of its own."""
    tokens = page.tokens
    if one.subject is not None and one.subject.kind is Kind.LEFT:
        return True
    at = one.at - 1
    if at < zone.first:
        return True
    word = tokens.low[at]
    return not tokens.is_word(at) or word in CONJUNCTIONS or is_adverb(word) or word in AUXILIARIES or word in _LINKS


def _is_document(page: Page, subject: Subject) -> bool:
    return any(page.tokens.low[at] in DOCUMENT_NOUNS for at in range(subject.first, subject.last))


def is_teller(page: Page, source: tuple[int, int] | None) -> bool:
    """Whether a phrase can tell anything: "last month", "asked on Monday" and "according to the report" cannot."""
    if source is None:
        return True
    low = page.tokens.low
    first, last = source
    if low[first] in _NO_TELLERS or (last - first > 1 and low[last - 1] in _ARTICLES):
        return False
    words = [low[at] for at in range(first, last) if page.tokens.is_word(at)]
    return not all(word in TIMES or word in _SPANS or word in DETERMINERS or word.isdigit() for word in words) or (
        len(words) == 1 and words[0] not in TIMES | _SPANS
    )
