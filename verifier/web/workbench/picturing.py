"""The part of the workbench that draws a claim: who has it from whom, as a picture and in words."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from flask import request

from verifier.provenance.drawing import Shape, draw
from verifier.provenance.findings import findings
from verifier.provenance.folding import folded
from verifier.provenance.independence import Measured
from verifier.provenance.models import Derivation, Statement
from verifier.provenance.outline import RELATION_WORDS, Labels, Outline, Step, as_steps, key_of, outline, unknown_key
from verifier.provenance.queries import ClaimRows
from verifier.provenance.types import DerivationStatus, Graph
from verifier.sources.models import Source
from verifier.web.workbench.gathering import Gathered
from verifier.web.workbench.link_form import LinkForm
from verifier.web.workbench.page import LinkLine, PicturePart, StepLine
from verifier.web.workbench.tracing import Places, facts_of

PROTECTED = "Protected source"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def picture_part(known: Gathered, places: Places, graph: Graph, measured: Measured) -> PicturePart:
    """The graph of the claim in every shape the page needs; its forms for those who may edit."""
    rows = known.whole.rows
    names = _names(rows)
    houses = {id_: _name(source) for id_, source in known.houses.items()}
    shown = outline(graph, Labels(known.claim.wording, names, houses=houses))
    rtl = known.article.language[:2] in RIGHT_TO_LEFT
    drawn = shown if request.args.get("unfold") else folded(shown)
    links = _links(known, names)
    form, link = _form(known, places, links) if known.can_edit() else (None, None)
    return PicturePart(
        found=findings(graph, names, houses, measured=measured),
        wide=draw(drawn, shape=Shape.WIDE, rtl=rtl),
        narrow=draw(drawn, shape=Shape.NARROW, rtl=rtl),
        is_folded=drawn is not shown,
        steps=_steps(known, shown, links),
        form=form,
        link=link,
    )


def _name(source: Source) -> str:
    return PROTECTED if source.protected else source.name


def _names(rows: ClaimRows) -> dict[int, str]:
    return {row.id: _name(rows.sources[row.source_id]) for row in rows.statements}


def _links(known: Gathered, names: Mapping[int, str]) -> dict[str, list[LinkLine]]:
    """Who has it from each item of the picture, by its key."""
    rows = known.whole.rows
    unknown = rows.unknown()
    by_id = {row.id: row for row in rows.statements}
    ran = {(one.id, other.id) for one, other in pairwise(rows.chain())}
    found: dict[str, list[LinkLine]] = {}
    for hop in rows.derivations:
        key = unknown_key(hop.downstream_id) if hop.upstream_id in unknown else key_of(hop.upstream_id)
        of_chain = by_id[hop.upstream_id].in_chain and (hop.downstream_id, hop.upstream_id) in ran
        found.setdefault(key, []).append(_link(known, hop, names, of_chain=of_chain))
    return found


def _link(known: Gathered, hop: Derivation, names: Mapping[int, str], *, of_chain: bool) -> LinkLine:
    place = f"hops/{hop.upstream_id}" if of_chain else f"links/{hop.id}"
    return LinkLine(
        id=hop.id,
        who=names[hop.downstream_id],
        key=key_of(hop.downstream_id),
        how=RELATION_WORDS[hop.relation],
        cue=hop.cue,
        is_open=hop.status is DerivationStatus.PROPOSED,
        path=f"/tickets/{known.ticket.id}/{place}",
        edit=0 if of_chain else hop.id,
    )


def _steps(known: Gathered, shown: Outline, links: Mapping[str, list[LinkLine]]) -> tuple[StepLine, ...]:
    rows = known.whole.rows
    by_id = {row.id: row for row in rows.statements}
    beside = {row.id for row in rows.corroboration()}
    chain = {row.id for row in rows.chain()}
    found = []
    for step in as_steps(shown):
        row = by_id.get(step.item.statement_id or 0)
        tools = f"source-{row.id}" if row and row.id in beside else f"hop-{row.id}" if row and row.id in chain else ""
        found.append(_step(step, row, rows, tools, tuple(links.get(step.item.key, ()))))
    return tuple(found)


def _step(step: Step, row: Statement | None, rows: ClaimRows, tools: str, links: tuple[LinkLine, ...]) -> StepLine:
    item = step.item
    return StepLine(
        key=item.key,
        depth=step.depth,
        again=step.again,
        words=step.link.title if step.link else item.title,
        who=item.text,
        note=item.note,
        marks=tuple(mark.value for mark in item.marks),
        icon=item.icon,
        href=f"/sources/{row.source_id}" if row and not rows.sources[row.source_id].protected else "",
        facts=facts_of(row) if row else (),
        quote=row.quote if row else "",
        tools=tools,
        asks=row.id if row else 0,
        links=() if step.again else links,
    )


def _form(known: Gathered, places: Places, links: Mapping[str, list[LinkLine]]) -> tuple[LinkForm, LinkLine | None]:
    """The form that asks who took it from whom, begun as the address of the page says: from whom, or which hop."""
    rows, asked = known.whole.rows, request.args.get("from", "")
    wanted = request.args.get("link", 0, type=int)
    link = next((one for found in links.values() for one in found if one.edit and one.edit == wanted), None)
    given: dict[str, str] = {"downstream": asked}
    if link is not None:
        hop = next(one for one in rows.derivations if one.id == link.id)
        given = {"relation": hop.relation.value, "cue": hop.cue}
    form = places.put(LinkForm("link", given=given))
    form.offer(_choices(rows))
    return form, link


def _choices(rows: ClaimRows) -> dict[int, str]:
    """The statements by name, told apart by number where several have the same."""
    unknown, names = rows.unknown(), _names(rows)
    times, seen = Counter(names.values()), Counter[str]()
    found = {}
    for row in rows.statements:
        if row.id not in unknown:
            name = names[row.id]
            seen[name] += 1
            found[row.id] = name if times[name] == 1 else f"{name}, no. {seen[name]}"
    return found
