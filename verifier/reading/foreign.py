"""The commonest attributions in Arabic, French, German, Russian and Spanish."""

from bisect import bisect_left
from collections.abc import Iterator

from .carrying import Draft
from .contents import trim
from .foreign_clauses import clause_draft, passive_draft, spoken_draft
from .foreign_sources import (
    LONGEST_SOURCE,
    PARTS,
    between,
    cue_at,
    end_of,
    left,
    opens,
    right,
    source_after,
    word,
)
from .page import Page, Zone
from .tongues import Tongue
from .types import VerbClass

# Verbs that report only with a particle: "geht davon aus, dass", "schloss aus, dass".
_ONLY_WITH = {
    **dict.fromkeys(("gehen", "geht", "ging", "gingen"), frozenset({"davon", "hervor"})),
    **dict.fromkeys(("gibt", "geben", "gaben", "gab"), frozenset({"an", "zu", "bekannt"})),
    **dict.fromkeys(("schloss", "schließt"), frozenset({"aus"})),
    **dict.fromkeys(("stellte", "stellt"), frozenset({"fest", "klar", "dar"})),
}
_NO_TELLER = frozenset({"indépendante", "indépendantes", "lui", "moi", "él", "mí", "ihm", "mir", "eux"})
_POINTING_LENGTH = 8  # tokens
_POINTING = ("об этом ", "así lo ", "cela ", "c'est ", "ce que ", "ذلك ", "جاء ذلك ")
_NEAR = 8  # tokens between a verb and its "that" or its quotation


def foreign_drafts(page: Page, zone: Zone, tongue: Tongue, *, look_back: bool = True) -> Iterator[Draft]:
    """The attributions of one sentence; with ``look_back`` a verb without its teller goes to the last one."""
    cues = [
        at
        for at in range(zone.first, zone.last)
        if page.quotations.of_token[at] == -1 and cue_at(page, tongue, at) and _counts(page, tongue, at)
    ]
    done = zone.first
    told: set[int] = set()
    for at in cues:
        if at < done:
            continue
        draft = (
            passive_draft(page, zone, tongue, at)
            or _said_that(page, zone, tongue, at)
            or _with_quotation(page, zone, tongue, at)
            or clause_draft(page, zone, tongue, at)
        )
        if draft is None and look_back:
            draft = _same_teller(page, zone, tongue, at)
        if draft is not None and not _points_back(page, draft.content[0]):
            yield draft
            told.update(range(*draft.cue))
            done = max(last for _, last in draft.content)
    credited = bool(cues)
    for draft in _according(page, zone, tongue):
        credited = True
        if not told & set(range(*draft.cue)) and not _points_back(page, draft.content[0]):
            yield draft
    if not credited:
        anyhow = spoken_draft(page, zone, tongue)
        if anyhow is not None:
            yield anyhow
            return
    yield from _hearsay(page, zone, tongue, credited)


def _counts(page: Page, tongue: Tongue, at: int) -> bool:
    """ "a-t-il dit": the participle is the verb; "gehen" reports only in "gehen davon aus"."""
    low = page.tokens.low
    if low[at].startswith("a-t-") or low[at].startswith("ont-"):
        return not cue_at(page, tongue, at + 1)
    needed = _ONLY_WITH.get(low[at])
    return needed is None or any(low[k] in needed for k in range(at + 1, at + 8))


def _points_back(page: Page, content: tuple[int, int]) -> bool:
    """ "Об этом сообщает X", "Das berichtete X": what is told stands elsewhere."""
    first, last = content
    head = " ".join(page.tokens.low[at] for at in range(first, min(last, first + 2)))
    return last - first <= _POINTING_LENGTH and f"{head} ".startswith(_POINTING)


