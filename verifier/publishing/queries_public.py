"""What readers may look at: only claims that a person has accepted, and of those only what may leave the desk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from verifier.articles.models import Article, Claim
from verifier.audit.models import Entry
from verifier.kernel.errors import NotFound
from verifier.provenance.models import Statement
from verifier.publishing.disclosure import Protected, Redaction, redaction
from verifier.sources.models import Source
from verifier.sources.queries import aliases_by_source, as_kept, merges_among, standing_for
from verifier.tickets import queries_holds as holds
from verifier.tickets.models import Ticket
from verifier.tickets.queries_holds import Withholding
from verifier.tickets.types import Action, Held, TicketState
from verifier.verdicts.models import Verdict
from verifier.verdicts.types import VerdictStatus

PAGE: Final = 30
FEED: Final = 50
NO_ARTICLE: Final = "There is no such article here, or none of its claims is public."
NO_CLAIM: Final = "There is no such claim here, or it is not public."

_CHECKED: Final = (TicketState.SIGNED_OFF, TicketState.PUBLISHED)
_UNCHECKED: Final = (TicketState.PROPOSED, TicketState.WITHDRAWN, TicketState.CLOSED)


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article with at least one public claim: how many there are, and how many of them have a verdict.

    ``withheld`` of them are on legal hold, and the title is empty while any of them is; ``held_since`` is when that
    became true of all, and then nothing else is told.
    """

    id: int
    title: str
    publisher: str
    published_on: date | None
    taken_in_at: datetime
    language: str
    claims: int
    checked: int
    withheld: int
    held_since: date | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """Something readers were told before and are told otherwise now: a correction, or a withdrawal (``number`` 0).

    ``held_since``: the claim is on legal hold, and neither its words nor the note are given.
    ``key`` orders amendments of the same moment.
    """

    key: int
    claim_id: int
    article_id: int
    wording: str
    language: str
    number: int
    note: str
    at: datetime
    held_since: date | None


@dataclass(frozen=True, slots=True)
class FedClaim:
    """A claim whose verdict was published, with the first and the last version readers saw.

    ``held_at`` is when a legal hold was last put on it or lifted from it, None where that was never.
    """

    ticket: Ticket
    claim: Claim
    article: Article
    first: Verdict
    last: Verdict
    held_at: datetime | None


def _is_public() -> ColumnElement[bool]:
    """Accepted by a person; a proposal that was discarded or is still only proposed is nobody's claim."""
    discarded, closed = aliased(Entry), aliased(Entry)

    def of_ticket(entry: type[Entry], action: Action) -> ColumnElement[bool]:
        return and_(
            entry.subject_kind == "ticket", entry.subject_id == Ticket.id, entry.action == f"ticket:{action.value}"
        )

    later = select(closed.seq).where(of_ticket(closed, Action.CLOSE), closed.seq > discarded.seq)
    closed_since = later.correlate(discarded, Ticket).exists()
    dropped = select(discarded.seq).where(of_ticket(discarded, Action.DISCARD), ~closed_since).correlate(Ticket)
    return and_(Ticket.state != TicketState.PROPOSED, or_(Ticket.state != TicketState.CLOSED, ~dropped.exists()))


def redactions(session: Session, article_ids: Collection[int], withheld: Withholding) -> dict[int, Redaction]:
    """What keeps back what may not be told of these articles.

    The names of protected sources that speak, or ever spoke, on their claims; and whatever is on legal hold, there or
    in any other article.
    """
    spoken: dict[int, dict[int, set[str]]] = {one: {} for one in article_ids}
    if not article_ids:
        return {}
    wanted = (
        select(Claim.article_id, Source.id, Statement.mention)
        .join(Claim, Claim.id == Statement.claim_id)
        .join(Source, Source.id == standing_for(Statement.source_id))
        .where(Source.protected, Claim.article_id.in_(article_ids))
        .distinct()
    )
    for article_id, source_id, mention in session.execute(wanted):
        spoken[article_id].setdefault(source_id, set()).add(mention)
    ids = {source_id for sources in spoken.values() for source_id in sources}
    if not ids:
        return dict.fromkeys(article_ids, redaction((), held=withheld.words, addresses=withheld.addresses))
    into = merges_among(session, ids)
    sources = {row.id: row for row in as_kept(session, {*ids, *into})}
    also: dict[int, set[str]] = {}
    for one, names in aliases_by_source(session, set(sources)).items():
        merged = () if one in ids else (sources[one].name,)
        also.setdefault(into.get(one, one), set()).update(names, merged)
    return {
        article_id: redaction(
            (
                found
                for one, mentions in there.items()
                for found in _protected(sources[one], also.get(one, set()), mentions)
            ),
            held=withheld.words,
            addresses=withheld.addresses,
        )
        for article_id, there in spoken.items()
    }


