"""The desk under the hand: keys, quotations, drafts and the warning before words are lost, in a browser."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from verifier.web import styleguide

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types verifier"
)
PAGE = """<!doctype html><html lang="en"><title>Desk</title><script type="module" src="/static/verifier.js"></script>
<input type="search" data-search aria-label="Search">
<ol data-list><li data-item><a data-open href="/one">One</a></li>
<li data-item><a data-open href="/two">Two</a></li></ol>
<button data-key="t" id="take" aria-pressed="false">Take next</button>
<blockquote data-quote-from id="context">The east silo lost 4,200 tonnes.</blockquote>
<form method="post" action="/saved" data-guard>
<textarea name="quote" data-quote-target="quote" data-draft="quote" aria-label="Quote"></textarea>
<button type="button" data-quote-to="quote" hidden>Use selected words</button></form>
<dialog id="shortcuts"><form method="dialog"><button>Close</button></form></dialog></html>"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Flask(__name__, static_folder=None)

    @app.get("/static/verifier.js")
    def script() -> Response:
        path = styleguide.__file__.replace("styleguide.py", "static/verifier.js")
        with open(path, encoding="utf-8") as source:
            return Response(source.read(), mimetype="text/javascript")

    @app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
    @app.route("/<path:path>", methods=["GET", "POST"])
    def page(path: str) -> Response:
        return Response(PAGE, mimetype="text/html", headers={"Content-Security-Policy": POLICY})

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def desk(browser_page: Page, address: str) -> Page:
    browser_page.goto(address)
    browser_page.evaluate("sessionStorage.clear()")
    browser_page.goto(address)
    browser_page.evaluate("document.activeElement.blur()")
    return browser_page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_j_and_k_walk_a_list_and_enter_opens(desk: Page) -> None:
    desk.keyboard.press("j")
    assert focused(desk) == "One"
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    assert focused(desk) == "Two"
    desk.keyboard.press("k")
    assert focused(desk) == "One"
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/one")


def test_two_keys_jump_to_a_section(desk: Page) -> None:
    desk.keyboard.press("g")
    desk.keyboard.press("s")
    desk.wait_for_url("**/sign-off")


def test_a_letter_presses_its_button_but_never_while_typing(desk: Page) -> None:
    desk.evaluate("document.querySelector('#take').addEventListener('click', (e) => e.target.ariaPressed = 'true')")
    desk.get_by_label("Quote").click()
    desk.keyboard.type("t j ? /")
    assert desk.locator("#take").get_attribute("aria-pressed") == "false"
    assert desk.get_by_label("Quote").input_value() == "t j ? /"
    desk.keyboard.press("Escape")
    desk.keyboard.press("t")
    assert desk.locator("#take").get_attribute("aria-pressed") == "true"
    desk.get_by_label("Quote").fill("")


def test_question_mark_shows_the_keys_and_slash_finds_the_search(desk: Page) -> None:
    desk.keyboard.press("?")
    assert desk.locator("#shortcuts").is_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("/")
    desk.keyboard.type("silo")
    assert desk.get_by_label("Search").input_value() == "silo"


def test_selected_words_go_to_the_quotation(desk: Page) -> None:
    desk.evaluate("getSelection().selectAllChildren(document.querySelector('#context'))")
    desk.wait_for_timeout(50)
    desk.get_by_role("button", name="Use selected words").click()
    assert desk.get_by_label("Quote").input_value() == "The east silo lost 4,200 tonnes."
    desk.get_by_label("Quote").fill("")


def test_a_draft_outlives_a_reload_and_ends_when_sent(desk: Page, address: str) -> None:
    warned: list[str] = []

    def leave(dialog: object) -> None:
        warned.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    desk.on("dialog", leave)
    desk.get_by_label("Quote").click()
    desk.keyboard.type("weighbridge")
    desk.goto(address)
    assert warned == ["beforeunload"]
    assert desk.get_by_label("Quote").input_value() == "weighbridge"
    desk.get_by_label("Quote").click()
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/saved")
    desk.goto(address)
    assert desk.get_by_label("Quote").input_value() == ""
    assert warned == ["beforeunload"]
    desk.remove_listener("dialog", leave)
