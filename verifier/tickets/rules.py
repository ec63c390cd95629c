"""The one table of what can be done to a ticket, and the rules around it.

Pages, programs, tests and docs all read this table; nothing else decides about a state.
"""

from datetime import UTC, datetime, timedelta

from verifier.accounts.types import Person, Role
from verifier.kernel.errors import RuleBroken
from verifier.tickets.types import Action, ClosedReason, Needs, Standpoint, TicketState, Transition, Who

LEASE = timedelta(hours=12)
NO_DUE_DATE = datetime(9999, 12, 31, tzinfo=UTC)
LONGEST_NOTE = 10_000

ON_HOLD = "This claim is on legal hold: nothing on it is published until the hold is lifted."

S = TicketState
URGENT_IN = frozenset({S.PROPOSED, S.OPEN, S.IN_PROGRESS, S.HELP_NEEDED, S.IN_REVIEW, S.CORRECTING})
EDITABLE = frozenset({S.IN_PROGRESS, S.HELP_NEEDED, S.CORRECTING})
SIGNED = frozenset({S.SIGNED_OFF, S.PUBLISHED, S.CORRECTING})
OVER = frozenset({S.CLOSED, S.WITHDRAWN})
WORKING = frozenset({S.OPEN, S.IN_PROGRESS, S.HELP_NEEDED, S.IN_REVIEW, S.CORRECTING})


def _row(
    action: Action, sources: set[TicketState], target: TicketState, who: Who, label: str, done: str, *needs: Needs
) -> Transition:
    return Transition(action, frozenset(sources), target, who, label, done, frozenset(needs))


TRANSITIONS: tuple[Transition, ...] = (
    _row(Action.ACCEPT, {S.PROPOSED}, S.OPEN, Who.REVIEWER, "Accept", "Accepted."),
    _row(Action.DISCARD, {S.PROPOSED}, S.CLOSED, Who.REVIEWER, "Discard", "Discarded."),
    _row(Action.TAKE, {S.OPEN}, S.IN_PROGRESS, Who.REVIEWER, "Take", "This ticket is yours."),
    _row(Action.ASSIGN, {S.OPEN}, S.IN_PROGRESS, Who.EDITOR, "Assign", "Assigned.", Needs.PERSON),
    _row(Action.RELEASE, {S.IN_PROGRESS}, S.OPEN, Who.HOLDER_OR_EDITOR, "Release", "Released; the work is kept."),
    _row(Action.EXPIRE, {S.IN_PROGRESS}, S.OPEN, Who.TIMER, "Expire", "The lease ran out; the work is kept."),
    _row(Action.ASK_HELP, {S.IN_PROGRESS}, S.HELP_NEEDED, Who.HOLDER, "Ask for help", "Help asked.", Needs.COMMENT),
    _row(Action.RESUME, {S.HELP_NEEDED}, S.IN_PROGRESS, Who.HOLDER, "Resume", "Resumed."),
    _row(
        Action.PROPOSE_VERDICT,
        {S.IN_PROGRESS, S.HELP_NEEDED},
        S.IN_REVIEW,
        Who.HOLDER,
        "Propose verdict",
        "Proposed; it waits for an editor.",
        Needs.VERDICT,
    ),
    _row(Action.RETURN, {S.IN_REVIEW}, S.IN_PROGRESS, Who.EDITOR, "Return", "Returned to the reviewer.", Needs.COMMENT),
    _row(Action.RECALL, {S.IN_REVIEW}, S.IN_PROGRESS, Who.PROPOSER, "Recall", "Recalled; you can go on."),
    _row(Action.SIGN_OFF, {S.IN_REVIEW}, S.SIGNED_OFF, Who.EDITOR, "Sign off", "Signed off.", Needs.SIGNATURE),
    _row(Action.PUBLISH, {S.SIGNED_OFF}, S.PUBLISHED, Who.EDITOR, "Publish", "Published."),
    _row(
        Action.EDIT_SIGNED,
        {S.SIGNED_OFF},
        S.IN_PROGRESS,
        Who.REVIEWER,
        "Edit",
        "The signature is void; edit and propose again.",
        Needs.REASON,
    ),
    _row(
        Action.REOPEN,
        {S.PUBLISHED},
        S.CORRECTING,
        Who.REVIEWER,
        "Reopen for correction",
        "Under correction; the old version stays readable.",
        Needs.REASON,
    ),
    _row(Action.REOPEN, {S.CLOSED}, S.OPEN, Who.REVIEWER, "Reopen", "Open again.", Needs.REASON),
    _row(
        Action.CORRECT,
        {S.CORRECTING},
        S.IN_REVIEW,
        Who.REVIEWER,
        "Propose correction",
        "Correction proposed; it waits for an editor.",
        Needs.VERDICT,
        Needs.PUBLIC_NOTE,
    ),
    _row(
        Action.WITHDRAW,
        {S.SIGNED_OFF, S.PUBLISHED, S.CORRECTING},
        S.WITHDRAWN,
        Who.EDITOR,
        "Withdraw",
        "Withdrawn.",
        Needs.REASON,
    ),
    _row(
        Action.CLOSE,
        {S.PROPOSED, S.OPEN, S.IN_PROGRESS, S.HELP_NEEDED},
        S.CLOSED,
        Who.REVIEWER,
        "Close",
        "Closed.",
        Needs.CLOSING,
    ),
)


