"""What is wrong with a ClaimReview or MediaReview document, by the table of requirements.

A document from outside may be any JSON value: nothing here raises on it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from verifier.publishing.formats import folded, host_of, is_earlier, is_iso_date, is_web_address, number_of
from verifier.publishing.jsonld import Node, bare, below, each, properties, reviews, roots, text_of, types_of
from verifier.publishing.requirements import (
    ASSUMED_BEST,
    ASSUMED_WORST,
    AUTHENTICITY,
    CLAIM_AUTHORS,
    CONTEXTS,
    LONGEST_CLAIM,
    LOWEST_WORST,
    MEDIA_ITEMS,
    NOT_ORIGINAL,
    OFF_THE_AXIS,
    PRIVATE,
    RATING_WORDS,
    REQUIREMENTS,
    REVIEW_AUTHORS,
    SHORTENERS,
)
from verifier.publishing.types import Finding

Breach = tuple[str, str]

_LABEL_ENDS: Final = ":-–—|!.,;"


def findings(document: object, page_url: str | None = None, *, outlets: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every requirement the document breaks, in the order of its nodes.

    ``page_url`` is the page that carries it, if known. ``outlets`` names outlets that only carried the claim, beside
    those the document itself gives as publishers of its appearances.
    """
    carriers = frozenset(folded(name) for name in outlets)
    broken = list(_document(document))
    for path, node in reviews(document):
        if "ClaimReview" in types_of(node):
            broken += _claim_review(node, path, page_url or "", carriers)
        if "MediaReview" in types_of(node):
            broken += _media_review(node, path)
    return tuple(_finding(rule_id, path) for rule_id, path in broken)


def findings_across(pages: Mapping[str, object]) -> tuple[Finding, ...]:
    """ClaimReviews that stand on more than one page of a site; ``pages`` holds each page's document by its address."""
    seen: dict[tuple[str, str], str] = {}
    broken = []
    for page, document in pages.items():
        for _, node in reviews(document):
            review = (text_of(node.get("url")), text_of(node.get("claimReviewed")))
            if seen.setdefault(review, page) != page:
                broken.append(_finding("CR081", page))
    return tuple(dict.fromkeys(broken))


def _finding(rule_id: str, path: str) -> Finding:
    severity, message = REQUIREMENTS[rule_id]
    return Finding(rule_id, severity, path, message)


def _document(document: object) -> Iterator[Breach]:
    for path, root in roots(document):
        contexts = each(root.get("@context"), "") if isinstance(root, Mapping) else []
        if not contexts or any(not isinstance(value, str) or value not in CONTEXTS for _, value in contexts):
            yield "CR001", below(path, "@context")
    claim_reviews = [path for path, node in reviews(document) if "ClaimReview" in types_of(node)]
    if not any(True for _ in reviews(document)):
        yield "CR002", "@type"
    if len(claim_reviews) > 1:
        yield "CR080", claim_reviews[1]
    for path, name in properties(document):
        if name.lower() in PRIVATE:
            yield "VF007", path


def _claim_review(node: Node, path: str, page_url: str, carriers: frozenset[str]) -> Iterator[Breach]:
    yield from _wording(text_of(node.get("claimReviewed")), below(path, "claimReviewed"))
    yield from _address(text_of(node.get("url")), below(path, "url"), page_url)
    yield from _review_author(node, path)
    yield from _dates(node, path)
    yield from _policy(node, path)
    ratings = each(node.get("reviewRating"), below(path, "reviewRating"))
    if not ratings:
        yield "CR020", below(path, "reviewRating")
    for place, rating in ratings:
        if isinstance(rating, Mapping) and "Rating" in types_of(rating):
            yield from _rating(rating, place)
        else:
            yield "CR020", place
    items = each(node.get("itemReviewed"), below(path, "itemReviewed"))
    if not items:
        yield "CR050", below(path, "itemReviewed")
    for place, item in items:
        if isinstance(item, Mapping) and "Claim" in types_of(item):
            yield from _claim(item, place, carriers)
        else:
            yield "CR051", place


def _wording(wording: str, path: str) -> Iterator[Breach]:
    if not wording:
        yield "CR010", path
    if len(wording) > LONGEST_CLAIM:
        yield "CR011", path
    if _opens_with_rating(wording.lower()):
        yield "CR012", path


def _opens_with_rating(wording: str) -> bool:
    """Whether a wording opens with a verdict set off from the rest ("False: ..."), or is nothing else.

    "False flag operation reported" does not: there the word belongs to the claim.
    """
    for word in RATING_WORDS:
        rest = wording.removeprefix(word).lstrip()
        if wording.startswith(word) and (not rest or rest[0] in _LABEL_ENDS):
            return True
    return False


def _address(address: str, path: str, page_url: str) -> Iterator[Breach]:
    if not is_web_address(address):
        yield "CR030", path
        return
    host, home = host_of(address), host_of(page_url)
    if home and host != home and not host.endswith(f".{home}"):
        yield "CR031", path
    if host in SHORTENERS:
        yield "CR032", path


def _review_author(node: Node, path: str) -> Iterator[Breach]:
    authors = each(node.get("author"), below(path, "author"))
    if not authors:
        yield "CR040", below(path, "author")
    for place, author in authors:
        if not types_of(author) & REVIEW_AUTHORS:
            yield "CR041", place
        if isinstance(author, Mapping) and not (text_of(author.get("name")) or text_of(author.get("url"))):
            yield "CR042", place


