"""The scales hold exactly the ratings the desk agreed on, in words a reader understands."""

import pytest

from verifier.verdicts.scales import ATTRIBUTION, CONTENT, attribution_rating, content_rating


def test_attribution_keys() -> None:
    assert [rating.key for rating in ATTRIBUTION] == [
        "attributed",
        "attributed_secondhand",
        "misattributed",
        "altered_quote",
        "untraceable",
        "not_applicable",
    ]
    assert all(rating.number is None for rating in ATTRIBUTION)


def test_content_numbers() -> None:
    assert (CONTENT.id, CONTENT.version, CONTENT.worst, CONTENT.best) == ("verifier", 1, 1, 5)
    assert {rating.key: rating.number for rating in CONTENT.ratings} == {
        "true": 5,
        "mostly_true": 4,
        "mixed": 3,
        "mostly_false": 2,
        "false": 1,
        "misleading": None,
        "missing_context": None,
        "unproven": None,
        "unverifiable": None,
        "satire": None,
        "altered": None,
        "outdated": None,
    }


@pytest.mark.parametrize("rating", [*ATTRIBUTION, *CONTENT.ratings], ids=lambda rating: rating.key)
def test_each_rating_is_one_plain_sentence(rating) -> None:
    assert rating.label
    assert rating.meaning.endswith(".")
    assert rating.meaning.count(".") == 1
    assert rating.icon
    assert rating.tone


@pytest.mark.parametrize("scale", [ATTRIBUTION, CONTENT.ratings], ids=["attribution", "content"])
def test_no_two_ratings_look_alike(scale) -> None:
    for part in ("key", "label", "meaning", "icon"):
        assert len({getattr(rating, part) for rating in scale}) == len(scale)


@pytest.mark.parametrize("key", ["unverified", "", "True", "attributed "])
def test_what_is_no_rating_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no content rating"):
        content_rating(key)
    with pytest.raises(ValueError, match="no attribution rating"):
        attribution_rating(key)
