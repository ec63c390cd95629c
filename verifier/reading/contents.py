"""What stands to the right of a reporting verb: whom it was told, where and when, and where the content begins."""

from dataclasses import dataclass
from enum import StrEnum

from .lexicon import ADVERBS, AUXILIARIES, COMMON_VERBS, PREPOSITIONS, TIMES
from .page import Page, Zone, is_adverb, is_time, is_verb_like
from .wordlist import word_set

_FILL = word_set(
    """in on at during to after of from via by about before through with over for as within around when while
    throughout"""
)
_ADDRESSEES = word_set("me him her them us you reporters fans supporters viewers voters people everyone")
_HEARER = 7  # tokens from "to" to "that" in "complained to the managers that"
_LOOK_AHEAD = 30


class Start(StrEnum):
    """What follows a reporting verb."""

    THAT = "that"
    QUOTE = "quote"
    COLON = "colon"
    CLAUSE = "clause"
    COMMA = "comma"
    NEXT = "next"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Right:
    """What stands to the right of a verb and the token it begins with."""

    start: Start
    at: int
    addressee: tuple[int, int] | None = None


def look_right(page: Page, zone: Zone, after: int, *, tells: bool = False) -> Right:
    """Pass over addressee, place and time from token ``after`` on, to what is reported."""
    addressee = None
    if tells:
        addressee = find_addressee(page, zone, after)
        after = addressee[1]
    tokens = page.tokens
    at = after
    while at < zone.last:
        word = tokens.low[at]
        if opens_quote(page, zone, at):
            return Right(Start.QUOTE, at, addressee)
        if not tokens.is_word(at):
            return Right(*_at_mark(page, zone, at), addressee)
        if word == "that":
            return Right(Start.THAT, at, addressee)
        if word in {"here", "there"} and _begins_clause(page, at):
            return Right(Start.CLAUSE, at, addressee)
        if is_adverb(word) or word in {"here", "there"} or is_time(tokens, at):
            at += 1
            continue
        if counts(page, at):
            return Right(Start.CLAUSE, at, addressee)
        if word in _FILL:
            ahead = _past_phrase(page, zone, at)
            if ahead is not None:
                at = ahead
                continue
        that = _after_hearer(page, zone, at) if word == "to" else None
        if that is not None:
            return Right(Start.THAT, that, addressee)
        return Right(Start.CLAUSE, at, addressee)
    return Right(Start.NOTHING, at, addressee)


def _after_hearer(page: Page, zone: Zone, to: int) -> int | None:
    """The "that" of "complained to the managers that", which names who heard it."""
    tokens = page.tokens
    for at in range(to + 2, min(zone.last, to + _HEARER)):
        if tokens.low[at] == "that":
            return at
        if not tokens.is_word(at - 1) or is_verb_like(tokens, at - 1):
            return None
    return None


def _begins_clause(page: Page, at: int) -> bool:
    """ "There is nothing", as against "he said there on Monday"."""
    after = page.tokens.low[at + 1]
    return after in AUXILIARIES or after in COMMON_VERBS or is_adverb(after)


def _at_mark(page: Page, zone: Zone, at: int) -> tuple[Start, int]:
    tokens = page.tokens
    mark = tokens.raw[at]
    if mark == ":":
        return (Start.COLON, at + 1) if at + 1 < zone.last else (Start.NOTHING, at)
    if mark in {",", "("} or tokens.is_dash(at):
        ahead = at + 1
        if mark == "," and ahead < zone.last and opens_quote(page, zone, ahead):
            return Start.QUOTE, ahead
        if mark == "," and ahead < zone.last and opens_single_quote(page, ahead):
            return Start.CLAUSE, ahead
        return Start.COMMA, at
    if mark in {"$", "#", "@", "€", "£", "'"}:
        return Start.CLAUSE, at
    return Start.NOTHING, at


def counts(page: Page, at: int) -> bool:
    """Whether a number of things begins here: "at least 14 deaths", "about 20 arrests"."""
    low = page.tokens.low
    if low[at] == "at":
        return low[at + 1] in {"least", "most"}
    return low[at] in {"about", "over"} and low[at + 1][:1].isdigit()


