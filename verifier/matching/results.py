"""What a list of hits shows, read from the rows themselves: one query for each kind, two for sources."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from verifier.articles.models import Article, Claim
from verifier.kernel.db import Rows
from verifier.provenance.models import Statement
from verifier.sources.models import Source
from verifier.sources.queries import other_names, standing_for
from verifier.tickets.models import Ticket
from verifier.verdicts.models import Verdict


def _in_order(rows: Rows, ids: Sequence[int]) -> list[Any]:
    by_subject = {row.subject_id: row for row in rows}
    return [by_subject[one] for one in ids if one in by_subject]


def claims(session: Session, ids: Sequence[int]) -> list[Any]:
    """Rows: subject_id (the claim), id (its ticket), state, wording, exact, title, publisher."""
    wanted = (
        select(Claim.id.label("subject_id"), Ticket.id, Ticket.state, Claim.wording, Claim.exact, Article.title)
        .add_columns(Source.name.label("publisher"))
        .join(Ticket, Ticket.claim_id == Claim.id)
        .join(Article, Article.id == Claim.article_id)
        .join(Source, Source.id == standing_for(Ticket.publisher_id))
        .where(Claim.id.in_(ids))
    )
    return _in_order(session.execute(wanted).all(), ids) if ids else []


def articles(session: Session, ids: Sequence[int]) -> list[Any]:
    """Rows: subject_id, title, byline, text, published_on, publisher."""
    wanted = (
        select(Article.id.label("subject_id"), Article.title, Article.byline, Article.text, Article.published_on)
        .add_columns(Source.name.label("publisher"))
        .join(Source, Source.id == standing_for(Article.publisher_id))
        .where(Article.id.in_(ids))
    )
    return _in_order(session.execute(wanted).all(), ids) if ids else []


def sources(session: Session, ids: Sequence[int]) -> list[tuple[Source, list[str]]]:
    """Sources, each with its other names; a protected one with none."""
    if not ids:
        return []
    found = {row.id: row for row in session.scalars(select(Source).where(Source.id.in_(ids)))}
    names = other_names(session, [one for one, row in found.items() if not row.protected])
    return [(found[one], sorted(names.get(one, ()))) for one in ids if one in found]


def statements(session: Session, ids: Sequence[int]) -> list[Any]:
    """Rows: subject_id, id (of the ticket), state, quote, mention, note, wording of the claim, speaker."""
    wanted = (
        select(Statement.id.label("subject_id"), Ticket.id, Ticket.state, Statement.quote, Statement.mention)
        .add_columns(Statement.note, Claim.wording, Source.name.label("speaker"))
        .join(Claim, Claim.id == Statement.claim_id)
        .join(Ticket, Ticket.claim_id == Claim.id)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Statement.id.in_(ids))
    )
    return _in_order(session.execute(wanted).all(), ids) if ids else []


def rationales(session: Session, ticket_ids: Sequence[int]) -> list[Any]:
    """Rows: subject_id (the ticket), state, rationale, asked, public_note, wording of the claim."""
    newest = select(func.max(Verdict.id)).where(Verdict.ticket_id.in_(ticket_ids)).group_by(Verdict.ticket_id)
    wanted = (
        select(Ticket.id.label("subject_id"), Ticket.state, Verdict.rationale, Verdict.asked, Verdict.public_note)
        .add_columns(Claim.wording)
        .join(Verdict, Verdict.ticket_id == Ticket.id)
        .join(Claim, Claim.id == Ticket.claim_id)
        .where(Verdict.id.in_(newest))
    )
    return _in_order(session.execute(wanted).all(), ticket_ids) if ticket_ids else []
