"""Admins let people in and out; nobody gains power by an old session alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from factories.desk import Desk
from factories.visitor import Visitor
from flask import Flask

from verifier.accounts import queries
from verifier.accounts.types import Role
from verifier.outside import clock
from verifier.outside.mail import MailNotSent

Enter = Callable[..., Visitor]
NEWCOMER = {"email": "New@Example.org", "name": "Nadia Newcomer", "role": "editor"}


def with_password(desk: Desk, visit: Enter, role: Role = Role.ADMIN) -> tuple[Visitor, str]:
    """Somebody of this role, signed in just now, and their password."""
    person = desk.person(role)
    words = desk.password(person)
    visitor = visit()
    visitor.sign_in(desk, person)
    return visitor, words


def link_on(visitor: Visitor) -> str:
    """The path of the one-time link on the last page."""
    address = visitor.tree().css_first("#link").attributes["value"] or ""  # type: ignore[union-attr]
    assert address.startswith("http://127.0.0.1:8000/links/")
    return address.removeprefix("http://127.0.0.1:8000")


def test_an_invited_person_gets_in_with_the_link_shown_once(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    admin.get("/admin", status=200)
    admin.post("/admin/people", NEWCOMER, status=200)
    assert "Nadia Newcomer" in admin.words()
    path = link_on(admin)
    admin.get("/admin", status=200)
    assert admin.last is not None
    assert path not in admin.last.text
    newcomer = visit()
    newcomer.get(path, status=200)
    newcomer.post(path, {"password": "seven quiet herons"}, status=303)
    newcomer.get("/account", status=200)
    assert "new@example.org" in newcomer.words()


def test_a_refused_invitation_keeps_what_was_typed(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    known = desk.person(Role.VIEWER)
    admin.post("/admin/people", {**NEWCOMER, "email": known.email}, status=422)
    assert "Somebody with this e-mail address is already here" in admin.words()
    assert admin.field("name") == "Nadia Newcomer"
    assert admin.tree().css_first("option[selected]").attributes["value"] == "editor"  # type: ignore[union-attr]
    admin.post("/admin/people", {**NEWCOMER, "role": "owner"}, status=422)


def test_an_old_session_must_prove_itself_before_it_gives_power(desk: Desk, visit: Enter) -> None:
    admin, words = with_password(desk, visit)
    other = desk.person(Role.REVIEWER)
    admin.get("/admin", status=200)
    assert admin.tree().css_first('main [name="password"]') is None
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        admin.get("/admin", status=200)
        assert admin.tree().css_first('main [name="password"]') is not None
        admin.post("/admin/people", NEWCOMER, status=422)
        assert "Write your password once more" in admin.words()
        admin.post("/admin/people", {**NEWCOMER, "password": "not the right one"}, status=422)
        assert "That is not your password" in admin.words()
        for path in ("role", "link"):
            admin.post(f"/admin/people/{other.id}/{path}", {"role": "admin", "version": "1"}, status=422)
        admin.post("/admin/newsroom", {"name": "Desk", "single_sign_off": "y", "version": "0"}, status=422)
        with desk.database.reading() as session:
            assert queries.by_email(session, "new@example.org") is None
            assert queries.by_id(session, other.id).role is Role.REVIEWER
        admin.post("/admin/people", {**NEWCOMER, "password": words}, status=200)
        # what was proved holds for the next ten minutes
        admin.post("/admin/people", {**NEWCOMER, "email": "second@example.org"}, status=200)


def test_guessing_the_password_of_a_left_session_is_throttled(desk: Desk, visit: Enter) -> None:
    admin, words = with_password(desk, visit)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        for _ in range(5):
            admin.post("/admin/people", {**NEWCOMER, "password": "guess guess guess"}, status=422)
        admin.post("/admin/people", {**NEWCOMER, "password": words}, status=429)
        assert admin.field("name") == "Nadia Newcomer"
    with desk.database.reading() as session:
        assert queries.by_email(session, "new@example.org") is None


def test_somebody_without_a_password_is_told_to_ask_for_a_link(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        admin.get("/admin", status=200)
        assert "You have no password yet" in admin.words()
        admin.post("/admin/people", NEWCOMER, status=422)
        assert "Ask an admin for a new link, and choose a password with it" in admin.words()


def test_a_new_role_acts_on_the_next_request(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    other = visit(Role.REVIEWER)
    assert other.person is not None
    path = f"/admin/people/{other.person.id}"
    admin.get(path, status=200)
    version = admin.field("version")
    admin.post(f"{path}/role", {"role": "editor", "version": version}, status=303)
    assert other.get("/queue").status_code == 303  # signed out
    admin.post(f"{path}/role", {"role": "viewer", "version": version}, status=409)
    assert "Somebody else changed this account" in admin.words()
    admin.post(f"{path}/role", {"role": "viewer", "version": ""}, status=409)
    with desk.database.reading() as session:
        assert queries.by_id(session, other.person.id).role is Role.EDITOR


def test_a_disabled_person_is_out_at_once_and_so_are_their_links(desk: Desk, visit: Enter) -> None:
    admin, other = visit(Role.ADMIN), visit(Role.REVIEWER)
    assert other.person is not None
    token = desk.sign_in_link(other.person)
    path = f"/admin/people/{other.person.id}"
    admin.post(f"{path}/disable", status=303)
    assert other.get("/queue").status_code == 303
    admin.post(f"{path}/link", status=422)
    assert "Enable it first" in admin.words()
    admin.post(f"{path}/enable", status=303)
    visit().get(f"/links/{token}", status=422)
    admin.post(f"{path}/link", status=200)
    fresh = visit()
    fresh.get(link_on(admin), status=200)


def test_a_new_link_ends_the_earlier_one(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    person = desk.person(Role.EDITOR)
    desk.password(person)
    admin.post(f"/admin/people/{person.id}/link", status=200)
    first = link_on(admin)
    assert "2 hours" in admin.words()
    admin.post(f"/admin/people/{person.id}/link", status=200)
    visit().get(first, status=422)


@pytest.mark.parametrize(("what", "fields"), [("role", {"role": "viewer", "version": "1"}), ("disable", {})])
def test_nobody_turns_themselves_out(desk: Desk, visit: Enter, what: str, fields: dict[str, str]) -> None:
    admin = visit(Role.ADMIN)
    visit(Role.ADMIN)
    assert admin.person is not None
    admin.get(f"/admin/people/{admin.person.id}", status=200)
    assert "This is you" in admin.words()
    admin.post(f"/admin/people/{admin.person.id}/{what}", fields, status=422)
    assert "Ask another admin" in admin.words()


def test_an_account_that_is_not_there(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    admin.get("/admin/people/999", status=404)
    for what in ("role", "disable", "enable", "link"):
        admin.post(f"/admin/people/999/{what}", {"role": "viewer", "version": "1"}, status=404)


class Post:
    """A mailer that keeps what it is given, or cannot reach its server."""

    can_send = True

    def __init__(self, *, broken: bool = False) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.broken = broken

    def send(self, to: str, subject: str, body: str) -> None:
        """Keep a letter."""
        if self.broken:
            raise MailNotSent("The mail server does not answer. Try again later.")
        self.sent.append((to, subject, body))


def test_the_link_is_mailed_where_the_desk_can_mail(app: Flask, desk: Desk, visit: Enter) -> None:
    post = Post()
    outside = app.extensions["verifier_outside"]
    app.extensions["verifier_outside"] = type(outside)(outside.evidence, post, outside.logbook)
    admin = visit(Role.ADMIN)
    admin.post("/admin/people", NEWCOMER, status=200)
    assert "It was also mailed" in admin.words()
    to, _, body = post.sent[0]
    assert to == "new@example.org"
    assert link_on(admin) in body


def test_a_mail_that_cannot_be_sent_loses_nothing(app: Flask, desk: Desk, visit: Enter) -> None:
    outside = app.extensions["verifier_outside"]
    app.extensions["verifier_outside"] = type(outside)(outside.evidence, Post(broken=True), outside.logbook)
    admin = visit(Role.ADMIN)
    admin.post("/admin/people", NEWCOMER, status=200)
    assert "could not be sent" in admin.words()
    visit().get(link_on(admin), status=200)


def test_the_settings_of_the_newsroom(desk: Desk, visit: Enter) -> None:
    admin = visit(Role.ADMIN)
    admin.get("/admin/newsroom", status=200)
    assert "Every public line will say so" in admin.words()
    assert admin.field("version") == "0"
    wanted = {"name": "The Harbour Desk", "single_sign_off": "y", "version": "0"}
    admin.post("/admin/newsroom", wanted, status=303)
    admin.get("/admin/newsroom", status=200)
    assert "The Harbour Desk" in admin.words()
    assert "Every public line says so" in admin.words()
    admin.post("/admin/newsroom", {**wanted, "name": "Another"}, status=409)
    assert admin.field("name") == "Another"
    admin.post("/admin/newsroom", {**wanted, "name": "x" * 121, "version": "1"}, status=422)


def test_the_log_tells_who_did_what_newest_first(desk: Desk, visit: Enter) -> None:
    admin, auditor = visit(Role.ADMIN), visit(Role.AUDITOR)
    assert admin.person is not None
    ticket_id = desk.ticket("published")
    admin.post("/admin/people", NEWCOMER, status=200)
    auditor.get("/queue", status=200)
    assert auditor.tree().css_first('.person-menu a[href="/admin/log"]') is not None
    auditor.get("/admin/log", status=200)
    rows = [" ".join(row.text(separator=" ").split()) for row in auditor.tree().css("tbody tr")]
    assert "Made a one-time link Nadia Newcomer" in rows[0]
    assert admin.person.name in rows[0]
    assert "Invited somebody Nadia Newcomer" in rows[1]
    assert any("Published a verdict signed off → published" in row for row in rows)
    assert auditor.tree().css_first(f'tbody a[href="/tickets/{ticket_id}"]') is not None
    assert auditor.tree().css_first('tbody a[href^="/admin/people/"]') is None  # an auditor may not look there
    assert "python app.py verify-audit" in auditor.words()


def test_the_log_goes_on_page_by_page_without_a_gap(desk: Desk, visit: Enter) -> None:
    for _ in range(8):
        desk.ticket("published")
    auditor = visit(Role.AUDITOR)
    path, seen = "/admin/log", []
    while path:
        auditor.get(path, status=200)
        seen += [int(row.text()) for row in auditor.tree().css("tbody td.cell-number")]
        onward = auditor.tree().css_first('a[rel="next"]')
        path = (onward.attributes["href"] or "") if onward else ""
    assert len(seen) > 100
    assert seen == list(range(len(seen) - 1, -1, -1))
