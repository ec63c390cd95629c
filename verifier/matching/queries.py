"""Asking the index: the newest first in time that does not grow with it, or the best of the newest.

What comes back are keys; whoever shows them reads the rows themselves, so that nothing is shown as it once was.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from sqlalchemy import Text, TextClause, bindparam, func, select, text
from sqlalchemy.orm import Session

from verifier.matching.fitting import fit
from verifier.matching.folding import LONGEST_TOKEN, fold_text
from verifier.matching.indexing import SUBJECTS
from verifier.matching.models import SearchEntry, SearchPurge
from verifier.matching.types import KINDS, Hits, Kind, Order, Question, Term, Wanted, keys_of, mark_of, subject_of
from verifier.sources.models import SourceMerge

WINDOW: Final = 2_000
"""The best are looked for among so many of the newest: to rank them all would cost what there is of them."""

MOST_RANKED: Final = 4_000
"""So many letters of an entry's other words count where the best are looked for."""

MOST_COUNTED: Final = 1_000
MOST_MEANT: Final = 50
"""So many publishers, speakers or articles one filter can mean."""


def understood(session: Session, question: Question, *, kinds: Sequence[Kind] = ()) -> Wanted:
    """A question with its filters as marks; ``kinds`` are looked for where it names none."""
    marks: list[tuple[str, ...]] = []
    unknown: list[str] = []
    if question.states:
        marks.append(tuple(mark_of("s", one) for one in question.states))
    for what, name, values in (("p", "publisher", question.publishers), ("b", "by", question.speakers)):
        if values:
            found = {one: _sources_called(session, one) for one in values}
            unknown += [f"{name}:{one}" for one, ids in found.items() if not ids]
            marks.append(tuple(mark_of(what, one) for one in sorted(set(chain.from_iterable(found.values())))))
    if question.articles:
        articles = {one: _articles_called(session, one) for one in question.articles}
        unknown += [f"article:{one}" for one, ids in articles.items() if not ids]
        marks.append(tuple(mark_of("a", one) for one in sorted(set(chain.from_iterable(articles.values())))))
    return Wanted(question.terms, question.kinds or tuple(kinds) or KINDS, tuple(marks), unknown=tuple(unknown))


def _sources_called(session: Session, words: str) -> set[int]:
    """Sources with these words in a name, with all that were merged into them. A protected one has no name here."""
    found = _subjects_called(session, words, Kind.SOURCE)
    merged = session.scalars(select(SourceMerge.source_id).where(SourceMerge.into_id.in_(found)))
    return {*found, *merged} if found else set()


def _articles_called(session: Session, words: str) -> set[int]:
    if words.isascii() and words.isdigit() and len(words) < 13:
        return {int(words)}
    return set(_subjects_called(session, words, Kind.ARTICLE))


def _subjects_called(session: Session, words: str, kind: Kind) -> list[int]:
    terms = tuple(Term((one,)) for one in fold_text(words).split())
    if not terms:
        return []
    found = newest(session, Wanted(terms, (kind,), in_head=kind is Kind.ARTICLE), limit=MOST_MEANT)
    return [subject_of(one) for one in found]


def newest(session: Session, wanted: Wanted, *, before: int | None = None, limit: int = 50) -> list[int]:
    """Keys of the newest entries of each kind that is wanted, the first kind first.

    ``before`` is the key of the last one that was shown. One query for each kind.
    """
    if wanted.unknown or not (wanted.terms or wanted.marks) or () in wanted.marks:
        return []
    found: list[int] = []
    statement = _NEWEST[session.get_bind().dialect.name]
    for kind in wanted.kinds:
        low, high = keys_of(kind)
        high = high if before is None else min(high, before - 1)
        if low <= high:
            found += session.scalars(statement, _values(session, wanted, low, high, limit))
    return found


