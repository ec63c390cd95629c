"""What the pages of earlier claims that say the same show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from verifier.matching import queries_earlier as queries
from verifier.matching.likeness import marked, reasons
from verifier.matching.models_earlier import EarlierCheck
from verifier.matching.types_earlier import Band, DeskClaim, Match
from verifier.verdicts import queries as verdicts
from verifier.verdicts.models import Verdict
from verifier.verdicts.scales import CONTENT

BANDS = {
    Band.SAME: "The same claim",
    Band.LIKELY: "Likely the same",
    Band.PERHAPS: "Perhaps the same",
    Band.WEAK: "Related words",
}
SHOWN = 6
RATINGS = {one.key: one.label for one in CONTENT.ratings}

Pieces = tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """One earlier claim. ``ticket_id`` is 0 for an imported fact-check, which has an address instead.

    ``reusable`` counts its sources that this claim may use too, ``kept_back`` those that it may not.
    """

    band: str
    words: str
    claim: Pieces
    title: Pieces
    language: str
    verdict: str
    when: date | datetime | None
    who: str
    speaker: str
    summary: str
    url: str
    ticket_id: int
    state: str
    duplicate_of_id: int | None
    why: tuple[str, ...]
    against: str
    reusable: int
    kept_back: int


@dataclass(frozen=True, slots=True)
class TicketEarlierPage:
    """Earlier claims that may say what a ticket's claim says, best first; ``can_*``: what this person may do now."""

    ticket_id: int
    version: int
    claim_id: int
    wording: str
    language: str
    lines: tuple[EarlierLine, ...]
    can_close: bool
    can_edit: bool


@dataclass(frozen=True, slots=True)
class DraftEarlierPage:
    """For each claim of an intake that was perhaps checked before: its words, and the earlier claims."""

    draft_id: int
    title: str
    language: str
    asked: int
    left_out: int
    claims: tuple[tuple[str, tuple[EarlierLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the claims that were found."""

    checks: Mapping[int, EarlierCheck]
    desk: Mapping[int, DeskClaim]
    verdicts: Mapping[int, Sequence[Verdict]]
    statements: Mapping[int, tuple[Sequence[object], int]]


def known_of(session: Session, found: Sequence[Match]) -> Known:
    """Everything the lines of these matches tell; four queries."""
    claim_ids = {one.claim_id for one in found if one.claim_id is not None}
    desk = queries.desk_claims(session, claim_ids)
    return Known(
        checks=queries.checks_by_id(session, {one.check_id for one in found if one.check_id is not None}),
        desk=desk,
        verdicts=verdicts.of_tickets(session, [one.ticket_id for one in desk.values()]),
        statements=queries.reusable(session, claim_ids),
    )


def shown(found: Sequence[Match]) -> list[Match]:
    """What is worth a look, at most six."""
    return [one for one in found if one.band is not Band.WEAK][:SHOWN]


def lines_of(words: str, found: Sequence[Match], known: Known, desk_name: str) -> tuple[EarlierLine, ...]:
    """Each match as it is shown beside a claim in these words."""
    return tuple(
        _check_line(words, one, known.checks[one.check_id])
        if one.check_id is not None
        else _desk_line(words, one, known, desk_name)
        for one in found
        if one.check_id in known.checks or one.claim_id in known.desk
    )


def _check_line(words: str, one: Match, row: EarlierCheck) -> EarlierLine:
    why, against = _told(words, f"{row.claim} {row.title}")
    return EarlierLine(
        band=one.band.value,
        words=BANDS[one.band],
        claim=marked(row.claim, words),
        title=marked(row.title, words) if row.title != row.claim else (),
        language=row.language,
        verdict=row.verdict,
        when=row.checked_on,
        who=row.publisher,
        speaker=row.speaker,
        summary=row.summary,
        url=row.url,
        ticket_id=0,
        state="",
        duplicate_of_id=None,
        why=why,
        against=against,
        reusable=0,
        kept_back=0,
    )


def _desk_line(words: str, one: Match, known: Known, desk_name: str) -> EarlierLine:
    row = known.desk[one.claim_id or 0]
    published = verdicts.last_published(known.verdicts[row.ticket_id])
    kept, left = known.statements[one.claim_id or 0]
    why, against = _told(words, one.claim)
    return EarlierLine(
        band=one.band.value,
        words=BANDS[one.band],
        claim=marked(one.claim, words),
        title=(),
        language="",
        verdict=RATINGS.get(published.content, published.content) if published else "",
        when=published.published_at if published else row.published_on,
        who=desk_name if published else row.publisher,
        speaker="",
        summary=row.title,
        url="",
        ticket_id=row.ticket_id,
        state=row.state.value,
        duplicate_of_id=row.duplicate_of_id,
        why=why,
        against=against,
        reusable=len(kept),
        kept_back=left,
    )


def _told(words: str, earlier: str) -> tuple[tuple[str, ...], str]:
    """What speaks for it, in short sentences, and what against it."""
    found = reasons(words, earlier)
    why = []
    if found.names:
        why.append(f"Both name {_listed(found.names)}")
    if found.numbers:
        why.append(f"Both give {_listed(found.numbers)}")
    mine, theirs = found.differing
    return tuple(why), f"{_listed(mine)} here, {_listed(theirs)} there" if mine else ""


def _listed(words: Sequence[str], most: int = 5) -> str:
    return ", ".join(words[:most])
