"""Known ways into other people's accounts, each tried: sessions, guessing, timing, and names that look alike."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2
import pyotp
import pytest
import time_machine
from factories.desk import Desk
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy.orm import Session

from verifier.accounts import actions, queries
from verifier.accounts.models import Account
from verifier.accounts.sealing import Sealer
from verifier.accounts.types import Role
from verifier.audit.actions import record
from verifier.kernel.errors import RuleBroken
from verifier.outside.keyfile import kept_secret

Enter = Callable[..., Visitor]
HOSTILE = Path(__file__).resolve().parents[3] / "../shared/data/hostile"
WRONG = "not the right words"
OURS = [
    "\u0430dmin", "Admin", "ADMIN ", "\u24d0dmin", "admin\u00ad", "e\u0301ditor", "\u00e9ditor", "editor\u202e",
    "ed\u0456tor", "\uff45ditor", "adm\u0131n", "deleted", "root", "null", "..", "a/b", "", " ", "\t", "<b>x</b>",
    "editor@", "\U0001f600", "1", "a\r\nBcc: b", "x" * 300,
]  # fmt: skip


def rows(name: str) -> list[dict[str, object]]:
    """A corpus of the reference material that may lie beside the checkout."""
    path = HOSTILE / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout: our own cases run all the same")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(params=["ours", "theirs"])
def names(request: pytest.FixtureRequest) -> list[str]:
    """Names that somebody might register to be taken for somebody else."""
    return OURS if request.param == "ours" else [str(row["payload"]) for row in rows("username.jsonl")]


def shown(visitor: Visitor) -> list[str]:
    """Every account on the page of people, as its link reads."""
    visitor.get("/admin", status=200)
    return [node.text() for node in visitor.tree().css('main a[href^="/admin/people/"]')]


def test_no_second_account_passes_for_another(desk: Desk, visit: Enter, names: list[str]) -> None:
    admin = visit(Role.ADMIN)
    fields = {"role": "reviewer", "name": "Somebody"}
    for local in ("admin", "editor"):
        admin.post("/admin/people", {**fields, "email": f"{local}@example.org"}, status=200)
    for name in names:
        answer = admin.post("/admin/people", {**fields, "email": f"{name}@example.org", "name": name})
        assert answer.status_code in {200, 422}, name
    with desk.database.reading() as session:
        kept = [row.email for row in queries.by_name_order(session)]
    assert len(kept) == len(set(kept))
    local = [email.rpartition("@")[0] for email in kept]
    assert {"admin", "editor"} <= set(local)
    assert not {"\u0430dmin", "\u24d0dmin", "e\u0301ditor", "ed\u0456tor", "editor\u202e", "admin\u00ad"} & set(local)
    assert all(email.isprintable() and " " not in email for email in kept)
    admin.get("/admin", status=200)
    assert not admin.tree().css("main b")


def test_an_address_is_in_one_script(desk: Desk) -> None:
    for email in ("жанна@example.org", "josé@example.org", "müller-łuc1@example.org", "李@example.org"):
        with desk.database.writing() as session:
            actions.invite(session, email=email, name="Somebody", role=Role.VIEWER, by=None, now=desk.now)
    with desk.database.writing() as session, pytest.raises(RuleBroken, match="look like others"):
        actions.invite(session, email="pаul@example.org", name="Paul", role=Role.VIEWER, by=None, now=desk.now)


@contextmanager
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How much the hashing library was given to check, in bytes."""
    given: list[int] = []
    verify = argon2.PasswordHasher.verify

    def count(self: argon2.PasswordHasher, kept: str, password: bytes) -> bool:
        given.append(len(password))
        return bool(verify(self, kept, password))

    with monkeypatch.context() as patch:
        patch.setattr(argon2.PasswordHasher, "verify", count)
        yield given


def test_the_same_work_is_done_for_whoever_asks(desk: Desk, visit: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    known, gone, fresh = desk.person(), desk.person(), desk.person()
    for one in (known, gone):
        desk.password(one)
    with desk.database.writing() as session:
        actions.set_active(session, queries.by_id(session, gone.id), active=False, by=None, now=desk.now)
    answers = []
    for email in (known.email, gone.email, fresh.email, "nobody@example.org"):
        with hashes(monkeypatch) as given:
            visitor = visit()
            visitor.post("/sign-in", {"email": email, "password": WRONG}, status=422)
        assert given == [len(WRONG)], email
        answers.append(visitor.words().replace(email, ""))
    assert len(set(answers)) == 1
    for email in (known.email, "nobody@example.org"):
        with hashes(monkeypatch) as given:
            visit().post("/sign-in", {"email": email, "password": "x" * 100_000}, status=422)
        assert given == []


def test_wrong_tries_lock_one_account_for_five_minutes(desk: Desk, visit: Enter) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False) as clock:
        person, other = desk.person(), desk.person()
        words = desk.password(person)
        desk.password(other)
        seen = []
        spellings = (person.email, person.email.upper(), f" {person.email} ", person.email.title())
        for n in range(8):
            headers = {"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}", "Forwarded": f"for={n}"}
            fields = {"email": spellings[n % 4], "password": WRONG}
            seen.append(visit().post("/sign-in", fields, headers=headers).status_code)
        assert seen == [422] * 5 + [429] * 3
        assert visit().post("/sign-in", {"email": person.email, "password": words}).status_code == 429
        assert visit().post("/sign-in", {"email": other.email, "password": "four calm words here"}).status_code == 303
        assert visit().post(f"/links/{desk.sign_in_link(person)}").status_code == 303  # its owner is not locked out
        unknown = [visit().post("/sign-in", {"email": "no@example.org", "password": WRONG}) for _ in range(6)]
        assert [answer.status_code for answer in unknown] == [422] * 5 + [429]
        clock.move_to(datetime(2026, 11, 20, 12, 5, tzinfo=UTC), tick=False)
        assert visit().post("/sign-in", {"email": person.email, "password": words}).status_code == 303


