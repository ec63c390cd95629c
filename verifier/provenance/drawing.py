"""The drawing: an outline laid out in px, ready for a template to write as inline SVG with classes only.

Wide, the claim stands at the side where reading begins and trails run across to their ends. Narrow, everything stands
in one column in reading order, with the lines in a gutter beside it. Either can be mirrored for right-to-left scripts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from verifier.provenance.layers import Layered, heights, in_layers, lanes
from verifier.provenance.lettering import wrap
from verifier.provenance.outline import CLAIM, Item, Labels, Link, Mark, Outline, as_steps, outline
from verifier.provenance.types import Graph

NARROW_WIDTH = 390
FONT_SIZE = 14
NOTE_SIZE = 12
LINE_HEIGHT = 18
PADDING = 8
MARGIN = 12
ICON_SIZE = 16
ICON = ICON_SIZE + 6
"""The room that an icon takes beside the words of a box, in px."""
Point = tuple[float, float]
CROWDED = 14
"""With more items than this in one column, its boxes keep to a single line so that a screen shows more of them."""
_TOLD_IN_WORDS = frozenset({Mark.END, Mark.CUT, Mark.CIRCULAR, Mark.UNKNOWN, Mark.TIED, Mark.FOLDED})
"""What keeps its second line even in a crowd: where trails end, come together or close."""


class Shape(StrEnum):
    """For which space a drawing is made."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text in a box: where it begins (right to left: at its right edge) and its baseline, in px."""

    text: str
    x: float
    y: float
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One item with its place: the upper left corner and the size in px. ``title`` is for screen readers."""

    key: str
    statement_id: int | None
    x: float
    y: float
    width: float
    height: float
    lines: tuple[TextLine, ...]
    classes: tuple[str, ...]
    title: str
    icon: str = ""
    icon_x: float = 0

    @property
    def icon_y(self) -> float:
        """The upper edge of the icon in px."""
        return round(self.y + PADDING, 1)


@dataclass(frozen=True, slots=True)
class Polyline:
    """One link: its corners in px, from what is told later to what it was taken from."""

    downstream: str
    upstream: str
    points: tuple[Point, ...]
    classes: tuple[str, ...]
    title: str

    @property
    def svg_points(self) -> str:
        """The corners as the points attribute of an SVG polyline takes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished layout. Lines come first when drawn, so that boxes cover them."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Polyline, ...]
    shape: Shape
    is_rtl: bool


def lay_out(graph: Graph, labels: Labels, *, shape: Shape = Shape.WIDE, rtl: bool = False) -> Drawing:
    """Lay out the claim, its statements and their trails. Near-linear; the same graph gives the same drawing.

    Raises ValueError as ``index`` does.
    """
    return draw(outline(graph, labels), shape=shape, rtl=rtl)


def draw(
    shown: Outline,
    *,
    shape: Shape = Shape.WIDE,
    rtl: bool = False,
    box: float | None = None,
    rooted: bool = True,
) -> Drawing:
    """Lay out an outline that is made already, of a claim or of a whole article.

    ``box``: how wide its boxes are, in px; ``rooted``: whether the box is drawn from which everything hangs.
    """
    drawing = _narrow(shown) if shape is Shape.NARROW else _wide(shown, box)
    drawing = drawing if rooted else _without_root(drawing)
    return _mirrored(drawing) if rtl else drawing


@dataclass(frozen=True, slots=True)
class _Measures:
    box: float
    gap: float


_ROOMY = _Measures(box=190, gap=16)
_CLOSE = _Measures(box=230, gap=6)
_GIVEN_UP = 20
_LEAST_BOX = 150
"""With more than four columns boxes give up so much of their width for each, down to the least."""
_BEND = 4.0
_LANE = 10.0
_APPROACH = 12.0
_LANES_SPREAD = 120.0
_TALL = 900.0
"""From this height on the claim stands at the top: a reader who comes to the picture has to see it first."""


def _wide(shown: Outline, box: float | None = None) -> Drawing:
    layered = in_layers(shown)
    standing = [[key for key in column if key in shown.items] for column in layered.columns]
    measures = _CLOSE if max(map(len, standing)) > CROWDED else _ROOMY
    measures = replace(measures, box=box or max(_LEAST_BOX, measures.box - _GIVEN_UP * max(0, len(standing) - 4)))
    lettered = {
        key: _lettered(shown.items[key], measures.box, name_lines=1 if len(keys) > CROWDED else 3)
        for keys in standing
        for key in keys
    }
    middle = heights(layered, {key: box.height for key, box in lettered.items()}, gap=measures.gap, bend=_BEND)
    if max(middle.values()) > _TALL:
        middle[CLAIM] = lettered[CLAIM].height / 2
    routes = _Routes(shown, layered, middle, measures.box)
    boxes = {
        key: _placed(box, routes.left_of(key), MARGIN + middle[key] - box.height / 2) for key, box in lettered.items()
    }
    lines = [
        _line(link, _round_below(boxes[key], boxes[link.upstream], number, measures.gap))
        if (key, link.upstream) in layered.backward
        else _line(link, [(x, y + MARGIN) for x, y in routes.points(link)])
        for key, links in shown.links.items()
        for number, link in enumerate(links)
    ]
    floor = max((y for line in lines for _, y in line.points), default=0.0)
    floor = max(floor, *(box.y + box.height for box in boxes.values()))
    return Drawing(
        width=round(routes.width + MARGIN, 1),
        height=round(floor + MARGIN, 1),
        boxes=tuple(boxes[key] for key in shown.items),
        lines=tuple(lines),
        shape=Shape.WIDE,
        is_rtl=False,
    )


