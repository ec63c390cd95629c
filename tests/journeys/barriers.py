"""Looking for barriers on the pages of a journey."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Meet = Callable[..., Page]
SCRIPTLESS: set[Page] = set()


def check_axe(page: Page) -> None:
    """Raise AssertionError where axe finds a barrier. Axe is a script: in a window without scripts it has no say."""
    if page in SCRIPTLESS:
        return
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
