"""What people decide about the reader's claims and disclaimers, handed to the room that keeps it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.articles import rules
from verifier.articles.actions import learn
from verifier.articles.models import Article, Claim
from verifier.learning.actions import decide
from verifier.learning.rules import Record
from verifier.learning.types import Outcome, Proposal, Proposed
from verifier.reading.types import ProposedClaim, ProposedDisclaimer, Reading, Span


def judge_claims(
    session: Session, claims: Sequence[Claim], outcome: Outcome, *, by: Person | None, now: datetime
) -> None:
    """Keep what a person decided on the proposals that became these claims, all of one article."""
    if claims:
        proposals = [Proposed(Proposal.CLAIM, f"{row.start}-{row.end}", row.rule, row.kind) for row in claims]
        by_id = by.id if by else None
        decide(session, proposals, outcome, article_id=claims[0].article_id, by_id=by_id, now=now)


def judge_intake(
    session: Session,
    article: Article,
    *,
    shown: Reading,
    claims: Collection[Span],
    disclaimers: Collection[Span],
    record: Record,
    by: Person,
    now: datetime,
) -> None:
    """Keep what a person left ticked of the proposals shown to them, and learn the publisher's disclaimers they kept.

    What was proposed as not checkable and left so is no decision against the reader. ``record`` is the one by which the
    proposals were ranked: what did not fit on the page was not judged.
    """
    seen = rules.by_worth(shown.claims, record)[: rules.MOST_PROPOSALS]
    kept = [_claim(one) for one in seen if one.span in claims]
    dropped = [_claim(one) for one in seen if one.span not in claims and one.checkable]
    kept += [_disclaimer(one) for one in shown.disclaimers if one.span in disclaimers]
    dropped += [_disclaimer(one) for one in shown.disclaimers if one.span not in disclaimers]
    for proposals, outcome in ((kept, Outcome.ACCEPTED), (dropped, Outcome.REJECTED)):
        decide(session, proposals, outcome, article_id=article.id, by_id=by.id, now=now)
    for one in shown.disclaimers:
        words = one.span.of(article.text)
        if one.span in disclaimers and rules.is_recurring(one.kind, one.scope) and rules.can_be_learned(words):
            learn(session, article, words=words, kind=one.kind, by=by, now=now)


def _claim(one: ProposedClaim) -> Proposed:
    return Proposed(Proposal.CLAIM, f"{one.span.start}-{one.span.end}", one.rule, one.kind)


def _disclaimer(one: ProposedDisclaimer) -> Proposed:
    return Proposed(Proposal.DISCLAIMER, f"{one.span.start}-{one.span.end}", one.rule)