def _dates(node: Node, path: str) -> Iterator[Breach]:
    published, modified = text_of(node.get("datePublished")), text_of(node.get("dateModified"))
    if not each(node.get("datePublished"), ""):
        yield "CR052", below(path, "datePublished")
    elif not is_iso_date(published):
        yield "CR053", below(path, "datePublished")
    elif is_iso_date(modified) and is_earlier(modified, published):
        yield "VF006", below(path, "dateModified")


def _policy(node: Node, path: str) -> Iterator[Breach]:
    own = node.get("x-verifier")
    if own is not None and not (isinstance(own, Mapping) and own.get("signed") is True):
        yield "VF001", below(path, "x-verifier.signed")
    if not each(node.get("sdPublisher"), ""):
        yield "VF005", below(path, "sdPublisher")


def _rating(node: Node, path: str) -> Iterator[Breach]:
    label = text_of(node.get("alternateName")) or text_of(node.get("name"))
    numbered = bool(each(node.get("ratingValue"), ""))
    if not label:
        yield "CR070", below(path, "alternateName")
    if not numbered and label.lower() not in OFF_THE_AXIS:
        yield "CR071", below(path, "ratingValue")
    if numbered and label.lower() in OFF_THE_AXIS:
        yield "VF002", below(path, "ratingValue")
    if not text_of(node.get("ratingExplanation")):
        yield "CR078", below(path, "ratingExplanation")
    yield from _numbers(node, path)


def _numbers(node: Node, path: str) -> Iterator[Breach]:
    bounds: dict[str, float | None] = {"ratingValue": None, "bestRating": ASSUMED_BEST, "worstRating": ASSUMED_WORST}
    for name, rule_id in (("ratingValue", "CR072"), ("bestRating", "CR073"), ("worstRating", "CR074")):
        for place, value in each(node.get(name), below(path, name)):
            bounds[name] = number_of(value)
            if bounds[name] is None:
                yield rule_id, place
    value, best, worst = bounds["ratingValue"], bounds["bestRating"], bounds["worstRating"]
    if worst is not None and worst < LOWEST_WORST:
        yield "CR075", below(path, "worstRating")
    if best is None or worst is None:
        return
    if best <= worst:
        yield "CR076", below(path, "bestRating")
    if value is not None and not worst <= value <= best:
        yield "CR077", below(path, "ratingValue")


def _claim(node: Node, path: str, carriers: frozenset[str]) -> Iterator[Breach]:
    appearances = each(node.get("appearance"), below(path, "appearance"))
    firsts = each(node.get("firstAppearance"), below(path, "firstAppearance"))
    if not appearances and not firsts:
        yield "CR060", below(path, "appearance")
    for place, work in appearances:
        if not _is_work(work):
            yield "CR061", place
        elif not (isinstance(work, Mapping) and each(work.get("archivedAt"), "")):
            yield "VF004", place
    for place, work in firsts:
        if not _is_work(work):
            yield "CR062", place
    yield from _claim_author(node, path, carriers | _publishers(appearances))
    if not each(node.get("datePublished"), ""):
        yield "CR067", below(path, "datePublished")
    elif not is_iso_date(text_of(node.get("datePublished"))):
        yield "CR068", below(path, "datePublished")


def _claim_author(node: Node, path: str, carriers: frozenset[str]) -> Iterator[Breach]:
    authors = each(node.get("author"), below(path, "author"))
    if not authors:
        yield "CR063", below(path, "author")
    for place, author in authors:
        told: Node = author if isinstance(author, Mapping) else {}
        name = text_of(told.get("name"))
        if not name:
            yield "CR064", place
        if not each(told.get("sameAs"), ""):
            yield "CR065", place
        if not types_of(author) & CLAIM_AUTHORS:
            yield "CR066", place
        if name and folded(name) in carriers:
            yield "VF003", below(place, "name")


def _publishers(appearances: list[tuple[str, object]]) -> frozenset[str]:
    works = [work for _, work in appearances if isinstance(work, Mapping)]
    publishers = [held for work in works for _, held in each(work.get("publisher"), "")]
    names = [text_of(held.get("name") if isinstance(held, Mapping) else held) for held in publishers]
    return frozenset(folded(name) for name in names if name)


def _is_work(work: object) -> bool:
    """Whether this is a web address, or a work described well enough to be found: by address or by title."""
    if not isinstance(work, Mapping):
        return is_web_address(work)
    if each(work.get("url"), ""):
        return is_web_address(text_of(work.get("url")))
    return any(text_of(work.get(name)) for name in ("headline", "name", "contentUrl", "@id"))


def _media_review(node: Node, path: str) -> Iterator[Breach]:
    here = below(path, "mediaAuthenticityCategory")
    given = each(node.get("mediaAuthenticityCategory"), here)
    categories = {bare(value) for _, value in given if isinstance(value, str)}
    for place, value in given:
        if not isinstance(value, str) or bare(value) not in AUTHENTICITY:
            yield "MR010", place
    if "OriginalMediaContent" in categories and categories & NOT_ORIGINAL:
        yield "MR011", here
    if "DecontextualizedContent" in categories and not text_of(node.get("originalMediaContextDescription")):
        yield "MR012", below(path, "originalMediaContextDescription")
    for place, item in each(node.get("itemReviewed"), below(path, "itemReviewed")):
        if not types_of(item) & MEDIA_ITEMS:
            yield "MR013", place
    if not is_web_address(text_of(node.get("url"))):
        yield "MR014", below(path, "url")
