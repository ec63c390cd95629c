"""How many origins, and what two statements are to each other, on examples a fact-checker knows."""

import pytest

from tests.rooms.provenance.graphs import graph, three_outlets_one_agency, told, took
from verifier.provenance.independence import OriginCount, accepting_proposals, in_words, measure
from verifier.provenance.types import DependenceReason, Independence, Stance


def test_three_outlets_that_cite_one_agency_are_one_origin():
    side = measure(three_outlets_one_agency()).supporting
    assert side.count == OriginCount(1, 1)
    assert side.carriers == (1, 2, 3)
    assert in_words(side.count, len(side.carriers)) == "3 sources, 1 origin"
    assert [(group.origin_ids, group.member_ids) for group in side.groups] == [((4,), (1, 2, 3, 4))]


def test_two_of_them_depend_on_each_other_through_the_agency():
    judgement = measure(three_outlets_one_agency()).between(1, 3)
    assert judgement.independence is Independence.DEPENDENT
    assert judgement.reasons == (DependenceReason.SHARED_ORIGIN,)
    assert judgement.via == (4,)


def test_an_outlet_depends_on_the_agency_it_cites():
    judgement = measure(three_outlets_one_agency()).between(4, 2)
    assert judgement.reasons == (DependenceReason.ONE_CITES_THE_OTHER,)
    assert judgement.via == (4,)


def test_two_that_cite_each_other_are_both_void():
    measured = measure(graph(told(1), told(2), took(1, 2), took(2, 1)))
    assert measured.supporting.count == OriginCount(0, 0)
    assert measured.supporting.void == (1, 2)
    assert DependenceReason.CYCLE in measured.between(1, 2).reasons
    assert in_words(measured.supporting.count, 2) == "2 sources, no origin"


def test_a_circle_supports_nothing_beside_it():
    measured = measure(graph(told(1), told(2), told(3), took(1, 2), took(2, 1)))
    assert measured.supporting.count == OriginCount(1, 1)
    assert measured.between(1, 3).reasons == (DependenceReason.CYCLE,)
    assert measured.between(1, 3).via == (1, 2)


def test_a_circle_nobody_has_confirmed_is_doubt_and_not_yet_void():
    measured = measure(graph(told(1), told(2), took(1, 2), took(2, 1, confirmed=False)))
    assert measured.supporting.count == OriginCount(0, 1)
    assert in_words(measured.supporting.count) == "0 to 1 origin"


def test_sister_outlets_depend_on_each_other_by_their_owner():
    measured = measure(graph(told(1, owner=50), told(2, owner=50)))
    judgement = measured.between(1, 2)
    assert judgement.independence is Independence.DEPENDENT
    assert judgement.reasons == (DependenceReason.SHARED_OWNER,)
    assert judgement.via_tellers == (50,)
    assert measured.supporting.count == OriginCount(1, 1)


def test_an_outlet_and_its_owner_are_one_voice():
    assert measure(graph(told(1, owner=50), told(2, teller=50))).supporting.count == OriginCount(1, 1)


def test_two_outlets_on_one_feed_depend_on_each_other_by_it():
    judgement = measure(graph(told(1, feed=60), told(2, feed=60))).between(1, 2)
    assert judgement.reasons == (DependenceReason.SHARED_FEED,)
    assert judgement.via_tellers == (60,)


def test_a_sister_without_a_source_adds_nothing_to_what_its_house_took_from_elsewhere():
    measured = measure(graph(told(1, owner=50), told(2, owner=50), told(3), took(1, 3)))
    assert measured.supporting.count == OriginCount(1, 1)
    reasons = measured.between(2, 3).reasons
    assert reasons == (DependenceReason.ONE_CITES_THE_OTHER, DependenceReason.SHARED_OWNER)


