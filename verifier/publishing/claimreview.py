"""A published verdict as schema.org ClaimReview, for those who collect fact checks, and for the claim's own page.

What is not known is left out, never filled in: a missing date, an unnamed speaker, an address that is none. Every
document made here passes ``validation.findings`` without error or warning.
"""

import json
import re
from typing import Final

from verifier.publishing.formats import folded, is_iso_date, is_web_address
from verifier.publishing.requirements import LONGEST_CLAIM, RATING_WORDS
from verifier.publishing.types import (
    Appearance,
    Citation,
    Claimant,
    ClaimantKind,
    ClaimReviewInput,
    Correction,
    Desk,
    SignedVerdict,
)
from verifier.verdicts.scales import CONTENT, content_rating

Document = dict[str, object]

# A document does not speak and an unnamed group has no name: neither is an author of a claim.
_TYPES: Final = {
    ClaimantKind.PERSON: "Person",
    ClaimantKind.ORGANISATION: "Organization",
    ClaimantKind.STATE_BODY: "GovernmentOrganization",
    ClaimantKind.OUTLET: "NewsMediaOrganization",
    ClaimantKind.AGENCY: "NewsMediaOrganization",
}
_RATING_WORD: Final = re.compile(rf"(?:{'|'.join(sorted(RATING_WORDS))})\b", re.IGNORECASE)
# Left as they are, these end a script element, open a comment or an entity, or end a line of JavaScript; a lone
# surrogate cannot be written as UTF-8 at all.
_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def is_exportable(state: str, verdict: SignedVerdict | None, *, on_hold: bool = False) -> bool:
    """Whether a verdict may leave the desk as ClaimReview: signed, published and not on hold."""
    return state == "published" and verdict is not None and not on_hold


def claim_review(given: ClaimReviewInput) -> Document:
    """The ClaimReview of a published verdict.

    ValueError if the verdict is not signed and published, if it was changed without a public note, if a date is none or
    the last change lies before the publication, or if the claim, the desk or its address is missing.
    """
    verdict = given.verdict
    if verdict is None or not is_exportable(given.state, verdict, on_hold=given.on_hold):
        raise ValueError("only a signed and published verdict may be exported")
    corrections = _corrections(given, verdict)
    _check_identity(given)
    page = given.page_url.partition("#")[0]
    document: Document = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{page}#review-{verdict.version}",
        "url": given.page_url,
        "claimReviewed": short_wording(given.wording if given.wording.strip() else given.claim),
        "datePublished": given.published_on.isoformat(),
    }
    changed_on = max((correction.corrected_on for correction in corrections), default=given.published_on)
    if corrections:
        document["dateModified"] = changed_on.isoformat()
    if given.language:
        document["inLanguage"] = given.language
    document["author"] = _desk(given.desk)
    document["itemReviewed"] = _claim(given, f"{page}#claim")
    document["reviewRating"] = _rating(verdict, given.explanation)
    citations = [_kept(item, "CreativeWork") for item in given.citations if is_web_address(item.url)]
    if citations:
        document["citation"] = citations
    if corrections:
        document["correction"] = [
            {"@type": "CorrectionComment", "datePublished": item.corrected_on.isoformat(), "text": item.note.strip()}
            for item in corrections
        ]
    document["sdPublisher"] = {"@type": "Organization", "name": given.desk.name}
    document["sdDatePublished"] = changed_on.isoformat()
    if is_web_address(given.desk.licence_url):
        document["sdLicense"] = given.desk.licence_url
    return document


