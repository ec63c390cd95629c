"""What provenance can be asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from verifier.archive import queries as originals
from verifier.kernel.errors import NotFound
from verifier.provenance.hops import reach
from verifier.provenance.models import Derivation, Grade, Statement, TextOverlap
from verifier.provenance.overlap import LEAST_COMMON, NEAR_IDENTICAL, is_near_identical
from verifier.provenance.queries_overlap import overlaps_of
from verifier.provenance.types import Access, ChainEnd, DerivationStatus, Derived, Graph, Naming, Relation, Teller, Told
from verifier.provenance.voices import teller_in
from verifier.sources.kinship import Kinship
from verifier.sources.models import Source
from verifier.sources.queries import merges_among, speakers, standing_for


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """All rows of one claim's graph: statements that were not removed, hops between them that were not rejected.

    ``sources`` gives, for the source a statement bears, the one that stands for it: whoever was merged is one with it.
    ``alike`` are pairs of statements with near-identical text that nobody has judged to be no copies.
    """

    statements: tuple[Statement, ...]
    derivations: tuple[Derivation, ...]
    sources: dict[int, Source]
    alike: tuple[tuple[int, int], ...] = ()
    kinship: Kinship = field(default_factory=Kinship)

    def article_own(self) -> Statement | None:
        """The article's own statement."""
        return next((row for row in self.statements if row.article_own), None)

    def links(self) -> tuple[Derivation, ...]:
        """The hops between the article's own statement and those entered as hops: what the chain can run along."""
        tied = {row.id for row in self.statements if row.article_own or row.in_chain}
        return tuple(hop for hop in self.derivations if {hop.downstream_id, hop.upstream_id} <= tied)

    def beside(self) -> tuple[Derivation, ...]:
        """The hops that the chain does not run along: what a source beside it took, or gave."""
        along = {hop.id for hop in self.links()}
        return tuple(hop for hop in self.derivations if hop.id not in along)

    def are_joined(self, pair: tuple[int, int]) -> bool:
        """Whether one of two statements goes back to the other, or both to the same source, by hops that are known."""
        teller = {row.id: self.sources[row.source_id].id for row in self.statements}
        one, other = (teller[id_] for id_ in pair)
        upstream: dict[int, list[int]] = {source_id: [] for source_id in teller.values()}
        for hop in self.derivations:
            upstream[teller[hop.downstream_id]].append(teller[hop.upstream_id])
        return other in reach([one], upstream) or one in reach([other], upstream)

    def chain(self) -> tuple[Statement, ...]:
        """The article's chain from the outlet inwards, along the first hop where it forks; a loop is cut."""
        by_id = {row.id: row for row in self.statements}
        upstream: dict[int, int] = {}
        for hop in self.links():
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
    """The graphs' rows of these claims, in four queries whatever their number."""
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
    spoke = speakers(session, {row.source_id for row in statements})
    told: dict[int, list[Statement]] = defaultdict(list)
    derived: dict[int, list[Derivation]] = defaultdict(list)
    for statement in statements:
        told[statement.claim_id].append(statement)
    for derivation in _between(statements, derivations):
        derived[derivation.claim_id].append(derivation)
    alike = _alike_of(session, claim_ids)
    return {
        one: ClaimRows(tuple(told[one]), tuple(derived[one]), spoke.by_id, alike.get(one, ()), spoke.kinship)
        for one in claim_ids
    }


