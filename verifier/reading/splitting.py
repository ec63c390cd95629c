"""Cutting a stretch into single checkable statements. A cut is made only where both sides can be checked alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dates import places_of_dates
from .figures import find_figures
from .lexicon import COMMON_VERBS, CUES, DETERMINERS, NOUN_FORMS, PREPOSITIONS, Form
from .page import is_adverb
from .types import Span
from .wordlist import word_set

_EDGE = " \t\n\r\u00a0,،؛;:–—-\"“”„«»‹›「」『』'‘’"
_LEAD_IN = re.compile(
    r"(?:it (?:is|was) (?:worth (?:noting|mentioning)|noteworthy|notable|important to note"
    r"|clear)(?: here)? that|it should be (?:noted|mentioned) that|"
    r"this means (?:that )?|that means (?:that )?|note that|in other words,|of note,)\s*",
    re.IGNORECASE,
)
_LEAD_WORD = re.compile(r"(?:but |and )?(?:that|whether|que|dass|daß|что|إن|أن|بأن|إلى أن)\s+|qu['’]", re.IGNORECASE)
_SPLIT = re.compile(r",\s+(?:where|while|whereas)\s+|;\s+")
_RETURN = re.compile(r",?\s+in (?:return|exchange) for\s+")
_ASIDE = re.compile(
    r",\s+(?:another|one of the|the (?:only|first|last|\w+est)|a (?:key|major|close|leading"
    r"|former|longtime|top|staunch))\s+(?:[\w’'\-]+\s+){2,12}?[\w’'\-]+[.”\"]*$",
    re.IGNORECASE,
)
_LEAST_WORDS = 3
_LEAST_CLAUSE = 5
_LEAST_CLAUSE_LENGTH = 30  # characters
_REACH = 300  # characters looked at behind a joint
_CLAUSE_REACH = 9  # words from the beginning of a clause to its verb
_MOST_CUTS = 30
_JOINT = re.compile(r"(?P<comma>,)?\s+(?P<and>and|but)\s+|,\s+")
_RELATIVE = re.compile(r",\s+(?:who|which)\s+")
_BREAK = re.compile(r",(?!\s?\d)|[;:“”\"]")
_TOKEN = re.compile(r"[^\W_](?:[\w’'\-.,]*[\w’'])?|[,;:()\"“”]")
_SUBORDINATE = re.compile(r"\s*(?:if|when|unless|although|though|because|while|as|after|before|since)\b", re.IGNORECASE)
_RESULTS = word_set(
    "killed wounded injured arrested detained displaced missing dead hospitalised hospitalized rescued freed captured"
)
_RESULT = re.compile(rf"\b(?:{'|'.join(sorted(_RESULTS))}|died)\b", re.IGNORECASE)
_NUMBER_WORDS = "two|three|four|five|six|seven|eight|nine|ten|twelve|dozens|hundreds|thousands|several|many|scores"
_ELLIPTIC = re.compile(
    rf"(?:(?:more than|at least|about|some|another|nearly|up to|over|as many as)\s+)*(?:\d[\d,.]*|{_NUMBER_WORDS})"
    r"(?:\s+(?:others|more|people))?"
    rf"\s+(?:{'|'.join(sorted(_RESULTS))})\b",
    re.IGNORECASE,
)
_OPEN_RELATIVE = word_set("who which that whose where when whom if because although though unless than")
_ANAPHORA = word_set("this that these those such it which who neither nor so then not also only even")
_SUBJECTS = word_set(
    "he she they we more about nearly at some dozens hundreds thousands people two three four five six"
)
_COUNTED = word_set("people others more were was been be being two three four five six seven eight nine ten dozens")
_FINITE = word_set("is are was were has have had will would can could did does may might must")
_PAST = word_set(
    """shot hit struck burnt hurt cost held met led built sent sold bought won cut put set told broke sank seized fled
    fell rose lost left took gave made began became paid spent brought caught drew threw wrote saw found kept stole
    rode sought taught fought grew knew flew ran came went got"""
)
_NOT_VERBS = word_set("united hundred alleged")


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a stretch. ``lead`` is the span of the subject it shares with the part before it, or None.

    ``rule`` names the cut that began it, empty for the first and for plain cuts.
    """

    span: Span
    rule: str = ""
    lead: Span | None = None


def split(text: str, span: Span, language: str, *, whole: bool) -> Iterator[Part]:
    """The statements within ``span``, without the marks and "that" around them; ``whole`` for whole sentences."""
    for part in _parts(text, span, language):
        aside = part.rule == "apposition"
        trimmed = _trim(text, part.span, whole=whole and not aside, short=part.lead is not None)
        if trimmed is not None:
            yield Part(trimmed, part.rule, part.lead)


