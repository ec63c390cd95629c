"""Chains: from the publisher inwards to whoever is said to have said it first, each hop with its evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .mentions import Register, Resolved, Told
from .names import is_outlet, kind_of_name, read_mention
from .types import (
    Attribution,
    Block,
    ChainEnd,
    DisclaimerKind,
    Hop,
    Naming,
    ProposedDisclaimer,
    Relation,
    SourceKind,
    Span,
)
from .wordlist import word_set

UNKNOWN_PUBLISHER = "the publisher"
_CREDIT = re.compile(
    r"(?:republished|reprinted|originally (?:published|appeared)|first (?:published|appeared)"
    r"|translated|(?:this|the) (?:article|story|report|post) (?:was |is )?(?:originally |first"
    r" )?(?:appeared|published|republished|produced))\s+(?:and \w+ )?(?:on|in|at|by|from|with"
    r" permission from)\s+(?P<who>(?:the |The )?[A-Z][\w.&’'\-]*(?:\s+(?:of|al|for|and|the)?\s?[A-Z][\w.&’'\-]*){0,5})"
)
_WIRE = re.compile(
    r"^[^()\n]{0,60}\((?P<who>Reuters|AP|AFP|UPI|dpa|EFE|TASS|Xinhua|ANSA|AAP|IANS|PTI|SANA|RFE/RL|Bloomberg|CNN|ANI)\)"
)
_FIRST_PERSON = word_set("i we")
_THIRD_PERSON = word_set("he she")
_CONTRACTED = re.compile(r"['’](?:ve|m|d|ll|re|s)$")
_EDITED = re.compile(r"\b(?:edited|translated|adapted|abridged|summari[sz]ed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carriage:
    """How the whole text came to the reader: its publisher and, if credited, the outlet it was taken from."""

    publisher: str | None
    evidence: tuple[Span, ...]
    relation: Relation
    carrier: Hop | None
    standfirst: Span | None


def find_carriage(
    text: str,
    publisher: str | None,
    disclaimers: Sequence[ProposedDisclaimer],
    attributions: Sequence[Attribution],
    standfirst: Span | None,
    body: Span | None,
) -> Carriage:
    """Who publishes, and from whom the text was taken: a republish line, a wire credit or the standfirst."""
    evidence: tuple[Span, ...] = ()
    relation = Relation.ASSERTED
    for one in disclaimers:
        words = one.span.of(text)
        if one.kind is DisclaimerKind.SYNDICATION or _EDITED.search(words):
            evidence, relation = (one.span,), Relation.EDITED_COPY if _EDITED.search(words) else Relation.REPUBLISHED
            break
    carrier = _credited(text, disclaimers) or _wired(text, body) or _in_standfirst(text, attributions, standfirst)
    if carrier is not None and publisher and carrier.source.lower() == publisher.lower():
        carrier = None
    if carrier is not None and relation is Relation.ASSERTED:
        relation = Relation.REPUBLISHED
    return Carriage(publisher, evidence, relation, carrier, standfirst)


def _credited(text: str, disclaimers: Sequence[ProposedDisclaimer]) -> Hop | None:
    for one in disclaimers:
        if one.kind is not DisclaimerKind.SYNDICATION:
            continue
        found = _CREDIT.search(one.span.of(text))
        if found:
            span = Span(one.span.start + found.start("who"), one.span.start + found.end("who"))
            name = found.group("who").rstrip(".")
            return Hop(
                name,
                SourceKind.OUTLET,
                Naming.NAMED,
                Relation.REPUBLISHED,
                found.group()[:40],
                (one.span,),
                False,
                "republish-line",
                span.of(text),
            )
    return None


def _wired(text: str, body: Span | None) -> Hop | None:
    if body is None:
        return None
    found = _WIRE.match(text[body.start : body.start + 120])
    if not found:
        return None
    span = Span(body.start + found.start("who"), body.start + found.end("who"))
    return Hop(
        found.group("who"),
        SourceKind.AGENCY,
        Naming.NAMED,
        Relation.REPUBLISHED,
        "",
        (span,),
        False,
        "wire-credit",
        span.of(text),
    )


def _in_standfirst(text: str, attributions: Sequence[Attribution], standfirst: Span | None) -> Hop | None:
    """A standfirst that credits another outlet suggests that the body comes from it; the text does not say so."""
    if standfirst is None:
        return None
    for one in attributions:
        if not one.source or not standfirst.start <= one.source[0].start < standfirst.end:
            continue
        speaker = read_mention(one.source[0].of(text))
        if speaker.naming is Naming.NAMED and speaker.kind in (SourceKind.OUTLET, SourceKind.AGENCY):
            return Hop(
                speaker.name,
                speaker.kind,
                Naming.NAMED,
                Relation.REPORTED,
                one.cue[0].of(text) if one.cue else "",
                (Span(min(one.cue[0].start, one.source[0].start), max(one.cue[0].end, one.source[0].end)),),
                True,
                "standfirst-credit",
                one.source[0].of(text),
                "only the standfirst credits it; that the whole body comes from it is inferred",
            )
    return None


def build_chain(
    text: str, carriage: Carriage, told: Sequence[Told], block: Block, register: Register
) -> tuple[tuple[Hop, ...], ChainEnd]:
    """The hops for a claim credited, outermost first, to ``told``; and where the trail ends."""
    publisher = carriage.publisher
    first = Hop(
        publisher or UNKNOWN_PUBLISHER,
        kind_of_name(publisher) if publisher and is_outlet(publisher) else SourceKind.OUTLET,
        Naming.NAMED if publisher else Naming.UNNAMED,
        Relation.ASSERTED if block is Block.HEADLINE else carriage.relation,
        "",
        carriage.evidence,
        False,
        "publisher",
        "",
        "" if publisher else "the text does not name its publisher",
    )
    hops = [first]
    if carriage.carrier is not None and block is not Block.HEADLINE:
        hops.append(carriage.carrier)
    speakers = 0
    for number, one in enumerate(told):
        outer = told[number - 1] if number and speakers else None
        found = _hops_of(text, one, register, outer, hops[-1])
        speakers += len(found)
        for hop in found:
            _append(hops, hop)
    if not speakers:
        if len(hops) > 1:
            hops[-1] = replace(hops[-1], relation=Relation.ASSERTED)
        return tuple(hops), ChainEnd.AUTHOR
    last = hops[-1]
    if last.naming is Naming.NAMED:
        return tuple(hops), ChainEnd.NAMED
    return tuple(hops), ChainEnd.UNNAMED


def _append(hops: list[Hop], hop: Hop) -> None:
    """The same teller twice running is one hop: what the text says outright outweighs what was inferred."""
    if hops and hops[-1].source.lower() == hop.source.lower() and hops[-1].naming is hop.naming:
        if len(hops) > 1:
            hops[-1] = replace(
                hops[-1],
                inferred=hops[-1].inferred and hop.inferred,
                spans=hop.spans or hops[-1].spans,
                note=hop.note or hops[-1].note if hop.inferred else "",
            )
        return
    hops.append(hop)


def _own_words(one: Told, outer: Told | None, teller: Hop, register: Register) -> Resolved | None:
    """Who speaks of oneself inside one's own words: "I" always, "he" where nobody else is named before it."""
    word = _CONTRACTED.sub("", one.mention.strip().lower())
    if outer is None or word not in _FIRST_PERSON | _THIRD_PERSON:
        return None
    mine = word in _FIRST_PERSON
    if not mine and (teller.kind is not SourceKind.PERSON or not register.is_alone(word, outer, one)):
        return None
    note = "" if mine else f"“{one.mention}” is read as the speaker, {teller.source}"
    return Resolved(teller.source, teller.kind, teller.naming, not mine, "own-words", note, teller.spans[:1])


