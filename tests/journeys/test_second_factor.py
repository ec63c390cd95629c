"""Setting up a second factor and signing in with it, in a browser, with a script and without."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from factories.desk import Desk
from journeys.barriers import Meet, check_axe
from playwright.sync_api import expect

from verifier.accounts.types import Role


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_app_is_set_up_and_asked_for(desk: Desk, meet: Meet, script: bool) -> None:
    person = desk.person(Role.EDITOR)
    words = desk.password(person)
    page = meet(java_script_enabled=script, viewport={"width": 390, "height": 800})

    def send_password() -> None:
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password").fill(words)
        page.get_by_role("button", name="Sign in").click()

    send_password()
    page.goto("/account")
    page.get_by_role("link", name="Set up a second factor").click()
    page.get_by_role("button", name="Begin").click()
    square = page.get_by_role("img", name="Square for an authenticator app").bounding_box()
    assert square is not None
    assert square["x"] >= 0
    check_axe(page)
    secret = page.locator("main dd code").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(secret).at(datetime.now(UTC)))
    page.get_by_role("button", name="Take it into use").click()
    expect(page.locator("main li code")).to_have_count(10)
    check_axe(page)
    paper = page.locator("main li code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 of 10")).to_be_visible()
    check_axe(page)

    page.context.clear_cookies()
    send_password()
    expect(page.get_by_role("heading", name="One more proof")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(minutes=5)))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That code is wrong").first).to_be_visible()
    check_axe(page)
    page.get_by_label("Code", exact=True).fill(paper)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That recovery code is used up")).to_be_visible()