def _parts(text: str, span: Span, language: str) -> Iterator[Part]:
    words = span.of(text)
    aside = _ASIDE.search(words)
    if aside and aside.start() >= 40:
        yield Part(Span(span.start + aside.start(), span.end), "apposition")
        span = Span(span.start, span.start + aside.start())
    for start, end in _plain_cuts(span.of(text)):
        piece = Span(span.start + start, span.start + end)
        if language in ("en", "und"):
            yield from _clauses(text, piece)
        else:
            yield Part(piece)


def _plain_cuts(words: str) -> Iterator[tuple[int, int]]:
    """Cut at ", where" and ";", and before what is paid in return."""
    begin = 0
    for found in _SPLIT.finditer(words):
        if found.start() - begin >= _LEAST_CLAUSE_LENGTH and len(words) - found.end() >= _LEAST_CLAUSE_LENGTH:
            yield begin, found.start()
            begin = found.end()
    paid = _RETURN.search(words, begin)
    if paid and paid.start() - begin >= 40 and any(char.isdigit() for char in words[paid.end() :]):
        yield begin, paid.start()
        begin = paid.end()
    yield begin, len(words)


def _clauses(text: str, piece: Span) -> Iterator[Part]:
    """Coordinated clauses, verbs that share a subject and have a figure each, and a relative clause with a fact."""
    relative = _relative(piece.of(text), piece.start)
    if relative is not None:
        joint, behind = relative
        piece = Span(piece.start, joint)
    words = piece.of(text)
    begin, rule, lead = 0, "", None
    for number, found in enumerate(_JOINT.finditer(words)):
        cut = _cut(words, begin, found, rule) if number < _MOST_CUTS else ""
        if not cut:
            continue
        yield Part(Span(piece.start + begin, piece.start + found.start()), rule, lead)
        if cut != "shared-subject":
            lead = None
        elif lead is None:
            verb = _verb(_tokens(words[begin : found.start()]))
            lead = Span(piece.start + begin, piece.start + begin + (verb or 0))
        begin, rule = found.end(), cut
    yield Part(Span(piece.start + begin, piece.end), rule, lead)
    if relative is not None:
        yield behind


def _tokens(words: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(words))


def _cut(words: str, begin: int, joint: re.Match[str], rule: str) -> str:
    """The rule by which a statement ends at ``joint`` and another begins behind it; empty where it goes on.

    ``rule`` is that of the cut before: behind a shared subject a statement begins with its verb.
    """
    left, right = words[begin : joint.start()], words[joint.end() :]
    behind = _tokens(right[:_REACH])
    goes_on = rule == "shared-subject"
    shared = _opens_predicate(behind) if behind else False
    short = _ELLIPTIC.match(right) is not None and _RESULT.search(left) is not None
    clause = behind and joint.group("and") is not None and _opens_clause(behind)
    if not (shared or short or clause) or not _is_closed(left) or _SUBORDINATE.match(left):
        return ""
    before = _tokens(left)
    if len(before) < _LEAST_WORDS - goes_on or (_verb(before) is None and not goes_on):
        return ""
    here = _until_joint(right)
    counted = _has_fact(left) and _has_fact(here)
    if counted and (shared or short):
        return "elliptic" if short else "shared-subject"
    if not clause:
        return ""
    parted = joint.group("comma") is not None
    if not _opens_noun_phrase(behind[0].group()) and not (counted and parted) and behind[0].group() != "that":
        return ""
    long_enough = parted and len(_tokens(here)) >= _LEAST_CLAUSE
    return "clause" if counted or long_enough or behind[0].group() == "that" else ""


def _opens_clause(behind: list[re.Match[str]]) -> bool:
    """Whether a subject and its verb stand here, or "that" and these."""
    word = behind[0].group().lower()
    if word == "that":
        return len(behind) > 1 and _own_verb(behind[1:]) is not None
    return word not in _ANAPHORA and word not in PREPOSITIONS and word[0].isalnum() and _own_verb(behind) is not None


def _opens_predicate(behind: list[re.Match[str]]) -> bool:
    """Whether a finite verb stands first, or behind an adverb: "and now has", ", burned"."""
    words = [one.group().lower() for one in behind[:2]]
    at = int(len(words) > 1 and is_adverb(words[0]))
    return _is_past(words[at]) or words[at] in _FINITE


