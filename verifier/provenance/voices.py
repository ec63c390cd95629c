"""Voices: statements that count as one because of who tells them or how alike they read, and what voices rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verifier.provenance.hops import Hops, Ids, knots
from verifier.provenance.types import DependenceReason, Teller
from verifier.sources.kinship import Kinship

Node = tuple[str, int]
"""A statement or a teller: their ids may coincide."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie to another node, why it ties, and through which teller, owner or feed (None for texts that read alike)."""

    to: Node
    reason: DependenceReason
    teller_id: int | None


def statement(statement_id: int) -> Node:
    """The node of a statement."""
    return ("statement", statement_id)


def teller(teller_id: int) -> Node:
    """The node of a teller, an owner or a feed."""
    return ("teller", teller_id)


def teller_in(kinship: Kinship, source_id: int) -> Teller:
    """A source as the graph needs it: under the id of the one that stands for it, with the ties of all that are one."""
    owner, *owners = kinship.owners(source_id) or (None,)
    feed, *feeds = kinship.feeds(source_id) or (None,)
    return Teller(
        kinship.one(source_id),
        owner,
        feed,
        tuple(one for one in owners if one is not None),
        tuple(one for one in feeds if one is not None),
    )


@dataclass(frozen=True, slots=True)
class Voices:
    """Which voice each statement belongs to, and the ties that make it so.

    A tie joins a statement with its teller (SHARED_ORIGIN: it is the same one), a teller with its owner or its feed, or
    two statements with near-identical text. Voices are numbered by their lowest statement id.
    """

    of: Mapping[int, int]
    ties: Mapping[Node, Sequence[Tie]]


def _by_ids(who: Teller) -> tuple[int, Ids, Ids]:
    return (who.id, who.owner_ids, who.feed_ids)


def voices(hops: Hops, alike: Iterable[tuple[int, int]]) -> Voices:
    """Join statements into voices; ``alike`` are pairs of near-identical text. Linear."""
    ties: dict[Node, list[Tie]] = {statement(id_): [] for id_ in hops.told}

    def join(one: Node, other: Node, reason: DependenceReason, teller_id: int | None) -> None:
        ties.setdefault(one, []).append(Tie(other, reason, teller_id))
        ties.setdefault(other, []).append(Tie(one, reason, teller_id))

    for who in sorted({told.teller for told in hops.told.values()}, key=_by_ids):
        for reason, ids in (
            (DependenceReason.SHARED_OWNER, who.owner_ids),
            (DependenceReason.SHARED_FEED, who.feed_ids),
        ):
            for related in ids:
                if related != who.id:
                    join(teller(who.id), teller(related), reason, related)
    for id_, told in hops.told.items():
        join(statement(id_), teller(told.teller.id), DependenceReason.SHARED_ORIGIN, told.teller.id)
    for one, other in sorted(alike):
        join(statement(one), statement(other), DependenceReason.NEAR_IDENTICAL_TEXT, None)
    of: dict[int, int] = {}
    for id_ in hops.told:
        if id_ in of:
            continue
        queue = [statement(id_)]
        seen = set(queue)
        for here in queue:
            if here[0] == "statement":
                of[here[1]] = id_
            fresh = dict.fromkeys(tie.to for tie in ties[here] if tie.to not in seen)
            seen.update(fresh)
            queue.extend(fresh)
    return Voices(of, ties)


@dataclass(frozen=True, slots=True)
class Rests:
    """What rests on what, voice by voice.

    ``part_of`` gives each statement its part: voices that rest on each other in a ring are one part. ``on`` lists for
    each part the parts it rests on, all of them numbered lower than itself.
    """

    part_of: Mapping[int, int]
    on: Sequence[Ids]

    def leading_to(self, statement_ids: Iterable[int]) -> frozenset[int]:
        """The parts from which one of these statements can be reached, their own included. Linear."""
        found = {self.part_of[id_] for id_ in statement_ids}
        for part, below in enumerate(self.on):
            if not found.isdisjoint(below):
                found.add(part)
        return frozenset(found)

    def ends(self, statement_ids: Iterable[int]) -> frozenset[int]:
        """The parts of these statements that rest on no other part."""
        return frozenset(part for id_ in statement_ids if not self.on[part := self.part_of[id_]])


def rests(hops: Hops, joined: Voices) -> Rests:
    """Carry hops over from statements to voices. Linear."""
    upstream: dict[int, dict[int, None]] = {voice: {} for voice in joined.of.values()}
    for taker, giver in hops.known:
        if joined.of[taker] != joined.of[giver]:
            upstream[joined.of[taker]][joined.of[giver]] = None
    parts = knots({voice: tuple(givers) for voice, givers in upstream.items()})
    part_of_voice = {voice: number for number, part in enumerate(parts) for voice in part}
    on = [
        tuple(sorted({part_of_voice[giver] for voice in part for giver in upstream[voice]} - {number}))
        for number, part in enumerate(parts)
    ]
    return Rests({id_: part_of_voice[voice] for id_, voice in joined.of.items()}, on)
