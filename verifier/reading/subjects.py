"""Who a reporting verb belongs to: the noun phrase to its left or right, the one it shares, or nobody."""

from dataclasses import dataclass
from enum import StrEnum

from .lexicon import (
    ADVERBS,
    AUXILIARIES,
    COMMON_VERBS,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    DOCUMENT_NOUNS,
    NOUN_FORMS,
    PERSONAL,
    PREPOSITIONS,
    SUBORDINATORS,
    TIMES,
    TITLES,
    Form,
)
from .page import Page, Zone, is_adverb, is_time, is_verb_like
from .wordlist import word_set

_FURTHEST = 40  # tokens a subject may reach to the left
_APPOSITION = word_set(
    """a an the who whose which one both former now his her its their our himself herself itself himself also
    then and chief senior deputy vice executive associate assistant professor director president chairman
    chairwoman founder author"""
)
_ARTICLES = word_set("the a an his her its their my our")
_BEFORE_ARTICLES = word_set("all both half and or but nor yet quite such not even only just also")
_ABOUT = word_set("about over under")
_SHARES = word_set("half two three four five six seven eight nine ten one")
_BEFORE_TIMES = word_set("in on since")
_MONTHS_OR_NAMES = word_set("may last this next march late")
_ASIDE = word_set(
    """in on at during speaking citing referring asked pressed when while after before for as to with through
    via from like for according recalling noting appearing writing talking responding quoting quoted cited
    using again too however meanwhile instead moreover furthermore nonetheless nevertheless though by among based"""
)


class Kind(StrEnum):
    """Where a subject was found."""

    LEFT = "left"
    SHARED = "shared"
    RIGHT = "right"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Subject:
    """Tokens ``first`` to ``last`` (excluded); ``edge`` is where the clause of the cue begins, aside included."""

    first: int
    last: int
    kind: Kind
    edge: int


def skip_to_subject(page: Page, cue: int, first: int) -> tuple[int, list[str]]:
    """The last token that can belong to the subject, and the auxiliaries passed on the way to the left of ``cue``."""
    low = page.tokens.low
    passed: list[str] = []
    at = cue - 1
    while at >= first and (
        low[at] in AUXILIARIES or is_adverb(low[at]) or (low[at] in TIMES and is_time(page.tokens, at))
    ):
        if low[at] in AUXILIARIES:
            passed.append(low[at])
        at -= 1
    if first < at < cue - 1 and low[at] in _BEFORE_TIMES and low[at + 1] in TIMES:
        at -= 1
    return at, passed


def find_left(page: Page, zone: Zone, cue: int) -> Subject | None:
    """The subject to the left of the verb at ``cue``, with its apposition; None where there is none."""
    tokens = page.tokens
    at, _ = skip_to_subject(page, cue, zone.first)
    if at < zone.first or page.quotations.of_token[at] != zone.quotation:
        return None
    word = tokens.low[at]
    if word in {"who", "which", "that"}:
        return _relative(page, zone, at)
    if tokens.raw[at] == "," or tokens.is_dash(at):
        return _with_aside(page, zone, at)
    if not tokens.is_word(at) and tokens.raw[at] not in {")", ".", "'"}:
        return None
    if word in CONJUNCTIONS or word in SUBORDINATORS or word in PREPOSITIONS or word == "having":
        return None
    first = _phrase_left(page, zone, at)
    if (
        first < at
        and tokens.low[first] in _ABOUT
        and (tokens.low[first + 1] in _SHARES or tokens.low[first + 1].isdigit())
    ):
        first += 1
    if first > at or tokens.low[first] in PREPOSITIONS:
        return None
    last = at + 1
    if word.endswith("ed") and tokens.low[last] in _BEFORE_TIMES:
        last += 2  # "a study published in March showed"
    return Subject(first, last, Kind.LEFT, first)


