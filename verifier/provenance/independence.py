"""Independence: how many origins stand behind what is said, and what any two statements are to each other.

On one claim a teller is one *voice* with the outlets under the same owner, with those that take the same feed, and with
whoever brings near-identical text. A voice that took it from another voice rests on that one; voices that took it from
each other in a ring are one. The origins of a side are the voices that rest on no other, counted twice:

- at least: as if every proposed hop held and every unknown hop led to an origin that is counted already;
- at most: as if no proposed hop held and every unknown hop led to an origin of its own.

A voice that leads into a circle of statements is void and no end. The laws follow, since a hop or a tie only ever takes
ends away or joins what rests on them: a dependent source never raises the count, an unknown hop makes nothing
independent, and confirming a hop never widens the range. Each side is counted from what it rests on alone: what a house
says against the claim has no bearing on what it says for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from verifier.provenance.connections import connect
from verifier.provenance.hops import Hops, Ids, circles, index, knots, reach, within
from verifier.provenance.overlap import NEAR_IDENTICAL
from verifier.provenance.types import DependenceReason, Graph, Independence, Stance
from verifier.provenance.voices import Rests, Voices, rests, voices

SEVERAL = -1
"""Stands for more than one origin where statements are marked with theirs."""

NO_OVERLAPS: Mapping[frozenset[int], float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OriginCount:
    """How many independent origins: at least ``low``, at most ``high``; equal where nothing is unmeasured."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether every hop that matters has been measured."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two statements are to each other, and why.

    ``via`` are the statements through which they depend on each other or might: the shared ancestor, the one cited,
    those in the circle, those whose source is unknown. ``via_tellers`` are the shared teller, owner or feed.
    For an unmeasured pair ``reasons`` are what would hold if the proposed hops did, none if only a hop is unknown.
    """

    independence: Independence
    reasons: tuple[DependenceReason, ...] = ()
    via: Ids = ()
    via_tellers: Ids = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One origin as the graph stands, proposed hops included.

    ``origin_ids`` are the statements at the end of its trails, more than one if they count as one voice; ``member_ids``
    all statements resting on this origin alone, those at the end included. ``is_open``: an unknown hop lies behind it.
    """

    origin_ids: Ids
    member_ids: Ids
    is_open: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What stands behind one stance.

    ``carriers`` are its statements that took it from someone, ``carrier_tellers`` how many tellers those are,
    ``several`` the statements resting on more than one origin, ``void`` those that lead into a circle, by themselves or
    by another statement of their voice.
    """

    stance: Stance
    count: OriginCount
    carriers: Ids
    carrier_tellers: int
    groups: tuple[Group, ...]
    several: Ids
    void: Ids


@dataclass(frozen=True, slots=True)
class _World:
    """What rests on what, with the proposed hops or without, and what leads into a circle or to an unknown hop."""

    hops: Hops
    rests: Rests
    circling: tuple[Ids, ...]
    void: frozenset[int]
    unsure: frozenset[int]

    def last(self) -> list[int]:
        """The statements with no known statement before them that are not void."""
        return [id_ for id_, givers in self.hops.upstream.items() if not givers and id_ not in self.void]


def _world(hops: Hops, joined: Voices) -> _World:
    resting = rests(hops, joined)
    circling = tuple(circles(hops))
    void = resting.leading_to(id_ for circle in circling for id_ in circle)
    unsure = resting.leading_to(hops.unknown)
    return _World(
        hops=hops,
        rests=resting,
        circling=circling,
        void=frozenset(id_ for id_ in hops.told if resting.part_of[id_] in void),
        unsure=frozenset(id_ for id_ in hops.told if resting.part_of[id_] in unsure),
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """A graph measured: both sides counted, and any pair of statements to be asked about."""

    supporting: Side
    refuting: Side
    _voices: Voices = field(repr=False, compare=False)
    _proposed: _World = field(repr=False, compare=False)
    _confirmed: _World = field(repr=False, compare=False)

    def between(self, one: int, other: int) -> Judgement:
        """What two statements are to each other; the same whichever is named first. Linear in the size of the graph.

        Dependent by what a person has confirmed, unmeasured by what is only proposed or by an unknown hop that could be
        the shared one, else independent. Whatever leads into a circle supports nothing and is independent of nothing.
        Raises KeyError if a statement is not in the graph.
        """
        one, other = sorted((self._proposed.hops.told[one].id, self._proposed.hops.told[other].id))
        reasons, via, tellers = self._connection(self._confirmed, one, other)
        if reasons:
            return Judgement(Independence.DEPENDENT, reasons, via, tellers)
        reasons, via, tellers = self._connection(self._proposed, one, other)
        unknown = self._unknown_behind(one, other)
        if reasons or unknown:
            return Judgement(Independence.UNMEASURED, reasons, tuple(sorted({*via, *unknown})), tellers)
        return Judgement(Independence.INDEPENDENT)

    def _connection(self, world: _World, one: int, other: int) -> tuple[tuple[DependenceReason, ...], Ids, Ids]:
        found = connect(world.hops, self._voices, one, other)
        reasons = set(found.reasons) if found else set()
        via = set(found.via) if found else set()
        if one == other:
            reasons, via = {DependenceReason.SHARED_ORIGIN}, {one}
        if not world.void.isdisjoint((one, other)):
            reasons.add(DependenceReason.CYCLE)
            below = _below(world.rests, one, other)
            via |= {id_ for circle in world.circling for id_ in circle if world.rests.part_of[id_] in below}
        return tuple(sorted(reasons)), tuple(sorted(via)), found.via_tellers if found else ()

    def _unknown_behind(self, one: int, other: int) -> Ids:
        """The statements with an unknown hop on which either of two rests, voices included."""
        if self._proposed.unsure.isdisjoint((one, other)):
            return ()
        below = _below(self._proposed.rests, one, other)
        return tuple(sorted(id_ for id_ in self._proposed.hops.unknown if self._proposed.rests.part_of[id_] in below))


def _below(resting: Rests, one: int, other: int) -> Mapping[int, int]:
    return reach((resting.part_of[one], resting.part_of[other]), dict(enumerate(resting.on)))


def measure(
    graph: Graph,
    *,
    overlaps: Mapping[frozenset[int], float] = NO_OVERLAPS,
    near_identical: float = NEAR_IDENTICAL,
) -> Measured:
    """Measure the independence of all statements on one claim. Linear in statements, hops and overlaps.

    Besides the graph's own ``alike``, ``overlaps`` gives, for pairs of statement ids, the share of text they have in
    common, 0 to 1; pairs at ``near_identical`` or above count as one voice. Leave out a pair whose common text is the
    primary document itself.
    Raises ValueError as ``index`` does.
    """
    proposed, confirmed = index(graph), index(graph, proposed=False)
    close = [*map(frozenset, graph.alike), *(pair for pair, share in overlaps.items() if share >= near_identical)]
    alike = [(min(pair), max(pair)) for pair in close if len(pair) == 2 and pair <= proposed.told.keys()]
    joined = voices(proposed, alike)
    return Measured(
        supporting=_side(Stance.SUPPORTS, proposed, confirmed, alike),
        refuting=_side(Stance.REFUTES, proposed, confirmed, alike),
        _voices=joined,
        _proposed=_world(proposed, joined),
        _confirmed=_world(confirmed, joined),
    )


def accepting_proposals(graph: Graph) -> Graph:
    """The same graph as it would be with every proposed hop confirmed: what the count will be if all is accepted."""
    return replace(graph, derived=tuple(replace(hop, confirmed=True) for hop in graph.derived))


def _side(stance: Stance, as_proposed: Hops, as_confirmed: Hops, alike: list[tuple[int, int]]) -> Side:
    told = as_proposed.told
    own = [id_ for id_ in told if told[id_].stance is stance]
    counted = reach(own, as_proposed.upstream).keys()
    joined = voices(within(as_proposed, counted), [pair for pair in alike if counted >= set(pair)])
    proposed = _world(within(as_proposed, counted), joined)
    confirmed = _world(within(as_confirmed, counted), joined)
    low = len(proposed.rests.ends(id_ for id_ in proposed.last() if id_ not in proposed.unsure))
    high = len(confirmed.rests.ends(confirmed.last()))
    carriers = tuple(id_ for id_ in own if not proposed.hops.is_end(id_) and id_ not in proposed.void)
    groups, several = _groups(proposed)
    return Side(
        stance=stance,
        count=OriginCount(max(low, 1 if proposed.last() else 0), high),
        carriers=carriers,
        carrier_tellers=len({told[id_].teller.id for id_ in carriers}),
        groups=groups,
        several=several,
        void=tuple(sorted(proposed.void)),
    )


def _groups(world: _World) -> tuple[tuple[Group, ...], Ids]:
    """Mark every statement with the one origin it rests on, or as resting on several; each hop is looked at once."""
    last = world.last()
    below = _only_below(world.rests, world.rests.ends(last))
    mark = {id_: below[world.rests.part_of[id_]] for id_ in last}
    for part in knots(world.hops.upstream):
        before = {mark[giver] for id_ in part for giver in world.hops.upstream[id_] if giver in mark}
        if before:
            mark.update(dict.fromkeys(part, before.pop() if len(before) == 1 else SEVERAL))
    members: dict[int, list[int]] = {}
    for id_ in world.hops.told:
        if id_ in mark and id_ not in world.void:
            members.setdefault(mark[id_], []).append(id_)
    several = tuple(members.pop(SEVERAL, ()))
    ends: dict[int, list[int]] = {}
    for id_ in last:
        ends.setdefault(mark[id_], []).append(id_)
    groups = [
        Group(tuple(ends[origin]), tuple(ids), is_open=not world.unsure.isdisjoint(ends[origin]))
        for origin, ids in members.items()
    ]
    return tuple(sorted(groups, key=lambda group: group.member_ids)), several


def _only_below(parts: Rests, origins: frozenset[int]) -> dict[int, int]:
    """For each part the one origin it rests on, SEVERAL if more; parts that rest on none of them are left out."""
    only: dict[int, int] = {}
    for part, on in enumerate(parts.on):
        found = {only[down] for down in on if down in only} | ({part} & origins)
        if found:
            only[part] = found.pop() if len(found) == 1 else SEVERAL
    return only


def in_words(count: OriginCount, carriers: int = 0, *, carried_by: str = "source") -> str:
    """The count as the public reads it: "7 outlets, 1 origin", "1 to 3 origins", "2 sources, no origin".

    ``carriers`` is left out at 0; ``carried_by`` is one carrier in the singular, "outlet" where all of them are.
    """
    if count.high == 0:
        origins = "no origin"
    elif count.is_exact:
        origins = "1 origin" if count.low == 1 else f"{count.low} origins"
    else:
        origins = f"{count.low} to {count.high} {'origin' if count.high == 1 else 'origins'}"
    if not carriers:
        return origins
    return f"{carriers} {carried_by if carriers == 1 else carried_by + 's'}, {origins}"
