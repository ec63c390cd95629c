"""The ClaimReview of a claim, and the desk's feed, from what readers may know."""

import re
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy.orm import Session

from verifier.publishing import queries, queries_public
from verifier.publishing.claimreview import Document, claim_review, is_exportable, short_wording
from verifier.publishing.dossier import Dossier, PublicVersion
from verifier.publishing.feeds import atom
from verifier.publishing.formats import host_of, is_web_address
from verifier.publishing.types import (
    Appearance,
    Citation,
    Claimant,
    ClaimantKind,
    ClaimReviewInput,
    Correction,
    Desk,
    FeedEntry,
    FeedInput,
    SignedVerdict,
    StandingKind,
)
from verifier.tickets import queries_holds as holds
from verifier.tickets.types import TicketState
from verifier.verdicts.scales import content_rating

LONGEST_EXPLANATION: Final = 300
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟。])\s+")
_UNRATED: Final = frozenset({StandingKind.WITHDRAWN, StandingKind.ON_HOLD})
_SAID_IT: Final = frozenset({"attributed", "attributed_secondhand"})


def desk_at(name: str, public_url: str) -> Desk:
    """The newsroom as its markup names it; ``public_url`` without a last slash."""
    return Desk(name, f"{public_url}/public", f"{public_url}/public/corrections")


def claim_url(public_url: str, claim_id: int) -> str:
    """Where readers find a claim."""
    return f"{public_url}/public/claims/{claim_id}"


def review_of(dossier: Dossier, desk: Desk, public_url: str) -> Document | None:
    """The ClaimReview of a claim, None where it has none: only a published verdict is exported."""
    shown = dossier.shown
    if shown is None or not dossier.versions[0].published_at or not is_exportable(dossier.state.value, _signed(shown)):
        return None
    article = dossier.article
    claimant, claimed_on = _claimant(dossier, shown)
    record = f"{public_url}/public/articles/{article.id}"  # tells when the original was kept, and its digest
    return claim_review(
        ClaimReviewInput(
            state=dossier.state.value,
            desk=desk,
            page_url=claim_url(public_url, dossier.claim_id),
            claim=dossier.words,
            verdict=_signed(shown),
            published_on=dossier.versions[0].published_at.date(),
            explanation=opening(shown.rationale),
            claimant=claimant,
            claimed_on=claimed_on,
            appearances=(Appearance(article.url, record, article.title, article.publisher),) if article.url else (),
            first_appearance=_origin(dossier),
            corrections=tuple(
                Correction(row.published_at.date(), row.note)
                for row in dossier.versions[1:]
                if row.published_at is not None
            ),
            citations=tuple(Citation(row.url, row.teller.name) for row in dossier.evidence if row.url),
        )
    )


def _signed(version: PublicVersion) -> SignedVerdict:
    return SignedVerdict(
        version.attribution, version.content, version.signed_on, version.number, correction_note=version.note
    )


def _claimant(dossier: Dossier, shown: PublicVersion) -> tuple[Claimant | None, str]:
    """Who made the claim, and when: the named end of the trail, if the verdict says that they did say it."""
    chain = dossier.chain
    if len(chain.steps) < 2 or chain.end not in {"named", "first_hand"} or shown.attribution not in _SAID_IT:
        return None, ""
    last = chain.steps[-1]
    if last.teller.naming != "named":
        return None, ""
    claimant = Claimant(last.teller.name, ClaimantKind(last.teller.kind))
    return claimant, last.said_on.isoformat() if last.said_on else ""


def _origin(dossier: Dossier) -> Appearance | None:
    steps = dossier.chain.steps
    if len(steps) < 2 or not is_web_address(steps[-1].url) or dossier.chain.end not in {"named", "first_hand"}:
        return None
    return Appearance(steps[-1].url, "", publisher=steps[-1].teller.name)


def opening(rationale: str) -> str:
    """The first sentences of a rationale, as many as fit into 300 characters, at most two."""
    words = " ".join(rationale.split())
    sentences = _SENTENCE_END.split(words)
    for count in (2, 1):
        start = " ".join(sentences[:count])
        if len(start) <= LONGEST_EXPLANATION:
            return start
    return f"{words[:LONGEST_EXPLANATION].rpartition(' ')[0]}…"


def feed(session: Session, desk: Desk, public_url: str, *, today: date) -> str:
    """The Atom feed of published verdicts. ``today`` dates the feed of a desk that has done nothing yet."""
    since = queries_public.began_on(session) or today
    authority = host_of(public_url)
    return atom(
        FeedInput(
            desk=desk,
            name="claims",
            title=f"Verdicts of {desk.name}",
            url=f"{public_url}/feeds/claims.atom",
            authority=authority if "[" not in authority else "localhost",
            since=since,
            as_of=datetime.combine(since, time(), UTC),
            entries=tuple(_entries(session, public_url)),
        )
    )


def _entries(session: Session, public_url: str) -> list[FeedEntry]:
    rows = queries_public.claims_fed(session)
    withheld = holds.withholding(session)
    standings = queries.standings(session, [row.ticket for row in rows], withheld=withheld)
    redactions = queries_public.redactions(session, {row.article.id for row in rows}, withheld)
    entries = []
    for row in rows:
        standing, redact = standings[row.ticket.id], redactions[row.article.id]
        rating = content_rating(row.last.content) if standing.kind not in _UNRATED else None
        held = standing.kind is StandingKind.ON_HOLD
        entries.append(
            FeedEntry(
                key=f"claim/{row.claim.id}",
                title=standing.headline
                if held
                else f"{standing.headline}: {short_wording(redact.words(row.claim.wording))}",
                url=claim_url(public_url, row.claim.id),
                summary=f"{redact.words(standing.publisher_line)} {redact.own(standing.desk_line)}".strip(),
                published_at=row.first.published_at or row.ticket.state_since,
                updated_at=_changed_at(row),
                category=rating.key if rating else "",
                category_label=rating.label if rating else "",
                language="" if held else row.article.language,
            )
        )
    return sorted(entries, key=lambda entry: entry.updated_at, reverse=True)[: queries_public.FEED]


def _changed_at(row: queries_public.FedClaim) -> datetime:
    """When readers were last told something new: a verdict, its correction, that it is withdrawn, withheld or back."""
    if row.ticket.state is TicketState.WITHDRAWN:
        return max(at for at in (row.ticket.state_since, row.held_at) if at is not None)
    voided_at = row.last.voided_at if row.ticket.state is not TicketState.PUBLISHED else None
    return max(at for at in (voided_at, row.last.published_at, row.ticket.published_at, row.held_at) if at is not None)
