"""What kind of claim a statement is, and whether anybody can check it: if not, why not, in plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .dates import find_dates
from .figures import find_figures
from .lexicon import AUXILIARIES, COMMON_VERBS, DETERMINERS, PREPOSITIONS
from .types import ClaimKind, Figure, Moment, Span
from .wordlist import word_set

QUESTION = "a question: it states nothing"
PREDICTION = "a prediction: nobody can check it yet"
OPINION = "an opinion: there is nothing to look up"
INSTRUCTION = "an instruction: it asks for something and states nothing"

_FUTURE: Mapping[str, str] = {
    "en": r"\b(?:will|shall|won't|won’t|is going to|are going to|is expected to|are expected to|is set to|are set to"
    r"|is likely to|are likely to)\b|\w['’]ll\b",
    "fr": r"\b(?:sera|seront|aura|auront|va|vont)\s+\w+",
    "es": r"\b(?:será|serán|habrá|podrá|podrán|va a|van a)\b",
    "de": r"\b(?:wird|werden)\b.{0,80}\b(?:werden|sein|haben)\b|\bvoraussichtlich\b",
    "ru": r"\b(?:будет|будут|планирует|планируют)\b",
    "ar": r"\bسوف\b|\b(?:سيتم|ستتم|سيكون|ستكون|لن)\b",
}
# Held by somebody, whatever figures stand beside it.
_HELD: Mapping[str, str] = {
    "en": r"\b(?:should|shouldn't|ought to|i (?:think|believe|feel|hope|guess)|we (?:think|believe"
    r"|hope|feel)|in (?:my|our) (?:view|opinion)|must (?:not )?be allowed|needs? to be|deserves? to|hopefully"
    r"|it is time (?:to|for))\b",
    "fr": r"\b(?:devrait|devraient|il faut|je (?:pense|crois)|à mon avis|selon moi)\b",
    "es": r"\b(?:debería|deberían|hay que|creo que|pienso que|en mi opinión)\b",
    "de": r"\b(?:sollte|sollten|müsste|müssten|ich (?:glaube|denke|meine)|meiner Meinung|meines Erachtens)\b",
    "ru": r"\b(?:следует|должен|должна|должны|нужно|я (?:думаю|считаю)|по-моему|по моему мнению)\b",
    "ar": r"\b(?:يجب|ينبغي|أعتقد|أظن|في رأيي|برأيي)\b",
}
# Praise and blame: an opinion unless a figure or a date gives it something to check.
_PRAISE: Mapping[str, str] = {
    "en": r"\b(?:beautiful|wonderful|terrible|disgraceful|disgusting|shameful|amazing|horrible|outrageous|fantastic"
    r"|incredible|brilliant|stupid|ridiculous|unacceptable|immoral|unfair|pathetic|superb|excellent|best|worst)\b",
    "fr": r"\b(?:magnifique|honteux|honteuse|scandaleux|inacceptable|merveilleux|formidable|terrible)\b",
    "es": r"\b(?:maravilloso|maravillosa|vergonzoso|vergonzosa|inaceptable|terrible|hermoso|hermosa)\b",
    "de": r"\b(?:wunderbar|schändlich|unerträglich|inakzeptabel|schrecklich|großartig|skandalös)\w*",
    "ru": r"\b(?:прекрасн|ужасн|позорн|неприемлем|замечательн|возмутительн)\w*",
    "ar": r"\b(?:رائع|رائعة|مخز|مخجل|فظيع|غير مقبول)\b",
}
# English words without one of which none of the patterns above can hold: most statements are settled by these.
_AHEAD = word_set("will shall won't going expected set likely")
_OPINIONS = word_set(
    """should shouldn't ought think believe feel hope guess view opinion must need needs deserve deserves hopefully time
    beautiful wonderful terrible disgraceful disgusting shameful amazing horrible outrageous fantastic incredible
    brilliant stupid ridiculous unacceptable immoral unfair pathetic superb excellent best worst"""
)
_STANDS = word_set(
    """support supports oppose opposes opposed reject rejects rejected condemn condemns condemned endorse endorses
    endorsed call calls called demand demands demanded deny denies denied urge urges urged refuse refuses refused
    against favor favour accuse accuses accused"""
)
_POSITION = re.compile(
    r"\b(?:supports?|opposes?|opposed|rejects?|rejected|condemns?|condemned|endorses?|endorsed|calls? for|called for"
    r"|demands?|demanded|denies|denied|urges?|urged|refuses?|refused|is against|is in favou?r of|accuses?|accused)\b",
    re.IGNORECASE,
)
_ORDERS = word_set(
    """stop let please vote call click send give join come go make remember don't help protect take keep stay leave
    bring tell ask pay buy read watch listen look follow avoid use wait support boycott share try be do"""
)
_BEHIND_ORDERS = word_set("sure not it me us them him her up down out away here there now") | DETERMINERS | PREPOSITIONS
_ENDS = " \t\n\r\"”'’»“)]"
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_LONG_AGO = timedelta(days=366)
_FOREWORDS = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """What a statement holds that can be compared: its figures and its dates."""

    figures: tuple[Figure, ...]
    dates: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a statement stands in its text: in quote marks, as somebody's assertion, credited to anybody."""

    language: str
    published_on: date | None
    quoted: bool
    asserted: bool
    credited: bool


