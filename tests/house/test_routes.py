"""Every route says who may, and the door keeps to it: generated from the routes and the table, nothing is forgotten."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from factories.desk import Desk
from factories.visitor import Visitor
from flask import Flask

from verifier.accounts.types import Role
from verifier.audit import queries as audit
from verifier.policy import EVERYBODY, TABLE, Permission
from verifier.web.door import LIBRARY_ENDPOINTS

Enter = Callable[..., Visitor]
PARAMETER = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+(-[a-z]+)*)?")
WHO: tuple[Role | None, ...] = (None, *Role)
SEEN = {200, 302, 303, 304, 404, 422}  # 422: a one-time link that does not work, told as a page


@dataclass(frozen=True, slots=True)
class Route:
    """One way into the desk."""

    method: str
    rule: str
    endpoint: str
    permission: Permission | None

    @property
    def path(self) -> str:
        """The address with the first row of each kind."""
        return PARAMETER.sub(lambda found: _value(found.group(1) or "string", found.group(2) or ""), self.rule)

    def is_for(self, who: Role | None) -> bool:
        """Whether the table lets them in."""
        assert self.permission is not None, f"{self.rule} names no permission"
        return self.permission in EVERYBODY or who in TABLE[self.permission]

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def _value(kind: str, choices: str) -> str:
    if kind == "any":
        return choices.split(",")[0].strip(" '\"")
    return {"int": "1"}.get(kind, "x")


def routes(app: Flask, *methods: str) -> Iterator[Route]:
    """Every route of the web door."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in LIBRARY_ENDPOINTS:
            continue
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        for method in sorted(rule.methods or ()):
            if method in methods:
                yield Route(method, rule.rule, rule.endpoint, permission)


@pytest.fixture
def furnished(desk: Desk) -> Desk:
    """A desk whose first article, claim, ticket, source and account are there."""
    desk.ticket("published")
    desk.ticket("in_review")
    desk.ticket("open")
    return desk


def test_every_route_is_looked_at_or_sent_to(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in LIBRARY_ENDPOINTS:
            continue
        assert rule.methods in ({"GET", "HEAD"}, {"POST"}), f"{rule.rule} takes {rule.methods}"


def test_every_route_names_a_permission_of_the_table(app: Flask) -> None:
    for route in routes(app, "GET", "POST"):
        assert isinstance(route.permission, Permission), f"{route} names no permission"
        assert route.permission in EVERYBODY or route.permission in TABLE, f"{route}: {route.permission} is not decided"


def test_every_permission_is_decided_once() -> None:
    assert set(TABLE) | EVERYBODY == set(Permission)
    assert not set(TABLE) & EVERYBODY


def test_an_admin_has_no_right_over_verdicts_and_only_an_editor_signs() -> None:
    assert TABLE[Permission.TICKET_SIGN] == {Role.EDITOR}
    for permission in (Permission.TICKET_WORK, Permission.SOURCE_REVISE, Permission.ARTICLE_TAKE_IN):
        assert TABLE[permission] == {Role.REVIEWER, Role.EDITOR}
    assert TABLE[Permission.HOLD_DECIDE] == {Role.EDITOR, Role.ADMIN}
    for permission in (Permission.ACCOUNT_ADMINISTER, Permission.NEWSROOM_DECIDE):
        assert TABLE[permission] == {Role.ADMIN}
    assert TABLE[Permission.AUDIT_READ] == {Role.ADMIN, Role.AUDITOR}


def test_addresses_are_kebab_case_with_typed_parameters(app: Flask) -> None:
    for route in routes(app, "GET", "POST"):
        for segment in route.rule.strip("/").split("/"):
            parameters = PARAMETER.findall(segment)
            assert all(kind for kind, _, _ in parameters), f"{route}: a parameter without a type"
            rest = PARAMETER.sub("x", segment)
            assert not rest or SEGMENT.fullmatch(rest), f"{route}: {segment}"


@pytest.mark.parametrize("who", WHO, ids=lambda who: who.value if who else "stranger")
def test_a_page_opens_for_its_roles_and_no_other(app: Flask, furnished: Desk, visit: Enter, who: Role | None) -> None:
    visitor = visit(who)
    for route in routes(app, "GET"):
        answer = visitor.get(route.path)
        if route.is_for(who):
            assert answer.status_code in SEEN, f"{route} answers {answer.status_code}"
            assert not (who is None and "/sign-in" in answer.headers.get("Location", "")), f"{route} is for everybody"
        elif who is None:
            assert answer.status_code == 303, f"{route} answers a stranger with {answer.status_code}"
            assert answer.headers["Location"].startswith("/sign-in"), str(route)
        else:
            assert answer.status_code == 403, f"{route} answers {answer.status_code}"


@pytest.mark.parametrize("who", WHO, ids=lambda who: who.value if who else "stranger")
def test_a_form_is_refused_to_other_roles(app: Flask, furnished: Desk, visit: Enter, who: Role | None) -> None:
    visitor = visit(who)
    for route in routes(app, "POST"):
        if not route.is_for(who):
            answer = visitor.post(route.path)
            assert answer.status_code == (401 if who is None else 403), f"{route} answers {answer.status_code}"


def someone_for(route: Route) -> Role | None:
    """The first that may."""
    return next(who for who in WHO if route.is_for(who))


def test_an_empty_form_is_answered_kindly(app: Flask, furnished: Desk, visit: Enter) -> None:
    for route in routes(app, "POST"):
        answer = visit(someone_for(route)).post(route.path)
        assert answer.status_code < 500, f"{route} breaks: {answer.status_code}"
        assert answer.status_code not in {400, 401, 405}, f"{route} answers {answer.status_code}"


def test_no_page_leaves_a_change_behind(app: Flask, furnished: Desk, visit: Enter) -> None:
    visitor = visit(Role.EDITOR)
    before = _log_size(furnished)
    for route in routes(app, "GET"):
        visitor.get(route.path)
    assert _log_size(furnished) == before


def _log_size(desk: Desk) -> int:
    with desk.database.reading() as session:
        return audit.head(session).size
