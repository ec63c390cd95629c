"""Which sources stand for one: merges, and what they mean for owners and feeds. Plain functions on ids.

A merge is kept as a person chose it, ``chosen``: merged source -> the source it was merged into. What follows from all
choices is flat, ``into``: merged source -> the one that stands for it now, which itself is merged into none. So a merge
taken back restores exactly what was before it, whatever was merged meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from verifier.sources.types import Ties


def flatten(chosen: Mapping[int, int]) -> dict[int, int]:
    """The flat merges that follow from these choices. Raises ValueError where choices lead in a circle."""
    found: dict[int, int] = {}
    for start in chosen:
        here, steps = start, 0
        while here in chosen:
            here, steps = chosen[here], steps + 1
            if steps > len(chosen):
                raise ValueError(f"the merges of source {start} lead in a circle")
        found[start] = here
    return found


@dataclass(frozen=True, slots=True)
class Kinship:
    """Sources with their ties as they are kept, and the flat merges among them and among their owners and feeds."""

    ties: Mapping[int, Ties] = field(default_factory=dict)
    into: Mapping[int, int] = field(default_factory=dict)

    def one(self, source_id: int) -> int:
        """The source that stands for this one: itself, or the one it was merged into."""
        return self.into.get(source_id, source_id)

    def owners(self, source_id: int) -> tuple[int, ...]:
        """Who owns the source that stands for this one, in the order of ids: whatever is known of any merged into it.

        Leaving out what is known of a merged one could turn one origin into two.
        """
        return self._over(source_id, (ties.owner_id for ties in self._kin(source_id)))

    def feeds(self, source_id: int) -> tuple[int, ...]:
        """Whose copy the source that stands for this one carries, in the order of ids."""
        return self._over(source_id, (ties.feed_id for ties in self._kin(source_id)))

    def _kin(self, source_id: int) -> list[Ties]:
        survivor = self.one(source_id)
        members = [survivor, *(one for one, into in self.into.items() if into == survivor)]
        return [self.ties[one] for one in members if one in self.ties]

    def _over(self, source_id: int, ids: Iterable[int | None]) -> tuple[int, ...]:
        return tuple(sorted({self.one(one) for one in ids if one is not None} - {self.one(source_id)}))

    def merging(self, source_id: int, into_id: int) -> "Kinship":
        """The same sources as they would be with one merged into another, and those merged into it with it."""
        away, survivor = self.one(source_id), self.one(into_id)
        if away == survivor:
            return self
        into = {one: survivor if to == away else to for one, to in self.into.items()}
        return replace(self, into={**into, away: survivor})
