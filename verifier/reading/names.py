"""What kind of speaker a mention names, whether it names one at all, and the name to show."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import DOCUMENT_NOUNS, OPENERS, PERSONAL
from .names_foreign import LANGUAGES, read_foreign
from .names_lists import (
    AGENCIES,
    COUNTRIES,
    DESCRIBED_BODIES,
    GENERIC_HEADS,
    NATIONALITIES,
    ORGANISATION_WORDS,
    OUTLET_WORDS,
    OUTLETS,
    ROLES,
    STATE_WORDS,
)
from .types import Naming, SourceKind
from .wordlist import word_set

# A run of capitalised words, with the small words that names carry inside; each alternative begins differently.
_NAME_WORD = (
    r"(?:(?:[A-Z]\.){2,}|[A-Z][A-Z]?\.|[^\W\d_a-zßàâäáãåçéèêëíìîïñóòôöõúùûüýÿœæ\u0600-\u06ff\u0430-\u044f][\w’'\-&]*\.?"
    r"|al-[A-Z]\w+)"
)
_NAME = re.compile(
    rf"{_NAME_WORD}(?:\s+(?:of|for|and|the|de|la|du|del|der|von|van|bin|ibn|al|el|&)(?=\s+{_NAME_WORD})"
    rf"|\s+{_NAME_WORD})*"
)
_HONORIFICS = word_set(
    """mr mrs ms dr sen rep gov gen col lt sgt capt prof rev president senator governor minister secretary
    general colonel judge justice professor doctor sir lord lady king queen prince princess pope sheikh
    ayatollah chancellor mayor speaker sheriff chief captain lieutenant ambassador congressman congresswoman
    representative"""
)
_BEFORE_TITLES = word_set(
    """prime vice foreign defense defence interior deputy senior former chief presidential acting finance us
    u.s. uk white house state"""
)
_NOBODY = word_set("no nobody none neither nothing")
_PLAIN = word_set(
    """local senior several many some most other others few two three four five one both all such more another
    rights war state military security medical rescue opposition rebel government official eyewitnesses
    unnamed anonymous former top police health aid foreign new recent latest"""
)
_LEAD = re.compile(
    r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|some|several|many|two|three"
    r"|four|one|another|both|all)\s+",
    re.I,
)
_TAIL = re.compile(r"(?:['’]s|['’]|,\s*who|\s+who|,)+$")
_RELATIVE = re.compile(r",\s+(?:who|which|whose)\b")
_WORDS = re.compile(r"[\w’'\-]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A mention read: ``name`` to show, what kind, how named; ``head`` is its last plain noun in lower case."""

    name: str
    kind: SourceKind
    naming: Naming
    head: str
    mention: str


@lru_cache(maxsize=8192)
def read_mention(mention: str, language: str = "en") -> Speaker:
    """Say who a mention speaks of, from its words alone."""
    mention = " ".join(mention.split())
    if language in LANGUAGES:
        name, kind, naming, head = read_foreign(mention)
        return Speaker(name, kind, naming, head, mention)
    return _read_english(mention)


def _read_english(mention: str) -> Speaker:
    bare = _TAIL.sub("", _RELATIVE.split(mention, maxsplit=1)[0]).strip(" ,;:–—-\"“”'()")
    lowered = bare.lower()
    words = [word.lower() for word in _WORDS.findall(bare)]
    if not words:
        return Speaker(mention, SourceKind.UNNAMED_GROUP, Naming.UNNAMED, "", mention)
    if len(words) == 1 and words[0] in PERSONAL | {"who"}:
        kind = SourceKind.PERSON if words[0] in {"he", "she", "i", "who"} else SourceKind.UNNAMED_GROUP
        return Speaker(bare, kind, Naming.DESCRIBED, words[0], mention)
    core = _LEAD.sub("", bare)
    head = head_noun(core)
    runs = [run for run in _names_in(core) if run.lower() not in NATIONALITIES]
    if _is_generic(core, head, runs):
        return Speaker(bare, _generic_kind(words, head), Naming.UNNAMED, head, mention)
    if not runs or (runs and lowered.startswith(("a ", "an ")) and not _ends_with_name(core, runs)):
        kind = SourceKind.DOCUMENT if head in DOCUMENT_NOUNS else _described_kind(words, head)
        return Speaker(bare, kind, Naming.DESCRIBED, head, mention)
    if head in DOCUMENT_NOUNS and not _ends_with_name(core, runs):
        return Speaker(bare, SourceKind.DOCUMENT, Naming.DESCRIBED, head, mention)
    name = _best_name(core, runs)
    if name.lower() in OPENERS or words[0] in _NOBODY:
        return Speaker(bare, SourceKind.UNNAMED_GROUP, Naming.DESCRIBED, head, mention)
    lead, _, rest = name.partition(" ")
    if (lead.lower() in NATIONALITIES and " " in rest and is_outlet(rest)) or (
        rest and lead.lower().endswith("-based")
    ):
        name = rest
    return Speaker(name, kind_of_name(name, words), Naming.NAMED, head, mention)


def head_noun(core: str) -> str:
    """The noun a description turns on: the word before the first "of", "by", "from" or comma."""
    words = [
        word.lower()
        for word in _WORDS.findall(
            re.split(
                r",|\bwho\b|\bfrom\b|\bof\b|\bby\b|\bin\b|\bat\b|\bfor\b|\bwith\b|\bclose\b|\bpublished\b"
                r"|\breleased\b|\bissued\b|\bon\b",
                core,
                maxsplit=1,
            )[0]
        )
    ]
    return words[-1].removesuffix("'s").removesuffix("’s") if words else ""


