"""The same thing counted, dated or told differently within one text."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from .dates import find_dates
from .stretches import ANYBODY, EVENT, PEOPLE, Stretch, Tally, heads, shown, value
from .types import Block, Conflict, Figure, Span

_APART = 6  # sentences between two counts of one event
_MOST = 8  # counts of a sentence, or sentences of a kind, that are held against others
_SAME_EVENT = re.compile(
    r"\b(?:the|this|that) (?:\w+ ){0,2}(?:attacks?|strikes?|raids?|blasts?|bombings?|explosions?|crash|shelling|"
    r"toll|incident|"
    r"fire|shooting|collapse|flood|earthquake|clashes|operation|massacre|protest|rally|accident)\b|\bdeath toll\b|"
    r"\btoll at\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:put|puts|putting|gave|gives|giving|recorded|counted|revised)\b.{0,40}\b(?:toll|number|deaths?|figure|"
    r"count|dead|"
    r"killed|injured|wounded)\b|\b(?:lower|higher|different|conflicting) (?:death )?(?:toll|figure|count|number)",
    re.IGNORECASE,
)
_CLOSE_WORDING = 0.7
_VOID = frozenset({"percent", "times", "years", "days", "months", "hours", "weeks", "minutes", "others", "points"})
_PAY = re.compile(
    r"\b(?:salar\w+|wages?|paid|pay(?:s|ing|ment|ments)?|in (?:return|exchange) for|volunteer\w*|sign(?:ed|ing) up|"
    r"bonus\w*)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(
    r"\b(?:draft(?:s|ed|ing)|conscript\w*|press-?gang\w*|forc\w+ (?:\w+ ){0,4}(?:into|to (?:join|fight|serve)))\b",
    re.IGNORECASE,
)
_HIRE = re.compile(r"\b(?:recruit(?:s|ed|ing)?|hir(?:es|ed|ing)|enlist(?:s|ed|ing)|volunteer\w*)\b", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:resigned|stepped down|quit)\b", re.IGNORECASE)
_SENT = re.compile(r"\b(?:was|were|been) (?:fired|sacked|dismissed|ousted|removed)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|never|denied|denies|if|whether|or|refused|threatened)\b|n't\b", re.IGNORECASE)


def headline_figures(text: str, all_: Sequence[Stretch]) -> Iterator[Conflict]:
    """The headline's count against the body's, single and added up within a sentence."""
    tops = [one for one in all_ if one.block is Block.HEADLINE]
    body = [one for one in all_ if one.block in (Block.BODY, Block.STANDFIRST)]
    for top in tops[:2]:
        for tally in (each for each in top.tallies if not each.vague):
            yield from _against(text, top, tally, body)


def _against(text: str, top: Stretch, tally: Tally, body: Sequence[Stretch]) -> Iterator[Conflict]:
    if not tally.event or not tally.is_people:
        yield from _money(text, top, tally.figure, body)
        return
    alike = [
        (one, [other for other in one.tallies if other.is_people and _event_of(other, one) == tally.event])
        for one in body
        if len(one.stems & top.stems) >= 2
    ]
    groups = [(one, found) for one, found in alike if found]
    whole = [[other for other in found if not other.partial] for _, found in groups]
    for found in whole:
        sums = [sum(other.low for other in part) for size in range(1, 5) for part in combinations(found[:6], size)]
        full = sum(other.low for other in found)
        if any(_meets(other, tally) for other in found) and not (len(found) == 2 and _is_sum(found, tally)):
            return
        if any(abs(one - value(tally.figure)) < 0.5 for one in (*sums, full)):
            return
    if _adds_up(whole, tally):
        return
    for one, found in groups[:1]:
        parts = [other for other in found if not other.partial]
        if not parts or (one.days and top.days and not one.days & top.days):
            continue
        total = sum(other.low for other in parts)
        said = " and ".join(shown(other.figure, text) for other in parts)
        more = " or more" if any(part.figure.high is None for part in parts) else ""
        tail = f", together {total:,.10g}{more}" if len(parts) > 1 else ""
        yield Conflict(
            (tally.figure.span, *(other.figure.span for other in parts)),
            "figure",
            f"The headline says {shown(tally.figure, text)}; the body says {said}{tail}.",
        )


def _event_of(tally: Tally, one: Stretch) -> str:
    """A count joined to another ("205 men and some 35 civilians") shares what befell it."""
    if tally.event:
        return tally.event
    at = one.tallies.index(tally)
    return one.tallies[at - 1].event if at else ""


def _is_sum(found: Sequence[Tally], tally: Tally) -> bool:
    """Whether two counts joined by "and" are parts of a whole that the headline should give."""
    one, other = found
    gap = other.figure.span.start - one.figure.span.end
    return gap <= 6 and value(tally.figure) < value(one.figure)


def _adds_up(groups: Sequence[Sequence[Tally]], tally: Tally) -> bool:
    """Whether counts of several sentences make up the headline's."""
    singles = [value(other.figure) for found in groups for other in found][:8]
    aim = value(tally.figure)
    return any(abs(sum(part) - aim) < 0.5 for size in range(2, 5) for part in combinations(singles, size)) or (
        len(singles) > 2 and max(singles) < aim
    )


