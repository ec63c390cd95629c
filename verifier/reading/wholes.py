"""Parts against their whole, shares, ranges and votes: what cannot add up."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .numbers import ABOUT, NUMBER, SMALL, are_years, at_of, number_of
from .stretches import Stretch, Tally, heads, shown, value
from .types import Conflict

_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|bn|m)\b)?"
_OF = re.compile(
    r"\b(?P<a>\d+(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:out )?of\s+(?:the|"
    r"its|their|his|her|all|those|a total of)?\s*"
    r"(?P<b>\d+(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<noun>[a-z]{4,}s\b|"
    r"people|men|women|children)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?P<a>{NUMBER})\s+(?:out )?of\s+(?:the |its |their |all )?(?P<b>{NUMBER})\b[^.;()]{{0,30}}?(?:,|\(|–|—|"
    rf"\bor)\s*(?:or\s+)?(?:about |around |some |roughly |nearly )?"
    r"(?P<p>\d+(?:\.\d+)?)\s?(?:%|per cent|percent)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\bbetween\s+(?P<a>{NUMBER})(?P<unit>{_SCALE})\s+and\s+(?P<b>{NUMBER})(?P<unit2>{_SCALE})(?!\s*(?:,|\.)?\d)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?P<join>including|among them|of whom|of them|of which|comprising|made up of|consisting of|namely)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|some|most|many|half|all|none)\s+$", re.IGNORECASE
)
_FATES = frozenset({"killed", "rescued", "missing"})
_LIST = re.compile(
    rf"\s*(?:,\s*|;\s*|\band\s+|,\s*and\s+)?(?P<n>{NUMBER}|{SMALL})\b(?P<what>(?:\s+(?!and\b)[\w’'-]+){{0,5}})",
    re.IGNORECASE,
)
_BY_PLACE = re.compile(
    rf"\b(?P<a>{NUMBER}|{SMALL})\s+of (?:them|whom) in (?P<x>[A-Z][\w-]+),?\s+and (?P<b>{NUMBER}|{SMALL}) in "
    rf"(?P<y>[A-Z][\w-]+)"
)
_OF_ALL = re.compile(rf"\b[Oo]f (?:the|its|their|all) (?P<n>{NUMBER}|{SMALL}) ", re.IGNORECASE)
_VOTES = re.compile(
    r"(?P<a>\d+(?:\.\d+)?)\s?(?:%|per ?cent) of (?:the )?votes?,? (?:against|to|compared (?:with|to)|while) "
    r"[^.;]{0,40}?"
    r"(?P<b>\d+(?:\.\d+)?)\s?(?:%|per ?cent)",
    re.IGNORECASE,
)


def parts_and_shares(text: str, all_: Sequence[Stretch]) -> Iterator[Conflict]:
    """Whatever does not add up, sentence by sentence."""
    for one in all_:
        if one.tallies:
            yield from _shares(text, one)
            yield from _ranges(text, one)
            yield from _parts(text, one)
            yield from _lists(text, one)


def _shares(text: str, one: Stretch) -> Iterator[Conflict]:
    """ "12 of the 10 members"; "20 of 50, or 60 per cent"."""
    for found in _SHARE.finditer(one.words):
        a, b, told = number_of(found.group("a")), number_of(found.group("b")), float(found.group("p"))
        if a and b and b > a:
            true = a / b * 100
            room = 0.6 + 0.05 * true if "." not in found.group("p") else 0.15
            if abs(true - told) > room + (0.05 * told if ABOUT.search(one.words[: found.start("p")]) else 0):
                spans = tuple(at_of(one, found, name) for name in ("a", "b", "p"))
                yield Conflict(
                    spans,
                    "arithmetic",
                    f"{found.group('a')} of {found.group('b')} is {true:.3g} per cent, not {found.group('p')}.",
                )
    for found in _OF.finditer(one.words):
        a, b = number_of(found.group("a")), number_of(found.group("b"))
        if a and b and a > b > 1:
            spans = (at_of(one, found, "a"), at_of(one, found, "b"))
            yield Conflict(
                spans, "arithmetic", f"{found.group('a')} cannot be “of” {found.group('b')} {found.group('noun')}."
            )


def _ranges(text: str, one: Stretch) -> Iterator[Conflict]:
    """ "Between 300 and 200": a range the wrong way round."""
    for found in _BETWEEN.finditer(one.words):
        a = number_of(found.group("a") + found.group("unit"))
        b = number_of(found.group("b") + found.group("unit2"))
        scaled = found.group("unit") or not found.group("unit2")
        if a and b and a > b and scaled and not are_years(found, "a", "b"):
            yield Conflict((at_of(one, found),), "arithmetic", f"“{found.group()}” is a range the wrong way round.")


def _parts(text: str, one: Stretch) -> Iterator[Conflict]:
    """Parts that are more than their whole: "12 people, including 9 women and 7 children"."""
    for found in _PARTS.finditer(one.words):
        place = one.span.start + found.start()
        clause = re.split(
            r"[.;:]|\bwhile\b|\bwith\b|\bafter\b|\bwhen\b|\bwho\b|\bin (?=[A-Z])|\bwere\b(?=.*\bwere\b)",
            one.words[found.end() :],
        )[0]
        end = one.span.start + found.end() + len(clause)
        whole = [tally for tally in one.tallies if tally.figure.span.end <= place and tally.is_people]
        parts = [tally for tally in one.tallies if place < tally.figure.span.start < end and tally.is_people]
        if not whole or not parts or not _are_listed(text, parts):
            continue
        lead = text[place + len(found.group()) : parts[0].figure.span.start]
        if len(lead.strip()) > 0 or _COUNTED.search(one.words[: found.start()]):
            continue
        first = whole[-1]
        if (
            place - first.figure.span.end > 40
            or first.figure.high is None
            or (first.event not in ("", parts[0].event) and parts[0].event)
        ):
            continue
        total = sum(value(tally.figure) for tally in parts)
        over = total > value(first.figure) * (1.05 if first.figure.approximate else 1.0)
        exhaustive = found.group("join").lower() in ("comprising", "made up of", "consisting of", "namely")
        short = (
            exhaustive
            and len(parts) > 1
            and total < value(first.figure)
            and all(not tally.figure.approximate for tally in (first, *parts))
        )
        if over or short:
            listed = ", ".join(shown(tally.figure, text) for tally in parts)
            spans = (first.figure.span, *(tally.figure.span for tally in parts))
            more = "more" if over else "less"
            yield Conflict(
                spans,
                "arithmetic",
                f"{listed} make {total:.10g}, {more} than the {shown(first.figure, text)} they are part of.",
            )


def _lists(text: str, one: Stretch) -> Iterator[Conflict]:
    """ "Forty people died: 25 men, 10 women and eight children"; "18 killed, 12 of them in Kasr and nine in Tamra"."""
    colon = one.words.find(": ")
    exact = [tally for tally in one.tallies if not tally.figure.approximate and tally.figure.low == tally.figure.high]
    if colon > 0:
        before = [tally for tally in exact if tally.figure.span.end <= one.span.start + colon]
        found = list(_listed(one.words, colon + 1))
        if len(before) == 1 and len(found) >= 2 and "percent" not in before[0].figure.unit:
            numbers = [number_of(match.group("n")) or 0.0 for match in found]
            total, whole = sum(numbers), value(before[0].figure)
            if total != whole and 0.5 < total / (whole or 1) < 1.5:
                spans = (before[0].figure.span, *(at_of(one, match, "n") for match in found))
                said = f"The parts listed make {total:.10g}, not {shown(before[0].figure, text)}."
                yield Conflict(spans, "arithmetic", said)
    split = _BY_PLACE.search(one.words)
    if split:
        a, b = number_of(split.group("a").lower()), number_of(split.group("b").lower())
        lead = [tally for tally in exact if tally.figure.span.end <= one.span.start + split.start() and tally.is_people]
        if a and b and lead and a + b > value(lead[-1].figure):
            spans = (lead[-1].figure.span, at_of(one, split, "a"), at_of(one, split, "b"))
            yield Conflict(
                spans, "arithmetic", f"{a + b:.10g} in two places is more than {shown(lead[-1].figure, text)}."
            )
    yield from _fates(text, one)


def _listed(words: str, at: int) -> Iterator[re.Match[str]]:
    """The counts of a list that fills the rest of a sentence; nothing where something else follows."""
    found = []
    while match := _LIST.match(words, at):
        found.append(match)
        at = match.end()
    if words[at:].strip(' .”"'):
        return
    yield from found


def _fates(text: str, one: Stretch) -> Iterator[Conflict]:
    """ "Of the 50 passengers, 30 were rescued and 25 drowned": nobody has two fates."""
    whole = _OF_ALL.search(one.words)
    total = number_of(whole.group("n").lower()) if whole else None
    votes = _VOTES.search(one.words)
    if votes and float(votes.group("a")) + float(votes.group("b")) > 101:
        spans = (at_of(one, votes, "a"), at_of(one, votes, "b"))
        yield Conflict(
            spans, "arithmetic", f"{votes.group('a')} and {votes.group('b')} per cent of the vote are more than all."
        )
    if whole is None or total is None:
        return
    behind = one.span.start + whole.end()
    fates = [
        tally for tally in one.tallies if tally.figure.span.start > behind and tally.event in _FATES and not tally.vague
    ]
    if len({tally.event for tally in fates}) == len(fates) >= 2 and sum(value(tally.figure) for tally in fates) > total:
        listed = " and ".join(shown(tally.figure, text) for tally in fates)
        places = (at_of(one, whole, "n"), *(tally.figure.span for tally in fates))
        yield Conflict(places, "arithmetic", f"{listed} are more than the {whole.group('n')} there were.")


def _are_listed(text: str, parts: Sequence[Tally]) -> bool:
    """Whether the parts stand in one list, told apart by what they are: otherwise they may count the same people."""
    gaps = [text[one.figure.span.end : other.figure.span.start] for one, other in pairwise(parts)]
    apart = [heads(tally.figure) for tally in parts]
    return all(re.fullmatch(r",?\s*(?:and|plus)?\s*", gap) for gap in gaps) and not (
        len(parts) > 1 and set.intersection(*apart)
    )
