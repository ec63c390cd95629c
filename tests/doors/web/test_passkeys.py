"""A passkey is made, lets in, proves, is told apart from every false one, and can be lost."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from factories.behind import behind
from factories.desk import Desk
from factories.device import Device, packed, unpacked
from factories.visitor import Visitor
from flask import Flask
from sqlalchemy import func, select, text

from verifier.accounts import queries
from verifier.accounts.models import Passkey, PasskeyChallenge
from verifier.accounts.types import Person, Role
from verifier.config import Settings
from verifier.tickets.types import TicketState
from verifier.web.passkeys import place_of

Enter = Callable[..., Visitor]
NOON = datetime(2026, 11, 20, 12, 0, 7, tzinfo=UTC)
NOT_ACCEPTED = "That passkey was not accepted"


@dataclass
class Holder:
    """Somebody with a passkey and recovery codes on paper."""

    person: Person
    device: Device
    papers: list[str]


def options(visitor: Visitor, path: str, status: int = 200) -> dict[str, Any]:
    """What the page's script would hand to the browser."""
    answer = visitor.post(path, status=status)
    return json.loads(answer.text) if status == 200 else {}


def add(visitor: Visitor, device: Device, name: str = "My phone", status: int = 303) -> None:
    made = device.make(options(visitor, "/account/passkeys/begin"))
    visitor.post("/account/passkeys", {"passkey": made, "name": name}, status=status)


def set_up(desk: Desk, visitor: Visitor, role: Role = Role.REVIEWER, device: Device | None = None) -> Holder:
    """Sign in and add a first passkey, through the pages."""
    device = device or Device()
    visitor.sign_in(desk, role)
    assert visitor.person is not None
    add(visitor, device, status=200)
    return Holder(visitor.person, device, [node.text() for node in visitor.tree().css("main li code")])


def half_in(desk: Desk, visitor: Visitor, holder: Holder) -> Visitor:
    """Somebody whose link was right (which costs less time than a password), before the second page."""
    answer = visitor.post(f"/links/{desk.sign_in_link(holder.person)}", status=303)
    assert answer.headers["Location"] == "/sign-in/code"
    return visitor


def second(visitor: Visitor, device: Device, **more: Any) -> int:
    """Use a passkey after the password: what is answered."""
    signed = device.sign(options(visitor, "/sign-in/code/begin"), **more)
    return visitor.post("/sign-in/code", {"passkey": signed}).status_code


def alone(visitor: Visitor, device: Device, **more: Any) -> int:
    """Use a passkey in place of everything: what is answered."""
    signed = device.sign(options(visitor, "/sign-in/passkey/begin"), **more)
    return visitor.post("/sign-in/passkey", {"passkey": signed, "next": "/articles"}).status_code


def entries(desk: Desk, action: str) -> int:
    with desk.database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM entry WHERE action = :action"), {"action": action}) or 0


def test_a_passkey_is_the_second_factor(desk: Desk, visit: Enter) -> None:
    owner, thief, visitor = visit(), visit(), visit()
    person = desk.person()
    fields = {"email": person.email, "password": desk.password(person)}
    for one in (owner, thief):
        one.sign_in(desk, person)
    device = Device()
    add(owner, device, status=200)
    papers = [node.text() for node in owner.tree().css("main li code")]
    assert len(set(papers)) == 10
    owner.get("/account/passkeys", status=200)
    assert "My phone" in owner.words()
    assert thief.get("/account").status_code == 303  # every other session ended
    assert visitor.post("/sign-in", fields, status=303).headers["Location"] == "/sign-in/code"
    assert visitor.get("/queue").headers["Location"].startswith("/sign-in?")
    visitor.get("/sign-in/code", status=200)
    assert "A recovery code does instead of your passkey" in visitor.words()
    assert second(visitor, device) == 303
    visitor.get("/account", status=200)
    assert "Password, passkey" in visitor.words()
    on_paper = half_in(desk, visit(), Holder(person, device, papers))
    on_paper.post("/sign-in/code", {"code": papers[0]}, status=303)
    assert entries(desk, "account:add_passkey") == 1


