"""Which names may be of one source, and why: told to a person, never acted upon.

Letters that pass for others follow Unicode Technical Standard 39 (confusables), cut down to the letters of Greek,
Cyrillic and Armenian that pass for Latin ones in the faces of news sites. Candidates are found by keys: two names that
:func:`likeness` calls alike share at least one key, so that no name need be compared with every other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise
from typing import Final

from verifier.sources.types import LikenessReason, Named, SourceKind

VERSION: Final = 1
"""Counts changes of the keys: a source whose keys are of another version is read again."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PASSING: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮаеоорсухіјѕһԁԛԝӏվսօոΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαρνικτυϲϳ",
    "ABESIJKMHOPCTYXYaeoopcyxijshdqwlvuonABEZHIKMNOPTYXoapviktucj",
)
_SAME_TO_THE_EYE: Final = (("I", "l"), ("1", "l"), ("|", "l"), ("0", "o"))
_NEARLY_SO: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f]")
_APOSTROPHES: Final = re.compile("['’‘`´ʼʻʾʿ]")
_ARTICLES: Final = frozenset({"al", "el", "ul", "ar", "as", "ash", "ad", "an", "at", "az", "the", "le", "la", "les"})
_SMALL: Final = _listed("a al and by de del der des di du e el en et for für la las le les los of on the to und von y")
_GENERIC: Final = _listed(
    "administration agency army association authority board bureau centre center central channel city command committee"
    " company council court daily defence defense department directorate education federal finance force forces foreign"
    " general government group guard health high hospital information institute interior internal international"
    " journal justice local media military ministry municipality national network news newspaper observatory office"
    " organisation organization party police port post press public radio region regional republic rights school"
    " security service social society special state station supreme television times tribune tv union united university"
    " affairs bank club commission corps first human monitor northern southern eastern western"
)
_GENERATIONS: Final = _listed("jr junior sr senior ii iii iv elder younger père fils pere bin ibn ben abu bint")
_OTHERS: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("ireland", "iceland"), ("austria", "austral"), ("slovakia", "slovenia"), ("niger", "nigeria"),
        ("irish", "iris"), ("mauritania", "mauritius"), ("gambia", "zambia"), ("interior", "exterior"),
        ("internal", "external"), ("import", "export"), ("upper", "supper"), ("inland", "island"),
    )
)  # fmt: skip
_NAMES: Final = {
    **dict.fromkeys(("mohammed", "mohamed", "mohammad", "mohamad", "muhammed", "muhamad", "mohamet"), "muhammad"),
    **dict.fromkeys(("youssef", "yousef", "yusef", "youssuf", "yousif"), "yusuf"),
    **dict.fromkeys(("husain", "husayn", "hussain", "hossein", "hussien"), "hussein"),
    **dict.fromkeys(("ahmed", "achmed", "ahmet"), "ahmad"),
    **dict.fromkeys(("aleksandr", "alexandr", "aleksander"), "alexander"),
}
_SOUNDS: Final = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"), ("gh", "g"), ("dh", "d"), ("kh", "h"), ("q", "k"),
    ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("y", "i"),
)  # fmt: skip
_ACRONYM: Final = re.compile(r"[^\W\d_]{3,8}")
_PARENTHESIS: Final = re.compile(r"\s*\(([^()]*)\)\s*")
_NUMBER: Final = re.compile(r"\d+")
_LONG: Final = 10
_LONG_WORD: Final = 5
_LONG_WORD_OF_A_PERSON: Final = 6
_KEYED_IN_FULL: Final = 48
_MOST_BEGINNING: Final = 6


def disguise(name: str) -> str:
    """What makes a name read differently to a person and to a machine, in words; empty if nothing does."""
    if any(unicodedata.category(one) == "Cf" for one in name) and (_LATIN.search(name) or _FOREIGN.search(name)):
        return "it holds a character that cannot be seen"
    if any(ord(one) > 127 and unicodedata.normalize("NFKC", one).isascii() for one in name if one.isalnum()):
        return "it has letters of another width"
    for word in re.findall(r"\w+", name):
        foreign = _FOREIGN.search(word) if _LATIN.search(word) else None
        if foreign is not None:
            called = unicodedata.name(foreign[0], "").split(" ")[0].capitalize()
            return f"it has letters of two alphabets in one word; “{foreign[0]}” is {called}"
    return ""


