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
        "en-not-verified-by-us",
        A,
        r"\b(?:has|have) (?:not|n't) been (?:\w+ or |\w+ly )?(?:verified|checked|confirmed|reviewed|vetted) by "
        r"(?:the |our |this )?(?:editors?|editorial|newsroom|staff|publisher|newspaper|website)\b",
        r"\bedited\b",
    ),
    wording(
        "en-this-not-verified",
        A,
        r"\b(?:information|accuracy|contents?|claims?|facts?|details)\b.{0,20}\b(?:in|of) (?:this|these) "
        r"(?:\w+ )?(?:article|report|story|release|post|page)s?\b.{0,20}\b(?:has|have) not been (?:\w+ly )?"
        r"(?:verified|checked|confirmed)\b",
        r"\b(?:said|told|says)\b",
    ),
    wording(
        "en-no-responsibility",
        A,
        r"\b(?:assumes?|takes?|accepts?|bears?) no (?:responsibility|liability)\b.{0,20}\bfor (?:the )?"
        r"(?:\w+ (?:and|or) )?(?:accuracy|contents?|correctness|completeness)\b",
        rf"\b(?:said|told)\b|{_READERS}|\bexternal\b",
    ),
    wording(
        "en-not-endorse",
        A,
        r"\b(?:we|editors?|publisher|newspaper|website)\b.{0,20}\b(?:do|does|did) not (?:endorse"
        r" or verify|verify or endorse|verify)"
        r" (?:its|their|the) (?:contents?|claims|accuracy)\b",
        r"\b(?:said|told)\b",
    ),
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
        r"^\W*(?:originally|first) (?:published|appeared|aired|posted|broadcast) (?:in|on|by|at)\b[^,]{0,80}$"
        r"|^\W*(?:re-?published|reprinted|reproduced|reposted|cross-?posted) (?:here )?(?:with "
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
    wording(
        "en-author-own",
        C,
        rf"\b{_VIEWS}\b.{{0,60}}\b(?:are|is) (?:his|her|their|my) own\b|\breflects? (?:only )?(?:the"
        rf" )?(?:authors?|writers?)"
        rf"['’]?s? (?:own |personal )?{_VIEWS}\b",
        rf"{_READERS}|\b(?:said|told|business)\b",
    ),
    wording(
        "en-inputs",
        D,
        r"^\W*\(?(?:with|additional) (?:\w+ )?(?:inputs?|reporting) (?:from|by) (?:\w+ )?(?:agenc"
        r"|wire|reuters|afp|ap\b|pti|ani|ians|dpa)",
    ),
    wording(
        "en-syndicated-story",
        D,
        r"^\W*this (?:is a )?(?:syndicated|wire|agency) (?:article|story|report|column)\b|\b(?:published"
        r"|taken|comes) (?:directly )?"
        r"from (?:a|the) (?:\w+ ){0,2}feed\b|^\W*this (?:article|story|report)\b.{0,20}\bauto-?generated\b",
    ),
    wording("en-translated", D, r"^\W*translated (?:from|by)\b.{0,60}\b(?:by|from|published|appeared)\b"),
)

# The wire's formula; whose inability it is decides, so these are judged further in disclaimers.py.
UNABLE = re.compile(
    rf"(?P<who>[^,;:.!?]{{1,90}}?)\s+(?:could\s?(?:not|n't)|couldnt|can\s?not|can't|cannot|"
    rf"(?:has|have|had|was|were|is|are)\s?(?:not|n't)\s+(?:yet\s+|immediately\s+)?(?:been\s+)?able\s+to|(?:has"
    rf"|have|had) (?:yet to|been unable to)|(?:was|were|is|are) unable to|(?:has|have|had|did)\s?"
    rf"(?:not|n't)(?=\s+(?:yet\s+)?independ[ae]ntly))\s+{_SO}"
    rf"(?:{_VERIFIED}\b|(?:reach|visit|access|enter|travel to)\b[^.;]{{2,50}}\bto (?:check|verify|confirm)\b"
    rf"|(?:establish|determine) the (?:authenticity|accuracy|veracity)\b)",
    re.IGNORECASE,
)
_OUTCOME = r"(?:verified|confirmed|corroborated|authenticated)"
_MATTER = (
    r"(?:reports?|claims?|information|news|accounts?|figures?|tolls?|videos?|footage|images?"
    r"|photos?|numbers?|statements?|"
    r"allegations?|rumou?rs?|details?|authenticity|versions?|deaths?|it|that|this|these|those|which)"
)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


