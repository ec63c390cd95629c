"""Views of the search."""

import re
from dataclasses import dataclass
from datetime import date

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.kernel.searching import MOST_WORDS, is_too_short, marked, one_line, words_of
from verifier.policy import Permission
from verifier.sources import queries as sources
from verifier.tickets import queries as tickets
from verifier.web.door import LARGEST_KEY, Door, reading, render

door = Door("search", section="search")

MOST = 50
TICKET = re.compile(r"(?:T-?)?([0-9]{1,19})", re.IGNORECASE)

Pieces = tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A claim; ``exact`` is empty where the article's own words show no more than the wording does."""

    ticket_id: int
    state: str
    wording: Pieces
    exact: Pieces
    publisher: str
    title: str


@dataclass(frozen=True, slots=True)
class ArticleFound:
    """An article."""

    id: int
    title: Pieces
    publisher: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class SourceFound:
    """A source; a protected one was found by its description, which is marked then."""

    id: int
    name: Pieces
    description: Pieces
    kind: str
    is_protected: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, what stands in the way, and what was found; of each kind one more than is shown tells of more."""

    query: str
    problem: str
    claims: tuple[ClaimFound, ...] = ()
    articles: tuple[ArticleFound, ...] = ()
    sources: tuple[SourceFound, ...] = ()
    most: int = MOST

    @property
    def count(self) -> int:
        """How much was found, as far as it is shown."""
        return sum(min(len(part), self.most) for part in (self.claims, self.articles, self.sources))


@door.page("/search", permission=Permission.SEARCH)
def search() -> ResponseReturnValue:
    """Claims, articles and sources with all the words; a ticket's number leads to it at once."""
    session, query = reading(), one_line(request.args.get("q", ""))
    number = TICKET.fullmatch(query)
    if number is not None and int(number[1]) <= LARGEST_KEY and tickets.is_there(session, int(number[1])):
        return redirect(f"/tickets/{int(number[1])}", 303)
    words = words_of(query)
    if not words:
        return render("search/search.html", SearchPage(query, "empty"))
    if is_too_short(words):
        return render("search/search.html", SearchPage(query, "short"))
    page = SearchPage(
        query=query,
        problem="" if len(words) < MOST_WORDS else "many",
        claims=_claims(session, words),
        articles=_articles(session, words),
        sources=_sources(session, words),
    )
    return render("search/search.html", page)


def _claims(session: Session, words: tuple[str, ...]) -> tuple[ClaimFound, ...]:
    found = []
    for row in tickets.by_words(session, words, MOST + 1):
        shown = all(one.casefold() in row.wording.casefold() for one in words)
        exact: Pieces = () if shown else marked(row.exact, words)
        wording = marked(row.wording, words)
        found.append(ClaimFound(row.id, row.state.value, wording, exact, row.publisher, row.title))
    return tuple(found)


def _articles(session: Session, words: tuple[str, ...]) -> tuple[ArticleFound, ...]:
    rows = articles.by_title_words(session, words, MOST + 1)
    publishers = sources.by_ids(session, {row.publisher_id for row in rows})
    return tuple(
        ArticleFound(row.id, marked(row.title, words), publishers[row.publisher_id].name, row.published_on)
        for row in rows
    )


def _sources(session: Session, words: tuple[str, ...]) -> tuple[SourceFound, ...]:
    return tuple(
        SourceFound(
            id=row.id,
            name=marked(row.name, () if row.protected else words),
            description=marked(row.published_description, words) if row.protected else (),
            kind=row.kind.value,
            is_protected=row.protected,
        )
        for row in sources.by_words(session, words, MOST + 1)
    )
