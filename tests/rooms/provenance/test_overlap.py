"""Copying is found whatever the script, and shown where it stands."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms.provenance.graphs import graph
from verifier.provenance.independence import OriginCount, measure
from verifier.provenance.overlap import overlap, overlaps
from verifier.provenance.types import Teller, Told

AGENCY = "The ministry said on Monday that the bridge over the river had been closed after the flood."
OUTLET = "Breaking: the ministry said on Monday that the bridge over the river had been closed, locals confirmed."

often = settings(max_examples=150, deadline=None)
words = st.text("abc אבד مبس -—“.", max_size=120)


def test_a_copied_passage_is_found_and_shown_in_both_texts():
    found = overlap(AGENCY, OUTLET)
    ((start, end, other_start, other_end),) = found.passages
    assert AGENCY[start:end] == "The ministry said on Monday that the bridge over the river had been closed"
    assert OUTLET[other_start:other_end] == "the ministry said on Monday that the bridge over the river had been closed"
    assert 0.7 < found.share < 1


def test_a_whole_text_inside_a_longer_one_is_shared_in_full():
    assert overlap(AGENCY, f"Our reporter writes. {AGENCY} More follows.").share == 1


def test_two_texts_on_one_event_in_other_words_share_nothing():
    other = "On Monday the bridge was shut, the ministry announced, because the river had burst its banks."
    assert overlap(AGENCY, other).share == 0
    assert overlap(AGENCY, other).passages == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قال المرصد السوري إن الميليشيا جنّدت مئات الشبان", "خبر: قال المرصد السوري ان الميليشيا جندت مئات الشبان"),
        ("наблюдатели сообщили о новых наборах в ополчение", "«Наблюдатели сообщили о новых наборах» в ополчение!"),
        ("सीरिया में नए लोगों की भर्ती की गई", "खबर: सीरिया में नए लोगों की भर्ती की गई।"),
    ],
)
def test_other_scripts_with_their_own_marks_and_quotes(one, other):
    ((start, end, _, _),) = overlap(one, other).passages
    assert one[start:end] == one


def test_vowel_marks_and_stretched_letters_make_no_difference():
    assert overlap("قَالَ المرصدُ إنّ الميليشيا جنّدت مئات", "قال المرصد إن الميليشيـــا جندت مئات").share == 1


def test_scripts_without_spaces_are_compared_by_characters():
    one = "叙利亚人权观察组织称该民兵组织招募了二百多人"
    other = "据报道，叙利亚人权观察组织称该民兵组织招募了二百多人。"
    found = overlap(one, other)
    assert found.share == 1
    ((_, _, start, end),) = found.passages
    assert other[start:end] == one
    assert overlap(one, "叙利亚总统星期一在首都会见了外国代表团成员并发表讲话").share == 0


def test_fewer_than_five_words_are_no_overlap():
    assert overlap("the bridge was closed", "the bridge was closed").share == 0


def test_positions_count_code_points_also_after_an_emoji():
    text = "😀😀 one two three four five"
    assert overlap(text, "one two three four five").passages == ((3, len(text), 0, 23),)


@often
@given(words, words)
def test_the_share_is_the_same_whichever_text_is_named_first(one, other):
    assert overlap(one, other).share == overlap(other, one).share
    assert 0 <= overlap(one, other).share <= 1
    assert (overlap(one, other).share > 0) == bool(overlap(one, other).passages)


@often
@given(words, words, words)
def test_passages_lie_in_order_inside_the_texts(one, shared, other):
    first, second = f"{one} {shared}", f"{shared} {other}"
    before = 0
    for start, end, other_start, other_end in overlap(first, second).passages:
        assert before <= start < end <= len(first)
        assert 0 <= other_start < other_end <= len(second)
        before = end


def test_statements_with_the_same_text_count_as_one_origin_and_a_rewrite_does_not():
    statements = [
        Told(id_, Teller(id_), text=text)
        for id_, text in enumerate([AGENCY, OUTLET, "Nobody told us anything about any of this so far."], start=1)
    ]
    shares = overlaps(statements)
    assert set(shares) == {frozenset({1, 2})}
    assert shares[frozenset({1, 2})] == overlap(AGENCY, OUTLET).share
    assert measure(graph(*statements), overlaps=shares).supporting.count == OriginCount(2, 2)


def test_a_graph_that_knows_its_copies_is_measured_like_one_that_is_told_of_them():
    statements = [Told(id_, Teller(id_)) for id_ in (1, 2, 3)]
    knowing = replace(graph(*statements), alike=((1, 3),))
    assert measure(knowing).supporting.count == OriginCount(2, 2)
    assert measure(knowing) == measure(graph(*statements), overlaps={frozenset({1, 3}): 1.0})


def test_a_text_carried_by_a_hundred_outlets_is_one_voice():
    statements = [Told(id_, Teller(id_), text=AGENCY) for id_ in range(100)]
    shares = overlaps(statements)
    assert len(shares) < 1000
    assert measure(graph(*statements), overlaps=shares).supporting.count == OriginCount(1, 1)
