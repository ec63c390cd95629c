"""Laws of merging, on graphs of every shape: it never raises a count, and splitting restores the graph exactly."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms.provenance.graphs import graph, graphs, told, took
from verifier.provenance.independence import measure
from verifier.provenance.types import Graph, Teller
from verifier.provenance.voices import teller_in
from verifier.sources.kinship import Kinship, flatten
from verifier.sources.types import Ties

often = settings(max_examples=300, deadline=None)
ids = st.integers(1, 15)
choices = st.lists(st.tuples(ids, ids), max_size=6)


def seen_by(graph_: Graph, kinship: Kinship) -> Graph:
    """The graph as it is once these sources are one: what statements say of their source stays as it is."""
    return replace(graph_, told=tuple(replace(one, teller=teller_in(kinship, one.teller.id)) for one in graph_.told))


def kin_of(graph_: Graph) -> Kinship:
    """Every source of the graph with its ties, and some that do not speak here but own or feed."""
    ties = {one.teller.id: Ties(one.teller.owner_id, one.teller.feed_id) for one in graph_.told}
    silent = {number: Ties(number % 5 + 11, None) for number in range(1, 16) if number not in ties}
    return Kinship({**silent, **ties})


def chosen_from(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Choices as people can make them: whoever is merged already is merged no further, and nobody into a merged one."""
    chosen: dict[int, int] = {}
    for source, into in pairs:
        flat = flatten(chosen)
        if source != into and source not in flat and into not in flat:
            chosen[source] = into
    return chosen


@often
@given(graphs(), choices, ids, ids)
def test_merging_never_raises_the_number_of_origins(
    shape: Graph, pairs: list[tuple[int, int]], one: int, other: int
) -> None:
    before = replace(kin_of(shape), into=flatten(chosen_from(pairs)))
    after = before.merging(one, other)
    was, now = measure(seen_by(shape, before)), measure(seen_by(shape, after))
    for side in ("supporting", "refuting"):
        assert getattr(now, side).count.high <= getattr(was, side).count.high
        assert getattr(now, side).count.low <= getattr(was, side).count.low


@often
@given(graphs(), choices, st.data())
def test_splitting_restores_the_graph_exactly(shape: Graph, pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    kin, chosen = kin_of(shape), chosen_from(pairs)
    before = seen_by(shape, replace(kin, into=flatten(chosen)))
    free = sorted(set(range(1, 16)) - set(flatten(chosen)))
    one, other = data.draw(st.permutations(free))[:2]
    merged = {**chosen, one: other}
    assert seen_by(shape, replace(kin, into=flatten(merged))) == seen_by(
        shape, replace(kin, into=flatten(chosen)).merging(one, other)
    )
    del merged[one]
    assert seen_by(shape, replace(kin, into=flatten(merged))) == before


def test_ties_of_a_merged_source_are_not_forgotten() -> None:
    """One that is owned by a house is merged into one that is not: its sister is still no origin of its own."""
    shape = graph(told(1, teller=10, owner=30), told(2, teller=20, owner=30), told(3, teller=40))
    kin = kin_of(shape)
    assert measure(seen_by(shape, kin)).supporting.count.high == 2
    merged = seen_by(shape, kin.merging(10, 40))
    assert merged.told[0].teller == Teller(40, 30)
    assert measure(merged).supporting.count.high == 1


def test_a_house_that_is_found_to_be_another_one_joins_what_both_own() -> None:
    shape = graph(told(1, teller=1, owner=8), told(2, teller=2, owner=9), told(3, teller=3), took(3, 1))
    kin = kin_of(shape)
    assert measure(seen_by(shape, kin)).supporting.count.high == 2
    assert measure(seen_by(shape, kin.merging(8, 9))).supporting.count.high == 1


def test_all_who_own_any_of_them_are_kept_even_of_one_that_does_not_speak() -> None:
    shape = graph(told(1, teller=20, owner=32, feed=42), told(2, teller=21, owner=32), told(3, teller=22, feed=42))
    kin = Kinship({**kin_of(shape).ties, 10: Ties(31, 41)})
    assert measure(seen_by(shape, kin)).supporting.count.high == 1
    merged = seen_by(shape, kin.merging(10, 20))
    assert merged.told[0].teller == Teller(20, 31, 41, (32,), (42,))
    assert measure(merged).supporting.count.high == 1