def _meets(one: Tally, other: Tally) -> bool:
    """Whether two counts can both be right: bounds that overlap, or a round or rough one near the other."""
    if max(one.low, other.low) <= min(one.high, other.high):
        return True
    small, large = sorted((value(one.figure), value(other.figure)))
    rough = one.figure.approximate or other.figure.approximate or any(_is_round(n) for n in (small, large))
    return rough and large - small <= 0.1 * large


def _is_round(number: float) -> bool:
    return number >= 20 and number % 10 == 0


def _money(text: str, top: Stretch, figure: Figure, body: Sequence[Stretch]) -> Iterator[Conflict]:
    """A sum or measure of the headline, where the one body sentence that tells the same has another."""
    unit = figure.unit.lower()
    if not unit or unit in _VOID or heads(figure) & PEOPLE:
        return
    own = top.stems - {unit[:5]}
    same = [one for one in body[:6] if len(one.stems & own) >= max(2, round(0.6 * len(own)))]
    rivals = [other.figure for one in same for other in one.tallies if other.figure.unit.lower() == unit]
    if any(_meets(Tally(rival, "", False), Tally(figure, "", False)) for rival in rivals):
        return
    everywhere = [other.figure for one in body for other in one.tallies if other.figure.unit.lower() == unit]
    if len(rivals) == 1 and not any(abs(value(other) - value(figure)) < 0.01 * value(figure) for other in everywhere):
        yield Conflict(
            (figure.span, rivals[0].span),
            "figure",
            f"The headline says {shown(figure, text)}; the body says {shown(rivals[0], text)}.",
        )


def same_events(text: str, all_: Sequence[Stretch]) -> Iterator[Conflict]:
    """One event with two counts: told by two tellers, or twice in nearly the same words."""
    body = [one for one in all_ if one.tallies and one.block in (Block.BODY, Block.STANDFIRST)]
    for at, one in enumerate(body):
        for other in body[at + 1 : at + 1 + _APART]:
            for tally in one.tallies[:_MOST]:
                for rival in other.tallies[:_MOST]:
                    if _rivals(tally, rival) and _same_event(one, other, tally):
                        yield _two_counts(text, one, other, tally, rival)


def _rivals(tally: Tally, rival: Tally) -> bool:
    if not tally.event or tally.event != rival.event or tally.partial or rival.partial:
        return False
    if not (tally.is_people and rival.is_people) or _meets(tally, rival):
        return False
    more, others = heads(tally.figure) - PEOPLE, heads(rival.figure) - PEOPLE
    if tally.vague or rival.vague or (more and others and not more & others):
        return False
    ours, theirs = heads(tally.figure) & PEOPLE, heads(rival.figure) & PEOPLE
    return bool(ours & theirs) or (ours <= ANYBODY and theirs <= ANYBODY)


