"""Sentences with exact places; abbreviations, initials and closing quote marks do not mislead the cut."""

from dataclasses import dataclass

from .lexicon import ABBREVIATIONS, OPENERS, SPEECH_FORMS, TITLES
from .structure import Paragraph
from .tokens import Tokens
from .types import Block, Sentence, Span
from .wordlist import word_set

_CLOSERS = frozenset({'"', "”", "''", "'", "’", ")", "]", "»", "「", "」", "“", "›"})
_OPENING = frozenset({'"', "“", "„", "«", "''", "``", "'", "‘", "(", "[", "「", "¿", "¡", "-", "–", "—", "‹"})
# A "sentence" of more tokens than this is cut at a space: no text, however odd, costs more than linear time.
LONGEST = 600
_AFTER_ORDINAL = word_set(
    """januar februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts
    klasse auflage armee weltkrieg weltkriegs lebensjahr geburtstag jahrestag stock"""
)
_ABBREVIATIONS_ABROAD = word_set(
    "mme mlle sra srta dra uds ee uu bzw evtl ggf sog hrsg dipl vgl zzgl гг тыс млн млрд руб"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as token numbers ``first`` to ``last`` (excluded)."""

    first: int
    last: int
    paragraph: int
    block: Block


def cut_sentences(tokens: Tokens, paragraphs: tuple[Paragraph, ...]) -> list[Unit]:
    """Cut every paragraph into sentences, in order."""
    units: list[Unit] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        while at < len(tokens) and tokens.start[at] < paragraph.span.start:
            at += 1
        first = at
        while at < len(tokens) and tokens.start[at] < paragraph.span.end:
            at += 1
        units.extend(Unit(a, b, number, paragraph.block) for a, b in _cut(tokens, first, at))
    return units


def as_sentences(tokens: Tokens, units: list[Unit]) -> tuple[Sentence, ...]:
    """The units as places of the text."""
    return tuple(
        Sentence(Span(tokens.start[unit.first], tokens.end[unit.last - 1]), unit.paragraph, unit.block)
        for unit in units
    )


def _cut(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    begin = at = first
    while at < last:
        if tokens.is_ending(at):
            after = _past_closers(tokens, at + 1, last)
            if after < last and _is_end(tokens, at, after, last):
                cuts.append((begin, after))
                begin = after
            at = after
        else:
            at += 1
        if at - begin >= LONGEST:
            cuts.append((begin, at))
            begin = at
    if begin < last:
        cuts.append((begin, last))
    return cuts


def _past_closers(tokens: Tokens, at: int, last: int) -> int:
    while at < last and not tokens.gap_before(at) and (tokens.raw[at] in _CLOSERS or tokens.is_ending(at)):
        at += 1
    return at


def _is_end(tokens: Tokens, mark: int, after: int, last: int) -> bool:
    if not tokens.gap_before(after):
        return False
    lead = after
    while lead < last and tokens.raw[lead] in _OPENING:
        lead += 1
    if lead >= last:
        return True
    head = tokens.raw[lead][:1]
    if head.islower():
        return False
    if after > mark + 1 and tokens.raw[mark] != "." and _speech_follows(tokens, lead, last):
        return False
    return tokens.raw[mark] != "." or not _is_abbreviation(tokens, mark, lead)


def _speech_follows(tokens: Tokens, lead: int, last: int) -> bool:
    """After a quotation's own mark, "Trump asked." still belongs to it."""
    if tokens.low[lead] in OPENERS:
        return False
    for at in range(lead, min(lead + 5, last)):
        if tokens.low[at] in SPEECH_FORMS:
            ahead = at + 1
            return ahead >= last or tokens.is_ending(ahead) or tokens.low[ahead] in {",", "of", "in", "on", "to", "at"}
        if not tokens.is_word(at):
            return False
    return False


def _is_abbreviation(tokens: Tokens, mark: int, lead: int) -> bool:
    if mark == 0 or tokens.gap_before(mark):
        return False
    word = tokens.low[mark - 1]
    if (word.isdigit() and tokens.low[lead] in _AFTER_ORDINAL) or word in _ABBREVIATIONS_ABROAD:  # "am 12. Mai"
        return True
    if word in TITLES:
        return True
    if len(word) == 1 and word.isalpha() and tokens.is_name(mark - 1):
        return word != "i" and tokens.low[lead] not in OPENERS
    return word in ABBREVIATIONS and (tokens.raw[lead][:1].isdigit() or tokens.low[lead] not in OPENERS)