def opens_single_quote(page: Page, at: int) -> bool:
    """Whether a quotation in single marks, inside another one, begins at the token."""
    tokens = page.tokens
    return tokens.low[at] == "'" and tokens.gap_before(at) and not tokens.gap_after(at)


def opens_quote(page: Page, zone: Zone, at: int) -> bool:
    """Whether a quotation inside this zone begins at the token."""
    number = page.quotations.of_token[at]
    return number >= 0 and number != zone.quotation and page.quotations.all[number].first == at


def _past_phrase(page: Page, zone: Zone, at: int) -> int | None:
    """Past "in an interview with X on Monday", to "that", a quotation, a mark or the end; None if it is content."""
    tokens = page.tokens
    limit = min(zone.last, at + _LOOK_AHEAD)
    for ahead in range(at + 1, limit):
        word = tokens.low[ahead]
        if opens_quote(page, zone, ahead):
            return ahead if ahead - at > 1 and tokens.low[ahead - 1] not in PREPOSITIONS else None
        if word == "that" or tokens.raw[ahead] == ":":
            return ahead
        if not tokens.is_word(ahead):
            if tokens.raw[ahead] in {".", "'", "(", ")", "&", "$", "@", "#", "/"} and ahead + 1 < limit:
                continue
            return ahead
        if is_verb_like(tokens, ahead) and tokens.low[at] not in {"when", "while", "as", "after", "before"}:
            return _past_time(page, zone, at)
    return limit if limit == zone.last else _past_time(page, zone, at)


def _past_time(page: Page, zone: Zone, at: int) -> int | None:
    tokens = page.tokens
    ahead = at + 1
    while ahead < zone.last and (is_time(tokens, ahead) or tokens.low[ahead] in {"the", "a", "an"}):
        ahead += 1
    return ahead if ahead > at + 1 and is_time(tokens, ahead - 1) else None


def find_addressee(page: Page, zone: Zone, at: int) -> tuple[int, int]:
    """Who was told: the tokens right after "told"."""
    tokens = page.tokens
    if at < zone.last and (tokens.low[at] in _ADDRESSEES or not tokens.is_word(at)):
        return at, at + (1 if tokens.is_word(at) else 0)
    end = at
    names = at < zone.last and tokens.is_name(at)
    while end < min(zone.last, at + 15):
        word = tokens.low[end]
        if opens_quote(page, zone, end) or word in {
            "that",
            "he",
            "she",
            "they",
            "it",
            "i",
            "we",
            "in",
            "on",
            "at",
            "during",
            "how",
            "what",
        }:
            break
        if not tokens.is_word(end) and tokens.raw[end] not in {"'", "."}:
            break
        if tokens.raw[end] == "." and end + 1 >= zone.last:
            break
        if end > at and (is_verb_like(tokens, end) or word in TIMES or word in ADVERBS):
            break
        if (
            end > at
            and word in {"the", "a", "an", "his", "her", "their", "its", "there", "this", "to", "not"}
            and tokens.low[end - 1] not in PREPOSITIONS
        ):
            break
        if (
            names
            and end > at
            and not tokens.is_name(end)
            and word not in PREPOSITIONS
            and tokens.is_word(end)
            and not _noun_after_name(page, end)
        ):
            break
        end += 1
    return at, max(end, min(at + 1, zone.last))


def _noun_after_name(page: Page, at: int) -> bool:
    return page.tokens.low[at] in {
        "news",
        "reporters",
        "radio",
        "television",
        "host",
        "anchor",
        "viewers",
        "news's",
        "and",
        "news agency",
        "agency",
        "magazine",
        "the",
    }


def trim(page: Page, first: int, last: int) -> tuple[int, int]:
    """Without the commas and full stops at either end; quote marks stay."""
    tokens = page.tokens
    while first < last and tokens.raw[first] in {",", "،", ";", ":", ".", "-", "–", "—"}:
        first += 1
    while last > first and tokens.raw[last - 1] in {",", "،", ";", ":", "-", "–", "—"}:
        last -= 1
    return first, last
