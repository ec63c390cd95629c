"""Credits that mislead: one origin shown as several, one wording given to two, words that vouch for one teller."""

import re
from collections.abc import Iterator, Sequence

from .disclaimer_parts import outlets_in
from .names import is_outlet
from .types import ChainEnd, Conflict, Hop, Naming, ProposedClaim, Relation, SourceKind, Span
from .wordlist import word_set

_WORD = re.compile(r"[^\W\d_]{4,}")
_FACTIVE = re.compile(r"(?:confirm|reveal)(?:ed|s|ing)?", re.IGNORECASE)
_KINDS = word_set("news agency press television channel newspaper ministry national state times daily official from")
_RESOLVED = frozenset({"pronoun", "short-for"})
_OPEN_CARRIERS = frozenset({"standfirst-credit", "republish-line", "wire-credit", "channel"})
_VOUCHING = re.compile(r"\b(?P<cue>(?:confirm|reveal)(?:ed|s|ing))\s+(?:that\s+)?$", re.IGNORECASE)
_VOUCHING_REACH = 24  # characters before a claim
_NOT_YET = re.compile(
    r"\b(?:not|never|yet to|cannot|could|if|whether|to|would|will|has yet)\s+(?:\w+ly\s+|yet\s+|be\s+){0,2}$|n't\s+$",
    re.IGNORECASE,
)
_CITING = re.compile(r"\b(?:citing|quoting) (?P<who>(?:the )?[A-Z][\w’'\-]+(?: (?:of |for )?[A-Z][\w’'\-]+){0,5})")
_LEAST_SHARED = 4  # words of the same wording