def kind_of(words: str, facts: Facts, given: Circumstances) -> ClaimKind:
    """What a statement of the text (not a headline) is about."""
    for applies, kind in (
        (is_prediction(words, given.language), ClaimKind.PREDICTION),
        (bool(facts.figures), ClaimKind.FIGURE),
        (given.quoted, ClaimKind.QUOTE),
        (given.asserted or is_position(words), ClaimKind.POSITION),
        (not given.credited and is_background(facts.dates, given.published_on), ClaimKind.BACKGROUND),
    ):
        if applies:
            return kind
    return ClaimKind.EVENT


def read_facts(text: str, span: Span, *, published_on: date | None, language: str) -> Facts:
    """The figures and dates within ``span``."""
    return Facts(find_figures(text, span, language), find_dates(text, span, published_on, language))


def why_not_checkable(words: str, language: str, *, has_facts: bool) -> str:
    """The reason why nobody can check a statement, empty where somebody can; ``has_facts``: a figure or date."""
    if words.rstrip(_ENDS).endswith(("?", "؟", "？")):
        return QUESTION
    if is_instruction(words, language):
        return INSTRUCTION
    if is_prediction(words, language):
        return PREDICTION
    code = language if language in _HELD else "en"
    if code == "en" and _OPINIONS.isdisjoint(_low(words)):
        return ""
    if _search(_HELD[code], words) or (not has_facts and _search(_PRAISE[code], words)):
        return OPINION
    return ""


@lru_cache(maxsize=64)
def _low(words: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(words.lower().replace("’", "'")))


def _search(pattern: str, words: str) -> bool:
    return re.search(pattern, words, re.IGNORECASE) is not None


def is_prediction(words: str, language: str) -> bool:
    """Whether what is stated lies ahead: in English, whether its first verb does."""
    code = language if language in _FUTURE else "en"
    if code == "en" and "ll" not in words and _AHEAD.isdisjoint(_low(words)):
        return False
    found = re.search(_FUTURE[code], words, re.IGNORECASE)
    if found is None or code != "en":
        return found is not None
    if found.group()[0].isupper():  # "Will Smith"
        return False
    before = [word.lower().replace("’", "'") for word in _WORD.findall(words[: found.start()])]
    return not any(word in COMMON_VERBS or word in AUXILIARIES for word in before[:_FOREWORDS])


def is_instruction(words: str, language: str) -> bool:
    """Whether a sentence tells somebody to do something (English only)."""
    if language not in ("en", "und"):
        return False
    first = [word.lower().replace("’", "'") for word in _WORD.findall(words[:60])[:2]]
    return len(first) == 2 and (first[0] in {"please", "don't"} or (first[0] in _ORDERS and first[1] in _BEHIND_ORDERS))


def is_position(words: str) -> bool:
    """Whether somebody is said to be for or against something (English only)."""
    return not _STANDS.isdisjoint(_low(words)) and _POSITION.search(words) is not None


def is_background(dates: tuple[Moment, ...], published_on: date | None) -> bool:
    """Whether all dates of a statement lie more than a year before the day of publication."""
    days = [one.last for one in dates if one.last is not None]
    return published_on is not None and bool(days) and all(published_on - day > _LONG_AGO for day in days)
