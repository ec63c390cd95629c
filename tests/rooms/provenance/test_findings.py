"""What a picture shows is also said: why there are as many origins as there are."""

from hypothesis import given, settings

from tests.rooms.provenance.graphs import graph, graphs, three_outlets_one_agency, told, took
from verifier.provenance.findings import findings
from verifier.provenance.folding import folded
from verifier.provenance.houses import houses
from verifier.provenance.independence import accepting_proposals, in_words, measure
from verifier.provenance.outline import Labels, as_steps, outline
from verifier.provenance.types import DependenceReason, Graph, Stance

often = settings(max_examples=100, deadline=None)


def named(graph: Graph) -> dict[int, str]:
    return {one.id: f"Outlet {one.id}" for one in graph.told}


def test_the_count_comes_with_the_place_that_all_pass():
    found = findings(three_outlets_one_agency(), named(three_outlets_one_agency()))
    assert found.counts == ("Supporting: 3 sources, 1 origin",)
    assert found.reasons == ("All 3 others that support it pass through Outlet 4.",)


def test_one_lonely_chain_has_no_place_that_all_pass():
    """Of a single trail everything is a place that all pass, which tells nobody anything."""
    lonely = graph(told(1), told(2), told(3), took(1, 2), took(2, 3))
    assert findings(lonely, named(lonely)).reasons == ()


def test_each_side_has_its_own_sentence():
    sides = graph(
        told(1), told(2), told(3),
        told(4, stance=Stance.REFUTES), told(5, stance=Stance.REFUTES), told(6, stance=Stance.REFUTES),
        took(1, 3), took(2, 3), took(4, 6), took(5, 6),
    )  # fmt: skip
    found = findings(sides, named(sides))
    assert found.counts == ("Supporting: 2 sources, 1 origin", "Refuting: 2 sources, 1 origin")
    assert set(found.reasons) == {
        "All 2 others that support it pass through Outlet 3.",
        "All 2 others that refute it pass through Outlet 6.",
    }


def test_circles_of_two_and_of_more_are_named():
    ring = graph(
        told(1), told(2), told(3), told(4), told(5), took(1, 2), took(2, 1), took(3, 4), took(4, 5), took(5, 3)
    )
    assert findings(ring, named(ring)).reasons == (
        "Circular: Outlet 1 and Outlet 2 cite each other. Neither counts as an origin.",
        "Circular: Outlet 3, Outlet 4 and Outlet 5 cite each other in a ring. None of them counts as an origin.",
    )


def test_more_than_a_few_are_counted_instead_of_named():
    lost = graph(*(told(id_) for id_ in range(1, 7)), *(took(id_, None) for id_ in range(1, 7)))
    assert findings(lost, named(lost)).reasons == ("Nobody knows where 6 sources have it from.",)


def test_a_count_that_hangs_on_proposals_says_so():
    proposed = graph(told(1), told(2), told(3), took(1, 3), took(2, 3, confirmed=False))
    assert findings(proposed, named(proposed)).counts == ("Supporting: 2 sources, 1 origin, if the proposed hops hold",)


@often
@given(graphs(most=10))
def test_what_is_said_is_what_was_measured(graph):
    """Whatever the graph, the words carry the very numbers, and name no source that is not in it."""
    found = findings(graph, named(graph))
    sides = measure(accepting_proposals(graph))
    for label, side in (("Supporting", sides.supporting), ("Refuting", sides.refuting)):
        words = f"{label}: {in_words(side.count, side.carrier_tellers)}"
        assert any(line.startswith(words) for line in found.counts) == bool(side.groups or side.void)


@often
@given(graphs(most=12))
def test_houses_join_only_those_that_the_count_joins(graph):
    measured = measure(graph)
    for house in houses(graph):
        one, *others = house.statement_ids
        assert others
        for other in others:
            reasons = measured.between(one, other).reasons
            assert reasons, (house, measured.between(one, other))


def test_an_owner_that_speaks_itself_stands_in_its_own_house():
    owned = graph(told(1, teller=10, owner=30), told(2, teller=20, owner=30), told(3, teller=30), told(4, teller=40))
    (house,) = houses(owned)
    assert (house.teller_id, house.reason, house.statement_ids) == (30, DependenceReason.SHARED_OWNER, (1, 2, 3))


@often
@given(graphs(most=14))
def test_folding_loses_no_one_and_leaves_no_line_in_the_air(graph):
    whole = outline(graph, Labels("Claim", named(graph)))
    less = folded(whole, large=0)
    assert set(less.links) <= set(less.items)
    assert {link.upstream for links in less.links.values() for link in links} <= set(less.items)
    assert {step.item.key for step in as_steps(less)} == set(less.items)
    told_of = " ".join(item.title for item in less.items.values())
    assert all(f"Outlet {one.id}" in told_of for one in graph.told)


def test_what_the_eye_must_find_is_never_folded_away():
    size = 40
    crowd = graph(
        *(told(id_) for id_ in range(1, size)),
        told(size, stance=Stance.REFUTES),
        *(took(id_, 1) for id_ in range(2, size - 3)),
        took(size - 2, None), took(size - 3, None), took(size - 1, size - 1 - 35),
        article=2,
    )  # fmt: skip
    less = folded(outline(crowd, Labels("Claim", named(crowd))))
    assert {"s1", "s2", f"s{size}"} <= set(less.items)
    assert {f"u{size - 2}", f"u{size - 3}"} <= set(less.items)  # two are too few to stand together
    assert len(less.items) < 12


def test_a_folded_box_tells_how_many_of_its_hops_nobody_has_confirmed():
    size = 40
    crowd = graph(
        *(told(id_) for id_ in range(1, size + 1)),
        *(took(id_, 1, confirmed=id_ % 2 == 0) for id_ in range(2, size + 1)),
    )
    less = folded(outline(crowd, Labels("Claim", named(crowd))))
    (line,) = (link for key, links in less.links.items() if key.startswith("f") for link in links)
    assert line.title == "39 sources have it from Outlet 1, 19 of these hops not confirmed yet"
