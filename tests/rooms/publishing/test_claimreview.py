"""What leaves the desk as ClaimReview: only what is signed and published, sound, and with nothing made up in it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.publishing.claimreview import as_script, claim_review, is_exportable, short_wording
from verifier.publishing.standing import TICKET_STATES
from verifier.publishing.types import (
    Appearance,
    Citation,
    Claimant,
    ClaimantKind,
    ClaimReviewInput,
    Correction,
    Desk,
    Severity,
    SignedVerdict,
)
from verifier.publishing.validation import findings
from verifier.verdicts.scales import ATTRIBUTION, CONTENT

PAGE = "https://desk.example/public/claims/7"
SIGNED = SignedVerdict("attributed", "mostly_false", date(2024, 3, 2))
ARTICLE = Appearance(
    "https://harbour.example/ferry", "https://desk.example/public/articles/3", "Ferry sinks", "The Harbour Post"
)
FULL = ClaimReviewInput(
    state="published",
    desk=Desk("The Desk", "https://desk.example/", "https://desk.example/corrections", "https://desk.example/licence"),
    page_url=PAGE,
    claim="The ferry carried 300 people when it sank",
    verdict=SIGNED,
    published_on=date(2024, 3, 2),
    explanation="The manifest lists 112 people.",
    language="en",
    claimant=Claimant("Port Authority", ClaimantKind.STATE_BODY, "https://port.example/"),
    claimed_on="2024-03",
    appearances=(ARTICLE,),
    first_appearance=Appearance("https://port.example/notice", ""),
    citations=(Citation("https://port.example/manifest", "Manifest", "https://desk.example/kept/1"),),
)


def test_a_full_review_has_nothing_to_find() -> None:
    assert findings(claim_review(FULL), PAGE) == ()


def test_a_full_review_in_full() -> None:
    assert claim_review(FULL) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{PAGE}#review-1",
        "url": PAGE,
        "claimReviewed": "The ferry carried 300 people when it sank",
        "datePublished": "2024-03-02",
        "inLanguage": "en",
        "author": {
            "@type": "NewsMediaOrganization",
            "name": "The Desk",
            "url": "https://desk.example/",
            "correctionsPolicy": "https://desk.example/corrections",
        },
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{PAGE}#claim",
            "text": "The ferry carried 300 people when it sank",
            "author": {"@type": "GovernmentOrganization", "name": "Port Authority", "sameAs": "https://port.example/"},
            "datePublished": "2024-03",
            "firstAppearance": {"@type": "NewsArticle", "url": "https://port.example/notice"},
            "appearance": [
                {
                    "@type": "NewsArticle",
                    "url": "https://harbour.example/ferry",
                    "headline": "Ferry sinks",
                    "archivedAt": "https://desk.example/public/articles/3",
                    "publisher": {"@type": "Organization", "name": "The Harbour Post"},
                }
            ],
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly false",
            "ratingValue": 2,
            "bestRating": 5,
            "worstRating": 1,
            "ratingExplanation": "The manifest lists 112 people.",
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "url": "https://port.example/manifest",
                "headline": "Manifest",
                "archivedAt": "https://desk.example/kept/1",
            }
        ],
        "sdPublisher": {"@type": "Organization", "name": "The Desk"},
        "sdDatePublished": "2024-03-02",
        "sdLicense": "https://desk.example/licence",
    }


@pytest.mark.parametrize("state", sorted(TICKET_STATES))
@pytest.mark.parametrize("verdict", [None, SIGNED], ids=["unsigned", "signed"])
@pytest.mark.parametrize("on_hold", [False, True], ids=["free", "hold"])
def test_nothing_leaves_before_it_is_signed_and_published(
    state: str, verdict: SignedVerdict | None, on_hold: bool
) -> None:
    allowed = state == "published" and verdict is SIGNED and not on_hold
    assert is_exportable(state, verdict, on_hold=on_hold) == allowed
    asked = replace(FULL, state=state, verdict=verdict, on_hold=on_hold)
    if allowed:
        assert claim_review(asked)["url"] == PAGE
    else:
        with pytest.raises(ValueError, match="signed and published"):
            claim_review(asked)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"claim": " "}, "needs a claim"),
        ({"desk": Desk("", "https://desk.example/")}, "name of its desk"),
        ({"desk": Desk("The Desk", "desk.example")}, "no web address"),
        ({"page_url": "/public/claims/7"}, "no web address"),
        ({"claimed_on": "in spring"}, "no ISO 8601 date"),
        ({"verdict": replace(SIGNED, content="unverified")}, "no content rating"),
        ({"verdict": replace(SIGNED, version=2)}, "public note"),
        ({"corrections": (Correction(date(2024, 3, 1), "Changed."),)}, "before it was published"),
    ],
)
def test_what_would_be_unsound_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        claim_review(replace(FULL, **change))


def test_a_correction_is_dated_and_told() -> None:
    second = replace(
        SIGNED, content="unproven", version=2, signed_on=date(2024, 3, 9), correction_note="The manifest was forged."
    )
    document = claim_review(replace(FULL, verdict=second))
    assert (document["datePublished"], document["dateModified"]) == ("2024-03-02", "2024-03-09")
    assert document["@id"] == f"{PAGE}#review-2"
    assert document["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2024-03-09", "text": "The manifest was forged."}
    ]


@pytest.mark.parametrize("rating", [rating for rating in CONTENT.ratings if rating.number is None], ids=lambda r: r.key)
def test_off_the_truth_axis_no_number_is_given(rating) -> None:
    told = claim_review(replace(FULL, verdict=replace(SIGNED, content=rating.key)))["reviewRating"]
    assert set(told) == {"@type", "alternateName", "ratingExplanation"}
    assert told["alternateName"] == rating.label


@pytest.mark.parametrize(
    "claimant",
    [
        None,
        Claimant("Local sources", ClaimantKind.UNNAMED_GROUP),
        Claimant("A leaked memo", ClaimantKind.DOCUMENT),
        Claimant("Somebody Known", ClaimantKind.PERSON, protected=True),
        Claimant("  ", ClaimantKind.PERSON),
        Claimant("the harbour post", ClaimantKind.OUTLET),
    ],
)
def test_who_has_no_public_name_or_only_carried_it_is_not_its_author(claimant: Claimant | None) -> None:
    document = claim_review(replace(FULL, claimant=claimant))
    assert "author" not in document["itemReviewed"]
    if claimant and claimant.protected:
        assert claimant.name not in as_script(document)


def test_what_is_not_known_is_left_out() -> None:
    bare = ClaimReviewInput(
        "published", Desk("D", "https://desk.example"), PAGE, "It rained.", SIGNED, date(2024, 3, 2)
    )
    document = claim_review(bare)
    assert document["itemReviewed"] == {"@type": "Claim", "@id": f"{PAGE}#claim", "text": "It rained."}
    assert not {"dateModified", "correction", "citation", "inLanguage", "sdLicense"} & set(document)
    assert {finding.severity for finding in findings(document, PAGE)} == {Severity.RECOMMENDED}


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "file:///etc/passwd", "harbour.example", "https://a b"])
def test_what_is_no_web_address_is_not_passed_on(address: str) -> None:
    bad = Appearance(address, "https://desk.example/kept", "T", "P")
    document = claim_review(
        replace(
            FULL,
            appearances=(bad, replace(ARTICLE, archived_url=address)),
            first_appearance=bad,
            citations=(Citation(address),),
            claimant=Claimant("Port Authority", ClaimantKind.ORGANISATION, address),
            desk=Desk("The Desk", "https://desk.example/", address, address),
        )
    )
    assert not {"appearance", "firstAppearance"} & set(document["itemReviewed"])
    assert "sameAs" not in document["itemReviewed"]["author"]
    assert not {"citation", "sdLicense"} & set(document)
    assert not address or f'"{address}"' not in as_script(document)


@pytest.mark.parametrize(
    ("claim", "wording"),
    [
        ("  It\n rained.  ", "It rained."),
        ("x" * 74, "x" * 74),
        ("x" * 75, "x" * 73 + "…"),
        ("word " * 16, "word " * 13 + "word…"),
        ("False: it rained", "“False: it rained”"),
        ("True north moved", "“True north moved”"),
        ("Falsehoods spread", "Falsehoods spread"),
        ("", ""),
    ],
)
def test_the_wording_is_short_and_carries_no_verdict(claim: str, wording: str) -> None:
    assert short_wording(claim) == wording
    assert len(wording) <= 74


def test_a_given_wording_goes_before_the_claim() -> None:
    document = claim_review(replace(FULL, wording="300 people were on the ferry"))
    assert document["claimReviewed"] == "300 people were on the ferry"
    assert document["itemReviewed"]["text"] == FULL.claim


def test_the_script_cannot_be_broken_out_of() -> None:
    hostile = "</script><!-- <script>alert('1')</script> &amp; \u2028\u2029 \ud800 سفينة"
    script = as_script(claim_review(replace(FULL, claim=hostile)))
    assert not set("<>&\u2028\u2029\ud800") & set(script)
    script.encode("utf-8")
    assert json.loads(script)["itemReviewed"]["text"] == hostile
    assert "سفينة" in script


WORDS = st.text(max_size=120) | st.sampled_from(
    ["False: it rained", "TRUE", "fact check", "Mostly true, say officials", "زعم أن السفينة غرقت", "</script>"]
)
NAMES = st.text(max_size=12) | st.sampled_from(["Port Authority", "The Harbour Post", "the  harbour post"])
ADDRESSES = st.sampled_from(
    [
        "",
        "https://harbour.example/a?b=1#c",
        "http://xn--e1afmkfd.example:8080",
        "https://[::1]/",
        "https://سفن.example/",
        "HTTPS://X.EXAMPLE",
        "ftp://x.example",
        "javascript:1",
        "https://user:pw@x.example/",
        "//x.example",
    ]
)
APPEARANCES = st.builds(Appearance, ADDRESSES, ADDRESSES, WORDS, NAMES)
PUBLISHED = date(2024, 3, 2)
LATER = st.integers(0, 4000).map(lambda days: PUBLISHED + timedelta(days=days))
NOTES = st.text(min_size=1, max_size=40).filter(str.strip)
VERDICTS = st.builds(
    SignedVerdict,
    st.sampled_from([rating.key for rating in ATTRIBUTION]),
    st.sampled_from([rating.key for rating in CONTENT.ratings]),
    LATER,
    st.integers(1, 5),
    NOTES,
)
INPUTS = st.builds(
    ClaimReviewInput,
    state=st.just("published"),
    desk=st.builds(
        Desk, st.text(min_size=1, max_size=20).filter(str.strip), st.just("https://desk.example"), ADDRESSES, ADDRESSES
    ),
    page_url=st.sampled_from([PAGE, f"{PAGE}#verdict", "http://localhost:8000/public/claims/7"]),
    claim=WORDS.filter(str.strip),
    verdict=VERDICTS,
    published_on=st.just(PUBLISHED),
    wording=WORDS,
    explanation=WORDS,
    language=st.sampled_from(["", "en", "ar"]),
    claimant=st.none() | st.builds(Claimant, NAMES, st.sampled_from(ClaimantKind), ADDRESSES, st.booleans()),
    claimed_on=st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2024-02-29T10:00:00Z"]),
    appearances=st.lists(APPEARANCES, max_size=3).map(tuple),
    first_appearance=st.none() | APPEARANCES,
    corrections=st.lists(st.builds(Correction, LATER, NOTES), max_size=2).map(tuple),
    citations=st.lists(st.builds(Citation, ADDRESSES, WORDS, ADDRESSES), max_size=2).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(INPUTS)
def test_every_review_is_sound(asked: ClaimReviewInput) -> None:
    document = claim_review(asked)
    heavy = [
        finding
        for finding in findings(document, asked.page_url)
        if finding.severity in {Severity.ERROR, Severity.WARNING}
    ]
    assert heavy == []
    script = as_script(document)
    assert json.loads(script) == document
    assert "<" not in script
    assert script.encode("utf-8")