def _hops_of(text: str, one: Told, register: Register, outer: Told | None, teller: Hop) -> list[Hop]:
    hops: list[Hop] = []
    resolved = _own_words(one, outer, teller, register) or register.resolve(one.mention, one.at)
    cue = one.cue
    if one.channel is not None:
        channel = register.resolve(one.channel, one.at)
        if channel.naming is Naming.NAMED and channel.kind is not SourceKind.PERSON:
            hops.append(
                Hop(
                    channel.name,
                    channel.kind,
                    Naming.NAMED,
                    Relation.TOLD if one.asked else Relation.REPORTED,
                    cue,
                    (one.channel_span or one.span,),
                    True,
                    "channel",
                    one.channel,
                    one.channel_note,
                )
            )
    if resolved.via is not None:
        hops.append(
            Hop(
                resolved.via.name,
                resolved.via.kind,
                resolved.via.naming,
                Relation.REPORTED,
                cue,
                (one.span,),
                True,
                "whose-source",
                one.mention,
                "the source is called its own; that it passed this on is implied",
            )
        )
    relation = Relation.TOLD if one.channel is not None and not one.asked else one.relation
    hops.append(
        Hop(
            resolved.name,
            resolved.kind,
            resolved.naming,
            relation,
            cue,
            (one.span, *resolved.evidence),
            resolved.inferred,
            resolved.rule,
            one.mention,
            resolved.note,
        )
    )
    return hops
