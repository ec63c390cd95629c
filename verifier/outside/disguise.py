"""Characters that make a text read differently to a person and to a machine. Found and told, never altered.

Sources: Unicode Technical Report 36 (bidirectional spoofing, invisible characters) and Technical Standard 39
(words of mixed scripts).
"""

import re
import unicodedata
from typing import Final

_EXAMPLES: Final = 5

_ORDER: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u3164\ufeff\U000e0000-\U000e007f]"
)
# Joiners are spelling in Persian, in the scripts of India and in emoji; between these letters they are nothing.
_JOINER: Final = re.compile(
    "(?<=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f])[\u200c\u200d](?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f])"
)
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_MIXED: Final = re.compile(
    f"[{_LATIN}]*(?:[{_LATIN}][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][{_LATIN}])[{_LATIN}\u0370-\u052f]*"
)


def notes_on(text: str) -> tuple[str, ...]:
    """One sentence for each kind of disguise in a text, with the first places where it occurs."""
    return tuple(
        note
        for note in (
            _tell(text, _INVISIBLE, "invisible character", "invisible characters"),
            _tell(
                text,
                _JOINER,
                "invisible joiner between letters that need none",
                "invisible joiners between letters that need none",
            ),
            _tell(text, _ORDER, "mark that changes the order of letters", "marks that change the order of letters"),
            _tell_mixed(text),
        )
        if note
    )


def _tell(text: str, pattern: re.Pattern[str], one: str, many: str) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    places = dict.fromkeys(_place(text, match) for match in found[: _EXAMPLES * 4])
    what = f"One {one}" if len(found) == 1 else f"{len(found)} {many}"
    return f"{what} in the text: {'; '.join(list(places)[:_EXAMPLES])}."


def _place(text: str, match: re.Match[str]) -> str:
    before = re.search(r"\S{0,12}\Z", text[max(0, match.start() - 12) : match.start()])
    after = re.match(r"\S{0,12}", text[match.end() : match.end() + 12])
    name = unicodedata.name(match[0], f"U+{ord(match[0]):04X}").lower()
    return f"“{before[0] if before else ''}[{name}]{after[0] if after else ''}”"


def _tell_mixed(text: str) -> str | None:
    words = list(dict.fromkeys(match[0] for match in _MIXED.finditer(text)))
    if not words:
        return None
    return f"Letters of two alphabets in one word, which can pass for another word: {', '.join(words[:_EXAMPLES])}."
