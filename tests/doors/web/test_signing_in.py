"""People sign in, and strangers do not."""

from collections.abc import Callable

from factories.desk import Desk
from factories.visitor import Visitor

from verifier.accounts.types import Role

Enter = Callable[..., Visitor]


def test_a_link_signs_in_once(desk: Desk, visit: Enter) -> None:
    token = desk.sign_in_link(desk.person(Role.REVIEWER))
    first, second = visit(), visit()
    assert first.post(f"/links/{token}").status_code == 303
    assert first.get("/account").status_code == 200
    assert second.post(f"/links/{token}", status=422)
    assert "Ask an admin for a new one" in second.words()
    assert second.get("/account").status_code == 303


def test_a_copied_cookie_is_dead_after_signing_out(desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.REVIEWER)
    cookie = visitor.client.get_cookie("verifier")
    assert cookie is not None
    visitor.post("/sign-out", status=303)
    visitor.client.set_cookie("verifier", cookie.value)
    assert visitor.get("/account").status_code == 303


def test_signing_in_never_leads_to_another_site(desk: Desk, visit: Enter) -> None:
    person = desk.person(Role.REVIEWER)
    words = desk.password(person)
    for wanted in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = visit().post("/sign-in", {"email": person.email, "password": words, "next": wanted})
        assert answer.headers["Location"] == "/queue"
    answer = visit().post("/sign-in", {"email": person.email, "password": words, "next": "/account?a=b"})
    assert answer.headers["Location"] == "/account?a=b"