def test_a_session_is_only_its_own_secret(desk: Desk, visit: Enter) -> None:
    person = desk.person()
    words = desk.password(person)
    visitor, copy = visit(), visit()
    visitor.get("/sign-in")
    before, token = visitor.client.get_cookie("verifier"), visitor.token()
    visitor.post("/sign-in", {"email": person.email, "password": words}, status=303)
    after = visitor.client.get_cookie("verifier")
    assert before is not None
    assert after is not None
    copy.client.set_cookie("verifier", before.value)
    assert copy.get("/account").status_code == 303, "the cookie of before the sign-in"
    assert visitor.client.post("/sign-out", data={"csrf_token": token}).status_code == 400, "the token of before"
    for place in range(0, len(after.value) - 1, 7):  # two bits of the last letter mean nothing: it may be another
        letter = "A" if after.value[place] != "A" else "B"
        copy.client.set_cookie("verifier", after.value[:place] + letter + after.value[place + 1 :])
        assert copy.get("/account").status_code == 303, place
    assert visit().get(f"/account?session={after.value}").status_code == 303
    copy.client.set_cookie("verifier", after.value)
    assert copy.get("/account").status_code == 200
    visitor.post("/sign-out", status=303)
    assert copy.get("/account").status_code == 303, "signed out"


