"""Changes and multiples done again: "rose 50 % from 10 to 14", "six times higher", "doubled"."""

import re
from collections.abc import Iterator, Sequence

from .numbers import ABOUT, NUMBER, are_years, at_of, number_of
from .stretches import Stretch, heads, shown, value
from .types import Conflict, Figure, Span

_UP = (
    r"ros[e]|risen|rising|rises?|gr[eo]w|grows|grown|growing|growth|increas\w+|"
    r"climb\w+|jump\w+|surg\w+|soar\w+|gain\w*|up|went up|doubl\w+|tripl\w+|quadrupl\w+"
)
_DOWN = (
    r"fell|fallen|falling|falls?|drop\w*|declin\w+|decreas\w+|down|went down|shrank|"
    r"shrunk|shrink\w*|slid|slump\w*|plung\w+|cut|reduc\w+|halv\w+|lower\w*"
)
_WAY = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|bn|m)\b)?"
_UNIT = (
    r"(?:\s?(?:%|per cent|percent|percentage points?|"
    r"(?!to\b|from\b|in\b|on\b|and\b|by\b|or\b|for\b|at\b)[a-z][a-z\-]+)){0,3}"
)
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:about |around |some |nearly |roughly |just )?(?P<a>{NUMBER}{_SCALE}){_UNIT}(?:\s+(?:in|on|at|last|a "
    rf"year|a month)[^.;,]{{0,30}}?)?,?\s+to\s+"
    rf"(?:about |around |some |nearly |roughly |just )?(?P<b>{NUMBER}{_SCALE})(?P<unit>{_UNIT})"
    rf"|\bto\s+(?:about |around |some |nearly |roughly |just )?(?P<b2>{NUMBER}{_SCALE}){_UNIT}(?:\s+(?:in|on|at|"
    rf"last)[^.;,]{{0,25}}?)?,?\s+(?:up |down )?from\s+"
    rf"(?:about |around |some |nearly |roughly |just )?(?P<a2>{NUMBER}{_SCALE})(?P<unit2>{_UNIT})",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s?(?:%|per cent|percent)(?!\s*(?:age )?points?)", re.IGNORECASE)
_BY = re.compile(
    rf"\b(?:by|up|down|(?:an? )?(?:rise|fall|increase|drop|decline|gain|loss) "
    rf"of)\s+(?P<n>{NUMBER}{_SCALE})(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_FOLD = re.compile(
    r"\b(?:(?P<hedge>more than|almost|nearly|about|roughly|over|virtually|practically)\s+)?(?:(?P<two>doubl(?:ed|"
    r"ing|es?))|(?P<three>tripl(?:ed|ing|es?)"
    r"|trebl(?:ed|ing|es?))|(?P<four>quadrupl(?:ed|ing|es?))|(?P<half>halv(?:ed|ing|es?)))\b",
    re.IGNORECASE,
)
_FOLDS = {"two": 2.0, "three": 3.0, "four": 4.0, "half": 0.5}
_TIMES = re.compile(
    r"\b(?:(?P<about>about|around|some|nearly|almost|roughly|more than|over|at least)\s+)?(?P<n>\d+(?:\.\d+)?|two|"
    r"three|four|five"
    r"|six|seven|eight|nine|ten|twelve|twenty)\s+times\s+(?P<how>higher|more|greater|larger|bigger|as (?:high|much|"
    r"many|large|big)|the|what|lower|less)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(r"^\W*(?:this|that|it|these|which|(?:the|their|his|her|its) new|by comparison|in other words)\b", re.IGNORECASE)
_THAN = re.compile(rf"\s*(?:than|as)\s+(?:the\s+|in\s+)?(?P<n>{NUMBER})\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|if|would|could|should|may|might|unless|until)\b|n't\b", re.IGNORECASE)


def changes_and_multiples(text: str, all_: Sequence[Stretch]) -> Iterator[Conflict]:
    """Whatever does not come out as the text says it does."""
    for at, one in enumerate(all_):
        if one.tallies:
            yield from _changes(text, one)
        if " times " in one.words:
            yield from _multiples(text, all_, at)


def _step(words: str, said: float) -> float:
    """Half the last digit shown: what rounding may hide."""
    digits = words.strip("$€£¥ ").split()[0]
    if "." in digits:
        return float(0.5 * 10 ** -len(digits.split(".")[1])) * (
            said / number if (number := float(digits.replace(",", ""))) else 1.0
        )
    plain = digits.replace(",", "")
    zeros = max(0, min(len(plain) - len(plain.rstrip("0")), len(plain) - 3))  # three digits at least are meant
    return float(0.5 * 10**zeros) * max(1.0, said / float(plain) if plain.isdigit() and float(plain) else 1.0)


def _changes(text: str, one: Stretch) -> Iterator[Conflict]:
    """ "Rose 50 % from 10 to 14", "down by 3 from 12 to 8", "doubled from 10 to 15", "fell from 8 to 12"."""
    pairs = list(_FROM_TO.finditer(one.words))
    if len(pairs) != 1:
        return
    pair = pairs[0]
    first, second = ("a", "b") if pair.group("a") else ("a2", "b2")
    a, b = number_of(pair.group(first)), number_of(pair.group(second))
    clause_start = (
        max((one.words.rfind(mark, 0, pair.start()) for mark in (";", " while ", " but ", " and ")), default=-1) + 1
    )
    lead = one.words[clause_start : pair.start()]
    ways = list(_WAY.finditer(lead))
    if a is None or b is None or a <= 0 or not ways or are_years(pair, first, second) or _NEGATED.search(lead):
        return
    spans = (at_of(one, pair, first), at_of(one, pair, second))
    way, told = ways[-1], at_of(one, ways[-1])
    if (
        a != b
        and bool(way.group("up")) != (b > a)
        and not (way.group().lower() in ("cut", "up", "down") or len(ways) > 1)
    ):
        yield Conflict(
            (told, *spans),
            "arithmetic",
            f"“{way.group()}” does not fit from {pair.group(first)} to {pair.group(second)}.",
        )
        return
    tail = one.words[pair.end() : pair.end() + 60]
    begin = max(0, ways[0].start() - 14)
    near = lead[begin:] + " " * (pair.end() - pair.start()) + tail
    offset = one.span.start + clause_start + begin
    is_percent = "%" in pair.group() or "per cent" in pair.group().lower() or "percent" in pair.group().lower()
    yield from _percent_change(text, pair, (first, second), (a, b), (near, offset, spans), is_percent)


def _percent_change(
    text: str,
    pair: re.Match[str],
    names: tuple[str, str],
    numbers: tuple[float, float],
    place: tuple[str, int, tuple[Span, Span]],
    is_percent: bool,
) -> Iterator[Conflict]:
    (a, b), (near, offset, spans) = numbers, place
    slack_a, slack_b = _step(pair.group(names[0]), a), _step(pair.group(names[1]), b)
    said = f"from {pair.group(names[0]).strip()} to {pair.group(names[1]).strip()}"
    percent = None if is_percent else _PERCENT.search(near)
    if percent and not re.search(
        r"\b(?:year|month|since|compared|annual|quarter)\b", near[percent.end() : percent.end() + 25]
    ):
        true, told = abs(b - a) / a * 100, float(percent.group("n"))
        most = (abs(b - a) + slack_a + slack_b) / max(a - slack_a, 1e-9) * 100
        least = max(abs(b - a) - slack_a - slack_b, 0) / (a + slack_a) * 100
        hedge = 0.1 * told if ABOUT.search(near[: percent.start()]) else 0.0
        if not least - 0.6 - hedge <= told <= most + 0.6 + hedge:
            span = Span(offset + percent.start(), offset + percent.end())
            yield Conflict(
                (span, *spans), "arithmetic", f"{said} is a change of {true:.3g} per cent, not “{span.of(text)}”."
            )
        return
    fold = _FOLD.search(near)
    if fold:
        factor = next(_FOLDS[name] for name in _FOLDS if fold.group(name))
        ratio, wide = b / a, 0.25 if fold.group("hedge") else 0.12
        more = (fold.group("hedge") or "").lower() in ("more than", "over")
        if not (abs(ratio - factor) <= wide * factor or (more and (ratio > factor) == (factor > 1))):
            span = Span(offset + fold.start(), offset + fold.end())
            yield Conflict((span, *spans), "arithmetic", f"{said} is {ratio:.3g} times as much, not “{span.of(text)}”.")
        return
    by = _BY.search(near)
    told_by = number_of(by.group("n")) if by else None
    if (
        by
        and told_by is not None
        and not re.match(r"\s?(?:%|per cent|percent)", by.group("unit") or "")
        and not re.match(r"\s?(?:%|per)", near[by.end("n") :])
    ):
        room = slack_a + slack_b + _step(by.group("n"), told_by)
        exact = all(number == int(number) and number < 1000 for number in (a, b, told_by))
        if abs(abs(b - a) - told_by) > (0.01 if exact else room) and not ABOUT.search(near[: by.start("n")]):
            span = Span(offset + by.start(), offset + by.end())
            yield Conflict(
                (span, *spans),
                "arithmetic",
                f"{said} is a difference of {abs(b - a):.10g}, not “{' '.join(span.of(text).split())}”.",
            )


def _multiples(text: str, all_: Sequence[Stretch], at: int) -> Iterator[Conflict]:
    """ "Six times higher" of 350,000 against 50,000: seven times as high, so right only as an increase."""
    one = all_[at]
    for found in _TIMES.finditer(one.words):
        said = number_of(found.group("n"))
        pair = _pair_within(text, one, found) or _pair_for(all_, at)
        if pair is None or not said or found.group("how").lower() in ("lower", "less"):
            continue
        high, low = pair
        ratio, told = value(high) / value(low), at_of(one, found)
        loose = 0.25 if found.group("about") else 0.08
        as_much = found.group("how").lower().startswith(("as ", "the", "what"))
        if abs(ratio - said) <= loose * said and not (
            found.group("about") and abs(ratio - 1 - said) < 0.05 and not as_much
        ):
            continue
        if (found.group("about") or "").lower() in ("more than", "over", "at least") and ratio > said:
            continue
        sum_up = f"{shown(high, text)} against {shown(low, text)} is {ratio:.3g} times as much"
        spans = (high.span, low.span, told)
        if abs(ratio - 1 - said) <= 0.1 * said and not as_much:
            tail = f"“{told.of(text)}” holds only if read as an increase of {said:g} times."
            yield Conflict(spans, "arithmetic", f"{sum_up}; {tail}")
        else:
            yield Conflict(spans, "arithmetic", f"{sum_up}; that is not “{told.of(text)}”.")


def _pair_within(text: str, one: Stretch, found: re.Match[str]) -> tuple[Figure, Figure] | None:
    """ "From $500 to $2,000, three times as much"; "400 people, five times more than the 80 of 2010"."""
    pairs = list(_FROM_TO.finditer(one.words))
    if len(pairs) == 1 and pairs[0].group("a") and not are_years(pairs[0], "a", "b"):
        return _ordered(*(_plain(text, at_of(one, pairs[0], name)) for name in ("a", "b")))
    than = _THAN.match(one.words, found.end())
    before = [tally.figure for tally in one.tallies if tally.figure.span.end <= one.span.start + found.start()]
    if than and before and one.span.start + found.start() - before[-1].span.end <= 4:
        return _ordered(before[-1], _plain(text, at_of(one, than, "n")))
    return None


def _plain(text: str, span: Span) -> Figure:
    number = number_of(span.of(text))
    return Figure(span, number, number, "", False)


def _pair_for(all_: Sequence[Stretch], at: int) -> tuple[Figure, Figure] | None:
    """The two figures of one unit a ratio is about: of its own sentence, or of those it plainly refers back to."""
    one = all_[at]
    own = [tally.figure for tally in one.tallies if not re.match(r"times\b", tally.figure.unit)]
    same = [figure for figure in own if value(figure) > 0 and figure.unit and figure.unit != "percent"]
    if len(same) == 2 and heads(same[0]) & heads(same[1]):
        return _ordered(*same)
    if same or not (_REFERS.match(one.words) or _REFERS.match(one.words[12:])):
        return None
    earlier = [
        (stretch, tally.figure)
        for stretch in all_[max(0, at - 7) : at]
        for tally in stretch.tallies
        if value(tally.figure) > 0 and tally.figure.unit and tally.figure.unit != "percent"
    ]
    if not earlier or earlier[-1][0] is not all_[at - 1]:
        return None
    near_stretch, near = earlier[-1]
    for stretch, figure in reversed(earlier[:-1]):
        if not heads(figure) & heads(near) or value(figure) == value(near):
            continue
        topic = (stretch.stems & near_stretch.stems) - {word[:5] for word in heads(near)}
        if topic & one.stems or len(topic) > 1 or (stretch in (near_stretch, all_[at - 2]) and at >= 2):
            return _ordered(figure, near)
    return None


def _ordered(one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    high, low = (one, other) if value(one) > value(other) else (other, one)
    return (high, low) if value(high) > value(low) > 0 else None
