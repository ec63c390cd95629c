"""Persons, bodies and places that a text names, each at its span. What the text does not make clear stays a mere name.

No list of the world's places: a state or capital is known, any other place must be shown to be one by the words around
it ("in Tartab, Hasakah province", "the city of X", "south of X"), and is then known wherever the text names it again.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .lexicon import CONJUNCTIONS, DETERMINERS, OPENERS, PREPOSITIONS, SUBORDINATORS, TIMES, TITLES
from .mentions import Register
from .names import kind_of_name, strip_titles
from .names_lists import (
    AGENCIES,
    NATIONALITIES,
    ORGANISATION_WORDS,
    OUTLET_WORDS,
    OUTLETS,
    ROLES,
    STATE_WORDS,
)
from .page import Page, is_adverb, is_verb_like
from .places_abroad import find_abroad, is_abroad
from .places_lists import COMPASS, COMPASS_ADJECTIVES, IN, NOT_PLACES, PLACE_NOUNS, PLACE_OPENERS, PLACES, TOWARDS
from .sentences import Unit
from .types import Block, Mentioned, MentionKind, Naming, SourceKind, Span
from .wordlist import word_set

_LINKS = frozenset({"of", "de", "del", "du", "la", "al", "el", "bin", "ibn", "abu", "van", "von", "der", "den", "di"})
_MOST_WORDS = 8
_SMALL = PREPOSITIONS | CONJUNCTIONS | DETERMINERS
_SHORT = 2  # letters of words that a headline may leave small
_SELF = frozenset({"i", "i'm", "i've", "i'll", "i'd"})
_KNOWN = PLACES["en"]
_BODY_WORDS = ORGANISATION_WORDS | STATE_WORDS | OUTLET_WORDS
# Of the words that make a body's name, those that are one by themselves even at the beginning of a sentence.
_PROPER_BODIES = (
    OUTLETS
    | AGENCIES
    | word_set(
        """pentagon kremlin knesset bundestag duma fbi cia nsa fda epa faa irs nasa doj fema hezbollah hamas hizbullah
    isis isil daesh taliban al-qaeda nato congress democrats republicans politico breitbart bbc cnn nbc cbs abc npr
    pbs"""
    )
)
_ADJECTIVE = ("ian", "ese", "ish", "ine", "ean")
_SHORT_BODIES = frozenset({"UN", "EU", "AU", "AP"})
_NO_BODIES = word_set(
    "UAE USA ID AD BC MBA ZIP TV CEO CFO DNA RNA HIV AIDS GDP GNP PC IT AI PR CV VIP FAQ DVD SUV CCTV GPS URL PDF"
)
_NO_NAMES = word_set(
    """jan feb mar apr jun jul aug sep sept oct nov dec jr sr mondays tuesdays wednesdays thursdays fridays saturdays
    sundays ph.d phd ceo cfo p.m a.m"""
)
_TITLES = (
    ROLES
    | TITLES
    | word_set("general secretary justice rival pastor imam sheikh colonel captain sheriff speaker dr mr mrs ms rev")
) - {"st", "vs"}
_MOST_OF_PERSON = 4
_LONGEST_ACRONYM = 4
_BEFORE_OF = _BODY_WORDS | word_set("house office republic kingdom isle gulf sea cape bay lake university city chamber")
_SHORT_STATES = frozenset({"US", "UK", "UAE", "USA", "DC"})


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words, tokens ``first`` to ``last`` (excluded); ``kind`` None while it is open."""

    first: int
    last: int
    words: str
    opens: bool
    kind: MentionKind | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a text in the order they stand."""

    all: tuple[Mentioned, ...]
    starts: tuple[int, ...]

    def within(self, span: Span) -> tuple[Mentioned, ...]:
        """Those that lie wholly within ``span``."""
        found = []
        for number in range(bisect_left(self.starts, span.start), len(self.all)):
            if self.starts[number] >= span.end:
                break
            if self.all[number].span.end <= span.end:
                found.append(self.all[number])
        return tuple(found)

    def person_before(self, at: int, *, within: int) -> Mentioned | None:
        """The person named last before offset ``at``, at most ``within`` characters away."""
        for number in range(bisect_left(self.starts, at) - 1, -1, -1):
            if at - self.starts[number] > within:
                return None
            if self.all[number].kind is MentionKind.PERSON:
                return self.all[number]
        return None


NO_NAMES = Names((), ())


def find_names(page: Page, register: Register) -> Names:
    """Every name of the text. In a headline of capitals only those that the text below it names too."""
    if is_abroad(register.language):
        found = find_abroad(page, register.language, _speakers(register))
    else:
        found = _find_english(page, register)
    return Names(tuple(found), tuple(one.span.start for one in found))


def _speakers(register: Register) -> dict[str, MentionKind]:
    kinds: dict[str, MentionKind] = {}
    for known in register.known:
        if known.speaker.naming is Naming.NAMED:
            person = known.speaker.kind is SourceKind.PERSON
            if person and " " not in known.speaker.name and not strip_titles(known.speaker.mention)[1]:
                continue  # one word that nothing calls a person: "Twitter said"
            kinds.setdefault(known.speaker.name, MentionKind.PERSON if person else MentionKind.BODY)
    return kinds


def _find_english(page: Page, register: Register) -> list[Mentioned]:
    speakers = _speakers(register)
    runs: list[_Run] = []
    titles: list[Unit] = []
    for unit in page.units:
        if unit.block not in (Block.HEADLINE, Block.STANDFIRST, Block.BODY, Block.REPEAT):
            continue
        if _is_title_case(page, unit):
            titles.append(unit)
        else:
            runs.extend(_judged(page, _runs(page, unit), speakers))
    book = _book(runs, speakers)
    found = [_named(page, run, book) for run in runs if _is_kept(page, run, book)]
    for unit in titles:
        found.extend(_in_title(page, unit, book))
    return sorted(found, key=lambda one: one.span)


def _is_title_case(page: Page, unit: Unit) -> bool:
    """Whether nearly every word begins with a capital, as in a headline, and no full stop ends it."""
    tokens = page.tokens
    if tokens.raw[unit.last - 1] == ".":
        return False
    long = [
        at
        for at in range(unit.first, unit.last)
        if len(tokens.raw[at]) > _SHORT and tokens.is_word(at) and tokens.low[at] not in _SMALL
    ]
    names = sum(tokens.is_name(at) for at in long)
    return len(long) >= 3 and names * 10 >= len(long) * 7


def _is_name(page: Page, at: int) -> bool:
    raw, low = page.tokens.raw[at], page.tokens.low[at]
    if low.startswith(("al-", "el-")) and raw[3:4].isupper():
        return True
    return raw[:1].isupper() and low not in _SELF and low not in TIMES and low not in _NO_NAMES


def _runs(page: Page, unit: Unit) -> Iterator[_Run]:
    tokens = page.tokens
    at = unit.first
    begins = True
    while at < unit.last:
        if not _is_name(page, at):
            begins = begins and not tokens.is_word(at)
            begins = begins or tokens.raw[at] == ":" or tokens.is_quote_mark(at)
            at += 1
            continue
        last = _run_end(page, at, unit.last)
        first = at
        while first < last and tokens.low[first] in OPENERS and tokens.raw[first] not in _SHORT_STATES:
            first += 1
        if first < last and not (tokens.low[last] in TIMES and tokens.is_name(last)):  # "Super Tuesday"
            opens = begins and first == at
            yield _Run(first, last, _bare(page, first, last), opens)
        begins = False
        at = last


def _run_end(page: Page, first: int, limit: int) -> int:
    tokens = page.tokens
    at = first + 1
    while at < limit and at - first < _MOST_WORDS:
        if tokens.low[at - 1].endswith(("'s", "s'")):
            break
        if tokens.raw[at] == "." and (tokens.low[at - 1] in TITLES or len(tokens.raw[at - 1]) == 1):
            ahead = at + 1
        elif tokens.low[at] == "of" and tokens.low[at - 1] not in _BEFORE_OF:
            break
        elif tokens.low[at] in _LINKS:
            ahead = at + 1 + (tokens.low[at + 1] == "the")
        else:
            ahead = at
        if ahead >= limit or not _is_name(page, ahead):
            break
        at = ahead + 1
    return at


def _bare(page: Page, first: int, last: int) -> str:
    words = " ".join(page.words(first, last).split())
    for ending in ("'s", "’s", "'", "’"):
        words = words.removesuffix(ending)
    return words


def _judged(page: Page, runs: Iterator[_Run], speakers: Mapping[str, MentionKind]) -> Iterator[_Run]:
    """The runs of a sentence with what the words in and around them say of each."""
    before: _Run | None = None
    for run in runs:
        words, titled = _behind_title(run.words)
        low = words.lower()
        if low in NATIONALITIES or (low in TIMES) or not words:
            before = None
            continue
        if titled:
            first = next(
                at for at in range(run.first, run.last) if at == run.last - 1 or _is(page, at, run.last, words)
            )
            run = _Run(first, run.last, words, opens=False)
        kind, sure = _kind(page, run, titled, before, speakers)
        before = _Run(run.first, run.last, run.words, run.opens, kind, sure)
        yield before


def _is(page: Page, first: int, last: int, words: str) -> bool:
    return _bare(page, first, last) == words


def _behind_title(words: str) -> tuple[str, bool]:
    """ "Treasury Secretary Jacob J. Lew" is Jacob J. Lew, a person."""
    parts = words.split()
    for at in range(len(parts) - 1, 0, -1):
        if parts[at - 1].lower().rstrip(".") in _TITLES:
            behind = " ".join(parts[at:])
            if parts[at][:1].isupper() and len(parts) - at <= _MOST_OF_PERSON and not _is_body(behind):
                return behind, True
            break
    bare, titled = strip_titles(words)
    return (words, False) if bare.lower() in _TITLES else (bare, titled)


def _kind(
    page: Page, run: _Run, titled: bool, before: _Run | None, speakers: Mapping[str, MentionKind]
) -> tuple[MentionKind | None, bool]:
    low = run.words.lower()
    lead = page.tokens.low[run.first - 1] if run.first else ""
    if low in _KNOWN:
        if run.words.isupper() and len(run.words) > _LONGEST_ACRONYM:  # "DAMASCUS (Reuters)"
            return MentionKind.PLACE, False
        if _stands_as_place(page, run, before):
            return MentionKind.PLACE, False
        acts = is_verb_like(page.tokens, run.last) or page.tokens.low[run.last].endswith("ed")
        return (MentionKind.BODY if acts else MentionKind.NAME), False
    if titled or (lead in ROLES and len(run.words.split()) <= 4 and not _is_body(run.words)):
        return MentionKind.PERSON, True
    if run.words in speakers:
        return speakers[run.words], True
    if _is_place(page, run, before):
        return MentionKind.PLACE, True
    if _is_body(run.words) and not (run.opens and " " not in run.words and low not in _PROPER_BODIES):
        return MentionKind.BODY, True
    return None, False


def _is_body(words: str) -> bool:
    low = words.lower()
    if low in OUTLETS or low in AGENCIES or set(low.split()) & _BODY_WORDS:
        return True
    short = 3 <= len(words) <= 6 and words not in _NO_BODIES
    return words.isupper() and words.isalpha() and (short or words in _SHORT_BODIES)


def _lead_of(page: Page, run: _Run) -> tuple[str, str]:
    """The word before the name, past articles and "northern", and the one before that."""
    low = page.tokens.low
    at = run.first - 1
    while at > 0 and (low[at] in COMPASS_ADJECTIVES or low[at] in {"the", "both"} or low[at] in NATIONALITIES):
        at -= 1
    return (low[at] if at >= 0 else ""), (low[at - 1] if at > 0 else "")


def _stands_as_place(page: Page, run: _Run, before: _Run | None) -> bool:
    """Whether a state or capital stands for the place here, not for its government."""
    lead, _ = _lead_of(page, run)
    joined = before is not None and before.kind is MentionKind.PLACE and _is_joined(page, before, run)
    possessive = page.tokens.low[run.last - 1].endswith("'s")
    return lead in IN or lead in TOWARDS or lead in COMPASS or joined or (possessive and page.tokens.is_name(run.last))


def _is_place(page: Page, run: _Run, before: _Run | None) -> bool:
    words = run.words.lower().split()
    low = page.tokens.low
    if set(words) & (NOT_PLACES | _BODY_WORDS) or (run.words.isupper() and run.words not in _SHORT_STATES):
        return False
    if words[-1] in PLACE_NOUNS - {"state", "camp", "capital"} or (words[0] in PLACE_OPENERS and len(words) > 1):
        return len(words) > 1
    if low[run.last] in PLACE_NOUNS and low[run.last] not in {"state", "port", "capital"}:
        return not page.tokens.low[run.last - 1].endswith("'s")
    lead, second = _lead_of(page, run)
    if lead == "of" and (second in PLACE_NOUNS or second in COMPASS):
        return True
    joined = before is not None and before.kind is MentionKind.PLACE and _is_joined(page, before, run)
    return _ends_phrase(page, run, verbs=not joined) if lead in IN or joined else False


def _is_joined(page: Page, before: _Run, run: _Run) -> bool:
    """ "Tartab, Hasakah" and "Qamishli and Hassakeh"."""
    between = page.tokens.low[before.last : run.first]
    if between == [","]:
        return not before.opens and (
            page.tokens.raw[run.last] in {",", ".", ""} or page.tokens.low[run.last] in PLACE_NOUNS
        )
    if between == [",", "and"]:
        return page.tokens.raw[run.last] in {",", "."}
    return between in (["and"], ["or"])


def _ends_phrase(page: Page, run: _Run, *, verbs: bool) -> bool:
    """Whether the noun phrase ends with the name: "in Homs on Monday", but not "in Apple stores".

    Behind a name that "and" joins to a place a verb says that it is no place: "in Vermont and Sanders won".
    """
    tokens = page.tokens
    if tokens.low[run.last - 1].endswith("'s"):
        return False
    word = tokens.low[run.last]
    if not tokens.is_word(run.last) or word in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | TIMES | PLACE_NOUNS:
        return True
    if word in {"who", "which", "that", "the"} or is_adverb(word):
        return True
    return verbs and (is_verb_like(tokens, run.last) or word.endswith("ed"))


def _book(runs: Sequence[_Run], speakers: Mapping[str, MentionKind]) -> dict[str, MentionKind]:
    """What each name was shown to be somewhere; a person's last name is that person."""
    book: dict[str, MentionKind] = dict(speakers)
    surnames = {run.words.rsplit(" ", 1)[1] for run in runs if " " in run.words and run.kind is not MentionKind.PLACE}
    for run in runs:
        if run.sure and run.kind is not None and not (run.kind is MentionKind.PLACE and run.words in surnames):
            book.setdefault(run.words, run.kind)
    for run in runs:
        if run.kind is not None or not run.opens:
            mistaken = run.kind is MentionKind.PLACE and run.words in surnames
            book.setdefault(run.words, MentionKind.NAME if mistaken else run.kind or MentionKind.NAME)
    for name, kind in list(book.items()):
        if kind is MentionKind.PERSON and " " in name and not name.endswith("."):
            book.setdefault(name.rsplit(" ", 1)[1], kind)
            if book[name.rsplit(" ", 1)[1]] is MentionKind.NAME:
                book[name.rsplit(" ", 1)[1]] = kind
    return book


