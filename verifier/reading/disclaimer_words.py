"""The words that disclaimers are made of, by language: what is disowned, by whom, and how.

A sentence disowns by the parts it holds together ("not verified" + "the newsroom" + "this article"), whatever their
order; ``disclaimer_parts`` says which parts make which kind.
"""

import re
from dataclasses import dataclass


def part(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words, whatever their case."""
    return re.compile(rf"\b(?:{' '.join(pattern.split())})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """One language's parts, each a pattern.

    ``newsroom`` is the paper speaking of itself, ``this`` the text at hand, ``texts`` what a note calls its text at its
    head, ``matter`` what can be checked, ``media`` what can be shown to be genuine, ``refuses`` a refusal to answer
    for something, ``unchecked`` a negated checking in any voice, ``active`` one with its subject ("who"), ``unshared``
    an opinion that is not everybody's, ``first`` an earlier place of publication, ``checked`` a checking that was done.
    """

    newsroom: re.Pattern[str]
    this: re.Pattern[str]
    texts: re.Pattern[str]
    matter: re.Pattern[str]
    media: re.Pattern[str]
    refuses: re.Pattern[str]
    unchecked: re.Pattern[str]
    active: re.Pattern[str]
    opinion: re.Pattern[str]
    author: re.Pattern[str]
    own: re.Pattern[str]
    unshared: re.Pattern[str]
    responsible: re.Pattern[str]
    carried: re.Pattern[str]
    first: re.Pattern[str]
    checked: re.Pattern[str]
    unless: re.Pattern[str]


_EN_CHECK = (
    r"(?:verif(?:y|ied)|check(?:ed)?|confirm(?:ed)?|corroborate[d]?|vet(?:ted)?|authenticate[d]?|fact-check(?:ed)?)"
)
ENGLISH = Words(
    newsroom=part(
        r"(?:our|the) (?:editors?|editorial (?:team|staff|board)|newsroom|staff|publishers?|newspaper|website|"
        r"magazine|"
        r"paper|site|publication)\b|this (?:newspaper|website|publication|magazine|outlet|site|paper)\b|we\b"
    ),
    this=part(
        r"(?:this|the present|the above|our) (?:\w+[ -]){0,2}(?:articles?|stor(?:y|ies)|reports?|posts?|(?:press "
        r")?releases?|"
        r"pieces?|contents?|material|pages?|texts?|columns?|op-eds?|essays?|commentar(?:y|ies)|letters?|blogs?|"
        r"contributions?|"
        r"submissions?|"
        r"interviews?|announcements?|statements?)\b|contained herein\b|set out (?:here|above)\b"
    ),
    texts=part(r"(?:articles?|stor(?:y|ies)|texts?|content|pieces?|reports?|posts?|columns?|interviews?)\b"),
    matter=part(
        r"(?:information|facts?|contents?|claims?|details?|statements?|accounts?|figures?|allegations?|reports?|"
        r"material|"
        r"assertions?|data|accuracy|completeness|veracity|truth(?:fulness)?|correctness|reliability)\b"
    ),
    media=part(
        r"(?:videos?|footage|images?|photo(?:graph)?s?|pictures?|clips?|recordings?|documents?|authenticity|location|"
        r"letters?|messages?|screenshots?)\b"
    ),
    refuses=part(
        r"(?:accepts?|takes?|assumes?|bears?|makes?|gives?|offers?|has|have|provides?) (?:\w+ )?(?:no|neither|none|"
        r"not any) "
        r"(?:\w+ ){0,2}(?:responsib\w+|liabilit\w+|representations?|guarantees?|warrant\w+|endorsement)\b|"
        r"(?:do|does|did|can|could|will)(?: ?not|n't) (?:\w+ ){0,2}(?:guarantee|vouch|warrant|endorse|accept|assume|"
        r"answer)\b|"
        r"disclaims? (?:any|all) (?:\w+ )?(?:responsib\w+|liabilit\w+)|"
        r"(?:is|are|cannot be held|can not be held|will not be held|shall not be) (?:not |in no way )?"
        r"(?:not )?(?:responsible|liable|accountable) for\b"
    ),
    unchecked=part(
        rf"(?:has|have|had|was|were|is|are|did|could|can|does|do)(?: ?not|n't) (?:\w+ly |yet |be |been |able to |"
        rf"also |"
        rf"necessarily )*(?:\w+ (?:or|nor|and) )?{_EN_CHECK}\b|been unable to (?:\w+ly )?{_EN_CHECK}\b|without "
        rf"(?:\w+ )?verification\b|"
        rf"no (?:part|claim|statement)\b.{{0,40}}\bbeen (?:\w+ly )?{_EN_CHECK}\b"
    ),
    active=part(
        rf"(?P<who>[^,;:.]{{2,90}}?) (?:(?:has|have|had|was|were|could|can|did|is|are)(?: ?not|n't)? (?:\w+ly |yet |"
        rf"been )*"
        rf"(?:(?:un)?able to )?(?:\w+ly )*(?:verify|check|confirm|corroborate|vet|authenticate|fact-check)\b|"
        rf"(?:has|have|had)(?: ?not|n't) (?:\w+ly |yet )*{_EN_CHECK}\b)"
    ),
    opinion=part(r"(?:opinions?|views?|viewpoints?|positions?|beliefs|ideas)\b"),
    author=part(
        r"(?:authors?|writers?|contributors?|columnists?|bloggers?|interviewees?|speakers?)(?:'s?)?\b|(?:his|her|"
        r"their|my) own\b"
    ),
    own=part(
        r"(?:own|those of|that of|solely|entirely|alone|personal|exclusively|only|attributable|belong)\b|expressed "
        r"(?:here|in)\b"
    ),
    unshared=part(
        r"(?:do|does|may|might|need|should)(?: ?not|n't| not be taken to) (?:\w+ly )?(?:reflect|represent|coincide|"
        r"express|"
        r"mirror|correspond|agree|constitute|imply)\b|(?:is|are) not (?:\w+ly )?(?:shared|endorsed|those of|that "
        r"of)\b|"
        r"not (?:those|that) of\b|should not be attributed to\b|not an? endorsement\b"
    ),
    responsible=part(r"(?:responsib(?:le|ility)|answerable|accountable|liable|liability)\b"),
    carried=part(
        r"(?:published|appeared|ran|posted|produced|reprinted|republished|reproduced|reposted|syndicated|distributed|"
        r"translated|adapted|excerpted|cross-?posted|courtesy|taken|supplied|provided|broadcast|carried|comes|came)\b"
    ),
    first=part(
        r"(?:originally|first|previously|(?:kind )?permission|courtesy of|licen[cs]e|in partnership with|version of|"
        r"news agency|wire service|newswire|syndicat\w+|in cooperation with|on behalf of|partner)\b"
    ),
    checked=part(rf"(?:{_EN_CHECK}|geolocated)\b|able to (?:\w+ly )?(?:verify|confirm|corroborate|authenticate)\b"),
    unless=part(
        r"(?:comments?|commenters?|letters to|readers?|users?|links?|forum|external|software|luggage|"
        r"peer|copyright|said|told|says|stolen|lost|court|found)\b"
    ),
)
