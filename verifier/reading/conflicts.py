"""Contradictions inside one text. Each says in a sentence what does not fit, and where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .types import Attribution, ChainEnd, ClaimKind, Conflict, Figure, Hop, Naming, ProposedClaim, Span
from .wordlist import word_set

_PEOPLE = word_set(
    """people person men women children civilians fighters members militants soldiers troops recruits rebels
    refugees residents victims migrants protesters police officers prisoners hostages workers students voters
    dead killed wounded injured migrants policemen militiamen mercenaries gunmen passengers detainees
    families girls boys deaths casualties"""
)
_TIMES = re.compile(
    r"\b(?:(?P<about>about|around|some|nearly|almost|roughly|more than|over)\s+)?(?P<n>\d+"
    r"(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\s+times\s+(?P<how>higher"
    r"|more|greater|larger|bigger|as (?:high|much|many|large|big)|the|what|lower|less)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: float(k)
    for k, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {"twelve": 12.0, "twenty": 20.0}
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOO_COMMON = frozenset({"percent", "dollars", "years", "times", "others", "days", "months", "hours"})
_LOOK_BACK = 12  # figures an arithmetic statement may refer back to
_MOST = 40  # conflicts listed for one text


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a claim with the words around it."""

    figure: Figure
    claim: ProposedClaim
    words: frozenset[str]


def find_conflicts(
    text: str, claims: Sequence[ProposedClaim], attributions: Sequence[Attribution] = ()
) -> tuple[Conflict, ...]:
    """Places of the text that do not agree: figures, arithmetic, origins and credits, in that order."""
    counts = [Count(figure, claim, _stems(claim.text)) for claim in claims for figure in claim.figures]
    found = [
        *_headline_figures(text, counts),
        *_same_quantity(text, counts),
        *_arithmetic(text, counts),
        *_one_origin(claims),
        *_two_credits(text, claims),
        *_presupposed(text, claims, attributions),
    ]
    return tuple(found[:_MOST])


def _stems(words: str) -> frozenset[str]:
    return frozenset(word.lower()[:5] for word in _WORD.findall(words))


def _heads(figure: Figure) -> set[str]:
    return {word.lower() for word in figure.unit.split()}


def _is_people(figure: Figure) -> bool:
    return bool(_heads(figure) & _PEOPLE)


def _show(figure: Figure, text: str) -> str:
    return " ".join(figure.span.of(text).split())