def test_a_passkey_lets_in_alone_where_it_verified_its_holder(desk: Desk, visit: Enter) -> None:
    holder = set_up(desk, visit())
    visitor = visit()
    cookie = visitor.client.get_cookie("verifier")
    assert alone(visitor, holder.device) == 303
    assert visitor.last is not None
    assert visitor.last.headers["Location"] == "/articles"
    assert visitor.client.get_cookie("verifier") != cookie
    visitor.get("/account", status=200)
    assert holder.person.email in visitor.words()
    holder.device.verifies = False
    careless = visit()
    assert alone(careless, holder.device) == 422
    assert NOT_ACCEPTED in careless.words()
    assert careless.field("next") == "/articles"
    assert second(half_in(desk, visit(), holder), holder.device) == 303  # beside a password, being there is enough


def test_no_false_answer_is_taken(desk: Desk, visit: Enter) -> None:
    holder = set_up(desk, visit())
    true, visitor = holder.device, half_in(desk, visit(), holder)
    stranger = Device(handle=true.handle)
    falsehoods = {
        "another origin": replace(true, origin="https://localhost.evil.example"),
        "another port": replace(true, origin="http://localhost:8001"),
        "another desk": replace(true, rp_id="evil.example"),
        "another key": replace(true, key=stranger.key),
        "another name": replace(true, credential=stranger.credential),
        "another owner": replace(true, handle=packed(b"x" * 32)),
    }
    for name, device in falsehoods.items():
        assert second(visitor, device) == 422, name
        assert alone(visit(), device) == 422, name
    assert second(visitor, true, type="webauthn.create") == 422
    assert second(visitor, true, crossOrigin=True) == 422
    assert second(visitor, true, challenge=packed(b"y" * 32)) == 422
    assert visitor.get("/account").status_code == 303
    assert second(visitor, true) == 303


def test_a_challenge_is_answered_once_by_one_browser_for_one_purpose(desk: Desk, visit: Enter) -> None:
    holder = set_up(desk, visit())
    device, visitor = holder.device, half_in(desk, visit(), holder)
    asked = options(visitor, "/sign-in/code/begin")
    signed = device.sign(asked)
    other = half_in(desk, visit(), holder)
    other.post("/sign-in/code", {"passkey": signed}, status=422)
    visitor.post("/sign-in/code", {"passkey": signed}, status=303)
    again = half_in(desk, visit(), holder)
    again.post("/sign-in/code", {"passkey": signed}, status=422)
    # what was asked for one purpose does not serve another
    guest = visit()
    for_entry = options(guest, "/sign-in/passkey/begin")
    half_in(desk, guest, holder)
    guest.post("/sign-in/code", {"passkey": device.sign(for_entry)}, status=422)
    visitor.get("/account", status=200)
    for_proof = {**options(visitor, "/account/prove/begin"), "user": {"id": device.handle}}
    visitor.post("/account/passkeys", {"passkey": Device().make(for_proof), "name": "Mine"}, status=422)
    # a failed try uses the challenge up
    asked = options(guest, "/sign-in/code/begin")
    guest.post("/sign-in/code", {"passkey": replace(device, rp_id="evil.example").sign(asked)}, status=422)
    guest.post("/sign-in/code", {"passkey": device.sign(asked)}, status=422)
    # and only the last one asked in a browser stands
    first = options(guest, "/sign-in/code/begin")
    options(guest, "/sign-in/code/begin")
    guest.post("/sign-in/code", {"passkey": device.sign(first)}, status=422)


