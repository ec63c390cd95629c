"""What the pages of texts side by side show."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from verifier.archive import queries as archive
from verifier.archive.models import CaptureText
from verifier.provenance import queries
from verifier.provenance import queries_overlap as looking
from verifier.provenance.models import Derivation, Statement, TextOverlap
from verifier.provenance.overlap import count_words, is_near_identical
from verifier.provenance.passages import Piece
from verifier.provenance.queries import ClaimRows
from verifier.provenance.queries_overlap import BY_OVERLAP, Worded
from verifier.provenance.types import DerivationStatus
from verifier.sources.models import Source
from verifier.web.workbench.sharing import teller_of

KINDS = {"article": "the whole article", "copy": "its captured page", "quote": "the quoted words"}


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text that can be compared: who, of what, how many words; or in ``trouble`` why there is none."""

    who: str
    what: str
    words: int
    trouble: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two texts with something in common; ``status`` says what is proposed or was judged."""

    first_id: int
    second_id: int
    first: str
    second: str
    percent: int
    near: bool
    status: str


@dataclass(frozen=True, slots=True)
class OverlapPage:
    """What the texts of one ticket have in common."""

    ticket_id: int
    version: int
    wording: str
    pairs: tuple[PairLine, ...]
    texts: tuple[TextLine, ...]
    can_edit: bool


@dataclass(frozen=True, slots=True)
class TextSide:
    """One of two texts: whose, of what, how long, in pieces."""

    who: str
    what: str
    href: str
    words: int
    characters: int
    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two texts of one ticket side by side. ``settled`` is first, second, neither or "" for not judged."""

    ticket_id: int
    version: int
    wording: str
    first_id: int
    second_id: int
    first: TextSide
    second: TextSide
    percent: int
    count: int
    unmarked: int
    near: bool
    proposed: str
    settled: str
    joined: bool
    can_edit: bool


@dataclass(frozen=True, slots=True)
class AlikePage:
    """Two articles side by side; ``apart``: how long before or after the first the second was published."""

    first_id: int
    second_id: int
    first: TextSide
    second: TextSide
    apart: str
    percent: int
    count: int
    unmarked: int
    dismissed: bool
    can_work: bool


def proposed_of(rows: ClaimRows, pair: tuple[int, int]) -> tuple[str, Derivation | None]:
    """Which of two statements a hop takes from the other, and that hop."""
    for hop in rows.derivations:
        if (hop.downstream_id, hop.upstream_id) in {pair, pair[::-1]}:
            return ("first" if hop.downstream_id == pair[0] else "second"), hop
    return "", None


def pair_lines(rows: ClaimRows, overlaps: tuple[TextOverlap, ...]) -> tuple[PairLine, ...]:
    """Every two texts with something in common, most first."""
    statements = {row.id: row for row in rows.statements}
    return tuple(
        PairLine(
            first_id=one.first_id,
            second_id=one.second_id,
            first=teller_of(statements[one.first_id], rows.sources),
            second=teller_of(statements[one.second_id], rows.sources),
            percent=round(100 * one.share),
            near=is_near_identical(one.share, one.common),
            status=_status(rows, one),
        )
        for one in overlaps
    )


def _status(rows: ClaimRows, one: TextOverlap) -> str:
    if one.dismissed:
        return "Judged: neither is a copy"
    _, hop = proposed_of(rows, (one.first_id, one.second_id))
    if hop is None:
        return ""
    if hop.status is DerivationStatus.CONFIRMED:
        return "Judged: a copy"
    return "Proposed as a copy" if hop.rule == BY_OVERLAP else ""


def text_lines(session: Session, rows: ClaimRows) -> tuple[TextLine, ...]:
    """The texts of a ticket's statements, and why an original has none; three queries."""
    worded = looking.texts_of(session, rows.statements)
    read = archive.texts_of(session, {row.capture_id for row in rows.statements if row.capture_id})
    lines = []
    for row in rows.statements:
        text, trouble = worded.get(row.id), _trouble(row, read)
        if text is not None or trouble:
            what = KINDS[text.kind] if text else "its original"
            words = count_words(text.text) if text else 0
            lines.append(TextLine(teller_of(row, rows.sources), what, words, trouble))
    return tuple(lines)


def _trouble(row: Statement, read: Mapping[int, CaptureText]) -> str:
    if row.capture_id is None:
        return ""
    if row.capture_id not in read:
        return "Its original has not been read yet."
    return read[row.capture_id].trouble


def side_of(
    row: Statement, worded: Worded, sources: Mapping[int, Source], pieces: tuple[Piece, ...], lang: str
) -> TextSide:
    """One side of two texts of a ticket."""
    return TextSide(
        who=teller_of(row, sources),
        what=KINDS[worded.kind],
        href=f"/evidence/{row.capture_id}" if worded.kind == "copy" else "",
        words=count_words(worded.text),
        characters=len(worded.text),
        lang=lang if row.article_own else "",
        pieces=pieces,
    )


def rows_with_overlaps(session: Session, claim_id: int) -> tuple[ClaimRows, tuple[TextOverlap, ...]]:
    """One claim's rows and what its texts have in common."""
    whole = queries.whole_of(session, claim_id)
    return whole.rows, whole.overlaps
