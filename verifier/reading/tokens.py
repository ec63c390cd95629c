"""Words and marks of a text with their places, found in one pass; nothing is ever deleted or moved."""

import re
from dataclasses import dataclass

# One alternative per kind of token, none of which can match the same characters in two ways: the scan is linear.
_TOKEN = re.compile(
    r"""(?:[A-Za-z]\.){2,}            # U.S., a.m.
      | \d+(?:[.,:/]\d+)*             # 1,200.50  12:30
      | [^\W\d_][^\W_]*(?:['’\-‑&@][^\W_]+|[\u064b-\u0652\u0640]+[^\W_]*)*   # words, also hyphenated or possessive
      | ''|``|\.\.\.
      | [^\s]""",
    re.VERBOSE,
)

_FOLD = {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("‑"): "-"}

_QUOTE_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "''", "``", "「", "」", "『", "』", "‟", "＂", "‹", "›"})
# Empty tokens behind the last: a rule may look two words ahead, or one back from the first, without asking.
PADDING = 3

_ENDINGS = frozenset(".!?…؟。！？۔") | {"..."}
_DASHES = frozenset("-–—―")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text in parallel columns, so that a token is just its number."""

    raw: list[str]
    low: list[str]
    start: list[int]
    end: list[int]

    def __len__(self) -> int:
        return len(self.raw) - PADDING

    def is_name(self, i: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.raw[i][:1].isupper()

    def is_word(self, i: int) -> bool:
        """Whether the token is a word or a number, as against a mark."""
        return self.raw[i][:1].isalnum()

    def is_quote_mark(self, i: int) -> bool:
        """Whether the token opens or closes a quotation of double marks."""
        return self.raw[i] in _QUOTE_MARKS

    def is_ending(self, i: int) -> bool:
        """Whether the token can end a sentence."""
        return self.raw[i] in _ENDINGS

    def is_dash(self, i: int) -> bool:
        """Whether the token is a dash standing alone."""
        return self.raw[i] in _DASHES

    def gap_before(self, i: int) -> bool:
        """Whether white space, or the beginning of the text, stands before the token."""
        return i == 0 or self.start[i] > self.end[i - 1]

    def gap_after(self, i: int) -> bool:
        """Whether white space, or the end of the text, stands after the token."""
        return i + 1 >= len(self) or self.start[i + 1] > self.end[i]


def tokenise(text: str) -> Tokens:
    """Find every word and mark of ``text``; offsets are code points of ``text`` itself."""
    raw: list[str] = []
    start: list[int] = []
    end: list[int] = []
    for found in _TOKEN.finditer(text):
        raw.append(found.group())
        start.append(found.start())
        end.append(found.end())
    raw.extend([""] * PADDING)
    start.extend([len(text)] * PADDING)
    end.extend([len(text)] * PADDING)
    low = [word.lower() if word.isascii() else word.lower().translate(_FOLD) for word in raw]
    return Tokens(raw, low, start, end)
