"""Ten thousand statements on one claim are still only a large claim: what is built grows with them and no faster."""

import pytest

from tests.rooms.provenance.graphs import graph, told, took
from verifier.provenance.drawing import Shape, lay_out
from verifier.provenance.growth import bench, sample
from verifier.provenance.independence import measure
from verifier.provenance.layers import BENDS_PER_ITEM, in_layers
from verifier.provenance.outline import Labels, outline


def test_a_benchmark_gives_a_row_for_each_size():
    rows = bench((10, 100))
    assert [row.statements for row in rows] == [10, 100]
    assert all(row.independence_seconds > 0 and row.layout_seconds > 0 for row in rows)


def test_the_sample_is_the_same_each_time_and_has_what_real_claims_have():
    assert sample(100) == sample(100)
    measured = measure(sample(1000))
    assert 1 <= measured.supporting.count.low < measured.supporting.count.high < 1000
    assert measured.refuting.count.high > 0


@pytest.mark.parametrize("shape", Shape)
def test_ten_thousand_statements_are_measured_and_drawn(shape):
    large = sample(10_000)
    side = measure(large).supporting
    assert 1 <= side.count.low <= side.count.high
    assert len(lay_out(large, Labels("Claim", {}), shape=shape).boxes) > 10_000


def test_lines_over_many_columns_do_not_multiply_what_is_placed():
    """A chain of 2,000 in which every statement also cites the last: a bend for each would be two million."""
    size = 2_000
    chain = graph(
        *(told(id_) for id_ in range(size)),
        *(took(id_, *{id_ + 1, size - 1}) for id_ in range(size - 1)),
    )
    layered = in_layers(outline(chain, Labels("Claim", {})))
    assert sum(map(len, layered.columns)) <= (1 + BENDS_PER_ITEM) * (size + 1)
    assert sum(map(len, layered.ways.values())) <= (2 + 2 + BENDS_PER_ITEM) * (size + 1)
    assert len(lay_out(chain, Labels("Claim", {})).boxes) == size + 1
