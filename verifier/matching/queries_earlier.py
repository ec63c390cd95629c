"""Which earlier claims say what a text says, best first.

Candidates come from the rarest words of the text: taken by rising number of claims that hold them, until the sum of
these numbers reaches a budget, so that the cost does not grow with the index. Those with the greatest sum of weights
are then held against the text one by one.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.matching import likeness
from verifier.matching.likeness import Asked, Counts, Told, Weighed
from verifier.matching.models_earlier import EarlierCensus, EarlierCheck, EarlierClaim, EarlierTerm
from verifier.matching.types_earlier import Band, Match

BUDGET: Final = 20_000
"""Places in the index that are read for one question."""
MOST_TERMS: Final = 40
CANDIDATES: Final = 200
LOOKED_AT: Final = 40
SHOWN: Final = 20

_PLACES: Final = {
    "sqlite": "SELECT rowid AS id FROM earlier_claim_fts WHERE earlier_claim_fts MATCH {term}{newest}",
    "postgresql": (
        "SELECT id FROM earlier_claim WHERE array_to_tsvector(array_remove(string_to_array("
        "claim_terms || ' ' || title_terms, ' '), '')) @@ CAST({term} AS tsquery){newest}"
    ),
}
_NEWEST: Final = {"sqlite": f" ORDER BY rowid DESC LIMIT {BUDGET}", "postgresql": f" ORDER BY id DESC LIMIT {BUDGET}"}
_QUOTE: Final = {"sqlite": '"', "postgresql": "'"}


def same(
    session: Session,
    words: str,
    *,
    beside: str = "",
    but_claim_ids: Collection[int] = (),
    limit: int = SHOWN,
    budget: int = BUDGET,
) -> tuple[Match, ...]:
    """Earlier claims that may say the same, best first; ``beside``: who says it, where that is known.

    ``but_claim_ids`` are claims of this desk that are left out. Five queries, however many claims there are.
    """
    asked = likeness.ask(words, beside)
    if not asked.terms:
        return ()
    weighed = likeness.weigh(asked, counts_of(session, {*asked.terms, *asked.beside}))
    ids = candidates(session, weighed, budget=budget)
    rows = _rows(session, ids, but_claim_ids)
    told = {row.id: _told(row) for row in rows}
    rows = sorted(rows, key=lambda row: (-likeness.rough(weighed, told[row.id]), row.id))[:LOOKED_AT]
    known = _with_titles(session, asked, weighed.counts, [told[row.id] for row in rows])
    weighed = likeness.weigh(asked, known)
    found = [_match(row, likeness.score(weighed, told[row.id])) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.score, one.entry_id))[:limit])


def counts_of(session: Session, terms: Collection[str]) -> Counts:
    """In how many claims these terms stood when they were last counted; one query."""
    wanted = select(EarlierTerm.term, EarlierTerm.claims).where(EarlierTerm.term.in_(sorted(terms)))
    total = select(EarlierCensus.id, EarlierCensus.entries).where(EarlierCensus.id == 1)
    counts = {row[0]: row[1] for row in session.execute(wanted)}
    return Counts(session.execute(total).one()[1], counts)


def _with_titles(session: Session, asked: Asked, counts: Counts, told: Sequence[Told]) -> Counts:
    """The same counts, and those of the terms in these titles."""
    titles = {term for one in told for term in one.title_terms or one.claim_terms}
    missing = titles - {*asked.terms, *asked.beside}
    if not missing:
        return counts
    wanted = select(EarlierTerm.term, EarlierTerm.claims).where(EarlierTerm.term.in_(sorted(missing)))
    return Counts(counts.total, {**counts.of, **{row[0]: row[1] for row in session.execute(wanted)}})


def chosen_terms(weighed: Weighed, budget: int = BUDGET) -> list[tuple[str, float, bool]]:
    """The rarest terms of a question within the budget, two at least: each with its weight, and whether it is rare."""
    weights = {**weighed.beside, **weighed.weights}
    counts = weighed.counts.of
    chosen: list[tuple[str, float, bool]] = []
    spent = 0
    for term in sorted(weights, key=lambda one: (counts.get(one, 0), one))[:MOST_TERMS]:
        spent += counts.get(term, 0)
        if spent > budget and len(chosen) >= 2:
            break
        chosen.append((term, weights[term], counts.get(term, 0) <= budget))
    return chosen


def candidates(session: Session, weighed: Weighed, *, budget: int = BUDGET, limit: int = CANDIDATES) -> list[int]:
    """Entries that share the rarest terms of a question, those with the greatest sum of weights first; one query.

    Of a term that is not rare, only the newest entries are looked at.
    """
    chosen = chosen_terms(weighed, budget)
    if not chosen:
        return []
    engine = session.get_bind().dialect.name
    parts, values = [], dict[str, Any]()
    for number, (term, weight, rare) in enumerate(chosen):
        places = _PLACES[engine].format(term=f":term{number}", newest="" if rare else _NEWEST[engine])
        parts.append(f"SELECT id, CAST(:weight{number} AS float) AS weight FROM ({places}) AS places{number}")  # noqa: S608
        values |= {f"term{number}": f"{_QUOTE[engine]}{term}{_QUOTE[engine]}", f"weight{number}": weight}
    union = " UNION ALL ".join(parts)
    statement = text(
        f"SELECT id FROM ({union}) AS every_place GROUP BY id ORDER BY sum(weight) DESC, id LIMIT :most"  # noqa: S608
    )
    return [row[0] for row in session.execute(statement, {**values, "most": limit})]


def _rows(session: Session, ids: Sequence[int], but_claim_ids: Collection[int]) -> list[Any]:
    if not ids:
        return []
    wanted = (
        select(
            EarlierClaim.id,
            EarlierClaim.check_id,
            EarlierClaim.claim_id,
            EarlierClaim.claim_terms,
            EarlierClaim.title_terms,
            func.coalesce(EarlierCheck.external_id, "").label("external_id"),
            func.coalesce(EarlierCheck.claim, Claim.wording).label("claim"),
            func.coalesce(EarlierCheck.title, "").label("title"),
        )
        .outerjoin(EarlierCheck, EarlierCheck.id == EarlierClaim.check_id)
        .outerjoin(Claim, Claim.id == EarlierClaim.claim_id)
        .where(EarlierClaim.id.in_(ids))
        .order_by(EarlierClaim.id)
    )
    if but_claim_ids:
        wanted = wanted.where(or_(EarlierClaim.claim_id.is_(None), EarlierClaim.claim_id.not_in(but_claim_ids)))
    return list(session.execute(wanted))


def _told(row: Any) -> Told:
    return Told(row.claim, row.title, tuple(row.claim_terms.split()), tuple(row.title_terms.split()))


def _match(row: Any, score: float) -> Match:
    return Match(
        row.id, row.check_id, row.claim_id, row.external_id, row.claim, row.title, score, Band(likeness.band(score))
    )


def checks_by_id(session: Session, ids: Collection[int]) -> dict[int, EarlierCheck]:
    """Imported fact-checks by id."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(EarlierCheck).where(EarlierCheck.id.in_(ids)))}


def checks_by_external_id(session: Session, ids: Collection[str]) -> dict[str, EarlierCheck]:
    """Imported fact-checks by the id they came with."""
    wanted = select(EarlierCheck).where(EarlierCheck.external_id.in_(ids))
    return {row.external_id: row for row in session.scalars(wanted)}


def count_entries(session: Session) -> int:
    """How many claims have been indexed, those since removed among them: read from one end of the index."""
    return session.scalar(select(func.max(EarlierClaim.id))) or 0


def not_indexed(session: Session, limit: int) -> list[tuple[int, str]]:
    """Claims of this desk that are not in the index: id and wording, oldest first."""
    entry = select(EarlierClaim.id).where(EarlierClaim.claim_id == Claim.id).exists()
    wanted = select(Claim.id, Claim.wording).where(~entry).order_by(Claim.id).limit(limit)
    return [(row[0], row[1]) for row in session.execute(wanted)]