def _is_kept(page: Page, run: _Run, book: Mapping[str, MentionKind]) -> bool:
    """A word that merely opens its sentence is a name only where it is known as one."""
    if run.kind is not None:
        return True
    if run.opens and " " not in run.words:
        return run.words in book
    if run.words.endswith(_ADJECTIVE) and page.tokens.raw[run.last][:1].islower() and " " not in run.words:
        return False  # "the Levantine country"
    return run.words.lower() not in OPENERS and len(run.words) > 1


def _named(page: Page, run: _Run, book: Mapping[str, MentionKind]) -> Mentioned:
    start = page.tokens.start[run.first]
    whole = page.text[start : page.tokens.end[run.last - 1]]
    end = start + len(whole)
    for ending in ("'s", "’s"):
        if whole.endswith(ending):
            end -= len(ending)
    kind = run.kind or book.get(run.words, MentionKind.NAME)
    if kind is MentionKind.PLACE and run.words.lower() not in _KNOWN:
        kind = book.get(run.words, MentionKind.NAME)
    if kind is MentionKind.NAME and kind_of_name(run.words) in (SourceKind.OUTLET, SourceKind.AGENCY):
        kind = MentionKind.BODY
    return Mentioned(Span(start, end), " ".join(page.text[start:end].split()), kind)


def _in_title(page: Page, unit: Unit, book: Mapping[str, MentionKind]) -> Iterator[Mentioned]:
    at = unit.first
    while at < unit.last:
        for last in range(min(at + _MOST_WORDS, unit.last), at, -1):
            words = _bare(page, at, last)
            known = words.lower() in _KNOWN
            if (words in book or known) and words.lower() not in OPENERS and _is_name(page, at):
                kind = MentionKind.PLACE if known else book[words]
                yield _named(page, _Run(at, last, words, opens=False, kind=kind), book)
                at = last - 1
                break
        at += 1