def test_a_challenge_is_answered_within_five_minutes(desk: Desk, visit: Enter) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        holder = set_up(desk, visit())
        visitor = half_in(desk, visit(), holder)
        asked = options(visitor, "/sign-in/code/begin")
        clock.move_to(NOON + timedelta(minutes=5), tick=False)
        visitor.post("/sign-in/code", {"passkey": holder.device.sign(asked)}, status=422)
        options(visitor, "/sign-in/code/begin")
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PasskeyChallenge)) == 1  # old ones are swept


def test_somebody_elses_passkey_is_no_second_factor(desk: Desk, visit: Enter) -> None:
    mine, theirs = set_up(desk, visit()), set_up(desk, visit())
    visitor = half_in(desk, visit(), mine)
    assert second(visitor, theirs.device) == 422
    assert second(visitor, replace(theirs.device, handle="")) == 422
    assert visitor.get("/account").status_code == 303


def test_a_counter_that_goes_back_stops_the_passkey_and_is_told(desk: Desk, visit: Enter) -> None:
    owner = visit()
    holder = set_up(desk, owner)
    copy = replace(holder.device)
    assert alone(visit(), holder.device) == 303
    victim = visit()
    assert alone(victim, copy) == 422
    assert "there may be a copy of it" in victim.words()
    late = visit()
    assert alone(late, replace(copy, counter=900)) == 422
    assert "there may be a copy of it" in late.words()
    assert entries(desk, "account:doubt_passkey") == 2
    owner.get("/account/passkeys", status=200)
    assert "There may be a copy of this passkey" in owner.words()
    assert "It is not taken any more" in owner.words()
    half_in(desk, visit(), holder)  # a second factor is still asked for: the password alone lets nobody in
    auditor = visit(Role.AUDITOR)
    auditor.get("/admin/log", status=200)
    assert "Refused a passkey whose counter went back" in auditor.words()


def test_a_passkey_that_does_not_count_is_taken_every_time(desk: Desk, visit: Enter) -> None:
    holder = set_up(desk, visit(), device=Device(counts=False))
    for _ in range(2):
        assert alone(visit(), holder.device) == 303


def test_unknown_and_disabled_people_get_the_same_answer(desk: Desk, visit: Enter) -> None:
    holder = set_up(desk, visit())
    admin = visit(Role.ADMIN)
    admin.post(f"/admin/people/{holder.person.id}/disable", status=303)
    answers = []
    for device in (holder.device, Device(handle=packed(b"z" * 32))):
        visitor = visit()
        asked = options(visitor, "/sign-in/passkey/begin")
        assert asked["allowCredentials"] == []
        assert asked["userVerification"] == "required"
        visitor.post("/sign-in/passkey", {"passkey": device.sign(asked)}, status=422)
        answers.append(visitor.words())
    assert answers[0] == answers[1]
    assert entries(desk, "account:doubt_passkey") == 0


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_a_passkey_is_a_fresh_proof(desk: Desk, visit: Enter, role: Role) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = visit()
        holder = set_up(desk, visitor, role)
        other = set_up(desk, visit())
        ticket_id = desk.ticket("in_review")
        clock.move_to(NOON + timedelta(minutes=11), tick=False)
        if role is Role.EDITOR:
            visitor.get(f"/tickets/{ticket_id}", status=200)
            path, fields = f"/tickets/{ticket_id}/sign-off", {"seen": visitor.field("seen")}
        else:
            visitor.get(f"/admin/people/{other.person.id}", status=200)
            path = f"/admin/people/{other.person.id}/role"
            fields = {"role": "editor", "version": visitor.field("version")}
        assert visitor.tree().css_first('[data-passkey="/account/prove/begin"]') is not None
        visitor.post(path, {**fields, "password": "any words"}, status=422)
        assert "Use your passkey, or write a recovery code" in visitor.words()
        theirs = other.device.sign(options(visitor, "/account/prove/begin"))
        visitor.post(path, {**fields, "passkey": theirs}, status=422)
        assert NOT_ACCEPTED in visitor.words()
        signed = holder.device.sign(options(visitor, "/account/prove/begin"))
        visitor.post(path, {**fields, "passkey": signed}, status=303)
        if role is Role.EDITOR:
            assert desk.state(ticket_id) is TicketState.PUBLISHED
        else:
            with desk.database.reading() as session:
                assert queries.by_id(session, other.person.id).role is Role.EDITOR
        clock.move_to(NOON + timedelta(minutes=22), tick=False)
        visitor.post("/account/second-factor/codes", {"passkey": signed}, status=422)