def _is_closed(left: str) -> bool:
    """Whether no quotation and no bracket is open at the end of ``left``."""
    return (
        left.count("“") == left.count("”")
        and left.count('"') % 2 == 0
        and left.count("(") == left.count(")")
        and left.count("«") == left.count("»")
    )


def _until_joint(right: str) -> str:
    found = _JOINT.search(right)
    return right if found is None else right[: found.start()]


def _has_fact(words: str) -> bool:
    return bool(find_figures(words, Span(0, len(words))) or places_of_dates(words))


def _is_past(word: str) -> bool:
    low = word.lower()
    if low in _PAST:
        return True
    cue = CUES.get(low)
    if cue is not None and cue.form is Form.FINITE:
        return True
    return low.endswith("ed") and len(low) > 4 and low not in _NOT_VERBS and "-" not in low


def _is_finite(tokens: list[re.Match[str]], at: int) -> bool:
    low = tokens[at].group().lower().replace("’", "'")
    before = tokens[at - 1].group().lower() if at else ""
    if before in DETERMINERS or before in {"to", "of"} or low in NOUN_FORMS:
        return False
    if low in _RESULTS and (before[:1].isdigit() or before in _COUNTED):
        return False
    return low in COMMON_VERBS or low in _FINITE or (_is_past(low) and before not in PREPOSITIONS)


def _verb(tokens: list[re.Match[str]]) -> int | None:
    """Where, in characters, the first finite verb behind a subject begins."""
    for at in range(1, len(tokens)):
        if _is_finite(tokens, at):
            return tokens[at].start()
    return None


def _own_verb(tokens: list[re.Match[str]]) -> int | None:
    """The verb of a clause whose subject begins with the first token, with nothing that opens another clause before."""
    for at in range(1, min(len(tokens), _CLAUSE_REACH)):
        word = tokens[at].group()
        if word.lower() in _OPEN_RELATIVE or not word[0].isalnum():
            return None
        if _is_finite(tokens, at):
            return at
    return None


def _opens_noun_phrase(word: str) -> bool:
    low = word.lower()
    return low in DETERMINERS or low in _SUBJECTS or word[:1].isupper() or word[:1].isdigit()


def _relative(words: str, start: int) -> tuple[int, Part] | None:
    """A relative clause with a figure or date that ends the statement: where its comma is, and the clause as a part."""
    found = max(_RELATIVE.finditer(words), key=lambda one: one.start(), default=None)
    if found is None or not _is_closed(words[: found.start()]):
        return None
    left, right = words[: found.start()], words[found.end() :]
    behind = _tokens(right)
    if len(behind) < _LEAST_WORDS or _verb(_tokens(left)) is None or _BREAK.search(right):
        return None
    verb_first = _is_finite([*_tokens("it"), *behind[:1]], 1) or (
        behind[0].group().lower().endswith("ly") and _is_finite(behind, 1)
    )
    antecedent = _antecedent(left)
    if not verb_first or antecedent is None or not _has_fact(right):
        return None
    span = Span(start + found.end(), start + len(words))
    return start + found.start(), Part(span, "relative", Span(start + antecedent, start + len(left)))


def _antecedent(left: str) -> int | None:
    """Where the last noun phrase begins: a determiner and what follows, or a run of capitals."""
    tokens = _tokens(left)
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 7), -1):
        word = tokens[at].group()
        if not word[0].isalnum() or _is_finite(tokens, at):
            return None
        if word.lower() in DETERMINERS:
            return tokens[at].start() if at < len(tokens) - 1 else None
        if word[0].isupper() and (at == 0 or not tokens[at - 1].group()[0].isupper()):
            before = tokens[at - 1].group().lower() if at else ""
            if before not in DETERMINERS and before != "of":
                return tokens[at].start()
    return None


def _trim(text: str, span: Span, *, whole: bool, short: bool) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    for pattern in (_LEAD_IN, _LEAD_WORD):
        found = pattern.match(text, start, end)
        if found and (pattern is _LEAD_IN or not whole):
            start = found.end()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if not any(char.isalnum() for char in text[start:end]) or (not short and _is_too_short(text[start:end])):
        return None
    return Span(start, end)


def _is_too_short(words: str) -> bool:
    """Two words say little in English or French, but much in Arabic or Russian, or where one is a number."""
    latin = any("a" <= char.lower() <= "z" for char in words[:40]) and not words[:1].isdigit()
    return len(words.split()) < (_LEAST_WORDS if latin else _LEAST_WORDS - 1)