def counted(session: Session, wanted: Wanted, *, limit: int, order: Order = Order.NEWEST) -> Hits:
    """The first entries of one kind, and how many there are, counted up to a limit."""
    ids = newest(session, wanted, limit=MOST_COUNTED + 1)
    shown = tuple(best(session, wanted, limit=limit) if order is Order.BEST else ids[:limit])
    return Hits(shown, min(len(ids), MOST_COUNTED), len(ids) > MOST_COUNTED)


def best(session: Session, wanted: Wanted, *, limit: int = 50) -> list[int]:
    """Keys of the entries of one kind that fit best, among the newest :data:`WINDOW`; the newer first of equals."""
    window = newest(session, wanted, limit=WINDOW)
    if not wanted.terms:
        return window[:limit]
    columns = (SearchEntry.id, SearchEntry.head, func.substr(SearchEntry.body, 1, MOST_RANKED))
    rows = session.execute(select(*columns).where(SearchEntry.id.in_(window))).all() if window else []
    return [row[0] for row in sorted(rows, key=lambda row: (-fit(row[1], row[2], wanted.terms), -row[0]))[:limit]]


def how_many(session: Session, *, entries: bool = False) -> dict[Kind, int]:
    """How many subjects there are of each kind, or how many of them have an entry."""
    if not entries:
        return {kind: session.scalar(select(func.count(column))) or 0 for kind, column in SUBJECTS.items()}
    count = select(func.count(SearchEntry.id))
    return {kind: session.scalar(count.where(SearchEntry.id.between(*keys_of(kind)))) or 0 for kind in Kind}


def purges_due(session: Session) -> list[int]:
    """Keys of what the worker has to see to."""
    return list(session.scalars(select(SearchPurge.id).order_by(SearchPurge.id)))


_NEWEST: Final[dict[str, TextClause]] = {
    "sqlite": text(
        "SELECT rowid FROM search_fts WHERE search_fts MATCH :asked AND rowid BETWEEN :low AND :high"
        " ORDER BY rowid DESC LIMIT :most"
    ),
    # PostgreSQL must see the words when it plans: a common one is best walked to, a rare one looked up.
    "postgresql": text(
        "SELECT id FROM search_entry WHERE words @@ to_tsquery('simple', :asked) AND id BETWEEN :low AND :high"
        " ORDER BY id DESC LIMIT :most"
    ).bindparams(bindparam("asked", type_=Text, literal_execute=True)),
}


def _values(session: Session, wanted: Wanted, low: int, high: int, most: int) -> dict[str, Any]:
    written = _for_sqlite if session.get_bind().dialect.name == "sqlite" else _for_postgresql
    return {"asked": written(wanted), "low": low, "high": high, "most": most}


def _for_sqlite(wanted: Wanted) -> str:
    """In the language of FTS5: folded words in quotation marks, and nothing else that anybody typed."""
    words = [f'"{" ".join(one.words)}"{" *" if _goes_on(one) else ""}' for one in wanted.terms]
    parts = [f"head : ({' AND '.join(words)})"] if wanted.in_head and words else words
    parts += [f"({' OR '.join(chr(34) + one + chr(34) for one in some)})" for some in wanted.marks]
    asked = " AND ".join(parts)
    return (
        f"({asked}) NOT ({' OR '.join(chr(34) + one + chr(34) for one in wanted.without)})" if wanted.without else asked
    )


def _for_postgresql(wanted: Wanted) -> str:
    """For to_tsquery, which parts a word just as it was parted when it was stored: folded words between apostrophes."""
    weight = ":A" if wanted.in_head else ""
    parts = []
    for term in wanted.terms:
        words = [f"'{one}'{weight}" for one in term.words]
        words[-1] = f"'{term.words[-1]}':*{weight[1:]}" if _goes_on(term) else words[-1]
        parts.append("(" + " <-> ".join(words) + ")")
    parts += [f"({' | '.join(some)})" for some in wanted.marks]
    parts += [f"!{one}" for one in wanted.without]
    return " & ".join(parts)


def _goes_on(term: Term) -> bool:
    return term.is_prefix and len(term.words[-1]) < LONGEST_TOKEN