def test_passkeys_are_added_renamed_and_removed_under_a_fresh_proof(desk: Desk, visit: Enter) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        visitor, other = visit(), visit()
        holder = set_up(desk, visitor)
        assert second(half_in(desk, visit(), holder), holder.device) == 303
        add(visitor, key := Device(), "Grey key")
        assert alone(other, key) == 303
        clock.move_to(NOON + timedelta(minutes=11), tick=False)
        with desk.database.reading() as session:
            first, last = (row.id for row in queries.passkeys(session, holder.person.id))
        visitor.get("/account/passkeys", status=200)
        assert visitor.tree().css_first(f'form[action="/account/passkeys/{first}/remove"]') is None
        for path in (
            "/account/passkeys/begin",
            f"/account/passkeys/{first}/rename",
            f"/account/passkeys/{last}/remove",
        ):
            visitor.post(path, {"name": "Mine"}, status=422)
            assert "more than ten minutes old" in visitor.words()
        signed = holder.device.sign(options(visitor, "/account/prove/begin"))
        visitor.post("/account/passkeys/prove", {"passkey": signed}, status=303)
        visitor.post(f"/account/passkeys/{first}/rename", {"name": " \n "}, status=422)
        visitor.post(f"/account/passkeys/{first}/rename", {"name": "Phone <b>‮"}, status=422)
        visitor.post(f"/account/passkeys/{first}/rename", {"name": "Phone <b>"}, status=303)
        visitor.get("/account/passkeys", status=200)
        assert "Phone <b>" in visitor.words()
        strangers = visit()
        set_up(desk, strangers)
        strangers.post(f"/account/passkeys/{last}/remove", status=404)
        strangers.post(f"/account/passkeys/{last}/rename", {"name": "Mine now"}, status=404)
        visitor.post(f"/account/passkeys/{last}/remove", status=303)
        visitor.get("/account/passkeys", status=200)
        assert other.get("/account").status_code == 303
        assert alone(visit(), key) == 422
        visitor.post(f"/account/passkeys/{first}/remove", status=303)
        assert visitor.get("/account").status_code == 303
        answer = visit().post(f"/links/{desk.sign_in_link(holder.person)}", status=303)
        assert answer.headers["Location"] == "/queue"
    with desk.database.reading() as session:
        assert queries.count_recovery_codes(session, holder.person.id) == 0


def test_nobody_adds_a_passkey_that_is_not_right(desk: Desk, visit: Enter) -> None:
    visitor = visit()
    visitor.sign_in(desk, Role.REVIEWER)
    device = Device()
    falsehoods = [replace(device, origin="https://evil.example"), replace(device, rp_id="evil.example")]
    for false in falsehoods:
        add(visitor, false, status=422)
    asked = options(visitor, "/account/passkeys/begin")
    visitor.post("/account/passkeys", {"passkey": device.make(asked), "name": " "}, status=422)
    visitor.post("/account/passkeys", {"passkey": device.make(asked), "name": "Again"}, status=422)
    add(visitor, device, status=200)
    add(visitor, device, status=422)
    assert "registered already" in visitor.words()
    mine = options(visitor, "/account/passkeys/begin")
    assert [unpacked(one["id"]) for one in mine["excludeCredentials"]] == [device.credential]
    assert mine["attestation"] == "none"
    thief = visit()
    thief.sign_in(desk, Role.REVIEWER)
    add(thief, replace(device, key=Device().key), status=422)
    thief.post("/account/passkeys", {"passkey": Device().make(mine), "name": "Theirs"}, status=422)
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Passkey)) == 1


