"""Reports without quotation marks or "that": passive voice, "..., sagte X", "wie X mitteilte", reported speech."""

from .carrying import Draft
from .contents import trim
from .foreign_sources import LONGEST_SOURCE, PARTS, cue_at, end_of, ends_source, left, pronoun, right, word
from .page import Page, Zone
from .tongues import Tongue
from .types import VerbClass
from .wordlist import word_set

_BY = word_set("par por von durch vom")
_AUXILIARY = word_set("été fue fueron sido ist wurde wurden worden était est")
_AS = word_set("wie comme como как")
_SUBJUNCTIVE = word_set(
    """sei seien habe werde könne müsse solle wolle dürfe gebe komme gehe stehe bleibe liege hätten würden wäre
    wären hätte könnten müssten sollten brauche mache lasse sehe nehme laufe bestehe gelte halte"""
)
_INFINITIVES = word_set("avoir être n'avoir haber ser estar tener devoir pouvoir vouloir disposer")
_BEFORE_VERB = word_set("a ont s se ha han me s'est sest il elle y")
_VERB_ENDINGS = (
    *("é", "ée", "és", "e", "ent", "ait", "aient", "it", "ient"),
    *("ó", "aron", "ieron", "a", "an", "aba", "ía"),
    *("te", "ten", "t"),
    *("л", "ла", "ли", "ло", "ет", "ют", "ит", "ят"),
)
_LEAST_QUOTED = 5  # tokens, marks included
_SHORT = 18  # tokens
_REACH = 14  # tokens from a German verb to the clause it reports
_LEAST = 3  # tokens of a report


