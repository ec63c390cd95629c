"""May this be taken in, and where a claim stands in it."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from verifier.articles.types import Anchor, Recognised
from verifier.kernel.errors import RuleBroken
from verifier.learning.rules import Record, ranked
from verifier.reading import structure
from verifier.reading.reader import read
from verifier.reading.recurring import RULE, as_compared, find_known
from verifier.reading.types import (
    DisclaimerKind,
    DisclaimerScope,
    KnownDisclaimer,
    ProposedClaim,
    ProposedDisclaimer,
    Reading,
    Span,
)

_Proposal = TypeVar("_Proposal", ProposedClaim, ProposedDisclaimer)

CONTEXT = 32
LONGEST_TEXT = 2_000_000
LONGEST_CLAIM = 4_000
LONGEST_LINE = 1_000
LONGEST_LEARNED = 1_500
SHORTEST_LEARNED = 3  # words: fewer stand in too many texts to be anybody's disclaimer
MOST_PROPOSALS = 300
RECURRING = frozenset({DisclaimerKind.PUBLISHER_NO_VERIFICATION, DisclaimerKind.OPINION_RESPONSIBILITY})
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")  # the shape of BCP 47 tags in use


def check_text(text: str) -> None:
    """Raise RuleBroken for a text that is empty, too long, or cannot be stored."""
    if not text.strip():
        raise RuleBroken("text_empty", "There is no text to read. Paste the article, or choose another file.", "text")
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(
            "text_long", f"The text has more than {LONGEST_TEXT:,} characters. Take in one article at a time.", "text"
        )
    if "\x00" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise RuleBroken("text_binary", "This is not plain text. Save it as UTF-8 text and try again.", "text")


def check_recognised(what: Recognised) -> None:
    """Raise RuleBroken where a person must still say what the article is."""
    if not what.title.strip():
        raise RuleBroken("title_missing", "Write the article's headline.", "title")
    if not what.publisher.strip():
        raise RuleBroken(
            "publisher_missing", "Write who published it. The disclaimer is quoted in their name.", "publisher"
        )
    if what.url and not what.url.lower().startswith(("http://", "https://")):
        raise RuleBroken("url_odd", "Write the address with http:// or https://, or leave it empty.", "url")
    if what.language and not _LANGUAGE.fullmatch(what.language.strip()):
        raise RuleBroken(
            "language_odd", "Write the language as a code, such as en or ar, or leave it empty.", "language"
        )
    for field in ("title", "publisher", "byline", "url"):
        words = getattr(what, field)
        if len(words) > LONGEST_LINE or "\x00" in words:
            raise RuleBroken(f"{field}_long", f"Write at most {LONGEST_LINE:,} printable characters.", field)


def alone(words: str) -> str:
    """A claim's words so that they stand alone: on one line, beginning as a sentence does."""
    folded = " ".join(words.split())
    return folded[:1].upper() + folded[1:]


def read_as(text: str, what: Recognised, known: Sequence[KnownDisclaimer] = ()) -> Reading:
    """The proposals for a text of which this much is known; ``known``: what was learned of its publisher."""
    return read(
        text,
        publisher=what.publisher or None,
        title=what.title or None,
        published_on=what.published_on,
        language=what.language or None,
        known_disclaimers=known,
    )


def completed(stated: Recognised, found: Reading) -> Recognised:
    """What the source states of itself, and where it is silent, what the reader found in the text."""
    return Recognised(
        title=stated.title or found.title or "",
        publisher=stated.publisher or found.publisher or "",
        byline=stated.byline or found.byline or "",
        published_on=stated.published_on or found.published_on,
        language=stated.language or found.language,
        url=stated.url,
    )


def by_worth(claims: Sequence[ProposedClaim], record: Record) -> list[ProposedClaim]:
    """One proposal a span, most worth checking first, as a desk with this record of decisions ranks them."""
    found = {one.span: one for one in claims}.values()
    return sorted(found, key=lambda one: (-ranked(one.score, one.rule, one.kind, record), one.span))


def ticked(shown: Reading, corrected: Reading, *, claims: Collection[Span], disclaimers: Collection[Span]) -> Reading:
    """The reading to keep: the proposals that a person left ticked, as they are after their corrections.

    A corrected headline or language can cut a claim elsewhere; then the one that was ``shown`` is kept, not lost. A
    corrected publisher can bring disclaimers that were learned of it: a person has confirmed those before.
    Raises RuleBroken for a tick at something that was never proposed.
    """
    before = {one.span for one in shown.disclaimers}
    learned = {one.span for one in corrected.disclaimers if one.rule == RULE and one.span not in before}
    return replace(
        corrected,
        claims=_kept(shown.claims, corrected.claims, claims),
        disclaimers=_kept(shown.disclaimers, corrected.disclaimers, learned.union(disclaimers)),
    )


