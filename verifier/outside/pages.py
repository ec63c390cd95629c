"""An HTML page into the article it carries. Runs in a process of its own (``documents_child``), never in the desk's.

trafilatura says which blocks of the page are the article; the words are then taken from the page itself, character
for character, so that joiners, quotation marks and look-alike letters reach the reader as the publisher set them.
White space is collapsed as browsers do, paragraphs are parted by blank lines.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode
from trafilatura import bare_extraction

from verifier.outside.hiding import added_words, find_hidden, style_sheets

_BLOCKS: Final = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary table tbody
    tfoot thead tr ul
    """.split()  # noqa: SIM905  (forty-six words read better than forty-six strings)
)
_SILENT: Final = frozenset(("script", "style", "title", "select", "textarea", "svg", "math", "datalist"))
_NOSCRIPT: Final = re.compile(r"<(/?)noscript(?=[\s/>])", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"<(/?)template(?=[\s>/])", re.IGNORECASE)
_CELLS: Final = frozenset(("td", "th"))

# A publisher's own words about what it did not check stand outside the article's body on many sites.
_DISOWNS: Final = re.compile(
    r"""
    not\ (?:been\ )?(?:independently\ )?(?:verif|confirm|authenticat)
    | (?:could|can)\ ?not\ (?:be\ )?(?:independently\ )?verif
    | responsib\w+\ for\ the\ (?:information|views|content)
    | do(?:es)?\ not\ necessarily\ (?:reflect|represent)
    | n[’']a\ pas\ (?:pu\ )?(?:être\ )?vérifi
    | no\ ha\ (?:podido\ )?(?:sido\ )?verific
    | nicht\ (?:unabhängig\ )?(?:überprüf|verifizier)
    | لم\ [تي]تحقق | لا\ تعبر\ بالضرورة
    | не\ (?:проверял|нес[её]т\ ответственности)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_DISCLAIMER: Final = 800
_SHORT: Final = 25
_MOST_SEARCHES: Final = 2_000
_MOST_HIDDEN: Final = 100
_LONGEST_HIDDEN: Final = 1_000
_ENOUGH: Final = 0.85

# Beyond these trafilatura takes longer than anybody waits; no article comes near them.
_MOST_NODES: Final = 150_000
_MOST_PARAGRAPHS: Final = 15_000
_DEEPEST: Final = 300


class Transcript:
    """The visible paragraphs of a page in order, and apart from them what it hides."""

    def __init__(self, hidden: dict[int, str]) -> None:
        self.paragraphs: list[str] = []
        self.hidden: list[tuple[str, str]] = []
        self.hidden_nodes: list[LexborNode] = []
        self._marked = hidden
        self._piece: list[str] = []
        self._nodes = 0
        self._depth = 0
        self._deepest = 0

    @property
    def is_ordinary(self) -> bool:
        """Whether the page is of a size and depth that pages have."""
        return self._nodes <= _MOST_NODES and self._deepest <= _DEEPEST and len(self.paragraphs) <= _MOST_PARAGRAPHS

    def take(self, root: LexborNode) -> None:
        """Walk a tree without recursion: hostile pages nest deeper than Python calls may."""
        node: LexborNode | None = root
        while node is not None:
            inside = self._enter(node)
            self._nodes += 1
            if inside is not None:
                node = inside
                self._depth += 1
                self._deepest = max(self._deepest, self._depth)
                continue
            while node is not None:
                self._leave(node)
                if node.mem_id == root.mem_id:
                    node = None
                elif node.next is not None:
                    node = node.next
                    break
                else:
                    node = node.parent
                    self._depth -= 1
        self._flush()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Note what a node says by itself; its first child, if that is to be seen."""
        if node.is_text_node:
            self._piece.append(node.text_content or "")
            return None
        if node.is_comment_node:
            return None
        how = self._marked.get(node.mem_id)
        if how is not None:
            self._hide(node, how)
            return None
        tag = node.tag or ""
        if tag == "br":
            self._piece.append("\x00")
        elif tag in _BLOCKS:
            self._flush()
        elif tag in _CELLS:
            self._piece.append(" ")
        return None if tag in _SILENT else node.child

    def _leave(self, node: LexborNode) -> None:
        if node.is_element_node and node.tag in _BLOCKS:
            self._flush()

    def _hide(self, node: LexborNode, how: str) -> None:
        self.hidden_nodes.append(node)
        text = visible_words(node)
        if any(char.isalnum() for char in text):
            self.hidden.append((text, how))

    def _flush(self) -> None:
        # U+0000 cannot occur in parsed HTML and so can stand for the line breaks that the page means.
        words = collapse("".join(self._piece))
        self._piece.clear()
        for paragraph in re.split(r" ?\x00 ?(?:\x00 ?)+", words):
            lines = (line.strip(" ") for line in paragraph.split("\x00"))
            paragraph = "\n".join(line for line in lines if line)
            if paragraph:
                self.paragraphs.append(paragraph)


def read_page(html: str, url: str | None) -> dict[str, Any]:
    """Everything that ``documents.Document`` wants to know of a page, as plain JSON values."""
    # A browser that runs scripts takes <noscript> for text that is not shown; as <template> it parses to just that.
    tree = LexborHTMLParser(_NOSCRIPT.sub(r"<\1template", html))
    css = style_sheets(tree)
    transcript = Transcript(find_hidden(tree))
    if tree.root is not None:
        transcript.take(tree.root)
    language = _language(tree)
    stated_dates, canonical = _stated_dates(tree), _canonical(tree)
    for node in transcript.hidden_nodes:
        node.decompose()
    for node in tree.css("[aria-hidden]"):
        del node.attrs["aria-hidden"]  # read by everyone but screen readers, and dropped by trafilatura
    head = tree.head
    shortened = f"<html>{head.html if head else ''}<body></body></html>"
    found = _find_article((tree.html or "") if transcript.is_ordinary else shortened, url)
    notes = [*_notes_on_links(canonical, url), *_notes_on_css(css)]
    paragraphs, more_notes = _article(transcript.paragraphs, found.pop("text"))
    return {
        **found,
        "language": language,
        "stated_dates": stated_dates,
        "text": "\n\n".join(paragraphs),
        "hidden": [(text[:_LONGEST_HIDDEN], how) for text, how in transcript.hidden[:_MOST_HIDDEN]],
        "hidden_left_out": max(0, len(transcript.hidden) - _MOST_HIDDEN),
        "notes": notes + more_notes,
    }


def collapse(words: str) -> str:
    """White space as a browser shows it; only the five characters that HTML calls white space."""
    return re.sub(r"[ \t\n\r\f]+", " ", words).strip(" ")


def visible_words(node: LexborNode) -> str:
    """The words of an element on one line; those of a template too, which are no part of the tree."""
    if node.tag == "template":
        inside = LexborHTMLParser(_TEMPLATE.sub(r"<\1div", node.html or "")).body
        return visible_words(inside) if inside else ""
    return collapse(" ".join(part.text_content or "" for part in node.traverse(include_text=True) if part.is_text_node))


def _find_article(html: str, url: str | None) -> dict[str, Any]:
    """What trafilatura makes of a page: title, byline, publisher, date and the article's text by its own account."""
    found = bare_extraction(
        html,
        url=url,
        fast=True,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict):
        return {"title": None, "byline": None, "publisher": None, "date": None, "text": ""}
    return {
        "title": found.title,
        "byline": found.author,
        "publisher": found.sitename,
        "date": found.date,
        "text": found.text or "",
    }


def _article(paragraphs: list[str], found: str) -> tuple[list[str], list[str]]:
    """The page's own paragraphs that make up the article, and what a person should know about the choice."""
    lines = [key for key in map(_key, found.splitlines()) if key]
    chosen = set(_choose(paragraphs, lines))
    covered = sum(len(_key(paragraphs[index])) for index in chosen)
    if not lines or covered < _ENOUGH * sum(map(len, lines)):
        if lines:
            return _with_disclaimers(found.splitlines(), paragraphs)
        note = "The article could not be told from the page around it; all visible text was taken."
        return paragraphs, [note] if len(paragraphs) > 1 else []
    disclaimers = _disclaimers(paragraphs)
    outside = disclaimers - chosen
    return [paragraphs[index] for index in sorted(chosen | outside)], _note_disclaimers(len(outside))


def _choose(paragraphs: list[str], lines: list[str]) -> Iterator[int]:
    """Numbers of the paragraphs that trafilatura took, whether it left them whole, split or joined them."""
    whole = set(lines)
    joined = "".join(lines)
    searches = 0
    for index, paragraph in enumerate(paragraphs):
        key = _key(paragraph)
        if key in whole:
            yield index
        elif len(key) >= _SHORT and searches < _MOST_SEARCHES:
            searches += 1
            if key in joined:
                yield index


def _with_disclaimers(found: list[str], paragraphs: list[str]) -> tuple[list[str], list[str]]:
    taken = _key("".join(found))
    missing = [paragraphs[index] for index in sorted(_disclaimers(paragraphs)) if _key(paragraphs[index]) not in taken]
    return [line for line in found if line.strip()] + missing, _note_disclaimers(len(missing))


def _disclaimers(paragraphs: list[str]) -> set[int]:
    return {
        index for index, text in enumerate(paragraphs) if len(text) <= _LONGEST_DISCLAIMER and _DISOWNS.search(text)
    }


def _note_disclaimers(count: int) -> list[str]:
    if not count:
        return []
    what = "One paragraph" if count == 1 else f"{count} paragraphs"
    return [f"{what} from outside the article's body taken in as well, because the text may be disowned there."]


def _key(text: str) -> str:
    """A text without what trafilatura may change: white space, invisible characters, composition of accents."""
    return "".join(char for char in text if char.isalnum())


def _language(tree: LexborHTMLParser) -> str | None:
    """The language the page states, as a primary subtag ("en"), or None. Never a guess."""
    root = tree.css_first("html")
    tag = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root else ""
    if not tag:
        meta = tree.css_first("meta[http-equiv='content-language' i]")
        tag = (meta.attributes.get("content") or "") if meta else ""
    found = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_,\s]|\Z)", tag)
    return found[1].lower() if found else None


