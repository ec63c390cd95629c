"""What a ClaimReview or MediaReview must be: each requirement's weight and its words, and the lists they go by.

CR0xx: Google's page on fact-check markup (December 2025) and schema.org 30.0. MR0xx: MediaReview in schema.org 30.0.
VF0xx: this desk's own policy.
"""

from typing import Final, NamedTuple

from verifier.publishing.types import Severity
from verifier.verdicts.scales import CONTENT


class Requirement(NamedTuple):
    """How much it weighs when broken, and what to do then."""

    severity: Severity
    message: str


_ERROR, _WARNING, _RECOMMENDED, _INFO = Severity.ERROR, Severity.WARNING, Severity.RECOMMENDED, Severity.INFO

LONGEST_CLAIM: Final = 74
LOWEST_WORST: Final = 1
# What schema.org lets a reader assume where a rating does not give its bounds.
ASSUMED_WORST: Final = 1.0
ASSUMED_BEST: Final = 5.0

CONTEXTS: Final = frozenset(
    {"https://schema.org", "http://schema.org", "https://schema.org/", "http://schema.org/"},
)
REVIEW_AUTHORS: Final = frozenset(
    {
        "Organization",
        "Person",
        "NewsMediaOrganization",
        "NGO",
        "Corporation",
        "ResearchOrganization",
        "EducationalOrganization",
    }
)
CLAIM_AUTHORS: Final = REVIEW_AUTHORS | {"GovernmentOrganization", "PoliticalParty"}
RATING_WORDS: Final = frozenset(
    {
        "false",
        "true",
        "mostly false",
        "mostly true",
        "half true",
        "misleading",
        "fake",
        "fact check",
        "faktencheck",
        "faux",
        "vrai",
        "falso",
        "verdadero",
        "bulo",
    }
)
SHORTENERS: Final = frozenset({"bit.ly", "t.co", "g.co", "goo.gl", "tinyurl.com", "ow.ly", "is.gd", "buff.ly"})
PRIVATE: Final = frozenset({"email", "telephone", "internalnote", "sourceidentity"})
OFF_THE_AXIS: Final = frozenset(
    {rating.label.lower() for rating in CONTENT.ratings if rating.number is None}
    | {"research in progress", "not verified by publisher"}
)
AUTHENTICITY: Final = frozenset(
    {
        "DecontextualizedContent",
        "EditedOrCroppedContent",
        "OriginalMediaContent",
        "SatireOrParodyContent",
        "StagedContent",
        "TransformedContent",
    }
)
NOT_ORIGINAL: Final = frozenset({"TransformedContent", "EditedOrCroppedContent", "StagedContent"})
MEDIA_ITEMS: Final = frozenset(
    {
        "MediaReviewItem",
        "MediaObject",
        "ImageObject",
        "VideoObject",
        "AudioObject",
        "ImageObjectSnapshot",
        "VideoObjectSnapshot",
        "AudioObjectSnapshot",
    }
)

REQUIREMENTS: Final[dict[str, Requirement]] = {
    "CR001": Requirement(_ERROR, "Set the context to https://schema.org; readers take no other."),
    "CR002": Requirement(_ERROR, "There is no ClaimReview in this document."),
    "CR010": Requirement(_ERROR, "Say which claim is reviewed, in words."),
    "CR011": Requirement(_WARNING, f"Shorten the claim to {LONGEST_CLAIM} characters at most."),
    "CR012": Requirement(_WARNING, "Keep the verdict out of the wording of the claim."),
    "CR020": Requirement(_ERROR, "Give the verdict as a Rating object."),
    "CR030": Requirement(_ERROR, "Give the full web address of the fact check."),
    "CR031": Requirement(_ERROR, "The address of the fact check must lie on the site of the page that carries it."),
    "CR032": Requirement(_WARNING, "Give the address itself instead of a shortened link; nobody follows it."),
    "CR040": Requirement(_RECOMMENDED, "Say who publishes the fact check."),
    "CR041": Requirement(_ERROR, "The publisher of the fact check must be an organisation or a person."),
    "CR042": Requirement(_ERROR, "The publisher of the fact check needs a name or an address."),
    "CR050": Requirement(_RECOMMENDED, "Describe the claim that was reviewed as a Claim."),
    "CR051": Requirement(_WARNING, "What was reviewed should be of type Claim; other types are the old way."),
    "CR052": Requirement(_RECOMMENDED, "Date the review; several of its readers sort by that."),
    "CR053": Requirement(_ERROR, "Write the date of the review the ISO 8601 way, such as 2024-03-02."),
    "CR060": Requirement(_RECOMMENDED, "Say where the claim appeared, or where it did first."),
    "CR061": Requirement(_ERROR, "A place where the claim appeared must be a web address or a described work."),
    "CR062": Requirement(_ERROR, "The first place where the claim appeared must be a web address or a described work."),
    "CR063": Requirement(_RECOMMENDED, "Say who made the claim, if anybody is known to have."),
    "CR064": Requirement(_ERROR, "Each author of the claim needs a name."),
    "CR065": Requirement(_RECOMMENDED, "Link a page that identifies each author of the claim."),
    "CR066": Requirement(_ERROR, "An author of the claim must be an organisation or a person."),
    "CR067": Requirement(_RECOMMENDED, "Say when the claim was made, if that is known."),
    "CR068": Requirement(_ERROR, "Write the date of the claim the ISO 8601 way, such as 2024-03."),
    "CR070": Requirement(_ERROR, "The verdict needs words; readers are shown nothing else."),
    "CR071": Requirement(_RECOMMENDED, "Add the number of the verdict if the scale has one."),
    "CR072": Requirement(_ERROR, "The number of the verdict must be written with the digits 0-9 and a full stop only."),
    "CR073": Requirement(_ERROR, "The best number of the scale is not a number."),
    "CR074": Requirement(_ERROR, "The worst number of the scale is not a number."),
    "CR075": Requirement(_ERROR, f"The worst number of the scale must be {LOWEST_WORST} or more."),
    "CR076": Requirement(_ERROR, "The best number of the scale must be above the worst."),
    "CR077": Requirement(_ERROR, "The number of the verdict lies outside the scale."),
    "CR078": Requirement(_INFO, "A sentence or two of reasoning would help."),
    "CR080": Requirement(_WARNING, "Put one ClaimReview on a page; with several, none may be shown."),
    "CR081": Requirement(_ERROR, "The same ClaimReview stands on another page of the site."),
    "VF001": Requirement(_ERROR, "No second person has signed this verdict: it must not be published."),
    "VF002": Requirement(_ERROR, "This verdict is not on the truth axis and must not carry a number."),
    "VF003": Requirement(
        _ERROR, "The outlet carried the claim; name it with the appearance, not as the claim's author."
    ),
    "VF004": Requirement(_WARNING, "Link the kept copy of this appearance."),
    "VF005": Requirement(_WARNING, "Say who publishes this markup, for those who pass it on."),
    "VF006": Requirement(_ERROR, "The review cannot have been changed before it was published."),
    "VF007": Requirement(_ERROR, "This is private and must not leave the desk."),
    "MR010": Requirement(_ERROR, "This is none of the six categories of media authenticity."),
    "MR011": Requirement(_ERROR, "Media cannot be original and at the same time staged, edited or transformed."),
    "MR012": Requirement(_WARNING, "Describe the original context of what was taken out of it."),
    "MR013": Requirement(_WARNING, "What was reviewed should be a media item."),
    "MR014": Requirement(_ERROR, "Give the full web address of the media review."),
}