def clause_draft(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """The report the verb at ``at`` makes in one of these ways, if it does."""
    rules = (_as_told, _behind, _reported, _infinitive)
    return next((draft for rule in rules if (draft := rule(page, zone, tongue, at)) is not None), None)


def _made(
    page: Page, tongue: Tongue, at: int, source: tuple[int, int] | None, content: tuple[int, int], rule: str
) -> Draft | None:
    if source is None or content[1] - content[0] < (1 if rule == "passive" else _LEAST):
        return None
    return Draft(source, (at, at + 1), (content,), tongue.verbs[cue_at(page, tongue, at)], rule)


def passive_draft(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """The passive voice: "Il a été rapporté par X que C", "C fue confirmada por X", "C wurde von X bestätigt"."""
    low = page.tokens.low
    nearby = [low[k] for k in range(max(zone.first, at - 2), min(zone.last, at + 2))]
    by = next((k for k in range(at + 1, min(zone.last, at + 3)) if low[k] in _BY), None)
    if by is None:  # German: the agent stands before the verb
        by = next((k for k in range(at - 1, max(zone.first, at - 10), -1) if low[k] in {"von", "vom", "durch"}), None)
        auxiliary = by is not None and any(low[k] in {"wurde", "wurden", "ist", "sind"} for k in range(zone.first, by))
        if by is None or not auxiliary or at - by < 2:
            return None
        first = next(k for k in range(zone.first, by) if low[k] in {"wurde", "wurden", "ist", "sind"})
        return _made(page, tongue, at, (by + 1, at), trim(page, zone.first, first), "passive")
    if not _AUXILIARY & set(nearby):
        return None
    last = by + 1
    while last < end_of(page, zone) and last - by < LONGEST_SOURCE and page.tokens.raw[last] not in PARTS:
        if low[last].split("'")[0] in tongue.that or ends_source(page, tongue, by + 1, last):
            break
        last += 1
    if last < end_of(page, zone) and low[last].split("'")[0] in tongue.that:
        return _made(page, tongue, at, (by + 1, last), trim(page, last, end_of(page, zone)), "passive")
    first = at
    while first > zone.first and low[first - 1] in _AUXILIARY | {"a", "ha", "ont", "han", "había", "avait"}:
        first -= 1
    return _made(page, tongue, at, (by + 1, last), trim(page, zone.first, first), "passive")


def _as_told(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "C, wie X mitteilte", "comme l'a indiqué X, C", "como informó X, C"."""
    tokens = page.tokens
    first = at
    while first > zone.first and tokens.raw[first - 1] not in PARTS and at - first < LONGEST_SOURCE:
        first -= 1
    if tokens.low[first] not in _AS:
        return None
    last = at + 1
    while last < end_of(page, zone) and tokens.raw[last] not in PARTS and last - at < LONGEST_SOURCE:
        last += 1
    source = (first + 1, at) if tokens.low[first] == "wie" and at - first >= 2 else right(page, zone, tongue, at)
    content = trim(page, zone.first, first) if first - zone.first >= _LEAST else trim(page, last, end_of(page, zone))
    return _made(page, tongue, at, source, content, "as-told")


def _behind(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "C, sagte X": the report, a comma, the verb and its teller at the end."""
    tokens = page.tokens
    first = at
    while first > zone.first and (word(page, first - 1) in tongue.between or tokens.low[first - 1] in {"a", "ont"}):
        first -= 1
    if first <= zone.first + _LEAST or tokens.raw[first - 1] not in {",", "—", "–", "،"} or tongue.verb_first:
        return None
    source = pronoun(page, at) or right(page, zone, tongue, at)
    if source is None or any(tokens.raw[k] in {",", ":"} for k in range(source[1], end_of(page, zone) - 1)):
        return None
    content = trim(page, zone.first, first)
    if any(page.quotations.of_token[k] >= 0 for k in range(*content)) and page.quotations.of_token[content[1] - 1] < 0:
        return None
    return _made(page, tongue, at, source, content, "behind")


def _reported(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """German reported speech: "X sagte, es sei C"."""
    if tongue.that != {"dass", "daß"}:
        return None
    tokens = page.tokens
    comma = next((k for k in range(at + 1, min(zone.last, at + _REACH)) if tokens.raw[k] == ","), None)
    if comma is None:
        return None
    behind = range(comma + 1, end_of(page, zone))
    if not any(tokens.low[k] in _SUBJUNCTIVE and page.quotations.of_token[k] < 0 for k in behind):
        return None
    source = left(page, zone, tongue, at)
    if source is not None and source[0] == zone.first and tokens.low[source[0]] in {"dazu", "dabei", "zudem", "danach"}:
        source = right(page, zone, tongue, at)
    return _made(page, tongue, at, source, trim(page, comma + 1, end_of(page, zone)), "reported-speech")


def _infinitive(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "X affirme avoir C", "X afirma haber C", "X gibt an, C zu haben"."""
    low = page.tokens.low
    end = end_of(page, zone)
    after = at + 1
    while after < end and low[after] in {"n", "ne", "pas", "no", "qu"}:
        after += 1
    if low[after] in _INFINITIVES:
        return _made(page, tongue, at, left(page, zone, tongue, at), trim(page, after, end), "infinitive")
    comma = next((k for k in range(at + 1, min(end, at + 6)) if page.tokens.raw[k] == ","), None)
    if tongue.that == {"dass", "daß"} and comma is not None and end - 2 > comma and low[end - 2] == "zu":
        return _made(page, tongue, at, left(page, zone, tongue, at), trim(page, comma + 1, end), "infinitive")
    return None


def spoken_draft(page: Page, zone: Zone, tongue: Tongue) -> Draft | None:
    """ "«C», V X." with any verb, and Arabic "V X: «C»": the order of the words tells that somebody speaks."""
    tokens, of_token = page.tokens, page.quotations.of_token
    number = of_token[zone.first]
    end = end_of(page, zone)
    if number < 0:
        return _before_colon(page, zone, tongue)
    quotation = page.quotations.all[number]
    at = quotation.last
    if (
        quotation.last - quotation.first < _LEAST_QUOTED
        or at >= end
        or tokens.raw[at] not in PARTS
        or end - at > _SHORT
    ):
        return None
    while at < end and (tokens.raw[at] in PARTS or tokens.low[at] in _BEFORE_VERB):
        at += 1
    if at >= end - 1 or not tokens.low[at].endswith(_VERB_ENDINGS) or tokens.is_name(at) or not tokens.is_word(at):
        return None
    source = right(page, zone, tongue, at + 1 if tokens.low[at + 1] in {"sich", "se"} else at)
    if source is None or source[0] <= at:
        return None
    return Draft(source, (at, at + 1), ((quotation.first, quotation.last),), VerbClass.NEUTRAL, "quotation-any-verb")


def _before_colon(page: Page, zone: Zone, tongue: Tongue) -> Draft | None:
    if not tongue.verb_first:
        return None
    tokens = page.tokens
    colon = next(
        (k for k in range(zone.first + 2, min(zone.last - 2, zone.first + _SHORT)) if tokens.raw[k] == ":"), None
    )
    if colon is None or page.quotations.of_token[colon + 1] < 0:
        return None
    quotation = page.quotations.all[page.quotations.of_token[colon + 1]]
    first = zone.first
    if quotation.last - quotation.first < _LEAST_QUOTED or any(tokens.raw[k] in PARTS for k in range(first, colon)):
        return None
    return Draft(
        (first + 1, colon),
        (first, first + 1),
        ((quotation.first, quotation.last),),
        VerbClass.NEUTRAL,
        "verb-any-quotation",
    )
