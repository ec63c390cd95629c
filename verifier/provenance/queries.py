"""What provenance can be asked."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from verifier.articles.models import Claim
from verifier.kernel.db import Rows
from verifier.kernel.errors import NotFound
from verifier.provenance.models import Derivation, Grade, Statement
from verifier.provenance.types import Access, ChainEnd, DerivationStatus, Derived, Graph, Naming, Relation, Teller, Told
from verifier.sources.models import Source


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """All rows of one claim's graph: statements that were not removed, hops between them that were not rejected."""

    statements: tuple[Statement, ...]
    derivations: tuple[Derivation, ...]
    sources: dict[int, Source]

    def article_own(self) -> Statement | None:
        """The article's own statement."""
        return next((row for row in self.statements if row.article_own), None)

    def chain(self) -> tuple[Statement, ...]:
        """The article's chain from the outlet inwards; a loop is cut.

        Where it forks, along the first hop that was entered as part of it, else along the first one.
        """
        by_id = {row.id: row for row in self.statements}
        upstream: dict[int, int] = {}
        for hop in sorted(self.derivations, key=lambda hop: not by_id[hop.upstream_id].in_chain):
            upstream.setdefault(hop.downstream_id, hop.upstream_id)
        found: list[Statement] = []
        here = self.article_own()
        while here is not None and here not in found:
            found.append(here)
            here = by_id.get(upstream.get(here.id, 0))
        return tuple(found)

    def hop_into(self, statement_id: int) -> Derivation | None:
        """The hop by which the chain reaches this statement, any hop into it where the chain does not."""
        found = [hop for hop in self.derivations if hop.upstream_id == statement_id]
        if len(found) > 1:
            before = {later.id: one.id for one, later in pairwise(self.chain())}.get(statement_id)
            found.sort(key=lambda hop: hop.downstream_id != before)
        return found[0] if found else None

    def corroboration(self) -> tuple[Statement, ...]:
        """The statements that are not part of the article's chain."""
        unknown = self.unknown()
        return tuple(
            row for row in self.statements if not row.article_own and not row.in_chain and row.id not in unknown
        )

    def unknown(self) -> dict[int, Derivation]:
        """The hops whose source nobody knows, by the id of the statement that holds the place of that source.

        Such a statement is one whose speaker is unknown to us, taken nobody knows how, by one teller, with nothing
        behind it. Where two tellers are known to have it from the same stranger, that stranger stands as a source.
        """
        leading = {hop.downstream_id for hop in self.derivations}
        tellers = Counter(hop.upstream_id for hop in self.derivations)
        strangers = {row.id for row in self.statements if row.naming is Naming.ANONYMOUS_TO_US} - leading
        return {
            hop.upstream_id: hop
            for hop in self.derivations
            if hop.upstream_id in strangers and hop.relation is Relation.UNKNOWN and tellers[hop.upstream_id] == 1
        }


def statement_by_id(session: Session, statement_id: int, claim_id: int) -> Statement:
    """One statement on a claim. Raises NotFound, also for one that belongs to another claim."""
    found = session.get(Statement, statement_id)
    if found is None or found.claim_id != claim_id:
        raise NotFound("There is no such source on this ticket.")
    return found


def own_statement_id(session: Session, claim_id: int) -> int:
    """The id of the article's own statement, where every chain begins. Raises NotFound."""
    found = session.scalar(select(Statement.id).where(Statement.claim_id == claim_id, Statement.article_own))
    if found is None:
        raise NotFound("This chain has no beginning.")
    return found


def rows_of(session: Session, claim_ids: Sequence[int]) -> dict[int, ClaimRows]:
    """The graphs' rows of these claims, in three queries whatever their number."""
    if not claim_ids:
        return {}
    statements = session.scalars(
        select(Statement)
        .where(Statement.claim_id.in_(claim_ids), Statement.removed_at.is_(None))
        .order_by(Statement.claim_id, Statement.id)
    ).all()
    derivations = session.scalars(
        select(Derivation)
        .where(Derivation.claim_id.in_(claim_ids), Derivation.status != DerivationStatus.REJECTED)
        .order_by(Derivation.claim_id, Derivation.id)
    ).all()
    wanted = {row.source_id for row in statements}
    sources = {row.id: row for row in session.scalars(select(Source).where(Source.id.in_(wanted)))} if wanted else {}
    told: dict[int, list[Statement]] = defaultdict(list)
    derived: dict[int, list[Derivation]] = defaultdict(list)
    for statement in statements:
        told[statement.claim_id].append(statement)
    for derivation in _between(statements, derivations):
        derived[derivation.claim_id].append(derivation)
    return {one: ClaimRows(tuple(told[one]), tuple(derived[one]), sources) for one in claim_ids}


def _between(statements: Sequence[Statement], derivations: Sequence[Derivation]) -> tuple[Derivation, ...]:
    """The hops of which neither end was removed: what was removed with a statement comes back with it."""
    there = {row.id for row in statements}
    return tuple(hop for hop in derivations if there.issuperset((hop.downstream_id, hop.upstream_id)))


def rows_for(session: Session, claim_id: int) -> ClaimRows:
    """The rows of one claim's graph."""
    return rows_of(session, [claim_id])[claim_id]


def derivation_by_id(session: Session, derivation_id: int, claim_id: int) -> Derivation:
    """One hop between two statements on a claim. Raises NotFound, also for one of another claim or a rejected one."""
    found = session.get(Derivation, derivation_id)
    if found is None or found.claim_id != claim_id or found.status is DerivationStatus.REJECTED:
        raise NotFound("There is no such hop on this ticket any more.")
    return found


