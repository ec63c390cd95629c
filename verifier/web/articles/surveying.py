"""The view of everything that an article rests on: one drawing, and the same as a table."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from verifier.articles import queries
from verifier.policy import Permission
from verifier.provenance import queries as provenance
from verifier.provenance.drawing import Drawing, Shape, draw
from verifier.provenance.survey import Origin, Survey, claim_key, name_of, origin_key, outline_of, survey, turned
from verifier.sources.models import Source
from verifier.tickets import queries as tickets
from verifier.tickets.types import TicketState
from verifier.web.door import Door, reading, render

door = Door("survey", section="articles")

PROTECTED = "Protected source"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
BOX = 340


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim: its number in the article, its ticket and its words."""

    number: int
    ticket_id: int
    words: str


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One place where trails end, and what rests on it. ``source_id`` None is nobody."""

    key: str
    name: str
    source_id: int | None
    end: str
    share: int
    passing: int
    by_way_of: str
    is_open: bool
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """What an article rests on. ``to`` says where each box of the drawing leads."""

    id: int
    title: str
    language: str
    counted: int
    wide: Drawing
    narrow: Drawing
    origins: tuple[OriginLine, ...]
    to: dict[str, str]


@door.page("/articles/<int:article_id>/sources", permission=Permission.ARTICLE_READ)
def sources(article_id: int) -> ResponseReturnValue:
    """Everything that an article rests on."""
    session = reading()
    row = queries.by_id(session, article_id)
    claims = queries.claims_of(session, row.id)
    tickets_of = tickets.by_claims(session, [claim.id for claim in claims])
    shown = [claim for claim in claims if tickets_of[claim.id].state is not TicketState.CLOSED]
    graphs = provenance.rows_of(session, [claim.id for claim in shown])
    found = survey([(claim.id, claim.wording, graphs[claim.id]) for claim in shown])
    known: dict[int, Source] = {id_: one for graph in graphs.values() for id_, one in graph.sources.items()}
    names = {id_: PROTECTED if one.protected else one.name for id_, one in known.items()}
    ticket_ids = {claim.id: tickets_of[claim.id].id for claim in shown}
    drawn = outline_of(found, row.title, names)
    rtl = row.language[:2] in RIGHT_TO_LEFT
    page = SurveyPage(
        id=row.id,
        title=row.title,
        language=row.language,
        counted=len(shown),
        wide=draw(drawn, rtl=rtl, box=BOX, rooted=False),
        narrow=draw(turned(drawn), shape=Shape.NARROW, rtl=rtl, rooted=False),
        origins=tuple(_line(found, one, names, known, ticket_ids) for one in found.origins),
        to=_to(found, ticket_ids),
    )
    return render("articles/sources.html", page)


def _line(
    found: Survey, one: Origin, names: dict[int, str], known: dict[int, Source], ticket_ids: dict[int, int]
) -> OriginLine:
    resting = [claim for claim in found.claims if claim.claim_id in one.claim_ids]
    open_to_all = one.source_id is not None and not known[one.source_id].protected
    return OriginLine(
        key=origin_key(one),
        name=name_of(one, names),
        source_id=one.source_id if open_to_all else None,
        end=one.end,
        share=found.share(one),
        passing=one.passing,
        by_way_of=", ".join(names[id_] for id_ in one.by_way_of),
        is_open=one.is_open,
        claims=tuple(ClaimLine(claim.number, ticket_ids[claim.claim_id], claim.words) for claim in resting),
    )


def _to(found: Survey, ticket_ids: dict[int, int]) -> dict[str, str]:
    return {origin_key(one): f"#origin-{origin_key(one)}" for one in found.origins} | {
        claim_key(claim): f"/tickets/{ticket_ids[claim.claim_id]}" for claim in found.claims
    }
