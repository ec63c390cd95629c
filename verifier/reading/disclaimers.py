"""Disclaimers: where a publisher declines to vouch, or a text says that something could not be verified."""

import re
from collections.abc import Sequence

from . import disclaimer_rules as rules
from .disclaimer_parts import judge_parts, unable
from .disclaimer_rules_foreign import OTHERS
from .names import is_outlet
from .page import Page
from .recurring import find_known
from .sentences import Unit
from .types import Block, DisclaimerKind, DisclaimerScope, KnownDisclaimer, ProposedDisclaimer, Span
from .wordlist import phrase_set

# Only sentences with one of these in them are looked at closely: this costs a hundredth of the rules themselves.
_STEMS = tuple(
    phrase_set(
        """verif|confirm|corrob|authentic|substantiat|respons|opinion|view|as is|as-is|as “is|warrant|guarant|accura|
        liab|
        inputs|feed|translated|their own|endorse|auto-gener|autogener|syndicat|republish|reprint|originally|appeared|
        first published|sponsored|paid |edited|geolocat|press release|reporting by|reflect|
        gewähr|haftung|prüf|bestätig|meinung|ansicht|ursprünglich|zuerst|verifizier|
        vérifi|engag|reflèt|paru|publié|tribune|verific|contrast|publicó|publicado|
        check|corroborat|genehmigung|übernommen|übereinst|veröffentlicht|erschien|verantwort|auffassung|
        garanti|repris|autoris|reprodui|permiso|autorizac|reproduc|responsab|puntos de vista|comprob|autentic|
        établi|authentif|contrôl|recoup|ideas|idées|pertenec|aired|apareci|vetted|geoloc|géoloc|geoloka|
        перевод|впервые|первоначальн|вышел|вышла|ответственн|гарантир|переведен|взгляд|установ|
        أول مرة|في الأصل|ضمن|كتاب|مسؤول|ورد|مراجعة|المقال|تحقق|أكدت|تأكد|تثبت|صحة|وجهة|
        редакц|мнени|точк|подтвержд|провер|подтверд|информац|опублик|перепечат|верифиц|достоверн|подлинн|
        التحقق|التأكد|التاكد|التثبت|تأكيد|مؤكد|الآراء|الأراء|آراء|رأي|محتوى|مضمون|نشر|تعبر|موثق|
        xác minh|kiểm chứng|xác nhận"""
    )
)
# These are common words: they count only in a text that speaks of itself.
_WEAK = ("courtesy", "version of", "checked", "fact-check", "contribut", "produced", "distribut", "excerpt", "to check")
_TEXTS = (
    "this article",
    "this story",
    "this report",
    "this piece",
    "this column",
    "this ess",
    "story courtesy",
    "this submission",
    "newsroom",
    "contributors",
    "notre",
    "nos ",
    "unable to",
    "checked independently",
    "could be checked",
)
_FOLD = {ord("’"): "'", ord("‘"): "'", ord("\u00a0"): " ", ord("\u0640"): None} | dict.fromkeys(range(1611, 1619))
_EDITED_BY = re.compile(
    r"^\W*this (?:article|story|report|piece|text|post) (?:was|has been|is) (?:translated and"
    r" edited|edited and translated|edited|translated|adapted|abridged|summari[sz]ed) by (?P<who>[^.]{2,60}?)\.?\W*$",
    re.IGNORECASE,
)
_SELF = frozenset(
    {
        "we",
        "this newspaper",
        "the newspaper",
        "the paper",
        "this website",
        "this publication",
        "the publication",
        "the magazine",
        "the network",
        "the broadcaster",
        "the news agency",
        "the agency",
        "our reporters",
        "our newsroom",
        "journalists",
        "reporters",
        "news organizations",
        "news organisations",
        "international news agencies",
        "media",
        "the outlet",
        "this outlet",
        "this news agency",
        "this reporter",
    }
)
_BODIES = re.compile(
    r"\b(?:ministry|minister|observatory|police|army|military|pentagon|white house|council"
    r"|commission|committee|office|department|united nations|u\.?n\.?|government|party|spokes\w+"
    r"|group|monitor|organi[sz]ation|official|authorities|court|embassy|nato|agency for|prosecutor\w*"
    r"|company|officials?|investigators?|doctors?|hospital|apple|google|microsoft|facebook"
    r"|state department|fbi|cia|he|she|it|they|i|who|which|that|you|project)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:but|and|however|though|although|while|still|yet|so far|meanwhile|nevertheless|separately)\b[\s,]*)+",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b(?:said|says|told|added|adding|saying|stated|admitted|acknowledged|conceded|insisted|noted|claimed)\b",
    re.IGNORECASE,
)
_SAID_BEHIND = re.compile(
    r",[\"”']*\s+(?P<who>[^,]{2,60}?) (?:said|says|added|told \w+)(?: on \w+)?\W*$", re.IGNORECASE
)


