"""Views of earlier claims that say the same: of a ticket's claim, and of the claims of an intake."""

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.articles import rules as reading_rules
from verifier.articles.types import Recognised
from verifier.learning.queries import claim_record
from verifier.matching import actions_earlier as actions
from verifier.matching import queries_earlier as queries
from verifier.matching.types_earlier import Question
from verifier.policy import Permission, may_act
from verifier.reading.types import Naming, ProposedClaim
from verifier.tickets import queries as tickets
from verifier.tickets import rules
from verifier.tickets.models import Ticket
from verifier.tickets.types import Action
from verifier.web.door import Door, acting, our_newsroom, person, reading, render
from verifier.web.earlier import pages
from verifier.web.workbench.doing import attempt
from verifier.web.workbench.forms import TicketForm

door = Door("earlier", section="queue")

MOST_ASKED = 40
"""Claims of an intake that are looked up, those most worth checking first."""


@door.page("/tickets/<int:ticket_id>/already-checked", permission=Permission.TICKET_READ)
def ticket(ticket_id: int) -> ResponseReturnValue:
    """Earlier claims that may say what this ticket's claim says."""
    session = reading()
    row, claim, article, _ = tickets.in_full(session, ticket_id)
    beside = queries.speakers_of(session, claim.id)
    found = pages.shown(queries.same(session, claim.wording, beside=beside, but_claim_ids=(claim.id,)))
    standpoint = tickets.standpoint(session, row)
    page = pages.TicketEarlierPage(
        ticket_id=row.id,
        version=row.version,
        claim_id=claim.id,
        wording=claim.wording,
        language=article.language,
        lines=pages.lines_of(claim.wording, found, pages.known_of(session, found), our_newsroom().name),
        can_close=may_act(person(), Action.CLOSE, standpoint),
        can_edit=rules.may_edit(person(), standpoint),
    )
    return render("earlier/ticket.html", page)


@door.form("/tickets/<int:ticket_id>/already-checked/<int:earlier_id>/reuse", permission=Permission.TICKET_WORK)
def reuse(ticket_id: int, earlier_id: int) -> ResponseReturnValue:
    """Let this claim draw on the reports on which the claim of an earlier ticket draws."""
    form = TicketForm("reuse", sent=True)

    def doing(session: Session, row: Ticket) -> str:
        claim = articles.claim_by_id(session, row.claim_id)
        earlier = tickets.by_id(session, earlier_id)
        done = actions.reuse_statements(
            session, row, claim, earlier.claim_id, acting=acting(), version=form.seen_version()
        )
        words = f"{done.added} {'source is' if done.added == 1 else 'sources are'} added from T-{earlier_id}."
        if done.known:
            words += f" {done.known} stood here already."
        if done.left:
            words += f" {done.left} may not be taken over: protected, or not on the record."
        return f"{words} Check the words they use on this claim."

    return attempt(ticket_id, form, doing, anchor="sources")


@door.page("/articles/drafts/<int:draft_id>/already-checked", permission=Permission.ARTICLE_TAKE_IN)
def draft(draft_id: int) -> ResponseReturnValue:
    """Which of the claims that are proposed for this intake were perhaps checked before."""
    session = reading()
    row = articles.draft_by_id(session, draft_id, person().id)
    what = Recognised(row.title, row.publisher, row.byline, row.published_on, row.language, row.url)
    known = articles.known_disclaimers(session, what.publisher)
    proposed = reading_rules.by_worth(reading_rules.read_as(row.text, what, known).claims, claim_record(session))
    asked = [Question(_wording(one), _speakers(one)) for one in proposed[:MOST_ASKED]]
    found = [pages.shown(one)[:2] for one in queries.same_of_all(session, asked)] if asked else []
    told = pages.known_of(session, [one for each in found for one in each])
    name = our_newsroom().name
    page = pages.DraftEarlierPage(
        draft_id=row.id,
        title=row.title,
        language=row.language,
        asked=len(asked),
        left_out=len(proposed) - len(asked),
        claims=tuple(
            (one.words, pages.lines_of(one.words, each, told, name))
            for one, each in zip(asked, found, strict=True)
            if each
        ),
    )
    return render("earlier/draft.html", page)


def _wording(one: ProposedClaim) -> str:
    return reading_rules.alone(one.standalone.words if one.standalone else one.text)


def _speakers(one: ProposedClaim) -> str:
    return ", ".join(hop.source for hop in one.chain[1:] if hop.naming is Naming.NAMED)
