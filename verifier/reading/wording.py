"""Saying a claim so that it stands alone: a shared subject supplied, a pronoun named. Brackets mark what was added."""

import re

from .mentions import Register
from .places import Names
from .types import Mentioned, MentionKind, Naming, SourceKind, Span, Standalone

_OPENING_PRONOUN = re.compile(r"[\"“”'‘\s]*(?P<word>He|She|His|Her|he|she|his|her|I|My|my)\b(?!-)(?P<glued>['’]\w+)?")
_GLUED = {"'ll": " will", "'m": " am", "'ve": " have"}
_POSSESSIVE = frozenset({"his", "her", "my"})
_FIRST_PERSON = frozenset({"i", "my"})
_RESULT_WORD = re.compile(
    r"\b(?:killed|wounded|injured|arrested|detained|displaced|missing|dead|hospitali[sz]ed|rescued|freed|captured)\b",
    re.IGNORECASE,
)
_NEAR = 1200  # characters within which the person meant was named


def with_subject(text: str, span: Span, lead: Span, rule: str) -> Standalone:
    """The claim with the subject it shares with the part of the sentence before it, or with what "who" stands for."""
    subject = " ".join(lead.of(text).strip(' ,;:"“”').split())
    note = (
        f"“{subject}” is taken from the words before “who” or “which”"
        if rule == "relative"
        else f"“{subject}” is taken from the clause before it"
    )
    return Standalone(f"[{subject}] {' '.join(span.of(text).split())}", note, (lead,))


def elliptic(text: str, span: Span) -> Standalone:
    """ "And 30 wounded": the verb that the words before it lend."""
    words = " ".join(span.of(text).split())
    at = _RESULT_WORD.search(words)
    place = at.start() if at else 0
    return Standalone(f"{words[:place]}[were] {words[place:]}", "the verb is taken from the words before it", ())


def with_name(text: str, span: Span, teller: Mentioned | None, register: Register, names: Names) -> Standalone | None:
    """The claim with the pronoun that opens it named, where the text leaves one person it can mean; else None.

    ``teller`` is the named person whose words the claim is, for "I" and for "he" in "Lee said he ...".
    """
    found = _OPENING_PRONOUN.match(text, span.start, span.end)
    if found is None or register.language not in ("en", "und"):
        return None
    word = found.group("word").lower()
    meant = teller if word in _FIRST_PERSON else _person(word, found.start("word"), register, names)
    if meant is None or meant.kind is not MentionKind.PERSON:
        return None
    return Standalone(
        _replaced(text, span, found, meant.words), _note(found.group("word"), meant, teller), (meant.span,)
    )


def _note(word: str, meant: Mentioned, teller: Mentioned | None) -> str:
    why = "whose words these are" if meant is teller else "the person credited last before it"
    return f"“{word}” is read as {meant.words}, {why}"


def _replaced(text: str, span: Span, found: re.Match[str], name: str) -> str:
    word, glued = found.group("word"), (found.group("glued") or "").replace("’", "'")
    tail = text[found.end() : span.end]
    if word.lower() in _POSSESSIVE:
        return " ".join(f"[{name}’s]{tail}".split())
    if word == "I":
        return " ".join(f"I [{name}]{_GLUED.get(glued) or glued}{tail}".split())
    # "He's" may be "is" or "has", "he'd" "had" or "would": these stay as they are written.
    return " ".join(f"[{name}]{_GLUED.get(glued) or glued}{tail}".split())


def _person(word: str, at: int, register: Register, names: Names) -> Mentioned | None:
    """Whom "he" or "she" means: the person credited last, if no other person was named after."""
    pronoun = {"his": "he", "her": "she"}.get(word, word)
    resolved = register.resolve(pronoun, at)
    if resolved.naming is not Naming.NAMED or resolved.kind is not SourceKind.PERSON or not resolved.evidence:
        return None
    last = names.person_before(at, within=_NEAR)
    if last is not None and not _same(last.words, resolved.name):
        return None
    return Mentioned(resolved.evidence[0], resolved.name, MentionKind.PERSON)


def _same(short: str, name: str) -> bool:
    return short.lower() in name.lower() or name.lower() in short.lower()
