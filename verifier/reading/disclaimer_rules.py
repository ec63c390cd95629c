"""The wordings by which texts disown what they say: one rule a line, by language and kind."""

import re
from dataclasses import dataclass

from .types import DisclaimerKind as Kind
from .types import DisclaimerScope as Scope


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule: sentences that match ``pattern`` and not ``unless`` are disclaimers; group "who" could not verify."""

    name: str
    kind: Kind
    scope: Scope
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def wording(name: str, kind: Kind, pattern: str, unless: str = "", scope: Scope | None = None) -> Wording:
    by_claim = kind in (Kind.CLAIM_UNVERIFIED, Kind.VERIFIED_BY)
    return Wording(
        name,
        kind,
        scope or (Scope.CLAIM if by_claim else Scope.ARTICLE),
        re.compile(pattern, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE) if unless else None,
    )


_VERIFIED = r"(?:verif(?:y|ied)|confirm(?:ed)?|corroborate[d]?|authenticate[d]?|substantiate[d]?)"
_SO = (
    r"(?:(?:independ[ae]ntly|immediately|fully|officially|yet|always|also|still|separately"
    r"|readily|itself|so far)\s+){0,4}"
)
_THIS = (
    r"(?:this|the|our)\s+(?:news\s+|press\s+|guest\s+|opinion\s+)?(?:article|story|report|post"
    r"|release|piece|content|material|page|text|publication|op-ed|column|essay|commentary)"
)
_VIEWS = r"(?:views?|opinions?|viewpoints?|statements?|information|thoughts)"
_READERS = r"\b(?:comments?|commenters?|submissions?|letters?|readers?|users?|links?|forum)\b"
_NOT_NEWS = (
    r"\b(?:malware|e-?mail address|(?:e-?mail|user|bank|your|online) accounts?|account (?:holders?"
    r"|names?|numbers?)|passwords?|identity of the caller|your|login|software|certificate|signature"
    r"|if (?:verified|confirmed))\b"
)

A, B, C, D, E = (
    Kind.PUBLISHER_NO_VERIFICATION,
    Kind.CLAIM_UNVERIFIED,
    Kind.OPINION_RESPONSIBILITY,
    Kind.SYNDICATION,
    Kind.VERIFIED_BY,
)

ENGLISH = (
    wording(
        "en-not-verified-content",
        A,
        rf"^\W*(?P<who>.{{2,60}}?)\s+(?:has|have|did|could|can|does|do)\s?(?:not|n't)\s+(?:been"
        rf" able to\s+)?{_SO}(?:verif|check|vet|fact-check|confirm|review)\w*\s+(?:the\s+|all\s+"
        rf"|any\s+)?(?:(?:accuracy|content|contents|information|facts?|claims?|details|truth|material)\b.{{0,40}})?\b"
        rf"(?:in|of|by)?\s*(?:this|these|of the|in the)\s+(?:news\s+|press\s+)?(?:article|story"
        rf"|report|post|release|piece|content|material|page|text|publication)s?\b(?!\s+(?:by|of"
        rf"|from|that|about))",
        rf"\b(?:said|told|says)\b|{_NOT_NEWS}",
    ),
    wording(
        "en-as-is",
        A,
        r"\bprovide[sd]?\b.{0,60}\bas[- ]is\b|\bwithout (?:any )?warrant(?:y|ies)\b",
        r"\b(?:software|licen[cs]e agreement|vehicle|car|goods)\b",
    ),
    wording(
        "en-no-liability",
        A,
        r"\b(?:do(?:es)? not|don't|doesn't|cannot|can't|will not)\s+(?:accept|assume|bear|take"
        r"|vouch|guarantee|warrant|endorse)\b.{0,60}\b(?:accuracy|correctness|completeness|reliability"
        r"|truthfulness|veracity)\b",
        rf"\b(?:said|told)\b|{_READERS}",
    ),
    wording(
        "en-not-responsible",
        A,
        r"\b(?:is|are) not (?:responsible|liable) for (?:the )?(?:accuracy|content|contents|correctness"
        r"|claims|information)\b",
        rf"\b(?:said|told)\b|{_READERS}|\bexternal\b",
    ),
    wording(
        "en-no-other-source",
        A,
        r"\b(?:there (?:is|was|has been)) no (?:independent )?confirmation\b.{0,30}\bfrom any "
        r"(?:other )?(?:independent )?source",
    ),
    wording(
        "en-not-edited-feed",
        D,
        r"\bnot been (?:created|edited|modified|reviewed)\b.{0,40}\b(?:staff|editors?|team)\b"
        r"|\bauto-?generated\b.{0,40}\b"
        r"(?:feed|news)|\bpublished (?:directly )?from (?:a|an)\s+(?:\w+\s+)?(?:syndicated|agency"
        r"|wire)\s+(?:news\s+)?feed|\bsyndicated (?:news )?feed\b",
    ),
    wording(
        "en-originally-appeared",
        D,
        rf"^\W*(?:{_THIS}|it|a version of this (?:article|story|piece|post))\s+(?:was |has been"
        rf" |had )?(?:originally |first |previously |also )?(?:appeared|ran|published|posted|produced"
        rf"|republished|reprinted|syndicated|distributed|adapted|translated|reported)\b.{{0,20}}\b"
        rf"(?:on|in|at|by|from|with|under|for)\b",
        r"\b(?:copyright|property)\b|\b(?:19|20)\d\d\s+and\b",
    ),
    wording(
        "en-republished",
        D,
        r"^\W*(?:re-?published|reprinted|reproduced|reposted|cross-?posted) (?:here )?(?:with "
        r"(?:the )?(?:kind )?permission|from|courtesy|under)\b|\b(?:is|was|has been) (?:republished"
        r"|reprinted|syndicated|reproduced) (?:here )?(?:with permission|from|under|by)\b",
        r"\b(?:copyright property)\b",
    ),
    wording(
        "en-sponsored",
        D,
        r"^\W*(?:sponsored|paid|partner|branded|promoted) (?:contents?|post|article|story|feature)s?\b.{0,60}\b"
        r"(?:planned|produced|created|edited|provided|written|paid|by)\b",
    ),
    wording(
        "en-press-release",
        D,
        r"\b(?:press release|content) (?:was |is )?(?:distributed|provided|supplied|issued) (?:by|through|via)\b",
    ),
    wording(
        "en-views-of-author",
        C,
        rf"\b{_VIEWS}\b.{{0,80}}\b(?:are|is|remain)\s+(?:solely |entirely |exclusively |only |strictly"
        rf" )?(?:those of|(?:that|the responsibility) of|(?:the |his |her |their )?(?:author|writer"
        rf"|contributor|columnist)s?['’]?s? own)\b.{{0,60}}",
        rf"{_READERS}|\b(?:said|told)\b",
    ),
    wording(
        "en-not-reflect",
        C,
        r"\b(?:do(?:es)? not|don't|doesn't|may not|need not|might not)\s+(?:necessarily\s+)?(?:reflect"
        r"|represent|coincide|express|constitute)\b.{0,60}\b(?:views?|opinions?|polic\w+|positions?"
        r"|stance|those|editorial|official)\b",
        rf"{_READERS}|\b(?:said|told|poll|survey|sample|results)\b",
    ),
    wording(
        "en-responsibility-author",
        C,
        r"\bresponsib(?:ility|le)\b.{0,90}\b(?:lies|rests|remains|is that of|belongs)\b.{0,30}\bauthors?\b"
        r"|\b(?:is|are) (?:solely|entirely|the sole) (?:the )?responsib\w+ (?:of|for)\b.{0,30}\bauthors?\b"
        r"|\bsolely the responsibility of the authors?\b",
        rf"{_READERS}|\b(?:attack|bombing|crash|collapse|accident)\b",
    ),
)

# The wire's formula; whose inability it is decides, so these are judged further in disclaimers.py.
UNABLE = re.compile(
    rf"(?P<who>[^,;:.!?]{{1,90}}?)\s+(?:could\s?(?:not|n't)|couldnt|can\s?not|can't|cannot|"
    rf"(?:has|have|had|was|were|is|are)\s?(?:not|n't)\s+(?:yet\s+)?(?:been\s+)?able\s+to|(?:has"
    rf"|have|had) (?:yet to|been unable to)|(?:was|were|is|are) unable to|(?:has|have|had|did)\s?"
    rf"(?:not|n't)(?=\s+(?:yet\s+)?independ[ae]ntly))\s+{_SO}{_VERIFIED}\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    rf"\b(?:(?:could|can)\s?(?:not|n't)|couldnt|cannot|can\s?not)\s+{_SO}be\s+{_SO}{_VERIFIED}\b"
    rf"|\b(?:has|have|had|was|were|is|are)\s?(?:not|n't)\s+(?:yet\s+)?(?:been\s+)?{_SO}(?:verified"
    rf"|confirmed|corroborated|authenticated)\b|\b(?:has|have) yet to be {_SO}(?:verified|confirmed"
    rf"|corroborated)\b|\bremains? (?:unverified|unconfirmed|uncorroborated)\b|\b(?:is|are|was"
    rf"|were) (?:difficult|hard|impossible) to {_SO}(?:verify|confirm|corroborate)\b",
    re.IGNORECASE,
)
IMPOSSIBLE = re.compile(
    rf"\b(?:it\s+)?(?:was|is|has|were)\s?(?:not|n't)\s+(?:been\s+)?(?:immediately |yet |always"
    rf" )?(?:possible|clear how) to {_SO}(?:verify|confirm|corroborate|authenticate)\b|\bit"
    rf" (?:was|is) (?:impossible|difficult|hard) to {_SO}(?:verify|confirm)\b|\b(?:there (?:was"
    rf"|is|has been|were)|with) no (?:immediate |independent |official |outside ){{1,2}}(?:confirmation"
    rf"|verification|corroboration)\b|\bno (?:independent|official) (?:confirmation|verification)"
    rf" (?:of|was|has|is)\b|\bno (?:immediate )?(?:way|means) (?:of|to) {_SO}(?:verify|confirm)"
    rf"(?:ing)?\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:unverified|unconfirmed|uncorroborated)\s+(?:\w+\s+){0,2}(?:reports?|claims?|accounts?"
    r"|videos?|footage|images?|photos?|pictures|information|rumou?rs?|posts?|figures?|allegations?"
    r"|news|recordings?)\b",
    re.IGNORECASE,
)
POSITIVE = re.compile(
    r"\b(?i:videos?|video footage|footage|images?|photos?|pictures|photographs|recordings?"
    r"|documents?|clips?|accounts?|reports?)\b[^.]{0,40}?\b(?:independently |geolocated and"
    r" )?(?:verified|authenticated|geolocated|confirmed as genuine) by (?P<by>(?:the )?[A-Z][\w.&’'"
    r" ,]{1,60})|\b(?P<able>(?:[Tt]he )?[\w.’'\- ]{2,40}?) (?:was|were|(?:has|have|had) been)"
    r" able to (?:independently )?(?:verify|confirm|corroborate|authenticate)\b|\b(?P<did>"
    r"(?:The )?[A-Z][\w.&’'\- ]{1,30}?) (?:has |have |had )?(?:independently )(?:verified|confirmed"
    r"|corroborated)\b|(?P<third>\b[A-Z][\w’' ]{3,50}?) (?:has |have )?corroborated (?:that"
    r"|the|this|his|her|their) (?:account|story|report|version|claim)s?\b"
)
NOT_NEWS = re.compile(_NOT_NEWS, re.IGNORECASE)
SAID = re.compile(
    r"\b(?:said|says|told|added|adding|saying|stated|admitted|acknowledged|conceded|according to)\b", re.IGNORECASE
)