def _protected(source: Source, also: set[str], mentions: set[str]) -> list[Protected]:
    named = [Protected(name, source.kind) for name in sorted(also)]
    return [Protected(source.name, source.kind, tuple(sorted(mentions))), *named]


def articles_listed(session: Session, *, before: int | None = None, limit: int = PAGE) -> list[ListedArticle]:
    """A page of articles with public claims, newest first; ``before`` is the id of the last one shown."""
    has_public = select(Ticket.id).join(Claim, Claim.id == Ticket.claim_id).where(Claim.article_id == Article.id)
    wanted = (
        select(Article, Source)
        .join(Source, Source.id == standing_for(Article.publisher_id))
        .where(has_public.where(_is_public()).exists())
        .order_by(Article.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(Article.id < before)
    rows = session.execute(wanted).all()
    ids = [article.id for article, _ in rows]
    withheld = holds.withholding(session)
    counts, redact = _counts(session, ids), redactions(session, ids, withheld)
    counts |= _counts_beside(session, {one: withheld.parts[one] for one in ids if one in withheld.parts})
    return [
        ListedArticle(
            id=article.id,
            title="" if withheld.of(article.id) else redact[article.id].words(article.title),
            publisher=redact[article.id].words(publisher.public_name()),
            published_on=article.published_on,
            taken_in_at=article.taken_in_at,
            language=article.language,
            claims=counts[article.id].claims,
            checked=counts[article.id].checked,
            withheld=counts[article.id].withheld,
            held_since=counts[article.id].held_since,
        )
        for article, publisher in rows
    ]


class _Count(NamedTuple):
    claims: int
    checked: int
    withheld: int = 0
    held_since: date | None = None


def _has_verdict() -> ColumnElement[bool]:
    return or_(Ticket.state.in_(_CHECKED), and_(Ticket.published_at.is_not(None), Ticket.state.not_in(_UNCHECKED)))


def _counts_beside(session: Session, held: Mapping[int, Held]) -> dict[int, _Count]:
    """The same of articles of which anything is on hold: what is withheld is counted by itself."""
    if not held:
        return {}
    wanted = (
        select(Claim.article_id, Claim.start, Claim.end, case((_has_verdict(), 1), else_=0))
        .join(Ticket, Ticket.claim_id == Claim.id)
        .where(Claim.article_id.in_(held), _is_public())
    )
    found: dict[int, list[tuple[datetime | None, int]]] = {one: [] for one in held}
    for article_id, start, end, has_verdict in session.execute(wanted):
        found[article_id].append((held[article_id].since(start, end), has_verdict))
    return {
        article_id: _Count(
            claims=len(claims),
            checked=sum(has_verdict for since, has_verdict in claims if since is None),
            withheld=sum(since is not None for since, _ in claims),
            held_since=_all_since(since for since, _ in claims),
        )
        for article_id, claims in found.items()
    }


def _all_since(moments: Iterable[datetime | None]) -> date | None:
    latest = wholly_held(moments)
    return latest.date() if latest else None


def wholly_held(moments: Iterable[datetime | None]) -> datetime | None:
    """Since when all of these claims are withheld, given since when each is; None while one of them is shown."""
    found = list(moments)
    held = [at for at in found if at is not None]
    return max(held) if held and len(held) == len(found) else None


def _counts(session: Session, article_ids: Collection[int]) -> dict[int, _Count]:
    if not article_ids:
        return {}
    wanted = (
        select(Claim.article_id, func.count(), func.sum(case((_has_verdict(), 1), else_=0)))
        .join(Ticket, Ticket.claim_id == Claim.id)
        .where(Claim.article_id.in_(article_ids), _is_public())
        .group_by(Claim.article_id)
    )
    return {article_id: _Count(claims, checked) for article_id, claims, checked in session.execute(wanted)}


def claims_listed(session: Session, article_id: int) -> Sequence[tuple[Claim, Ticket]]:
    """An article's public claims with their tickets, in the order of the text. Raises NotFound where there is none."""
    wanted = (
        select(Claim, Ticket)
        .join(Ticket, Ticket.claim_id == Claim.id)
        .where(Claim.article_id == article_id, _is_public())
        .order_by(Claim.start, Claim.end, Claim.id)
    )
    found = [(claim, ticket) for claim, ticket in session.execute(wanted)]
    if not found:
        raise NotFound(NO_ARTICLE)
    return found


def claim_listed(session: Session, claim_id: int) -> tuple[Claim, Ticket, Article]:
    """A public claim with its ticket and its article. Raises NotFound, also for one that is only proposed."""
    wanted = (
        select(Claim, Ticket, Article)
        .join(Ticket, Ticket.claim_id == Claim.id)
        .join(Article, Article.id == Claim.article_id)
        .where(Claim.id == claim_id, _is_public())
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        raise NotFound(NO_CLAIM)
    return found[0], found[1], found[2]


def claim_of_ticket(session: Session, ticket_id: int | None) -> int | None:
    """The public claim of a ticket, None where there is none."""
    if ticket_id is None:
        return None
    return session.scalar(select(Ticket.claim_id).where(Ticket.id == ticket_id, _is_public()))


def amendments(
    session: Session, *, before: tuple[datetime, int] | None = None, limit: int = PAGE
) -> Sequence[Amendment]:
    """Corrections and withdrawals, newest first; ``before`` is the moment and key of the last one shown."""
    earlier = aliased(Verdict)
    number = (
        select(func.count())
        .where(
            earlier.ticket_id == Verdict.ticket_id,
            earlier.published_at.is_not(None),
            earlier.number <= Verdict.number,
        )
        .scalar_subquery()
    )
    shared = (Claim.id.label("claim_id"), Claim.article_id, Claim.wording, Article.language, Claim.start, Claim.end)
    corrected = (
        select(Verdict.published_at.label("at"), (Verdict.id * 2).label("key"), *shared)
        .add_columns(number.label("number"), Verdict.public_note.label("note"))
        .join(Ticket, Ticket.id == Verdict.ticket_id)
        .where(Verdict.published_at.is_not(None), Verdict.public_note != "")
    )
    withdrawn = (
        select(Ticket.state_since.label("at"), (Ticket.id * 2 + 1).label("key"), *shared)
        .add_columns(literal(0).label("number"), Ticket.withdrawn_reason.label("note"))
        .where(Ticket.state == TicketState.WITHDRAWN)
    )
    parts = [
        one.join(Claim, Claim.id == Ticket.claim_id).join(Article, Article.id == Claim.article_id)
        for one in (corrected, withdrawn)
    ]
    all_of = union_all(*parts).subquery()
    columns = all_of.c
    wanted = select(all_of).order_by(columns.at.desc(), columns.key.desc()).limit(limit)
    if before is not None:
        at, key = before
        wanted = wanted.where(or_(columns.at < at, and_(columns.at == at, columns.key < key)))
    rows = session.execute(wanted).all()
    ids = {row.article_id for row in rows}
    withheld = holds.withholding(session)
    redact = redactions(session, ids, withheld)
    found = []
    for row in rows:
        since = withheld.of(row.article_id).since(row.start, row.end)
        found.append(
            Amendment(
                key=row.key,
                claim_id=row.claim_id,
                article_id=row.article_id,
                wording="" if since else redact[row.article_id].words(row.wording),
                language="" if since else row.language,
                number=row.number,
                note="" if since else redact[row.article_id].own(row.note),
                at=row.at,
                held_since=since.date() if since else None,
            )
        )
    return found


def claims_fed(session: Session, limit: int = FEED) -> Sequence[FedClaim]:
    """Claims whose verdict was published, corrected, withdrawn, withheld or shown again last, in no certain order."""
    newest = (
        select(Verdict.ticket_id)
        .where(Verdict.published_at.is_not(None), Verdict.status.in_([VerdictStatus.SIGNED, VerdictStatus.VOID]))
        .order_by(Verdict.id.desc())
        .limit(limit)
    )
    withdrawn = (
        select(Ticket.id)
        .where(Ticket.state == TicketState.WITHDRAWN, Ticket.published_at.is_not(None))
        .order_by(Ticket.state_since.desc(), Ticket.id.desc())
        .limit(limit)
    )
    held_at = holds.told_again(session, limit)
    ids = {*session.scalars(newest), *session.scalars(withdrawn), *held_at}
    if not ids:
        return []
    versions: dict[int, list[Verdict]] = {}
    wanted = select(Verdict).where(Verdict.ticket_id.in_(ids), Verdict.published_at.is_not(None))
    for row in session.scalars(wanted.order_by(Verdict.number)):
        versions.setdefault(row.ticket_id, []).append(row)
    rows = session.execute(
        select(Ticket, Claim, Article)
        .join(Claim, Claim.id == Ticket.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(Ticket.id.in_(ids), Ticket.published_at.is_not(None))
    )
    return [
        FedClaim(ticket, claim, article, versions[ticket.id][0], versions[ticket.id][-1], held_at.get(ticket.id))
        for ticket, claim, article in rows
        if ticket.id in versions
    ]


def began_on(session: Session) -> date | None:
    """The day of the log's first entry: since then this desk has spoken under its name. None for an empty log."""
    at = session.scalar(select(Entry.at).where(Entry.seq == 0))
    return at.date() if at else None
