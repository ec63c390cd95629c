"""The sentences of a text as a search for contradictions sees them: counts of people, events, places and days."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .figures import find_figures
from .types import Block, ChainEnd, Figure, ProposedClaim, Sentence, Span
from .wordlist import word_set

PEOPLE = word_set(
    """people person persons men women children civilians fighters members militants soldiers troops recruits rebels
    refugees residents victims migrants protesters demonstrators police officers prisoners hostages workers students
    voters dead killed wounded injured policemen militiamen mercenaries gunmen passengers detainees families girls boys
    deaths casualties fatalities villagers inmates patients miners sailors pilots employees staff journalists activists
    insurgents terrorists personnel guards crew tourists pilgrims conscripts suspects evacuees
    lives arrested detained missing displaced traders farmers fishermen doctors nurses teachers pupils boys residents"""
)
ANYBODY = word_set(
    """people person persons dead killed deaths victims fatalities casualties wounded injured lives arrested detained
    missing"""
)
_EVENTS = {
    "killed": r"claim(?:ed|ing|s) the li(?:fe|ves)|"
    r"kill(?:ed|ing|s)?|dead|died|dies|dying|deaths?|slain|perish\w*|drown\w*|fatalit\w+|martyr\w*",
    "hurt": r"wound(?:ed|ing|s)?|injur\w+|hurt|maim\w+",
    "arrested": r"arrest\w*|detain\w*|detention|jailed|imprison\w*",
    "freed": r"releas\w+|freed|freeing|set free",
    "displaced": r"displac\w+|fled|fleeing|evacuat\w+|uprooted",
    "recruited": r"recruit\w*|enlist\w*|hir(?:e|ed|ing)|draft\w*|conscript\w*",
    "abducted": r"kidnap\w*|abduct\w*",
    "rescued": r"rescu\w+|saved|surviv\w+",
    "gathered": r"attend\w*|gather\w*|rall(?:y|ied|ying)|protest\w*|march\w*|turned out",
    "dismissed": r"dismiss\w*|fired|laid off|sack\w*|cut",
    "trapped": r"trapp\w+|buried alive",
    "missing": r"missing|unaccounted",
    "infected": r"infect\w*|sicken\w*|tested positive|cases",
}
EVENT = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _EVENTS.items()), re.IGNORECASE)
_PART = re.compile(
    r"(?:\b(?:includ\w+|among (?:them|those|the \w+)|of (?:them|whom|which|those)|another|other|others|a? ?further|"
    r"additional|"
    r"additionally|plus|at least one|the other|remaining|separate\w*|two of|one of|up from|down from|compared "
    r"(?:with|to)|"
    r"instead of|previous(?:ly)?(?: \w+)?|earlier(?: \w+)?)\s+(?:\w+\s+){0,2})$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never)\s+(?:\w+\s+)?$")
_DENIAL_REACH = 40  # characters
_OUTCOME = re.compile(
    r"\s(?P<how>killed|dead|wounded|injured|arrested|detained|missing|displaced|drowned|rescued)\b", re.IGNORECASE
)
_PART_BEHIND = re.compile(
    r"^\s*(?:more|others?|further|additional|of them|of the (?:dead|victims|wounded)|among)\b", re.IGNORECASE
)
_OTHER_TIME = re.compile(
    r"\b(?:earlier|previous(?:ly)?|last (?:week|month|year)|since|overall|altogether|in total|so far this|this "
    r"(?:year|month|week)|"
    r"separate(?:ly)?|elsewhere|another|meanwhile|second|third|also|later|years? ago|months? ago|every|each|per|"
    r"average|"
    r"annual\w*|daily|over the past|during the|have been killed in|19\d\d|20\d\d|similar\w*|such|other)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|overnight)\b|"
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)(?:\s+\d{1,2})?\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_VAGUE = re.compile(r"\b(?:dozens|scores|hundreds|thousands|several|many)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'\-]{2,}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_JOINED = re.compile(r",|\band\b|\bor\b", re.IGNORECASE)
_MOST_TALLIES = 12  # counts of one sentence that are compared
_REACH = 45  # characters from a count to what befell the counted


@dataclass(frozen=True, slots=True)
class Tally:
    """A count in a sentence and what befell the counted ("" where the text does not say).

    ``partial`` counts are of a part of others; ``vague`` ones ("dozens") contradict nothing.
    """

    figure: Figure
    event: str
    partial: bool
    vague: bool = False

    @property
    def low(self) -> float:
        """The least the count can be; 0 where only an upper bound is given."""
        return self.figure.low if self.figure.low is not None else 0.0

    @property
    def high(self) -> float:
        """The most the count can be."""
        return self.figure.high if self.figure.high is not None else float("inf")

    @property
    def is_people(self) -> bool:
        """Whether people are counted."""
        return bool(heads(self.figure) & PEOPLE)


@dataclass(frozen=True)
class Stretch:
    """A sentence with what can be compared in it. ``teller`` is the origin of its first credited claim, "" for none."""

    number: int
    span: Span
    block: Block
    words: str
    tallies: tuple[Tally, ...]
    teller: str

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of its longer words."""
        return stems(self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """Its capitalised words but the first."""
        return frozenset(name.group() for name in _NAME.finditer(self.words))

    @cached_property
    def days(self) -> frozenset[str]:
        """Its weekdays and days of a month, in lower case."""
        return frozenset(day.group().lower() for day in _DAY.finditer(self.words))

    @cached_property
    def denied(self) -> frozenset[str]:
        """The events that it says did not happen: "were never arrested"."""
        return frozenset(
            found.lastgroup or ""
            for found in EVENT.finditer(self.words)
            if _NOT.search(self.words[max(0, found.start() - _DENIAL_REACH) : found.start()])
        )

    @cached_property
    def other_time(self) -> bool:
        """Whether it tells of another time or of a sum over time."""
        return _OTHER_TIME.search(self.words) is not None


def find_stretches(text: str, sentences: Sequence[Sentence], claims: Sequence[ProposedClaim]) -> list[Stretch]:
    """The sentences of headline, standfirst and body, in order."""
    starts = [claim.span.start for claim in claims]
    found = []
    for number, sentence in enumerate(sentences):
        if sentence.block not in (Block.HEADLINE, Block.STANDFIRST, Block.BODY):
            continue
        span, words = sentence.span, sentence.span.of(text)
        first = max(bisect_right(starts, span.start) - 1, 0)
        inside = [
            claim for claim in claims[first : first + 8] if claim.span.start < span.end and span.start < claim.span.end
        ]
        counted = sorted({figure.span: figure for claim in inside for figure in claim.figures}.items())
        figures = [figure for place, figure in counted if span.start <= place.start and place.end <= span.end]
        if not figures and _DIGIT.search(words):  # a claim may begin behind its count
            figures = list(find_figures(text, span))
        found.append(
            Stretch(
                number,
                span,
                sentence.block,
                words,
                tuple(_tally(text, span, figures, at) for at in range(min(len(figures), _MOST_TALLIES))),
                next(
                    (claim.chain[-1].source for claim in inside if claim.chain and claim.ends is not ChainEnd.AUTHOR),
                    "",
                ),
            )
        )
    return found


def stems(words: str) -> frozenset[str]:
    """The beginnings of all longer words."""
    return frozenset(word.lower()[:5] for word in _WORD.findall(words))


def heads(figure: Figure) -> set[str]:
    """The words that say what is counted."""
    return {word.lower() for word in figure.unit.split()}


def shown(figure: Figure, text: str) -> str:
    """The figure's words on one line."""
    return " ".join(figure.span.of(text).split())


def value(figure: Figure) -> float:
    """The figure's number: the lower one of a range."""
    return figure.low if figure.low is not None else figure.high or 0.0


def _of_people(text: str, figure: Figure) -> Figure:
    """ "400 arrested" counts people, though no word for them is there."""
    outcome = None if figure.unit else _OUTCOME.match(text, figure.span.end)
    if outcome is None:
        return figure
    return replace(figure, unit=outcome.group("how").lower(), span=Span(figure.span.start, outcome.end()))


def _tally(text: str, span: Span, figures: Sequence[Figure], at: int) -> Tally:
    figure = _of_people(text, figures[at])
    behind_from = max(figures[at - 1].span.end if at else span.start, figure.span.start - _REACH)
    ahead_to = min(figures[at + 1].span.start if at + 1 < len(figures) else span.end, figure.span.end + _REACH)
    before, after = text[behind_from : figure.span.start], text[figure.span.end : ahead_to]
    partial = bool(_PART.search(before) or _PART_BEHIND.match(after)) or bool(
        heads(figure) & {"others", "more", "other"}
    )
    own = figure.span.of(text)
    return Tally(figure, _event(before, own, after), partial, _VAGUE.search(own) is not None)


def _event(before: str, own: str, after: str) -> str:
    """What befell the counted: said right before the count, in it, or soon behind it."""
    if own.lower().endswith(" lives"):
        return "killed"
    closest = next(iter(reversed(list(EVENT.finditer(before)))), None)
    if closest is not None and len(before) - closest.end() <= 14 and not _JOINED.search(before[closest.end() :]):
        return closest.lastgroup or ""
    within = EVENT.search(own) or EVENT.search(re.split(r"[;:]|,\s|\bwhile\b|\bafter\b", after)[0])
    if within is not None:
        return within.lastgroup or ""
    return (closest.lastgroup or "") if closest is not None else ""


def concerned(claims: Sequence[ProposedClaim], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The claims that touch one of ``spans``."""
    return tuple(
        claim.span
        for claim in claims
        if any(one.start < claim.span.end and claim.span.start < one.end for one in spans)
    )