def find_disclaimers(
    page: Page, *, publisher: str | None, language: str, known: Sequence[KnownDisclaimer] = ()
) -> tuple[ProposedDisclaimer, ...]:
    """All disclaimers of the page, in order; sentences of one article-wide block are joined to one span.

    ``known`` are a publisher's recurring blocks, confirmed before by a person: they are found again word for word.
    """
    found: list[ProposedDisclaimer] = find_known(page.text, known, publisher)
    stems = _stems_of(page.text)
    pending: list[
        tuple[Unit, str]
    ] = []  # "This article was edited by X" counts only beside another sentence of a block
    block: list[tuple[Unit, ProposedDisclaimer]] = []
    for unit in page.units:
        if unit.block in (Block.HEADLINE, Block.REPEAT):
            continue
        span = page.span(unit.first, unit.last)
        words = span.of(page.text)
        lowered = _lower(words)
        if (
            len(words) > 1500
            or not any(stem in lowered for stem in stems)
            or any(_within(span, one.span) for one in found)
        ):
            continue
        folded = " ".join(words.translate(_FOLD).split())
        edited = _EDITED_BY.match(folded)
        if edited:
            pending.append((unit, edited.group("who")))
            continue
        one = _judge(folded, span, publisher, language, quoted=_is_quoted(page, unit))
        if one is not None:
            block.append((unit, one))
    found.extend(_joined(page, block, pending))
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))


def _stems_of(text: str) -> tuple[str, ...]:
    """The stems the text holds at all: few, so that looking for them in each sentence costs little."""
    lowered = _lower(text)
    weak = _WEAK if any(word in lowered for word in _TEXTS) else ()
    return tuple(stem for stem in (*_STEMS, *weak) if stem in lowered)


def _lower(words: str) -> str:
    return words.lower() if words.isascii() else words.lower().translate(_FOLD)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_quoted(page: Page, unit: Unit) -> bool:
    of_token = page.quotations.of_token
    middle = (unit.first + unit.last) // 2
    return of_token[middle] >= 0 and of_token[unit.first] == of_token[middle]


def _judge(words: str, span: Span, publisher: str | None, language: str, *, quoted: bool) -> ProposedDisclaimer | None:
    if quoted and not words.startswith(("(", "[")):
        return None
    verdict = judge_parts(words, language, publisher)
    if verdict is not None and verdict.kind is not DisclaimerKind.CLAIM_UNVERIFIED:
        by_claim = verdict.kind is DisclaimerKind.VERIFIED_BY
        scope = DisclaimerScope.CLAIM if by_claim else DisclaimerScope.ARTICLE
        return ProposedDisclaimer(span, verdict.kind, scope, verdict.who or publisher or "", verdict.rule)
    for wording in _wordings(language):
        match = wording.pattern.search(words)
        if match and not (wording.unless and wording.unless.search(words)):
            who = _clean(match.groupdict().get("who") or "")
            if wording.name == "en-not-verified-content" and not _may_disown(who, publisher, words):
                continue
            if wording.kind is DisclaimerKind.CLAIM_UNVERIFIED and not wording.name.startswith("en-"):
                teller = unable(words, wording.name[:2], publisher)
                if teller is None:
                    continue
                who = teller
            return ProposedDisclaimer(span, wording.kind, wording.scope, who or publisher or "", wording.name)
    wired = _judge_wire(words, span, publisher)
    if wired is None and verdict is not None:
        return ProposedDisclaimer(span, verdict.kind, DisclaimerScope.CLAIM, verdict.who, verdict.rule)
    return wired


def _wordings(language: str) -> tuple[rules.Wording, ...]:
    """The language's own rules first, then all others: a short text's language is easily misjudged."""
    tables = {"en": rules.ENGLISH} | OTHERS
    own = tables.get(language, ())
    return own + tuple(wording for code, table in tables.items() if code != language for wording in table)


def _judge_wire(words: str, span: Span, publisher: str | None) -> ProposedDisclaimer | None:
    """The wire's "X could not independently verify": whose inability it is decides."""
    if rules.NOT_NEWS.search(words):
        return None
    claim = (DisclaimerKind.CLAIM_UNVERIFIED, DisclaimerScope.CLAIM)
    unable = rules.UNABLE.search(words)
    if unable:
        who = _teller(words, unable)
        return ProposedDisclaimer(span, *claim, who, "en-unable") if _may_disown(who, publisher, words) else None
    for rule, pattern in (
        ("en-passive", rules.PASSIVE),
        ("en-impossible", rules.IMPOSSIBLE),
        ("en-label", rules.LABEL),
    ):
        match = pattern.search(words)
        if match and not _governed(words, match.start(), publisher):
            return ProposedDisclaimer(span, *claim, _relayed(words, publisher), rule)
    positive = rules.POSITIVE.search(words)
    if positive:
        who = next((group for group in positive.groups() if group), "")
        if positive.group("outlet") and not is_outlet(positive.group("outlet")):
            return None
        if (
            who.lower() not in {"it", "they", "he", "she"}
            and " be " not in f" {who} "
            and not re.search(r"\b(?:not|never|n't|if|fact-checkers)\b", positive.group(), re.IGNORECASE)
        ):
            return ProposedDisclaimer(
                span, DisclaimerKind.VERIFIED_BY, DisclaimerScope.CLAIM, _clean(who), "en-verified-by"
            )
    return None