PASSIVE = _any_of(
    rf"\b(?:(?:could|can)\s?(?:not|n't)|couldnt|cannot|can\s?not)\s+{_SO}be\s+{_SO}(?:{_VERIFIED}|established)\b",
    rf"\b(?:neither|none|no)\b[^.]{{0,60}}\b(?:could|can|has|have)\s+{_SO}(?:be|been)\s+{_SO}(?:{_OUTCOME}|checked|"
    rf"established)\b",
    rf"\b(?:has|have|had)\s?(?:not|n't)\s+(?:yet\s+)?been\s+{_SO}(?:verified|corroborated|authenticated)\b",
    r"\b(?:has|have|had)\s?(?:not|n't)\s+(?:yet\s+)?been\s+(?:independ[ae]ntly|officially)\s+confirmed\b",
    rf"\b{_MATTER}\b(?:\s+\w+){{0,6}}\s+(?:has|have|had)\s?(?:not|n't)\s+(?:yet\s+)?been\s+{_SO}confirmed\b",
    rf"\b(?:was|were|is|are)\s?(?:not|n't)\s+(?:yet\s+)?(?:independ[ae]ntly|officially)\s+{_OUTCOME}\b",
    rf"\b(?:has|have|are|is|was|were|remains?) yet to be {_SO}{_OUTCOME}\b",
    r"\bremains? (?:unverified|unconfirmed|uncorroborated)\b",
    rf"\b(?:is|are|was|were) (?:difficult|hard|impossible) to {_SO}(?:verify|confirm|corroborate)\b",
)
IMPOSSIBLE = _any_of(
    rf"\b(?:was|is|has|were)\s?(?:not|n't)\s+(?:been\s+)?(?:immediately |yet |always )?possible to {_SO}"
    r"(?:verify|confirm|corroborate|authenticate)\b",
    rf"\bit (?:was|is) (?:impossible|difficult|hard) to {_SO}(?:verify|confirm)\b",
    r"\b(?:there (?:was|is|has been|were)|with) no (?:immediate |independent |official |outside ){1,2}"
    r"(?:confirmation|verification|corroboration)\b",
    r"\bno (?:independent|official) (?:confirmation|verification) (?:of|was|has|is)\b",
    r"\b(?:independent|outside) (?:confirmation|verification|corroboration)\b[^.]{0,50}\b(?:was"
    r"|is|were)\s?(?:not|n't)\s+"
    r"(?:immediately |yet )?(?:possible|available)\b",
    r"\b(?:independent|outside|immediate) (?:confirmation|verification|corroboration)\b[^.]{0,50}\b(?:is|was|"
    r"remains?)\s+"
    r"(?:\w+ly )?(?:impossible|difficult|hard|unavailable|lacking)\b",
    rf"\bno (?:immediate )?(?:way|means) (?:of|to) {_SO}(?:verify|confirm)(?:ing)?\b",
)
LABEL = _any_of(
    r"\b(?:unverified|unconfirmed|uncorroborated)\s+(?:\w+\s+){0,2}(?:reports?|claims?|accounts?"
    r"|videos?|footage|images?|"
    r"photos?|pictures|information|rumou?rs?|posts?|figures?|allegations?|news|recordings?)\b"
)
_MEDIA = (
    r"(?i:videos?|video footage|footage|images?|photos?|pictures|photographs|recordings?|documents?"
    r"|clips?|accounts?|reports?)"
)
# In the case given: a capital tells who; the group that matched is the one who verified.
POSITIVE = re.compile(
    rf"\b{_MEDIA}\b[^.]{{0,40}}?\b(?:verified|authenticated|geolocated|confirmed) by (?P<by>"
    rf"(?:the )?[A-Z][\w.&’' ,]{{1,60}})"
    r"|\b(?P<able>(?:[Tt]he )?[\w.’'\- ]{2,40}?) (?:was|were|(?:has|have|had) been) able to "
    r"(?:independently )?(?:verify|confirm|corroborate|authenticate)\b"
    r"|\b(?P<did>(?:The )?[A-Z][\w.&’'\- ]{1,30}?) (?:has |have |had )?(?:independently )(?:verified"
    r"|confirmed|corroborated)\b"
    r"|(?P<third>\b[A-Z][\w’' ]{3,50}?) (?:has |have )?corroborated (?:that|the|this|his|her|their) "
    r"(?:account|story|report|version|claim)s?\b"
    r"|^(?P<outlet>(?:The )?[A-Z][\w.&’'\- ]{1,30}?) (?:has |have )?(?:verified|authenticated|geolocated|confirmed) "
    rf"(?:the|that|this)(?: \w+){{0,3}} {_MEDIA}\b"
)
NOT_NEWS = re.compile(_NOT_NEWS, re.IGNORECASE)
SAID = re.compile(
    r"\b(?:said|says|told|added|adding|saying|stated|admitted|acknowledged|conceded|according to)\b", re.IGNORECASE
)