def test_a_session_ends_after_two_idle_hours_and_after_twelve_in_all(visit: Enter) -> None:
    start = datetime(2026, 11, 20, 8, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        idle, busy = visit(Role.REVIEWER), visit(Role.REVIEWER)
        for hours in range(1, 12):
            clock.move_to(start + timedelta(hours=hours), tick=False)
            assert busy.get("/account").status_code == 200, hours
            if hours == 2:
                assert idle.get("/account").status_code == 303
        clock.move_to(start + timedelta(hours=12), tick=False)
        assert busy.get("/account").status_code == 303


def test_odd_ways_to_sign_in_are_refused(desk: Desk, visit: Enter) -> None:
    person = desk.person()
    words = desk.password(person)
    visitor = visit()
    visitor.get(f"/sign-in?email={person.email}&password={words}", status=200)
    assert visitor.get("/account").status_code == 303
    for fields in (
        {"email[]": person.email, "password[]": words},
        {"email": [person.email, "x"], "password": [WRONG, words]},
        {"email": person.email, "password": ""},
        {"email": "\x00", "password": words},
    ):
        assert visitor.post("/sign-in", fields).status_code == 422, fields
        assert visitor.get("/account").status_code == 303, fields


def test_a_new_password_skips_no_second_factor_and_ends_every_session(app: Flask, desk: Desk, visit: Enter) -> None:
    person, old = desk.person(), visit()
    sealer = Sealer(kept_secret(app.extensions["verifier_settings"].factor_key, Sealer.new_key))
    secret, _ = desk.second_factor(person, sealer)
    old.post(f"/links/{desk.sign_in_link(person)}", status=303)
    code = pyotp.TOTP(secret).now()
    old.post("/sign-in/code", {"code": f" {code[:3]} {code[3:]} "}, status=303)
    with desk.database.writing() as session:
        _, token = actions.new_password_link(session, queries.by_id(session, person.id), by=None, now=desk.now)
    visitor = visit()
    answer = visitor.post(f"/links/{token}", {"password": "seven quiet herons"}, status=303)
    assert answer.headers["Location"] == "/sign-in/code"
    assert visitor.get("/account").status_code == 303
    assert old.get("/account").status_code == 303
    assert visitor.post("/sign-in/code", {"code": code}).status_code == 422


# what the corpus names is tried by these tests, or by those of second factors
TRIED = {
    "fixation: cookie before login stays valid after": test_a_session_is_only_its_own_secret,
    "CSRF token from before login valid after login": test_a_session_is_only_its_own_secret,
    "cookie replayed after logout": test_a_session_is_only_its_own_secret,
    "cookie with one bit changed": test_a_session_is_only_its_own_secret,
    "absolute 12 h": test_a_session_ends_after_two_idle_hours_and_after_twelve_in_all,
    "wrong password x N: other user not affected": test_wrong_tries_lock_one_account_for_five_minutes,
    "wrong password x N with a new X-Forwarded-For each": test_wrong_tries_lock_one_account_for_five_minutes,
    "right password while throttled": test_wrong_tries_lock_one_account_for_five_minutes,
    "unknown user: same text, code and time as known": test_the_same_work_is_done_for_whoever_asks,
    "TOTP used twice": "test_a_code_is_taken_once_and_steps_only_go_forward",
    "TOTP of step t+2": "test_a_code_is_of_now_or_of_the_step_before",
    "TOTP guessed x N": "test_five_wrong_codes_in_five_minutes_and_twenty_in_an_hour",
    "TOTP with spaces": test_a_new_password_skips_no_second_factor_and_ends_every_session,
    "login as array username[]=a": test_odd_ways_to_sign_in_are_refused,
    "login by GET with credentials in the query": test_odd_ways_to_sign_in_are_refused,
    "password reset of a user with 2FA skips 2FA": test_a_new_password_skips_no_second_factor_and_ends_every_session,
    "remember-me cookie after password change": test_a_new_password_skips_no_second_factor_and_ends_every_session,
}


def test_every_case_of_the_corpus_is_tried_here() -> None:
    cases = [row["payload"] for row in rows("auth_session.jsonl")]
    assert not {str(case["case"]) for case in cases if isinstance(case, dict)} - set(TRIED)
    beside = Path(__file__).with_name("test_second_factors.py").read_text(encoding="utf-8")
    assert all(f"def {one}(" in beside for one in TRIED.values() if isinstance(one, str))


@contextmanager
def meanwhile(app: Flask, act: Callable[[], None]) -> Iterator[None]:
    """Let something happen within every request, after its session was found to be good."""
    steps = app.before_request_funcs.setdefault(None, [])
    steps.append(act)  # type: ignore[arg-type]
    try:
        yield
    finally:
        steps.remove(act)  # type: ignore[arg-type]


def end_all(session: Session, account: Account, now: datetime) -> None:
    """End every session of an account, as many verbs do."""
    actions.end_sessions(session, account, now=now)
    record(session, action="account:disable", subject=actions.subject_of(account), actor_id=None, now=now)


def test_a_session_ended_during_a_request_stays_ended(app: Flask, desk: Desk, visit: Enter) -> None:
    person = desk.person()
    words = desk.password(person)

    def end() -> None:
        with desk.database.writing() as session:
            end_all(session, queries.by_id(session, person.id), datetime.now(UTC))

    for path, fields, status in (
        ("/account", None, 200),
        ("/account/password", {"old": words, "password": "seven quiet herons"}, 401),
        ("/account/second-factor/begin", {}, 303),
    ):
        visitor = visit()
        visitor.sign_in(desk, person)
        token = visitor.token()
        with meanwhile(app, end):
            if fields is None:
                answer = visitor.client.get(path)
            else:
                answer = visitor.client.post(path, data={"csrf_token": token, **fields})
        assert answer.status_code == status, path
        assert visitor.get("/account").status_code == 303, path
    with desk.database.reading() as session:
        assert queries.open_sessions(session, person.id, datetime.now(UTC)) == []


def test_no_verb_revives_an_ended_session(desk: Desk) -> None:
    person, now = desk.person(), desk.now
    with desk.database.writing() as session:
        link = actions.make_link(
            session, queries.by_id(session, person.id), purpose=actions.LinkPurpose.SIGN_IN, by=None, now=now
        )
        token = actions.sign_in_with_link(session, token=link, machine="a test", now=now).token
    with desk.database.reading() as session:
        held = queries.session_by_token(session, token)
        assert held is not None
    with desk.database.writing() as session:
        end_all(session, queries.by_id(session, person.id), now)
    with desk.database.writing() as session:
        actions.touch(session, held, now + timedelta(minutes=5))
    with desk.database.writing() as session, pytest.raises(RuleBroken, match="signed out meanwhile"):
        actions.prove_again(session, held, now=now)
    with desk.database.reading() as session:
        after = queries.session_by_token(session, token)
        assert after is not None
        assert (after.ended_at, after.seen_at, after.proved_at) == (now, held.seen_at, held.proved_at)


def test_of_requests_in_flight_none_keeps_a_session_alive(app: Flask, desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    cookie = visitor.client.get_cookie("verifier")
    assert cookie is not None
    token, start = visitor.token(), threading.Barrier(9)
    answers: list[int] = []

    def look() -> None:
        client = app.test_client()
        client.set_cookie("verifier", cookie.value)
        start.wait()
        answers.append(client.get("/account").status_code)

    threads = [threading.Thread(target=look) for _ in range(8)]
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5)):  # so that each notes the use
        for thread in threads:
            thread.start()
        start.wait()
        assert visitor.client.post("/sign-out", data={"csrf_token": token}).status_code == 303
        for thread in threads:
            thread.join()
    assert set(answers) <= {200, 303}
    copy = visit()
    copy.client.set_cookie("verifier", cookie.value)
    assert copy.get("/account").status_code == 303
