"""What can be asked about articles."""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, defer

from verifier.articles.models import Article, Claim, ClaimDisclaimer, Disclaimer, Draft, LearnedDisclaimer
from verifier.articles.rules import publisher_by
from verifier.kernel.errors import NotFound
from verifier.reading.types import DisclaimerScope, KnownDisclaimer
from verifier.sources.models import Source
from verifier.sources.queries import by_exact_name

MOST_KNOWN = 50
MOST_TRIED = 500


def text_digest(text: str) -> str:
    """How the same text is recognised: SHA-256 over its words, white space folded."""
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def by_id(session: Session, article_id: int) -> Article:
    """One article. Raises NotFound."""
    found = session.get(Article, article_id)
    if found is None:
        raise NotFound("There is no such article.")
    return found


def by_text(session: Session, text: str) -> Article | None:
    """The article with this very text, if it was taken in already."""
    return session.scalars(select(Article).where(Article.text_sha256 == text_digest(text))).one_or_none()


def by_url(session: Session, url: str) -> Article | None:
    """The newest article taken in from this address."""
    if not url:
        return None
    wanted = select(Article).where(Article.url == url).order_by(Article.id.desc()).limit(1)
    return session.scalars(wanted).one_or_none()


def by_newest(session: Session, *, before: int | None = None, limit: int = 30) -> Sequence[Article]:
    """A page of articles, newest first, without their texts; ``before`` is the id of the last one shown."""
    wanted = select(Article).options(defer(Article.text, raiseload=True)).order_by(Article.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Article.id < before)
    return session.scalars(wanted).all()


def by_ids(session: Session, ids: set[int]) -> dict[int, Article]:
    """Articles by id."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(Article).where(Article.id.in_(ids)))}


def claim_by_id(session: Session, claim_id: int) -> Claim:
    """One claim. Raises NotFound."""
    found = session.get(Claim, claim_id)
    if found is None:
        raise NotFound("There is no such claim.")
    return found


def claims_of(session: Session, article_id: int) -> Sequence[Claim]:
    """An article's claims in the order of the text."""
    wanted = select(Claim).where(Claim.article_id == article_id).order_by(Claim.start, Claim.end, Claim.id)
    return session.scalars(wanted).all()


def disclaimers_of(session: Session, article_ids: set[int]) -> dict[int, list[Disclaimer]]:
    """Disclaimers of these articles in the order of the text, by article."""
    found: dict[int, list[Disclaimer]] = {one: [] for one in article_ids}
    if article_ids:
        wanted = select(Disclaimer).where(Disclaimer.article_id.in_(article_ids))
        for row in session.scalars(wanted.order_by(Disclaimer.start, Disclaimer.id)):
            found[row.article_id].append(row)
    return found


def disclaimer_by_id(session: Session, disclaimer_id: int, article_id: int) -> Disclaimer:
    """One disclaimer of an article. Raises NotFound, also for one of another article."""
    found = session.get(Disclaimer, disclaimer_id)
    if found is None or found.article_id != article_id:
        raise NotFound("This article has no such disclaimer any more.")
    return found


def claim_disclaimers_of(session: Session, claim_ids: Sequence[int]) -> dict[int, list[Disclaimer]]:
    """Disclaimers of single claims that reach these claims, in the order of the text, by claim."""
    found: dict[int, list[Disclaimer]] = {one: [] for one in claim_ids}
    if found:
        wanted = (
            select(ClaimDisclaimer.claim_id, Disclaimer)
            .join(Disclaimer, Disclaimer.id == ClaimDisclaimer.disclaimer_id)
            .where(ClaimDisclaimer.claim_id.in_(claim_ids))
            .order_by(Disclaimer.start, Disclaimer.id)
        )
        for claim_id, row in session.execute(wanted):
            found[claim_id].append(row)
    return found


def disclaimers_for(session: Session, claim: Claim) -> tuple[list[Disclaimer], list[Disclaimer]]:
    """All disclaimers of a claim's article, and those of single claims that reach this one; one query."""
    linked = and_(ClaimDisclaimer.disclaimer_id == Disclaimer.id, ClaimDisclaimer.claim_id == claim.id)
    wanted = select(Disclaimer, ClaimDisclaimer.claim_id).outerjoin(ClaimDisclaimer, linked)
    wanted = wanted.where(Disclaimer.article_id == claim.article_id).order_by(Disclaimer.start, Disclaimer.id)
    rows = session.execute(wanted).all()
    return [row for row, _ in rows], [row for row, reached in rows if reached is not None]


