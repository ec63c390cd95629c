"""The rules of the desk: what each kind demands, as a table; when a reason holds and when it is void."""

from dataclasses import replace
from itertools import product

import pytest

from verifier.kernel.errors import RuleBroken
from verifier.provenance.independence import OriginCount
from verifier.provenance.types import ChainEnd, Stance
from verifier.verdicts.demands import (
    MOST_RULES,
    Ground,
    breaches,
    check_rules,
    holding,
    side_of,
    spell,
    unanswered,
)
from verifier.verdicts.scales import CONTENT
from verifier.verdicts.types import Breach, DeskRule, Override, RuleKind, RuleSet

RATINGS = tuple(one.key for one in CONTENT.ratings)
NOTHING = Ground(OriginCount(0, 0), OriginCount(0, 0), ChainEnd.NAMED)


def rules_of(kind: RuleKind, *ratings: str, active: bool = True, minimum: int = 0) -> RuleSet:
    return RuleSet(1, (DeskRule(1, kind, active, ratings or RATINGS, minimum),))


@pytest.mark.parametrize("content", RATINGS)
@pytest.mark.parametrize(("low", "high"), [(0, 0), (1, 1), (1, 3), (2, 2), (2, 4), (3, 3)])
@pytest.mark.parametrize("side", [Stance.SUPPORTS, Stance.REFUTES])
@pytest.mark.parametrize("document", [None, Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT])
def test_two_origins_on_the_right_side_or_a_document_there(
    content: str, low: int, high: int, side: Stance, document: Stance | None
) -> None:
    count = OriginCount(low, high)
    ground = replace(
        NOTHING,
        supporting=count if side is Stance.SUPPORTS else OriginCount(0, 0),
        refuting=count if side is Stance.REFUTES else OriginCount(0, 0),
        primary=frozenset({document} if document else ()),
    )
    wanted = {"true": {Stance.SUPPORTS}, "mostly_true": {Stance.SUPPORTS}}
    wanted |= {"false": {Stance.REFUTES}, "mostly_false": {Stance.REFUTES}}
    sides = wanted.get(content, {Stance.SUPPORTS, Stance.REFUTES})
    is_enough = (side in sides and low >= 2) or document in sides
    found = breaches(rules_of(RuleKind.RATING_NEEDS, minimum=2), content, ground)
    assert bool(found) is not is_enough
    assert all(one.place == "sources" for one in found)


@pytest.mark.parametrize("content", RATINGS)
@pytest.mark.parametrize("end", list(ChainEnd))
def test_no_verdict_on_content_while_the_trail_is_open(content: str, end: ChainEnd) -> None:
    free = ("unproven", "unverifiable")
    rules = rules_of(RuleKind.NO_CONTENT_WHILE_UNKNOWN, *(one for one in RATINGS if one not in free))
    found = breaches(rules, content, replace(NOTHING, end=end))
    assert bool(found) is (end in {ChainEnd.UNKNOWN, ChainEnd.CIRCULAR} and content not in free)
    assert all(one.place == "chain" for one in found)


@pytest.mark.parametrize(("content", "originals"), list(product(("altered", "true"), (0, 1, 5))))
def test_an_original_is_wanted_for_the_chosen_ratings_alone(content: str, originals: int) -> None:
    found = breaches(rules_of(RuleKind.NEEDS_ORIGINAL, "altered"), content, replace(NOTHING, originals=originals))
    assert bool(found) is (content == "altered" and not originals)


@pytest.mark.parametrize("stances", [set(), {Stance.SUPPORTS}, {Stance.REFUTES}, {Stance.CONTEXT}, set(Stance)])
def test_the_other_side_was_heard(stances: set[Stance]) -> None:
    ground = replace(NOTHING, stances=frozenset(stances))
    found = breaches(rules_of(RuleKind.NEEDS_REFUTING_SOUGHT, "true"), "true", ground)
    assert bool(found) is not bool(stances - {Stance.SUPPORTS})


