"""Verbs on near-identical articles: they are found when an article is taken in, and what is proposed is said aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.articles.models import Article, Claim, Disclaimer
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import NotFound, RuleBroken
from verifier.provenance import actions_reports as filing
from verifier.provenance import queries, queries_reports
from verifier.provenance import queries_overlap as looking
from verifier.provenance.joining import rebuild
from verifier.provenance.marks import marks
from verifier.provenance.models import ArticleLikeness, ArticleMark, Derivation, Report
from verifier.provenance.overlap import Passage, compare, overlap
from verifier.provenance.queries_overlap import BY_OVERLAP
from verifier.provenance.telling import add
from verifier.provenance.types import DerivationStatus, Medium, Relation
from verifier.reading.types import ProposedDisclaimer
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets.actions import edited, log
from verifier.tickets.models import Ticket
from verifier.tickets.rules import may_edit
from verifier.tickets.types import Acting, TicketState

UNTOUCHED = frozenset({TicketState.PROPOSED, TicketState.OPEN})
"""States in which nobody works on a ticket yet: a proposal may be put there without taking it first."""

NO_WORDS = 0
"""The mark of an article of nothing but disclaimers, so that it is not looked at again; no run of words has it."""

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Put:
    """On which tickets the copy was proposed; which were left as they are; how many claims the other does not hold."""

    proposed: tuple[int, ...]
    left: tuple[tuple[int, TicketState], ...]
    elsewhere: int


def mark_article(
    session: Session,
    article: Article,
    disclaimers: Sequence[ProposedDisclaimer] | Sequence[Disclaimer],
    acting: Acting,
) -> int:
    """Mark the text of an article, and find near-identical ones of other publishers; returns how many those are.

    The words by which it disowns itself are left out: all articles of a publisher share them. Linear in the text, then
    twelve articles at most are compared word by word.
    """
    text = _without(article.text, disclaimers)
    found_marks = sorted(marks(text)) or [NO_WORDS]
    rows = [{"article_id": article.id, "mark": mark} for mark in found_marks]
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(ArticleMark), rows[start : start + AT_ONCE])
    near = looking.candidates(session, article)
    found = compare(text, {one.id: one.text for one in near})
    alike = {id_: common for id_, common in found.items() if common.is_near_identical}
    for id_, common in sorted(alike.items()):
        later, earlier = max(article.id, id_), min(article.id, id_)
        if session.get(ArticleLikeness, (later, earlier)) is not None:
            continue
        session.add(
            ArticleLikeness(
                article_id=later,
                other_id=earlier,
                share=common.share,
                common=common.common,
                dismissed=False,
                compared_at=acting.at,
            )
        )
    session.flush()
    return len(alike)


def mark_old(session: Session, acting: Acting, *, limit: int = 20) -> int:
    """Mark articles that were taken in before marks were; returns how many."""
    rows = looking.unmarked(session, limit)
    disclaimers = articles.disclaimers_of(session, {row.id for row in rows})
    alike = sum(mark_article(session, row, disclaimers[row.id], acting) for row in rows)
    if alike:
        subject = Subject("article", rows[-1].id, 1)
        record(
            session, action="article:compare", subject=subject, actor_id=None, now=acting.at, detail={"alike": alike}
        )
    return len(rows)


def _without(text: str, disclaimers: Sequence[ProposedDisclaimer] | Sequence[Disclaimer]) -> str:
    places = [one if isinstance(one, Disclaimer) else one.span for one in disclaimers]
    spans = sorted((place.start, place.end) for place in places)
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = max(at, end)
    return "\n".join([*kept, text[at:]])


def dismiss(session: Session, one_id: int, other_id: int, *, dismissed: bool, acting: Acting) -> None:
    """Say that two near-identical articles are no copies of each other, or take that back. Raises NotFound."""
    row = _likeness(session, one_id, other_id)
    row.dismissed = dismissed
    session.flush()
    state = {"other": row.other_id, "dismissed": dismissed}
    subject = Subject("article", row.article_id, 1, state)
    action = "article:part" if dismissed else "article:join"
    by = acting.person.id if acting.person else None
    record(session, action=action, subject=subject, actor_id=by, now=acting.at, detail={"other": row.other_id})


def _likeness(session: Session, one_id: int, other_id: int) -> ArticleLikeness:
    row = looking.likeness(session, one_id, other_id)
    if row is None:
        raise NotFound("These two articles are not known to be alike.")
    return row


def propose_copy(session: Session, article: Article, other: Article, *, acting: Acting) -> Put:
    """Propose on this article's tickets that it republished the other one, where the claim's words stand in both.

    The hop is only proposed, next to the article: whoever works on the ticket judges it. Tickets in other hands, in
    review or signed are left. Raises NotFound where the two are not known to be alike, RuleBroken where they were
    judged to be no copies.
    """
    if _likeness(session, article.id, other.id).dismissed:
        raise RuleBroken("not_copies", "Somebody judged that neither is a copy. Take that back first.")
    claims = articles.claims_of(session, article.id)
    passages = overlap(article.text, other.text).passages
    shared = [claim for claim in claims if _stands_in(claim, passages)]
    by_claim = tickets.by_claims(session, [claim.id for claim in shared])
    report = _own_report(session, other, acting)
    proposed: list[int] = []
    left: list[tuple[int, TicketState]] = []
    for claim in shared:
        ticket = by_claim[claim.id]
        if queries_reports.serves(session, report.id, claim.id):
            continue
        if ticket.state in UNTOUCHED:
            _put_on(session, ticket, claim, other, report.id, acting)
        elif may_edit(acting.person, tickets.standpoint(session, ticket)):
            edited(session, ticket, acting, version=None)
            _put_on(session, ticket, claim, other, report.id, acting)
        else:
            left.append((ticket.id, ticket.state))
            continue
        proposed.append(ticket.id)
    return Put(tuple(proposed), tuple(left), len(claims) - len(shared))


def _own_report(session: Session, article: Article, acting: Acting) -> Report:
    return filing.file_own(
        session,
        article.publisher_id,
        acting,
        article_id=article.id,
        title=article.title,
        url=article.url,
        filed=None,
    )


def _stands_in(claim: Claim, passages: Sequence[Passage]) -> bool:
    """Whether at least half of a claim's words lie in passages that both texts have."""
    covered = sum(max(0, min(claim.end, end) - max(claim.start, start)) for start, end, _, _ in passages)
    return 2 * covered >= claim.end - claim.start


def _put_on(session: Session, ticket: Ticket, claim: Claim, other: Article, report_id: int, acting: Acting) -> None:
    """Put the other article into a chain right behind the article's own statement, as a proposal."""
    publisher = session.get_one(Source, other.publisher_id)
    order = [row.id for row in queries.rows_for(session, claim.id).chain()]
    here = add(
        session,
        claim,
        publisher,
        acting=acting,
        report_id=report_id,
        in_chain=True,
        medium=Medium.ARTICLE,
        url=other.url,
        said_on=other.published_on,
    )
    rebuild(session, ticket, order, [*order[:1], here.id, *order[1:]], acting, joined=DerivationStatus.PROPOSED)
    hop = queries.rows_for(session, claim.id).hop_into(here.id)
    if hop is not None:
        _as_copy(hop)
    session.flush()
    log(session, ticket, "derivation:propose_copy", acting, {"statement": here.id, "article": other.id})


def _as_copy(hop: Derivation) -> None:
    hop.relation, hop.rule, hop.inferred = Relation.REPUBLISHED, BY_OVERLAP, False
    hop.note = "Nearly the same text; found by comparing articles."