def claim_scoped(session: Session, article_id: int) -> Sequence[Disclaimer]:
    """An article's disclaimers of single claims, in the order of the text."""
    wanted = select(Disclaimer).where(Disclaimer.article_id == article_id, Disclaimer.scope == DisclaimerScope.CLAIM)
    return session.scalars(wanted.order_by(Disclaimer.start, Disclaimer.id)).all()


def learned_of(session: Session, publisher_id: int) -> Sequence[LearnedDisclaimer]:
    """Every disclaimer learned of a publisher, newest first, forgotten ones among them."""
    wanted = select(LearnedDisclaimer).where(LearnedDisclaimer.publisher_id == publisher_id)
    return session.scalars(wanted.order_by(LearnedDisclaimer.id.desc())).all()


def learned_by_id(session: Session, learned_id: int, publisher_id: int) -> LearnedDisclaimer:
    """One learned disclaimer. Raises NotFound, also for one of another publisher."""
    found = session.get(LearnedDisclaimer, learned_id)
    if found is None or found.publisher_id != publisher_id:
        raise NotFound("This publisher has no such disclaimer any more.")
    return found


def learned_by_digests(session: Session, publisher_id: int, digests: Collection[str]) -> dict[str, LearnedDisclaimer]:
    """Learned disclaimers of a publisher by their digest, forgotten ones among them."""
    if not digests:
        return {}
    wanted = select(LearnedDisclaimer).where(
        LearnedDisclaimer.publisher_id == publisher_id, LearnedDisclaimer.folded_sha256.in_(digests)
    )
    return {row.folded_sha256: row for row in session.scalars(wanted)}


def in_force(session: Session, publisher: str) -> Sequence[LearnedDisclaimer]:
    """What was learned of a publisher of this name and not forgotten, the newest first, fifty at most."""
    source = by_exact_name(session, publisher) if publisher.strip() else None
    if source is None:
        return ()
    wanted = select(LearnedDisclaimer).where(
        LearnedDisclaimer.publisher_id == source.id, LearnedDisclaimer.forgotten_at.is_(None)
    )
    return session.scalars(wanted.order_by(LearnedDisclaimer.id.desc()).limit(MOST_KNOWN)).all()


def known_disclaimers(session: Session, publisher: str) -> tuple[KnownDisclaimer, ...]:
    """What the reader is told to look for in a text of this publisher."""
    return tuple(KnownDisclaimer(row.words, row.kind) for row in in_force(session, publisher))


def publisher_by_disclaimer(session: Session, text: str) -> str:
    """Whose learned disclaimer a text bears, where it does not say who published it; empty for none or several."""
    wanted = (
        select(Source.name, LearnedDisclaimer.words)
        .join(Source, Source.id == LearnedDisclaimer.publisher_id)
        .where(LearnedDisclaimer.forgotten_at.is_(None))
        .order_by(LearnedDisclaimer.id.desc())
        .limit(MOST_TRIED)
    )
    return publisher_by(text, [(name, KnownDisclaimer(words)) for name, words in session.execute(wanted)])


def titles_of(session: Session, article_ids: Collection[int]) -> dict[int, str]:
    """Headlines by article."""
    if not article_ids:
        return {}
    wanted = select(Article.id, Article.title).where(Article.id.in_(article_ids))
    return {row.id: row.title for row in session.execute(wanted)}


def draft_by_id(session: Session, draft_id: int, by_id: int) -> Draft:
    """One's own intake draft. Raises NotFound for a stranger's, as for none."""
    found = session.get(Draft, draft_id)
    if found is None or found.by_id != by_id:
        raise NotFound("This intake is no longer here. It was taken in or discarded.")
    return found


def drafts_of(session: Session, by_id: int) -> Sequence[Draft]:
    """One's own intakes that were begun and not finished, newest first, without their texts."""
    wanted = select(Draft).options(defer(Draft.text, raiseload=True)).where(Draft.by_id == by_id)
    return session.scalars(wanted.order_by(Draft.id.desc()).limit(20)).all()


def drafts_before(session: Session, moment: datetime, limit: int = 200) -> Sequence[Draft]:
    """Intakes begun before a moment, oldest first."""
    wanted = select(Draft).where(Draft.drafted_at < moment).order_by(Draft.drafted_at, Draft.id).limit(limit)
    return session.scalars(wanted).all()


def same_draft(session: Session, by_id: int, text: str) -> Draft | None:
    """One's own unfinished intake of this very text, if there is one."""
    wanted = select(Draft).where(Draft.by_id == by_id, Draft.text == text).order_by(Draft.id.desc()).limit(1)
    return session.scalars(wanted).one_or_none()