def _clean(who: str) -> str:
    return _LEAD.sub("", who.strip(" \"“”'()[],")).removesuffix(" said it").removesuffix(" said").strip()


def _teller(words: str, unable: re.Match[str]) -> str:
    """Who was unable; "Reuters said it could not" is Reuters."""
    who = _clean(unable.group("who"))
    said = re.search(
        r"^(?P<sayer>.{2,60}?)\s+(?:said|says|added)(?:\s+on\s+\w+)?(?:\s+that)?\s+(?:it|they|we)$", who, re.IGNORECASE
    )
    if said and is_outlet(said.group("sayer")):
        return said.group("sayer")
    return who


def _may_disown(who: str, publisher: str | None, words: str) -> bool:
    lowered = who.lower()
    if publisher and lowered.removeprefix("the ") == publisher.lower().removeprefix("the "):
        return True
    if lowered in _SELF:
        return True
    if _REPORTING.search(who) or len(who.split()) > 8:
        return False
    if is_outlet(who) and who[:1].isupper() and not who.endswith(("officials", "spokesman")):
        return True
    if _BODIES.search(who):
        return False
    capital = all(part[:1].isupper() or part in {"the", "of", "and", "al", "for", "de"} for part in who.split())
    return (
        capital
        and bool(who)
        and bool(re.search(r"\b(?:independ[ae]ntly|immediately|has not verified)\b", words, re.IGNORECASE))
    )


def _governed(words: str, before: int, publisher: str | None) -> bool:
    """Whether somebody else than a newsroom is said to say it."""
    lead, behind = words[:before], _SAID_BEHIND.search(words, before)
    if behind and not is_outlet(behind.group("who")):
        return True
    said = _REPORTING.search(lead)
    if not said:
        return bool(re.search(r"\bif\b[^,]*$", lead, re.IGNORECASE))
    sayer = _clean(lead[: said.start()])
    return not (is_outlet(sayer) or (publisher is not None and sayer.lower() == publisher.lower()))


def _relayed(words: str, publisher: str | None) -> str:
    according = re.search(r"\b(?:according to|by) (?P<who>(?:the )?[A-Z][\w.’'\-]*(?: [A-Z][\w.’'\-]*){0,4})", words)
    if according and is_outlet(according.group("who")):
        return according.group("who")
    return publisher or ""


def _joined(
    page: Page, block: list[tuple[Unit, ProposedDisclaimer]], pending: list[tuple[Unit, str]]
) -> list[ProposedDisclaimer]:
    """Neighbouring article-wide sentences become one block of the strongest kind; an opinion clause stays beside it."""
    found: list[ProposedDisclaimer] = []
    group: list[tuple[Unit, ProposedDisclaimer]] = []
    for unit, one in block:
        if one.scope is DisclaimerScope.CLAIM:
            found.append(one)
        elif group and group[-1][0].last == unit.first:
            group.append((unit, one))
        else:
            found.extend(_close(page, group, pending))
            group = [(unit, one)]
    found.extend(_close(page, group, pending))
    return found


_STRENGTH = (
    DisclaimerKind.PUBLISHER_NO_VERIFICATION,
    DisclaimerKind.OPINION_RESPONSIBILITY,
    DisclaimerKind.SYNDICATION,
    DisclaimerKind.VERIFIED_BY,
)


def _close(
    page: Page, group: list[tuple[Unit, ProposedDisclaimer]], pending: list[tuple[Unit, str]]
) -> list[ProposedDisclaimer]:
    if not group:
        return []
    start, end = group[0][1].span.start, group[-1][1].span.end
    for unit, _ in pending:
        if unit.last == group[0][0].first:
            start = page.tokens.start[unit.first]
        if unit.first == group[-1][0].last:
            end = page.tokens.end[unit.last - 1]
    ones = [one for _, one in group]
    lead = min(ones, key=lambda one: _STRENGTH.index(one.kind))
    whole = ProposedDisclaimer(Span(start, end), lead.kind, DisclaimerScope.ARTICLE, lead.who, lead.rule)
    others = [one for one in ones if one.kind is not lead.kind]
    return [whole, *others]
