"""Each requirement is found broken where it is, and nothing is found in a sound document."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.publishing.requirements import REQUIREMENTS
from verifier.publishing.types import Severity
from verifier.publishing.validation import findings, findings_across

REFERENCE = (Path(__file__).parents[3] / "../shared/data/claimreview").resolve()
PAGE = "https://www.desk.example/claims/7"

SOUND = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://desk.example/claims/7",
    "claimReviewed": "The ferry carried 300 people when it sank",
    "datePublished": "2024-03-02",
    "author": {"@type": "NewsMediaOrganization", "name": "The Desk"},
    "sdPublisher": {"@type": "Organization", "name": "The Desk"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "GovernmentOrganization", "name": "Port Authority", "sameAs": "https://port.example/"},
        "datePublished": "2024-03",
        "appearance": {
            "@type": "NewsArticle",
            "url": "https://harbour.example/ferry",
            "publisher": {"@type": "NewsMediaOrganization", "name": "The Harbour Post"},
            "archivedAt": "https://desk.example/articles/3",
        },
    },
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
        "ratingExplanation": "The manifest lists 112 people.",
    },
}
MEDIA = {
    "@context": "https://schema.org",
    "@type": "MediaReview",
    "url": "https://desk.example/media/1",
    "mediaAuthenticityCategory": "StagedContent",
    "itemReviewed": {"@type": "ImageObject"},
}


def changed(path: str, value: object, base: dict[str, object] = SOUND) -> dict[str, object]:
    """A sound document with one property set, or removed where the value is None."""
    document = deepcopy(base)
    *way, last = path.split(".")
    node = document
    for name in way:
        node = node[name]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return document


def ids(document: object, page_url: str | None = PAGE, **more: object) -> list[str]:
    return sorted(finding.rule_id for finding in findings(document, page_url, **more))


BROKEN = [
    ("@context", "https://example.org", ["CR001"]),
    ("@context", None, ["CR001"]),
    ("@context", ["https://schema.org", {"x": "https://example.org"}], ["CR001"]),
    ("claimReviewed", None, ["CR010"]),
    ("claimReviewed", " ", ["CR010"]),
    ("claimReviewed", "x" * 75, ["CR011"]),
    ("claimReviewed", "FALSE - the ferry sank", ["CR012"]),
    ("claimReviewed", "True", ["CR012"]),
    ("reviewRating", None, ["CR020"]),
    ("reviewRating", "False", ["CR020"]),
    ("reviewRating", [], ["CR020"]),
    ("reviewRating.@type", "Thing", ["CR020"]),
    ("url", None, ["CR030"]),
    ("url", "/claims/7", ["CR030"]),
    ("url", "javascript:alert(1)", ["CR030"]),
    ("url", "https://desk.example/a b", ["CR030"]),
    ("url", "https://someone@desk.example/", ["CR030"]),
    ("url", "https://notdesk.example/claims/7", ["CR031"]),
    ("url", "https://bit.ly/x", ["CR031", "CR032"]),
    ("author", None, ["CR040"]),
    ("author", "The Desk", ["CR041"]),
    ("author", {"@type": "GovernmentOrganization", "name": "The Desk"}, ["CR041"]),
    ("author.name", None, ["CR042"]),
    ("itemReviewed", None, ["CR050"]),
    ("itemReviewed.@type", "CreativeWork", ["CR051"]),
    ("datePublished", None, ["CR052"]),
    ("datePublished", "2 March 2024", ["CR053"]),
    ("datePublished", "2024-02-30", ["CR053"]),
    ("datePublished", "2024-03T10:00", ["CR053"]),
    ("datePublished", 2024, ["CR053"]),
    ("itemReviewed.appearance", None, ["CR060"]),
    ("itemReviewed.appearance.url", "harbour.example", ["CR061"]),
    ("itemReviewed.appearance", 7, ["CR061"]),
    ("itemReviewed.firstAppearance", "ferry", ["CR062"]),
    ("itemReviewed.author", None, ["CR063"]),
    ("itemReviewed.author.name", None, ["CR064"]),
    ("itemReviewed.author.sameAs", None, ["CR065"]),
    ("itemReviewed.author.@type", "Place", ["CR066"]),
    ("itemReviewed.author", "Port Authority", ["CR064", "CR065", "CR066"]),
    ("itemReviewed.datePublished", None, ["CR067"]),
    ("itemReviewed.datePublished", "last spring", ["CR068"]),
    ("reviewRating.alternateName", None, ["CR070"]),
    ("reviewRating.ratingValue", None, ["CR071"]),
    ("reviewRating.ratingValue", "2,5", ["CR072"]),
    ("reviewRating.ratingValue", "٢", ["CR072"]),
    ("reviewRating.ratingValue", "nan", ["CR072"]),
    ("reviewRating.ratingValue", True, ["CR072"]),
    ("reviewRating.bestRating", "five", ["CR073"]),
    ("reviewRating.worstRating", "one", ["CR074"]),
    ("reviewRating.worstRating", 0, ["CR075"]),
    ("reviewRating.bestRating", 1, ["CR076", "CR077"]),
    ("reviewRating.ratingValue", 6, ["CR077"]),
    ("reviewRating.ratingExplanation", None, ["CR078"]),
    ("x-verifier", {"signed": False}, ["VF001"]),
    ("reviewRating.alternateName", "Unverifiable", ["VF002"]),
    ("itemReviewed.author.name", " the harbour  POST ", ["VF003"]),
    ("itemReviewed.appearance.archivedAt", None, ["VF004"]),
    ("itemReviewed.appearance", ["https://harbour.example/ferry"], ["VF004"]),
    ("sdPublisher", None, ["VF005"]),
    ("dateModified", "2024-03-01", ["VF006"]),
    ("author.email", "desk@desk.example", ["VF007"]),
    ("itemReviewed.author.sourceIdentity", "a clerk", ["VF007"]),
]
SOUND_CHANGES = [
    ("@context", "http://schema.org/"),
    ("@type", ["ClaimReview"]),
    ("@type", "https://schema.org/ClaimReview"),
    ("claimReviewed", "x" * 74),
    ("claimReviewed", "False flag operation reported in the harbour"),
    ("claimReviewed", "Truecolor ferries are safer"),
    ("claimReviewed", {"@value": "The ferry carried 300 people"}),
    ("url", "https://checks.desk.example/7#review"),
    ("datePublished", "2024-03-02T10:00:00.25+02:00"),
    ("dateModified", "2024-03"),
    ("dateModified", "2024-03-09"),
    ("reviewRating.ratingValue", "2.5"),
    ("reviewRating.bestRating", None),
    ("itemReviewed.firstAppearance", "https://port.example/notice"),
    ("x-verifier", {"signed": True}),
]
MEDIA_BROKEN = [
    ("mediaAuthenticityCategory", "MissingContext", ["MR010"]),
    ("mediaAuthenticityCategory", ["OriginalMediaContent", "TransformedContent"], ["MR011"]),
    ("mediaAuthenticityCategory", "DecontextualizedContent", ["MR012"]),
    ("itemReviewed", {"@type": "Claim"}, ["MR013"]),
    ("url", None, ["MR014"]),
]


@pytest.mark.parametrize(("path", "value", "expected"), BROKEN)
def test_a_broken_requirement_is_found(path: str, value: object, expected: list[str]) -> None:
    assert ids(changed(path, value)) == expected


@pytest.mark.parametrize(("path", "value"), SOUND_CHANGES)
def test_what_is_allowed_is_not_found(path: str, value: object) -> None:
    assert ids(changed(path, value)) == []


@pytest.mark.parametrize(("path", "value", "expected"), MEDIA_BROKEN)
def test_media_reviews_have_their_own_requirements(path: str, value: object, expected: list[str]) -> None:
    assert ids([SOUND, MEDIA]) == []
    assert ids([SOUND, changed(path, value, MEDIA)]) == expected


def test_every_requirement_has_an_example_here() -> None:
    shown = {rule_id for *_, expected in BROKEN + MEDIA_BROKEN for rule_id in expected}
    assert set(REQUIREMENTS) - shown == {"CR002", "CR080", "CR081"}


def test_off_the_axis_a_missing_number_is_right() -> None:
    rating = {"@type": "Rating", "alternateName": "Unproven", "ratingExplanation": "Nobody kept a manifest."}
    assert ids(changed("reviewRating", rating)) == []


def test_an_outlet_the_desk_knows_is_no_claim_author() -> None:
    document = changed("itemReviewed.author.name", "Gulf Wire")
    assert ids(document) == []
    assert ids(document, outlets={"Gulf Wire"}) == ["VF003"]


def test_the_page_may_be_unknown() -> None:
    assert ids(changed("url", "https://elsewhere.example/7"), None) == []


def test_reviews_are_found_in_arrays_and_graphs() -> None:
    bare = {name: value for name, value in changed("reviewRating", "False").items() if name != "@context"}
    found = findings({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, bare]}, PAGE)
    assert [(finding.rule_id, finding.path) for finding in found] == [("CR020", "@graph[1].reviewRating")]


def test_two_reviews_on_a_page_are_one_too_many() -> None:
    found = findings([SOUND, SOUND], PAGE)
    assert [(finding.rule_id, finding.path) for finding in found] == [("CR080", "[1]")]


@pytest.mark.parametrize("document", [None, "", [], {}, 7, "<script>", {"@context": "https://schema.org"}])
def test_a_document_without_a_review_says_so(document: object) -> None:
    assert "CR002" in ids(document)


def test_one_review_on_two_pages_of_the_site_is_found() -> None:
    other = changed("url", "https://desk.example/claims/8")
    found = findings_across({"https://desk.example/a": SOUND, "https://desk.example/b": [other, SOUND]})
    assert [(finding.rule_id, finding.path) for finding in found] == [("CR081", "https://desk.example/b")]
    assert findings_across({"https://desk.example/a": [SOUND, SOUND]}) == ()


def test_a_finding_says_how_much_it_weighs_and_what_to_do() -> None:
    (finding,) = findings(changed("reviewRating.worstRating", 0), PAGE)
    assert (finding.severity, finding.path) == (Severity.ERROR, "reviewRating.worstRating")
    assert finding.message.endswith(".")


NAMES = st.sampled_from(
    [
        *("@context", "@type", "@graph", "@value", "url", "author", "itemReviewed", "reviewRating", "appearance"),
        *("ratingValue", "bestRating", "worstRating", "datePublished", "publisher", "name", "x-verifier"),
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["ClaimReview", "MediaReview", "Claim", "Rating", "https://schema.org", "0000", "9" * 400])
)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5))


@settings(max_examples=200, deadline=None)
@given(ANYTHING, ANYTHING)
def test_no_document_breaks_the_reader(document: object, item: object) -> None:
    findings(document, "https://desk.example/")
    findings({"@type": ["ClaimReview", "MediaReview"], "reviewRating": document, "itemReviewed": item}, "no page")


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference documents are not beside this checkout (../shared)")
class TestReferenceDocuments:
    def test_each_gives_exactly_its_findings(self) -> None:
        rows = [json.loads(line) for line in (REFERENCE / "fixtures.jsonl").read_text("utf-8").splitlines()]
        assert rows
        got = {row["name"]: ids(row["doc"], row["page_url"], outlets=row["outlet_names"]) for row in rows}
        assert got == {row["name"]: sorted(row["expect"]) for row in rows}
        assert {row["name"]: ids(row["doc"], row["page_url"]) for row in rows} == got

    def test_ids_and_weights_are_the_agreed_ones(self) -> None:
        agreed = json.loads((REFERENCE / "rules.json").read_text("utf-8"))["rules"]
        assert {rule["id"]: rule["severity"] for rule in agreed} == {
            rule_id: requirement.severity for rule_id, requirement in REQUIREMENTS.items()
        }
