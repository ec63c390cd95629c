"""The two scales of a verdict: did the named source say it, and is it so?

A signed verdict stores scale, version and key; the words here may be reworded for a new version, never for an old one.
"Unverified" is no rating: it is the absence of one, and stands in neither scale.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rating:
    """One value of a scale.

    ``number`` is its place on the truth axis (a higher number is nearer the truth), None for a value off that axis.
    ``icon`` and ``tone`` name a drawing and a colour; the label always stands beside them.
    """

    key: str
    label: str
    meaning: str
    number: int | None
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A named, versioned list of ratings; its numbers, where there are any, run from ``worst`` to ``best``."""

    id: str
    version: int
    ratings: tuple[Rating, ...]

    @property
    def worst(self) -> int:
        """The lowest number of the scale."""
        return min(rating.number for rating in self.ratings if rating.number is not None)

    @property
    def best(self) -> int:
        """The highest number of the scale."""
        return max(rating.number for rating in self.ratings if rating.number is not None)

    def rating(self, key: str) -> Rating:
        """The rating with this key; ValueError if the scale has none."""
        return _by_key(self.ratings, key, "content")


ATTRIBUTION: Final[tuple[Rating, ...]] = (
    Rating("attributed", "Attributed", "The source named for this did say it.", None, "check", "true"),
    Rating(
        "attributed_secondhand",
        "Attributed second-hand",
        "Others report that the source named for this said it; the original could not be seen or heard.",
        None,
        "relay",
        "mixed",
    ),
    Rating(
        "misattributed",
        "Misattributed",
        "The source named for this did not say it.",
        None,
        "cross",
        "false",
    ),
    Rating(
        "altered_quote",
        "Altered quote",
        "The source named for this was quoted with a change that matters.",
        None,
        "pencil",
        "caution",
    ),
    Rating(
        "untraceable",
        "Untraceable",
        "The trail was followed and ends before anyone who can be shown to have said this.",
        None,
        "broken",
        "open",
    ),
    Rating(
        "not_applicable",
        "Not applicable",
        "The article says this in its own voice, so there is no source to trace it to.",
        None,
        "minus",
        "neutral",
    ),
)

CONTENT: Final = Scale(
    id="verifier",
    version=1,
    ratings=(
        Rating("true", "True", "The evidence shows that this is so.", 5, "check", "true"),
        Rating(
            "mostly_true",
            "Mostly true",
            "This is so in what matters; a detail is wrong or missing.",
            4,
            "check-part",
            "true",
        ),
        Rating("mixed", "Mixed", "Parts of this are so and parts are not.", 3, "half", "mixed"),
        Rating(
            "mostly_false",
            "Mostly false",
            "This is not so in what matters, though a part of it is.",
            2,
            "cross-part",
            "false",
        ),
        Rating("false", "False", "The evidence shows that this is not so.", 1, "cross", "false"),
        Rating(
            "misleading",
            "Misleading",
            "The facts given may be right, but they lead to a wrong conclusion.",
            None,
            "turn",
            "caution",
        ),
        Rating(
            "missing_context",
            "Missing context",
            "Something left out changes what this means.",
            None,
            "gap",
            "caution",
        ),
        Rating(
            "unproven",
            "Unproven",
            "Evidence was sought, and it settles the question neither way.",
            None,
            "question",
            "open",
        ),
        Rating(
            "unverifiable",
            "Unverifiable",
            "Nobody can check this now.",
            None,
            "lock",
            "open",
        ),
        Rating("satire", "Satire", "This was made as satire and not meant as fact.", None, "mask", "neutral"),
        Rating(
            "altered",
            "Altered",
            "The picture, recording or document was changed.",
            None,
            "pencil",
            "caution",
        ),
        Rating("outdated", "Outdated", "This was so once and no longer is.", None, "clock", "caution"),
    ),
)


def attribution_rating(key: str) -> Rating:
    """The attribution rating with this key; ValueError if there is none."""
    return _by_key(ATTRIBUTION, key, "attribution")


def content_rating(key: str) -> Rating:
    """The content rating of the default scale with this key; ValueError if there is none."""
    return CONTENT.rating(key)


def _by_key(ratings: tuple[Rating, ...], key: str, scale: str) -> Rating:
    for rating in ratings:
        if rating.key == key:
            return rating
    raise ValueError(f"no {scale} rating is called {key!r}")