def _canonical(tree: LexborHTMLParser) -> str | None:
    link = tree.css_first("link[rel='canonical' i]")
    place = ((link.attributes.get("href") or "") if link else "").strip()
    return place[:500] if re.match(r"https?://", place, re.IGNORECASE) else None


def _stated_dates(tree: LexborHTMLParser) -> list[str]:
    """Publication dates as the page writes them, in JSON-LD and meta elements; possibly nonsense."""
    metas = tree.css("meta[property='article:published_time'], meta[itemprop='datePublished'], meta[name='date']")
    stated = [(node.attributes.get("content") or "").strip() for node in metas]
    for node in tree.css("script[type='application/ld+json']"):
        stated += re.findall(r'"datePublished"\s*:\s*"([^"]{1,40})"', node.text())
    return [date[:40] for date in stated if date][:10]


def _notes_on_links(canonical: str | None, url: str | None) -> list[str]:
    if canonical is None:
        return []
    try:
        there, here = urlsplit(canonical).hostname, urlsplit(url).hostname if url else None
    except ValueError:
        return []
    if there is None or (here is not None and _bare(there) == _bare(str(here))):
        return []
    return [f"The page names another address as its original: {canonical}"]


def _bare(host: str) -> str:
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _notes_on_css(css: str) -> list[str]:
    words = added_words(css)
    if not words:
        return []
    return [f"The page's style sheet adds words that are not in its text: {json.dumps(words[:5], ensure_ascii=False)}"]