class _Routes:
    """The upright lines between the columns: all lines to one item share one, and no two items share one."""

    def __init__(self, shown: Outline, layered: Layered, middle: Mapping[str, float], box: float) -> None:
        self._ways = layered.ways
        self._middle = middle
        self._box = box
        self._column = {key: number for number, column in enumerate(layered.columns) for key in column}
        self._leaving = {
            (key, link.upstream): middle[key] + (_fan(number, len(links)) if key != CLAIM else 0)
            for key, links in shown.links.items()
            for number, link in enumerate(links)
        }
        spans: list[dict[str, Point]] = [{} for _ in layered.columns]
        for links in shown.links.values():
            for link in links:
                for gap, start, end in self._runs(link):
                    low, high = sorted((start, end))
                    before = spans[gap].get(_hub(link), (low, high))
                    spans[gap][_hub(link)] = (min(low, before[0]), max(high, before[1]))
        self._lanes = [lanes({hub: span for hub, span in runs.items() if span[0] < span[1]}) for runs in spans]
        self._left: list[float] = [MARGIN]
        self._spread: list[float] = []
        for runs in self._lanes[:-1]:
            used = max(runs.values(), default=0) + 1
            self._spread.append(min(_LANE, _LANES_SPREAD / used))
            self._left.append(self._left[-1] + box + 2 * _APPROACH + used * self._spread[-1])
        self.width = self._left[-1] + box

    def left_of(self, key: str) -> float:
        return self._left[self._column[key]]

    def points(self, link: Link) -> list[Point]:
        """The corners of a line that closes no circle, with the top of the items at 0."""
        points: list[Point] = [
            (self.left_of(link.downstream) + self._box, self._leaving[link.downstream, link.upstream])
        ]
        for gap, start, end in self._runs(link):
            if start != end:
                lane = self._lanes[gap][_hub(link)]
                x = self._left[gap] + self._box + _APPROACH + (lane + 0.5) * self._spread[gap]
                points += [(x, start), (x, end)]
        return [*points, (self.left_of(link.upstream), self._middle[link.upstream])]

    def _runs(self, link: Link) -> Iterator[tuple[int, float, float]]:
        """For each gap between columns that a line crosses: the gap, and the heights at which it comes and goes."""
        way = self._ways.get((link.downstream, link.upstream), ())
        start = self._leaving[link.downstream, link.upstream]
        for there in way[1:]:
            yield self._column[there] - 1, start, self._middle[there]
            start = self._middle[there]


def _fan(number: int, of: int) -> float:
    """How far from the middle of a box the lines that leave it stand apart; the claim's own leave as one."""
    return (number - (of - 1) / 2) * min(6.0, 24 / of)


def _lettered(item: Item, width: float, *, name_lines: int) -> Box:
    """A box at 0, 0 with its text broken into lines; the claim may take twice as many, a note needs room for two."""
    beside = ICON if item.icon else 0
    inner = width - 2 * PADDING - beside
    most = max(2 * name_lines, 4) if item.key == CLAIM else name_lines
    rows = [(row, False) for row in wrap(item.text, width=inner, size=FONT_SIZE, lines=most)]
    if item.note and (name_lines > 1 or not _TOLD_IN_WORDS.isdisjoint(item.marks)):
        rows += [(row, True) for row in wrap(item.note, width=inner, size=NOTE_SIZE, lines=2)]
    lines = tuple(
        TextLine(row, PADDING + beside, PADDING + LINE_HEIGHT * (number + 0.75), is_note)
        for number, (row, is_note) in enumerate(rows)
    )
    classes = tuple(dict.fromkeys(mark.value for mark in item.marks))
    height = 2 * PADDING + LINE_HEIGHT * max(len(rows), 1)
    return Box(item.key, item.statement_id, 0, 0, width, height, lines, classes, item.title, item.icon, PADDING)


def _placed(box: Box, x: float, y: float) -> Box:
    """The box with everything in it moved by so much; one just lettered stands at 0, 0."""
    lines = tuple(replace(line, x=round(line.x + x, 1), y=round(line.y + y, 1)) for line in box.lines)
    return replace(box, x=round(box.x + x, 1), y=round(box.y + y, 1), lines=lines, icon_x=round(box.icon_x + x, 1))


def _line(link: Link, points: Sequence[Point]) -> Polyline:
    rounded = tuple((round(x, 1), round(y, 1)) for x, y in points)
    return Polyline(link.downstream, link.upstream, rounded, tuple(mark.value for mark in link.marks), link.title)


