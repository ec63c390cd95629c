"""Names in Arabic, French, German, Russian and Spanish texts: only where a list or a safe pattern tells."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .lexicon import OPENERS
from .page import Page
from .places_lists import FOREIGN_IN, FOREIGN_LINKS, FOREIGN_NOBODY, FOREIGN_NOUNS, PLACES
from .types import Block, Mentioned, MentionKind, Span

_PREFIXES = ("و", "ب", "ل", "ف")
_LONGEST_ENDING = 3  # letters a Russian case adds to a stem
_MOST_WORDS = 3
_MOST_SPEAKERS = 60


def is_abroad(language: str) -> bool:
    """Whether names of this language are read here."""
    return language in FOREIGN_NOUNS


def find_abroad(page: Page, language: str, speakers: Mapping[str, MentionKind]) -> list[Mentioned]:
    """Known places, places behind "the town of", and the credited speakers wherever they are named again."""
    found = list(_speakers(page, speakers))
    taken = {at for one in found for at in range(one.span.start, one.span.end)}
    for unit in page.units:
        if unit.block in (Block.HEADLINE, Block.STANDFIRST, Block.BODY):
            places = _places(page, unit.first, unit.last, language)
            found.extend(one for one in places if one.span.start not in taken)
    return sorted(found, key=lambda one: one.span)


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")


def _speakers(page: Page, speakers: Mapping[str, MentionKind]) -> Iterator[Mentioned]:
    names = tuple(sorted((name for name in speakers if len(name) > 2), key=len, reverse=True)[:_MOST_SPEAKERS])
    if not names:
        return
    for match in _pattern(names).finditer(page.text):
        yield Mentioned(Span(match.start(), match.end()), match.group(), speakers[match.group()])


def _places(page: Page, first: int, last: int, language: str) -> Iterator[Mentioned]:
    at = first
    while at < last:
        end = _known(page, at, last, language) or _shown(page, at, last, language)
        if end:
            start = page.tokens.start[at] + _prefix(page.tokens.raw[at], language)
            span = Span(start, page.tokens.end[end - 1])
            yield Mentioned(span, " ".join(span.of(page.text).split()), MentionKind.PLACE)
        at = end or at + 1


def _prefix(word: str, language: str) -> int:
    """ "وسوريا" is "and Syria": the letter is no part of the name."""
    return int(language == "ar" and word not in PLACES["ar"] and word[:1] in _PREFIXES and word[1:] in PLACES["ar"])


def _known(page: Page, at: int, last: int, language: str) -> int | None:
    """Where a state's or capital's name that begins here ends."""
    low = page.tokens.low
    if language == "ar":
        word = low[at]
        return at + 1 if word in PLACES["ar"] or (word[:1] in _PREFIXES and word[1:] in PLACES["ar"]) else None
    if not page.tokens.is_name(at):
        return None
    if language == "ru":
        return at + 1 if any(low[at].startswith(stem) for stem in _stems(low[at])) else None
    for end in range(min(at + _MOST_WORDS, last), at, -1):
        if " ".join(low[at:end]).removeprefix("l'").removeprefix("d'") in PLACES[language]:
            return end
    return None


def _stems(word: str) -> list[str]:
    """The stems a Russian word may be a case of: short endings only, and no adjective ("российский")."""
    stems = PLACES["ru"]
    least = max(3, len(word) - _LONGEST_ENDING)
    return [word[:length] for length in range(least, len(word) + 1) if word[:length] in stems]


def _shown(page: Page, at: int, last: int, language: str) -> int | None:
    """A name behind "the town of", or behind a preposition of place in the languages where that is safe."""
    tokens = page.tokens
    behind = at - 1
    while behind > 0 and tokens.low[behind] in FOREIGN_LINKS:
        behind -= 1
    if behind < 0:
        return None
    noun = tokens.low[behind] in FOREIGN_NOUNS[language]
    if language == "ar":
        return at + 1 if noun and behind == at - 1 and tokens.is_word(at) and len(tokens.raw[at]) > 2 else None
    low = tokens.low[at]
    if not tokens.is_name(at) or low in OPENERS or low in FOREIGN_NOBODY or low.startswith(("l'", "d'")):
        return None
    direct = behind == at - 1 and tokens.low[behind] in FOREIGN_IN.get(language, frozenset())
    if not noun and not (direct and not tokens.raw[at].isupper()):
        return None
    end = at + 1
    while end < min(last, at + _MOST_WORDS) and tokens.is_name(end) and not tokens.raw[end].isdigit():
        end += 1
    return end
