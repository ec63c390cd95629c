"""Names that must not get into the index, taken out of folded words.

The same names are withheld from readers; here they are compared as the index knows words, so that no spelling of one
gets in that a search could find.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from verifier.matching.folding import fold_text

_SHORTEST_PART: Final = 3
_LONGEST_BEFORE: Final = 3  # letters that Arabic and Hebrew write in one with a name: "and", "to", "by", "the"

Words = tuple[str, ...]


@dataclass(slots=True)
class Withheld:
    """The names of the protected sources that speak in one article."""

    names: set[Words] = field(default_factory=set)

    def add(self, name: str, mentions: Iterable[str] = (), *, is_person: bool) -> None:
        """Withhold a name, what the article calls its bearer where it is akin, and the last name of a person."""
        words = tuple(fold_text(name).split())
        if not words:
            return
        self.names.add(words)
        akin = (tuple(fold_text(one).split()) for one in mentions)
        self.names.update(one for one in akin if set(one) & set(words))
        if is_person and len(words) > 1 and len(words[-1]) >= _SHORTEST_PART:
            self.names.add(words[-1:])

    def strip(self, folded: str) -> str:
        """Folded words without these names."""
        if not self.names or not folded:
            return folded
        longest_first = sorted(self.names, key=len, reverse=True)
        firsts = {one[0] for one in longest_first}
        words, kept, place = folded.split(), [], 0
        while place < len(words):
            length = _length_at(words, place, longest_first, firsts)
            if not length:
                kept.append(words[place])
            place += length or 1
        return " ".join(kept)


def _length_at(words: list[str], place: int, names: list[Words], firsts: set[str]) -> int:
    """How many words of a name stand here, 0 for none."""
    if words[place].isascii() and words[place] not in firsts:
        return 0
    for name in names:
        end = place + len(name)
        if words[place + 1 : end] == list(name[1:]) and _begins(words[place], name[0]):
            return len(name)
    return 0


def _begins(word: str, name: str) -> bool:
    if word == name:
        return True
    return not name.isascii() and word.endswith(name) and len(word) - len(name) <= _LONGEST_BEFORE
