"""Which kind of disclaimer the parts of a sentence make, in any of six languages.

Wordings are without number; their parts are not. Kinds and their near misses: a third party that cannot verify is no
disclaimer, nor is a bank that answers for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .disclaimer_words import Words
from .disclaimer_words_foreign import WORDS
from .language import guess_language
from .names_lists import AGENCIES, OUTLETS
from .types import DisclaimerKind

_LONGEST = 70  # words; a longer sentence says more than a disclaimer does
_HEAD = 45  # characters: where a note names the text it is about
_NEAR = 45  # characters between an outlet and what it verified
_FOREIGN_OUTLETS = (
    "рейтер|би-би-си|тасс|интерфакс|риа новости|рбк|франс пресс|ассошиэйтед пресс|дойче велле|медуза|си-эн-эн|блумберг|"
    "وكالة فرانس برس|فرانس برس|رويترز|أسوشيتد برس|الأناضول|الجزيرة|العربية|بي بي سي|سي إن إن|سانا|سبوتنيك|"
    "وكالة الأنباء الألمانية|دويتشه فيله|france info|tv5 monde|rfi|bbc|cnn|nbc|abc|cbs|nbc news|abc news|cbs news|"
    "sky news|new york times|süddeutsche zeitung|ard|zdf|spiegel|clarín|la nación|ouest-france|mediapart"
)
_PLAIN_WORDS = frozenset({"time", "fortune", "vice", "wired", "the hill", "the sun", "sky"})
_ANY_CASE = frozenset({"efe", "dpa"})
_SHORT_IN_CAPITALS = 4
_AGENCY = re.compile(
    r"\b(?:(?:l'|la )?agence|(?:la )?agencia|(?:\w*agentur)|агентств\w{1,2}|وكالة)(?: de (?:presse|noticias))?"
    r" (?P<name>(?:[A-ZÄÖÜА-ЯЁ\u0600-\u06ff][\w\-]+))"
)
_BY = re.compile(
    r"(?:\bby|\bpar|\bpor|\bvon|\bdurch|\bfrom|\bseen by|\bselon|\bsegún|\blaut) (?:the |l'|la |el |der |die "
    r")?(?:(?:news )?agency |agence |agencia |\w*agentur )?$",
    re.IGNORECASE,
)
# "Le Phare", "El Faro", «Маяк», المنارة: a name that only a paper bears.
_UNKNOWN_PAPER = re.compile(r"(?:Le|La|Les|El|Los|L')\s?[A-ZÉ][\w\-]+(?: (?:d[eu] )?[A-ZÉ][\w\-]+)*|ال\w{3,}")
_BODIES = re.compile(
    r"\b(?:Ministère|Gouvernement|Police|Armée|État|Conseil|Croix|Parquet|Gobierno|Ejército|Policía|Ministerio|"
    r"Fiscalía|"
    r"Cruz|Consejo|Comisión|Congreso|الشرطة|الجيش|الحكومة|الوزارة|المحكمة|النيابة|المستشفى|السلطات|الشركة|المنظمة|"
    r"اللجنة|"
    r"المرصد|الرئيس|الوزير|الأمم|المحققون|المتحدث|المدير|الدولة|البلدية|الطبيب|الجهات?|الأمن|المخابرات|القوات|"
    r"الإدارة|النقابة)\b"
)
_IF = re.compile(r"^\W*(?:if|when|unless|si|wenn|falls|если|إذا|لو)\b", re.IGNORECASE)
_ALONE = re.compile(r"\b(?:indépendan\w+|independiente\w*|unabhängig\w*|независим\w+|مستقل\w*)", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:aucune?|ningun[ao]?|ningún|keine?r?|nadie|personne|никто|ни один|ни одна|no one|nobody)\b", re.IGNORECASE
)
_COULD = re.compile(r"\b(?:konnten?|kann|können) (?:die |der |das )?(?:\w*agentur )?$")
_YEAR = re.compile(r"\b1[5-9]\d\d\b")
_SOURCE_LANGUAGES = ("ru", "ar")  # here an agent needs no preposition


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence disowns, who could not or did verify ("" for the paper), and by which parts it was told."""

    kind: DisclaimerKind
    who: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: str
    language: str
    parts: Words
    publisher: str | None

    def has(self, part: str) -> bool:
        pattern: re.Pattern[str] = getattr(self.parts, part)
        return pattern.search(self.words) is not None

    def heads(self, part: str) -> bool:
        pattern: re.Pattern[str] = getattr(self.parts, part)
        return pattern.search(self.words[:_HEAD]) is not None

    def is_ours(self) -> bool:
        return self.has("newsroom") or bool(self.publisher and self.publisher.lower() in self.words.lower())


