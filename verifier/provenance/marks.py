"""Marks: sampled fingerprints of a text by which near-identical texts are found among very many.

Winnowing: each run of five words gets a number, and of every sixteen runs on end the smallest number is a mark. Two
texts with a passage of twenty words in common share at least one mark, wherever it stands in either; about two runs in
seventeen become marks. The numbers are the same on every machine and in every year: they are kept. What marks find is
compared word by word before anything is said of it.
"""

from collections import deque
from functools import lru_cache
from hashlib import blake2b

from verifier.provenance.overlap import runs_of

WINDOW = 16
_SPACE = (1 << 61) - 1
_BASE = 1_099_511_628_211


def marks(text: str) -> frozenset[int]:
    """The marks of a text, at least one for a text with words; each between 0 and 2**61. Linear in its length."""
    numbers = [_number(run) for run in runs_of(text)]
    if len(numbers) <= WINDOW:
        return frozenset({min(numbers)}) if numbers else frozenset()
    found: set[int] = set()
    falling: deque[tuple[int, int]] = deque()  # place and number; the smallest of the window stands first
    for place, number in enumerate(numbers):
        while falling and falling[-1][1] >= number:
            falling.pop()
        falling.append((place, number))
        if falling[0][0] <= place - WINDOW:
            falling.popleft()
        if place >= WINDOW - 1:
            found.add(falling[0][1])
    return frozenset(found)


def _number(run: tuple[str, ...]) -> int:
    number = 0
    for word in run:
        number = (number * _BASE + _of_word(word)) % _SPACE
    return number


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")
