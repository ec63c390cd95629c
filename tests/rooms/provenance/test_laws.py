"""The laws of independence, on graphs of every shape: circles, sister houses, feeds, proposed and unknown hops."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.rooms.provenance.graphs import graphs
from verifier.provenance.chains import circular
from verifier.provenance.independence import OriginCount, accepting_proposals, measure
from verifier.provenance.types import Derived, Graph, Independence, Stance, Teller, Told

often = settings(max_examples=150, deadline=None)
pick = st.integers(0, 10_000)


def _one(items, number):
    items = list(items)
    assume(items)
    return items[number % len(items)]


def _counts(graph: Graph) -> tuple[OriginCount, OriginCount]:
    measured = measure(graph)
    return measured.supporting.count, measured.refuting.count


def _width(count: OriginCount) -> int:
    return count.high - count.low


@often
@given(graphs(), pick, pick)
def test_what_two_statements_are_to_each_other_is_symmetric(graph, one, other):
    one, other = _one(graph.told, one).id, _one(graph.told, other).id
    measured = measure(graph)
    assert measured.between(one, other) == measured.between(other, one)


@often
@given(graphs())
def test_the_least_is_never_more_than_the_most_and_both_have_ground(graph):
    for side in (measure(graph).supporting, measure(graph).refuting):
        assert 0 <= side.count.low <= side.count.high <= len(graph.told)
        if side.count.high == 0:
            own = {told.id for told in graph.told if told.stance is side.stance}
            assert own <= set(side.void), "no origin is only said of a side on which everything runs in circles"


@often
@given(graphs(), pick, st.integers(1, 15), st.booleans(), st.booleans())
def test_adding_a_dependent_source_never_raises_the_count(graph, number, house, with_hop, unknown_too):
    supporting = [told for told in graph.told if told.stance is Stance.SUPPORTS]
    base = _one(supporting, number)
    owner = base.teller.owner_id or base.teller.id
    newcomer = Told(99, Teller(200, None if with_hop else owner, house))
    hops = [Derived(99, base.id, confirmed=True)] * with_hop + [Derived(99, None)] * unknown_too
    larger = replace(graph, told=(*graph.told, newcomer), derived=(*graph.derived, *hops))
    assert measure(larger).between(99, base.id).independence is Independence.DEPENDENT
    for before, after in zip(_counts(graph), _counts(larger), strict=True):
        assert after.low <= before.low
        assert after.high <= before.high


@often
@given(graphs(), pick, pick, st.floats(0.5, 1))
def test_finding_that_two_texts_are_alike_never_raises_the_count(graph, one, other, share):
    one, other = _one(graph.told, one).id, _one(graph.told, other).id
    before, after = measure(graph), measure(graph, overlaps={frozenset({one, other}): share})
    for side in ("supporting", "refuting"):
        assert getattr(after, side).count.high <= getattr(before, side).count.high
        assert getattr(after, side).count.low <= getattr(before, side).count.low


@often
@given(graphs(), pick)
def test_an_unknown_hop_makes_nothing_independent_and_raises_no_count(graph, number):
    id_ = _one(graph.told, number).id
    doubted = replace(graph, derived=(*graph.derived, Derived(id_, None)))
    before, after = measure(graph), measure(doubted)
    for one in graph.told:
        for other in graph.told:
            if after.between(one.id, other.id).independence is Independence.INDEPENDENT:
                assert before.between(one.id, other.id).independence is Independence.INDEPENDENT
    for was, now in zip(_counts(graph), _counts(doubted), strict=True):
        assert now.low <= was.low
        assert now.high <= was.high


@often
@given(graphs(), pick)
def test_confirming_a_hop_never_widens_the_range(graph, number):
    hop = _one([hop for hop in graph.derived if not hop.confirmed], number)
    judged = tuple(replace(one, confirmed=True) if one is hop else one for one in graph.derived)
    for before, after in zip(_counts(graph), _counts(replace(graph, derived=judged)), strict=True):
        assert before.low <= after.low <= after.high <= before.high


@often
@given(graphs())
def test_confirming_everything_leaves_only_unknown_hops_in_doubt(graph):
    accepted = accepting_proposals(graph)
    for before, after in zip(_counts(graph), _counts(accepted), strict=True):
        assert before.low <= after.low <= after.high <= before.high
    if not any(hop.upstream_id is None for hop in graph.derived):
        assert all(count.is_exact for count in _counts(accepted))


@often
@given(graphs(), pick)
def test_confirming_a_hop_changes_no_judgement_but_an_unmeasured_one(graph, number):
    hop = _one([hop for hop in graph.derived if not hop.confirmed], number)
    judged = tuple(replace(one, confirmed=True) if one is hop else one for one in graph.derived)
    before, after = measure(graph), measure(replace(graph, derived=judged))
    for one in graph.told:
        for other in graph.told:
            was = before.between(one.id, other.id).independence
            if was is not Independence.UNMEASURED:
                assert after.between(one.id, other.id).independence is was


@often
@given(graphs(circles=False), pick, pick)
def test_finding_the_source_of_an_unknown_hop_never_widens_the_range(graph, number, other):
    """Among statements counted already, unless the find closes a circle: that takes ground away and is new doubt."""
    hole = Derived(_one(graph.told, number).id, None)
    graph = replace(graph, derived=(*graph.derived, hole))
    giver = _one([told for told in graph.told if told.stance is Stance.SUPPORTS], other)
    found = replace(hole, upstream_id=giver.id, confirmed=True)
    filled = replace(graph, derived=tuple(found if hop is hole else hop for hop in graph.derived))
    assume(circular(filled) == circular(graph))
    assume(giver.id not in measure(graph).supporting.void)
    (before, _), (after, _) = _counts(graph), _counts(filled)
    assert _width(after) <= _width(before)


@often
@given(graphs())
def test_the_count_agrees_with_the_judgements_of_pairs(graph):
    supporting = [told.id for told in graph.told if told.stance is Stance.SUPPORTS]
    assume(len(supporting) > 1)
    graph = replace(graph, derived=tuple(hop for hop in graph.derived if hop.downstream_id not in supporting))
    measured = measure(graph)
    pairs = [measured.between(one, other).independence for one in supporting for other in supporting if one < other]
    if all(one is Independence.INDEPENDENT for one in pairs):
        assert measured.supporting.count == OriginCount(len(supporting), len(supporting))
    if len(supporting) == len(graph.told) and any(one is Independence.DEPENDENT for one in pairs):
        assert measured.supporting.count.high < len(supporting)


@often
@given(graphs())
def test_every_statement_of_a_side_is_in_one_group_or_in_several_or_void(graph):
    for side in (measure(graph).supporting, measure(graph).refuting):
        listed = [id_ for group in side.groups for id_ in group.member_ids] + [*side.several, *side.void]
        assert len(listed) == len(set(listed))
        assert {told.id for told in graph.told if told.stance is side.stance} <= set(listed)


@often
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_entered_changes_nothing(graph, random):
    told, derived = list(graph.told), list(graph.derived)
    random.shuffle(told)
    random.shuffle(derived)
    assert measure(replace(graph, told=tuple(told), derived=tuple(derived))) == measure(graph)