def _kept(shown: Sequence[_Proposal], corrected: Sequence[_Proposal], ticks: Collection[Span]) -> tuple[_Proposal, ...]:
    pool: dict[Span, list[_Proposal]] = {}
    for proposals in (shown, corrected):
        here: dict[Span, list[_Proposal]] = {}
        for one in proposals:
            here.setdefault(one.span, []).append(one)
        pool.update(here)
    if not pool.keys() >= set(ticks):
        raise RuleBroken("proposals_changed", "The proposals are not those that were shown. Look at them again.")
    return tuple(one for span in sorted(ticks) for one in pool[span])


def check_wording(wording: str) -> str:
    """The wording as it is kept, white space folded. Raises RuleBroken for none or too long a one."""
    kept = " ".join(wording.split())
    if not kept:
        raise RuleBroken("wording_missing", "Write the claim so that it can be understood by itself.", "wording")
    if len(kept) > LONGEST_CLAIM:
        raise RuleBroken("wording_long", f"Write at most {LONGEST_CLAIM:,} characters.", "wording")
    return kept


def anchor(text: str, start: int, end: int) -> Anchor:
    """The selectors of a span. Raises RuleBroken for a span that is not a stretch of the text."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise RuleBroken("span_outside", "The marked words are not in the stored text. Mark them again.", "quote")
    if end - start > LONGEST_CLAIM:
        raise RuleBroken(
            "span_long", f"A claim has at most {LONGEST_CLAIM:,} characters. Mark a shorter stretch.", "quote"
        )
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def find_quote(text: str, quote: str) -> tuple[int, int]:
    """Where the words a person marked stand: the one place. Raises RuleBroken for none or several.

    White space is compared as a page shows it, where any stretch of it looks like one space.
    """
    words = quote.split()
    if not words:
        raise RuleBroken("quote_missing", "Mark the words of the claim in the text, or paste them here.", "quote")
    if len(quote) > LONGEST_CLAIM:
        raise RuleBroken(
            "span_long", f"A claim has at most {LONGEST_CLAIM:,} characters. Mark a shorter stretch.", "quote"
        )
    wanted = re.compile(r"\s+".join(re.escape(word) for word in words))
    found = wanted.search(text)
    if found is None:
        raise RuleBroken("quote_absent", "These words are not in the article's text. Copy them exactly.", "quote")
    if wanted.search(text, found.start() + 1):
        raise RuleBroken("quote_twice", "These words stand in the text more than once. Mark a longer stretch.", "quote")
    return found.span()


def around(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """What stands before and after a span, about ``reach`` characters each, cut between words."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach:
        before = before[before.find(" ") + 1 :] if " " in before else before
    if end + reach < len(text):
        after = after[: after.rfind(" ")] if " " in after else after
    return before.lstrip(), after.rstrip()


def resolves(text: str, found: Anchor) -> bool:
    """Whether a stored span still holds its words."""
    return text[found.start : found.end] == found.exact


def is_recurring(kind: DisclaimerKind, scope: DisclaimerScope) -> bool:
    """Whether a disclaimer is of the sort that a publisher prints under one article as under the next."""
    return kind in RECURRING and scope is DisclaimerScope.ARTICLE


def learned_digest(words: str) -> str:
    """How the same disclaimer is recognised in another printing."""
    return sha256(as_compared(words).encode("utf-8", "surrogatepass")).hexdigest()


def can_be_learned(words: str) -> bool:
    """Whether a disclaimer is long enough to be nobody else's words, and short enough to be one."""
    return len(words) <= LONGEST_LEARNED and len(words.split()) >= SHORTEST_LEARNED


def publisher_by(text: str, learned: Iterable[tuple[str, KnownDisclaimer]]) -> str:
    """The one publisher (name, disclaimer) whose disclaimer stands in a text; empty for none or several."""
    found = {name for name, known in learned if find_known(text, [known], None)}
    return found.pop() if len(found) == 1 else ""


def check_learned(words: str) -> None:
    """Raise RuleBroken for words that cannot be a publisher's disclaimer."""
    if not can_be_learned(words):
        raise RuleBroken(
            "disclaimer_length",
            f"A disclaimer has at least {SHORTEST_LEARNED} words and at most {LONGEST_LEARNED:,} characters.",
            "quote",
        )


def reaching(text: str, title: str, *, claim: int, others: Sequence[int], disclaimers: Sequence[int]) -> list[int]:
    """Which of these disclaimers of single claims reach a claim; all are given by where they start.

    One reaches the claims of its own paragraph, or those of the paragraph before where its own holds no claim.
    """
    starts = [one.span.start for one in structure.lay_out(text, title).paragraphs]
    here = bisect_right(starts, claim)
    taken = {bisect_right(starts, one) for one in others}
    places = [bisect_right(starts, one) for one in disclaimers]
    return [number for number, at in enumerate(places) if at == here or (at == here + 1 and at not in taken)]
