"""Every filter and order that the queue offers walks along an index, whatever the engine knows of its tables."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import Connection

from verifier.kernel.db import Database
from verifier.tickets.queries_queue import _statement, next_open
from verifier.tickets.types import TicketState
from verifier.web.queue.views import VIEWS

SHAPES = [
    (len(states), publishers, view == "mine", view == "again", newest, backwards)
    for (view, (_, states)), publishers, newest, backwards in product(
        VIEWS.items(), (0, 1, 2), (False, True), (None, False, True)
    )
]


def plan_of(connection: Connection, words: str, given: tuple[object, ...]) -> list[str]:
    """What the engine would do, one line for each step."""
    if connection.dialect.name == "sqlite":
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given)]
    return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {words}", given)]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A connection to a desk whose tables were never analysed; PostgreSQL sorts and scans only if it must."""
    with database.engine.connect() as found:
        if database.dialect == "postgresql":
            for name in ("seqscan", "sort", "bitmapscan", "hashjoin", "incremental_sort"):
                found.exec_driver_sql(f"SET enable_{name} = off")
        yield found


def is_bad(step: str) -> bool:
    """Whether this step looks at every ticket or sorts what it found."""
    if "TEMP B-TREE" in step or "Sort  (" in step:
        return True
    return "Seq Scan on ticket" in step or (step.startswith("SCAN ticket") and "INDEX" not in step)


def test_no_filter_of_the_queue_scans_or_sorts(connection: Connection) -> None:
    assert len(SHAPES) > 100
    for shape in SHAPES:
        compiled = _statement(*shape, connection.dialect.name == "sqlite").compile(dialect=connection.dialect)
        given = dict.fromkeys(compiled.params, 1) | {"due_at": "2026-01-01", "limit": 51}
        given |= {name: TicketState.OPEN.value for name in compiled.params if name.startswith("state_")}
        if connection.dialect.name == "sqlite":
            steps = plan_of(connection, str(compiled), tuple(given[name] for name in compiled.positiontup or ()))
        else:
            steps = plan_of(connection, str(compiled), given)
        newest, of_all = shape[4], not any(shape[:4])
        bad = [step for step in steps if is_bad(step)]
        if newest and of_all:  # the key itself is in the order of age: from its end on is no scan
            assert not [step for step in bad if step != "SCAN ticket"], (shape, steps)
        else:
            assert not bad, (shape, steps)
            assert [step for step in steps if "ix_ticket_" in step], (shape, steps)


def test_the_next_ticket_is_found_by_its_index(connection: Connection) -> None:
    found = next_open(None, None)  # type: ignore[arg-type]
    compiled = found.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})  # type: ignore[union-attr]
    steps = plan_of(connection, str(compiled).strip("()"), ())
    usual = "ix_ticket_queue_as" if connection.dialect.name == "sqlite" else "ix_ticket_queue"
    assert any(usual in step for step in steps), steps
    assert not [step for step in steps if is_bad(step)], steps
