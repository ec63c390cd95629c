"""Words that try to become code: typed into every field of every form, looked for on every page that shows them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from doors.hostile.conftest import World
from factories import hostile
from factories.harmless import faults, faults_of_page
from factories.walker import Offer, forms_on
from werkzeug.test import TestResponse

from verifier.tickets.types import TicketState
from verifier.web.workbench.deeds import DEEDS

OWN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "</textarea></title></script><iframe src=//evil.test>",
    "#{7*7}{M} {{7*7}}{M} ${7*7}{M}",
    "<a href=//evil.test onclick=alert(1)>here</a>",
)
SHORT, LONG = 190, 1_700
"""How many characters are sent at once: no more than a field of one line, or of several, takes."""

MOST = {"/admin/people": 100, "/admin/newsroom": 100, "/sign-in": LONG, "/sources/N/merge": LONG}
"""Forms that take less at once, or show what they refuse again at any length."""

GIVEN = {"language": "en", "upstream": "", "keep_copy": None, "protected": None}
"""Fields that must hold something else for the form to be taken, or must not be ticked."""

NOT_SHOWN = {
    ("/articles/new", "url"): "empty beside a text; hostile addresses have tests of their own",
    ("/tickets/N/close", "duplicate_of"): "only its number is kept",
    ("/articles/N/claims", "quote"): "must be words of the text",
    ("/articles/N/disclaimers", "quote"): "must be words of the text",
    ("/sources/N/merge", "other"): "must be a name of the directory; shown again where it is none",
}
"""Fields whose words stand on no page, and why. Another one that is missing from every page fails the test."""


def payloads() -> list[str]:
    """Our own and those of the collection, if it is there."""
    return [hostile.written(one) for one in (*OWN, *(row["payload"] for row in hostile.rows("xss")))]


def bundled(words: list[str], most: int) -> list[str]:
    """The same words, several to a piece of no more than so many characters."""
    pieces = [""]
    for one in words:
        if len(pieces[-1]) + len(one) + 1 > most:
            pieces.append("")
        pieces[-1] += f"{one} "
    return [one.strip() for one in pieces]


def test_the_check_of_pages_finds_what_is_not_ours() -> None:
    for words in payloads():
        if not re.search(r'<[a-z]|" \w+=', words, re.IGNORECASE):
            continue
        page = "<!doctype html><html lang='en'><body><p>%s</p><input type='text' value=\"%s\"></body></html>"
        assert list(faults_of_page(page % (words, words))), words


@dataclass
class Scribe:
    """Fills in forms, with a mark of its own for every field of every kind of form."""

    marks: dict[tuple[str, str], str] = field(default_factory=dict)

    def mark(self, offer: Offer, name: str) -> str:
        """What tells the words of this field from all others."""
        return self.marks.setdefault((offer.shape[1], name), f"zq{len(self.marks):03d}x")

    def fill(self, offer: Offer, words: str) -> dict[str, list[str]]:
        """The form with these words wherever words can be typed."""
        sent = offer.values()
        names = {one.name for one in offer.fields}
        for one in offer.fields:
            mark = self.mark(offer, one.name) if one.is_written and one.name not in GIVEN else ""
            if one.name in GIVEN:
                sent[one.name] = [one_given] if (one_given := GIVEN[one.name]) is not None else []
            elif one.kind == "email" and "name" in names:
                sent[one.name] = [f"{mark}{len(words)}@example.org"]
            elif one.is_address:
                sent[one.name] = ["" if "text" in names else f"https://ok.test/{mark}?{words}"]
            elif mark:
                sent[one.name] = [f"{mark} {words}"]
        return sent

    def missing(self, texts: Iterable[str]) -> set[tuple[str, str]]:
        """Fields whose words stand in none of these texts."""
        seen = set(re.findall(r"zq\d{3}x", "\n".join(texts)))
        return {where for where, mark in self.marks.items() if mark not in seen}


def test_no_words_become_a_tag_an_attribute_or_a_link(world: World) -> None:
    scribe, answers = Scribe(), []
    offers = world.offers("editor", "admin", "reader")
    written = {shape: found for shape, found in offers.items() if any(one.is_written for one in found[0][1].fields)}
    for shape, found in written.items():
        if not is_an_act(shape) and shape[1] != "/styleguide":
            answers += fill_in(world, scribe, shape[1], found)
    answers += publish(world, scribe)
    for shape, found in written.items():
        if is_an_act(shape):
            answers += fill_in(world, scribe, shape[1], found)
    texts = [answer.get_data(as_text=True) for _, answer in answers]
    wrong = {f"{where} answers: {fault}" for where, answer in answers for fault in faults(answer)}
    for who in ("editor", "admin", "viewer", "reader"):
        for path, html in world.pages(who, 12 if who in {"editor", "reader"} else 2).items():
            texts.append(html)
            wrong |= {f"{who} at {path}: {fault}" for fault in faults_of_page(html)}
    for path in programs(world):
        answer = world.walkers["reader"].look(path)
        texts.append(answer.get_data(as_text=True))
        wrong |= {f"{path}: {fault}" for fault in faults(answer)}
    assert sorted(wrong)[:10] == []
    assert scribe.missing(texts) <= set(NOT_SHOWN)


def fill_in(
    world: World, scribe: Scribe, where: str, found: list[tuple[str, Offer]]
) -> Iterator[tuple[str, TestResponse]]:
    """Send the forms of one kind, each with as many of the words as its fields take, until all were sent."""
    lines = any(one.is_written and one.kind != "textarea" for one in found[0][1].fields)
    most = MOST.get(where, SHORT if lines and found[0][1].method == "post" else LONG)
    for number, words in enumerate(bundled(payloads(), most)):
        who, offer = found[number % len(found)]
        yield f"{where} by {who}", world.send(who, offer, scribe.fill(offer, words) | world.version(offer))


def is_an_act(shape: tuple[str, str, tuple[str, ...]]) -> bool:
    """Whether a form changes the state of a ticket: those come last."""
    return shape[1].rsplit("/", 1)[-1] in DEEDS


def publish(world: World, scribe: Scribe) -> list[tuple[str, TestResponse]]:
    """Propose, sign and correct with such words, so that readers see them."""
    sent: list[tuple[str, TestResponse]] = []
    words = bundled(payloads(), LONG)[0]
    for state, action in ((TicketState.IN_PROGRESS, "propose-verdict"), (TicketState.CORRECTING, "correct")):
        page = f"/tickets/{world.tickets[state]}"
        html = world.walkers["editor"].look(page).get_data(as_text=True)
        for _ in range(2):
            offer = next((one for one in forms_on(page, html) if one.action.endswith("/draft")), None)
            if offer is None:
                break
            answer = world.send("editor", replace(offer, action=f"{page}/{action}"), scribe.fill(offer, words))
            html = answer.get_data(as_text=True)
            sent.append((action, answer))
        signing = forms_on(page, world.walkers["second"].look(page).get_data(as_text=True))
        offer = next(one for one in signing if one.action.endswith("/sign-off"))
        sent.append(("sign-off", world.send("second", offer, offer.values())))
        assert world.desk.state(world.tickets[state]) is TicketState.PUBLISHED
    return sent


def programs(world: World) -> Iterator[str]:
    """What readers' programs are given, of every claim."""
    yield "/feeds/claims.atom"
    for rule in world.app.url_map.iter_rules():
        if rule.rule.startswith("/public/claims/<int:claim_id>/"):
            yield from (rule.rule.replace("<int:claim_id>", str(number)) for number in world.tickets.values())
