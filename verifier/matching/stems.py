"""Words cut to their stems, so that "shipping" finds "shipped": Porter's algorithm of 1980 for Latin script.

M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980. Words of other scripts that are written with
spaces are cut to their first letters, which serves languages without a stemmer nearly as well (McNamee and Mayfield,
"Character n-gram tokenization for European language text retrieval", Information Retrieval 7, 2004).
"""

import re
from functools import lru_cache
from typing import Final

KEPT_LETTERS: Final = 6
"""How many letters of a word in another script make its stem."""

_LATIN: Final = re.compile(r"[a-z]+")

_STEP_2: Final = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "abli": "able", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
_STEP_3: Final = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4: Final = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip
_LONGEST_FIRST_2: Final = tuple(sorted(_STEP_2, key=len, reverse=True))
_LONGEST_FIRST_3: Final = tuple(sorted(_STEP_3, key=len, reverse=True))
_LONGEST_FIRST_4: Final = tuple(sorted(_STEP_4, key=len, reverse=True))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word in small letters without marks above or below them."""
    if not _LATIN.fullmatch(word):
        return word if word[:1].isdigit() or word.isascii() else word[:KEPT_LETTERS]
    if len(word) < 3:
        return word
    word = _step_1(word)
    word = _replaced(word, _LONGEST_FIRST_2, _STEP_2)
    word = _replaced(word, _LONGEST_FIRST_3, _STEP_3)
    return _step_5(_step_4(word))


def _shape(word: str) -> str:
    """The word as a row of c and v: y is a vowel after a consonant."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How often consonants follow vowels."""
    return _shape(word).count("vc")


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word)[-1] == "c"


def _ends_short(word: str) -> bool:
    return _shape(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _step_1(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) > 0 else word
    else:
        for ending in ("ed", "ing"):
            if word.endswith(ending) and "v" in _shape(word[: -len(ending)]):
                word = _mended(word[: -len(ending)])
                break
    if word.endswith("y") and "v" in _shape(word[:-1]):
        word = word[:-1] + "i"
    return word


def _mended(word: str) -> str:
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _ends_double(word) and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_short(word) else word


def _replaced(word: str, endings: tuple[str, ...], by: dict[str, str]) -> str:
    for ending in endings:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            return rest + by[ending] if _measure(rest) > 0 else word
    return word


def _step_4(word: str) -> str:
    for ending in _LONGEST_FIRST_4:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            fits = _measure(rest) > 1 and (ending != "ion" or rest.endswith(("s", "t")))
            return rest if fits else word
    return word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        size = _measure(rest)
        if size > 1 or (size == 1 and not _ends_short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
