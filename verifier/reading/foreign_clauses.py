"""Reports without quotation marks or "that": passive voice, "..., sagte X", "wie X mitteilte", reported speech."""

from .carrying import Draft
from .contents import trim
from .foreign_sources import LONGEST_SOURCE, PARTS, cue_at, end_of, ends_source, left, pronoun, right, word
from .page import Page, Zone
from .tongues import Tongue
from .wordlist import word_set

_BY = word_set("par por von durch vom")
_AUXILIARY = word_set("été fue fueron sido ist wurde wurden worden était est")
_AS = word_set("wie comme como как")
_SUBJUNCTIVE = word_set(
    """sei seien habe werde könne müsse solle wolle dürfe gebe komme gehe stehe bleibe liege hätten würden wäre
    wären hätte könnten müssten sollten brauche mache lasse sehe nehme laufe bestehe gelte halte"""
)
_REACH = 14  # tokens from a German verb to the clause it reports
_LEAST = 3  # tokens of a report


def clause_draft(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """The report the verb at ``at`` makes in one of these ways, if it does."""
    return _as_told(page, zone, tongue, at) or _behind(page, zone, tongue, at) or _reported(page, zone, tongue, at)


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