def _seen(name: str) -> str:
    """The name with each letter that passes for a Latin one written as that one."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", name) if unicodedata.category(one) != "Cf")
    words = re.split(r"(\W+)", plain)
    whole = all(_passes(word) for word in words if word)
    return "".join(word.translate(_PASSING) if whole or _LATIN.search(word) else word for word in words)


def _passes(word: str) -> bool:
    return not _FOREIGN.search(word.translate(_PASSING))


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents and punctuation; a leading article is none of them."""
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _seen(name)).casefold())
    folded = "".join(one for one in folded if unicodedata.category(one) != "Mn")
    found = tuple(re.findall(r"[^\W\d_]+|\d+", folded))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def _to_the_eye(name: str) -> str:
    seen = _seen(name)
    for one, other in _SAME_TO_THE_EYE:
        seen = seen.replace(one, other)
    return " ".join(re.findall(r"\w+", seen.casefold()))


def _at_a_glance(name: str) -> str:
    seen = _to_the_eye(name)
    for one, other in _NEARLY_SO:
        seen = seen.replace(one, other)
    return seen


def _sounds(word: str) -> str:
    """A word as it is spelled by whoever writes it from another script: one spelling for many."""
    word = _NAMES.get(word, word)
    if len(word) > 5 and word.startswith("al"):
        word = word[2:]
    for one, other in _SOUNDS:
        word = word.replace(one, other)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith(("ah", "eh")) else word


