"""From a reading to tickets: an article, its disclaimers, its claims, each with a ticket and a proposed chain."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from verifier.articles import actions as articles
from verifier.articles import queries, rules
from verifier.articles.judging import judge_claims
from verifier.articles.models import Article
from verifier.articles.types import Recognised
from verifier.kernel.errors import RuleBroken
from verifier.learning.queries import claim_record
from verifier.learning.rules import weight
from verifier.learning.types import Outcome
from verifier.provenance.actions import propose_chain
from verifier.provenance.actions_alike import mark_article
from verifier.provenance.actions_reports import Filed
from verifier.reading.reach import all_reached
from verifier.reading.types import DisclaimerKind, DisclaimerScope, Reading, Span
from verifier.sources.models import Source
from verifier.tickets.actions import discard, open_ticket
from verifier.tickets.models import Ticket
from verifier.tickets.queries import by_claims
from verifier.tickets.types import Acting, TicketState


def take_in_reading(
    session: Session,
    *,
    what: Recognised,
    text: str,
    notes: Sequence[str],
    found: Reading,
    wanted: Collection[int] | None = None,
    disclaimers: Collection[int] | None = None,
    capture_id: int,
    acting: Acting,
) -> Article:
    """Take in an article with what the reader found in it; every claim kept becomes a proposed ticket.

    ``wanted`` and ``disclaimers`` are indexes into the reading's claims and disclaimers that a person left ticked, None
    for all. Tickets are opened in the order of the text, those of rules that this desk keeps rejecting last: among
    equally urgent ones, the queue keeps that order. Raises RuleBroken where the article is not fit to be kept or was
    taken in already.
    """
    article = articles.take_in(
        session,
        what=what,
        text=text,
        notes=notes,
        conflicts=found.conflicts,
        capture_id=capture_id,
        by=acting.person,
        now=acting.at,
    )
    kept = replace(
        found,
        claims=tuple(one for place, one in enumerate(found.claims) if wanted is None or place in wanted),
        disclaimers=tuple(
            one for place, one in enumerate(found.disclaimers) if disclaimers is None or place in disclaimers
        ),
    )
    rows = articles.add_disclaimers(session, article, kept.disclaimers)
    record = claim_record(session)
    groups: dict[str, Source] = {}
    filed: Filed = {}
    claims: dict[Span, int] = {}
    for proposed in sorted(kept.claims, key=lambda one: -weight(one.rule, one.kind, record)):
        claim = articles.add_proposed_claim(session, article, proposed)
        claims[proposed.span] = claim.id
        open_ticket(session, claim=claim, article=article, acting=acting, accepted=False)
        hops = proposed.chain[1:]
        propose_chain(session, claim=claim, article=article, hops=hops, groups=groups, filed=filed, acting=acting)
    articles.link_claims(
        session,
        [
            (claims[claim.span], row.id)
            for row, reached in zip(rows, all_reached(kept, kept.disclaimers), strict=True)
            if row.scope is DisclaimerScope.CLAIM
            for claim in reached
        ],
    )
    mark_article(session, article, kept.disclaimers, acting)
    return article


def mark_claim(session: Session, article: Article, *, quote: str, acting: Acting) -> Ticket:
    """A ticket for words that a person marked in the text; its chain begins with the article's own statement."""
    others = [row.start for row in queries.claims_of(session, article.id)]
    claim = articles.add_marked_claim(session, article, quote=quote)
    judge_claims(session, [claim], Outcome.MISSED, by=acting.person, now=acting.at)
    scoped = queries.claim_scoped(session, article.id)
    if scoped:
        starts = [row.start for row in scoped]
        reaching = rules.reaching(article.text, article.title, claim=claim.start, others=others, disclaimers=starts)
        articles.link_claims(session, [(claim.id, scoped[number].id) for number in reaching])
    ticket = open_ticket(session, claim=claim, article=article, acting=acting, accepted=True)
    propose_chain(session, claim=claim, article=article, hops=(), groups={}, acting=acting)
    return ticket


def mark_disclaimer(session: Session, article: Article, *, quote: str, kind: DisclaimerKind, acting: Acting) -> int:
    """Keep words as the publisher's disclaimer and discard what is only proposed as a claim within them.

    Returns how many proposals those were; each can be reopened. Raises RuleBroken: only a person does this, and the
    words must stand in the text once.
    """
    if acting.person is None:
        raise RuleBroken("not_yours", "Only a person says what a publisher’s disclaimer is.")
    row = articles.mark_disclaimer(session, article, quote=quote, kind=kind, by=acting.person, now=acting.at)
    inside = [
        claim.id
        for claim in queries.claims_of(session, article.id)
        if row.start <= claim.start and claim.end <= row.end
    ]
    found = [one for one in by_claims(session, inside).values() if one.state is TicketState.PROPOSED]
    for ticket in found:
        discard(session, ticket, acting)
    return len(found)