def _same_event(one: Stretch, other: Stretch, tally: Tally) -> bool:
    if one.other_time or other.other_time or (one.days and other.days and not one.days & other.days):
        return False
    shared = one.stems & other.stems
    if len(shared) >= max(4, _CLOSE_WORDING * min(len(one.stems), len(other.stems))):
        return not (one.names and other.names) or bool(one.names & other.names)
    if one.teller == other.teller or not one.names & other.names:
        return False
    if _COUNTING.search(other.words) or _COUNTING.search(one.words):
        return True
    return bool(one.teller and other.teller) and _SAME_EVENT.search(other.words) is not None


def _two_counts(text: str, one: Stretch, other: Stretch, tally: Tally, rival: Tally) -> Conflict:
    first, second = shown(tally.figure, text), shown(rival.figure, text)
    spans = (tally.figure.span, rival.figure.span)
    if one.teller and other.teller and one.teller != other.teller:
        return Conflict(
            spans, "figure", f"{one.teller} says {first}; {other.teller} says {second}: they may count the same."
        )
    return Conflict(spans, "figure", f"The text gives both {first} and {second} for what seems to be the same.")


def same_group(text: str, all_: Sequence[Stretch]) -> Iterator[Conflict]:
    """The same people said to have been drafted and hired, killed and hurt, or to have gone and been sent away."""
    body = [one for one in all_ if one.block is not Block.HEADLINE]
    yield from _drafted_or_hired(text, body)
    counted = [one for one in body if one.tallies]
    for at, one in enumerate(counted):
        for other in counted[at + 1 : at + 1 + _APART]:
            yield from _killed_or_hurt(text, one, other)
            yield from _done_or_not(text, one, other)
    left = [(one, found) for one in body if (found := _LEFT.search(one.words))][:_MOST]
    sent = [(one, found) for one in body if (found := _SENT.search(one.words))][:_MOST]
    for (one, went), (other, put_out) in product(left, sent):
        if one is not other:
            yield from _resigned_or_dismissed(one, went, other, put_out)


def _drafted_or_hired(text: str, body: Sequence[Stretch]) -> Iterator[Conflict]:
    """Drafting leaves no choice, recruiting for pay does: the words do not fit the same recruits."""
    for at, one in enumerate(body):
        force = _FORCE.search(one.words)
        if force is None or _DENIED.search(one.words[: force.start()][-30:]):
            continue
        for other in body[max(0, at - _APART) : at + 1 + _APART]:
            hire, pay = _HIRE.search(other.words), _PAY.search(other.words)
            if other is one or hire is None or pay is None or abs(one.number - other.number) > _APART:
                continue
            if len((one.stems & other.stems) - {"recru", "draft"}) < 3:
                continue
            forced = Span(one.span.start + force.start(), one.span.start + force.end())
            first, last = min(hire.start(), pay.start()), max(hire.end(), pay.end())
            hired = Span(other.span.start + first, other.span.start + last)
            yield Conflict(
                (forced, hired),
                "event",
                f"“{forced.of(text)}” leaves no choice, “{hire.group()}” with “{pay.group()}” does: that may not fit.",
            )
            return


