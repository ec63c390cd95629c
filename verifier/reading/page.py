"""One text with everything the rules look at: its tokens, sentences and quotations, and small questions about them."""

from dataclasses import dataclass

from .lexicon import (
    ADVERBS,
    AUXILIARIES,
    COMMON_VERBS,
    CUES,
    DETERMINERS,
    NOT_ADVERBS,
    NOUN_FORMS,
    PREPOSITIONS,
    TIMES,
    Form,
)
from .quotes import Quotations
from .sentences import Unit
from .tokens import Tokens
from .types import Span

_CLOCK = frozenset({"a.m.", "p.m.", "am", "pm", "o'clock", "gmt"})


@dataclass(frozen=True, slots=True)
class Page:
    """The text as the rules see it."""

    text: str
    tokens: Tokens
    units: list[Unit]
    quotations: Quotations

    def span(self, first: int, last: int) -> Span:
        """The place of tokens ``first`` to ``last`` (excluded)."""
        return Span(self.tokens.start[first], self.tokens.end[last - 1])

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (excluded)."""
        return self.text[self.tokens.start[first] : self.tokens.end[last - 1]]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch read as one sentence: a sentence, or the part of one that lies inside a quotation."""

    first: int
    last: int
    quotation: int


def zones_of(page: Page, unit: Unit) -> list[Zone]:
    """The sentence itself, then each part of it inside quote marks that is long enough to hold a report."""
    zones = [Zone(unit.first, unit.last, -1)]
    of_token = page.quotations.of_token
    at = unit.first
    while at < unit.last:
        number = of_token[at]
        if number < 0:
            at += 1
            continue
        begin = at
        while at < unit.last and of_token[at] == number:
            at += 1
        first, last = _without_marks(page.tokens, begin, at)
        if last - first >= 4:
            if begin == unit.first and at == unit.last:
                return [Zone(first, last, number)]
            zones.append(Zone(first, last, number))
    return zones


def _without_marks(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    while first < last and tokens.is_quote_mark(first):
        first += 1
    while first < last and tokens.is_quote_mark(last - 1):
        last -= 1
    return first, last


def is_adverb(word: str) -> bool:
    """Whether ``word`` can stand between a subject and its verb without being either."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)


def is_verb_like(tokens: Tokens, at: int) -> bool:
    """Whether the token is surely a verb, as far as a word list tells."""
    word = tokens.low[at]
    if word in AUXILIARIES or word in COMMON_VERBS:
        return True
    cue = CUES.get(word)
    return cue is not None and cue.form is not Form.ING and word not in NOUN_FORMS


def is_time(tokens: Tokens, at: int) -> bool:
    """Whether the token is part of a date or a time of day: a number only beside a month or hour, or as a year."""
    raw = tokens.raw[at]
    if tokens.low[at] in TIMES:
        return True
    if not raw.isdigit() or len(raw) not in (1, 2, 4):
        return False
    if len(raw) == 4:
        return raw[:2] in {"18", "19", "20"}
    return tokens.low[at + 1] in _CLOCK | TIMES or (at > 0 and tokens.low[at - 1] in TIMES)


def holds_clause(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a subject and a verb seem to stand in the next words."""
    for at in range(first, min(last, first + 25)):
        if at > first and (is_verb_like(tokens, at) or tokens.low[at].endswith(("n't", "'re", "'ll", "'ve", "ed"))):
            return True
        if tokens.raw[at] == ";":
            return False
    return False


def starts_noun_phrase(tokens: Tokens, at: int) -> bool:
    """Whether a noun phrase can begin here."""
    word = tokens.low[at]
    if not tokens.is_word(at) or word in PREPOSITIONS or word in AUXILIARIES:
        return False
    return tokens.is_name(at) or word in DETERMINERS or word.isdigit()
