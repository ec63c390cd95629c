"""The rules of the desk: what a rating demands of the evidence, and where the evidence falls short.

The rules are data that a newsroom edits; here stand their kinds and what each kind means. A rule that is broken can be
set aside with a reason, which is then part of what is signed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verifier.kernel.errors import RuleBroken
from verifier.provenance.independence import OriginCount, in_words
from verifier.provenance.types import ChainEnd, Stance
from verifier.verdicts.scales import CONTENT
from verifier.verdicts.types import Breach, DeskRule, Override, RuleKind, RuleSet

MOST_ORIGINS = 9
MOST_RULES = 20
NEARER_TRUE, NEARER_FALSE = 4, 2


@dataclass(frozen=True, slots=True)
class Ground:
    """What a verdict rests on, as the rules see it.

    ``primary`` are the stances of first-hand documents with a captured original, ``stances`` those of every statement
    but the article's own, ``originals`` how many of these have a captured original.
    """

    supporting: OriginCount
    refuting: OriginCount
    end: ChainEnd
    primary: frozenset[Stance] = frozenset()
    stances: frozenset[Stance] = frozenset()
    originals: int = 0


def side_of(content: str) -> Stance | None:
    """The side on which this rating needs its evidence; None where either will do."""
    number = CONTENT.rating(content).number
    if number is not None and number >= NEARER_TRUE:
        return Stance.SUPPORTS
    return Stance.REFUTES if number is not None and number <= NEARER_FALSE else None


def breaches(rules: RuleSet, content: str, ground: Ground) -> tuple[Breach, ...]:
    """Every active rule that a verdict with this content rating breaks, in the order of the rules.

    An empty or unknown rating breaks none: there is nothing to hold against it yet.
    """
    if content not in {one.key for one in CONTENT.ratings}:
        return ()
    return tuple(_broken(rules.rules, content, ground))


def _broken(rules: Sequence[DeskRule], content: str, ground: Ground) -> Iterator[Breach]:
    label = CONTENT.rating(content).label
    for rule in rules:
        if not rule.active or content not in rule.ratings:
            continue
        words, place = _shortfall(rule, content, ground)
        if words:
            yield Breach(rule.number, f"“{label}” {words}", place)


def _shortfall(rule: DeskRule, content: str, ground: Ground) -> tuple[str, str]:
    """What is lacking, and the part of the workbench where it is mended; "" where nothing is."""
    match rule.kind:
        case RuleKind.RATING_NEEDS:
            return _too_few(rule.minimum, side_of(content), ground), "sources"
        case RuleKind.NO_CONTENT_WHILE_UNKNOWN:
            ends = {ChainEnd.UNKNOWN: "breaks before anybody is known", ChainEnd.CIRCULAR: "runs in a circle"}
            return (f"cannot be said while the trail {ends[ground.end]}." if ground.end in ends else ""), "chain"
        case RuleKind.NEEDS_ORIGINAL:
            return "" if ground.originals else "needs a captured original; no source here has one.", "sources"
        case RuleKind.NEEDS_REFUTING_SOUGHT:
            heard = ground.stances & {Stance.REFUTES, Stance.CONTEXT}
            return "" if heard else "needs a source that refutes or explains; none was added.", "sources"


def _too_few(minimum: int, side: Stance | None, ground: Ground) -> str:
    counts = {Stance.SUPPORTS: ground.supporting, Stance.REFUTES: ground.refuting}
    asked = [side] if side else list(counts)
    best = max((counts[one] for one in asked), key=lambda count: (count.low, count.high))
    if best.low >= minimum or ground.primary.intersection(asked):
        return ""
    if side is None:
        who = "the stronger side shows"
    else:
        who = "the supporting sources show" if side is Stance.SUPPORTS else "the refuting sources show"
    origins = "1 independent origin" if minimum == 1 else f"{minimum} independent origins"
    return f"needs {origins} or a first-hand document with its original; {who} {in_words(best)}."


def spell(rule: DeskRule) -> str:
    """A rule as a sentence, for people who judge and for readers."""
    origins = "1 independent origin" if rule.minimum == 1 else f"{rule.minimum} independent origins"
    demand = {
        RuleKind.RATING_NEEDS: f"needs at least {origins}, or a first-hand document with its captured original",
        RuleKind.NO_CONTENT_WHILE_UNKNOWN: "cannot be said while the trail breaks before anybody is known, or runs in"
        " a circle",
        RuleKind.NEEDS_ORIGINAL: "needs at least one source with a captured original",
        RuleKind.NEEDS_REFUTING_SOUGHT: "needs at least one source that refutes or explains the claim",
    }
    return f"{_named(rule.ratings)}: {demand[rule.kind]}."


def _named(ratings: Sequence[str]) -> str:
    """Ratings in words; where few are left out, by those."""
    within = [one.label for one in CONTENT.ratings if one.key in ratings]
    without = [one.label for one in CONTENT.ratings if one.key not in ratings]
    if not within:
        return "No rating yet"
    if not without:
        return "Every rating"
    return _listed(within, "or") if len(within) <= len(without) else f"Every rating but {_listed(without, 'and')}"


def _listed(words: Sequence[str], joint: str) -> str:
    return f" {joint} ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def unanswered(found: Iterable[Breach], overrides: Iterable[Override]) -> tuple[Breach, ...]:
    """The breaches for which no reason is written. A reason holds for exactly the breach it was written for."""
    held = {(one.rule, one.breach) for one in overrides if one.reason.strip()}
    return tuple(one for one in found if (one.rule, one.message) not in held)


def holding(found: Iterable[Breach], overrides: Iterable[Override]) -> tuple[Override, ...]:
    """The reasons that hold for what is broken now, in the order of the rules; every other is void."""
    broken = {(one.rule, one.message) for one in found}
    kept = {one.rule: one for one in overrides if (one.rule, one.breach) in broken and one.reason.strip()}
    return tuple(kept[number] for number in sorted(kept))


def check_rules(rules: Sequence[DeskRule]) -> None:
    """Raise RuleBroken for rules that mean nothing: without a rating, on none of the scale, with an odd minimum."""
    known = {one.key for one in CONTENT.ratings}
    if len(rules) > MOST_RULES:
        raise RuleBroken("rules_many", f"Keep at most {MOST_RULES} rules; change one that is switched off.")
    for rule in rules:
        if set(rule.ratings) - known:
            raise RuleBroken("rule_rating_unknown", "Choose ratings from the list.", f"ratings-{rule.number}")
        if rule.active and not rule.ratings:
            words = "Choose the ratings for which this rule is there, or switch it off."
            raise RuleBroken("rule_ratings_missing", words, f"ratings-{rule.number}")
        if rule.kind is RuleKind.RATING_NEEDS and not 1 <= rule.minimum <= MOST_ORIGINS:
            words = f"Write a number from 1 to {MOST_ORIGINS}."
            raise RuleBroken("rule_minimum_odd", words, f"minimum-{rule.number}")
