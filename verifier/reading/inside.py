"""Which reports inside reported words are reports of their own: "you know" and "I can tell you that" are not."""

from .carrying import Draft
from .lexicon import (
    AUXILIARIES,
    CUES,
    DETERMINERS,
    NOUN_FORMS,
    PERSONAL,
    PREPOSITIONS,
    SUBORDINATORS,
    TIMES,
    Cue,
    Form,
    Frame,
)
from .names import read_mention
from .page import Page, holds_clause, is_adverb, is_verb_like
from .subjects import skip_to_subject
from .types import Naming, SourceKind, VerbClass
from .wordlist import word_set

_HYPOTHETICAL = word_set("would could should might must can can't cannot won't couldn't wouldn't shouldn't may")
_NEGATED = word_set("declined refused not never n't didn't don't doesn't hasn't haven't hadn't")
_CONDITIONS = word_set("if unless whether")
_ANYBODY = word_set("everybody everyone nobody anyone anybody somebody someone you one people those we all who")
_OTHERS = word_set(
    """who which one ones him her them someone somebody others everyone everybody legend tradition research staff
    police media crew troops personnel management"""
)
_NO_CLAUSE = word_set("things something anything nothing everything again more much")
_SAID_FIRST = frozenset({"parenthetical", "content-first", "inverted"})
_FINDINGS = word_set("no little evidence signs traces")
_WHERE = word_set("during in at after before on")
_EMPTY = word_set("same thing things word words truth opposite other")
_OPENING = frozenset({"'", "“", '"', "''", "``", "‘"})
_FURTHEST = 60  # tokens
_LEAST = 2  # tokens of a content
_LONG = 4  # letters of the shortest participle


def clip(page: Page, draft: Draft, outer: Draft) -> tuple[tuple[int, int], ...]:
    """The content without what lies outside the words it is reported in."""
    return tuple(
        (max(first, low), _resumed(page, max(first, low), min(last, high)))
        for first, last in draft.content
        for low, high in outer.content
        if min(last, high) - max(first, low) >= _LEAST
    )


def _resumed(page: Page, first: int, last: int) -> int:
    """ "She said residents saw it, and that nobody came": with "and that" the outer speaker goes on."""
    tokens = page.tokens
    if tokens.low[first] == "that" or tokens.is_quote_mark(first):
        return last
    for at in range(first + _LEAST, min(last, first + _FURTHEST) - 2):
        if tokens.raw[at] == "," and tokens.low[at + 1] in {"and", "but"} and tokens.low[at + 2] == "that":
            return at
    return last


def is_report_inside(page: Page, draft: Draft) -> bool:
    """Whether a draft that stands in reported words reports something itself."""
    cue = CUES.get(page.tokens.low[draft.cue[0]])
    if cue is None or draft.source is None or draft.rule in ("passive", "passive-by", "according-to"):
        return True
    low = page.tokens.low
    first, last = draft.source
    if cue.frame is Frame.ATTITUDE and (
        draft.rule == "participle"
        or all(low[at] in _ANYBODY for at in range(first, last))
        or (low[last - 1] == "who" and low[last - 2].endswith("s"))
        or (draft.rule == "coordinated" and cue.form is Form.BASE)
    ):
        return False
    if not _may_speak(page, first, last):
        return False
    if draft.rule in _SAID_FIRST:
        return low[draft.cue[0]] not in NOUN_FORMS and _closes(page, draft) and _is_told(page, draft, cue)
    return _is_told(page, draft, cue) and _is_statement(page, draft, cue)


def _may_speak(page: Page, first: int, last: int) -> bool:
    """Whether a phrase is somebody, or something written: not "there", "sufficient iodine" or "hacked"."""
    tokens = page.tokens
    head = tokens.low[first]
    if head == "there":
        return False
    if head in PERSONAL or head in DETERMINERS or head in _OTHERS or head[0].isdigit() or not tokens.is_word(first):
        return True
    if any(tokens.is_name(at) or tokens.low[at].endswith("s") or "'s" in tokens.low[at] for at in range(first, last)):
        return True
    speaker = read_mention(page.words(first, last))
    return speaker.naming is Naming.UNNAMED or speaker.kind is not SourceKind.UNNAMED_GROUP