def _sounded(words: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(words)
    return tuple(_sounds(one) for one in listed if one not in _ARTICLES) or listed


def _in_any_order(words: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(words)
    return tuple(sorted(_sounded(one for one in listed if one not in _SMALL) or listed))


def _without_parenthesis(names: Iterable[str]) -> Iterator[str]:
    """Every name; one with an abbreviation in brackets as two."""
    for name in names:
        within = _PARENTHESIS.search(name)
        outside = _PARENTHESIS.sub(" ", name).strip()
        if within and outside and _acronym(within[1]):
            yield outside
            yield within[1]
        else:
            yield name


def _acronym(name: str) -> str:
    """The letters of a name that is nothing but an abbreviation, else nothing."""
    bare = name.replace(".", "").strip()
    return bare.casefold() if _ACRONYM.fullmatch(bare) and bare.isupper() else ""


def _initials(name: str) -> frozenset[str]:
    words = _words(name)
    if len(words) < 3:
        return frozenset()
    found = {"".join(one[0] for one in words), "".join(one[0] for one in words if one not in _SMALL)}
    return frozenset(one for one in found if len(one) >= 3)


def likeness(one: Named, other: Named) -> LikenessReason | None:
    """Why two sources may be the same, None if nothing says so. The same whichever is named first."""
    if SourceKind.UNNAMED_GROUP in {one.kind, other.kind}:
        return None
    person = SourceKind.PERSON in {one.kind, other.kind}
    found = {
        reason
        for mine in _without_parenthesis(one.names)
        for theirs in _without_parenthesis(other.names)
        if (reason := _of_names(*sorted((mine, theirs)), person=person)) is not None
    }
    return min(found, key=list(LikenessReason).index) if found else None


def _of_names(one: str, other: str, *, person: bool) -> LikenessReason | None:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return None
    if _is_disguised(one, other):
        return LikenessReason.DISGUISED
    if _NUMBER.findall(" ".join(mine)) != _NUMBER.findall(" ".join(theirs)):
        return None
    if (set(mine) ^ set(theirs)) & _GENERATIONS:
        return None
    if mine == theirs:
        return LikenessReason.ACCENTS
    if _at_a_glance(one) == _at_a_glance(other):
        return LikenessReason.LOOKS
    if "".join(_sounded(mine)) == "".join(_sounded(theirs)):
        return LikenessReason.SPELLING
    if _in_any_order(mine) == _in_any_order(theirs) and (not person or ("," in one) != ("," in other)):
        return LikenessReason.ORDER
    if not person and (_acronym(one) in _initials(other) or _acronym(other) in _initials(one)):
        return LikenessReason.ABBREVIATION
    if not person and (_begins(mine, theirs) or _begins(theirs, mine)):
        return LikenessReason.SHORTER
    return LikenessReason.TYPING if _is_typing_error(mine, theirs, person=person) else None


def _is_disguised(one: str, other: str) -> bool:
    if _to_the_eye(one) != _to_the_eye(other):
        return False
    plain = [" ".join(re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())) for name in (one, other)]
    return plain[0] != plain[1] or bool(disguise(one)) != bool(disguise(other))


def _begins(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the longer name goes on where the shorter ends; a shorter one of everybody's words says nothing."""
    return long[: len(short)] == short and len(short) < len(long) and _is_telling(short)


def _is_telling(words: tuple[str, ...]) -> bool:
    return 1 < len(words) <= _MOST_BEGINNING and any(
        one not in _GENERIC and one not in _SMALL and not one.isdigit() for one in words
    )


def _is_typing_error(mine: tuple[str, ...], theirs: tuple[str, ...], *, person: bool) -> bool:
    if min(len("".join(mine)), len("".join(theirs))) < _LONG or len(mine) != len(theirs):
        return False
    differing = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    shortest = _LONG_WORD_OF_A_PERSON if person else _LONG_WORD
    if min(len(one), len(other)) < shortest or one[0] != other[0] or frozenset((one, other)) in _OTHERS:
        return False
    if person and one[-1] != other[-1]:  # Samir and Samira are two people
        return False
    return _is_one_edit(one, other)


def _is_one_edit(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, changed, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, theirs = one[start:], other[start:]
    swapped = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:] and len(mine) > 1
    return mine[1:] == theirs[1:] or mine[1:] == theirs or mine == theirs[1:] or swapped


def _key(kind: str, words: str) -> int:
    return int.from_bytes(
        blake2b(f"{VERSION}{kind}{words}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True
    )


def read_key() -> int:
    """The key that every source bears which was read by this version of the rules."""
    return VERSION


def kept_keys(source: Named) -> frozenset[int]:
    """The keys under which a source is kept, besides :func:`read_key`; none for an unnamed group."""
    return _keys(source, initials="i", acronym="a", whole="f", beginning="b")


def sought_keys(source: Named) -> frozenset[int]:
    """The keys among which those that may be the same are sought."""
    return _keys(source, initials="a", acronym="i", whole="b", beginning="f")


def _keys(source: Named, *, initials: str, acronym: str, whole: str, beginning: str) -> frozenset[int]:
    if source.kind is SourceKind.UNNAMED_GROUP:
        return frozenset()
    found: set[int] = set()
    for name in _without_parenthesis(source.names):
        words = _words(name)
        if not words:
            continue
        found |= {
            _key("e", _to_the_eye(name)),
            _key("g", _at_a_glance(name)),
            _key("w", " ".join(_in_any_order(words))),
        }
        found.add(_key("s", "".join(_sounded(words))))
        found |= {_key(initials, one) for one in _initials(name)}
        if letters := _acronym(name):
            found.add(_key(acronym, letters))
        if _is_telling(words):
            found.add(_key(whole, " ".join(words)))
        found |= {_key(beginning, " ".join(part)) for part in _beginnings(words)}
        found |= {_key("d", one) for one in _with_a_letter_left_out("".join(words))}
    return frozenset(found)


def _beginnings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [part for length in range(2, min(len(words), _MOST_BEGINNING + 1)) if _is_telling(part := words[:length])]


def _with_a_letter_left_out(letters: str) -> Iterator[str]:
    """What two names have in common of which one was mistyped: a name, or either half of a very long one."""
    if len(letters) < _LONG - 1:
        return
    yield letters
    if len(letters) > _KEYED_IN_FULL - 2:  # two are left over, so that a letter more or less is no other way of keying
        yield f"{letters[: _KEYED_IN_FULL // 2 - 1]}…"
        yield f"…{letters[1 - _KEYED_IN_FULL // 2 :]}"
    if len(letters) > _KEYED_IN_FULL:
        return
    yield letters[1:]
    for at, (before, here) in enumerate(pairwise(letters), 1):
        if before != here:
            yield letters[:at] + letters[at + 1 :]