def transition(action: Action, state: TicketState) -> Transition:
    """The row for this action in this state. Raises RuleBroken where the table has none."""
    for row in TRANSITIONS:
        if row.action is action and state in row.sources:
            return row
    words = state.value.replace("_", " ")
    what = action.value.replace("-", " ")
    raise RuleBroken(
        "forbidden_transition", f"A ticket that is {words} cannot be changed by “{what}”. Look at it again."
    )


def target(row: Transition, ticket: Standpoint) -> TicketState:
    """Where the ticket goes. One whose verdict the public has seen goes back to correcting, never out of sight."""
    if row.target is S.IN_PROGRESS and ticket.ever_published:
        return S.CORRECTING
    return row.target


_WHO_WORDS = {
    Who.REVIEWER: "Only a reviewer or an editor may do this.",
    Who.HOLDER: "Only the person who holds this ticket may do this. Take it first, or ask its holder.",
    Who.HOLDER_OR_EDITOR: "Only the holder of this ticket, or an editor, may do this.",
    Who.EDITOR: "Only an editor may do this.",
    Who.PROPOSER: "Only the person who proposed the verdict may recall it.",
    Who.TIMER: "Only the desk's clock does this.",
}


def may(who: Who, person: Person | None, ticket: Standpoint) -> bool:
    """Whether this person stands in that relation to the ticket. ``person`` None is the desk itself."""
    if person is None or who is Who.TIMER:
        return person is None and who is Who.TIMER
    editor = person.role is Role.EDITOR
    works = editor or person.role is Role.REVIEWER
    holds = works and ticket.holder_id == person.id
    answers = {
        Who.REVIEWER: works,
        Who.HOLDER: holds,
        Who.HOLDER_OR_EDITOR: holds or editor,
        Who.EDITOR: editor,
        Who.PROPOSER: works and ticket.proposer_id == person.id,
    }
    return answers[who]


def check_may(row: Transition, person: Person | None, ticket: Standpoint) -> None:
    """Raise RuleBroken where this person may not do this to this ticket."""
    if not may(row.who, person, ticket):
        raise RuleBroken("not_yours", _WHO_WORDS[row.who])
    if row.action is Action.SIGN_OFF and person is not None:
        check_four_eyes(person, ticket)
    if row.action is Action.PUBLISH and ticket.on_hold:
        raise RuleBroken("on_hold", ON_HOLD)


def check_four_eyes(person: Person, ticket: Standpoint) -> None:
    """Raise RuleBroken where the signer would sign their own work, unless the desk allows single sign-off.

    Holds for every role: who proposed the verdict or edited what it rests on since the last signature cannot sign it.
    """
    if ticket.single_sign_off:
        return
    if person.id == ticket.proposer_id:
        raise RuleBroken("four_eyes", "You proposed this verdict. A second person must sign it.")
    if person.id in ticket.author_ids:
        raise RuleBroken("four_eyes", "You edited what this verdict rests on. Somebody who did not must sign it.")


def check_withdrawal(person: Person, ticket: Standpoint) -> bool:
    """Whether a second editor now confirms the withdrawal; False where this editor is the first to ask.

    Raises RuleBroken where the same editor asks twice.
    """
    if ticket.single_sign_off:
        return True
    if ticket.withdrawal_asked_by_id is None:
        return False
    if ticket.withdrawal_asked_by_id == person.id:
        raise RuleBroken("second_editor", "You asked for this withdrawal already. A second editor must confirm it.")
    return True


