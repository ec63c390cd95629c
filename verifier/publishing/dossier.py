"""Everything readers may know of one claim, or of one article: made anew from what is stored, names kept back.

What a verdict rests on is shown only as it was signed: not before there is a signature, and not while it is being
edited for a correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from verifier.archive import queries as archive
from verifier.articles import queries as articles
from verifier.articles.models import Article, Claim
from verifier.kernel.errors import Withheld
from verifier.provenance import queries as provenance
from verifier.publishing import queries, queries_public
from verifier.publishing.disclosure import PublicChain, PublicEvidence, Redaction, public_chain, public_evidence
from verifier.publishing.shares import PublicRest, public_rests
from verifier.publishing.types import Standing, StandingKind
from verifier.sources import queries as sources
from verifier.tickets import queries_holds as holds
from verifier.tickets.models import Ticket
from verifier.tickets.types import Held, TicketState
from verifier.verdicts import queries as verdicts
from verifier.verdicts.models import Verdict

CONTEXT: Final = 300  # characters on either side of a claim: enough to judge it, too few to replace the article
_SIGNED: Final = frozenset({TicketState.SIGNED_OFF, TicketState.PUBLISHED})
_SHOWING: Final = frozenset({StandingKind.VERDICT, StandingKind.UNDER_CORRECTION})


class Grounds(StrEnum):
    """Whether readers see what a verdict rests on."""

    SHOWN = "shown"
    UNSIGNED = "unsigned"
    REVISED = "revised"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PublicArticle:
    """An article as readers may know it: never its whole text. ``disclaimers`` are the publisher's own words.

    ``title`` and ``url`` are empty while anything of it is on legal hold: they mostly tell what its claims do.
    """

    id: int
    title: str
    publisher: str
    byline: str
    published_on: date | None
    language: str
    url: str
    disclaimers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The original of an article that this desk keeps: when it was captured, and the SHA-256 of its bytes."""

    captured_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Context:
    """The claim in its place: what stands before it, its words, what follows; ``*_cut`` where the text goes on."""

    before: str
    words: str
    after: str
    before_cut: bool
    after_cut: bool


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """A signed version of a verdict. ``number`` counts the versions readers saw, ``note`` says what changed."""

    number: int
    attribution: str
    content: str
    rationale: str
    asked: str
    note: str
    signed_on: date
    signed_at: datetime
    published_at: datetime | None
    content_sha256: str
    verdict_id: int
    rules_set_aside: int = 0


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in an article's list."""

    claim_id: int
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ArticleDossier:
    """An article with the public lines of its claims, in the order of the text, and on whom the signed ones rest."""

    article: PublicArticle
    kept: Kept
    lines: tuple[ClaimLine, ...]
    rests: tuple[PublicRest, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A claim with its public line and what that rests on.

    ``shown`` is the version readers see now, ``versions`` all they have seen, oldest first; both are empty once the
    verdict was withdrawn. ``chain`` and ``evidence`` are given where ``grounds`` is SHOWN.
    """

    claim_id: int
    state: TicketState
    words: str
    article: PublicArticle
    context: Context
    standing: Standing
    grounds: Grounds
    chain: PublicChain
    evidence: tuple[PublicEvidence, ...]
    shown: PublicVersion | None
    versions: tuple[PublicVersion, ...]
    duplicate_of: int | None


def for_article(session: Session, article_id: int) -> ArticleDossier:
    """What readers may know of an article.

    Raises NotFound where none of its claims is public, Withheld where all that are stand under a legal hold.
    """
    rows = queries_public.claims_listed(session, article_id)
    withheld = holds.withholding(session)
    held = withheld.of(article_id)
    since = held.whole or queries_public.wholly_held(held.since(claim.start, claim.end) for claim, _ in rows)
    if since is not None:
        raise Withheld(since)
    article = articles.by_id(session, article_id)
    redact = queries_public.redactions(session, [article_id], withheld)[article_id]
    standings = queries.standings(session, [ticket for _, ticket in rows], withheld=withheld)
    capture = archive.by_id(session, article.capture_id)
    signed = [
        claim.id
        for claim, ticket in rows
        if ticket.state in _SIGNED and standings[ticket.id].kind is StandingKind.VERDICT
    ]
    chains = provenance.rows_of(session, signed)
    return ArticleDossier(
        article=_article(session, article, redact, held),
        kept=Kept(capture.captured_at, capture.sha256),
        lines=tuple(_line(claim, _redacted(standings[ticket.id], redact), redact) for claim, ticket in rows),
        rests=public_rests(public_chain(chains[claim_id], redact) for claim_id in signed),
    )


def _line(claim: Claim, standing: Standing, redact: Redaction) -> ClaimLine:
    held = standing.kind is StandingKind.ON_HOLD
    return ClaimLine(claim.id, standing.headline if held else redact.words(claim.wording), standing)


def for_claim(session: Session, claim_id: int) -> Dossier:
    """What readers may know of a claim. Raises NotFound where it is not public, Withheld where it is on legal hold."""
    claim, ticket, article = queries_public.claim_listed(session, claim_id)
    withheld = holds.withholding(session)
    held = withheld.of(article.id)
    since = held.since(claim.start, claim.end)
    if since is not None:
        raise Withheld(since)
    redact = queries_public.redactions(session, [article.id], withheld)[article.id]
    standing = queries.standings(session, [ticket], withheld=withheld)[ticket.id]
    versions = verdicts.by_newest(session, ticket.id)
    verdict = queries.shown_verdict(ticket.state, versions) if standing.kind in _SHOWING else None
    grounds = _grounds(session, ticket, claim, article, verdict)
    shown = grounds is Grounds.SHOWN
    rows = provenance.rows_for(session, claim_id)
    seen = _versions(versions, verdict, redact)
    return Dossier(
        claim_id=claim_id,
        state=ticket.state,
        # a wording under correction is signed by nobody: then the article's own words stand for it
        words=redact.words(claim.wording if grounds is not Grounds.REVISED else " ".join(claim.exact.split())),
        article=_article(session, article, redact, held),
        context=_context(article, claim, redact, held),
        standing=replace(_redacted(standing, redact), basis=redact.words(standing.basis) if shown else ""),
        grounds=grounds,
        chain=public_chain(rows, redact) if shown else PublicChain((), "", cut=False),
        evidence=public_evidence(rows, redact) if shown else (),
        shown=seen[-1] if seen else None,
        versions=seen,
        duplicate_of=queries_public.claim_of_ticket(session, ticket.duplicate_of_id),
    )


def _grounds(session: Session, ticket: Ticket, claim: Claim, article: Article, verdict: Verdict | None) -> Grounds:
    if ticket.state in {TicketState.WITHDRAWN, TicketState.CLOSED}:
        return Grounds.GONE
    if verdict is None:
        return Grounds.UNSIGNED
    unchanged = ticket.state in _SIGNED or (
        verdicts.digest_now(session, verdict, claim, article) == verdict.content_sha256
    )
    return Grounds.SHOWN if unchanged else Grounds.REVISED


def _versions(versions: Sequence[Verdict], shown: Verdict | None, redact: Redaction) -> tuple[PublicVersion, ...]:
    if shown is None:
        return ()
    seen = [row for row in versions if row.number <= shown.number and (row.published_at or row is shown)]
    found = []
    for row in sorted(seen, key=lambda one: one.number):
        if row.signed_at is None:
            continue
        signed = queries.signed_verdict(row, versions)
        found.append(
            PublicVersion(
                number=signed.version,
                attribution=row.attribution,
                content=row.content,
                rationale=redact.own(row.rationale),
                asked=redact.own(row.asked),
                note=redact.own(row.public_note) if signed.version > 1 else "",
                signed_on=signed.signed_on,
                signed_at=row.signed_at,
                published_at=row.published_at,
                content_sha256=row.content_sha256 or "",
                verdict_id=row.id,
                rules_set_aside=len(row.overrides),
            )
        )
    return tuple(found)


def _article(session: Session, article: Article, redact: Redaction, held: Held) -> PublicArticle:
    publisher = sources.survivor_of(session, article.publisher_id)
    disclaimers = articles.disclaimers_of(session, {article.id})[article.id]
    return PublicArticle(
        id=article.id,
        title="" if held else redact.words(article.title),
        publisher=redact.words(publisher.public_name()),
        byline=redact.words(article.byline),
        published_on=article.published_on,
        language=article.language,
        url=redact.address(article.url),
        disclaimers=tuple(redact.words(row.words) for row in queries.outermost(disclaimers)),
    )


def _redacted(standing: Standing, redact: Redaction) -> Standing:
    return replace(
        standing,
        publisher_line=redact.words(standing.publisher_line),
        desk_line=redact.own(standing.desk_line),
        basis=redact.words(standing.basis),
    )


def _context(article: Article, claim: Claim, redact: Redaction, held: Held) -> Context:
    text = article.text
    # what stands around a claim of an article of which anything is on hold tells of that, too
    reach = 0 if held else CONTEXT
    start = max(0, claim.start - reach)
    end = min(len(text), claim.end + reach)
    while start and start < claim.start and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > claim.end and not text[end].isspace():
        end -= 1
    return Context(
        before=redact.part(text, start, claim.start),
        words=redact.part(text, claim.start, claim.end),
        after=redact.part(text, claim.end, end),
        before_cut=start > 0,
        after_cut=end < len(text),
    )