def _relative(page: Page, zone: Zone, who: int) -> Subject | None:
    tokens = page.tokens
    if tokens.low[who] == "that" and tokens.low[who - 1] not in DOCUMENT_NOUNS:
        return None
    at = who - 1
    if at >= zone.first and tokens.raw[at] == ",":
        at -= 1
    if at < zone.first or not tokens.is_word(at):
        return Subject(who, who + 1, Kind.LEFT, who)
    first = _phrase_left(page, zone, at)
    return Subject(first, who + 1, Kind.LEFT, first)


def _with_aside(page: Page, zone: Zone, comma: int) -> Subject | None:
    """ "X, an adviser to Y, said" and "X, speaking in Z, said": the phrase before the aside is the subject."""
    tokens = page.tokens
    mark = tokens.raw[comma]
    nearest: Subject | None = None
    for at in range(comma - 1, max(zone.first, comma - _FURTHEST), -1):
        if page.quotations.of_token[at] != zone.quotation and tokens.is_quote_mark(at):
            break
        if tokens.raw[at] != mark or not tokens.is_word(at + 1):
            continue
        subject = _before_aside(page, zone, at, comma)
        if subject is None:
            continue
        nearest = nearest or subject
        if subject.first == zone.first or tokens.is_quote_mark(subject.first - 1):
            return subject
    return nearest


def _before_aside(page: Page, zone: Zone, at: int, comma: int) -> Subject | None:
    """The subject that ends before the comma ``at``, if what follows up to ``comma`` is an apposition or an aside."""
    tokens = page.tokens
    head = tokens.low[at + 1]
    if is_adverb(head) and head not in _APPOSITION and at + 2 < comma:
        head = tokens.low[at + 2]
    inside = head in _APPOSITION or tokens.is_name(at + 1) or tokens.raw[at + 1].isdigit()
    if not (inside or head in _ASIDE or (tokens.is_dash(at) and at + 1 < comma)):
        return None
    if not (tokens.is_word(at - 1) or tokens.raw[at - 1] in {")", "."}) or is_verb_like(tokens, at - 1):
        return None
    first = _phrase_left(page, zone, at - 1)
    if first > at - 1 or _is_time_phrase(page, first, at) or tokens.low[first] == "according":
        return None
    return Subject(first, comma if inside else at, Kind.LEFT, first)


def _is_time_phrase(page: Page, first: int, last: int) -> bool:
    low = page.tokens.low
    return all(
        low[at] in TIMES or low[at] in PREPOSITIONS or low[at].isdigit() or low[at] == "the"
        for at in range(first, last)
    )


def _phrase_left(page: Page, zone: Zone, last: int) -> int:
    """Where the noun phrase that ends with token ``last`` begins."""
    tokens = page.tokens
    if tokens.low[last] in PERSONAL or tokens.low[last] == "who":
        return last
    start = last + 1
    at = last
    lowest = max(zone.first, last - _FURTHEST)
    while at >= lowest and page.quotations.of_token[at] == zone.quotation:
        step = _step_left(page, at, last, lowest) or _over_relative(page, zone, at, lowest)
        if step == 0:
            break
        at -= step
        start = at + 1
    return _trim_left(page, start, last)


def _step_left(page: Page, at: int, last: int, lowest: int) -> int:
    """How many tokens to the left still belong to the phrase: 0 ends it."""
    tokens = page.tokens
    word = tokens.low[at]
    if not tokens.is_word(at):
        return _step_over_mark(page, at, lowest)
    if at == last:
        return 1
    if tokens.low[at + 1] in _ARTICLES and word not in PREPOSITIONS and word not in _BEFORE_ARTICLES:
        return 0
    if word in COMMON_VERBS and tokens.low[at + 1] == "by" and tokens.low[at - 1] not in AUXILIARIES:
        return 1  # "documents seen by the paper"
    if word in COMMON_VERBS or word in PERSONAL or word in SUBORDINATORS:
        return 0
    if word in CONJUNCTIONS:
        return 1 if _joins_names(page, at, lowest) else 0
    cue = CUES.get(word)
    if cue is not None and word not in NOUN_FORMS and cue.form is not Form.ING:
        follower = tokens.low[at + 1]
        return 1 if follower in {"by", "in", "on"} and tokens.low[at - 1] not in AUXILIARIES else 0
    return 1


