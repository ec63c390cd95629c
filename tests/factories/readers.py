"""What readers see, looked at from outside, and the acts of a desk that change it."""

from factories.desk import Desk, with_reasons
from factories.visitor import Visitor
from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.accounts.types import Person, Role
from verifier.articles import queries as articles
from verifier.articles.models import Article, Claim
from verifier.provenance import actions as provenance
from verifier.provenance.rules import StatementFields
from verifier.provenance.types import Stance
from verifier.tickets import queries as ticket_queries
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting
from verifier.verdicts import actions as verdicts
from verifier.verdicts.types import VerdictFields


def claim_of(desk: Desk, ticket_id: int) -> int:
    """The id of a ticket's claim."""
    with desk.database.reading() as session:
        return session.get_one(Ticket, ticket_id).claim_id


def article_of(desk: Desk, ticket_id: int) -> int:
    """The id of the article of a ticket's claim."""
    with desk.database.reading() as session:
        return session.get_one(Claim, session.get_one(Ticket, ticket_id).claim_id).article_id


def rows_of(session: Session, ticket_id: int) -> tuple[Ticket, Claim, Article]:
    """A ticket with its claim and its article."""
    ticket = ticket_queries.by_id(session, ticket_id)
    claim = articles.claim_by_id(session, ticket.claim_id)
    return ticket, claim, articles.by_id(session, claim.article_id)


def correct(desk: Desk, ticket_id: int, fields: VerdictFields) -> None:
    """Reopen a published verdict, propose another and sign it."""
    me, editor = desk.person(), desk.person(Role.EDITOR)
    with desk.database.writing() as session:
        ticket, _, _ = rows_of(session, ticket_id)
        verdicts.reopen(session, ticket, reason="New figures.", acting=Acting(me, desk.now))
    with desk.database.writing() as session:
        ticket, claim, article = rows_of(session, ticket_id)
        acting = Acting(me, desk.later(days=1))
        answered = with_reasons(session, ticket, fields)
        verdicts.propose(session, ticket, claim, article, answered, acting=acting, version=None)
    desk.sign(ticket_id, editor)


def furnish(desk: Desk, ticket_id: int, me: Person) -> None:
    """Sources of every sort on a ticket in progress."""
    with desk.database.writing() as session:
        ticket, claim, _ = rows_of(session, ticket_id)
        for number, stance in enumerate(Stance):
            fields = StatementFields(f"Quay Times {number}", "outlet", stance, url=f"https://quay.example/{number}")
            provenance.add_statement(
                session, ticket, claim, fields, capture_id=None, acting=Acting(me, desk.now), version=None
            )


def all_public(reader: Visitor, desk: Desk) -> str:
    """Everything a stranger can read: pages, documents, feeds and headers."""
    with desk.database.reading() as session:
        claims, texts = session.scalars(select(Claim.id)).all(), session.scalars(select(Article.id)).all()
    paths = ["/public", "/public/corrections", "/feeds/claims.atom", "/robots.txt", "/healthz"]
    paths += [f"/public/articles/{one}" for one in texts]
    for one in claims:
        paths += [f"/public/claims/{one}{end}" for end in ("", "/claimreview.json", "/prov.json")]
    answers = [reader.get(path) for path in paths]
    return "\n".join(f"{answer.headers}\n{answer.text}" for answer in answers)
