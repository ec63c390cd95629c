"""The commonest attributions in Arabic, French, German, Russian and Spanish."""

from collections.abc import Iterator

from .carrying import Draft
from .contents import trim
from .page import Page, Zone
from .tongues import Tongue
from .types import VerbClass

_PARTS = frozenset({",", "،", ";", "؛", ":", "—", "–", "(", ")", "-"})
_LONGEST_SOURCE = 25  # tokens
_NEAR = 8  # tokens between a verb and its "that" or its quotation


def foreign_drafts(page: Page, zone: Zone, tongue: Tongue) -> Iterator[Draft]:
    """The attributions of one sentence."""
    cues = [
        at
        for at in range(zone.first, zone.last)
        if page.quotations.of_token[at] == -1 and word(page, at) in tongue.verbs
    ]
    done = zone.first
    for at in cues:
        if at < done:
            continue
        draft = _said_that(page, zone, tongue, at) or _with_quotation(page, zone, tongue, at)
        if draft is not None:
            yield draft
            done = max(last for _, last in draft.content)
    yield from _according(page, zone, tongue)
    yield from _hearsay(page, zone, tongue, bool(cues))


def word(page: Page, at: int) -> str:
    """The token in lower case without the marks of vowels and stretching that Arabic may carry."""
    low = page.tokens.low[at]
    return (
        "".join(char for char in low if not ("\u064b" <= char <= "\u0652" or char == "\u0640"))
        if low > "\u0600"
        else low
    )


def _opens(page: Page, at: int, zone: Zone) -> bool:
    number = page.quotations.of_token[at] if at < zone.last else -1
    return number >= 0 and page.quotations.all[number].first == at


def _end(page: Page, zone: Zone) -> int:
    end = zone.last
    while end > zone.first and page.tokens.is_ending(end - 1):
        end -= 1
    return end


