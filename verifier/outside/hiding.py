"""Which elements of a page a reader never sees: by attribute, by inline style, by a rule of its own style sheets.

Style sheets are read plainly: rules for screens, selectors without pseudo-classes, the last of several rules wins,
specificity aside. Linked style sheets are not fetched, so what only they hide is not found. What this finds is left
out of the text and shown to a person, who may know better; it is no judgement.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_MOST_RULES: Final = 400
_MOST_CSS: Final = 1_000_000

_HIDDEN_ELEMENTS: Final = {
    "hidden": "[hidden]",
    "closed dialog": "dialog:not([open])",
    "shown only by a script or without one": "template, noscript",
    "shown only by old browsers": "iframe, object, canvas, video, audio",
}
_WHOLE_PAGE: Final = "html, body, main, article"

_NOTHING: Final = r"0*\.?0+(?:px|em|rem|pt|%|vh|vw)?\s*(?:!important)?\s*(?:;|\Z)"
_FAR: Final = r"-\s*\d{4,}(?:px|em|rem|pt)|-\s*\d{3,}(?:em|rem|vw|%)"
_HIDES: Final = tuple(
    (how, re.compile(pattern, re.IGNORECASE))
    for how, pattern in (
        ("display: none", r"(?:\A|[;\s])display\s*:\s*none"),
        ("visibility: hidden", r"(?:\A|[;\s])(?:visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden)"),
        ("opacity: 0", r"(?:\A|[;\s])opacity\s*:\s*" + _NOTHING),
        ("font-size: 0", r"(?:\A|[;\s])font-size\s*:\s*" + _NOTHING),
        ("no height or width", r"(?:\A|[;\s])(?:max-)?(?:height|width)\s*:\s*" + _NOTHING),
        (
            "clipped away",
            r"(?:\A|[;\s])clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]|inset\(\s*(?:50|100)%|circle\(\s*0)",
        ),
        ("moved off the page", rf"(?:\A|[;\s])(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*(?:{_FAR})"),
        ("moved off the page", rf"translate[XY]?\(\s*(?:{_FAR})"),
        ("scaled to nothing", r"transform\s*:[^;]*scale\(\s*0*\.?0+\s*[,)]"),
        ("transparent letters", r"(?:\A|[;\s])color\s*:\s*transparent"),
    )
)
_COLOUR: Final = re.compile(r"(?:\A|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND: Final = re.compile(r"(?:\A|[;\s])background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE: Final = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)"})
_SHOWS: Final = {
    "display: none": re.compile(r"(?:\A|[;\s])display\s*:\s*(?!none)", re.IGNORECASE),
    "visibility: hidden": re.compile(r"(?:\A|[;\s])visibility\s*:\s*visible", re.IGNORECASE),
    "opacity: 0": re.compile(r"(?:\A|[;\s])opacity\s*:\s*(?:1|0?\.\d*[1-9])", re.IGNORECASE),
}

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SCREEN: Final = re.compile(r"@(?:layer|supports|media\s+(?:only\s+)?(?:all|screen))\b[^{;(]*\Z", re.IGNORECASE)
_PLAIN_SELECTOR: Final = re.compile(r"[\w\s.#>*+~\[\]=\"'^$|-]{1,300}")
_ADDED: Final = re.compile(
    r"::?(?:before|after)\b[^{}]{0,300}\{[^{}]*?\bcontent\s*:\s*(\"[^\"]{0,500}\"|'[^']{0,500}')", re.I
)


def find_hidden(tree: LexborHTMLParser) -> dict[int, str]:
    """The hidden elements of a page, by ``mem_id``, with the means by which each is hidden.

    An element that holds the whole page or article is never among them: such pages are hidden until a script runs.
    """
    found = _hidden_by_rules(tree)
    for node in tree.css("[style]"):
        style = node.attributes.get("style") or ""
        hidden_by = how_hidden(style)
        if hidden_by:
            found[node.mem_id] = hidden_by
        elif _is_shown(style, found.get(node.mem_id)):
            del found[node.mem_id]
    for how, selector in _HIDDEN_ELEMENTS.items():
        found.update((node.mem_id, how) for node in tree.css(selector))
    for node in tree.css(_WHOLE_PAGE):
        found.pop(node.mem_id, None)
    return found


def _hidden_by_rules(tree: LexborHTMLParser) -> dict[int, str]:
    found: dict[int, str] = {}
    rules = list(_rules(style_sheets(tree)))
    for position, (selector, how) in enumerate(rules):
        if how.startswith("not "):
            continue
        undone_by = [other for other, shown in rules[position + 1 :] if shown == f"not {how}"]
        for node in _select(tree, selector):
            if not any(_matches(node, other) for other in undone_by):
                found[node.mem_id] = how
    return found


def style_sheets(tree: LexborHTMLParser) -> str:
    """All style sheets that stand in the page itself, comments removed."""
    sheets = (node.text() for node in tree.css("style") if "print" not in (node.attributes.get("media") or ""))
    return _COMMENT.sub(" ", "\n".join(sheets)[:_MOST_CSS])


def added_words(css: str) -> list[str]:
    """Words that style sheets put into the page before or after elements: shown to readers, in no element's text."""
    words = (match[1][1:-1] for match in _ADDED.finditer(css))
    return [word for word in dict.fromkeys(words) if sum(char.isalnum() for char in word) > 1 and "\\" not in word]


def how_hidden(declarations: str) -> str | None:
    """The means by which a list of CSS declarations hides its element, or None."""
    for how, pattern in _HIDES:
        if pattern.search(declarations):
            if how == "no height or width" and not re.search(r"overflow[^:;]*:\s*(?:hidden|clip)", declarations, re.I):
                continue
            return how
    colour, ground = _COLOUR.search(declarations), _GROUND.search(declarations)
    written = re.sub(r"\s", "", colour[1]).lower() if colour else ""
    behind = re.sub(r"\s", "", ground[1]).lower() if ground else "white"
    if written and (written == behind or (written in _WHITE and behind in _WHITE)):
        return "letters in the colour of the page"
    return None


def _is_shown(declarations: str, how: str | None) -> bool:
    return how is not None and how in _SHOWS and _SHOWS[how].search(declarations) is not None


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors with "display: none" and the like, or with "not display: none", in the order of the sheets."""
    count = 0
    for selectors, declarations in _blocks(css):
        how = how_hidden(declarations)
        kinds = [how] if how else [f"not {kind}" for kind, shows in _SHOWS.items() if shows.search(declarations)]
        for kind in kinds:
            for selector in selectors.split(","):
                if _PLAIN_SELECTOR.fullmatch(selector.strip()):
                    count += 1
                    if count > _MOST_RULES:
                        return
                    yield selector.strip(), kind


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Rules of a sheet as (selectors, declarations); the inside of @media for anything but screens is passed over."""
    heads: list[str] = []
    passed_over = 0
    start = 0
    for brace in re.finditer(r"[{};]", css):
        piece = css[start : brace.start()]
        if brace[0] == ";":
            if not heads or heads[-1].startswith("@"):
                start = brace.end()
            continue
        start = brace.end()
        if brace[0] == "{":
            heads.append(piece.strip())
            passed_over += heads[-1].startswith("@") and not _SCREEN.match(heads[-1])
        elif heads:
            head = heads.pop()
            if head.startswith("@"):
                passed_over -= not _SCREEN.match(head)
            elif not passed_over:
                yield head, piece


def _select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []


def _matches(node: LexborNode, selector: str) -> bool:
    try:
        return node.css_matches(selector)
    except SelectolaxError:
        return False