def _speaks(page: Page, draft: Draft) -> bool:
    """Whether the source is surely a speaker: "the ministry confirmed the deaths", not "the move revealed a plan"."""
    if draft.source is None:
        return False
    first, last = draft.source
    if page.tokens.low[first] in PERSONAL:
        return True
    if any("'s" in page.tokens.low[at] for at in range(first, last)):
        return False
    speaker = read_mention(page.words(first, last))
    return speaker.naming is Naming.UNNAMED or speaker.kind not in (SourceKind.UNNAMED_GROUP, SourceKind.DOCUMENT)


def _closes(page: Page, draft: Draft) -> bool:
    """Content before its verb: a mark, a time or a place may follow, but no object as in "insisted on it"."""
    low = page.tokens.low
    end = max(draft.cue[1], *(piece[1] for piece in (draft.source, draft.addressee) if piece))
    while low[end] in TIMES or is_adverb(low[end]):
        end += 1
    if not page.tokens.is_word(end):
        return True
    return low[end] in _WHERE and low[end + 1] not in PERSONAL and low[end + 1] not in {"him", "them"}


def _is_told(page: Page, draft: Draft, cue: Cue) -> bool:
    """Whether it was said at all: not "if he says", "nobody could say" or "never said"."""
    if draft.source is None:
        return True
    low = page.tokens.low
    first = draft.source[0]
    _, passed = skip_to_subject(page, draft.cue[0], first)
    words = set(passed) | {low[at] for at in range(max(first, draft.cue[0] - 3), draft.cue[0])}
    if words & _HYPOTHETICAL and not (low[first] == "i" and cue.frame is Frame.ATTITUDE):
        return False
    if cue.frame is Frame.ATTITUDE:
        return True
    if words & _NEGATED and cue.verb_class is not VerbClass.DENIAL:
        return False
    return first == 0 or low[first - 1] not in _CONDITIONS


def _is_statement(page: Page, draft: Draft, cue: Cue) -> bool:
    first, last = draft.content[0]
    low = page.tokens.low
    if low[first] == "that":
        if not page.tokens.is_word(first + 1):
            return low[first + 1] in _OPENING and page.tokens.is_word(first + 2)
        sure = 0 if _trails(low[first + 1]) else _LEAST
        return not _is_participle(page, first + 1) and _is_clause(page, first + 1, last, sure=sure)
    if not page.tokens.is_word(first):
        return low[first + 1] not in AUXILIARIES
    if cue.frame is Frame.CITE:
        return True
    if cue.lemma == "feel" and not (_names_somebody(page, first) or is_verb_like(page.tokens, first + 1)):
        return False
    if cue.frame is Frame.SHOW and low[first] in _FINDINGS:
        return True
    if cue.frame is Frame.OBJECT:
        return not is_verb_like(page.tokens, first) and (holds_clause(page.tokens, first, last) or _speaks(page, draft))
    if low[first + 1] in _EMPTY and low[first] in DETERMINERS:
        return False
    return _is_clause(
        page, first, last, sure=_LEAST if cue.frame in (Frame.SAY, Frame.TELL) and low[first] in DETERMINERS else 0
    )


def _is_clause(page: Page, first: int, last: int, *, sure: int) -> bool:
    """Whether a subject begins here and a verb follows, or ``sure`` tokens at least, if any number is enough."""
    tokens = page.tokens
    head = tokens.low[first]
    if "'" in head and head.partition("'")[0] in PERSONAL | {"there", "that", "here", "what", "who"}:
        return True
    if head in PERSONAL and last - first > _LEAST and tokens.is_word(first + 1) and not _trails(tokens.low[first + 1]):
        return True
    if head in AUXILIARIES or head in _NO_CLAUSE or is_verb_like(tokens, first):
        return False
    return holds_clause(tokens, first, last) or 0 < sure < last - first


def _is_participle(page: Page, at: int) -> bool:
    """ "Hoping for the crash that caused it": such a "that" is no conjunction."""
    return page.tokens.low[at].endswith("ed") and len(page.tokens.low[at]) > _LONG and not page.tokens.is_name(at)


def _names_somebody(page: Page, at: int) -> bool:
    """Whether a subject may begin here: "we feel the law is cruel", not "we feel free to do what we like"."""
    low = page.tokens.low[at]
    head = low.partition("'")[0]
    return (
        head in PERSONAL
        or low in DETERMINERS
        or low in SUBORDINATORS
        or low in PREPOSITIONS
        or low == "there"
        or page.tokens.is_name(at)
        or low[0].isdigit()
        or low.endswith("s")
    )


def _trails(word: str) -> bool:
    """ "I can tell you that right now": a clause that begins so must show its verb."""
    return is_adverb(word) or word in TIMES or word in PREPOSITIONS or word == "right"
