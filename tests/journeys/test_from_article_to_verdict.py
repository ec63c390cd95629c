"""The whole way, in a browser: a file becomes an article, a claim a ticket, a ticket a signed and public verdict.

Walked twice: on the sample article that the product brings, and, where it lies beside the checkout, on a real one.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from factories.desk import Desk
from journeys.barriers import Meet, check_axe
from playwright.sync_api import Page, expect

from verifier.accounts import actions as accounts
from verifier.accounts import queries as account_queries
from verifier.accounts.types import Person, Role
from verifier.tickets.types import TicketState

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "article" / "000_ef66c00b649e582e.txt"


@dataclass(frozen=True, slots=True)
class Walk:
    """What is known of the article that is walked with."""

    file: Path
    title: str
    publisher: str
    disclaimer: str
    claim: str
    chain: tuple[str, ...]
    least_claims: int


SAMPLE = Walk(
    ROOT / "verifier" / "cli" / "sample" / "harbour.txt",
    "Northern Strait Ferry Line Hires 300 Deckhands Ahead of Sanctions Vote",
    "The Strait Observer",
    "The Strait Observer has not verified the content of this story.",
    "The company has hired more than 340 deckhands and some 25 engineers so far",
    ("The Strait Observer", "Baltic Herald", "Open Shipping Registry"),
    17,
)
ARTICLE = Walk(
    REAL,
    "Pro-Iran Liwa Fatimiyoun Militia Recruits 200 Fighters in Syria’s Hassakeh, Qamishli",
    "The Syrian Observer",
    "The Syrian Observer has not verified the content of this story.",
    "The militia has recruited more than 205 national defense members and some 35 civilians so far",
    ("The Syrian Observer", "Asharq Al-Awsat", "Syrian Observatory for Human Rights"),
    17,
)
WALKS = [
    pytest.param(SAMPLE, id="sample"),
    pytest.param(
        ARTICLE,
        id="article",
        marks=pytest.mark.skipif(not REAL.exists(), reason="the reference article is not beside this checkout"),
    ),
]


def enter(page: Page, desk: Desk, who: Person) -> None:
    """Sign in through a one-time link."""
    page.goto(f"/links/{desk.sign_in_link(who)}")
    check_axe(page)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/queue")


def take_in(page: Page, walk: Walk) -> None:
    """Take the article in by file and accept what is proposed."""
    page.goto("/articles/new")
    check_axe(page)
    page.locator('input[type="file"]').set_input_files(walk.file)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/articles/drafts/*")
    check_axe(page)
    expect(page.get_by_label("Publisher")).to_have_value(walk.publisher)
    expect(page.locator("main")).to_contain_text(walk.disclaimer)
    page.get_by_role("button", name="Take in").first.click()
    page.wait_for_url(re.compile(r"/articles/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.title)
    assert page.locator(".claim-mark").count() >= walk.least_claims
    check_axe(page)
    page.get_by_role("button", name="Accept all").click()
    expect(page.locator("main")).not_to_contain_text("Accept all")


def work(page: Page, walk: Walk) -> str:
    """Take the ticket, correct its chain, add two sources, propose; the ticket's address."""
    page.goto("/queue")
    check_axe(page)
    page.get_by_role("link", name=walk.claim).click()
    page.wait_for_url("**/tickets/*")
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.claim)
    page.get_by_role("button", name="Take").click()
    chain = page.locator("ol.chain")
    for name in walk.chain:
        expect(chain).to_contain_text(name)
    check_axe(page)
    correct_chain(page, walk)
    add_source(page, "Supports", "A Town Newspaper", "Our reporter counted 231 names on the list.")
    add_source(page, "Refutes", "The Ministry", "There are ninety, and no more.")
    check_axe(page)
    verdict = page.locator(".workbench-verdict")
    verdict.get_by_label("Attributed", exact=True).check()
    verdict.get_by_label("Unproven", exact=True).check()
    verdict.get_by_label("Why").fill("Every report found goes back to one account that names nobody.")
    verdict.get_by_label("Who was asked").fill("The ministry and the militia, by mail; no answer within three days.")
    page.get_by_role("button", name="Propose verdict").click()
    expect(page.locator("main")).to_contain_text("In review")
    check_axe(page)
    return page.url.split("#", 1)[0]


def correct_chain(page: Page, walk: Walk) -> None:
    """Say otherwise how the inner hop was taken, and accept the rest."""
    hop = page.locator("li.hop").nth(2)
    hop.get_by_text("Edit this hop").click()
    form = hop.get_by_role("form", name="Edit this hop")
    form.locator('select[name="relation"]').select_option("paraphrased")
    form.get_by_role("button", name="Save the hop").click()
    expect(page.locator("li.hop").nth(2)).to_contain_text("paraphrased")
    page.get_by_role("button", name="Accept all hops").click()
    expect(page.locator("ol.chain")).not_to_contain_text("Inferred")
    expect(page.locator("li.hop").nth(2)).to_contain_text(walk.chain[2])