def _value(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high or 0.0


def _headline_figures(text: str, counts: Sequence[Count]) -> Iterator[Conflict]:
    """The headline's head count against those of the body, single and added up within a sentence."""
    for top in counts:
        if top.claim.kind is not ClaimKind.HEADLINE or not _is_people(top.figure):
            continue
        body: dict[Span, list[Count]] = {}
        for count in counts:
            related = len(count.words & top.words) >= 2
            if count.claim.kind is not ClaimKind.HEADLINE and _is_people(count.figure) and related:
                body.setdefault(count.claim.span, []).append(count)
        for group in body.values():
            total = sum(_value(count.figure) for count in group)
            values = {_value(count.figure) for count in group} | {total}
            if any(abs(value - _value(top.figure)) < 0.5 for value in values):
                break
        else:
            for group in list(body.values())[:1]:
                total = sum(_value(count.figure) for count in group)
                parts = " and ".join(_show(count.figure, text) for count in group)
                tail = f", together {total:g}" if len(group) > 1 else ""
                yield Conflict(
                    (top.figure.span, *(count.figure.span for count in group)),
                    "figure",
                    f"The headline says {_show(top.figure, text)}; the body says {parts}{tail}.",
                )


def _same_quantity(text: str, counts: Sequence[Count]) -> Iterator[Conflict]:
    """The same thing counted differently in two claims that otherwise share their words."""
    by_head: dict[str, list[Count]] = {}
    for count in counts:
        unit = count.figure.unit.lower()
        if count.claim.kind is not ClaimKind.HEADLINE and unit and unit not in _TOO_COMMON:
            by_head.setdefault(unit, []).append(count)
    for unit, group in by_head.items():
        stems = _stems(unit)
        for number, one in enumerate(group[:50]):
            for other in group[number + 1 : number + 6]:
                shared = (one.words & other.words) - stems
                if one.claim.span == other.claim.span or len(shared) < 3 or _overlap(one.figure, other.figure):
                    continue
                if len(shared) * 4 < 3 * min(len(one.words - stems), len(other.words - stems)):
                    continue
                yield Conflict(
                    (one.figure.span, other.figure.span),
                    "figure",
                    f"The text gives both {_show(one.figure, text)} and {_show(other.figure, text)}.",
                )


def _overlap(one: Figure, other: Figure) -> bool:
    low = max(one.low if one.low is not None else float("-inf"), other.low if other.low is not None else float("-inf"))
    high = min(
        one.high if one.high is not None else float("inf"), other.high if other.high is not None else float("inf")
    )
    slack = 0.05 * abs(_value(one)) if one.approximate or other.approximate else 0.0
    return low <= high + slack


def _arithmetic(text: str, counts: Sequence[Count]) -> Iterator[Conflict]:
    """ "Six times higher" of 350,000 against 50,000: seven times as high, so right only as an increase."""
    seen: set[Span] = set()
    for number, count in enumerate(counts):
        found = _TIMES.search(
            text, count.figure.span.start - 12 if count.figure.span.start > 12 else 0, count.figure.span.end + 30
        )
        if not found or found.start("n") < count.figure.span.start or Span(*found.span()) in seen:
            continue
        seen.add(Span(*found.span()))
        said = _NUMBERS.get(found.group("n").lower())
        said = float(found.group("n")) if said is None else said
        pair = _pair_before(counts[max(0, number - _LOOK_BACK) : number], said)
        if pair is None:
            continue
        high, low = pair
        ratio = _value(high.figure) / _value(low.figure)
        told = Span(*found.span())
        if found.group("how").lower().startswith(("as ", "the", "what")) and abs(ratio - said) <= 0.1 * said:
            continue
        spans = (high.figure.span, low.figure.span, told)
        sum_up = f"{_show(high.figure, text)} against {_show(low.figure, text)} is {ratio:.3g} times as much"
        if abs(ratio - said) <= 0.05 * said:
            continue
        if abs(ratio - 1 - said) <= 0.1 * said:
            yield Conflict(
                spans, "arithmetic", f"{sum_up}; “{told.of(text)}” holds only if read as an increase of {said:g} times."
            )
        else:
            yield Conflict(spans, "arithmetic", f"{sum_up}; that is not “{told.of(text)}”.")


def _pair_before(counts: Sequence[Count], said: float) -> tuple[Count, Count] | None:
    """The two latest figures of one unit that a ratio can be about."""
    usable = [
        count for count in counts if _value(count.figure) > 0 and count.figure.unit and count.figure.unit != "percent"
    ]
    for number in range(len(usable) - 1, 0, -1):
        for other in range(number - 1, -1, -1):
            one, two = usable[number], usable[other]
            if not _heads(one.figure) & _heads(two.figure):
                continue
            high, low = (one, two) if _value(one.figure) > _value(two.figure) else (two, one)
            if _value(high.figure) > _value(low.figure):
                return high, low
    return None


def _origin(claim: ProposedClaim) -> Hop | None:
    return claim.chain[-1] if claim.ends is ChainEnd.NAMED else None


def _one_origin(claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """One origin under several descriptions looks like several sources."""
    mentions: dict[str, dict[str, Span]] = {}
    for claim in claims:
        hop = _origin(claim)
        if hop is None or not hop.spans or hop.rule in {"pronoun", "short-for"}:
            continue
        mention = " ".join(hop.mention.lower().split())
        if mention.startswith("the ") and hop.rule == "the-document":
            continue
        mentions.setdefault(hop.source, {}).setdefault(mention, hop.spans[0])
    carried = {
        hop.source: hop.spans[0]
        for claim in claims
        for hop in claim.chain[1:-1]
        if hop.rule == "standfirst-credit" and hop.spans
    }
    for source, places in mentions.items():
        described = [mention for mention in places if source.lower() not in mention]
        carriers = {name: span for name, span in carried.items() if name != source}
        if len(places) >= 2 and described:
            spans = (*places.values(), *carriers.values())
            shown = ", ".join(f"“{mention}”" for mention in places)
            through = f"; {', '.join(carriers)} passes it on" if carriers else ""
            yield Conflict(
                tuple(sorted(spans)),
                "one_origin",
                f"{shown} seem to be one origin, {source}{through}: not independent sources.",
            )


def _two_credits(text: str, claims: Sequence[ProposedClaim]) -> Iterator[Conflict]:
    """The same words credited to two tellers, or an answer given to one and reported by another."""
    by_words: dict[str, ProposedClaim] = {}
    for claim in claims:
        yield from _two_channels(claim)
        hop = claim.chain[-1]
        key = " ".join(word.lower() for word in _WORD.findall(claim.text))
        if claim.ends is ChainEnd.AUTHOR or len(key.split()) < 4 or not hop.spans:
            continue
        first = by_words.setdefault(key, claim)
        other = first.chain[-1]
        if other.source != hop.source and Naming.NAMED in (other.naming, hop.naming):
            yield Conflict(
                (first.span, claim.span),
                "two_credits",
                f"The same words are credited to {other.source} and to {hop.source}.",
            )


def _two_channels(claim: ProposedClaim) -> Iterator[Conflict]:
    asked = [hop for hop in claim.chain if hop.rule == "channel" and hop.spans]
    outer = [
        hop
        for hop in claim.chain[1:-1]
        if hop.rule not in {"channel", "standfirst-credit", "republish-line", "wire-credit"}
    ]
    for one in asked[:1]:
        for other in outer[:1]:
            if other.source != one.source and other.spans:
                yield Conflict(
                    (one.spans[0], other.spans[0]),
                    "two_credits",
                    f"The words were given to {one.source} but are credited to {other.source}.",
                )


def _presupposed(text: str, claims: Sequence[ProposedClaim], attributions: Sequence[Attribution]) -> Iterator[Conflict]:
    """ "Confirmed" and "revealed" vouch for what only one source says."""
    cues: dict[str, list[Span]] = {}
    for claim in claims:
        if (
            claim.factive_cue.lower() in {"confirmed", "confirming", "revealed", "revealing", "confirms", "reveals"}
            and claim.chain
        ):
            before = text.rfind(claim.factive_cue, 0, claim.span.start)
            after = text.find(claim.factive_cue, claim.span.end)
            near = min(
                (at for at in (before, after) if at >= 0), key=lambda at: abs(at - claim.span.start), default=None
            )
            if near is not None:
                cues.setdefault(claim.chain[-1].source, []).append(Span(near, near + len(claim.factive_cue)))
    for source, spans in cues.items():
        places = tuple(sorted(set(spans)))
        words = ", ".join(f"“{span.of(text)}”" for span in places)
        verb = "presupposes" if len(places) == 1 else "presuppose"
        yield Conflict(places, "presupposed", f"{words} {verb} that it is so, although it rests on {source} alone.")