@pytest.mark.parametrize("kind", list(RuleKind))
@pytest.mark.parametrize("content", [*RATINGS, "", "nonsense"])
def test_a_rule_that_is_off_or_for_other_ratings_asks_nothing(kind: RuleKind, content: str) -> None:
    ground = replace(NOTHING, end=ChainEnd.UNKNOWN)
    assert breaches(rules_of(kind, active=False, minimum=2), content, ground) == ()
    others = tuple(one for one in RATINGS if one != content)
    assert breaches(rules_of(kind, *others, minimum=2), content, ground) == ()
    assert bool(breaches(rules_of(kind, minimum=2), content, ground)) is (content in RATINGS)


def test_a_breach_says_what_is_lacking() -> None:
    rules = rules_of(RuleKind.RATING_NEEDS, minimum=2)
    told = breaches(rules, "true", replace(NOTHING, supporting=OriginCount(1, 3)))[0]
    assert told.message == (
        "“True” needs 2 independent origins or a first-hand document with its original; "
        "the supporting sources show 1 to 3 origins."
    )
    assert "the refuting sources show no origin" in breaches(rules, "false", NOTHING)[0].message


def test_every_rating_has_its_side() -> None:
    assert {one: side_of(one) for one in ("true", "mostly_true", "mixed", "mostly_false", "false", "satire")} == {
        "true": Stance.SUPPORTS,
        "mostly_true": Stance.SUPPORTS,
        "mixed": None,
        "mostly_false": Stance.REFUTES,
        "false": Stance.REFUTES,
        "satire": None,
    }


BROKEN = (Breach(1, "One origin.", "sources"), Breach(2, "No end.", "chain"))


def test_a_reason_holds_for_exactly_the_breach_it_was_written_for() -> None:
    first, second = Override(1, "One origin.", "Nobody else."), Override(2, "No end.", "It is lost.")
    assert unanswered(BROKEN, (first, second)) == ()
    assert unanswered(BROKEN, (first,)) == BROKEN[1:]
    assert holding(BROKEN, (second, first)) == (first, second)
    for void in (
        replace(first, rule=2),
        replace(first, breach="1 to 2 origins."),
        replace(first, reason="  "),
    ):
        assert unanswered(BROKEN[:1], (void,)) == BROKEN[:1]
        assert holding(BROKEN[:1], (void,)) == ()
    assert holding(BROKEN[1:], (first, second)) == (second,)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (DeskRule(1, RuleKind.NEEDS_ORIGINAL, True, ()), "rule_ratings_missing"),
        (DeskRule(1, RuleKind.NEEDS_ORIGINAL, False, ("unverified",)), "rule_rating_unknown"),
        (DeskRule(1, RuleKind.RATING_NEEDS, True, ("true",), 0), "rule_minimum_odd"),
        (DeskRule(1, RuleKind.RATING_NEEDS, False, (), 10), "rule_minimum_odd"),
    ],
)
def test_rules_that_mean_nothing_are_refused(rule: DeskRule, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_rules([rule])
    assert refused.value.code == code


def test_a_desk_has_so_many_rules() -> None:
    one = DeskRule(1, RuleKind.NEEDS_ORIGINAL, False)
    check_rules([one] * MOST_RULES)
    with pytest.raises(RuleBroken):
        check_rules([one] * (MOST_RULES + 1))


def test_a_rule_is_a_sentence() -> None:
    rule = DeskRule(1, RuleKind.RATING_NEEDS, True, ("false", "true"), 2)
    assert spell(rule).startswith("True or False: needs at least 2 independent origins")
    assert spell(replace(rule, ratings=("true",), minimum=1)).startswith("True: needs at least 1 independent origin,")
    assert spell(replace(rule, ratings=())).startswith("No rating yet:")
    assert spell(replace(rule, ratings=RATINGS)).startswith("Every rating:")
    most = tuple(one for one in RATINGS if one not in {"true", "satire", "mixed"})
    assert spell(replace(rule, ratings=most)).startswith("Every rating but True, Mixed and Satire:")