def check_may_edit(person: Person, ticket: Standpoint) -> None:
    """Raise RuleBroken where this person may not edit what the verdict rests on now."""
    if ticket.state is S.IN_REVIEW:
        raise RuleBroken("frozen", "The verdict is in review and its content frozen. Recall or return it first.")
    if ticket.state not in EDITABLE:
        raise RuleBroken("not_editable", "Take this ticket first, or reopen it: then it can be edited.")
    needed = Who.REVIEWER if ticket.state is S.CORRECTING else Who.HOLDER
    if not may(needed, person, ticket):
        raise RuleBroken("not_yours", _WHO_WORDS[needed])


def may_edit(person: Person | None, ticket: Standpoint) -> bool:
    """Whether this person may edit what the verdict rests on now."""
    try:
        check_may_edit(person, ticket) if person else None
    except RuleBroken:
        return False
    return person is not None


def check_urgency(person: Person | None, state: TicketState) -> None:
    """Raise RuleBroken where this person may not say how urgent a ticket in this state is; the desk itself may."""
    if person is not None and person.role not in {Role.REVIEWER, Role.EDITOR}:
        raise RuleBroken("not_yours", _WHO_WORDS[Who.REVIEWER])
    if state not in URGENT_IN:
        raise RuleBroken("not_urgent", "Nothing is left to do here, so nothing is urgent. Reopen the ticket first.")


def check_reviewer(role: Role, *, active: bool) -> None:
    """Raise RuleBroken for somebody to whom no ticket can be assigned."""
    if not active or role not in {Role.REVIEWER, Role.EDITOR}:
        raise RuleBroken("cannot_review", "Choose a reviewer or an editor who is still active.", "person")


def check_note(words: str, field: str) -> str:
    """The words as they are kept. Raises RuleBroken for none or too many."""
    kept = words.strip()
    if not kept:
        asked = {"comment": "Write a comment.", "reason": "Write the reason.", "public_note": "Write the public note."}
        asked["words"] = "Write why it stands."
        raise RuleBroken(f"{field}_missing", asked.get(field, "Write a few words."), field)
    if len(kept) > LONGEST_NOTE:
        raise RuleBroken(f"{field}_long", f"Write at most {LONGEST_NOTE:,} characters.", field)
    return kept


def may_hold(person: Person | None) -> bool:
    """Whether this person may put something on legal hold, or have it lifted."""
    return person is not None and person.role in {Role.EDITOR, Role.ADMIN}


def check_may_hold(person: Person | None) -> Person:
    """The person. Raises RuleBroken where they may not decide about legal holds."""
    if person is None or not may_hold(person):
        raise RuleBroken("not_yours", "Only an editor or an admin decides about a legal hold.")
    return person


def check_lifting(person: Person, asked_by_id: int | None, *, lifted: bool, single_sign_off: bool) -> bool:
    """Whether the hold is lifted now; False where this person is the first to ask for it.

    Raises RuleBroken where it was lifted already, and where the same person asks twice.
    """
    if lifted:
        raise RuleBroken("hold_lifted", "This hold was lifted already. Readers see everything again.")
    if single_sign_off:
        return True
    if asked_by_id == person.id:
        raise RuleBroken("second_person", "You asked to lift this hold already. A second person must confirm it.")
    return asked_by_id is not None


def check_look(*, done: bool) -> None:
    """Raise RuleBroken where nothing is left to look at again."""
    if done:
        raise RuleBroken(
            "looked_already", "Somebody looked at this meanwhile, or it was undone. Nothing is left to do."
        )


def check_closing(reason: ClosedReason | None, duplicate_of_id: int | None, ticket_id: int) -> ClosedReason:
    """The reason. Raises RuleBroken for none, or a duplicate without the ticket it repeats."""
    if reason is None:
        raise RuleBroken("closing_missing", "Choose why this claim is not checked.", "closed_reason")
    if reason is ClosedReason.DUPLICATE and (duplicate_of_id is None or duplicate_of_id == ticket_id):
        raise RuleBroken("duplicate_missing", "Write the number of the ticket that this one repeats.", "duplicate_of")
    return reason


def is_against_the_reader(state: TicketState, reason: ClosedReason) -> bool:
    """Whether closing a ticket says that its claim should not have been proposed; a duplicate was rightly found."""
    return state is S.PROPOSED and reason in {ClosedReason.NOT_CHECKABLE, ClosedReason.OUT_OF_SCOPE}