def add_source(page: Page, stance: str, name: str, quote: str) -> None:
    """Add one source with a quotation."""
    page.get_by_text("Add a source", exact=True).click()
    form = page.get_by_role("form", name="Add a source")
    form.get_by_label(stance, exact=True).check()
    form.locator('input[name="source"]').fill(name)
    form.locator('textarea[name="quote"]').fill(quote)
    form.get_by_role("button", name="Add the source").click()
    expect(page.locator(".workbench-evidence")).to_contain_text(quote)


@pytest.mark.parametrize("walk", WALKS)
def test_from_article_to_signed_public_verdict(walk: Walk, desk: Desk, meet: Meet) -> None:
    rana, edda = desk.person(Role.REVIEWER, "Rana Reviewer"), desk.person(Role.EDITOR, "Edda Editor")
    reviewer, editor, reader = meet(), meet(), meet()
    enter(reviewer, desk, rana)
    take_in(reviewer, walk)
    address = work(reviewer, walk)
    ticket_id = int(address.rsplit("/", 1)[1])

    # the reader still sees the publisher's own words on every claim
    reader.goto("/public")
    check_axe(reader)
    reader.get_by_role("link", name=walk.title).click()
    check_axe(reader)
    expect(reader.locator("main")).to_contain_text(walk.disclaimer)
    reader.get_by_role("link", name=walk.claim).click()
    claim_address = reader.url
    expect(reader.locator("main")).to_contain_text(walk.disclaimer)
    expect(reader.locator("main")).not_to_contain_text("Unproven")
    check_axe(reader)

    # the proposer cannot sign, and becoming editor does not change that
    with desk.database.writing() as session:
        account = account_queries.by_id(session, rana.id)
        accounts.change_role(session, account, role=Role.EDITOR, by=None, now=desk.now)
    promoted = Person(rana.id, rana.name, Role.EDITOR, rana.email)
    enter(reviewer, desk, promoted)
    reviewer.goto(address)
    expect(reviewer.get_by_role("button", name="Sign off")).to_have_count(0)
    token = reviewer.locator('input[name="csrf_token"]').first.get_attribute("value") or ""
    seen = "0" * 64
    refused = reviewer.request.post(f"{address}/sign-off", form={"csrf_token": token, "seen": seen})
    assert refused.status == 403
    assert desk.state(ticket_id) is TicketState.IN_REVIEW

    # an editor signs
    enter(editor, desk, edda)
    editor.goto("/sign-off")
    check_axe(editor)
    editor.get_by_role("link", name=walk.claim).click()
    check_axe(editor)
    editor.get_by_role("button", name="Sign off").click()
    expect(editor.locator("main")).to_contain_text("Published")
    check_axe(editor)
    assert desk.state(ticket_id) is TicketState.PUBLISHED

    # the reader sees both: what the publisher said and what the desk found; every other claim as before
    reader.goto(claim_address)
    main = reader.locator("main")
    expect(main).to_contain_text("Unproven")
    expect(main).to_contain_text("Attributed")
    expect(main).to_contain_text(walk.disclaimer)
    expect(main).to_contain_text(str(desk.now.year))
    assert "Rana" not in main.inner_text()
    assert "Edda" not in main.inner_text()
    assert reader.locator('script[type="application/ld+json"]').count() == 1
    check_axe(reader)
    check_others_are_as_before(reader, walk)


def check_others_are_as_before(reader: Page, walk: Walk) -> None:
    """Raise AssertionError unless every other claim, in the list and on its own page, still bears the disclaimer."""
    reader.goto("/public")
    reader.get_by_role("link", name=walk.title).click()
    others = {}
    for card in reader.locator("main li.claim-card").all():
        link = card.get_by_role("link").first
        if link.inner_text() != walk.claim:
            others[link.get_attribute("href") or ""] = card.inner_text()
    assert len(others) >= walk.least_claims - 1
    for address, words in others.items():
        reader.goto(address)
        for seen in (words, reader.locator("main").inner_text()):
            assert walk.disclaimer in seen, address
            assert "Unverified" in seen, address
            assert "Unproven" not in seen, address
        assert reader.locator('script[type="application/ld+json"]').count() == 0


def test_the_whole_way_needs_no_script(desk: Desk, meet: Meet) -> None:
    rana, edda = desk.person(Role.REVIEWER, "Rana Reviewer"), desk.person(Role.EDITOR, "Edda Editor")
    reviewer, editor, reader = (meet(java_script_enabled=False) for _ in range(3))
    enter(reviewer, desk, rana)
    take_in(reviewer, SAMPLE)
    address = work(reviewer, SAMPLE)
    enter(editor, desk, edda)
    editor.goto(address)
    editor.get_by_role("button", name="Sign off").click()
    assert desk.state(int(address.rsplit("/", 1)[1])) is TicketState.PUBLISHED
    reader.goto("/public")
    reader.get_by_role("link", name=SAMPLE.title).click()
    reader.get_by_role("link", name=SAMPLE.claim).click()
    expect(reader.locator("main")).to_contain_text("Unproven")