def judge_parts(words: str, language: str, publisher: str | None) -> Verdict | None:
    """The verdict on one sentence (its quote marks and Arabic vowel signs already made plain), None if it is none."""
    if words.count(" ") > _LONGEST or _IF.match(words):
        return None
    for code in _languages(words, language):
        parts = WORDS.get(code)
        if parts is None or parts.unless.search(words):
            continue
        sentence = _Sentence(words, code, parts, publisher)
        verdict = (
            _as_opinion(sentence)
            or _as_unvouched(sentence)
            or _as_carried(sentence)
            or _as_checked(sentence)
            or _as_unchecked(sentence)
        )
        if verdict is not None:
            return verdict
    return None


def _languages(words: str, language: str) -> Iterator[str]:
    """The article's language, and the sentence's own where it can be another."""
    yield language
    if language != "en" or not words.isascii():
        own = guess_language(words)
        if own != language:
            yield own


def _as_opinion(one: _Sentence) -> Verdict | None:
    here = one.has("this") or one.heads("texts")
    unshared, opinion, author = one.has("unshared"), one.has("opinion"), one.has("author")
    if (
        (unshared and opinion and (author or here or one.is_ours()))
        or (unshared and author and one.is_ours())
        or (opinion and author and one.has("own") and here)
        or (one.has("responsible") and author and (here or one.has("opinion")) and not one.has("refuses"))
        or (one.has("refuses") and opinion and author)
    ):
        return Verdict(DisclaimerKind.OPINION_RESPONSIBILITY, "", f"{one.language}-parts-opinion")
    return None


def _as_unvouched(one: _Sentence) -> Verdict | None:
    here, matter = one.has("this"), one.has("matter")
    if one.has("refuses") and matter and (here or one.is_ours()):
        return Verdict(
            DisclaimerKind.PUBLISHER_NO_VERIFICATION, one.publisher or "", f"{one.language}-parts-no-guarantee"
        )
    if here and one.has("unchecked") and _matter_apart(one) and may_disown(one) is not None:
        return Verdict(
            DisclaimerKind.PUBLISHER_NO_VERIFICATION, may_disown(one) or "", f"{one.language}-parts-unchecked-text"
        )
    return None


def _matter_apart(one: _Sentence) -> bool:
    """Whether something in or of the text is meant ("the claims in this article"), or a newsroom left it unchecked."""
    taken = [found.span() for found in one.parts.this.finditer(one.words)]
    apart = any(
        not any(start <= found.start() < end for start, end in taken) for found in one.parts.matter.finditer(one.words)
    )
    return apart or one.has("newsroom")


def _as_carried(one: _Sentence) -> Verdict | None:
    if _YEAR.search(one.words) or one.has("unchecked"):
        return None
    head = one.heads("this") or one.heads("texts")
    if head and one.has("carried") and one.has("first"):
        return Verdict(DisclaimerKind.SYNDICATION, "", f"{one.language}-parts-carried")
    return None


