"""Whatever a row says, an entry of the log says so too."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from factories.desk import Desk
from sqlalchemy import delete, insert, select, text, update

from verifier.accounts.models import Account, DeskSession
from verifier.audit import queries
from verifier.audit.actions import record, sweep
from verifier.audit.auditing import audit
from verifier.audit.models import Entry
from verifier.audit.types import Subject
from verifier.kernel.db import Database
from verifier.schema import METADATA
from verifier.tickets.types import TicketState


def found(database: Database) -> list[str]:
    with database.one_moment() as session:
        return list(audit(session, METADATA))


def test_every_row_of_a_desk_at_work_is_what_the_log_says(desk: Desk, database: Database) -> None:
    for state in TicketState:
        desk.ticket(state)
    assert found(database) == []