def test_one_teller_twice_is_one_origin():
    measured = measure(graph(told(1, teller=7), told(2, teller=7)))
    assert measured.supporting.count == OriginCount(1, 1)
    assert measured.between(1, 2).reasons == (DependenceReason.SHARED_ORIGIN,)
    assert measured.between(1, 2).via_tellers == (7,)


def test_near_identical_texts_are_one_origin_only_from_the_threshold_on():
    alike = graph(told(1), told(2))
    assert measure(alike, overlaps={frozenset({1, 2}): 0.8}).between(1, 2).reasons == (
        DependenceReason.NEAR_IDENTICAL_TEXT,
    )
    assert measure(alike, overlaps={frozenset({1, 2}): 0.8}).supporting.count == OriginCount(1, 1)
    assert measure(alike, overlaps={frozenset({1, 2}): 0.2}).supporting.count == OriginCount(2, 2)


def test_an_unknown_hop_leaves_a_range_and_names_where_the_doubt_lies():
    measured = measure(graph(told(1), told(2), took(2, None)))
    assert in_words(measured.supporting.count) == "1 to 2 origins"
    judgement = measured.between(1, 2)
    assert judgement.independence is Independence.UNMEASURED
    assert judgement.via == (2,)
    assert [group.is_open for group in measured.supporting.groups] == [False, True]


def test_three_outlets_that_do_not_say_who_told_them_are_one_to_three_origins():
    unsaid = graph(told(1), told(2), told(3), took(1, None), took(2, None), took(3, None))
    assert in_words(measure(unsaid).supporting.count) == "1 to 3 origins"


def test_a_hop_nobody_has_confirmed_is_unmeasured_until_it_is():
    proposed = graph(told(1), told(2), took(1, 2, confirmed=False))
    assert measure(proposed).supporting.count == OriginCount(1, 2)
    assert measure(proposed).between(1, 2).independence is Independence.UNMEASURED
    assert measure(proposed).between(1, 2).reasons == (DependenceReason.ONE_CITES_THE_OTHER,)
    assert measure(accepting_proposals(proposed)).supporting.count == OriginCount(1, 1)


def test_two_witnesses_are_two_origins_also_when_one_report_cites_both():
    measured = measure(graph(told(1), told(2), told(3), took(1, 2, 3)))
    assert measured.supporting.count == OriginCount(2, 2)
    assert measured.supporting.several == (1,)
    assert measured.between(2, 3).independence is Independence.INDEPENDENT


def test_a_report_that_comes_back_to_its_own_house_still_has_its_first_origin():
    """House 7 reports first, 2 takes it up, and house 7 then quotes 2 as if it were news."""
    measured = measure(graph(told(1, teller=7), told(2), told(3, teller=7), took(2, 1), took(3, 2)))
    assert measured.supporting.count == OriginCount(1, 1)


def test_refuting_statements_are_counted_apart():
    measured = measure(
        graph(told(1), told(2, stance=Stance.REFUTES), told(3, stance=Stance.REFUTES), told(4), took(2, 4), took(3, 4))
    )
    assert measured.refuting.count == OriginCount(1, 1)
    assert measured.refuting.carriers == (2, 3)
    assert measured.supporting.count == OriginCount(2, 2)


def test_context_alone_supports_nothing():
    assert measure(graph(told(1, stance=Stance.CONTEXT))).supporting.count == OriginCount(0, 0)


def test_a_hop_to_a_statement_of_another_claim_is_refused():
    with pytest.raises(ValueError, match="outside the graph"):
        measure(graph(told(1), took(1, 2)))


@pytest.mark.parametrize(
    ("count", "carriers", "words"),
    [
        (OriginCount(1, 1), 7, "7 outlets, 1 origin"),
        (OriginCount(2, 2), 1, "1 outlet, 2 origins"),
        (OriginCount(1, 3), 0, "1 to 3 origins"),
        (OriginCount(0, 0), 0, "no origin"),
    ],
)
def test_the_count_in_words(count, carriers, words):
    assert in_words(count, carriers, carried_by="outlet") == words
