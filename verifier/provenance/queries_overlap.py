"""What can be asked about the texts of statements and articles, and what they have in common."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, defer

from verifier.archive import queries as archive
from verifier.articles.models import Article, Claim
from verifier.provenance.models import ArticleLikeness, ArticleMark, Derivation, Statement, TextOverlap
from verifier.provenance.types import DerivationStatus

BY_OVERLAP = "overlap"
"""The rule that stands on a hop proposed because texts are near-identical."""


@dataclass(frozen=True, slots=True)
class Worded:
    """The text by which a statement is compared: of its article, its captured page, or its quoted words."""

    statement_id: int
    text: str
    kind: str


def texts_of(session: Session, statements: Collection[Statement]) -> dict[int, Worded]:
    """The texts of these statements of one claim, by id; those without words are left out. Two queries at most."""
    kept = archive.texts_of(session, {row.capture_id for row in statements if row.capture_id})
    own = next((row for row in statements if row.article_own), None)
    article_text = ""
    if own is not None:
        of_claim = select(Article.text).join(Claim, Claim.article_id == Article.id).where(Claim.id == own.claim_id)
        article_text = session.scalar(of_claim) or ""
    found: dict[int, Worded] = {}
    for row in statements:
        captured = kept[row.capture_id].text if row.capture_id in kept else ""
        text, kind = (article_text, "article") if row.article_own else (captured, "copy")
        if not text.strip():
            text, kind = row.quote, "quote"
        if text.strip():
            found[row.id] = Worded(row.id, text, kind)
    return found


def overlaps_of(session: Session, claim_id: int) -> Sequence[TextOverlap]:
    """What was found in common between texts of one claim, most first."""
    wanted = select(TextOverlap).where(TextOverlap.claim_id == claim_id)
    return session.scalars(
        wanted.order_by(
            TextOverlap.share.desc(), TextOverlap.common.desc(), TextOverlap.first_id, TextOverlap.second_id
        )
    ).all()


def overlaps_with(session: Session, statement_id: int) -> dict[tuple[int, int], TextOverlap]:
    """What was found in common between the text of one statement and others, by pair."""
    wanted = select(TextOverlap).where((TextOverlap.first_id == statement_id) | (TextOverlap.second_id == statement_id))
    return {(row.first_id, row.second_id): row for row in session.scalars(wanted)}


def hops_between(session: Session, pair: tuple[int, int]) -> Sequence[Derivation]:
    """The hops between two statements in either direction, rejected ones too."""
    first, second = pair
    wanted = select(Derivation).where(
        tuple_(Derivation.downstream_id, Derivation.upstream_id).in_([(first, second), (second, first)])
    )
    return session.scalars(wanted.order_by(Derivation.id)).all()


def day_of(session: Session, statement: Statement) -> date | None:
    """On which day a statement was made; that of its article for the article's own."""
    if not statement.article_own:
        return statement.said_on
    wanted = select(Article.published_on).join(Claim, Claim.article_id == Article.id)
    return session.scalar(wanted.where(Claim.id == statement.claim_id))


def is_live(hop: Derivation) -> bool:
    """Whether a hop stands, judged or not."""
    return hop.status is not DerivationStatus.REJECTED


def candidates(session: Session, article: Article, limit: int = 12) -> Sequence[Article]:
    """Articles of other publishers that share most marks with this one, most first; two marks at least.

    One query, however many articles there are; it costs as many rows of the index as share a mark.
    """
    own = select(ArticleMark.mark).where(ArticleMark.article_id == article.id)
    shared = (
        select(ArticleMark.article_id, func.count().label("shared"))
        .join(Article, Article.id == ArticleMark.article_id)
        .where(ArticleMark.mark.in_(own), Article.publisher_id != article.publisher_id)
        .group_by(ArticleMark.article_id)
        .having(func.count() > 1)
        .order_by(func.count().desc(), ArticleMark.article_id)
        .limit(limit)
        .subquery()
    )
    wanted = select(Article).join(shared, shared.c.article_id == Article.id)
    return session.scalars(wanted.order_by(shared.c.shared.desc(), Article.id)).all()


def likenesses_of(session: Session, article_id: int) -> Sequence[ArticleLikeness]:
    """The near-identical articles found for an article, whichever of the two came first, most alike first."""
    wanted = select(ArticleLikeness).where(
        (ArticleLikeness.article_id == article_id) | (ArticleLikeness.other_id == article_id)
    )
    return session.scalars(
        wanted.order_by(ArticleLikeness.share.desc(), ArticleLikeness.article_id, ArticleLikeness.other_id)
    ).all()


def likeness(session: Session, one_id: int, other_id: int) -> ArticleLikeness | None:
    """What was found in common between two articles, whichever is named first."""
    wanted = select(ArticleLikeness).where(
        tuple_(ArticleLikeness.article_id, ArticleLikeness.other_id).in_([(one_id, other_id), (other_id, one_id)])
    )
    return session.scalars(wanted.limit(1)).one_or_none()


def heads_of(session: Session, article_ids: Collection[int]) -> dict[int, Article]:
    """These articles without their texts, by id."""
    if not article_ids:
        return {}
    wanted = select(Article).options(defer(Article.text, raiseload=True)).where(Article.id.in_(article_ids))
    return {row.id: row for row in session.scalars(wanted)}


def unmarked(session: Session, limit: int) -> Sequence[Article]:
    """Articles that have no marks yet, oldest first."""
    marked = select(ArticleMark.article_id).where(ArticleMark.article_id == Article.id).exists()
    return session.scalars(select(Article).where(~marked).order_by(Article.id).limit(limit)).all()