def _same_teller(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "Agregó que C", "«C», añadió", "وأضاف أن C": the teller is left out where it is the one before."""
    if not tongue.drops_teller:
        return None
    content = _untold(page, zone, tongue, at)
    if content is None:
        return None
    here = bisect_left([unit.first for unit in page.units], zone.first)
    for number in range(here - 1, max(here - 3, -1), -1):
        unit = page.units[number]
        before = list(foreign_drafts(page, Zone(unit.first, unit.last, -1), tongue, look_back=False))
        sources = [draft.source for draft in before if draft.source is not None]
        if sources:
            return _draft(tongue, at, sources[-1], content, "same-teller", page)
    return None


def _untold(page: Page, zone: Zone, tongue: Tongue, at: int) -> tuple[int, int] | None:
    """What the verb at ``at``, which has no teller in its sentence, reports."""
    of_token, quotations = page.quotations.of_token, page.quotations.all
    if at + 2 >= end_of(page, zone) and at - 2 >= zone.first and of_token[at - 2] >= 0:
        quotation = quotations[of_token[at - 2]]
        return quotation.first, quotation.last
    if at > zone.first + 1:
        return None
    for after in range(at + 1, min(at + 4, zone.last - 1)):
        if word(page, after) in tongue.that:
            return trim(page, after, end_of(page, zone))
        if opens(page, after, zone):
            quotation = quotations[of_token[after]]
            return quotation.first, quotation.last
        if tongue.verb_first and page.tokens.is_word(after):
            return None
    return None


def _said_that(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "X a déclaré que C", "X сообщил, что C", "قال X إن C"; in German also "X sagte, es sei C"."""
    reach = LONGEST_SOURCE if tongue.verb_first else _NEAR
    for that in range(at + 1, min(zone.last - 1, at + reach)):
        low = word(page, that)
        if low in tongue.that or low.split("'")[0] in tongue.that:
            content = trim(page, that, end_of(page, zone))
            source = between(page, at + 1, that) if tongue.verb_first else left(page, zone, tongue, at)
            return _draft(tongue, at, source, content, "said-that", page)
        if low in tongue.verbs or page.tokens.raw[that] == ":" or opens(page, that, zone):
            return None
    return None


def _with_quotation(page: Page, zone: Zone, tongue: Tongue, at: int) -> Draft | None:
    """ "«C», a déclaré X", "X dijo: «C»" and "X said «C»"."""
    before = at - 1
    while before >= zone.first and (
        word(page, before) in tongue.between
        or page.tokens.raw[before] in PARTS
        or page.tokens.low[before].endswith(("-il", "-elle", "-ils", "-elles"))
    ):
        before -= 1
    number = page.quotations.of_token[before] if before >= zone.first else -1
    if number >= 0:
        quotation = page.quotations.all[number]
        source = right(page, zone, tongue, at)
        return _draft(tongue, at, source, (quotation.first, quotation.last), "quotation-first", page)
    for after in range(at + 1, min(zone.last, at + LONGEST_SOURCE)):
        if opens(page, after, zone):
            quotation = page.quotations.all[page.quotations.of_token[after]]
            source = between(page, at + 1, after) if tongue.verb_first else left(page, zone, tongue, at)
            return _draft(tongue, at, source, (quotation.first, quotation.last), "verb-quotation", page)
        if page.tokens.raw[after] == ":" and after + 2 < zone.last and not opens(page, after + 1, zone):
            source = between(page, at + 1, after) if tongue.verb_first else left(page, zone, tongue, at)
            return _draft(tongue, at, source, trim(page, after + 1, end_of(page, zone)), "verb-colon", page)
    return None


def _draft(
    tongue: Tongue, at: int, source: tuple[int, int] | None, content: tuple[int, int], rule: str, page: Page
) -> Draft | None:
    if source is None or content[1] <= content[0]:
        return None
    return Draft(source, (at, at + 1), (content,), tongue.verbs[cue_at(page, tongue, at)], rule)


def _according(page: Page, zone: Zone, tongue: Tongue) -> Iterator[Draft]:
    for at in range(zone.first, zone.last - 1):
        if page.quotations.of_token[at] >= 0:
            continue
        width = _phrase_at(page, zone, tongue, at)
        if width and page.tokens.low[at + width] in _NO_TELLER:
            continue
        if width:
            yield from _credited(page, zone, tongue, (at, at + width), source_after(page, zone, tongue, at + width))
        elif word(page, at) in tongue.behind:
            first = at
            while first > zone.first and page.tokens.raw[first - 1] not in PARTS and at - first < 6:
                first -= 1
            yield from _credited(page, zone, tongue, (at, at + 1), (first, at) if at > first else None)


def _phrase_at(page: Page, zone: Zone, tongue: Tongue, at: int) -> int:
    """How many tokens of "according to" stand here; Arabic writes "to" together with the name."""
    for width in (3, 2, 1):
        if at + width >= zone.last:
            continue
        phrase = " ".join(word(page, k) for k in range(at, at + width))
        if phrase in tongue.according or (tongue.verb_first and phrase[:1] == "و" and phrase[1:] in tongue.according):
            return width
        if (
            width == 2
            and tongue.verb_first
            and any(phrase.startswith(one) for one in tongue.according if one.endswith(" ل"))
        ):
            return 1
    return 0


def _credited(
    page: Page, zone: Zone, tongue: Tongue, cue: tuple[int, int], source: tuple[int, int] | None
) -> Iterator[Draft]:
    if source is None:
        return
    first, last = min(cue[0], source[0]), max(cue[1], source[1])
    if tongue.verb_first and last < zone.last and word(page, last) in tongue.that:
        yield Draft(source, cue, (trim(page, last, end_of(page, zone)),), VerbClass.NEUTRAL, "according-to")
        return
    pieces = [trim(page, zone.first, first), trim(page, last, end_of(page, zone))]
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
                None, (at, at + 1), (trim(page, zone.first, end_of(page, zone)),), VerbClass.SPECULATIVE, "hearsay"
            )
            return


def _is_hearsay(page: Page, zone: Zone, at: int) -> bool:
    low = page.tokens.low
    if low[at] in {"soll", "sollen"}:
        end = low[end_of(page, zone) - 1]
        return end in {"haben", "sein", "worden"} or end.endswith("t")
    follower = low[at + 1]
    return low[at] == "якобы" or follower.endswith(
        ("é", "ée", "és", "ées", "ado", "ido", "ada", "ados", "idos", "u", "us", "i", "is", "t")
    )
