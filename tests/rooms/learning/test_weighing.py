"""How decisions are counted and weighed: plain functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.learning.rules import by_rule, factor, interval, ranked, record_of, settled, weight, why_lower
from verifier.learning.types import Outcome, Proposal, Tally

A, E, R, M = Outcome.ACCEPTED, Outcome.EDITED, Outcome.REJECTED, Outcome.MISSED
COUNTS = st.integers(0, 10_000).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged)))


@pytest.mark.parametrize(
    ("before", "now", "stands"),
    [
        (A, R, R),
        (R, A, A),
        (A, E, E),
        (E, A, E),
        (E, R, R),
        (R, E, E),
        (R, M, A),
        (A, M, A),
        (E, M, E),
        (M, R, M),
        (M, A, M),
        (M, M, M),
    ],
)
def test_the_last_word_stands(before: Outcome, now: Outcome, stands: Outcome) -> None:
    assert settled(before, now) is stands


def test_few_decisions_hardly_move_a_score_and_many_do() -> None:
    assert factor(0, 0) == 1
    assert factor(0, 1) > 0.95
    assert factor(2, 16) == pytest.approx(0.625)
    assert factor(20, 200) < 0.21
    assert factor(160, 200) == pytest.approx(1)


@given(COUNTS)
def test_a_record_never_raises_a_score_nor_takes_all_of_it(counts: tuple[int, int]) -> None:
    kept, judged = counts
    assert 0 < factor(kept, judged) <= 1
    assert factor(kept, judged + 1) <= factor(kept, judged) <= factor(kept + 1, judged + 1)


def test_a_rule_that_is_kept_as_rules_are_stays_where_it_is_however_much_it_was_judged() -> None:
    record = {("content", "figure"): (90, 100), ("content", "event"): (2, 16)}
    assert ranked(0.8, "content", "figure", record) == 0.8
    assert ranked(0.8, "content", "event", record) == pytest.approx(0.5)
    assert ranked(0.8, "another", "event", record) == 0.8
    assert why_lower("content", "event", record) == "ranked lower: this desk rejected 14 of 16 of its kind"
    assert why_lower("content", "figure", record) == why_lower("another", "", record) == ""
    assert weight("content", "event", record) == pytest.approx(0.625)
    assert weight("content", "event", {("content", "event"): (0, 1)}) == 1


@pytest.mark.parametrize(
    ("kept", "judged", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (50, 100, 0.4038, 0.5962)],
)
def test_the_interval_is_that_of_wilson(kept: int, judged: int, low: float, high: float) -> None:
    assert interval(kept, judged) == pytest.approx((low, high), abs=5e-5)


@given(COUNTS)
def test_the_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    kept, judged = counts
    low, high = interval(kept, judged)
    assert 0 <= low <= high <= 1
    assert not judged or low <= kept / judged <= high


def test_the_sorts_of_a_rule_are_added_up() -> None:
    parts = (
        Tally(Proposal.CLAIM, "content", "event", 3, 1, 2),
        Tally(Proposal.CLAIM, "content", "figure", 1, 0, 0),
        Tally(Proposal.HOP, "content", "", 0, 0, 5),
        Tally(Proposal.CLAIM, "person", "event", missed=4),
    )
    claim, hop, person = by_rule(parts)
    assert (claim.judged, claim.kept, claim.precision) == (7, 5, 5 / 7)
    assert (hop.judged, hop.precision) == (5, 0)
    assert (person.judged, person.missed, person.precision) == (0, 4, None)
    assert record_of(parts)["content", "event"] == (4, 6)
