"""From hits to what the page of the search shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from verifier.matching import results
from verifier.matching.marking import Pieces, excerpt, holds, marked
from verifier.matching.types import Hits, Kind, Order, Term, subject_of

LABELS: Final = {
    Kind.CLAIM: "Claims",
    Kind.ARTICLE: "Articles",
    Kind.SOURCE: "Sources",
    Kind.STATEMENT: "Statements",
    Kind.RATIONALE: "Reasons of verdicts",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: its words, where it leads, and an excerpt where what was looked for stands in its other words."""

    href: str
    words: Pieces
    excerpt: Pieces = ()
    state: str = ""
    publisher: str = ""
    meta: str = ""
    kind: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The hits of one kind: how many in words, those shown, and where the others are."""

    id: str
    label: str
    count: str
    lines: tuple[Line, ...]
    more_href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, what stands in the way, and what was found. ``lists`` are the kinds to look into, with counts."""

    query: str
    order: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    lists: tuple[tuple[str, str, str | None, bool], ...] = ()
    next_href: str = ""
    bests: int = 0

    @property
    def is_newest_first(self) -> bool:
        """Whether the newest come first."""
        return self.order == Order.NEWEST.value


def count_in_words(hits: Hits) -> str:
    """How many there are, counted up to a limit."""
    return f"more than {hits.total:,}" if hits.is_more else f"{hits.total:,}"


def lines_of(session: Session, kind: Kind, ids: Sequence[int], terms: Sequence[Term]) -> tuple[Line, ...]:
    """The hits of one kind as lines; ``ids`` are keys of entries."""
    subjects = [subject_of(one) for one in ids]
    return tuple(
        {
            Kind.CLAIM: _claims,
            Kind.ARTICLE: _articles,
            Kind.SOURCE: _sources,
            Kind.STATEMENT: _statements,
            Kind.RATIONALE: _rationales,
        }[kind](session, subjects, terms)
    )


def _claims(session: Session, ids: Sequence[int], terms: Sequence[Term]) -> list[Line]:
    return [
        Line(
            href=f"/tickets/{row.id}",
            words=marked(row.wording, terms),
            excerpt=() if holds(row.wording, terms) else excerpt(row.exact, terms),
            state=row.state.value,
            publisher=row.publisher,
            meta=f"T-{row.id}, {row.title}",
        )
        for row in results.claims(session, ids)
    ]


def _articles(session: Session, ids: Sequence[int], terms: Sequence[Term]) -> list[Line]:
    return [
        Line(
            href=f"/articles/{row.subject_id}",
            words=marked(row.title, terms),
            excerpt=() if holds(row.title, terms) else excerpt(f"{row.byline}\n{row.text}".strip(), terms),
            publisher=row.publisher,
            meta=_day(row.published_on),
        )
        for row in results.articles(session, ids)
    ]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no date"


def _sources(session: Session, ids: Sequence[int], terms: Sequence[Term]) -> list[Line]:
    lines = []
    for row, names in results.sources(session, ids):
        told = row.published_description if row.protected else ", ".join(names)
        lines.append(
            Line(
                href=f"/sources/{row.id}",
                words=((False, row.name),) if row.protected else marked(row.name, terms),
                excerpt=excerpt(told, terms),
                kind=row.kind.value,
                is_protected=row.protected,
            )
        )
    return lines


def _statements(session: Session, ids: Sequence[int], terms: Sequence[Term]) -> list[Line]:
    return [
        Line(
            href=f"/tickets/{row.id}",
            words=excerpt(row.quote, terms) or marked(row.quote or row.mention, terms),
            excerpt=() if holds(row.quote, terms) else excerpt(row.note, terms),
            state=row.state.value,
            publisher=row.speaker,
            meta=f"on T-{row.id}, {row.wording}",
        )
        for row in results.statements(session, ids)
    ]


def _rationales(session: Session, ids: Sequence[int], terms: Sequence[Term]) -> list[Line]:
    return [
        Line(
            href=f"/tickets/{row.subject_id}",
            words=excerpt(row.rationale, terms) or marked(row.rationale, terms),
            excerpt=() if holds(row.rationale, terms) else _beside(row, terms),
            state=row.state.value,
            meta=f"on T-{row.subject_id}, {row.wording}",
        )
        for row in results.rationales(session, ids)
    ]


def _beside(row: Any, terms: Sequence[Term]) -> Pieces:
    return excerpt(row.asked, terms) or excerpt(row.public_note, terms)