def _as_checked(one: _Sentence) -> Verdict | None:
    if one.has("unchecked") or not one.has("media"):
        return None
    found = list(one.parts.checked.finditer(one.words))
    for start, end, name in outlets_in(one.words, one.publisher):
        by = _BY.search(one.words[:start])
        for check in found:
            ahead, behind = one.words[end : check.start()], one.words[check.end() : start]
            close = 0 <= check.start() - end <= _NEAR and not re.search(r"[.:;،]", ahead)
            active = close and (not by or (one.language == "de" and len(ahead) <= 1))
            passive = 0 <= start - check.end() <= _NEAR and not re.search(r"[.:;,،]", behind)
            if active or (passive and (by or one.language in _SOURCE_LANGUAGES)):
                return Verdict(DisclaimerKind.VERIFIED_BY, name, f"{one.language}-parts-verified-by")
    return None


def _as_unchecked(one: _Sentence) -> Verdict | None:
    if (
        one.language == "en"
        or not one.has("unchecked")
        or not (one.has("matter") or one.has("media") or _ALONE.search(one.words))
    ):
        return None
    who = may_disown(one)
    return None if who is None else Verdict(DisclaimerKind.CLAIM_UNVERIFIED, who, f"{one.language}-parts-unchecked")


def unable(words: str, language: str, publisher: str | None) -> str | None:
    """Who could not verify; None where it is somebody else than a newsroom."""
    parts = WORDS.get(language)
    return publisher or "" if parts is None else may_disown(_Sentence(words, language, parts, publisher))


def may_disown(one: _Sentence) -> str | None:
    """The newsroom that left it unchecked, the paper itself in the passive voice; None if a third party did."""
    active = one.parts.active.search(one.words)
    if active is None:
        relayed = (
            name
            for start, _, name in outlets_in(one.words, one.publisher)
            if _BY.search(one.words[:start]) or _COULD.search(one.words[:start])
        )
        return next(relayed, one.publisher or "")
    who = next((group for group in active.groupdict().values() if group), "").strip()
    named = [name for _, _, name in outlets_in(who, one.publisher)]
    if named:
        return named[-1]
    if one.parts.newsroom.search(who):
        return one.publisher or ""
    if re.search(r"(?:провер|подтверд|ال(?:تحقق|تأكد|تثبت)|تأكيد)", who) or not who:
        return one.publisher or ""
    if _NOBODY.match(who):
        return one.publisher or ""
    bare = who.strip('«»„“”" ')
    titled = re.search(rf"[«„“\"]{re.escape(bare)}[»“”\"]", one.words) is not None
    if bare and (titled or _UNKNOWN_PAPER.fullmatch(bare)) and not _BODIES.search(bare):
        return bare
    name = re.search(r"[A-ZÄÖÜÉА-ЯЁ][\w.\-]+(?: (?:[A-ZÄÖÜÉА-ЯЁ][\w.\-]+|d[eu]|del|der))*$", who)
    if name and name.start() <= len("Die Zeitung ") and _ALONE.search(one.words):
        return name.group()
    return None


@lru_cache(maxsize=1)
def _outlet_pattern() -> re.Pattern[str]:
    names = {name for name in OUTLETS | AGENCIES if name not in _PLAIN_WORDS} | set(_FOREIGN_OUTLETS.split("|"))
    ordered = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"\b(?:[وفبل](?=[\u0600-\u06ff]))?(?P<name>(?:the )?(?:{ordered}))\b", re.IGNORECASE)


def outlets_in(words: str, publisher: str | None) -> Iterator[tuple[int, int, str]]:
    """The newspapers, stations and agencies named, each with its place; the publisher is one of them."""
    taken = 0
    for found in _outlet_pattern().finditer(words):
        name = found.group("name")
        bare = name[4:] if name.lower().startswith("the ") else name
        if (bare[:1].islower() and bare not in _ANY_CASE) or (
            len(bare) < _SHORT_IN_CAPITALS and bare.lower() not in _ANY_CASE and not bare.isupper() and bare < "\u0600"
        ):
            continue
        taken = found.end()
        yield found.start("name"), found.end("name"), name
    for found in _AGENCY.finditer(words):
        if found.start() >= taken:
            yield found.start("name"), found.end("name"), found.group("name")
    if publisher:
        at = words.lower().find(publisher.lower())
        if at >= 0:
            yield at, at + len(publisher), publisher