def derivation_between(session: Session, downstream_id: int, upstream_id: int) -> Derivation | None:
    """The hop from one statement to another, a rejected one too."""
    wanted = select(Derivation).where(Derivation.downstream_id == downstream_id, Derivation.upstream_id == upstream_id)
    return session.scalars(wanted).one_or_none()


def grades_of(session: Session, claim_id: int) -> dict[int, tuple[Grade, ...]]:
    """Every grade of a claim's statements, newest first, by statement; a statement without one is left out."""
    wanted = (
        select(Grade)
        .join(Statement, Statement.id == Grade.statement_id)
        .where(Statement.claim_id == claim_id)
        .order_by(Grade.id.desc())
    )
    found: dict[int, tuple[Grade, ...]] = {}
    for row in session.scalars(wanted):
        found[row.statement_id] = (*found.get(row.statement_id, ()), row)
    return found


def grades_now(session: Session, claim_id: int) -> dict[int, Grade]:
    """The grade that holds for each of a claim's statements that has one."""
    return {statement_id: rows[0] for statement_id, rows in grades_of(session, claim_id).items()}


def hops_at(session: Session, statement: Statement) -> Sequence[Derivation]:
    """Every hop into a statement or out of it, rejected ones too."""
    wanted = select(Derivation).where(
        (Derivation.upstream_id == statement.id) | (Derivation.downstream_id == statement.id)
    )
    return session.scalars(wanted.order_by(Derivation.id)).all()


@dataclass(frozen=True, slots=True)
class Whole:
    """One claim's rows with what was taken out of them, newest first."""

    rows: ClaimRows
    removed: tuple[Statement, ...]


def whole_of(session: Session, claim_id: int) -> Whole:
    """Everything ever said on a claim, in three queries."""
    found = session.scalars(select(Statement).where(Statement.claim_id == claim_id).order_by(Statement.id)).all()
    derivations = session.scalars(
        select(Derivation)
        .where(Derivation.claim_id == claim_id, Derivation.status != DerivationStatus.REJECTED)
        .order_by(Derivation.id)
    ).all()
    wanted = {row.source_id for row in found}
    sources = {row.id: row for row in session.scalars(select(Source).where(Source.id.in_(wanted)))} if wanted else {}
    kept = tuple(row for row in found if row.removed_at is None)
    taken_out = [(row.removed_at, row.id, row) for row in found if row.removed_at is not None]
    removed = tuple(one[2] for one in sorted(taken_out, key=lambda one: one[:2], reverse=True))
    return Whole(ClaimRows(kept, _between(kept, derivations), sources), removed)


def graph(rows: ClaimRows) -> Graph:
    """The frozen graph on which the plain functions of this room work; a place held for nobody is no statement."""
    unknown = rows.unknown()
    known = {row.id for row in rows.statements}
    told = tuple(
        Told(
            id=row.id,
            teller=Teller(row.source_id, rows.sources[row.source_id].owner_id, rows.sources[row.source_id].feed_id),
            naming=row.naming,
            access=row.access,
            stance=row.stance,
            told_on=row.said_on,
            text=row.quote,
        )
        for row in rows.statements
        if row.id not in unknown
    )
    derived = tuple(
        Derived(
            hop.downstream_id,
            None if hop.upstream_id in unknown else hop.upstream_id,
            hop.relation,
            hop.status is DerivationStatus.CONFIRMED,
        )
        for hop in rows.derivations
        if hop.downstream_id in known and hop.upstream_id in known
    )
    own = rows.article_own()
    return Graph(told, derived, own.id if own else None)


def removed_of(session: Session, claim_id: int) -> Sequence[Statement]:
    """Statements that were taken out of a claim and can be put back, newest first."""
    wanted = (
        select(Statement)
        .where(Statement.claim_id == claim_id, Statement.removed_at.is_not(None))
        .order_by(Statement.removed_at.desc(), Statement.id.desc())
    )
    return session.scalars(wanted).all()


def count_by_source(session: Session, source_ids: Sequence[int]) -> dict[int, int]:
    """On how many claims each of these sources speaks."""
    if not source_ids:
        return {}
    wanted = (
        select(Statement.source_id, func.count(func.distinct(Statement.claim_id)))
        .where(Statement.source_id.in_(source_ids), Statement.removed_at.is_(None))
        .group_by(Statement.source_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def claims_resting_on(session: Session, source_id: int, limit: int = 200) -> Rows:
    """Claims on which a source speaks, newest first: claim id, article id, wording."""
    wanted = (
        select(Claim.id, Claim.article_id, Claim.wording)
        .where(
            Claim.id.in_(
                select(Statement.claim_id).where(Statement.source_id == source_id, Statement.removed_at.is_(None))
            )
        )
        .order_by(Claim.id.desc())
        .limit(limit)
    )
    return session.execute(wanted).all()


def end_of(rows: ClaimRows) -> ChainEnd:
    """Where the article's chain ends, judged by its last statement: what a list shows of a chain."""
    chain = rows.chain()
    if not chain:
        return ChainEnd.UNKNOWN
    last = chain[-1]
    if any(hop.downstream_id == last.id for hop in rows.derivations):
        return ChainEnd.CIRCULAR
    into = rows.hop_into(last.id)
    if into is not None and into.relation is Relation.UNKNOWN and last.naming is not Naming.NAMED:
        return ChainEnd.UNKNOWN
    if last.access is Access.FIRST_HAND:
        return ChainEnd.FIRST_HAND
    return ChainEnd.NAMED if last.naming is Naming.NAMED else ChainEnd.UNNAMED
