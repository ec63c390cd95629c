"""A real server and a real Chromium. Without a browser the journeys are skipped with the reason."""

import threading
from collections.abc import Iterator

import pytest
from browsers import chromium_arguments, find_chromium
from flask import Flask
from journeys.barriers import SCRIPTLESS, Meet
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if find_chromium() is None:
        reason = pytest.mark.skip(reason="no Chromium on this machine: install one to run the browser tests")
        for item in items:
            if "journeys" in str(item.path):
                item.add_marker(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find_chromium(), args=chromium_arguments())
        yield found
        found.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The address of a server with this test's application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def meet(browser: Browser, address: str) -> Iterator[Meet]:
    """A person's own window; anything the console complains of fails the test, wherever it happened."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # a refused form is an answer like any other here; the browser calls its status an error
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def window(**options: object) -> Page:
        context = browser.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if options.get("java_script_enabled") is False:
            SCRIPTLESS.add(page)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield window
    for context in contexts:
        context.close()
    assert complaints == []
