"""A stolen password opens nothing: a second factor is set up, asked for, used up, and can be lost."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from factories.behind import behind
from factories.desk import Desk
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import func, select, text

from verifier.accounts import queries
from verifier.accounts.models import Authenticator, DeskSession, HalfOpenSignIn
from verifier.accounts.types import Person, Role
from verifier.outside.mail import MailNotSent
from verifier.tickets.types import TicketState

Enter = Callable[..., Visitor]
NOON = datetime(2026, 11, 20, 12, 0, 7, tzinfo=UTC)


class Hands:
    """The clock on the wall, which stands still until it is moved."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller, self.now = traveller, NOON

    def on(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)
        self.traveller.move_to(self.now, tick=False)


@pytest.fixture
def hands() -> Iterator[Hands]:
    """A clock to be moved by hand."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield Hands(traveller)


@dataclass
class Phone:
    """Somebody with a password, an app and recovery codes on paper."""

    desk: Desk
    person: Person
    password: str
    secret: str
    papers: list[str]

    def code(self, steps: int = 0) -> str:
        """What the app shows, or showed or will show some steps from now."""
        return pyotp.TOTP(self.secret).at(datetime.now(UTC) + timedelta(seconds=30 * steps))


def set_up(desk: Desk, visitor: Visitor, role: Role = Role.REVIEWER) -> Phone:
    """Sign in and set up an app, through the pages."""
    person = desk.person(role)
    words = desk.password(person)
    visitor.post("/sign-in", {"email": person.email, "password": words}, status=303)
    visitor.post("/account/second-factor/begin", status=303)
    return Phone(desk, person, words, *confirm(visitor))


def confirm(visitor: Visitor) -> tuple[str, list[str]]:
    """Read the secret off the page and confirm it: the secret, and the recovery codes."""
    visitor.get("/account/second-factor", status=200)
    shown = visitor.tree().css_first("main code")
    assert shown is not None
    secret = shown.text().replace(" ", "")
    visitor.post("/account/second-factor/confirm", {"code": pyotp.TOTP(secret).at(datetime.now(UTC))}, status=200)
    return secret, [node.text() for node in visitor.tree().css("main li code")]


def half_in(visit: Enter, phone: Phone) -> Visitor:
    """Somebody whose link was right (which costs less time than a password), before the second page."""
    visitor = visit()
    answer = visitor.post(f"/links/{phone.desk.sign_in_link(phone.person)}", status=303)
    assert answer.headers["Location"] == "/sign-in/code"
    return visitor


def try_code(visit: Enter, phone: Phone, code: str) -> int:
    """Sign in with this code: what is answered."""
    return half_in(visit, phone).post("/sign-in/code", {"code": code}).status_code


def entries(desk: Desk, action: str) -> int:
    with desk.database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM entry WHERE action = :action"), {"action": action}) or 0


def test_a_password_alone_opens_nothing_once_there_is_an_app(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    hands.on(minutes=1)
    visitor = visit()
    fields = {"email": phone.person.email, "password": phone.password, "next": "/articles"}
    assert visitor.post("/sign-in", fields).headers["Location"] == "/sign-in/code?next=/articles"
    for path in ("/queue", "/account", "/account/second-factor", "/articles"):
        assert visitor.get(path).headers["Location"].startswith("/sign-in?"), path
    visitor.get("/sign-in/code?next=/articles", status=200)
    assert visitor.field("next") == "/articles"
    answer = visitor.post("/sign-in/code", {"code": phone.code(), "next": "/articles"}, status=303)
    assert answer.headers["Location"] == "/articles"
    visitor.get("/account", status=200)
    assert "Password, code from the app" in visitor.words()


def test_the_cookie_and_the_token_are_new_after_each_proof(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    hands.on(minutes=1)
    visitor = half_in(visit, phone)
    before, token = visitor.client.get_cookie("verifier"), visitor.token()
    visitor.post("/sign-in/code", {"code": phone.code()}, status=303)
    after = visitor.client.get_cookie("verifier")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert visitor.client.post("/account/sessions/1/end", data={"csrf_token": token}).status_code == 400
    # the cookie of the half-open sign-in is dead
    old = visit()
    old.client.set_cookie("verifier", before.value)
    hands.on(minutes=1)
    old.post("/sign-in/code", {"code": phone.code()}, status=422)
    assert old.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("steps", "taken"),
    [(0, True), (-1, True), (-2, False), (1, False), (2, False)],
    ids=["now", "one back", "two back", "one ahead", "two ahead"],
)
def test_a_code_is_of_now_or_of_the_step_before(
    desk: Desk, visit: Enter, hands: Hands, steps: int, taken: bool
) -> None:
    phone = set_up(desk, visit())
    hands.on(minutes=5)
    assert try_code(visit, phone, phone.code(steps)) == (303 if taken else 422)


def test_a_code_is_taken_once_and_steps_only_go_forward(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    assert try_code(visit, phone, phone.code()) == 422  # the code that confirmed the app
    hands.on(minutes=5)
    assert try_code(visit, phone, phone.code()) == 303
    assert try_code(visit, phone, phone.code()) == 422
    assert try_code(visit, phone, phone.code(-1)) == 422
    hands.on(seconds=30)
    assert try_code(visit, phone, phone.code(-1)) == 422
    assert try_code(visit, phone, phone.code()) == 303


def test_other_digits_than_ours_are_no_code(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    hands.on(minutes=5)
    right = phone.code()
    other = right.translate({ord("0") + n: chr(0x0660 + n) for n in range(10)})
    for wrong in (other, right + "0", right[:5]):
        assert try_code(visit, phone, wrong) == 422
    assert try_code(visit, phone, f" {right[:3]} {right[3:]} ") == 303


def test_one_code_sent_twelve_times_at_once_opens_one_session(
    app: Flask, desk: Desk, visit: Enter, hands: Hands
) -> None:
    phone = set_up(desk, visit())
    hands.on(minutes=5)
    visitors = [half_in(visit, phone) for _ in range(12)]
    code, answers, start = phone.code(), [], threading.Barrier(12)
    tokens = [visitor.token() for visitor in visitors]

    def send(visitor: Visitor, token: str) -> None:
        start.wait()
        answers.append(visitor.client.post("/sign-in/code", data={"csrf_token": token, "code": code}).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(visitors, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(303) == 1
    assert set(answers) == {303, 422, 429}


def test_five_wrong_codes_in_five_minutes_and_twenty_in_an_hour(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    other = set_up(desk, visit())
    hands.on(minutes=5)
    for _ in range(5):
        assert try_code(visit, phone, "000000") == 422
    assert try_code(visit, phone, phone.code()) == 429
    assert try_code(visit, other, other.code()) == 303
    hands.on(minutes=5)
    assert try_code(visit, phone, phone.code()) == 303
    for _ in range(3):
        hands.on(minutes=5)
        for _ in range(5):
            assert try_code(visit, phone, "000000") == 422
    hands.on(minutes=5)
    assert try_code(visit, phone, phone.code()) == 429
    assert try_code(visit, phone, phone.papers[0]) == 303  # whoever guesses digits does not lock its owner out
    hands.on(minutes=41)
    assert try_code(visit, phone, phone.code()) == 303


def test_a_wrong_password_and_an_unknown_name_never_see_the_second_page(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    answers = []
    for email in (phone.person.email, "nobody@example.org"):
        visitor = visit()
        visitor.post("/sign-in", {"email": email, "password": "not the right one"}, status=422)
        answers.append(visitor.words().replace(email, ""))
        visitor.get("/sign-in/code", status=422)
        visitor.post("/sign-in/code", {"code": phone.code()}, status=422)
    assert answers[0] == answers[1]


def test_a_half_open_sign_in_ends_after_ten_minutes_and_with_the_account(
    desk: Desk, visit: Enter, hands: Hands
) -> None:
    phone = set_up(desk, visit())
    late = half_in(visit, phone)
    hands.on(minutes=10)
    late.post("/sign-in/code", {"code": phone.code()}, status=422)
    assert "Sign in from the start" in late.words()
    shut_out = half_in(visit, phone)
    admin = visit(Role.ADMIN)
    admin.post(f"/admin/people/{phone.person.id}/disable", status=303)
    shut_out.post("/sign-in/code", {"code": phone.code()}, status=422)
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(HalfOpenSignIn)) == 0


def test_a_link_asks_for_the_code_too(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    hands.on(minutes=1)
    visitor = visit()
    answer = visitor.post(f"/links/{desk.sign_in_link(phone.person)}", status=303)
    assert answer.headers["Location"] == "/sign-in/code"
    assert visitor.get("/queue").status_code == 303
    visitor.post("/sign-in/code", {"code": phone.code()}, status=303)
    visitor.get("/account", status=200)
    assert "One-time link, code from the app" in visitor.words()


def test_a_recovery_code_works_once_in_any_case_and_is_told(desk: Desk, visit: Enter, hands: Hands) -> None:
    phone = set_up(desk, visit())
    assert len(set(phone.papers)) == 10
    assert all(re.fullmatch(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}", one) for one in phone.papers)
    visitor = half_in(visit, phone)
    visitor.post("/sign-in/code", {"code": phone.papers[3].upper().replace("-", " ")}, status=303)
    visitor.get("/account", status=200)
    assert "That recovery code is used up; 9 are left" in visitor.words()
    assert try_code(visit, phone, phone.papers[3]) == 422
    visitor.get("/account/second-factor", status=200)
    assert "9 of 10" in visitor.words()
    for spent in phone.papers[4:10]:
        assert try_code(visit, phone, spent) == 303
    visitor.get("/account/second-factor", status=200)
    assert "Few recovery codes are left" in visitor.words()
    assert entries(desk, "account:use_recovery_code") == 7


def test_new_recovery_codes_replace_the_old_ones(desk: Desk, visit: Enter, hands: Hands) -> None:
    visitor = visit()
    phone = set_up(desk, visitor)
    hands.on(minutes=11)
    visitor.post("/account/second-factor/codes", status=422)
    assert not visitor.tree().css("main li code")
    visitor.post("/account/second-factor/codes", {"code": phone.code()}, status=200)
    fresh = [node.text() for node in visitor.tree().css("main li code")]
    assert len(set(fresh) | set(phone.papers)) == 20
    assert try_code(visit, phone, phone.papers[0]) == 422
    assert try_code(visit, phone, fresh[0]) == 303


def test_an_old_session_proves_itself_with_a_code_and_not_the_password(desk: Desk, visit: Enter, hands: Hands) -> None:
    visitor = visit()
    phone = set_up(desk, visitor, Role.EDITOR)
    ticket_id = desk.ticket("in_review")
    hands.on(minutes=11)
    visitor.get(f"/tickets/{ticket_id}")
    assert visitor.tree().css_first('main input[type="password"]') is None
    assert visitor.tree().css_first('main input[autocomplete="one-time-code"]') is not None
    seen, path = {"seen": visitor.field("seen")}, f"/tickets/{ticket_id}/sign-off"
    for wrong in ({}, {"password": phone.password}, {"code": "000000"}, {"code": phone.code(1)}):
        visitor.post(path, {**seen, **wrong}, status=422)
    assert desk.state(ticket_id) is TicketState.IN_REVIEW
    visitor.post(path, {**seen, "code": phone.code()}, status=303)
    assert desk.state(ticket_id) is TicketState.PUBLISHED


def test_guessing_codes_in_a_left_session_is_throttled_like_signing_in(desk: Desk, visit: Enter, hands: Hands) -> None:
    visitor = visit()
    phone = set_up(desk, visitor, Role.ADMIN)
    hands.on(minutes=11)
    newcomer = {"email": "new@example.org", "name": "Nadia Newcomer", "role": "editor"}
    for _ in range(5):
        visitor.post("/admin/people", {**newcomer, "code": "000000"}, status=422)
    visitor.post("/admin/people", {**newcomer, "code": phone.code()}, status=429)
    assert visitor.field("name") == "Nadia Newcomer"
    assert try_code(visit, phone, phone.code()) == 429
    with desk.database.reading() as session:
        assert queries.by_email(session, "new@example.org") is None


def test_a_stolen_session_with_the_password_makes_no_fresh_proof(desk: Desk, visit: Enter, hands: Hands) -> None:
    visitor = visit()
    phone = set_up(desk, visitor)
    hands.on(minutes=11)
    change = {"old": phone.password, "password": "another calm sentence"}
    visitor.post("/account/password", change, status=422)
    assert "Write a code of your second factor" in visitor.words()
    visitor.post("/account/password", {**change, "code": phone.code()}, status=303)


def test_setting_up_ends_every_other_session_and_needs_a_fresh_proof(desk: Desk, visit: Enter, hands: Hands) -> None:
    person = desk.person()
    words = desk.password(person)
    thief, owner = visit(), visit()
    for visitor in (thief, owner):
        visitor.post("/sign-in", {"email": person.email, "password": words}, status=303)
    hands.on(minutes=11)
    thief.post("/account/second-factor/begin", status=422)
    owner.post("/account/second-factor/begin", {"password": words}, status=303)
    thief.get("/account/second-factor", status=200)
    assert not thief.tree().css("main code, main svg path[fill]")
    confirm(owner)
    owner.get("/account", status=200)
    assert thief.get("/account").status_code == 303


def test_the_app_counts_only_once_its_code_came_back(desk: Desk, visit: Enter, hands: Hands) -> None:
    person = desk.person()
    words = desk.password(person)
    visitor = visit()
    visitor.post("/sign-in", {"email": person.email, "password": words}, status=303)
    visitor.post("/account/second-factor/begin", status=303)
    visitor.post("/account/second-factor/confirm", {"code": "000000"}, status=422)
    assert "That is not what the app shows now" in visitor.words()
    fields = {"email": person.email, "password": words}
    assert visit().post("/sign-in", fields, status=303).headers["Location"] == "/queue"


def test_another_app_takes_over_only_when_it_is_confirmed(desk: Desk, visit: Enter, hands: Hands) -> None:
    visitor = visit()
    old = set_up(desk, visitor)
    visitor.post("/account/second-factor/begin", status=303)
    hands.on(minutes=1)
    assert try_code(visit, old, old.code()) == 303
    secret, papers = confirm(visitor)
    new = Phone(desk, old.person, old.password, secret, papers)
    hands.on(minutes=1)
    assert try_code(visit, old, old.code()) == 422
    assert try_code(visit, new, new.code()) == 303


def test_the_secret_stands_nowhere_in_the_open(desk: Desk, visit: Enter, hands: Hands, caplog) -> None:  # type: ignore[no-untyped-def]
    phone = set_up(desk, visit())
    hands.on(minutes=1)
    code = phone.code()
    assert try_code(visit, phone, code) == 303
    with desk.database.engine.connect() as connection:
        tables = ("authenticator", "recovery_code", "entry", "desk_session", "half_open_sign_in", "account")
        kept = repr([connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables])  # noqa: S608
    assert phone.secret not in kept
    assert code not in kept
    assert not [one for one in phone.papers if one in kept or one.replace("-", "") in kept]
    assert phone.secret not in caplog.text
    assert code not in caplog.text


def test_a_secret_moved_to_another_account_opens_nothing(desk: Desk, visit: Enter, hands: Hands) -> None:
    mine, theirs = set_up(desk, visit()), set_up(desk, visit())
    hands.on(minutes=1)
    with behind(desk.database) as session:
        rows = {row.account_id: row for row in session.scalars(select(Authenticator))}
        rows[theirs.person.id].sealed = rows[mine.person.id].sealed
    assert try_code(visit, theirs, mine.code()) == 422
    assert try_code(visit, theirs, theirs.papers[0]) == 303


def test_removing_it_needs_a_proof_and_ends_every_session(desk: Desk, visit: Enter, hands: Hands) -> None:
    visitor = visit()
    phone = set_up(desk, visitor)
    hands.on(minutes=11)
    visitor.post("/account/second-factor/remove", status=422)
    visitor.post("/account/second-factor/remove", {"code": phone.code()}, status=303)
    assert visitor.get("/account").status_code == 303
    fields = {"email": phone.person.email, "password": phone.password}
    assert visit().post("/sign-in", fields, status=303).headers["Location"] == "/queue"
    with desk.database.reading() as session:
        assert queries.count_recovery_codes(session, phone.person.id) == 0


def test_an_admin_removes_what_somebody_lost(desk: Desk, visit: Enter, hands: Hands) -> None:
    theirs = visit()
    phone = set_up(desk, theirs)
    admin = visit()
    own = set_up(desk, admin, Role.ADMIN)
    path = f"/admin/people/{phone.person.id}"
    hands.on(minutes=11)
    admin.get(path, status=200)
    assert "Remove second factor" in admin.words()
    admin.post(f"{path}/remove-second-factor", status=422)
    admin.post(f"{path}/remove-second-factor", {"password": own.password}, status=422)
    admin.post(f"{path}/remove-second-factor", {"code": own.code()}, status=303)
    admin.get(path, status=200)
    assert "has no second factor any more" in admin.words()
    assert theirs.get("/account").status_code == 303
    assert entries(desk, "account:remove_factors") == 1
    admin.post(f"/admin/people/{own.person.id}/remove-second-factor", status=422)
    admin.post(f"{path}/remove-second-factor", status=422)
    assert "There is no second factor to remove" in admin.words()


class Post:
    """A mailer that keeps what it is given, or cannot reach its server."""

    can_send = True

    def __init__(self, *, broken: bool) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.broken = broken

    def send(self, to: str, subject: str, body: str) -> None:
        """Keep a letter."""
        if self.broken:
            raise MailNotSent("The mail server does not answer. Try again later.")
        self.sent.append((to, subject, body))


@pytest.mark.parametrize("broken", [False, True], ids=["sent", "not sent"])
def test_somebody_whose_second_factor_was_removed_is_told(
    app: Flask, desk: Desk, visit: Enter, hands: Hands, broken: bool
) -> None:
    post = Post(broken=broken)
    outside = app.extensions["verifier_outside"]
    app.extensions["verifier_outside"] = type(outside)(outside.evidence, post, outside.logbook)
    phone, admin = set_up(desk, visit()), visit(Role.ADMIN)
    admin.post(f"/admin/people/{phone.person.id}/remove-second-factor", status=303)
    admin.get("/admin", status=200)
    assert ("The mail to them could not be sent: tell them" in admin.words()) is broken
    assert [to for to, _, _ in post.sent] == ([] if broken else [phone.person.email])
    assert all(admin.person and admin.person.name in body for _, _, body in post.sent)


def test_the_newsroom_may_require_it_of_editors_and_admins(desk: Desk, visit: Enter, hands: Hands) -> None:
    desk.decide(requires_factor=True)
    ticket_id = desk.ticket("in_review")
    for role in (Role.EDITOR, Role.ADMIN):
        visitor = visit(role)
        assert visitor.get("/queue").headers["Location"] == "/account/second-factor"
        visitor.get("/account/second-factor", status=200)
        assert "This newsroom requires it of your role" in visitor.words()
        visitor.get("/public", status=200)
    editor = visit(Role.EDITOR)
    editor.post(f"/tickets/{ticket_id}/return", {"comment": "Again."}, status=403)
    assert "Set up a second factor first" in editor.words()
    assert desk.state(ticket_id) is TicketState.IN_REVIEW
    editor.post("/account/second-factor/begin", status=303)
    confirm(editor)
    editor.get("/queue", status=200)
    editor.post("/account/second-factor/remove", status=422)
    assert "requires a second factor of your role" in editor.words()
    visit(Role.REVIEWER).get("/queue", status=200)


def test_an_admin_decides_that_it_is_required(desk: Desk, visit: Enter, hands: Hands) -> None:
    admin = visit(Role.ADMIN)
    admin.get("/admin/newsroom", status=200)
    fields = {"name": "Desk", "version": admin.field("version"), "requires_factor": "y", "auto_publish": "y"}
    admin.post("/admin/newsroom", fields, status=303)
    assert admin.get("/admin").headers["Location"] == "/account/second-factor"


def test_a_first_password_is_chosen_while_the_link_is_fresh_only(desk: Desk, visit: Enter, hands: Hands) -> None:
    early, late = visit(Role.REVIEWER), visit(Role.REVIEWER)
    hands.on(minutes=9)
    early.post("/account/password", {"password": "seven quiet herons"}, status=303)
    hands.on(minutes=2)
    late.get("/account", status=200)
    assert "You have no password yet" in late.words()
    late.post("/account/password", {"password": "seven quiet herons"}, status=422)
    assert "Ask an admin for a new link" in late.words()
    with desk.database.reading() as session:
        assert late.person is not None
        assert queries.by_id(session, late.person.id).password_argon2 is None


def test_every_session_says_how_it_was_proved(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    visitor.get("/account", status=200)
    assert "One-time link" in visitor.words()
    with behind(desk.database) as session:
        for row in session.scalars(select(DeskSession)):
            row.way = row.second = None  # opened before this was kept
    visitor.get("/account", status=200)
    assert "Not recorded" in visitor.words()
