"""From what somebody types to a question. Everything is taken literally but a few filters, quotation marks and ``*``.

Nothing typed here reaches an engine's own language of queries: only folded words do.
"""

import re
from typing import Final

from verifier.matching.folding import fold_text
from verifier.matching.types import MARK, Kind, Question, Term

MOST_TERMS: Final = 12
MOST_WORDS: Final = 40
MOST_VALUES: Final = 8

_PART: Final = re.compile(
    r"""(?:(?P<name>[A-Za-z]+):)?
        (?:"(?P<plain>[^"]*)"|“(?P<curly>[^”]*)”|„(?P<low>[^“”]*)[“”]|«(?P<angled>[^»]*)»|(?P<bare>\S+))(?P<star>\*?)""",
    re.VERBOSE,
)
_KINDS: Final = {
    **{kind.value: kind for kind in Kind},
    **{f"{kind.value}s": kind for kind in Kind},
    "verdict": Kind.RATIONALE,
    "verdicts": Kind.RATIONALE,
}
_STATES: Final = {
    "proposed": ("proposed",),
    "open": ("open",),
    "in progress": ("in_progress",),
    "help needed": ("help_needed",),
    "help": ("help_needed",),
    "in review": ("in_review",),
    "signed off": ("signed_off",),
    "signed": ("signed_off",),
    "published": ("published",),
    "correcting": ("correcting",),
    "withdrawn": ("withdrawn",),
    "closed": ("closed",),
    "working": ("in_progress", "help_needed", "in_review", "correcting"),
}


def read_question(typed: str, *, with_filters: bool = True) -> Question:
    """What is asked for. A filter with a word that it does not know, or with none, is plain words like any other.

    Without filters everything but quotation marks and ``*`` is plain words.
    """
    terms: list[Term] = []
    kinds: list[Kind] = []
    filters: dict[str, list[str]] = {"state": [], "publisher": [], "by": [], "article": []}
    left_out = False
    for match in _PART.finditer(typed):
        name, words = (match["name"] or "").lower() if with_filters else "", _words_in(match)
        if name == "kind" and words.lower() in _KINDS:
            kinds.append(_KINDS[words.lower()])
        elif name in filters and (values := _values(name, words)):
            filters[name] += values
        else:
            term = _term(match, words)
            left_out = left_out or len(terms) == MOST_TERMS
            if term is not None and term not in terms and len(terms) < MOST_TERMS:
                terms.append(term)
    return Question(
        terms=tuple(terms),
        kinds=tuple(dict.fromkeys(kinds)),
        states=tuple(dict.fromkeys(filters["state"])),
        publishers=_few(filters["publisher"]),
        speakers=_few(filters["by"]),
        articles=_few(filters["article"]),
        too_many=left_out,
    )


def _few(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:MOST_VALUES]


def _words_in(match: re.Match[str]) -> str:
    groups = (match[name] for name in ("plain", "curly", "low", "angled", "bare"))
    return next(one for one in groups if one is not None)


def _values(name: str, words: str) -> tuple[str, ...]:
    if name == "state":
        return _STATES.get(" ".join(re.split(r"[\s_-]+", words.strip().lower())), ())
    return (words.strip(),) if fold_text(words) else ()


def _term(match: re.Match[str], words: str) -> Term | None:
    """One term; a filter that is none is a phrase of its name and its words, as if nobody knew of filters."""
    typed = f"{match['name']}:{words}" if match["name"] else words
    folded = tuple(fold_text(typed.replace(MARK, " "), MOST_WORDS).split())
    star = match["star"] or (typed.endswith("*") and match["bare"] is not None)
    return Term(folded, bool(star)) if folded else None
