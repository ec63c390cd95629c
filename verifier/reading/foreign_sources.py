"""Who speaks, in Arabic, French, German, Russian and Spanish: the words beside a verb or behind "according to"."""

from .names_foreign import NAMED_BY_QUOTES
from .page import Page, Zone
from .tongues import Tongue
from .wordlist import word_set

PARTS = frozenset({",", "،", ";", "؛", ":", "—", "–", "(", ")", "-"})
LONGEST_SOURCE = 25  # tokens
_PRONOUNS = word_set("il elle ils elles on él ella ellos ellas er sie man он она они")
_TO_OUTLET = (
    "لوكالة",
    "لصحيفة",
    "لقناة",
    "لموقع",
    "لرويترز",
    "لإذاعة",
    "للصحفيين",
    "للصحافيين",
    "لفرانس",
    "للجزيرة",
    "للصحيفة",
)
_ARTICLES = frozenset({"el", "la", "este", "esta", "der", "die", "das", "dem"})
_WHEREABOUTS = frozenset({"источник", "источники", "собеседник", "представитель", "مصدر", "مسؤول", "fuente", "source"})
_PARTICLES = frozenset({"an", "mit", "hinzu", "zurück", "ein", "weiter", "fest", "aus", "vor", "dazu", "ab"})
_FROM = frozenset({"aus", "von", "vom", "bei", "in", "seitens"})
_CLOSE_TO = ("близк", "знаком", "осведомл", "пожелавш", "знающ", "работающ", "знающ")
_PLACES = frozenset({"в", "во"})
_WEEKDAY = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "año", "mes", "semana")
_CITED = word_set("citées citée cités cité citadas citada citados citado consultadas consultados zitiert переданным")
_NAME_IN_QUOTES = 6  # tokens, marks included


def word(page: Page, at: int) -> str:
    """The token in lower case without the marks of vowels and stretching that Arabic may carry."""
    low = page.tokens.low[at]
    return (
        "".join(char for char in low if not ("\u064b" <= char <= "\u0652" or char == "\u0640"))
        if low > "\u0600"
        else low
    )


def cue_at(page: Page, tongue: Tongue, at: int) -> str:
    """The verb of reporting at ``at``, "" where there is none; Arabic writes its "and" together with the verb."""
    low = word(page, at)
    if low in tongue.verbs:
        return low
    if tongue.verb_first and low[:1] in {"و", "ف"} and low[1:] in tongue.verbs:
        return low[1:]
    return ""


def opens(page: Page, at: int, zone: Zone) -> bool:
    """Whether a quotation of what somebody said begins here, and not a title."""
    if at < zone.last and is_name_quote(page, at):
        return False
    number = page.quotations.of_token[at] if at < zone.last else -1
    return number >= 0 and page.quotations.all[number].first == at


def is_name_quote(page: Page, at: int) -> bool:
    """Whether the token stands in the quoted name of an outlet or a body: "газета «Дельта»"."""
    number = page.quotations.of_token[at]
    if number < 0:
        return False
    one = page.quotations.all[number]
    return one.last - one.first <= _NAME_IN_QUOTES and one.first > 0 and word(page, one.first - 1) in NAMED_BY_QUOTES


def end_of(page: Page, zone: Zone) -> int:
    """The end of the sentence without its full stop."""
    end = zone.last
    while end > zone.first and page.tokens.is_ending(end - 1):
        end -= 1
    return end


def left(page: Page, zone: Zone, tongue: Tongue, at: int) -> tuple[int, int] | None:
    """The teller before the verb: back to the clause's beginning, over an apposition between commas."""
    tokens = page.tokens
    last = at
    while last > zone.first and word(page, last - 1) in tongue.between:
        last -= 1
    named = last
    if last > zone.first and tokens.raw[last - 1] == ",":
        last -= 1
        named = last
        while last > zone.first and tokens.raw[last - 1] != ",":
            last -= 1
        if not (2 <= named - last <= 4 and all(tokens.is_name(k) for k in (last, named - 1))):
            named = max(last - 1, zone.first)  # an aside, and no name
        last = max(last - 1, zone.first)
    first = last
    while first > zone.first and last - first < LONGEST_SOURCE and tokens.raw[first - 1] not in PARTS:
        if page.quotations.of_token[first - 1] >= 0 and not is_name_quote(page, first - 1):
            break
        first -= 1
    if tokens.is_name(first) and first > zone.first and named > last:
        named = last
    return (first, max(last, named)) if last > first else pronoun(page, at)


def pronoun(page: Page, at: int) -> tuple[int, int] | None:
    """ "il a ajouté", "a-t-il dit": the pronoun right before the verb, or the one that is part of it."""
    for before in (at - 1, at - 2):
        low = page.tokens.low[before] if before >= 0 else ""
        said = low in _PRONOUNS or low.endswith(("-il", "-elle", "-ils", "-elles"))
        if said and page.quotations.of_token[before] < 0:
            return before, before + 1
    low = page.tokens.low[at]
    return (at, at + 1) if low.endswith(("-il", "-elle", "-ils", "-elles")) else None


