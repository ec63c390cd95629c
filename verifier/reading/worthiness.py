"""How much a sentence deserves a check, by features a person can name. Ranks claims; hides none."""

import math
import re

_NUMBER = re.compile(
    r"\d|\b(?:million|billion|trillion|percent|hundred|thousand|dozen|half|twice|double[ds]?|triple[ds]?)\b", re.I
)
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")


def score(words: str) -> float:
    """The check-worthiness of a sentence, 0 to 1."""
    found = _WORD.findall(words)
    if not found:
        return 0.0
    z = -1.2 + 1.6 * bool(_NUMBER.search(words)) + 0.9 * math.log1p(len(found)) / 2
    if words.rstrip().endswith("?"):
        z -= 1.5
    return 1.0 / (1.0 + math.exp(-z))