def _alike_of(session: Session, claim_ids: Sequence[int]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Pairs of statements with near-identical text, by claim; those that a person judged to be no copies left out."""
    wanted = select(TextOverlap.claim_id, TextOverlap.first_id, TextOverlap.second_id).where(
        TextOverlap.claim_id.in_(claim_ids),
        TextOverlap.share >= NEAR_IDENTICAL,
        TextOverlap.common >= LEAST_COMMON,
        TextOverlap.dismissed.is_(False),
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in session.execute(wanted.order_by(TextOverlap.first_id, TextOverlap.second_id)):
        found[row[0]].append((row[1], row[2]))
    return {claim_id: tuple(pairs) for claim_id, pairs in found.items()}


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
    """One claim's rows with what was taken out of them, newest first, and what its texts have in common."""

    rows: ClaimRows
    removed: tuple[Statement, ...]
    overlaps: tuple[TextOverlap, ...] = ()


def whole_of(session: Session, claim_id: int) -> Whole:
    """Everything ever said on a claim, in four queries."""
    found = session.scalars(select(Statement).where(Statement.claim_id == claim_id).order_by(Statement.id)).all()
    derivations = session.scalars(
        select(Derivation)
        .where(Derivation.claim_id == claim_id, Derivation.status != DerivationStatus.REJECTED)
        .order_by(Derivation.id)
    ).all()
    spoke = speakers(session, {row.source_id for row in found})
    kept = tuple(row for row in found if row.removed_at is None)
    taken_out = [(row.removed_at, row.id, row) for row in found if row.removed_at is not None]
    removed = tuple(one[2] for one in sorted(taken_out, key=lambda one: one[:2], reverse=True))
    live = {row.id for row in kept}
    overlaps = tuple(one for one in overlaps_of(session, claim_id) if live >= {one.first_id, one.second_id})
    alike = (one for one in overlaps if is_near_identical(one.share, one.common) and not one.dismissed)
    pairs = tuple((one.first_id, one.second_id) for one in alike)
    return Whole(ClaimRows(kept, _between(kept, derivations), spoke.by_id, pairs, spoke.kinship), removed, overlaps)


def teller_of(source: Source, source_id: int, kinship: Kinship) -> Teller:
    """Who told a statement, as the graph needs it: ``source`` stands for the one it bears, ``source_id``."""
    if source_id not in kinship.ties:
        return Teller(source.id, source.owner_id, source.feed_id)
    return teller_in(kinship, source_id)


def graph(rows: ClaimRows, kinship: Kinship | None = None) -> Graph:
    """The frozen graph on which the plain functions of this room work; a place held for nobody is no statement.

    ``kinship``: as it would be if sources were merged so.
    """
    unknown = rows.unknown()
    kin = rows.kinship if kinship is None else kinship
    known = {row.id for row in rows.statements}
    told = tuple(
        Told(
            id=row.id,
            teller=teller_of(rows.sources[row.source_id], row.source_id, kin),
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
    alike = tuple(pair for pair in rows.alike if known >= set(pair))
    return Graph(told, derived, own.id if own else None, alike)


def removed_of(session: Session, claim_id: int) -> Sequence[Statement]:
    """Statements that were taken out of a claim and can be put back, newest first."""
    wanted = (
        select(Statement)
        .where(Statement.claim_id == claim_id, Statement.removed_at.is_not(None))
        .order_by(Statement.removed_at.desc(), Statement.id.desc())
    )
    return session.scalars(wanted).all()


def count_by_source(session: Session, source_ids: Sequence[int]) -> dict[int, int]:
    """On how many claims each of these sources speaks, or one that was merged into it."""
    if not source_ids:
        return {}
    into = merges_among(session, source_ids)
    who = case(into, value=Statement.source_id, else_=Statement.source_id) if into else Statement.source_id
    wanted = (
        select(who, func.count(func.distinct(Statement.claim_id)))
        .where(Statement.source_id.in_({*source_ids, *into}), Statement.removed_at.is_(None))
        .group_by(who)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def claims_of(source_ids: Collection[int]) -> Select[int]:
    """In a query: the ids of the claims on which these sources speak."""
    return select(Statement.claim_id).where(Statement.source_id.in_(source_ids), Statement.removed_at.is_(None))


def claims_between(ones: Collection[int], others: Collection[int]) -> Select[int]:
    """In a query: the ids of the claims on which one of these speaks and one of those."""
    return claims_of(ones).where(Statement.claim_id.in_(claims_of(others)))


def parts_in(session: Session, source_ids: Collection[int], claim_ids: Collection[int]) -> dict[int, list[Statement]]:
    """What these sources say on these claims, by claim."""
    found: dict[int, list[Statement]] = {}
    if claim_ids:
        wanted = (
            select(Statement)
            .where(
                Statement.claim_id.in_(claim_ids),
                Statement.source_id.in_(source_ids),
                Statement.removed_at.is_(None),
            )
            .order_by(Statement.id)
        )
        for row in session.scalars(wanted):
            found.setdefault(row.claim_id, []).append(row)
    return found


def statements_by_id(session: Session, ids: Collection[int]) -> dict[int, Statement]:
    """Statements by id, removed ones too."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(Statement).where(Statement.id.in_(ids)))}


def end_of(rows: ClaimRows) -> ChainEnd:
    """Where the article's chain ends, judged by its last statement: what a list shows of a chain."""
    chain = rows.chain()
    if not chain:
        return ChainEnd.UNKNOWN
    last = chain[-1]
    if any(hop.downstream_id == last.id for hop in rows.links()):
        return ChainEnd.CIRCULAR
    into = rows.hop_into(last.id)
    if into is not None and into.relation is Relation.UNKNOWN and last.naming is not Naming.NAMED:
        return ChainEnd.UNKNOWN
    if last.access is Access.FIRST_HAND:
        return ChainEnd.FIRST_HAND
    return ChainEnd.NAMED if last.naming is Naming.NAMED else ChainEnd.UNNAMED


def said_again(
    session: Session, claim_id: int, source_id: int, *, by_id: int | None, written: Mapping[str, Any]
) -> Statement | None:
    """The source beside the chain that this person added in exactly these words, as a form that is sent twice does."""
    columns = [getattr(Statement, name) == value for name, value in written.items() if name != "capture_id"]
    wanted = (
        select(Statement)
        .where(
            Statement.claim_id == claim_id, Statement.source_id == source_id, Statement.added_by_id == by_id, *columns
        )
        .where(Statement.in_chain.is_(False), Statement.removed_at.is_(None))
        .order_by(Statement.id)
    )
    alike = session.scalars(wanted).all()
    kept = originals.by_ids(
        session, {key for key in (written["capture_id"], *(row.capture_id for row in alike)) if key}
    )
    digests: dict[int | None, str | None] = {None: None, **{key: capture.sha256 for key, capture in kept.items()}}
    return next((row for row in alike if digests[row.capture_id] == digests[written["capture_id"]]), None)


def guarded_captures(session: Session, capture_ids: Collection[int]) -> set[int]:
    """Those of these originals that stand behind what a protected source says, or said before it was taken out."""
    if not capture_ids:
        return set()
    wanted = (
        select(Statement.capture_id)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Statement.capture_id.in_(capture_ids), Source.protected)
    )
    return {one for one in session.scalars(wanted) if one is not None}
