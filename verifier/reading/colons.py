"""A name, a colon, and what it says: headlines, transcripts, lists of quotations, and quotations that are signed."""

from collections.abc import Iterator

from .carrying import Draft
from .contents import trim
from .lexicon import AUXILIARIES, COMMON_VERBS, CUES, Form
from .page import Page
from .types import Block, VerbClass
from .wordlist import word_set

_LONGEST = 9  # tokens before the colon
_LABELS = word_set(
    """update note correction exclusive watch video photo photos analysis opinion review related more breaking
    source sources photos: part chapter step question q a answer editor's editorial fact check live poll
    polls example result results reason factbox explainer profile timeline latest here news here's this
    following these subject date location time table figure copyright credit via topics tags"""
)

_INSIDE = word_set(". of de la van von bin al the and")
_NO_SPEAKER = word_set("about for against in with on by from how why what when where")


def colon_drafts(page: Page, number: int) -> Iterator[Draft]:
    """The attribution a sentence's colon makes, if a name stands before it and words behind."""
    unit = page.units[number]
    tokens = page.tokens
    first = unit.first
    while first < unit.last and tokens.is_quote_mark(first):
        first += 1
    colon = next((at for at in range(first, min(unit.last, first + _LONGEST + 1)) if tokens.raw[at] == ":"), None)
    if colon is None or colon == first or unit.last - colon < 4 or not tokens.gap_after(colon):
        return
    if not _is_name(page, first, colon):
        return
    quoted = page.quotations.of_token[colon + 1] >= 0 and tokens.is_quote_mark(colon + 1)
    transcript = colon - first <= 3 and all(
        tokens.raw[at].isupper() or not tokens.is_word(at) for at in range(first, colon)
    )
    if not (quoted or transcript or unit.block is Block.HEADLINE or number == 0):
        return
    content_first, content_last = colon + 1, unit.last
    if transcript and not quoted:
        content_last = _paragraph_end(page, number)
    if quoted:
        quotation = page.quotations.all[page.quotations.of_token[colon + 1]]
        content_last = max(quotation.last, content_first + 1)
    piece = trim(page, content_first, content_last)
    if piece[1] > piece[0]:
        yield Draft((first, colon), (colon, colon + 1), (piece,), VerbClass.NEUTRAL, "colon")


def signed_drafts(page: Page) -> Iterator[Draft]:
    """A quotation that fills a paragraph and is signed: “...” — Ann Lee, on the flood."""
    tokens = page.tokens
    begins = {
        unit.first
        for unit, before in zip(page.units, [None, *page.units], strict=False)
        if before is None or before.paragraph != unit.paragraph
    }
    for quotation in page.quotations.all:
        dash = quotation.last
        if not quotation.closed or quotation.first not in begins or dash >= len(tokens) or not tokens.is_dash(dash):
            continue
        first = dash + 1
        while tokens.is_dash(first):
            first += 1
        last = first
        while last < len(tokens) and last - first < _LONGEST and (tokens.is_name(last) or tokens.low[last] in _INSIDE):
            last += 1
        if last > first and tokens.is_name(last - 1) and not tokens.is_word(last):
            yield Draft(
                (first, last), (dash, dash + 1), ((quotation.first, quotation.last),), VerbClass.NEUTRAL, "signed"
            )


def _paragraph_end(page: Page, number: int) -> int:
    """The end of the turn: of its paragraph, sentences later perhaps."""
    last = number
    while last + 1 < len(page.units) and page.units[last + 1].paragraph == page.units[number].paragraph:
        last += 1
    return page.units[last].last


def _is_name(page: Page, first: int, colon: int) -> bool:
    tokens = page.tokens
    words = [at for at in range(first, colon) if tokens.is_word(at)]
    if (
        not words
        or not tokens.is_name(words[0])
        or any(tokens.low[at] in _LABELS or tokens.low[at] in _NO_SPEAKER for at in words)
    ):
        return False
    for at in words:
        word = tokens.low[at]
        cue = CUES.get(word)
        if word in AUXILIARIES or word in COMMON_VERBS or (cue is not None and cue.form is not Form.BASE):
            return False
    return sum(tokens.is_name(at) for at in words) * 2 >= len(words)
