"""Verbs on legal holds. A hold acts at once and changes no ticket: no form over one becomes stale by it."""

from typing import Any

from sqlalchemy.orm import Session

from verifier.articles.models import Article
from verifier.audit.actions import record
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken
from verifier.tickets import queries_holds, rules
from verifier.tickets.models import LegalHold, Ticket
from verifier.tickets.types import Acting


def state_of(hold: LegalHold) -> dict[str, Any]:
    """What the log's digest of a hold covers."""
    return {
        "ticket": hold.ticket_id,
        "article": hold.article_id,
        "reason": hold.reason,
        "set_at": hold.set_at,
        "set_by": hold.set_by_id,
        "lift_reason": hold.lift_reason,
        "lift_asked_at": hold.lift_asked_at,
        "lift_asked_by": hold.lift_asked_by_id,
        "lifted_at": hold.lifted_at,
        "lifted_by": hold.lifted_by_id,
        "lifted_alone": hold.lifted_alone,
    }


def put_on_hold(session: Session, of: Ticket | Article, *, reason: str, acting: Acting) -> LegalHold:
    """Withhold a claim, or a whole article, from readers from now on. Raises RuleBroken for a second hold on it."""
    person = rules.check_may_hold(acting.person)
    words = rules.check_note(reason, "reason")
    hold = LegalHold(reason=words, set_at=acting.at, set_by_id=person.id, lift_reason="", lifted_alone=False)
    if isinstance(of, Ticket):
        hold.ticket_id = of.id
        on = queries_holds.holds_on(session, ticket_id=of.id)
    else:
        hold.article_id = of.id
        on = queries_holds.holds_on(session, article_id=of.id)
    if any(one.lifted_at is None for one in on):
        raise RuleBroken("held_already", "This is on legal hold already.")
    session.add(hold)
    _log(session, hold, "hold:put", acting)
    return hold


def lift(session: Session, hold: LegalHold, *, reason: str, single_sign_off: bool, acting: Acting) -> bool:
    """Show readers again what a hold withheld: the first person asks with a reason, a second one confirms.

    True once it is lifted. Raises RuleBroken.
    """
    person = rules.check_may_hold(acting.person)
    confirmed = rules.check_lifting(
        person, hold.lift_asked_by_id, lifted=hold.lifted_at is not None, single_sign_off=single_sign_off
    )
    if hold.lift_asked_by_id is None:
        hold.lift_reason = rules.check_note(reason, "reason")
        hold.lift_asked_at, hold.lift_asked_by_id = acting.at, person.id
    if not confirmed:
        _log(session, hold, "hold:ask_lift", acting)
        return False
    hold.lifted_at, hold.lifted_by_id = acting.at, person.id
    hold.lifted_alone = hold.lift_asked_by_id == person.id
    _log(session, hold, "hold:lift", acting)
    return True


def keep(session: Session, hold: LegalHold, *, acting: Acting) -> None:
    """Say that a hold stays although somebody asked to lift it. Raises RuleBroken where nobody asked."""
    rules.check_may_hold(acting.person)
    if hold.lifted_at is not None or hold.lift_asked_by_id is None:
        raise RuleBroken("nothing_asked", "Nobody asks to lift this hold now. Look at it again.")
    hold.lift_reason, hold.lift_asked_at, hold.lift_asked_by_id = "", None, None
    _log(session, hold, "hold:keep", acting)


def _log(session: Session, hold: LegalHold, action: str, acting: Acting) -> None:
    session.flush()
    record(
        session,
        action=action,
        subject=Subject("hold", hold.id, hold.version, state_of(hold)),
        actor_id=acting.person.id if acting.person else None,
        now=acting.at,
        detail={"ticket": hold.ticket_id} if hold.ticket_id is not None else {"article": hold.article_id},
    )
