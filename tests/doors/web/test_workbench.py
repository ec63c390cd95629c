"""One ticket on one page, as each person sees it."""

from collections.abc import Callable

import pytest
from factories.desk import CLAIM, DISCLAIMER, Desk
from factories.visitor import Visitor

from verifier.tickets.types import TicketState

Enter = Callable[..., Visitor]


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("role", ["viewer", "reviewer", "editor", "admin", "auditor"])
def test_every_state_is_a_sound_page_for_every_role(desk: Desk, visit: Enter, state: TicketState, role: str) -> None:
    visitor = visit(role)
    visitor.get(f"/tickets/{desk.ticket(state)}", status=200)
    assert CLAIM in visitor.words()
