"""How far a ticket has come, and the deeds that brought it there: the same that people would have done."""

from collections.abc import Sequence
from random import Random

from verifier.tickets.types import TicketState as S

SHARES: tuple[tuple[S, float], ...] = (
    (S.PROPOSED, 0.560),
    (S.OPEN, 0.150),
    (S.CLOSED, 0.130),
    (S.PUBLISHED, 0.100),
    (S.IN_PROGRESS, 0.030),
    (S.IN_REVIEW, 0.010),
    (S.HELP_NEEDED, 0.008),
    (S.SIGNED_OFF, 0.006),
    (S.CORRECTING, 0.003),
    (S.WITHDRAWN, 0.003),
)
"""Of all tickets: most of what a reader proposes is never worked on, and few things are under way at a time."""

Deed = tuple[str, S | None]
"""A deed's name in the log, and the state to which it brought the ticket, if it changed that."""

_OPENED: tuple[Deed, ...] = (("ticket:open", S.PROPOSED),)
_ACCEPTED: tuple[Deed, ...] = (*_OPENED, ("ticket:accept", S.OPEN))
_TAKEN: tuple[Deed, ...] = (*_ACCEPTED, ("ticket:take", S.IN_PROGRESS))
_PROPOSED: tuple[Deed, ...] = (*_TAKEN, ("statement:add", None), ("ticket:propose_verdict", S.IN_REVIEW))
_SIGNED: tuple[Deed, ...] = (*_PROPOSED, ("verdict:sign", None), ("ticket:sign_off", S.SIGNED_OFF))
_PUBLISHED: tuple[Deed, ...] = (*_SIGNED, ("ticket:publish", S.PUBLISHED))

DEEDS: dict[S, tuple[Deed, ...]] = {
    S.PROPOSED: _OPENED,
    S.OPEN: _ACCEPTED,
    S.CLOSED: (*_OPENED, ("ticket:discard", S.CLOSED)),
    S.IN_PROGRESS: _TAKEN,
    S.HELP_NEEDED: (*_TAKEN, ("ticket:ask_help", S.HELP_NEEDED)),
    S.IN_REVIEW: _PROPOSED,
    S.SIGNED_OFF: _SIGNED,
    S.PUBLISHED: _PUBLISHED,
    S.CORRECTING: (*_PUBLISHED, ("ticket:reopen", S.CORRECTING)),
    S.WITHDRAWN: (*_PUBLISHED, ("ticket:ask_withdrawal", None), ("ticket:withdraw", S.WITHDRAWN)),
}

_STATES = [state for state, _ in SHARES]
_WEIGHTS = [share for _, share in SHARES]


def states(random: Random, count: int) -> Sequence[S]:
    """Where so many tickets stand."""
    return random.choices(_STATES, _WEIGHTS, k=count)