def _over_relative(page: Page, zone: Zone, at: int, lowest: int) -> int:
    """Past "who has endorsed" to the noun it describes; 0 where the verb is no part of such a clause."""
    tokens = page.tokens
    if not is_verb_like(tokens, at) and tokens.low[at] not in PERSONAL:
        return 0
    for back in range(at - 1, max(lowest, at - 12), -1):
        if not tokens.is_word(back) or page.quotations.of_token[back] != zone.quotation:
            return 0
        if tokens.low[back] in {"who", "which"} or (tokens.low[back] == "that" and tokens.low[back - 1].endswith("s")):
            cue = CUES.get(tokens.low[back - 1])
            nominal = tokens.is_word(back - 1) and (cue is None or tokens.low[back - 1] in NOUN_FORMS)
            return at - back + 1 if nominal else 0
    return 0


def _step_over_mark(page: Page, at: int, lowest: int) -> int:
    tokens = page.tokens
    mark = tokens.raw[at]
    if mark == "." and at > lowest and (tokens.low[at - 1] in TITLES or len(tokens.low[at - 1]) == 1):
        return 1
    if (
        mark == "."
        and at > lowest
        and tokens.low[at - 1] in {"jr", "inc", "corp", "co", "no", "st", "sr", "fla", "calif"}
    ):
        return 1
    if mark in {"'", "/", "&", "%", "$", "#", "@", "-"} and not (mark == "-" and tokens.gap_before(at)):
        return 1
    if mark == ")":
        for back in range(at - 1, max(lowest, at - 12) - 1, -1):
            if tokens.raw[back] == "(":
                return at - back + 1
    return 0


def _joins_names(page: Page, at: int, lowest: int) -> bool:
    tokens = page.tokens
    if tokens.low[at] != "and" or at <= lowest or at + 1 >= len(tokens) or not tokens.is_word(at - 1):
        return False
    before, after = tokens.is_name(at - 1), tokens.is_name(at + 1)
    if before and after:
        return True
    if tokens.low[at + 1] in DETERMINERS or before or after:
        return False
    left = at - 1
    while left > lowest and tokens.is_word(left) and at - left < 6 and tokens.low[left] not in COMMON_VERBS:
        left -= 1
    return left <= lowest or not tokens.is_word(left)


def _trim_left(page: Page, first: int, last: int) -> int:
    """ "In a statement Monday the group" begins with "the group"."""
    tokens = page.tokens
    while first <= last and (
        tokens.low[first] in CONJUNCTIONS
        or tokens.low[first] in ADVERBS
        or not (tokens.is_word(first) or tokens.raw[first] in "@#$")
    ):
        first += 1
    if first > last:
        return first
    head = tokens.low[first]
    if (
        head not in PREPOSITIONS
        and head not in TIMES
        and not (head.endswith(("ing", "ly")) and not tokens.low[last].endswith("ing"))
    ):
        return first
    if head in _MONTHS_OR_NAMES and (first == last or not is_time(tokens, first + 1)):
        return first
    if head in {"despite", "with", "without"} and first < last:
        return first + 1
    for at in range(first + 1, last + 1):
        word, before = tokens.low[at], tokens.low[at - 1]
        begins = (
            word in DETERMINERS
            or word in PERSONAL
            or (tokens.is_name(at) and (at == first + 1 or not tokens.is_name(at - 1) or before in TIMES))
        )
        if (
            begins
            and word not in TIMES
            and before not in PREPOSITIONS
            and before not in DETERMINERS
            and tokens.raw[at - 1] != "."
        ):
            return at
        if begins and word not in TIMES and before in TIMES:
            return at
    return first