def _said_that(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "X a déclaré que C", "X сообщил, что C", "قال X إن C"; in German also "X sagte, es sei C"."""
    reach = _LONGEST_SOURCE if tongue.verb_first else _NEAR
    for that in range(at + 1, min(zone.last - 1, at + reach)):
        low = word(page, that)
        if low in tongue.that or low.split("'")[0] in tongue.that:
            content = trim(page, that, _end(page, zone))
            source = _between(page, at + 1, that) if tongue.verb_first else _left(page, zone, tongue, at)
            return _draft(tongue, at, source, content, "said-that", page)
        if low in tongue.verbs or page.tokens.raw[that] == ":" or _opens(page, that, zone):
            return None
    return None


def _with_quotation(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "«C», a déclaré X", "X dijo: «C»" and "X said «C»"."""
    before = at - 1
    while before >= zone.first and (word(page, before) in tongue.between or page.tokens.raw[before] in _PARTS):
        before -= 1
    number = page.quotations.of_token[before] if before >= zone.first else -1
    if number >= 0:
        quotation = page.quotations.all[number]
        source = _right(page, zone, tongue, at)
        return _draft(tongue, at, source, (quotation.first, quotation.last), "quotation-first", page)
    for after in range(at + 1, min(zone.last, at + _LONGEST_SOURCE)):
        if _opens(page, after, zone):
            quotation = page.quotations.all[page.quotations.of_token[after]]
            source = _between(page, at + 1, after) if tongue.verb_first else _left(page, zone, tongue, at)
            return _draft(tongue, at, source, (quotation.first, quotation.last), "verb-quotation", page)
        if page.tokens.raw[after] == ":" and after + 2 < zone.last and not _opens(page, after + 1, zone):
            source = _between(page, at + 1, after) if tongue.verb_first else _left(page, zone, tongue, at)
            return _draft(tongue, at, source, trim(page, after + 1, _end(page, zone)), "verb-colon", page)
    return None


def _draft(
    tongue: Tongue, at: int, source: tuple[int, int] | None, content: tuple[int, int], rule: str, page: Page
) -> Draft | None:
    if source is None or content[1] <= content[0]:
        return None
    return Draft(source, (at, at + 1), (content,), tongue.verbs[word(page, at)], rule)


def _left(page: Page, zone: Zone, tongue: Tongue, at: int) -> tuple[int, int] | None:
    """The teller before the verb: back to the clause's beginning, over an apposition between commas."""
    tokens = page.tokens
    last = at
    while last > zone.first and word(page, last - 1) in tongue.between:
        last -= 1
    if last > zone.first and tokens.raw[last - 1] == ",":
        last -= 1
        while last > zone.first and tokens.raw[last - 1] != ",":
            last -= 1
        last = max(last - 1, zone.first)
    first = last
    while first > zone.first and last - first < _LONGEST_SOURCE and tokens.raw[first - 1] not in _PARTS:
        if page.quotations.of_token[first - 1] >= 0:
            break
        first -= 1
    return (first, last) if last > first else _pronoun(page, tongue, at)


def _pronoun(page: Page, tongue: Tongue, at: int) -> tuple[int, int] | None:
    low = page.tokens.low[at]
    return (at, at + 1) if low.endswith(("-il", "-elle", "-ils", "-elles")) else None


def _right(page: Page, zone: Zone, tongue: Tongue, at: int) -> tuple[int, int] | None:
    """The teller behind the verb: up to a mark, a place or a time."""
    tokens = page.tokens
    first = at + 1
    while first < zone.last and (word(page, first) in tongue.between or word(page, first) in tongue.verbs):
        first += 1
    last = first
    while last < min(_end(page, zone), first + _LONGEST_SOURCE):
        named = tokens.raw[last] == "." or tokens.is_word(last) or tokens.raw[last] == "'"
        if not named or (last > first and word(page, last) in tongue.ends) or page.quotations.of_token[last] >= 0:
            break
        last += 1
    if last > first:
        return first, last
    return _pronoun(page, tongue, at) or _left_over_quotation(page, zone, at)


def _left_over_quotation(page: Page, zone: Zone, at: int) -> tuple[int, int] | None:
    """ "so X" aside, a verb at the very end takes the word before it: "«...», il a dit"."""
    before = at - 2
    if before > zone.first and page.tokens.is_word(before) and page.quotations.of_token[before] < 0:
        return before, before + 1
    return None


def _between(page: Page, first: int, last: int) -> tuple[int, int] | None:
    tokens = page.tokens
    while first < last and not tokens.is_word(first):
        first += 1
    end = first
    while end < last and tokens.raw[end] not in {"،", ",", ":"}:
        end += 1
    return (first, end) if end > first else None


def _according(page: Page, zone: Zone, tongue: Tongue) -> Iterator[Draft]:
    for at in range(zone.first, zone.last - 1):
        if page.quotations.of_token[at] >= 0:
            continue
        width = _phrase_at(page, zone, tongue, at)
        if width:
            yield from _credited(page, zone, (at, at + width), _source_after(page, zone, tongue, at + width))
        elif word(page, at) in tongue.behind:
            first = at
            while first > zone.first and page.tokens.raw[first - 1] not in _PARTS and at - first < 6:
                first -= 1
            yield from _credited(page, zone, (at, at + 1), (first, at) if at > first else None)


def _phrase_at(page: Page, zone: Zone, tongue: Tongue, at: int) -> int:
    """How many tokens of "according to" stand here; Arabic writes "to" together with the name."""
    for width in (3, 2, 1):
        if at + width >= zone.last:
            continue
        phrase = " ".join(word(page, k) for k in range(at, at + width))
        if phrase in tongue.according:
            return width
        if (
            width == 2
            and tongue.verb_first
            and any(phrase.startswith(one) for one in tongue.according if one.endswith(" ل"))
        ):
            return 1
    return 0


def _source_after(page: Page, zone: Zone, tongue: Tongue, first: int) -> tuple[int, int] | None:
    tokens = page.tokens
    last = first
    while last < min(_end(page, zone), first + _LONGEST_SOURCE) and tokens.raw[last] not in _PARTS:
        if page.quotations.of_token[last] >= 0:
            break
        if tongue.according >= {"laut"} and last > first and not _german_noun_phrase(page, last, first):
            break
        last += 1
    return (first, last) if last > first else None


def _german_noun_phrase(page: Page, at: int, first: int) -> bool:
    """German names its nouns with capitals: the first small word after one ends the phrase."""
    tokens = page.tokens
    if tokens.is_name(at) or not tokens.is_name(at - 1):
        return True
    return tokens.low[at] in {"der", "des", "von", "für", "und", "aus", "in"} and tokens.is_name(
        min(at + 1, len(tokens) - 1)
    )


def _credited(page: Page, zone: Zone, cue: tuple[int, int], source: tuple[int, int] | None) -> Iterator[Draft]:
    if source is None:
        return
    first, last = min(cue[0], source[0]), max(cue[1], source[1])
    pieces = [trim(page, zone.first, first), trim(page, last, _end(page, zone))]
    content = tuple(piece for piece in pieces if piece[1] - piece[0] >= 2)
    if content:
        yield Draft(source, cue, content, VerbClass.NEUTRAL, "according-to")


def _hearsay(page: Page, zone: Zone, tongue: Tongue, credited: bool) -> Iterator[Draft]:
    """ "aurait tué", "soll getötet haben": somebody says so, and the text does not say who."""
    if credited or not tongue.hearsay:
        return
    for at in range(zone.first + 1, zone.last - 1):
        if page.quotations.of_token[at] < 0 and word(page, at) in tongue.hearsay and _is_hearsay(page, zone, at):
            yield Draft(
                None, (at, at + 1), (trim(page, zone.first, _end(page, zone)),), VerbClass.SPECULATIVE, "hearsay"
            )
            return


def _is_hearsay(page: Page, zone: Zone, at: int) -> bool:
    low = page.tokens.low
    if low[at] in {"soll", "sollen"}:
        end = low[_end(page, zone) - 1]
        return end in {"haben", "sein", "worden"} or end.endswith("t")
    follower = low[at + 1]
    return low[at] == "якобы" or follower.endswith(
        ("é", "ée", "és", "ées", "ado", "ido", "ada", "ados", "idos", "u", "us", "i", "is", "t")
    )