def misleading_credits(text: str, claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """Everything that does not hold about who is credited."""
    yield from _one_origin(claims)
    several = list(_one_behind_several(claims))
    yield from several or _cited_twice(text)
    yield from _two_credits(claims)
    yield from _presupposed(text, claims)


def _origin(claim: ProposedClaim) -> Hop | None:
    return claim.chain[-1] if claim.ends is ChainEnd.NAMED else None


def _one_origin(claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """One origin under a description that hides who it is ("a war monitor") looks like a second source."""
    places: dict[str, dict[str, Span]] = {}
    by_source: dict[str, list[Span]] = {}
    for claim in claims:
        hop = _origin(claim)
        if hop is None or not hop.spans or hop.rule in _RESOLVED:
            continue
        by_source.setdefault(hop.source, []).append(claim.span)
        mention = " ".join(hop.mention.lower().split())
        if mention.startswith("the ") and hop.rule == "the-document":
            continue
        places.setdefault(hop.source, {}).setdefault(mention, hop.spans[0])
    carried = {
        hop.source: hop.spans[0]
        for claim in claims
        for hop in claim.chain[1:-1]
        if hop.rule == "standfirst-credit" and hop.spans
    }
    for source, mentions in places.items():
        if len(mentions) < 2 or not any(_hides(mention, source) for mention in mentions):
            continue
        carriers = {name: span for name, span in carried.items() if name != source}
        spans = tuple(sorted((*mentions.values(), *carriers.values())))
        listed = ", ".join(f"“{mention}”" for mention in mentions)
        through = f"; {', '.join(carriers)} passes it on" if carriers else ""
        yield Conflict(
            spans,
            "one_origin",
            f"{listed} seem to be one origin, {source}{through}: not independent sources.",
            tuple(sorted(by_source[source])),
        )


def _hides(mention: str, source: str) -> bool:
    """Whether a mention could be taken for somebody else: "a monitor", not "the group" or a part of the name."""
    words = set(_WORD.findall(mention))
    named = words & {word.lower() for word in _WORD.findall(source)}
    return bool(re.search(r"(?:^|\b(?:by|from|of)\s)(?:an?|one|another)\s", mention)) and not named


def _one_behind_several(claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """Two outlets that both pass on the same teller are one source, not two."""
    carried: dict[str, dict[str, tuple[Span, Span]]] = {}
    for claim in claims:
        hop = _origin(claim)
        if hop is None:
            continue
        for carrier in claim.chain[1:-1]:
            outlet = carrier.kind in (SourceKind.OUTLET, SourceKind.AGENCY) and carrier.naming is Naming.NAMED
            if (
                outlet
                and carrier.spans
                and carrier.rule not in _OPEN_CARRIERS
                and not carrier.inferred
                and carrier.source != hop.source
            ):
                carried.setdefault(hop.source, {}).setdefault(carrier.source, (carrier.spans[0], claim.span))
    for source, carriers in carried.items():
        if len(carriers) >= 2:
            names = " and ".join(carriers)
            yield Conflict(
                tuple(sorted(span for span, _ in carriers.values())),
                "one_origin",
                f"{names} both pass on {source}: one origin, not {len(carriers)} independent sources.",
                tuple(sorted(span for _, span in carriers.values())),
            )


def _cited_twice(text: str) -> Iterator[Conflict]:
    """ "Reuters reported, citing X ..." and "the BBC said, citing X ...": one teller behind both."""
    carried: dict[str, dict[str, tuple[Span, Span]]] = {}
    for found in _CITING.finditer(text):
        start = max(text.rfind("\n", 0, found.start()), text.rfind(". ", 0, found.start())) + 1
        named = [name for _, _, name in outlets_in(text[start : found.start()], None)]
        if len(named) == 1 and named[0].lower() not in found.group("who").lower():
            place = Span(found.start("who"), found.end("who"))
            carried.setdefault(found.group("who").removeprefix("the "), {}).setdefault(
                named[0], (place, Span(start, found.end()))
            )
    for source, carriers in carried.items():
        if len(carriers) >= 2:
            names = " and ".join(carriers)
            said = f"{names} both pass on {source}: one origin, not {len(carriers)} independent sources."
            yield Conflict(tuple(sorted(place for place, _ in carriers.values())), "one_origin", said)


def _two_credits(claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """The same words credited to two tellers, or an answer given to one and reported by another."""
    by_words: dict[tuple[str, ...], ProposedClaim] = {}
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        for found in _two_channels(claim):
            if (found.text, "") not in seen:
                seen.add((found.text, ""))
                yield found
        hop = claim.chain[-1]
        key = tuple(word.lower() for word in _WORD.findall(claim.text))
        if claim.ends is not ChainEnd.NAMED or len(key) < _LEAST_SHARED or not hop.spans or hop.rule in _RESOLVED:
            continue
        first = by_words.setdefault(key, claim)
        other = first.chain[-1]
        if other.source != hop.source and not _share_a_word(other.source, hop.source):
            yield Conflict(
                (first.span, claim.span),
                "two_credits",
                f"The same words are credited to {other.source} and to {hop.source}.",
            )


def _share_a_word(one: str, other: str) -> bool:
    ours, theirs = ({word.lower() for word in _WORD.findall(name)} - _KINDS for name in (one, other))
    return bool(ours & theirs)


def _two_channels(claim: ProposedClaim) -> Iterator[Conflict]:
    """An answer to one newsroom's question that another newsroom is credited with."""
    for number, asked in enumerate(claim.chain[:-1]):
        if asked.rule != "channel" or asked.relation is not Relation.TOLD or not asked.spans:
            continue
        outer = [
            hop
            for hop in claim.chain[1:number]
            if hop.rule not in _OPEN_CARRIERS
            and hop.spans
            and is_outlet_like(hop)
            and not _share_a_word(hop.source, asked.source)
        ]
        for one in outer[:1]:
            yield Conflict(
                (asked.spans[0], one.spans[0]),
                "two_credits",
                f"The words were given to {asked.source} but are credited to {one.source}.",
                (claim.span,),
            )


def is_outlet_like(hop: Hop) -> bool:
    """Whether a hop is a newsroom or somebody of one ("an official from the Delta News Agency")."""
    return (
        hop.kind in (SourceKind.OUTLET, SourceKind.AGENCY)
        or is_outlet(hop.source)
        or re.search(r"\b(?:news|press) agency\b|\bnewspaper\b|\btelevision\b", hop.mention, re.IGNORECASE) is not None
    )


def _presupposed(text: str, claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """ "Confirmed" and "revealed", said of one teller's claims, vouch for what only that teller says."""
    cues: dict[str, dict[Span, list[Span]]] = {}
    document: set[str] = set()
    for claim in claims:
        hop = claim.chain[-1] if claim.chain else None
        if hop is None or hop.naming is not Naming.NAMED:
            continue
        cue = _nearest(text, claim) if _FACTIVE.fullmatch(claim.factive_cue) else _right_before(text, claim)
        if cue is None or _NOT_YET.search(text[max(0, cue.start - 24) : cue.start]):
            continue
        cues.setdefault(hop.source, {}).setdefault(cue, []).append(claim.span)
        if re.search(
            r"\b(?:report|study|survey|investigation|article|paper)s?\b", hop.mention, re.IGNORECASE
        ) or re.search(
            r"\b(?:report|study|survey|investigation|article)\b[^.]{0,60}$",
            text[max(0, cue.start - 90) : cue.start],
            re.IGNORECASE,
        ):
            document.add(hop.source)
    for source, places in cues.items():
        if source not in document:
            continue
        spans = tuple(sorted(places))
        words = ", ".join(f"“{span.of(text)}”" for span in spans)
        verb = "presupposes" if len(spans) == 1 else "presuppose"
        told = tuple(sorted({span for found in places.values() for span in found}))
        yield Conflict(
            spans, "presupposed", f"{words} {verb} that it is so, although it rests on {source} alone.", told
        )


def _right_before(text: str, claim: ProposedClaim) -> Span | None:
    """ "... confirmed that": the word before a claim whose own cue is another ("a report by X")."""
    found = _VOUCHING.search(text, max(0, claim.span.start - _VOUCHING_REACH), claim.span.start)
    return Span(found.start("cue"), found.end("cue")) if found else None


def _nearest(text: str, claim: ProposedClaim) -> Span | None:
    before = text.rfind(claim.factive_cue, 0, claim.span.start)
    after = text.find(claim.factive_cue, claim.span.end)
    near = [at for at in (before, after) if at >= 0]
    if not near:
        return None
    at = min(near, key=lambda place: abs(place - claim.span.start))
    return Span(at, at + len(claim.factive_cue))