def _middle(box: Box) -> float:
    return box.y + box.height / 2


def _round_below(down: Box, up: Box, number: int, gap: float) -> list[Point]:
    """Back under both boxes, so that a circle is seen to close."""
    out, back = down.x + down.width + 8 + 4 * number, up.x - 8
    floor = max(down.y + down.height, up.y + up.height) + gap / 2
    return [
        (down.x + down.width, _middle(down)),
        (out, _middle(down)),
        (out, floor),
        (back, floor),
        (back, _middle(up)),
        (up.x, _middle(up)),
    ]


_GUTTER = 72
_INDENT = 12
_INDENTS = 4


def _narrow(shown: Outline) -> Drawing:
    """One box below the other in the order of the list, a lane in the gutter for each item that others lead to."""
    steps = [step for step in as_steps(shown) if not step.again]
    row = {step.item.key: number for number, step in enumerate(steps)}
    hub_of = _hubs(shown)
    lane_of = lanes(_spans(shown, row, hub_of))
    used = max(lane_of.values(), default=0) + 1
    spread = min(_LANE, _GUTTER / used)
    gutter = MARGIN + spread * used
    boxes: dict[str, Box] = {}
    y: float = MARGIN
    crowded = len(steps) > 2 * CROWDED
    for step in steps:
        x = gutter + _INDENT * min(step.depth, _INDENTS)
        box = _lettered(step.item, NARROW_WIDTH - MARGIN - x, name_lines=1 if crowded else 2)
        boxes[step.item.key] = _placed(box, x, y)
        y += box.height + (8 if crowded else 12)
    lines = [
        _line(link, _beside(boxes[link.downstream], boxes[link.upstream], MARGIN + spread * lane_of[hub_of[link]]))
        for links in shown.links.values()
        for link in links
    ]
    return Drawing(NARROW_WIDTH, round(y, 1), tuple(boxes.values()), tuple(lines), Shape.NARROW, is_rtl=False)


def _hub(link: Link) -> str:
    """Lines that leave the claim share one lane, and so do all that lead to the same item."""
    return CLAIM if link.downstream == CLAIM else link.upstream


def _hubs(shown: Outline) -> dict[Link, str]:
    """In a gutter, lines that leave one item for places that nothing else leads to share a lane too."""
    every = [link for links in shown.links.values() for link in links]
    leading = Counter(link.upstream for link in every)
    return {link: link.downstream if leading[link.upstream] == 1 else _hub(link) for link in every}


def _spans(shown: Outline, row: Mapping[str, int], hub_of: Mapping[Link, str]) -> dict[str, tuple[float, float]]:
    spans: dict[str, tuple[float, float]] = {}
    for links in shown.links.values():
        for link in links:
            first, last = sorted((row[link.downstream], row[link.upstream]))
            before = spans.get(hub_of[link], (first, last))
            spans[hub_of[link]] = (min(first, before[0]), max(last, before[1]))
    return spans


def _beside(down: Box, up: Box, lane: float) -> list[Point]:
    """Out of the later box into the lane, along it, and into the earlier one; a little apart where both ends meet."""
    leaving = _middle(down) + min(6.0, down.height / 4)
    arriving = _middle(up) - min(6.0, up.height / 4)
    return [(down.x, leaving), (lane, leaving), (lane, arriving), (up.x, arriving)]


def _without_root(drawing: Drawing) -> Drawing:
    """The same drawing without the box from which everything hangs, moved to where that stood."""
    boxes = [box for box in drawing.boxes if box.key != CLAIM]
    lines = [line for line in drawing.lines if line.downstream != CLAIM]
    if not boxes:
        return drawing
    right = min(min(box.x for box in boxes), *(x for line in lines for x, _ in line.points)) - MARGIN
    down = min(box.y for box in boxes) - MARGIN
    if drawing.shape is Shape.NARROW:
        boxes = [replace(box, width=round(box.width + right, 1)) for box in boxes]
    return replace(
        drawing,
        width=drawing.width if drawing.shape is Shape.NARROW else round(drawing.width - right, 1),
        height=round(drawing.height - down, 1),
        boxes=tuple(_placed(box, -right, -down) for box in boxes),
        lines=tuple(
            replace(line, points=tuple((round(x - right, 1), round(y - down, 1)) for x, y in line.points))
            for line in lines
        ),
    )


def _mirrored(drawing: Drawing) -> Drawing:
    """The same drawing for a script written right to left."""
    boxes = tuple(
        replace(
            box,
            x=round(drawing.width - box.x - box.width, 1),
            icon_x=round(drawing.width - box.icon_x - ICON_SIZE, 1),
            lines=tuple(replace(line, x=round(drawing.width - line.x, 1)) for line in box.lines),
        )
        for box in drawing.boxes
    )
    lines = tuple(
        replace(line, points=tuple((round(drawing.width - x, 1), y) for x, y in line.points)) for line in drawing.lines
    )
    return replace(drawing, boxes=boxes, lines=lines, is_rtl=True)
