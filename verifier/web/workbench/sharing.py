"""The parts of the workbench that reach beyond one source: reports known already, texts that are nearly the same."""

from collections.abc import Mapping, Sequence

from flask import url_for
from markupsafe import Markup, escape

from verifier.provenance.actions_reports import Along
from verifier.provenance.models import Statement
from verifier.provenance.overlap import is_near_identical
from verifier.provenance.queries_reports import Known
from verifier.provenance.types import DerivationStatus
from verifier.sources.models import Source
from verifier.tickets.types import TicketState
from verifier.web.workbench.gathering import Gathered
from verifier.web.workbench.page import CopyLine, OfferLine
from verifier.web.workbench.tracing import facts_of, naming_of


def offer_lines(known: Gathered) -> tuple[OfferLine, ...]:
    """Reports that may serve this claim too: at the address that was written, or else those of its article."""
    return tuple(offer_line(one) for one in known.offered)


def offer_line(one: Known) -> OfferLine:
    """One report as it is offered or listed; what a protected source published is not told by its title."""
    hidden = one.source.protected
    return OfferLine(
        report_id=one.report.id,
        who="" if hidden else one.source.name,
        naming=naming_of(one.statement, one.source),
        kind=one.source.kind.value,
        title="" if hidden else one.report.title,
        facts=facts_of(one.statement),
        url="" if hidden else one.report.url,
        words=one.statement.quote,
        claims=one.claims,
    )


def copy_lines(known: Gathered) -> tuple[CopyLine, ...]:
    """Pairs with near-identical text that wait to be judged, or were judged copies; most alike first."""
    rows = known.whole.rows
    statements = {row.id: row for row in rows.statements}
    hops = {(hop.downstream_id, hop.upstream_id): hop for hop in rows.derivations}
    lines = []
    for one in known.whole.overlaps:
        if one.dismissed or not is_near_identical(one.share, one.common):
            continue
        pair = (one.first_id, one.second_id)
        hop = hops.get(pair) or hops.get(pair[::-1])
        if hop is None and rows.are_joined(pair):
            continue  # the chain says already who took it from whom
        lines.append(
            CopyLine(
                first_id=one.first_id,
                second_id=one.second_id,
                first=teller_of(statements[one.first_id], rows.sources),
                second=teller_of(statements[one.second_id], rows.sources),
                percent=round(100 * one.share),
                taken="" if hop is None else "first" if hop.downstream_id == one.first_id else "second",
                judged=hop is not None and hop.status is DerivationStatus.CONFIRMED,
            )
        )
    return tuple(lines)


def teller_of(row: Statement, sources: Mapping[int, Source]) -> str:
    """Who tells a statement, as a sentence names them."""
    if row.article_own:
        return "the article"
    source = sources[row.source_id]
    return "a protected source" if source.protected else source.name


def told_along(done: str, along: Along) -> str:
    """What is told after a change that was made on other tickets too, with links to those left as they are."""
    words = escape(done)
    if along.changed:
        count = len(along.changed)
        words += f" So {'is' if count == 1 else 'are'} {count} other {'ticket' if count == 1 else 'tickets'}."
    if along.left:
        words += Markup(" Left as they are: {}.").format(links_to(along.left))
    return words


def links_to(tickets: Sequence[tuple[int, TicketState]], most: int = 20) -> Markup:
    """Tickets with their state, each a link; beyond ``most`` only their number."""
    links = Markup(", ").join(
        Markup('<a href="{}">T-{}</a> ({})').format(
            url_for("workbench.ticket", ticket_id=ticket_id), ticket_id, state.value.replace("_", " ")
        )
        for ticket_id, state in tickets[:most]
    )
    return links + (f" and {len(tickets) - most} more" if len(tickets) > most else "")