def _names_in(core: str) -> list[str]:
    found = []
    for match in _NAME.finditer(core):
        run = re.sub(r"['’]s$", "", match.group().strip())
        if len(run) > 1 and not run.isdigit() and not all(_is_plain(word) for word in run.split()):
            found.append(run)
    return found


def _is_plain(word: str) -> bool:
    """Whether a word, capitalised or not, names nobody: "Residents", "Local", "Senior"."""
    low = word.lower()
    single = low.removesuffix("s")
    return low in _PLAIN or single in GENERIC_HEADS or low in DOCUMENT_NOUNS


def _is_generic(core: str, head: str, runs: list[str]) -> bool:
    singular = head[:-1] if head.endswith("s") else head
    if head not in GENERIC_HEADS and singular not in GENERIC_HEADS:
        return False
    return not _ends_with_name(core, runs) or (
        any(f" {link} " in f" {core} " for link in ("from", "of", "at", "in", "for", "with", "close to"))
        and not _person_after_comma(core)
    )


def _person_after_comma(core: str) -> bool:
    tail = core.rsplit(",", 1)[-1].strip() if "," in core else ""
    return bool(tail) and all(word[:1].isupper() for word in tail.split()) and 1 < len(tail.split()) < 5


def _ends_with_name(core: str, runs: list[str]) -> bool:
    return bool(runs) and re.sub(r"['’]s$|\W+$", "", core).endswith(runs[-1])


def _generic_kind(words: list[str], head: str) -> SourceKind:
    if head in {
        "official",
        "witness",
        "resident",
        "source",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "activist",
        "aide",
        "adviser",
        "doctor",
        "diplomat",
        "commander",
        "soldier",
    }:
        return SourceKind.PERSON
    return SourceKind.UNNAMED_GROUP


def _described_kind(words: list[str], head: str) -> SourceKind:
    if (
        head
        in {
            "he",
            "she",
            "man",
            "woman",
            "candidate",
            "senator",
            "governor",
            "president",
            "minister",
            "author",
            "professor",
        }
        or head in ROLES
    ):
        return SourceKind.PERSON
    if head in {"newspaper", "paper", "network", "channel", "magazine", "broadcaster", "outlet", "website", "daily"}:
        return SourceKind.OUTLET
    if head in {"agency", "wire"}:
        return SourceKind.AGENCY
    if head in {
        "ministry",
        "government",
        "police",
        "army",
        "military",
        "department",
        "court",
        "authorities",
        "administration",
    }:
        return SourceKind.STATE_BODY
    if head in DESCRIBED_BODIES:
        return SourceKind.ORGANISATION
    return SourceKind.UNNAMED_GROUP


def _best_name(core: str, runs: list[str]) -> str:
    """Of several names, the person after the role ("..., Ali Asghar Khaji"), else the first before a comma."""
    if "," in core:
        for part in core.split(","):
            words = part.split()
            names = _names_in(part)
            if names and 1 < len(words) < 5 and len(names) == 1 and names[0] == part.strip() and not _is_body(names[0]):
                return names[0]
        first = _names_in(core.split(",", 1)[0])
        if first:
            return _without_title(first[-1])
    by = re.search(r"\bby (?:the )?", core)
    if by:
        behind = _names_in(core[by.end() :])
        if behind:
            return behind[0]
    return _without_title(runs[-1] if _ends_with_name(core, runs) else runs[0])


def _without_title(name: str) -> str:
    """ "Turkish Prime Minister Ahmed Davutoglu" is Ahmed Davutoglu; a body keeps all its words."""
    words = name.split()
    stripped = words
    while len(stripped) > 1 and stripped[0].lower().rstrip(".") in _HONORIFICS | ROLES | _BEFORE_TITLES | NATIONALITIES:
        stripped = stripped[1:]
    titled = any(word.lower().rstrip(".") in _HONORIFICS | ROLES for word in words[: len(words) - len(stripped)])
    return " ".join(stripped) if titled and not _is_body(" ".join(stripped)) else name


def _is_body(name: str) -> bool:
    words = {word.lower() for word in name.split()}
    return bool(words & (ORGANISATION_WORDS | STATE_WORDS | OUTLET_WORDS))


def is_outlet(name: str) -> bool:
    """Whether a name is, or sounds like, a newspaper, station or agency."""
    lowered = name.lower().removeprefix("the ").strip(" .,'\"“”’")
    if lowered in OUTLETS or lowered in AGENCIES:
        return True
    return any(word.removesuffix("'s") in OUTLET_WORDS for word in lowered.split())


def kind_of_name(name: str, context: list[str] | None = None) -> SourceKind:
    """The kind of a proper name."""
    lowered = name.lower().removeprefix("the ").strip(" .,")
    words = lowered.split()
    if lowered in AGENCIES or lowered.endswith(("news agency", "press agency", "agence")):
        return SourceKind.AGENCY
    if is_outlet(name):
        return SourceKind.OUTLET
    if lowered in COUNTRIES or lowered.removesuffix("'s") in COUNTRIES or set(words) & STATE_WORDS:
        return SourceKind.STATE_BODY
    if (
        set(words) & ORGANISATION_WORDS
        or (name.isupper() and 2 <= len(name) <= 6)
        or len(words) > 4
        or {"of", "for"} & set(words)
    ):
        return SourceKind.ORGANISATION
    return SourceKind.PERSON
