"""One telling in a chain, read from an attribution: how it was told, and through whom it went."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .mentions import Told, sentence_start
from .types import Attribution, Relation, Span, VerbClass

_BEFORE = 400  # characters before the verb, and behind it, in which the channel is named
_BEHIND = 160
_NAME = r"(?:the |The )?[A-Z][\w.&’'\-]*(?:\s+(?:of |for )?[A-Z][\w.&’'\-]*){0,4}"
_ASKED = re.compile(
    r"\b[Aa]sked by (?P<who>(?:the )?[^,]{2,60}?)(?=\s+(?:about|whether|if|why|how|on|in|during|what)\b|,)"
)
_INTERVIEW = re.compile(
    r"\b[Ii]n (?:an |a |his |her |their )?(?:[\w-]+ )?(?:interview|comments|remarks|statement) (?:with|to|on|for) "
    rf"(?P<who>{_NAME})"
)
_CARRIED = re.compile(
    r"\b[Ii]n (?:an |a |his |her |its |their )?(?:[\w-]+ )?(?:interview|comments|remarks|statement|speech|address"
    r"|message|letter|video) (?:that was )?(?:carried|published|aired|broadcast|run|printed|posted|quoted|released)"
    rf"(?: \w+day)? (?:by|on|in) (?P<who>(?:the )?{_NAME}|(?:the )?state (?:news agency|television|media|radio))"
)
_CHANNELS = (
    (_ASKED, "asked the question; whether it published the answer is not said"),
    (_CARRIED, "it carried the words"),
    (_INTERVIEW, "the interview it was said in"),
)


def read_telling(text: str, attributions: Sequence[Attribution], number: int, *, quoted: bool) -> Told:
    """The telling that attribution ``number``, which must have a source, stands for."""
    one = attributions[number]
    source = one.source[0]
    cue = one.cue[0].of(text) if one.cue else ""
    as_saying = one.rule == "quoted-as" and (one.nested_in is not None or " " in cue)
    relation = Relation.QUOTED if quoted or as_saying else Relation.REPORTED
    if one.verb_class in (VerbClass.DOUBT, VerbClass.DENIAL):
        relation = Relation.ASSERTED
    told = Told(source.of(text), source.start, source, cue, relation)
    if one.addressee is not None:
        return replace(
            told,
            channel=one.addressee.of(text),
            channel_span=one.addressee,
            channel_note="named as the one told; that it passed this on is implied",
        )
    outer = None if one.nested_in is None else attributions[one.nested_in]
    return _with_channel(text, one, told, outer)


def _with_channel(text: str, one: Attribution, told: Told, outer: Attribution | None) -> Told:
    """ "Asked by X, he said", "in an interview with X" and "in a statement carried by X": X heard it first.

    Inside reported words only a channel named in them counts: another is that of the outer teller.
    """
    cue = one.cue[0]
    begin = max(0, cue.start - _BEFORE, sentence_start(text, cue.start))
    for pattern, note in _CHANNELS:
        asked = pattern is _ASKED
        found = pattern.search(text, begin, min(len(text), cue.end + (0 if asked else _BEHIND)))
        heard = found and not any(piece.start <= found.start() < piece.end for piece in one.content)
        if found and outer is not None:
            heard = heard and any(piece.start <= found.start() < piece.end for piece in outer.content)
        if found and heard and "\n" not in text[found.start() : cue.start]:
            place = Span(*found.span("who"))
            return replace(told, channel=place.of(text), channel_span=place, channel_note=note, asked=asked)
    return told
