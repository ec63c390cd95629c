"""What is on legal hold, and what was."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, union_all
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.kernel.db import Rows
from verifier.kernel.errors import NotFound
from verifier.tickets.models import LegalHold, Ticket
from verifier.tickets.types import FREE, Held

LISTED = 200


@dataclass(frozen=True, slots=True)
class Withholding:
    """Every hold that stands: what of which article, and what must not be told anywhere while they do.

    ``words`` are those of held claims, as they stand in the article and as the desk put them, and the titles of
    articles of which anything is held; ``addresses`` lead to those articles.
    """

    parts: Mapping[int, Held]
    words: frozenset[str]
    addresses: frozenset[str]

    def of(self, article_id: int) -> Held:
        """What of this article is on hold now."""
        return self.parts.get(article_id, FREE)


def by_id(session: Session, hold_id: int) -> LegalHold:
    """One hold. Raises NotFound."""
    found = session.get(LegalHold, hold_id)
    if found is None:
        raise NotFound("There is no such legal hold.")
    return found


def held_in(session: Session, article_ids: Collection[int]) -> dict[int, Held]:
    """What of each of these articles is on hold now."""
    found = dict.fromkeys(article_ids, FREE)
    if not found:
        return found
    wanted = (
        select(LegalHold.set_at, LegalHold.article_id, Claim.article_id, Claim.start, Claim.end)
        .outerjoin(Ticket, Ticket.id == LegalHold.ticket_id)
        .outerjoin(Claim, Claim.id == Ticket.claim_id)
        .where(LegalHold.lifted_at.is_(None))
        .where(or_(LegalHold.article_id.in_(article_ids), Claim.article_id.in_(article_ids)))
        .order_by(LegalHold.id)
    )
    for at, whole_id, part_id, start, end in session.execute(wanted):
        _add(found, part_id if whole_id is None else whole_id, at, None if whole_id is not None else (start, end))
    return found


def held_since(session: Session, ticket: Ticket) -> datetime | None:
    """Since when readers are not shown a ticket's claim, None where they are."""
    claim = session.get_one(Claim, ticket.claim_id)
    return held_in(session, [claim.article_id])[claim.article_id].since(claim.start, claim.end)


def withholding(session: Session) -> Withholding:
    """Every hold that stands, for a public page; one query."""
    wanted = (
        select(LegalHold.set_at, LegalHold.article_id, Article.id, Article.title, Article.url)
        .add_columns(Claim.start, Claim.end, Claim.exact, Claim.wording)
        .outerjoin(Ticket, Ticket.id == LegalHold.ticket_id)
        .outerjoin(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == func.coalesce(LegalHold.article_id, Claim.article_id))
        .where(LegalHold.lifted_at.is_(None))
        .order_by(LegalHold.id)
    )
    parts: dict[int, Held] = {}
    words: set[str] = set()
    addresses: set[str] = set()
    for at, whole_id, article_id, title, url, start, end, exact, wording in session.execute(wanted):
        _add(parts, article_id, at, None if whole_id is not None else (start, end))
        words |= {one for one in (exact, wording, title) if one}
        addresses |= {url} if url else set()
    return Withholding(parts, frozenset(words), frozenset(addresses))


def _add(parts: dict[int, Held], article_id: int, at: datetime, span: tuple[int, int] | None) -> None:
    known = parts.get(article_id, FREE)
    if span is None:
        parts[article_id] = Held(at, known.spans)
    else:
        parts[article_id] = Held(known.whole, (*known.spans, (*span, at)))


def holds_on(session: Session, *, ticket_id: int = 0, article_id: int = 0) -> Sequence[LegalHold]:
    """Every hold that stands or stood on a ticket's claim or on an article, newest first; 0 is none."""
    wanted = select(LegalHold).where(or_(LegalHold.ticket_id == ticket_id, LegalHold.article_id == article_id))
    return session.scalars(wanted.order_by(LegalHold.id.desc())).all()


def told_again(session: Session, limit: int) -> dict[int, datetime]:
    """Published tickets that a hold was put on or lifted from last, and when: readers of feeds must be told."""
    changed_at = func.coalesce(LegalHold.lifted_at, LegalHold.set_at).label("at")
    parts = (
        select(Ticket.id, changed_at).join(LegalHold, LegalHold.ticket_id == Ticket.id),
        select(Ticket.id, changed_at)
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(LegalHold, LegalHold.article_id == Claim.article_id),
    )
    every = union_all(*(part.where(Ticket.published_at.is_not(None)) for part in parts)).subquery()
    at = func.max(every.c.at)
    wanted = select(every.c.id, at).group_by(every.c.id).order_by(at.desc(), every.c.id.desc()).limit(limit)
    return {row[0]: row[1] for row in session.execute(wanted)}


def listed(session: Session, *, standing: bool, limit: int = LISTED) -> Rows:
    """Holds that stand, or that were lifted, newest first.

    Rows: id, ticket_id, article_id (also of a ticket's claim), reason, set_at, set_by_id, lift_reason, lift_asked_at,
    lift_asked_by_id, lifted_at, lifted_by_id, wording, title.
    """
    wanted = (
        select(
            LegalHold.id,
            LegalHold.ticket_id,
            Article.id.label("article_id"),
            LegalHold.reason,
            LegalHold.set_at,
            LegalHold.set_by_id,
            LegalHold.lift_reason,
            LegalHold.lift_asked_at,
            LegalHold.lift_asked_by_id,
            LegalHold.lifted_at,
            LegalHold.lifted_by_id,
            Claim.wording,
            Article.title,
        )
        .outerjoin(Ticket, Ticket.id == LegalHold.ticket_id)
        .outerjoin(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == func.coalesce(LegalHold.article_id, Claim.article_id))
        .where(LegalHold.lifted_at.is_(None) if standing else LegalHold.lifted_at.is_not(None))
        .order_by(LegalHold.id.desc())
        .limit(limit)
    )
    return session.execute(wanted).all()


def count_standing(session: Session) -> tuple[int, int]:
    """How many holds stand, and how many of them somebody asked to lift."""
    wanted = select(func.count(), func.count(LegalHold.lift_asked_at)).where(LegalHold.lifted_at.is_(None))
    row = session.execute(wanted).one()
    return row[0], row[1]