def _killed_or_hurt(text: str, one: Stretch, other: Stretch) -> Iterator[Conflict]:
    for tally in one.tallies[:_MOST]:
        for rival in other.tallies[:_MOST]:
            if {tally.event, rival.event} != {"killed", "hurt"} or tally.partial or rival.partial:
                continue
            if value(tally.figure) != value(rival.figure) or not heads(tally.figure) & heads(rival.figure) & PEOPLE:
                continue
            kinds = {found.lastgroup for found in (*EVENT.finditer(one.words), *EVENT.finditer(other.words))}
            both = all(
                {"killed", "hurt"} <= {found.lastgroup for found in EVENT.finditer(stretch.words)}
                for stretch in (one, other)
            )
            days_apart = one.days and other.days and not one.days & other.days
            if (
                both
                or days_apart
                or other.other_time
                or not kinds
                or not (one.names & other.names or len(one.stems & other.stems) >= 4)
            ):
                continue
            yield Conflict(
                (tally.figure.span, rival.figure.span),
                "event",
                f"{shown(tally.figure, text)} are said to be {tally.event}, "
                f"{shown(rival.figure, text)} to be {rival.event}: "
                "if they are the same people, this may not agree.",
            )


def _done_or_not(text: str, one: Stretch, other: Stretch) -> Iterator[Conflict]:
    """ "Police arrested 14 students"; "the 14 students were never arrested"."""
    for tally in one.tallies[:_MOST]:
        for rival in other.tallies[:_MOST]:
            same = tally.event and tally.event == rival.event and value(tally.figure) == value(rival.figure)
            if not same or not heads(tally.figure) & heads(rival.figure) & PEOPLE or not one.names & other.names:
                continue
            if (tally.event in one.denied) != (tally.event in other.denied):
                pair = f"{shown(tally.figure, text)} and {shown(rival.figure, text)}"
                said = f"{pair}: in one place it befell them, in the other not."
                yield Conflict((tally.figure.span, rival.figure.span), "event", said)


def _resigned_or_dismissed(
    one: Stretch, left: re.Match[str], other: Stretch, sent: re.Match[str]
) -> Iterator[Conflict]:
    if _DENIED.search(one.words) or _DENIED.search(other.words):
        return
    who = _subject(one.words, left.start())
    if who and who == _subject(other.words, sent.start()):
        spans = (
            Span(one.span.start + left.start(), one.span.start + left.end()),
            Span(other.span.start + sent.start(), other.span.start + sent.end()),
        )
        said = f"{who} “{left.group()}” in one place and “{sent.group()}” in another"
        yield Conflict(spans, "event", f"{said}: this may not agree.")


def _subject(words: str, before: int) -> str:
    """The surname right before a verb."""
    found = re.search(r"([A-Z][\w’'\-]+)\s+(?:has |had |have )?$", words[:before])
    return found.group(1) if found else ""


def same_days(text: str, all_: Sequence[Stretch]) -> Iterator[Conflict]:
    """One event with two days: sentences that otherwise tell the same."""
    usable = [one for one in all_ if one.days and not one.other_time]
    for at, one in enumerate(usable):
        for other in usable[at + 1 : at + 4]:
            shared = one.stems & other.stems
            if len(shared) < max(4, _CLOSE_WORDING * min(len(one.stems), len(other.stems))):
                continue
            if not one.names & other.names or len(one.days) != 1 or len(other.days) != 1 or one.days & other.days:
                continue
            if {value(each.figure) for each in one.tallies} != {value(each.figure) for each in other.tallies}:
                continue
            first, second = find_dates(text, one.span, None), find_dates(text, other.span, None)
            events = [
                {found.group().lower()[:5] for found in EVENT.finditer(stretch.words)} for stretch in (one, other)
            ]
            if (
                len(first) == 1
                and len(second) == 1
                and _is_same_kind(text, first[0].span, second[0].span)
                and events[0] == events[1]
            ):
                said = f"“{first[0].span.of(text)}” and “{second[0].span.of(text)}”"
                yield Conflict((first[0].span, second[0].span), "date", f"What seems to be one event is dated {said}.")


def _is_same_kind(text: str, one: Span, other: Span) -> bool:
    """Two weekdays, or two days of a month: "Monday" and "4 May" may well be one day."""
    digits = [any(char.isdigit() for char in span.of(text)) for span in (one, other)]
    return digits[0] == digits[1]
