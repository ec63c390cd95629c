"""Two admins who turn on each other in the same instant do not both win, and one admin always stays."""

import threading
from collections.abc import Callable
from time import sleep

import pytest
from factories.desk import Desk
from sqlalchemy.orm import Session

from verifier.accounts import actions, queries
from verifier.accounts.types import Person, Role
from verifier.kernel.db import Database
from verifier.kernel.errors import RuleBroken

Blow = Callable[[Desk, Session, Person, Person], None]


def demote(desk: Desk, session: Session, by: Person, whom: Person) -> None:
    account = queries.by_id(session, whom.id)
    actions.change_role(session, account, role=Role.VIEWER, by=by, now=desk.now, version=1)


def disable(desk: Desk, session: Session, by: Person, whom: Person) -> None:
    actions.set_active(session, queries.by_id(session, whom.id), active=False, by=by, now=desk.now)


@pytest.mark.parametrize("blow", [demote, disable])
@pytest.mark.parametrize("admins", [2, 3])
def test_of_two_blows_at_once_the_second_is_refused(database: Database, desk: Desk, admins: int, blow: Blow) -> None:
    first, second, *_ = [desk.person(Role.ADMIN) for _ in range(admins)]
    refusals: list[str] = []

    def strike_back() -> None:
        try:
            with database.writing() as session:
                blow(desk, session, second, first)
        except RuleBroken as error:
            refusals.append(error.code)

    other = threading.Thread(target=strike_back)
    with database.writing() as session:
        blow(desk, session, first, second)
        other.start()
        sleep(0.5)  # the other one is at the lock now
        assert refusals == []
    other.join(10)
    assert refusals == ["not_admin"]
    with database.reading() as session:
        assert queries.count_active(session, Role.ADMIN) == admins - 1


def test_a_change_of_role_sees_what_was_changed_while_it_waited(database: Database, desk: Desk) -> None:
    admin, whom = desk.person(Role.ADMIN), desk.person()
    refusals: list[str] = []

    def change_too() -> None:
        try:
            with database.writing() as session:
                demote(desk, session, admin, whom)
        except RuleBroken as error:
            refusals.append(error.code)

    other = threading.Thread(target=change_too)
    with database.writing() as session:
        actions.change_role(
            session, queries.by_id(session, whom.id), role=Role.EDITOR, by=admin, now=desk.now, version=1
        )
        other.start()
        sleep(0.3)
    other.join(10)
    assert refusals == ["stale"]
    with database.reading() as session:
        assert queries.by_id(session, whom.id).role is Role.EDITOR
