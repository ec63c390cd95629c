"""How far a claim is from someone who saw it, and what every trail has in common."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from tests.rooms.provenance.graphs import graph, graphs, three_outlets_one_agency, told, took
from verifier.provenance.chains import chains, circular, cycles, earliest, ends, hops_to_end
from verifier.provenance.cuts import Cut, cut_vertices
from verifier.provenance.types import Access, ChainEnd, Graph, Naming, Stance, Teller, Told

often = settings(max_examples=150, deadline=None)


def test_the_chain_of_a_republished_report_from_the_article_to_unnamed_witnesses():
    found = chains(
        graph(told(1), told(2), told(3), told(4, naming=Naming.UNNAMED), took(1, 2), took(2, 3), took(3, 4), article=1)
    )
    (chain,) = found
    assert chain.steps == (1, 2, 3, 4)
    assert (chain.end, chain.hops, chain.naming, chain.confirmed) == (ChainEnd.UNNAMED, 3, Naming.UNNAMED, True)
    assert not found.more


@pytest.mark.parametrize(
    ("naming", "access", "end"),
    [
        (Naming.NAMED, Access.UNKNOWN, ChainEnd.NAMED),
        (Naming.DESCRIBED, Access.SECOND_HAND, ChainEnd.UNNAMED),
        (Naming.ANONYMOUS_TO_US, Access.HEARSAY, ChainEnd.UNNAMED),
        (Naming.UNNAMED, Access.FIRST_HAND, ChainEnd.FIRST_HAND),
        (Naming.NAMED, Access.FIRST_HAND, ChainEnd.FIRST_HAND),
    ],
)
def test_how_a_chain_ends_at_the_last_statement(naming, access, end):
    (chain,) = chains(graph(told(1), told(2, naming=naming, access=access), took(1, 2), article=1))
    assert (chain.end, chain.naming, chain.hops) == (end, naming, 1)


def test_a_chain_into_the_unknown_has_a_hop_but_nobody_at_its_end():
    (chain,) = chains(graph(told(1, access=Access.FIRST_HAND), took(1, None), article=1))
    assert (chain.steps, chain.end, chain.hops, chain.naming) == ((1,), ChainEnd.UNKNOWN, 1, None)


def test_two_that_cite_each_other_make_a_circular_chain_and_no_end():
    circle = graph(told(1), told(2), took(1, 2), took(2, 1), article=1)
    (chain,) = chains(circle)
    assert (chain.steps, chain.end, chain.hops) == ((1, 2), ChainEnd.CIRCULAR, 2)
    assert hops_to_end(circle) is None
    assert cycles(circle) == ((1, 2),)
    assert [(end.kind, end.hops) for end in ends(circle)] == [(ChainEnd.CIRCULAR, 2)]


def test_a_circle_is_read_in_the_order_of_citing():
    circle = graph(told(1), told(2), told(3), took(1, 3), took(3, 2), took(2, 1))
    assert cycles(circle) == ((1, 3, 2),)
    assert circular(circle) == {1, 2, 3}


def test_a_hop_nobody_confirmed_marks_the_chain():
    (chain,) = chains(graph(told(1), told(2), told(3), took(1, 2), took(2, 3, confirmed=False), article=1))
    assert not chain.confirmed


def test_without_an_article_chains_start_where_nobody_took_it_further():
    assert [chain.steps for chain in chains(three_outlets_one_agency())] == [(1, 4), (2, 4), (3, 4)]
    assert [chain.steps for chain in chains(three_outlets_one_agency(), 4)] == [(4,)]


def _ladder(rungs: int) -> Graph:
    """Two ways at each of many forks: 2 to the power of rungs chains."""
    statements = [told(id_) for id_ in range(3 * rungs + 1)]
    hops = [
        took(3 * rung, 3 * rung + 1, 3 * rung + 2) + took(3 * rung + 1, 3 * rung + 3) + took(3 * rung + 2, 3 * rung + 3)
        for rung in range(rungs)
    ]
    return graph(*statements, *hops, article=0)


def test_more_chains_than_anyone_could_read_are_cut_short_and_the_list_says_so():
    found = chains(_ladder(200), limit=10)
    assert len(found) == 10
    assert found.more
    assert hops_to_end(_ladder(200)) == 400
    assert not chains(_ladder(3)).more
    assert len(chains(_ladder(3))) == 8


def test_the_shortest_chain_is_listed_even_where_the_list_is_cut_short():
    ladder = _ladder(8)
    shortcut = Graph((*ladder.told, told(900)), (*ladder.derived, *took(0, 900)), 0)
    found = chains(shortcut, limit=5)
    assert found.more
    assert found.listed[0].steps == (0, 900)


def test_a_chain_of_ten_thousand_hops_is_only_long():
    size = 10_000
    long = graph(*(told(id_) for id_ in range(size)), *(took(id_, id_ + 1) for id_ in range(size - 1)), article=0)
    assert hops_to_end(long) == size - 1
    assert len(chains(long).listed[0].steps) == size
    assert len(cut_vertices(long)) == size - 1


def test_seven_reports_that_pass_through_one_observatory():
    reports = [told(id_) for id_ in range(1, 8)]
    witnesses = [told(9), told(10)]
    through = graph(*reports, told(8), *witnesses, *(took(id_, 8) for id_ in range(1, 8)), took(8, 9, 10))
    assert cut_vertices(through) == (Cut(teller_id=1008, statement_ids=(8,), reports=7),)


def test_a_teller_through_whom_everything_passes_in_two_statements():
    two_reports = graph(
        told(1), told(2), told(3, teller=7), told(4, teller=7), told(5), told(6),
        took(1, 3), took(2, 4), took(3, 5), took(4, 6),
    )  # fmt: skip
    assert cut_vertices(two_reports) == (Cut(teller_id=7, statement_ids=(3, 4), reports=2),)


def test_one_report_of_its_own_is_enough_to_leave_no_cut():
    assert cut_vertices(graph(told(1), told(2), told(3), told(4), took(1, 3), took(2, 3))) == ()


def test_what_refutes_has_cuts_of_its_own():
    both = graph(
        told(1), told(2, stance=Stance.REFUTES), told(3, stance=Stance.REFUTES), told(4, stance=Stance.REFUTES),
        took(2, 4), took(3, 4),
    )  # fmt: skip
    assert cut_vertices(both) == ()
    assert [cut.statement_ids for cut in cut_vertices(both, Stance.REFUTES)] == [(4,)]


def test_the_earliest_statement_and_the_one_nearer_to_the_end_on_the_same_day():
    def on(id_: int, day: date | None) -> Told:
        return Told(id_, Teller(id_), told_on=day)

    first = date(2022, 2, 1)
    assert earliest(graph(on(1, first), on(2, first), on(3, None), took(1, 2))) == on(2, first)
    assert earliest(graph(on(3, None))) is None


@often
@given(graphs())
def test_every_listed_chain_is_a_way_that_exists_and_ends_as_it_says(graph):
    hops = {(hop.downstream_id, hop.upstream_id) for hop in graph.derived}
    takers = {down for down, _ in hops}
    for chain in chains(graph):
        assert len(set(chain.steps)) == len(chain.steps)
        assert set(pairwise(chain.steps)) <= hops
        last = chain.steps[-1]
        if chain.end is ChainEnd.UNKNOWN:
            assert (last, None) in hops
        elif chain.end is ChainEnd.CIRCULAR:
            assert any((last, step) in hops for step in chain.steps)
        else:
            assert last not in takers


@often
@given(graphs())
def test_the_list_of_chains_and_the_list_of_ends_agree(graph):
    listed = chains(graph, limit=100_000)
    assert not listed.more
    straight = {(chain.steps[-1], chain.end) for chain in listed if chain.end is not ChainEnd.CIRCULAR}
    found = ends(graph)
    assert {(end.statement_id, end.kind) for end in found if end.kind is not ChainEnd.CIRCULAR} == straight
    assert any(end.kind is ChainEnd.CIRCULAR for end in found) == any(
        chain.end is ChainEnd.CIRCULAR for chain in listed
    )
    shortest = min((chain.hops for chain in listed if chain.end is not ChainEnd.CIRCULAR), default=None)
    assert hops_to_end(graph) == shortest


@often
@given(graphs())
def test_a_cut_is_what_every_supporting_trail_passes_and_nothing_else_is(graph):
    supporting = {told.id for told in graph.told if told.stance is Stance.SUPPORTS}
    upstream = {
        told.id: {hop.upstream_id for hop in graph.derived if hop.downstream_id == told.id} for told in graph.told
    }

    def reached(begin, without=frozenset()):
        queue = [id_ for id_ in begin if id_ not in without]
        for here in queue:
            queue += [up for up in upstream[here] if up is not None and up not in queue and up not in without]
        return set(queue)

    def is_out(begin, without=frozenset()):
        return any(not upstream[id_] or None in upstream[id_] for id_ in reached(begin, without))

    based = {id_ for id_ in reached(supporting) if is_out([id_])}
    above = {id_: reached([id_]) & based for id_ in based}
    reports = [id_ for id_ in based if all(down in above[id_] for down in based if id_ in above[down])]
    passed = {id_ for id_ in based if not is_out(reports, {id_})}
    resting = {id_: sum(id_ in above[one] for one in supporting & based - {id_}) for id_ in passed}
    found = cut_vertices(graph)
    singles = {cut.statement_ids[0]: cut.reports for cut in found if len(cut.statement_ids) == 1}
    assert singles == {id_: count for id_, count in resting.items() if count}
    told_by: dict[int, set[int]] = {}
    for one in graph.told:
        if one.id in based:
            told_by.setdefault(one.teller.id, set()).add(one.id)
    shared = {teller: ids for teller, ids in told_by.items() if not ids & passed and not is_out(reports, ids)}
    counted = {
        teller: sum(bool(above[one] & ids) for one in (supporting & based) - ids) for teller, ids in shared.items()
    }
    listed = {cut.teller_id: cut.reports for cut in found if len(cut.statement_ids) > 1}
    assert listed == {teller: count for teller, count in counted.items() if reports and count}
