"""Every page that can be reached by links, for every role, over a desk whose every text is hostile."""

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from factories.desk import CLAIM, Desk
from factories.visitor import Visitor

from verifier.accounts.types import Role
from verifier.tickets.types import TicketState
from verifier.verdicts.types import VerdictFields

Enter = Callable[..., Visitor]

BREAKOUT = "\"'></textarea></script><img src=x onerror=alert(1)><svg onload=alert(2)>{{'mal'*3}}<!--"
ARABIC = "قال المرصد السوري إن العدد ٢٠٥ \u202e‏"
MOST_PAGES = 140


def hostile_desk(desk: Desk) -> None:
    """A ticket in each state, with words that try to break out wherever words can stand."""
    fields = VerdictFields("attributed", "unproven", f"Because {BREAKOUT}", f"Asked {ARABIC} {BREAKOUT}")
    for place, state in enumerate(TicketState):
        text = (
            f"{BREAKOUT} Guard hires {place}\n\n{CLAIM}, the {BREAKOUT} said.\n\n{ARABIC}\n\n"
            f"{BREAKOUT} has not verified the content of this story."
        )
        article_id = desk.article(text, publisher=f"The {BREAKOUT} Post", title=f"{BREAKOUT} Guard hires {place}")
        desk.ticket(state, article_id=article_id, chain=(f"Monitor {BREAKOUT}", ARABIC), fields=fields)


def crawl(visitor: Visitor) -> dict[str, int]:
    """Follow every link on this site from the home pages; the status of each page by its path."""
    waiting = ["/", "/queue?view=all", "/sign-off", "/articles", "/sources", "/sources/doubles", "/search?q=guard",
               "/account", "/admin",
               "/admin/log", "/public", "/public/corrections", "/queue?view=mine&order=newest"]  # fmt: skip
    seen: dict[str, int] = {}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        answer = visitor.get(path)
        seen[path] = answer.status_code
        if answer.status_code in {301, 302, 303}:
            waiting.append(urljoin(path, answer.headers["Location"]))
            continue
        if answer.mimetype != "text/html":
            continue
        tree = visitor.tree()
        assert not tree.css('img[src="x"], [onerror], [onload], svg[onload]'), path
        assert "malmalmal" not in visitor.words(), path
        for node in tree.css("a[href]"):
            target = urljoin(path, node.attributes["href"] or "")
            parts = urlsplit(target)
            assert parts.scheme in {"", "http", "https", "mailto"}, target
            if (
                not parts.scheme and not parts.netloc and not parts.path.startswith(("/evidence/", "/static/"))
            ):  # no bytes behind these
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return seen


@pytest.mark.parametrize("who", [None, *Role])
def test_every_page_within_reach_is_sound_and_harmless(who: Role | None, desk: Desk, visit: Enter) -> None:
    hostile_desk(desk)
    seen = crawl(visit(who))
    assert len(seen) > 25
    broken = {path: status for path, status in seen.items() if status >= 400 and status != 403}
    assert not broken
    refused = {path for path, status in seen.items() if status == 403}
    assert refused <= {"/admin", "/admin/log"}


@pytest.mark.parametrize(
    "number", ["-1", "0", "9223372036854775808", "1" * 400, "1e9", "٣", "NaN", "", "\x00", "2~2026-01-01~9"]
)
def test_a_number_that_is_no_key_is_no_failure(number: str, desk: Desk, visit: Enter) -> None:
    visitor = visit(Role.ADMIN)
    for path, name in (
        ("/queue", "publisher"),
        ("/queue", "after"),
        ("/articles", "before"),
        ("/sources", "after"),
        ("/sources/doubles", "after"),
        ("/sources/1", "open_before"),
        ("/sources/1", "merged"),
        ("/admin/log", "before"),
        ("/public", "before"),
        ("/public/corrections", "before"),
        ("/search", "q"),
    ):
        assert visitor.get(path, query_string={name: number}).status_code < 500, (path, number)
