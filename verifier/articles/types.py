"""The words of articles."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an intake says an article is: proposed by the reader, corrected by a person."""

    title: str
    publisher: str
    byline: str
    published_on: date | None
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim stands: W3C Web Annotation quote and position selectors, offsets in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