def as_script(document: Document) -> str:
    """The document as JSON that is safe between ``<script>`` tags and can be written as UTF-8."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def short_wording(claim: str) -> str:
    """A claim in at most 74 characters, cut between words; "" if there is none.

    A claim that opens with a word of a verdict ("False: ...", "True north ...") is put in quotation marks, so that
    nobody takes the word for this desk's.
    """
    words = " ".join(claim.split())
    if _RATING_WORD.match(words):
        return f"“{_cut(words, LONGEST_CLAIM - len('“”'))}”"
    return _cut(words, LONGEST_CLAIM)


def _cut(words: str, length: int) -> str:
    if len(words) <= length:
        return words
    kept = words[: length - len("…")]
    if not words[len(kept)].isspace() and " " in kept:
        kept = kept.rpartition(" ")[0]
    return f"{kept.rstrip(' ,;:–—-')}…"


def _check_identity(given: ClaimReviewInput) -> None:
    if not given.claim.strip():
        raise ValueError("a review needs a claim")
    if not given.desk.name.strip():
        raise ValueError("a review needs the name of its desk")
    for address in (given.desk.url, given.page_url):
        if not is_web_address(address):
            raise ValueError(f"{address!r} is no web address")
    if given.claimed_on and not is_iso_date(given.claimed_on):
        raise ValueError(f"{given.claimed_on!r} is no ISO 8601 date")


def _corrections(given: ClaimReviewInput, verdict: SignedVerdict) -> tuple[Correction, ...]:
    """The public notes, oldest first; the verdict's own if no others are given."""
    notes = given.corrections
    if not notes and verdict.version > 1:
        notes = (Correction(verdict.signed_on, verdict.correction_note),)
    if any(not item.note.strip() for item in notes):
        raise ValueError("a changed verdict needs a public note")
    if any(item.corrected_on < given.published_on for item in notes):
        raise ValueError("a verdict cannot be corrected before it was published")
    return tuple(sorted(notes, key=lambda item: item.corrected_on))


def _desk(desk: Desk) -> Document:
    document: Document = {"@type": "NewsMediaOrganization", "name": desk.name, "url": desk.url}
    if is_web_address(desk.corrections_url):
        document["correctionsPolicy"] = desk.corrections_url
    return document


def _claim(given: ClaimReviewInput, key: str) -> Document:
    """The claim: who made it, when and where. An appearance without a kept copy of it is left out."""
    appearances = [item for item in given.appearances if is_web_address(item.url) and is_web_address(item.archived_url)]
    document: Document = {"@type": "Claim", "@id": key, "text": given.claim}
    # The outlet that carries a claim is named with the appearance, also where nobody else is known to have made it.
    carriers = {folded(item.publisher) for item in appearances}
    if given.claimant and _is_public(given.claimant) and folded(given.claimant.name) not in carriers:
        document["author"] = _author(given.claimant)
    if given.claimed_on:
        document["datePublished"] = given.claimed_on
    if given.first_appearance and is_web_address(given.first_appearance.url):
        document["firstAppearance"] = _appearance(given.first_appearance)
    if appearances:
        document["appearance"] = [_appearance(item) for item in appearances]
    return document


def _is_public(claimant: Claimant) -> bool:
    return claimant.kind in _TYPES and not claimant.protected and bool(claimant.name.strip())


def _author(claimant: Claimant) -> Document:
    document: Document = {"@type": _TYPES[claimant.kind], "name": claimant.name}
    if is_web_address(claimant.same_as):
        document["sameAs"] = claimant.same_as
    return document


def _appearance(appearance: Appearance) -> Document:
    document = _kept(appearance, "NewsArticle")
    if appearance.publisher.strip():
        document["publisher"] = {"@type": "Organization", "name": appearance.publisher}
    return document


def _kept(work: Appearance | Citation, kind: str) -> Document:
    document: Document = {"@type": kind, "url": work.url}
    if work.title.strip():
        document["headline"] = work.title
    if is_web_address(work.archived_url):
        document["archivedAt"] = work.archived_url
    return document


def _rating(verdict: SignedVerdict, explanation: str) -> Document:
    rating = content_rating(verdict.content)
    document: Document = {"@type": "Rating", "alternateName": rating.label}
    if rating.number is not None:
        document |= {"ratingValue": rating.number, "bestRating": CONTENT.best, "worstRating": CONTENT.worst}
    document["ratingExplanation"] = explanation.strip() or rating.meaning
    return document
