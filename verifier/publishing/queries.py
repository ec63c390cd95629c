"""What publishing reads from the rooms below it, so that the public line can be computed for many claims at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.articles.models import Claim, Disclaimer
from verifier.newsroom import queries as newsrooms
from verifier.newsroom.types import Newsroom
from verifier.provenance import queries as provenance
from verifier.provenance.queries import ClaimRows
from verifier.publishing.disclosure import count_outlets, public_end, public_origins, public_rows
from verifier.publishing.standing import standing
from verifier.publishing.types import SignedVerdict, Standing, StandingInput
from verifier.reading.types import DisclaimerKind, DisclaimerScope
from verifier.sources import queries as sources
from verifier.sources.models import Source
from verifier.tickets import queries_holds as holds
from verifier.tickets.models import Ticket
from verifier.tickets.queries_holds import Withholding
from verifier.tickets.types import FREE, TicketState
from verifier.verdicts import queries as verdicts
from verifier.verdicts.models import Verdict
from verifier.verdicts.types import Part

DISOWNING = frozenset({DisclaimerKind.PUBLISHER_NO_VERIFICATION, DisclaimerKind.OPINION_RESPONSIBILITY})


def standings(
    session: Session, tickets: Sequence[Ticket], *, withheld: Withholding | None = None
) -> dict[int, Standing]:
    """What the public is told now of each of these tickets' claims, by ticket id; eleven queries, however many.

    ``withheld`` are the holds that stand, where they were read already.
    """
    inputs = standing_inputs(session, tickets, withheld=withheld)
    return {ticket_id: standing(given) for ticket_id, given in inputs.items()}


def standing_inputs(
    session: Session, tickets: Sequence[Ticket], *, withheld: Withholding | None = None
) -> dict[int, StandingInput]:
    """All that the public line of each of these tickets depends on, by ticket id."""
    if not tickets:
        return {}
    wanted = select(Claim.id, Claim.article_id, Claim.start, Claim.end)
    places = session.execute(wanted.where(Claim.id.in_([row.claim_id for row in tickets]))).all()
    article_of = {row.id: row.article_id for row in places}
    held = withheld.parts if withheld is not None else holds.held_in(session, set(article_of.values()))
    since = {row.id: held.get(row.article_id, FREE).since(row.start, row.end) for row in places}
    disclaimers = articles.disclaimers_of(session, set(article_of.values()))
    scoped = articles.claim_disclaimers_of(session, list(article_of))
    publishers = sources.by_ids(session, {row.publisher_id for row in tickets})
    versions = verdicts.of_tickets(session, [row.id for row in tickets])
    chains = provenance.rows_of(session, [row.claim_id for row in tickets])
    newsroom = newsrooms.current(session)
    return {
        row.id: standing_input(
            row,
            publisher=publishers[row.publisher_id],
            disclaimers=disclaimers[article_of[row.claim_id]],
            scoped=scoped[row.claim_id],
            versions=versions[row.id],
            rows=chains[row.claim_id],
            newsroom=newsroom,
            held_since=since[row.claim_id],
        )
        for row in tickets
    }


def standing_input(
    ticket: Ticket,
    *,
    publisher: Source,
    disclaimers: Sequence[Disclaimer],
    scoped: Sequence[Disclaimer],
    versions: Sequence[Verdict],
    rows: ClaimRows,
    newsroom: Newsroom,
    held_since: datetime | None = None,
) -> StandingInput:
    """All that the public line of one ticket depends on, from rows that are already read.

    ``disclaimers`` are those of its article, ``scoped`` those of single claims that reach this one. ``held_since``: the
    moment from which it is withheld.
    """
    shown = shown_verdict(ticket.state, versions)
    public = public_rows(rows)
    steps = public.chain()
    return StandingInput(
        state=ticket.state.value,
        publisher=publisher.public_name(),
        disclaimer=disclaimer_words(disclaimers),
        of_claim=" … ".join(" ".join(row.words.split()) for row in scoped),
        signed=signed_verdict(shown, versions) if shown else None,
        origins=public_origins(public) if shown else None,
        outlets=count_outlets(public) if shown else 0,
        hops=len(steps) - 1 if steps else None,
        chain_end=public_end(rows, public)[0].value if steps else None,
        single_sign_off=newsroom.single_sign_off,
        held_since=held_since.date() if held_since else None,
        closed_reason=ticket.closed_reason.value if ticket.closed_reason else "",
        withdrawn_reason=ticket.withdrawn_reason,
    )


def outermost(disclaimers: Sequence[Disclaimer]) -> list[Disclaimer]:
    """Disclaimers of the whole article in the order of the text, without those said within a longer one."""
    found: list[Disclaimer] = []
    for row in sorted(disclaimers, key=lambda one: (one.start, -one.end)):
        if row.scope is DisclaimerScope.ARTICLE and (not found or row.end > found[-1].end):
            found.append(row)
    return found


def disclaimer_words(disclaimers: Sequence[Disclaimer]) -> str:
    """The publisher's own words by which it disowns the whole article, verbatim and once; gaps are marked."""
    words = ""
    end = 0
    for row in outermost([one for one in disclaimers if one.kind in DISOWNING]):
        gap = " " if row.start - end <= 2 else " … "
        words = f"{words}{gap}{row.words}" if words else row.words
        end = row.end
    return words


def shown_verdict(state: TicketState, versions: Sequence[Verdict]) -> Verdict | None:
    """The version that the public may see: the one just signed, else the last that was published."""
    if state in {TicketState.SIGNED_OFF, TicketState.PUBLISHED}:
        return verdicts.last_signed(versions)
    return verdicts.last_published(versions)


def signed_verdict(verdict: Verdict, versions: Sequence[Verdict]) -> SignedVerdict:
    """A signed version as the public may know it: the parts people had, never their names.

    Its number counts published versions only: drafts and returned proposals are the desk's own matter.
    """
    if verdict.signed_at is None:
        raise ValueError("this version was never signed")
    earlier = sum(row.published_at is not None and row.number < verdict.number for row in versions)
    return SignedVerdict(
        attribution=verdict.attribution,
        content=verdict.content,
        signed_on=verdict.signed_at.date(),
        version=earlier + 1,
        correction_note=verdict.public_note,
        alone=verdict.signed_part == Part.SOLE and verdict.signed_by_id == verdict.proposed_by_id,
    )
