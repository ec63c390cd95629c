"""Why two sources may be one, in words."""

from collections.abc import Mapping
from typing import Final

from verifier.sources.types import LikenessReason

REASONS: Final[Mapping[LikenessReason, str]] = {
    LikenessReason.DISGUISED: "the names look the same, but their letters differ",
    LikenessReason.ACCENTS: "the names differ in capitals, accents or signs only",
    LikenessReason.LOOKS: "the names look alike to the eye, as “rn” looks like “m”",
    LikenessReason.SPELLING: "they are spellings of one name",
    LikenessReason.ORDER: "the same words stand in another order",
    LikenessReason.ABBREVIATION: "one is the abbreviation of the other",
    LikenessReason.SHORTER: "one name is the beginning of the other",
    LikenessReason.TYPING: "the names differ in one letter",
}
