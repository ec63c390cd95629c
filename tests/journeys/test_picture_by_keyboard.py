"""The picture of a claim worked through with the keyboard alone, with scripts and without."""

import pytest
from factories.desk import Desk
from journeys.barriers import Meet, check_axe
from playwright.sync_api import Page, expect

from verifier.accounts.types import Role
from verifier.articles import queries as articles
from verifier.provenance import actions as provenance
from verifier.provenance.rules import StatementFields
from verifier.tickets import queries as tickets
from verifier.tickets.types import Acting


def reach(page: Page, selector: str) -> None:
    """Go on with the tab key until what is focused is this; fails where the keyboard never gets there."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hop_is_noted_and_judged_by_keyboard(desk: Desk, meet: Meet, scripts: bool) -> None:
    me = desk.person(Role.REVIEWER, "Rana Reviewer")
    ticket_id = desk.ticket("in_progress", holder=me)
    with desk.database.writing() as session:
        ticket = tickets.by_id(session, ticket_id)
        claim = articles.claim_by_id(session, ticket.claim_id)
        acting = Acting(me, desk.now)
        for name in ("Quay Times", "Port Radio"):
            fields = StatementFields(name, "outlet", quote="Two hundred.")
            provenance.add_statement(session, ticket, claim, fields, capture_id=None, acting=acting, version=None)
    page = meet(java_script_enabled=scripts)
    page.goto(f"/links/{desk.sign_in_link(me)}")
    page.get_by_role("button").first.click()
    page.goto(f"/tickets/{ticket_id}#picture")
    box = page.get_by_role("link", name="Quay Times, the trail ends here").first
    box.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".step:target")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Quay Times")
    page.keyboard.press("Tab")
    assert panel.evaluate("node => node.contains(document.activeElement)")
    reach(page, '.step:target a[href*="from="]')
    page.keyboard.press("Enter")
    page.wait_for_url("**from=*")
    form = page.get_by_role("form", name="Who has it from whom")
    form.get_by_label("From whom").select_option(label="Port Radio")
    form.get_by_label("The words that show it").press("Enter")
    page.wait_for_url("**/tickets/*#at-s*")
    expect(page.locator(".step:target")).to_contain_text("Quay Times")
    if scripts:
        expect(page.locator('.drawing-wide a[aria-current="true"]')).to_contain_text("Quay Times")
        check_axe(page)
    page.get_by_role("link", name="Port Radio, the trail ends here").first.press("Enter")
    panel = page.locator(".step:target")
    expect(panel).to_contain_text("Quay Times reports what was said by this source")
    reach(page, '.step:target form[action$="/reject"] button')
    page.keyboard.press("Enter")
    page.wait_for_url("**/tickets/*#at-s*")
    expect(page.locator(".step:target")).to_contain_text("Quay Times")
    page.keyboard.press("Tab")
    assert page.locator(".step:target").evaluate("node => node.contains(document.activeElement)")
    expect(page.locator(".drawing-wide polyline title", has_text="Quay Times reports")).to_have_count(0)
