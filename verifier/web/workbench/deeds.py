"""Every action on a ticket that a person can do here: the form it asks for and the verb that carries it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from verifier.articles import queries as articles
from verifier.articles.models import Article, Claim
from verifier.kernel.errors import RuleBroken
from verifier.newsroom import queries as newsrooms
from verifier.tickets import actions as tickets
from verifier.tickets import queries as ticket_queries
from verifier.tickets import rules
from verifier.tickets.models import Ticket
from verifier.tickets.types import Acting, Action
from verifier.verdicts import actions as verdicts
from verifier.web.door import acting, our_newsroom, reading
from verifier.web.proving import prove
from verifier.web.witnessing import take_checkpoint
from verifier.web.workbench.forms import (
    AssignForm,
    CloseForm,
    CommentForm,
    ReasonForm,
    SignForm,
    TicketForm,
    VerdictForm,
)


def nothing() -> None:
    """What follows on most actions."""


SIGNED_ON_HOLD = "Signed off. The claim is on legal hold: publish the verdict once the hold is lifted."
WITHDRAWAL_ASKED = "Asked. The verdict is withdrawn once a second editor confirms it."


@dataclass(frozen=True, slots=True)
class Deed:
    """One action. ``carry_out`` returns what is told when it is done, "" for the usual words of the table.

    ``before`` runs outside the transaction, ``after`` once it is kept; ``at`` is the place of its form on the page.
    """

    action: Action
    form: type[TicketForm]
    carry_out: Callable[[Session, Ticket, Any, Acting], str]
    before: Callable[[int, Any], None] = lambda _ticket_id, _form: None
    at: str = ""
    after: Callable[[], None] = nothing

    @property
    def place(self) -> str:
        """The place of the form on the page."""
        return self.at or self.action.value


def _claim_and_article(session: Session, ticket: Ticket) -> tuple[Claim, Article]:
    claim = articles.claim_by_id(session, ticket.claim_id)
    return claim, articles.by_id(session, claim.article_id)


def _accept(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    tickets.accept(session, ticket, *_claim_and_article(session, ticket), who)
    return ""


def _discard(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    tickets.discard(session, ticket, who)
    return ""


def _take(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    tickets.take(session, ticket, who)
    return ""


def _assign(session: Session, ticket: Ticket, form: AssignForm, who: Acting) -> str:
    tickets.check(session, ticket, Action.ASSIGN, who)
    if not form.person.data:
        raise RuleBroken("person_missing", "Choose who shall have this ticket.", "person")
    tickets.assign(session, ticket, who, account_id=form.person.data)
    return ""


def _release(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    tickets.release(session, ticket, who)
    return ""


def _ask_help(session: Session, ticket: Ticket, form: CommentForm, who: Acting) -> str:
    tickets.ask_help(session, ticket, who, comment=form.comment.data or "")
    return ""


def _resume(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    tickets.resume(session, ticket, who)
    return ""


def _propose(session: Session, ticket: Ticket, form: VerdictForm, who: Acting) -> str:
    claim, article = _claim_and_article(session, ticket)
    verdicts.propose(session, ticket, claim, article, form.fields(), acting=who, version=form.seen_version())
    return ""


def _propose_verdict(session: Session, ticket: Ticket, form: VerdictForm, who: Acting) -> str:
    tickets.check(session, ticket, Action.PROPOSE_VERDICT, who)
    return _propose(session, ticket, form, who)


def _correct(session: Session, ticket: Ticket, form: VerdictForm, who: Acting) -> str:
    tickets.check(session, ticket, Action.CORRECT, who)
    return _propose(session, ticket, form, who)


def _return(session: Session, ticket: Ticket, form: CommentForm, who: Acting) -> str:
    verdicts.give_back(session, ticket, comment=form.comment.data or "", acting=who)
    return ""


def _recall(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    verdicts.recall(session, ticket, acting=who)
    return ""


def _before_signing(ticket_id: int, form: SignForm) -> None:
    """Ask for a fresh proof only of somebody who may sign this."""
    session = reading()
    single = our_newsroom().single_sign_off
    standpoint = ticket_queries.standpoint(session, ticket_queries.by_id(session, ticket_id), single_sign_off=single)
    rules.check_may(rules.transition(Action.SIGN_OFF, standpoint.state), acting().person, standpoint)
    prove(form)


def _sign_off(session: Session, ticket: Ticket, form: SignForm, who: Acting) -> str:
    claim, article = _claim_and_article(session, ticket)
    newsroom = newsrooms.current(session)
    seen = form.seen.data or ""
    verdict = verdicts.sign_off(session, ticket, claim, article, seen_sha256=seen, newsroom=newsroom, acting=who)
    if verdict.published_at is None and newsroom.auto_publish:
        return SIGNED_ON_HOLD
    return "Signed off and published." if newsroom.auto_publish else ""


def _publish(session: Session, ticket: Ticket, _form: TicketForm, who: Acting) -> str:
    verdicts.publish(session, ticket, acting=who)
    return ""


def _edit_signed(session: Session, ticket: Ticket, form: ReasonForm, who: Acting) -> str:
    verdicts.edit_signed(session, ticket, reason=form.reason.data or "", acting=who)
    return ""


def _reopen(session: Session, ticket: Ticket, form: ReasonForm, who: Acting) -> str:
    verdicts.reopen(session, ticket, reason=form.reason.data or "", acting=who)
    return ""


def _withdraw(session: Session, ticket: Ticket, form: ReasonForm, who: Acting) -> str:
    newsroom = newsrooms.current(session)
    done = verdicts.withdraw(session, ticket, reason=form.reason.data or "", newsroom=newsroom, acting=who)
    return "" if done else WITHDRAWAL_ASKED


def _close(session: Session, ticket: Ticket, form: CloseForm, who: Acting) -> str:
    tickets.close(
        session,
        ticket,
        who,
        reason=form.reason(),
        note=form.note.data or "",
        duplicate_of_id=form.original_id(),
    )
    return ""


DEEDS: Final[Mapping[str, Deed]] = {
    deed.action.value: deed
    for deed in (
        Deed(Action.ACCEPT, TicketForm, _accept),
        Deed(Action.DISCARD, TicketForm, _discard),
        Deed(Action.TAKE, TicketForm, _take),
        Deed(Action.ASSIGN, AssignForm, _assign),
        Deed(Action.RELEASE, TicketForm, _release),
        Deed(Action.ASK_HELP, CommentForm, _ask_help),
        Deed(Action.RESUME, TicketForm, _resume),
        Deed(Action.PROPOSE_VERDICT, VerdictForm, _propose_verdict, at="verdict"),
        Deed(Action.CORRECT, VerdictForm, _correct, at="verdict"),
        Deed(Action.RETURN, CommentForm, _return),
        Deed(Action.RECALL, TicketForm, _recall),
        Deed(Action.SIGN_OFF, SignForm, _sign_off, _before_signing, after=take_checkpoint),
        Deed(Action.PUBLISH, TicketForm, _publish),
        Deed(Action.EDIT_SIGNED, ReasonForm, _edit_signed),
        Deed(Action.REOPEN, ReasonForm, _reopen),
        Deed(Action.WITHDRAW, ReasonForm, _withdraw),
        Deed(Action.CLOSE, CloseForm, _close),
    )
}
