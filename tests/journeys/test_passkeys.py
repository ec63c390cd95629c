"""Passkeys in a real browser, with a device that Chromium plays; and what a browser without scripts is told."""

from datetime import UTC, datetime, timedelta

import time_machine
from factories.desk import Desk
from journeys.barriers import Meet, check_axe
from playwright.sync_api import Page, expect

from verifier.accounts.types import Role

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(page: Page, **other: bool) -> None:
    """Let Chromium play a device that keeps passkeys."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    talk.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **other}})


def test_a_passkey_is_added_and_signs_in_and_signs_off(desk: Desk, meet: Meet, address: str) -> None:
    here = address.replace("127.0.0.1", "localhost")  # browsers take no passkeys at an address of numbers
    editor = desk.person(Role.EDITOR)
    words, ticket_id = desk.password(editor), desk.ticket("in_review")
    page = meet(viewport={"width": 390, "height": 800})
    give_device(page)

    def send_password() -> None:
        page.goto(f"{here}/sign-in")
        page.get_by_label("E-mail address").fill(editor.email)
        page.get_by_label("Password").fill(words)
        page.get_by_role("button", name="Sign in", exact=True).click()

    send_password()
    page.goto(f"{here}/account/second-factor")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_text("No passkey yet")).to_be_visible()
    check_axe(page)
    page.get_by_label("Name of the passkey").fill("Grey phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("main li code")).to_have_count(10)
    page.goto(f"{here}/account/passkeys")
    expect(page.get_by_text("Grey phone").first).to_be_visible()
    check_axe(page)

    page.context.clear_cookies()
    send_password()
    expect(page.get_by_role("heading", name="One more proof")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{here}/sign-in?next=/tickets/{ticket_id}")
    check_axe(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="Sign off")).to_be_visible()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        page.reload()
        check_axe(page)
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_text("Signed off and published")).to_be_visible()


def test_a_device_that_is_not_there_is_told_plainly(desk: Desk, meet: Meet, address: str) -> None:
    page = meet()
    give_device(page, isUserVerified=False)
    page.goto(f"{address.replace('127.0.0.1', 'localhost')}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used. Try again, or take another way.")).to_be_visible()
    check_axe(page)


def test_without_a_script_the_page_says_what_else_there_is(desk: Desk, meet: Meet, address: str) -> None:
    page = meet(java_script_enabled=False)
    here = address.replace("127.0.0.1", "localhost")
    page.goto(f"{here}/sign-in")
    expect(page.get_by_text("let this browser run scripts")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    page.goto(f"{here}/links/{desk.sign_in_link(desk.person())}")
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{here}/account/passkeys")
    expect(page.get_by_text("An authenticator app needs none.")).to_be_visible()