def test_junk_is_no_passkey_and_no_failure(desk: Desk, visit: Enter) -> None:
    visitor, guest = visit(Role.REVIEWER), visit()
    client = packed(json.dumps({"challenge": "AAAA"}).encode())
    odd = json.dumps({"id": "AAAA", "response": {"clientDataJSON": client, "userHandle": 7}})
    odder = [odd, odd.replace("7", "[]"), odd.replace("AAAA", "\\ud800"), odd.replace('"AAAA"', "{}")]
    for junk in ("", "{}", "[]", "null", "x" * 30_000, "[" * 20_000, "\x00", "é", *odder):
        guest.post("/sign-in/passkey", {"passkey": junk}, status=422)
        visitor.post("/account/passkeys", {"passkey": junk, "name": "Mine"}, status=422)


def test_every_byte_of_an_answer_matters(desk: Desk, visit: Enter) -> None:
    holder = set_up(desk, visit())
    visitor = visit()
    for part in ("authenticatorData", "signature", "clientDataJSON", "userHandle"):
        for place in (0, 8, 32, -1):
            answer = json.loads(holder.device.sign(options(visitor, "/sign-in/passkey/begin")))
            words = bytearray(unpacked(answer["response"][part]))
            words[min(place, len(words) - 1)] ^= 1
            answer["response"][part] = packed(bytes(words))
            visitor.post("/sign-in/passkey", {"passkey": json.dumps(answer)}, status=422)
    assert entries(desk, "account:doubt_passkey") == 0


def test_a_machine_that_only_asks_is_held_back(desk: Desk, visit: Enter) -> None:
    for _ in range(40):
        options(visit(), "/sign-in/passkey/begin")
    options(visit(), "/sign-in/passkey/begin", status=429)
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PasskeyChallenge)) == 40


def test_a_passkey_meets_the_newsrooms_demand_and_an_admin_can_remove_it(desk: Desk, visit: Enter) -> None:
    desk.decide(requires_factor=True)
    editor = visit()
    holder = set_up(desk, editor, Role.EDITOR)
    editor.get("/queue", status=200)
    with desk.database.reading() as session:
        (row,) = queries.passkeys(session, holder.person.id)
    editor.post(f"/account/passkeys/{row.id}/remove", status=422)
    assert "requires a second factor of your role" in editor.words()
    admin = visit()
    set_up(desk, admin, Role.ADMIN)
    admin.get("/admin", status=200)
    assert "Passkey" in admin.words()
    admin.post(f"/admin/people/{holder.person.id}/remove-second-factor", status=303)
    assert alone(visit(), holder.device) == 422
    assert editor.get("/account").status_code == 303
    with desk.database.reading() as session:
        assert not queries.has_second_factor(session, holder.person.id)


def test_an_app_and_a_passkey_stand_beside_each_other(desk: Desk, visit: Enter) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = visit()
        holder = set_up(desk, visitor)
        visitor.post("/account/second-factor/begin", status=303)
        visitor.get("/account/second-factor", status=200)
        shown = visitor.tree().css_first("main code")
        assert shown is not None
        app = pyotp.TOTP(shown.text().replace(" ", ""))
        visitor.post("/account/second-factor/confirm", {"code": app.at(NOON)}, status=200)
        clock.move_to(NOON + timedelta(minutes=11), tick=False)
        both = half_in(desk, visit(), holder)
        both.get("/sign-in/code", status=200)
        assert "Six digits from your app" in both.words()
        assert both.tree().css_first("[data-passkey]") is not None
        assert second(both, holder.device) == 303
        digits = half_in(desk, visit(), holder)
        digits.post("/sign-in/code", {"code": app.at(NOON + timedelta(minutes=11))}, status=303)
        with desk.database.reading() as session:
            (row,) = queries.passkeys(session, holder.person.id)
        digits.post(f"/account/passkeys/{row.id}/remove", status=303)
        assert second_factor_is(desk, holder) == (True, False)


