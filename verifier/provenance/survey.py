"""A survey of an article: on whom its claims rest, by share, and whom they pass on the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from verifier.provenance.chains import chains, ends
from verifier.provenance.outline import CLAIM, Item, Link, Mark, Outline
from verifier.provenance.queries import ClaimRows, graph
from verifier.provenance.resting import is_author_alone
from verifier.provenance.types import ChainEnd

AUTHOR = "author"
Key = int | str
"""A source by its id; ``author``, ``unknown`` and ``circular`` stand for no source at all."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One claim of the article: its number there, its words, and where its trails end."""

    claim_id: int
    number: int
    words: str
    ends: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where trails end. ``key`` None of a source id: nobody stands there, and ``end`` says why.

    ``claim_ids`` end here, ``passing`` pass here and end here or go on; ``by_way_of`` are the sources that all of those
    ending here pass before. ``is_open``: some hop on the way is only proposed.
    """

    key: Key
    end: str
    claim_ids: tuple[int, ...]
    passing: int
    by_way_of: tuple[int, ...]
    is_open: bool

    @property
    def source_id(self) -> int | None:
        """The source at this end, None if nobody is known to stand there."""
        return self.key if isinstance(self.key, int) else None


@dataclass(frozen=True, slots=True)
class Survey:
    """All claims of an article and what they rest on, the origin of most claims first, what has no origin last."""

    claims: tuple[Surveyed, ...]
    origins: tuple[Origin, ...]

    def share(self, origin: Origin) -> int:
        """How many of a hundred claims end there."""
        return round(100 * len(origin.claim_ids) / len(self.claims))


@dataclass(frozen=True, slots=True)
class _Trail:
    claim_id: int
    ends: Mapping[Key, str]
    passed: frozenset[int]
    is_open: bool


def survey(claims: Sequence[tuple[int, str, ClaimRows]]) -> Survey:
    """Survey the claims of one article, given with their words and rows in the order of the text."""
    trails = [_trail(claim_id, rows) for claim_id, _, rows in claims]
    found: dict[Key, tuple[str, list[_Trail]]] = {}
    for trail in trails:
        for key, end in trail.ends.items():
            found.setdefault(key, (end, []))[1].append(trail)
    origins = [_origin(key, end, resting, trails) for key, (end, resting) in found.items()]
    origins.sort(key=lambda one: (one.source_id is None, -len(one.claim_ids), -one.passing, str(one.key)))
    rank = {one.key: place for place, one in enumerate(origins)}
    return Survey(
        claims=tuple(
            Surveyed(claim_id, number, words, tuple(sorted(trail.ends, key=rank.__getitem__)))
            for number, ((claim_id, words, _), trail) in enumerate(zip(claims, trails, strict=True), 1)
        ),
        origins=tuple(origins),
    )


def _trail(claim_id: int, rows: ClaimRows) -> _Trail:
    is_open = any(hop.status.value == "proposed" for hop in rows.derivations)
    if is_author_alone(rows):
        return _Trail(claim_id, {AUTHOR: AUTHOR}, frozenset(), is_open)
    shown = graph(rows)
    tellers = {told.id: told.teller.id for told in shown.told}
    own = rows.article_own()
    reached: dict[Key, str] = {}
    for end in ends(shown):
        nobody = end.kind in {ChainEnd.UNKNOWN, ChainEnd.CIRCULAR}
        reached.setdefault(end.kind.value if nobody else tellers[end.statement_id], end.kind.value)
    listed = chains(shown)
    ways = [frozenset(tellers[id_] for id_ in chain.steps) for chain in listed] if not listed.more else [frozenset()]
    passed = frozenset.intersection(*ways) - {own.source_id if own else 0}
    return _Trail(claim_id, reached, passed, is_open)


def _origin(key: Key, end: str, resting: Sequence[_Trail], trails: Iterable[_Trail]) -> Origin:
    passed = frozenset.intersection(*(trail.passed for trail in resting)) - {key}
    return Origin(
        key=key,
        end=end,
        claim_ids=tuple(trail.claim_id for trail in resting),
        passing=sum(key in trail.passed for trail in trails),
        by_way_of=tuple(sorted(one for one in passed if isinstance(one, int))),
        is_open=any(trail.is_open for trail in resting),
    )


_NOBODY = {
    AUTHOR: ("The author only", "author", "nobody is credited"),
    ChainEnd.UNKNOWN.value: ("Unknown source", "broken", "the trail is lost"),
    ChainEnd.CIRCULAR.value: ("Nobody: a circle", "loop", "cites in a circle"),
}
_ICONS = {ChainEnd.FIRST_HAND.value: "eye", ChainEnd.NAMED.value: "person", ChainEnd.UNNAMED.value: "unnamed_group"}
_WORDS = {ChainEnd.FIRST_HAND.value: "first-hand", ChainEnd.NAMED.value: "", ChainEnd.UNNAMED.value: "not named"}
_MARKS = {
    AUTHOR: (Mark.END,),
    ChainEnd.FIRST_HAND.value: (Mark.END, Mark.FIRST_HAND),
    ChainEnd.NAMED.value: (Mark.END,),
    ChainEnd.UNNAMED.value: (Mark.END, Mark.UNNAMED),
    ChainEnd.UNKNOWN.value: (Mark.END, Mark.UNKNOWN),
    ChainEnd.CIRCULAR.value: (Mark.END, Mark.CIRCULAR),
}


def name_of(origin: Origin, names: Mapping[int, str]) -> str:
    """What an origin is called; ``names`` by source, fit for whom it is shown to."""
    if origin.source_id is None:
        return _NOBODY[str(origin.key)][0]
    return names.get(origin.source_id, "A source")


def outline_of(found: Survey, title: str, names: Mapping[int, str]) -> Outline:
    """The article as a picture: its claims, those of one origin together, and each origin once.

    The origin of most claims is marked as the one all of those pass.
    """
    most = max((one.passing for one in found.origins if one.source_id is not None), default=0)
    items = {CLAIM: Item(CLAIM, None, title, "", (Mark.CLAIM,), title, "document")}
    for one in found.origins:
        items[origin_key(one)] = _box(found, one, names, is_cut=one.passing == most > 1)
    links: dict[str, tuple[Link, ...]] = {}
    ordered = sorted(found.claims, key=lambda claim: [_rank(found, key) for key in claim.ends])
    for claim in ordered:
        text = f"{claim.number}. {claim.words}"
        items[claim_key(claim)] = Item(claim_key(claim), None, text, "", (), text)
        links[claim_key(claim)] = tuple(_to(claim, one, names) for one in found.origins if one.key in claim.ends)
    told = (Link(CLAIM, claim_key(claim), None, (), f"Claim {claim.number} of the article") for claim in ordered)
    return Outline(items, {CLAIM: tuple(told), **links})


def turned(shown: Outline) -> Outline:
    """The same picture of an article read from its origins: under each the claims that rest on it."""
    claims = [link.upstream for link in shown.links[CLAIM]]
    links: dict[str, tuple[Link, ...]] = {}
    for claim in claims:
        for link in shown.links[claim]:
            back = replace(link, downstream=link.upstream, upstream=claim)
            links[link.upstream] = (*links.get(link.upstream, ()), back)
    heads = tuple(Link(CLAIM, key, None, (), item.title) for key, item in shown.items.items() if key in links)
    return Outline(shown.items, {CLAIM: heads, **links})


def origin_key(origin: Origin) -> str:
    """The key of an origin in the picture."""
    return f"o{origin.key}"


def claim_key(claim: Surveyed) -> str:
    """The key of a claim in the picture."""
    return f"c{claim.claim_id}"


def _rank(found: Survey, key: Key) -> int:
    return next(place for place, one in enumerate(found.origins) if one.key == key)


def _box(found: Survey, one: Origin, names: Mapping[int, str], *, is_cut: bool) -> Item:
    count = len(one.claim_ids)
    share = f"{count} of {len(found.claims)} claims, {found.share(one)} %"
    nobody = _NOBODY.get(str(one.key), ("", "", ""))
    passing = f"{one.passing} pass here" if one.passing > count else ""
    note = ", ".join(filter(None, [share, passing, nobody[2] or _WORDS[one.end]]))
    marks = (*_MARKS[one.end], *((Mark.CUT,) if is_cut else ()))
    name = name_of(one, names)
    icon = "fork" if is_cut else nobody[1] or _ICONS[one.end]
    return Item(origin_key(one), None, name, note, marks, f"{name}: {note}", icon)


def _to(claim: Surveyed, one: Origin, names: Mapping[int, str]) -> Link:
    marks = (Mark.UNKNOWN,) if one.end == ChainEnd.UNKNOWN.value else ()
    return Link(claim_key(claim), origin_key(one), None, marks, f"Claim {claim.number} rests on {name_of(one, names)}")