def find_right(page: Page, zone: Zone, cue: int) -> Subject | None:
    """The subject of an inverted "said X", up to a comma, a time or the end."""
    tokens = page.tokens
    at = cue + 1
    if at < zone.last and (tokens.low[at] in PREPOSITIONS or is_adverb(tokens.low[at])):
        return None
    limit = min(zone.last, cue + 30)
    while at < limit and page.quotations.of_token[at] == zone.quotation:
        word = tokens.low[at]
        if tokens.raw[at] == "." and at + 1 < limit and (tokens.low[at - 1] in TITLES or len(tokens.low[at - 1]) <= 2):
            at += 1
            continue
        if at > cue + 1 and _ends_right(page, at):
            break
        if not tokens.is_word(at) and tokens.raw[at] not in {"(", ")", "'", "/", "&", "@", "#"}:
            break
        if word in PERSONAL:
            at += 1
            break
        at += 1
    return Subject(cue + 1, at, Kind.RIGHT, cue) if at > cue + 1 else None


def _ends_right(page: Page, at: int) -> bool:
    tokens = page.tokens
    word = tokens.low[at]
    if word in {"by", "from", "about", "on"} and tokens.low[at - 1] in DOCUMENT_NOUNS:
        return False
    if word in {"in", "on", "at", "during", "after", "when", "as", "while", "before", "by", "that", "about"}:
        return tokens.low[at - 1] not in {"official", "spokesman", "spokeswoman", "professor", "director"} or is_time(
            tokens, min(at + 1, len(tokens) - 1)
        )
    return (
        word in COMMON_VERBS
        or word in {"who", "which", "whose", "according"}
        or (word in TIMES and is_time(tokens, at))
    )


def sentence_subject(page: Page, zone: Zone) -> Subject | None:
    """The subject of the sentence: after an opening phrase, up to the first verb."""
    tokens = page.tokens
    at = zone.first
    while at < zone.last and not tokens.is_word(at):
        at += 1
    while at < zone.last and (
        tokens.low[at] in PREPOSITIONS or tokens.low[at] in SUBORDINATORS or tokens.low[at].endswith("ing")
    ):
        comma = next((k for k in range(at, min(zone.last, at + 30)) if tokens.raw[k] == ","), None)
        if comma is None:
            return None
        at = comma + 1
    while at < zone.last and (tokens.low[at] in CONJUNCTIONS or tokens.low[at] in ADVERBS or tokens.raw[at] == ","):
        at += 1
    first = at
    if first < zone.last and tokens.low[first] in PERSONAL:
        return Subject(first, first + 1, Kind.SHARED, first)
    while at < min(zone.last, first + 15) and not _ends_subject(page, zone, at, first):
        at += 1
    if first < at < zone.last and tokens.raw[at] == ",":
        at = _past_apposition(page, zone, at)
    return Subject(first, at, Kind.SHARED, first) if at > first and at < zone.last else None


def _past_apposition(page: Page, zone: Zone, comma: int) -> int:
    """ "An aide to X, Y Z, defended": the name after the comma belongs to the subject."""
    tokens = page.tokens
    head = tokens.low[comma + 1] if comma + 1 < zone.last else ""
    if not (head in _APPOSITION or (comma + 1 < zone.last and tokens.is_name(comma + 1))):
        return comma
    for at in range(comma + 1, min(zone.last, comma + 15)):
        if tokens.raw[at] == ",":
            return at
        if tokens.is_quote_mark(at) or is_verb_like(tokens, at):
            break
    return comma


def _ends_subject(page: Page, zone: Zone, at: int, first: int) -> bool:
    tokens = page.tokens
    word = tokens.low[at]
    if page.quotations.of_token[at] != zone.quotation or (word != "to" and is_verb_like(tokens, at)):
        return True
    if not tokens.is_word(at):
        return tokens.raw[at] not in {".", "'", "&"} or (tokens.raw[at] == "." and tokens.low[at - 1] not in TITLES)
    if at > first and (word in SUBORDINATORS or word == "who" or is_adverb(word)):
        return True
    return at > first and not tokens.is_name(at) and word.endswith("ed") and tokens.low[at - 1] not in DETERMINERS
