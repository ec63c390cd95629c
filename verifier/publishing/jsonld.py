"""Finding one's way in JSON-LD as the web writes it: anything may be one value or a list of them."""

from collections.abc import Iterator, Mapping
from typing import Final

Node = Mapping[str, object]

REVIEWS: Final = frozenset({"ClaimReview", "MediaReview"})
_PREFIXES: Final = ("https://schema.org/", "http://schema.org/", "schema:")


def each(value: object, path: str) -> list[tuple[str, object]]:
    """The values of a property with their paths; none for a missing or empty one."""
    if isinstance(value, list):
        return [(f"{path}[{place}]", item) for place, item in enumerate(value) if item not in (None, "")]
    return [] if value is None or value == "" else [(path, value)]


def types_of(node: object) -> frozenset[str]:
    """The schema.org types a node says it has, as bare names."""
    if not isinstance(node, Mapping):
        return frozenset()
    return frozenset(bare(value) for _, value in each(node.get("@type"), "") if isinstance(value, str))


def bare(term: str) -> str:
    """A term of schema.org without its address: "https://schema.org/Claim" is "Claim"."""
    for prefix in _PREFIXES:
        if term.startswith(prefix):
            return term.removeprefix(prefix)
    return term


def text_of(value: object) -> str:
    """The first words of a text property, trimmed; empty if it holds none."""
    for _, item in each(value, ""):
        words = item.get("@value") if isinstance(item, Mapping) else item
        if isinstance(words, str) and words.strip():
            return words.strip()
    return ""


def below(path: str, name: str) -> str:
    """The path of a property of the node at ``path``."""
    return f"{path}.{name}" if path else name


def roots(document: object) -> list[tuple[str, object]]:
    """The top-level values of a document: itself, or each of its array."""
    if isinstance(document, list):
        return [(f"[{place}]", item) for place, item in enumerate(document)]
    return [("", document)]


def reviews(document: object) -> Iterator[tuple[str, Node]]:
    """Every review of a document with its path: at the top, in an array or in an ``@graph``."""
    for path, root in roots(document):
        if not isinstance(root, Mapping):
            continue
        for place, node in [(path, root), *each(root.get("@graph"), below(path, "@graph"))]:
            if isinstance(node, Mapping) and types_of(node) & REVIEWS:
                yield place, node


def properties(document: object) -> Iterator[tuple[str, str]]:
    """Every property name in a document, at any depth, with its path."""
    waiting = roots(document)
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Mapping):
            for name, held in value.items():
                yield below(path, str(name)), str(name)
                waiting.append((below(path, str(name)), held))
        elif isinstance(value, list):
            waiting.extend((f"{path}[{place}]", item) for place, item in enumerate(value))
