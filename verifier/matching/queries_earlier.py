"""Which earlier claims say what a text says, best first.

Candidates come from the rarest words of the text: taken by rising number of claims that hold them, until the sum of
these numbers reaches a budget, so that the cost does not grow with the index. Those with the greatest sum of weights
are then held against the text one by one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.matching import likeness
from verifier.matching.likeness import Counts, Told, Weighed
from verifier.matching.models_earlier import EarlierCensus, EarlierCheck, EarlierClaim, EarlierTerm
from verifier.matching.types_earlier import Band, DeskClaim, Match, Question
from verifier.provenance.models import Statement
from verifier.provenance.types import GroundRules, Naming
from verifier.sources.models import Source
from verifier.sources.queries import standing_for
from verifier.tickets.models import Ticket

BUDGET: Final = 10_000
"""Places in the index that are read for one question."""
MOST_TERMS: Final = 40
MOST_PARTS: Final = 400
"""Terms that one statement looks up, whatever it is asked: SQLite joins no more than 500."""
CANDIDATES: Final = 150
CANDIDATES_OF_MANY: Final = 60
LOOKED_AT: Final = 30
SHOWN: Final = 20

CONFIDENTIAL: Final = frozenset({GroundRules.OFF_RECORD, GroundRules.BACKGROUND, GroundRules.DEEP_BACKGROUND})

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
    session: Session, words: str, *, beside: str = "", but_claim_ids: Collection[int] = (), limit: int = SHOWN
) -> tuple[Match, ...]:
    """Earlier claims that may say the same as one text, best first: see :func:`same_of_all`."""
    return same_of_all(session, [Question(words, beside)], but_claim_ids=but_claim_ids, limit=limit)[0]


def same_of_all(
    session: Session, questions: Sequence[Question], *, but_claim_ids: Collection[int] = (), limit: int = SHOWN
) -> list[tuple[Match, ...]]:
    """For each text the earlier claims that may say the same, best first.

    ``but_claim_ids`` are claims of this desk that are left out. Six queries, however many texts and claims there are.
    """
    every = [likeness.ask(one.words, one.beside) for one in questions]
    counts = counts_of(session, {term for asked in every for term in (*asked.terms, *asked.beside)})
    weighed = [likeness.weigh(asked, counts) for asked in every]
    most = CANDIDATES if len(questions) == 1 else CANDIDATES_OF_MANY
    ids = candidates(session, weighed, limit=most)
    told = _terms_of(session, {one for found in ids for one in found}, but_claim_ids)
    near = [
        sorted((one for one in found if one in told), key=lambda one: (-likeness.rough(each, told[one]), one))[
            :LOOKED_AT
        ]
        for each, found in zip(weighed, ids, strict=True)
    ]
    rows = _words_of(session, {one for found in near for one in found})
    told = {key: replace(told[key], claim=row.claim, title=row.title) for key, row in rows.items()}
    counts = _with_titles(session, counts, told.values())
    return [
        _ranked(likeness.weigh(asked, counts), [(rows[one], told[one]) for one in found])[:limit]
        for asked, found in zip(every, near, strict=True)
    ]


def _ranked(weighed: Weighed, rows: Iterable[tuple[Any, Told]]) -> tuple[Match, ...]:
    found = [_match(weighed, row, told) for row, told in rows]
    return tuple(sorted(found, key=lambda one: (-one.score, one.entry_id)))


def counts_of(session: Session, terms: Collection[str]) -> Counts:
    """In how many claims these terms stood when they were last counted; one query."""
    wanted = select(EarlierTerm.term, EarlierTerm.claims).where(EarlierTerm.term.in_(sorted(terms)))
    total = select(EarlierCensus.id, EarlierCensus.entries).where(EarlierCensus.id == 1)
    counts = {row[0]: row[1] for row in session.execute(wanted)}
    return Counts(session.execute(total).one()[1], counts)


def _with_titles(session: Session, counts: Counts, told: Iterable[Told]) -> Counts:
    """The same counts, and those of the terms in these titles."""
    missing = {term for one in told for term in one.title_terms or one.claim_terms} - counts.of.keys()
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


def candidates(session: Session, questions: Sequence[Weighed], *, limit: int = CANDIDATES) -> list[list[int]]:
    """For each question the entries that share its rarest terms, those with the greatest sum of weights first.

    Of a term that is not rare, only the newest entries are looked at. One query.
    """
    engine = session.get_bind().dialect.name
    most = MOST_TERMS if len(questions) == 1 else max(2, MOST_PARTS // len(questions))
    parts: list[str] = []
    values: dict[str, Any] = {}
    for place, weighed in enumerate(questions):
        for term, weight, rare in chosen_terms(weighed)[:most]:
            key = len(parts)
            places = _PLACES[engine].format(term=f":term{key}", newest="" if rare else _NEWEST[engine])
            columns = f"{place} AS question, id, CAST(:weight{key} AS float) AS weight"
            parts.append(f"SELECT {columns} FROM ({places}) AS places{key}")  # noqa: S608
            values |= {f"term{key}": f"{_QUOTE[engine]}{term}{_QUOTE[engine]}", f"weight{key}": weight}
    found: list[list[int]] = [[] for _ in questions]
    if parts and len(questions) == 1:
        wanted = f"SELECT id FROM ({' UNION ALL '.join(parts)}) AS every_place GROUP BY id"  # noqa: S608
        statement = text(f"{wanted} ORDER BY sum(weight) DESC, id LIMIT :most")
        found[0] = [row[0] for row in session.execute(statement, {**values, "most": limit})]
    elif parts:
        order = "row_number() OVER (PARTITION BY question ORDER BY sum(weight) DESC, id)"
        summed = f"SELECT question, id, {order} AS place FROM ({' UNION ALL '.join(parts)}) AS every_place"  # noqa: S608
        wanted = f"SELECT question, id FROM ({summed} GROUP BY question, id) AS ranked WHERE place <= :most"  # noqa: S608
        for question, key in session.execute(text(f"{wanted} ORDER BY question, place"), {**values, "most": limit}):
            found[question].append(key)
    return found


def _terms_of(session: Session, ids: Collection[int], but_claim_ids: Collection[int]) -> dict[int, Told]:
    """The stems of these entries, without their words."""
    if not ids:
        return {}
    wanted = select(EarlierClaim.id, EarlierClaim.claim_terms, EarlierClaim.title_terms)
    wanted = wanted.where(EarlierClaim.id.in_(sorted(ids)))
    if but_claim_ids:
        wanted = wanted.where(or_(EarlierClaim.claim_id.is_(None), EarlierClaim.claim_id.not_in(but_claim_ids)))
    return {row[0]: Told("", "", tuple(row[1].split()), tuple(row[2].split())) for row in session.execute(wanted)}


def _words_of(session: Session, ids: Collection[int]) -> dict[int, Any]:
    """The words of these entries: id, check_id, claim_id, external_id, claim, title."""
    if not ids:
        return {}
    wanted = (
        select(
            EarlierClaim.id,
            EarlierClaim.check_id,
            EarlierClaim.claim_id,
            func.coalesce(EarlierCheck.external_id, "").label("external_id"),
            func.coalesce(EarlierCheck.claim, Claim.wording).label("claim"),
            func.coalesce(EarlierCheck.title, "").label("title"),
        )
        .outerjoin(EarlierCheck, EarlierCheck.id == EarlierClaim.check_id)
        .outerjoin(Claim, Claim.id == EarlierClaim.claim_id)
        .where(EarlierClaim.id.in_(sorted(ids)))
    )
    return {row.id: row for row in session.execute(wanted)}


def _match(weighed: Weighed, row: Any, told: Told) -> Match:
    score = likeness.score(weighed, told)
    band = Band(likeness.band(score, differing=likeness.differs(weighed.asked, told)))
    return Match(row.id, row.check_id, row.claim_id, row.external_id, row.claim, row.title, score, band)


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


def desk_claims(session: Session, claim_ids: Collection[int]) -> dict[int, DeskClaim]:
    """What is known of these claims of this desk; one query."""
    if not claim_ids:
        return {}
    wanted = (
        select(
            Claim.id, Ticket.id, Ticket.state, Ticket.duplicate_of_id, Article.title, Article.published_on, Source.name
        )
        .join(Ticket, Ticket.claim_id == Claim.id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Article.publisher_id))
        .where(Claim.id.in_(sorted(claim_ids)))
    )
    return {row[0]: DeskClaim(*row[1:]) for row in session.execute(wanted)}


def reusable(session: Session, claim_ids: Collection[int]) -> dict[int, tuple[list[Statement], int]]:
    """The statements of these claims that another claim may use too, oldest first, and how many are left out.

    Left out is what a protected source said, and what was said off the record or on background. One query.
    """
    found: dict[int, tuple[list[Statement], int]] = {one: ([], 0) for one in claim_ids}
    if not claim_ids:
        return found
    wanted = (
        select(Statement, Source.protected)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Statement.claim_id.in_(sorted(claim_ids)), Statement.removed_at.is_(None))
        .where(Statement.article_own.is_(False), Statement.report_id.is_not(None))
        .order_by(Statement.id)
    )
    for row, protected in session.execute(wanted):
        kept, left = found[row.claim_id]
        if protected or row.ground_rules in CONFIDENTIAL:
            found[row.claim_id] = (kept, left + 1)
        else:
            kept.append(row)
    return found


def speakers_of(session: Session, claim_id: int) -> str:
    """Who is named as having said a claim, in one line: what stands beside its words. No protected source is told."""
    wanted = (
        select(Source.name)
        .join(Statement, Statement.source_id == Source.id)
        .where(Statement.claim_id == claim_id, Statement.in_chain, Statement.removed_at.is_(None))
        .where(
            Statement.naming == Naming.NAMED, Statement.ground_rules.not_in(CONFIDENTIAL), Source.protected.is_(False)
        )
        .order_by(Statement.id)
    )
    return ", ".join(session.scalars(wanted))
