"""What a person sees: every item and line once, nothing on top of anything else, and the list says the same."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms.provenance.graphs import graph, graphs, three_outlets_one_agency, told, took
from verifier.provenance.chains import chains
from verifier.provenance.drawing import FONT_SIZE, NARROW_WIDTH, PADDING, Drawing, Shape, lay_out
from verifier.provenance.independence import OriginCount, measure
from verifier.provenance.lettering import text_width, wrap
from verifier.provenance.outline import Labels, Mark, as_steps, outline
from verifier.provenance.types import Access, Graph, Naming, Stance

often = settings(max_examples=100, deadline=None)
shapes = st.sampled_from(Shape)
CLAIM = "The militia has recruited more than 205 national defense members and some 35 civilians so far"


def _labels(graph: Graph) -> Labels:
    return Labels(CLAIM, {told.id: f"Outlet number {told.id}" for told in graph.told}, {1: "Report, 12 Feb 2022"})


def _of_size(size: int) -> Graph:
    """A third take it from one agency, a third from another that took it from the first, a third from an unknown."""
    statements = [told(id_) for id_ in range(1, size + 1)]
    hops = [took(id_, None) if id_ % 3 == 0 else took(id_, id_ % 3) for id_ in range(4, size + 1)]
    return graph(*statements, *hops, took(2, 1), article=4)


def _check_nothing_collides(drawing: Drawing) -> None:
    boxes = {box.key: box for box in drawing.boxes}
    for box in drawing.boxes:
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
        for line in box.lines:
            assert text_width(line.text, FONT_SIZE) <= box.width - 2 * PADDING or line.is_note
            assert box.y < line.y < box.y + box.height
    for one, other in combinations(drawing.boxes, 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_x or apart_y, f"{one.key} stands on {other.key}"
    for line in drawing.lines:
        for key, (x, y) in ((line.downstream, line.points[0]), (line.upstream, line.points[-1])):
            assert x in (boxes[key].x, pytest.approx(boxes[key].x + boxes[key].width))
            assert boxes[key].y <= y <= boxes[key].y + boxes[key].height
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in line.points)


@often
@given(graphs(most=14), shapes, st.booleans())
def test_any_graph_is_drawn_without_boxes_on_boxes_or_lines_that_end_in_the_air(graph, shape, rtl):
    _check_nothing_collides(lay_out(graph, _labels(graph), shape=shape, rtl=rtl))


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("size", [2, 12, 60, 300])
def test_small_and_large_pictures_keep_everything_apart(size, shape):
    _check_nothing_collides(lay_out(_of_size(size), _labels(_of_size(size)), shape=shape))


@often
@given(graphs(most=14), shapes)
def test_the_picture_and_the_list_say_the_same(graph, shape):
    drawing = lay_out(graph, _labels(graph), shape=shape)
    steps = as_steps(outline(graph, _labels(graph)))
    in_full = [step.item.key for step in steps if not step.again]
    assert sorted(in_full) == sorted(box.key for box in drawing.boxes)
    listed = [(step.link.downstream, step.link.upstream) for step in steps if step.link]
    assert sorted(listed) == sorted((line.downstream, line.upstream) for line in drawing.lines)
    assert {step.item.key: tuple(step.item.marks) for step in steps} == {
        box.key: tuple(Mark(name) for name in box.classes) for box in drawing.boxes
    }


@often
@given(graphs(most=14), shapes, st.randoms(use_true_random=False))
def test_the_same_graph_gives_the_same_picture_in_whatever_order_it_was_entered(graph, shape, random):
    statements, hops = list(graph.told), list(graph.derived)
    random.shuffle(statements)
    random.shuffle(hops)
    again = replace(graph, told=tuple(statements), derived=tuple(hops))
    assert lay_out(again, _labels(graph), shape=shape) == lay_out(graph, _labels(graph), shape=shape)


def test_the_eye_finds_the_article_the_cut_the_end_and_who_is_not_named():
    seen = graph(
        told(1), told(2), told(3), told(4, naming=Naming.UNNAMED, access=Access.FIRST_HAND),
        took(1, 3), took(2, 3), took(3, 4), article=1,
    )  # fmt: skip
    classes = {box.key: set(box.classes) for box in lay_out(seen, _labels(seen)).boxes}
    assert classes["claim"] == {"claim"}
    assert classes["s1"] == {"article"}
    assert "cut" in classes["s3"]
    assert {"end", "unnamed", "first-hand"} <= classes["s4"]


def test_the_eye_finds_unknown_sources_circles_refusals_and_what_nobody_confirmed():
    seen = graph(
        told(1), told(2), told(3, stance=Stance.REFUTES), told(4), told(5),
        took(1, 2), took(2, 1), took(4, None), took(5, 4, confirmed=False),
    )  # fmt: skip
    drawing = lay_out(seen, _labels(seen))
    classes = {box.key: set(box.classes) for box in drawing.boxes}
    assert {"circular"} <= classes["s1"] & classes["s2"]
    assert "refuting" in classes["s3"]
    assert {"unknown", "end"} <= classes["u4"]
    lines = {(line.downstream, line.upstream): set(line.classes) for line in drawing.lines}
    assert lines["s5", "s4"] == {"proposed"}
    assert lines["s4", "u4"] == {"unknown"}
    assert lines["s1", "s2"] == lines["s2", "s1"] == {"circular"}
    assert lines["claim", "s3"] == {"refuting"}


def test_titles_tell_a_screen_reader_what_the_eye_sees():
    agency = three_outlets_one_agency()
    drawing = lay_out(agency, _labels(agency))
    titles = {box.key: box.title for box in drawing.boxes}
    assert titles["s4"] == "Outlet number 4, the trail ends here, all 3 reports pass through here"
    assert "Outlet number 1 reports what was said by Outlet number 4" in {line.title for line in drawing.lines}


@pytest.mark.parametrize("shape", Shape)
def test_a_claim_nobody_has_been_asked_about_yet_stands_alone(shape):
    nothing = graph()
    assert [box.key for box in lay_out(nothing, _labels(nothing), shape=shape).boxes] == ["claim"]
    assert measure(nothing).supporting.count == OriginCount(0, 0)
    assert not chains(nothing).listed


def test_a_narrow_picture_fits_a_telephone_whatever_its_size():
    for size in (2, 12, 60):
        assert lay_out(_of_size(size), _labels(_of_size(size)), shape=Shape.NARROW).width == NARROW_WIDTH


def test_right_to_left_is_the_mirror_of_left_to_right():
    one, other = (lay_out(_of_size(12), _labels(_of_size(12)), rtl=rtl) for rtl in (False, True))
    assert other.is_rtl
    claim = next(box for box in other.boxes if box.key == "claim")
    assert all(box.x + box.width <= claim.x + claim.width for box in other.boxes)
    assert [box.y for box in one.boxes] == [box.y for box in other.boxes]


def test_of_a_tall_picture_the_claim_is_seen_first():
    claim = next(box for box in lay_out(_of_size(60), _labels(_of_size(60))).boxes if box.key == "claim")
    assert claim.y < 20


def test_thirty_lines_over_a_column_are_drawn_as_one():
    """All that was taken from one agency shares the line that passes what stands between."""
    statements = [told(id_) for id_ in range(1, 34)]
    many = graph(*statements, *(took(id_, 33) for id_ in range(1, 31)), took(31, 32), took(32, 33))
    crossing = {line.points[-3:] for line in lay_out(many, _labels(many)).lines if line.upstream == "s33"}
    assert len(crossing) <= 2


def test_a_long_name_is_broken_at_words_and_cut_with_an_ellipsis():
    rows = wrap(
        "The Syrian Observatory for Human Rights and all of its many local sources", width=120, size=14, lines=2
    )
    assert len(rows) == 2
    assert rows[-1].endswith("…")
    assert all(text_width(row, 14) <= 120 for row in rows)


@often
@given(st.text(max_size=80), st.integers(20, 200), st.integers(1, 4))
def test_wrapping_never_loses_the_beginning_and_never_takes_more_lines_than_given(text, width, lines):
    rows = wrap(text, width=width, size=14, lines=lines)
    assert len(rows) <= lines
    plain = "".join(text.split())
    kept = "".join("".join(rows).split())
    assert plain == kept or plain.startswith(kept.removesuffix("…"))
