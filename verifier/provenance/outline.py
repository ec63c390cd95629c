"""The outline of a picture: what is shown of a graph and how it is marked, before anything has a place.

The drawing and the ordered list are both made from it, so that they always say the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from verifier.provenance.cuts import Cut, cut_vertices
from verifier.provenance.hops import Hops, circles, index, knots, most_downstream
from verifier.provenance.houses import House, houses
from verifier.provenance.types import Access, DependenceReason, Derived, Graph, Naming, Relation, Stance

CLAIM = "claim"


class Mark(StrEnum):
    """What the eye must find; each is a class of the drawn box or line and of the listed step."""

    CLAIM = "claim"
    ARTICLE = "article"
    END = "end"
    FIRST_HAND = "first-hand"
    CUT = "cut"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"
    REFUTING = "refuting"
    CONTEXT = "context"
    CIRCULAR = "circular"
    PROPOSED = "proposed"
    TIED = "tied"
    FOLDED = "folded"


RELATION_WORDS: Mapping[Relation, str] = {
    Relation.QUOTED: "quotes",
    Relation.PARAPHRASED: "paraphrases",
    Relation.REPORTED: "reports what was said by",
    Relation.TOLD: "was told by",
    Relation.TRANSLATED: "translates",
    Relation.REPUBLISHED: "republishes",
    Relation.EDITED_COPY: "carries an edited copy of",
    Relation.ASSERTED: "asserts with",
    Relation.IMPLICIT: "seems to rest on",
    Relation.UNKNOWN: "has it, nobody knows how, from",
}

_MARK_WORDS: Mapping[Mark, str] = {
    Mark.ARTICLE: "the article",
    Mark.END: "the trail ends here",
    Mark.FIRST_HAND: "first-hand",
    Mark.UNNAMED: "not named",
    Mark.REFUTING: "refutes the claim",
    Mark.CONTEXT: "context only",
    Mark.CIRCULAR: "cites in a circle, counts for nothing",
    Mark.PROPOSED: "not confirmed yet",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a picture, all fit to be seen by whom it is drawn for.

    The claim, who tells each statement, a second line where the marks alone say too little, and by their source ids the
    owners and feeds that several have in common.
    """

    claim: str
    tellers: Mapping[int, str]
    notes: Mapping[int, str] = field(default_factory=dict)
    unknown: str = "Unknown source"
    houses: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in the picture: the claim, a statement, an unknown source or what several have in common.

    ``note`` is its second line and ``icon`` the sign beside its name: what it is to the trail, in words and drawn.
    """

    key: str
    statement_id: int | None
    text: str
    note: str
    marks: tuple[Mark, ...]
    title: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the picture, from what is told later to what it was taken from; from the claim to who brings it."""

    downstream: str
    upstream: str
    relation: Relation | None
    marks: tuple[Mark, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything in a picture: items by key, links by the key of their later end, in reading order."""

    items: Mapping[str, Item]
    links: Mapping[str, tuple[Link, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the ordered list. ``depth`` counts from the claim at 0; ``again`` is an item listed in full above."""

    depth: int
    item: Item
    link: Link | None
    again: bool


def outline(graph: Graph, labels: Labels) -> Outline:
    """What a picture of this graph shows. Linear; raises ValueError as ``index`` does."""
    hops = index(graph)
    in_circle = {id_: circle for circle in circles(hops) for id_ in circle}
    cuts = {cut_id: cut.reports for _, cut in passed_by_all(graph) for cut_id in cut.statement_ids}
    items = {CLAIM: Item(CLAIM, None, labels.claim, "", (Mark.CLAIM,), labels.claim, "quote")}
    for id_ in hops.told:
        marks = tuple(_marks(hops, graph, id_, in_cut=id_ in cuts, in_circle=id_ in in_circle))
        text = labels.tellers.get(id_, f"Statement {id_}")
        extra = [f"all {cuts[id_]} reports pass through here"] if id_ in cuts else []
        title = ", ".join([text, *(_MARK_WORDS[mark] for mark in marks if mark in _MARK_WORDS), *extra])
        note = ", ".join([*_short(marks, cuts.get(id_, 0)), *filter(None, [labels.notes.get(id_, "")])])
        items[key_of(id_)] = Item(key_of(id_), id_, text, note, marks, title, _icon(marks))
    for id_ in hops.unknown:
        title = f"{labels.unknown}, the trail is lost"
        marks = (Mark.UNKNOWN, Mark.END)
        items[unknown_key(id_)] = Item(
            unknown_key(id_), None, labels.unknown, "the trail is lost", marks, title, _icon(marks)
        )
    links: dict[str, tuple[Link, ...]] = {CLAIM: tuple(_brought_by(hops, graph, items))}
    for id_, givers in hops.upstream.items():
        found = [_link(items, hops.known[id_, up], in_circle.get(id_, ()), in_circle.get(up)) for up in givers]
        if id_ in hops.unknown:
            found.append(_link(items, hops.unknown[id_], (), None))
        links[key_of(id_)] = tuple(found)
    for house in houses(graph):
        _tie(items, links, house, labels.houses.get(house.teller_id, ""))
    return Outline(items, links)


def passed_by_all(graph: Graph) -> tuple[tuple[Stance, Cut], ...]:
    """The cut vertices worth showing: of each side that several separate reports bring, from the reports inwards."""
    hops = index(graph)
    bringing = [hops.told[id_].stance for id_ in most_downstream(hops)]
    return tuple(
        (stance, cut)
        for stance in (Stance.REFUTES, Stance.SUPPORTS)
        if bringing.count(stance) > 1
        for cut in cut_vertices(graph, stance)
        if cut.reports > 1
    )


_HOUSE_WORDS = {DependenceReason.SHARED_OWNER: "Same owner", DependenceReason.SHARED_FEED: "Same feed"}


def _tie(items: dict[str, Item], links: dict[str, tuple[Link, ...]], house: House, name: str) -> None:
    """Join those who are one voice by what they have in common, as if it were where they have it from."""
    words = _HOUSE_WORDS.get(house.reason, "Same source")
    text, note = (name, words.lower()) if name else (words, "")
    key = f"t{house.teller_id}{house.reason.value[-5:]}"
    title = f"{words}: {name}, counted as one" if name else f"{words}, counted as one"
    items[key] = Item(key, None, text, ", ".join(filter(None, [note, "counts as one"])), (Mark.TIED,), title, "link")
    for id_ in house.statement_ids:
        title = f"{items[key_of(id_)].text}: {words.lower()} as others"
        links[key_of(id_)] += (Link(key_of(id_), key, None, (Mark.TIED,), title),)


def _short(marks: tuple[Mark, ...], passing: int) -> Iterator[str]:
    """What the marks say in a few words, the weightiest first."""
    if passing:
        yield f"all {passing} pass here"
    if Mark.CIRCULAR in marks:
        yield "in a circle"
    if Mark.REFUTING in marks:
        yield "refutes"
    if Mark.CONTEXT in marks:
        yield "context"
    if Mark.ARTICLE in marks:
        yield "the article"
    if Mark.FIRST_HAND in marks:
        yield "first-hand"
    elif Mark.END in marks:
        yield "not named" if Mark.UNNAMED in marks else "the trail ends here"
    elif Mark.UNNAMED in marks:
        yield "not named"


_ICONS = {
    Mark.CIRCULAR: "loop",
    Mark.UNKNOWN: "broken",
    Mark.CUT: "fork",
    Mark.REFUTING: "minus",
    Mark.FIRST_HAND: "eye",
    Mark.UNNAMED: "unnamed_group",
    Mark.END: "person",
    Mark.ARTICLE: "outlet",
}


def _icon(marks: tuple[Mark, ...]) -> str:
    """The sign of the weightiest mark, none for whoever merely passes it on."""
    return next((icon for mark, icon in _ICONS.items() if mark in marks), "")


def key_of(statement_id: int) -> str:
    """The key of a statement in a picture."""
    return f"s{statement_id}"


def unknown_key(statement_id: int) -> str:
    """The key of the unknown source behind a statement."""
    return f"u{statement_id}"


def _marks(hops: Hops, graph: Graph, id_: int, *, in_cut: bool, in_circle: bool) -> Iterator[Mark]:
    told = hops.told[id_]
    marks = {
        Mark.ARTICLE: id_ == graph.article_id,
        Mark.END: hops.is_end(id_),
        Mark.FIRST_HAND: told.access is Access.FIRST_HAND,
        Mark.CUT: in_cut,
        Mark.UNNAMED: told.naming is not Naming.NAMED,
        Mark.REFUTING: told.stance is Stance.REFUTES,
        Mark.CONTEXT: told.stance is Stance.CONTEXT,
        Mark.CIRCULAR: in_circle,
    }
    return (mark for mark, holds in marks.items() if holds)


def _brought_by(hops: Hops, graph: Graph, items: Mapping[str, Item]) -> Iterator[Link]:
    """The claim is brought by what nobody took further, the article first; by one statement of a circle, not by all."""
    part_of = {id_: part for part in knots(hops.upstream) for id_ in part}
    bringing: dict[tuple[int, ...], int] = {}
    for id_ in most_downstream(hops):
        if part_of[id_] not in bringing or id_ == graph.article_id:
            bringing[part_of[id_]] = id_
    for id_ in sorted(bringing.values(), key=lambda id_: (id_ != graph.article_id, id_)):
        stance = tuple(mark for mark in items[key_of(id_)].marks if mark in {Mark.REFUTING, Mark.CONTEXT})
        verb = "is refuted by" if Mark.REFUTING in stance else "is told by"
        yield Link(CLAIM, key_of(id_), None, stance, f"The claim {verb} {items[key_of(id_)].text}")


def _link(
    items: Mapping[str, Item], hop: Derived, circle: tuple[int, ...], upstream_circle: tuple[int, ...] | None
) -> Link:
    down = key_of(hop.downstream_id)
    up = unknown_key(hop.downstream_id) if hop.upstream_id is None else key_of(hop.upstream_id)
    holds = {
        Mark.UNKNOWN: hop.upstream_id is None,
        Mark.CIRCULAR: bool(circle) and circle == upstream_circle,
        Mark.PROPOSED: not hop.confirmed,
    }
    marks = tuple(mark for mark, is_so in holds.items() if is_so)
    words = [f"{items[down].text} {RELATION_WORDS[hop.relation]} {items[up].text}"]
    words += [_MARK_WORDS[mark] for mark in marks if mark in _MARK_WORDS]
    return Link(down, up, hop.relation, marks, ", ".join(words))


def as_steps(shown: Outline) -> tuple[Step, ...]:
    """The picture as an ordered list, from the claim back to the ends; every item in full once, every link once."""
    steps = [Step(0, shown.items[CLAIM], None, again=False)]
    seen = {CLAIM}
    waiting = [(1, link) for link in reversed(shown.links[CLAIM])]
    while waiting:
        depth, link = waiting.pop()
        again = link.upstream in seen
        steps.append(Step(depth, shown.items[link.upstream], link, again))
        if not again:
            seen.add(link.upstream)
            waiting += [(depth + 1, onward) for onward in reversed(shown.links.get(link.upstream, ()))]
    return tuple(steps)
