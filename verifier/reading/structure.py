"""The parts of a page: paragraphs, headline, standfirst, byline, dateline, furniture and the repeated headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .types import Block, Span
from .wordlist import word_set

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BYLINE = re.compile(r"(?:By|BY|Par|Von|Por|Автор:?|بقلم|كتب|كتبت)[ :]+(?P<name>[^\W\d_][^\n,|]{1,80})", re.UNICODE)
_BYLINE_OPENERS = ("the ", "a ", "an ", "this ", "all ", "now", "then", "contrast", "la ", "le ", "les ", "el ", "der ")
_FURNITURE = word_set(
    """search menu home share tweet print email advertisement advertising sponsored subscribe newsletter
    comments comment login register tags related topics trending sidebar navigation cookies loading facebook
    twitter whatsapp telegram linkedin instagram youtube follow sections breadcrumb footer header keywords
    helpful logo listen save bookmark copy link reply archives contact privacy terms rss podcast gallery
    slideshow watch live weather"""
)
_FURNITURE_LINE = re.compile(
    r"(?:read (?:more|also|next|in)|see also|related (?:articles|stories|posts|news)|share"
    r" (?:this|on|via)|sign up|log ?in|"
    r"follow us|most (?:read|popular|viewed)|click here|back to top|skip to|advertisement|all rights reserved|"
    r"©|copyright|photo(?: credit)?:|image(?: credit)?:|getty images|table of contents|\d+"
    r" (?:min(?:ute)?s? read|comments?|shares?)|"
    r"lire aussi|à lire|lea también|leer también|lesen sie auch|mehr zum thema|читайте также"
    r"|подписывайтесь|اقرأ أيضا|شارك)",
    re.IGNORECASE,
)
_ENDS = (".", "!", "?", "…", "؟", "。", ".”", '."', ".'", ".’", "!”", "?”", '!"', '?"', "»", ":", ",", ";", ".)")
_WORD = re.compile(r"\w+")
_HEADLINE_WORDS = range(3, 31)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text that is not blank, without the space around it."""

    span: Span
    block: Block


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs in order, and which of them is the headline (a number, or None) and who signed."""

    paragraphs: tuple[Paragraph, ...]
    headline: int | None
    standfirst: int | None
    byline: str | None


def lay_out(text: str, title: str | None = None) -> Layout:
    """Cut ``text`` into paragraphs and say what each one is."""
    spans = _join_wrapped(text, _lines(text))
    keys = [_key(span.of(text)) for span in spans]
    headline = _find_headline(text, spans, keys, _key(title or ""))
    blocks = [Block.BODY] * len(spans)
    byline = None
    for number, span in enumerate(spans):
        words = span.of(text)
        if number == headline:
            blocks[number] = Block.HEADLINE
        elif headline is not None and keys[number] == keys[headline]:
            blocks[number] = Block.REPEAT
        elif _is_furniture(words, number, len(spans)):
            blocks[number] = Block.FURNITURE
        elif (name := _byline(words)) is not None:
            blocks[number] = Block.BYLINE
            byline = byline or name
    if headline is not None:
        _mark_leading_furniture(text, spans, blocks, headline)
    standfirst = _find_standfirst(text, spans, blocks, headline)
    if standfirst is not None:
        blocks[standfirst] = Block.STANDFIRST
    _mark_trailing_furniture(text, spans, blocks)
    paragraphs = tuple(Paragraph(span, block) for span, block in zip(spans, blocks, strict=True))
    return Layout(paragraphs, headline, standfirst, byline)


def with_disclaimers(paragraphs: Sequence[Paragraph], spans: Sequence[Span]) -> tuple[Paragraph, ...]:
    """The same paragraphs; one that lies wholly within an article-wide disclaimer is marked as such."""
    return tuple(
        replace(paragraph, block=Block.DISCLAIMER)
        if any(span.start <= paragraph.span.start and paragraph.span.end <= span.end for span in spans)
        else paragraph
        for paragraph in paragraphs
    )


def _lines(text: str) -> list[Span]:
    spans = []
    for found in _LINE.finditer(text):
        line = found.group()
        stripped = line.strip()
        if stripped:
            start = found.start() + line.index(stripped[0])
            spans.append(Span(start, start + len(stripped)))
    return spans


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """Lines broken by width only (an e-mail, a PDF) belong together: the first does not end, the next begins small."""
    joined: list[Span] = []
    for span in lines:
        if joined and _is_wrapped(text, joined[-1], span):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _is_wrapped(text: str, above: Span, below: Span) -> bool:
    between = text[above.end : below.start]
    if between.count("\n") != 1:
        return False
    tail = text[max(above.start, above.end - 2) : above.end]
    return above.end - above.start > 40 and not tail.endswith(_ENDS[:15]) and text[below.start].islower()


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))


def _find_headline(text: str, spans: list[Span], keys: list[str], title: str) -> int | None:
    if title:
        for number, key in enumerate(keys[:40]):
            if key == title:
                return number
        return None
    seen: dict[str, int] = {}
    for number, key in enumerate(keys[:40]):
        if key in seen and len(key.split()) in _HEADLINE_WORDS and number - seen[key] <= 8:
            return seen[key]
        seen.setdefault(key, number)
    for number, span in enumerate(spans[:8]):
        words = span.of(text)
        if _is_furniture(words, number, len(spans)) or _byline(words) is not None:
            continue
        return number if _looks_like_headline(words, number, len(spans)) else None
    return None


def _looks_like_headline(words: str, number: int, count: int) -> bool:
    return (
        number + 1 < count and len(words) < 250 and len(words.split()) in _HEADLINE_WORDS and not words.endswith(_ENDS)
    )


def _is_furniture(words: str, number: int, count: int) -> bool:
    if len(words) > 90:
        return False
    if _FURNITURE_LINE.match(words):
        return not words.endswith((".", "?", "!", ".”")) or len(words.split()) < 6
    parts = [part.lower() for part in _WORD.findall(words)]
    if not parts:
        return True
    known = sum(part in _FURNITURE for part in parts)
    return len(parts) <= 4 and known * 2 >= len(parts) and not words.endswith((".", "?", "!"))


def _mark_leading_furniture(text: str, spans: list[Span], blocks: list[Block], headline: int) -> None:
    """What stands above the headline in one to three words without a full stop is the page, not the article."""
    for number in range(headline):
        words = spans[number].of(text)
        if blocks[number] is Block.BODY and len(words.split()) <= 3 and not words.endswith(_ENDS):
            blocks[number] = Block.FURNITURE


def _mark_trailing_furniture(text: str, spans: list[Span], blocks: list[Block]) -> None:
    """Below the last whole sentence, lines of one to three words without an end are the page too."""
    for number in range(len(spans) - 1, 0, -1):
        words = spans[number].of(text)
        if blocks[number] is Block.BODY and (words.endswith(_ENDS) or len(words.split()) > 3):
            return
        if blocks[number] is Block.BODY and any(spans[number - 1].of(text).endswith(end) for end in _ENDS[:5]):
            blocks[number] = Block.FURNITURE


def _byline(words: str) -> str | None:
    found = _BYLINE.match(words)
    if not found or len(words) > 120 or words.endswith((".", "?", "!", ":")):
        return None
    name = found.group("name").strip()
    if name.lower().startswith(_BYLINE_OPENERS) or len(name.split()) > 10:
        return None
    if name.isascii() and not name[:1].isupper():
        return None
    return name


def _find_standfirst(text: str, spans: list[Span], blocks: list[Block], headline: int | None) -> int | None:
    """A short paragraph that the headline's repeat or the byline cuts off from the body."""
    if headline is None or headline + 2 >= len(spans):
        return None
    below = headline + 1
    while below < len(spans) and blocks[below] is Block.FURNITURE:
        below += 1
    if below + 1 >= len(spans) or blocks[below] is not Block.BODY or len(spans[below].of(text).split()) > 60:
        return None
    return below if blocks[below + 1] in (Block.REPEAT, Block.BYLINE) else None