def second_factor_is(desk: Desk, holder: Holder) -> tuple[bool, bool]:
    with desk.database.reading() as session:
        found = queries.factors(session, holder.person.id)
    return found.has_app, found.has_passkeys


def test_a_person_has_twenty_passkeys_at_most(desk: Desk, visit: Enter) -> None:
    visitor = visit()
    holder = set_up(desk, visitor)
    with behind(desk.database) as session:
        (row,) = queries.passkeys(session, holder.person.id)
        fields = {name: getattr(row, name) for name in ("account_id", "public_key", "handle", "transports", "made_at")}
        session.add_all(Passkey(name=f"{n}", credential=f"{n}", sign_count=0, **fields) for n in range(19))
    options(visitor, "/account/passkeys/begin", status=422)
    assert "which is the most" in visitor.words()


def test_pages_load_the_script_only_where_a_passkey_is_asked_for(desk: Desk, visit: Enter) -> None:
    visitor = visit()
    visitor.get("/sign-in", status=200)
    assert "passkeys.js" in (visitor.last.text if visitor.last else "")
    assert "let this browser run scripts" in visitor.words()
    visitor.sign_in(desk, Role.REVIEWER)
    for path, is_there in (("/account", False), ("/account/second-factor", False), ("/account/passkeys", True)):
        assert ("passkeys.js" in visitor.get(path, status=200).text) is is_there, path
    bare = visitor.get("/account/passkeys", base_url="http://127.0.0.1:8000/")
    assert "passkeys.js" not in bare.text


def test_at_an_address_where_browsers_take_none_nothing_is_offered(app: Flask, desk: Desk, visit: Enter) -> None:
    visitor = visit()
    holder = set_up(desk, visitor)
    app.extensions["verifier_settings"] = replace(app.extensions["verifier_settings"], public_url="http://desk.lan")
    visitor.get("/account/passkeys", status=200)
    assert "Browsers take no passkeys at this address" in visitor.words()
    options(visitor, "/account/passkeys/begin", status=422)
    options(visit(), "/sign-in/passkey/begin", status=422)
    waiting = half_in(desk, visit(), holder)
    waiting.get("/sign-in/code", status=200)
    assert waiting.tree().css_first("[data-passkey]") is None
    waiting.post("/sign-in/code", {"code": holder.papers[0]}, status=303)


@pytest.mark.parametrize(
    ("public_url", "host", "expected"),
    [
        ("https://desk.example.org", "evil.example", ("desk.example.org", "https://desk.example.org")),
        ("https://desk.example.org:443", "x", ("desk.example.org", "https://desk.example.org")),
        ("https://desk.example.org:8443/", "x", ("desk.example.org", "https://desk.example.org:8443")),
        ("https://Prüfung.example", "x", ("xn--prfung-4ya.example", "https://xn--prfung-4ya.example")),
        ("http://127.0.0.1:8000", "localhost:9000", ("localhost", "http://localhost:9000")),
        ("http://localhost:8000", "localhost", ("localhost", "http://localhost")),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", None),
        ("http://127.0.0.1:8000", "evil.example:8000", None),
        ("http://desk.example.org", "desk.example.org", None),
        ("https://192.0.2.7", "192.0.2.7", None),
        ("https://[2001:db8::1]", "[2001:db8::1]", None),
    ],
)
def test_passkeys_are_bound_to_the_public_address(public_url: str, host: str, expected: tuple[str, str] | None) -> None:
    assert place_of(public_url, host) == expected


def test_the_script_is_small(app: Flask, settings: Settings) -> None:
    assert app.static_folder is not None
    with open(f"{app.static_folder}/passkeys.js", "rb") as file:
        assert len(file.read()) < 3_000