def right(page: Page, zone: Zone, tongue: Tongue, at: int) -> tuple[int, int] | None:
    """The teller behind the verb: up to a mark, a place or a time."""
    tokens = page.tokens
    first = at + 1
    while first < zone.last and (word(page, first) in tongue.between or word(page, first) in tongue.verbs):
        first += 1
    if (
        first > at + 1
        and tokens.low[first - 1] in _ARTICLES
        and first < zone.last
        and not tokens.low[first].endswith(_WEEKDAY)
    ):
        first -= 1
    if tokens.low[first] in _PLACES:  # "сообщили в полиции"
        first += 1
    if tokens.low[at] in {"hieß", "heißt"} and tokens.low[at + 1] == "es" and tokens.low[at + 2] in _FROM:
        first = at + 3
    last = _run(page, zone, tongue, first)
    while last - first > 1 and tokens.low[last - 1] in _PARTICLES:
        last -= 1
    if last > first:
        return first, _with_apposition(page, zone, tongue, first, last)
    return pronoun(page, at) or _before_verb(page, zone, at)


def _run(page: Page, zone: Zone, tongue: Tongue, first: int) -> int:
    tokens = page.tokens
    last = first
    while last < min(end_of(page, zone), first + LONGEST_SOURCE):
        titled = is_name_quote(page, last)
        named = tokens.raw[last] == "." or tokens.is_word(last) or tokens.raw[last] == "'"
        outside = page.quotations.of_token[last] < 0 and named
        if not (titled or outside) or ends_source(page, tongue, first, last) or _goes_to(page, last):
            break
        last += 1
    return last


def ends_source(page: Page, tongue: Tongue, first: int, at: int) -> bool:
    """A place or a time behind the teller; "El Faro" is neither, but a name."""
    tokens = page.tokens
    name = tokens.low[at] in _ARTICLES and tokens.is_name(at)  # "el diario El Faro"
    within = at == first + 1 and tokens.low[first] in _WHEREABOUTS
    return at > first and word(page, at) in tongue.ends and not name and not within


def _goes_to(page: Page, at: int) -> bool:
    """ "لوكالة ...": to whom it was said."""
    return page.tokens.low[at].startswith(_TO_OUTLET)


def _with_apposition(page: Page, zone: Zone, tongue: Tongue, first: int, last: int) -> int:
    """ "sa directrice, Jeanne Morel": a role's name stands behind the comma."""
    tokens = page.tokens
    if tokens.raw[last] != "," or last + 2 > end_of(page, zone):
        return last
    names = last + 1
    while names < end_of(page, zone) and (tokens.is_name(names) or tokens.low[names] in {"de", "del", "von", "al"}):
        names += 1
    roled = not tokens.is_name(first) and tokens.is_word(first)  # "el alcalde de Tamra", not a name already
    closes = names >= end_of(page, zone) or not tokens.is_word(names) or word(page, names) in tongue.ends
    return names if 2 <= names - last - 1 <= 4 and closes and (roled or names >= end_of(page, zone)) else last


def _before_verb(page: Page, zone: Zone, at: int) -> tuple[int, int] | None:
    """ "so X" aside, a verb at the very end takes the word before it: "«...», il a dit"."""
    before = at - 2
    if before > zone.first and page.tokens.is_word(before) and page.quotations.of_token[before] < 0:
        return before, before + 1
    return None


def between(page: Page, first: int, last: int) -> tuple[int, int] | None:
    tokens = page.tokens
    while first < last and not tokens.is_word(first):
        first += 1
    end = first
    while end < last and tokens.raw[end] not in {"،", ",", ":"} and not _goes_to(page, end):
        end += 1
    return (first, end) if end > first else None


def source_after(page: Page, zone: Zone, tongue: Tongue, first: int) -> tuple[int, int] | None:
    tokens = page.tokens
    while first < zone.last and (word(page, first) in tongue.verbs or tokens.low[first] in {"ha", "a", "han", "ما"}):
        first += 1  # "según informó la policía"
    last = first
    while last < min(end_of(page, zone), first + LONGEST_SOURCE) and tokens.raw[last] not in PARTS:
        if page.quotations.of_token[last] >= 0 and not is_name_quote(page, last):
            break
        if last > first and (word(page, last) in _CITED or (tongue.verb_first and word(page, last) in tongue.that)):
            break
        if tongue.according >= {"laut"} and last > first and not _german_noun_phrase(page, last, first):
            break
        last += 1
    if tokens.raw[last] == "," and tokens.low[last + 1].startswith(_CLOSE_TO):  # "источника, близкого к ..."
        last += 1
        while last < end_of(page, zone) and tokens.raw[last] not in PARTS:
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
