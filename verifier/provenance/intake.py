"""From a reading to tickets: an article, its disclaimers, its claims, each with a ticket and a proposed chain."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from verifier.articles import actions as articles
from verifier.articles.models import Article
from verifier.articles.types import Recognised
from verifier.provenance.actions import propose_chain
from verifier.provenance.actions_alike import mark_article
from verifier.provenance.actions_reports import Filed
from verifier.reading.types import Reading
from verifier.sources.models import Source
from verifier.tickets.actions import open_ticket
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting


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
    for all. Raises RuleBroken where the article is not fit to be kept or was taken in already.
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
    kept = [one for place, one in enumerate(found.disclaimers) if disclaimers is None or place in disclaimers]
    articles.add_disclaimers(session, article, kept)
    groups: dict[str, Source] = {}
    filed: Filed = {}
    for place, proposed in enumerate(found.claims):
        if wanted is not None and place not in wanted:
            continue
        claim = articles.add_proposed_claim(session, article, proposed)
        open_ticket(session, claim=claim, article=article, acting=acting, accepted=False)
        hops = proposed.chain[1:]
        propose_chain(session, claim=claim, article=article, hops=hops, groups=groups, filed=filed, acting=acting)
    mark_article(session, article, kept, acting)
    return article


def mark_claim(session: Session, article: Article, *, quote: str, acting: Acting) -> Ticket:
    """A ticket for words that a person marked in the text; its chain begins with the article's own statement."""
    claim = articles.add_marked_claim(session, article, quote=quote)
    ticket = open_ticket(session, claim=claim, article=article, acting=acting, accepted=True)
    propose_chain(session, claim=claim, article=article, hops=(), groups={}, acting=acting)
    return ticket
