"""Requests that no page of ours made: forged, sent in another way, or made over nothing that somebody looked at."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from doors.hostile.conftest import World, address, holder_of, secure
from factories import hostile
from factories.harmless import faults
from factories.walker import Offer, Walker
from sqlalchemy import func, select
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from verifier.audit.models import Entry
from verifier.config import Settings
from verifier.provenance.models import Statement
from verifier.tickets.types import TicketState
from verifier.verdicts.models import Verdict

VERBS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "TRACK", "OPTIONS", "CONNECT", "DEBUG", "PROPFIND", "FOO")
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


def posts(world: World) -> Iterator[tuple[Rule, str, str]]:
    """Every route that takes a form, its address with the first row of each kind, and somebody whom it is for."""
    for rule in world.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            yield rule, address(rule), holder_of(world, rule)


def entries(world: World) -> tuple[int, int]:
    """How much was done: entries of the log, and verdicts."""
    with world.desk.database.reading() as session:
        return (
            session.scalar(select(func.count()).select_from(Entry)) or 0,
            session.scalar(select(func.count()).select_from(Verdict)) or 0,
        )


# Forged forms


def test_no_form_is_taken_that_a_page_of_this_session_did_not_make(world: World) -> None:
    before, others = entries(world), world.token("second")
    stale = token_from_before(world)
    ways: dict[str, Callable[[Walker, str, str], TestResponse]] = {
        "no token": lambda walker, path, _: walker.client.post(path),
        "an empty token": lambda walker, path, _: walker.client.post(path, data={"csrf_token": ""}),
        "a wrong token": lambda walker, path, own: walker.client.post(path, data={"csrf_token": own[:-2] + "xx"}),
        "another session’s": lambda walker, path, _: walker.client.post(path, data={"csrf_token": others}),
        "one from before signing in": lambda walker, path, _: walker.client.post(path, data={"csrf_token": stale}),
        "in the address": lambda walker, path, own: walker.client.post(path, query_string={"csrf_token": own}),
        "in another field": lambda walker, path, own: walker.client.post(path, data={"token": own, "csrf": own}),
        "in a cookie": lambda walker, path, own: walker.client.post(path, headers={"Cookie2": f"csrf_token={own}"}),
        "in JSON": lambda walker, path, own: walker.client.post(path, json={"csrf_token": own}),
    }
    for rule, path, who in posts(world):
        for way, send in ways.items():
            answer = send(world.walkers[who], path, world.token(who))
            assert answer.status_code == 400, f"{rule.rule} takes {way}: {answer.status_code}"
        assert faults(answer) == []
    assert entries(world) == before


def token_from_before(world: World) -> str:
    """The token that a browser had before somebody signed in with it."""
    token = world.token("reader")
    world.walkers["reader"].client.delete_cookie("verifier")
    del world.tokens["reader"]
    world.walkers["reader"].client.get("/sign-in")
    return token


def test_a_token_is_worth_nothing_after_signing_out(world: World) -> None:
    walker, token = world.walkers["reviewer"], world.token("reviewer")
    cookie = walker.cookie
    left = walker.client.post("/sign-out", data={"csrf_token": token})
    assert (left.status_code, left.headers["Clear-Site-Data"]) == (303, '"cache", "storage"')
    copied = Walker(world.app, cookie)
    for rule, path, _ in posts(world):
        for who in (walker, copied):
            answer = who.client.post(path, data={"csrf_token": token})
            assert answer.status_code in {400, 401}, f"{rule.rule} answers {answer.status_code}"


def test_over_tls_a_form_from_another_site_is_refused(world: World, settings: Settings) -> None:
    app, home = secure(world, settings), "https://desk.test"
    strangers = ({}, {"Referer": "https://evil.test/"}, {"Referer": "https://desk.test.evil.test/"},
                 {"Referer": "http://desk.test/"}, {"Origin": "null"}, {"Origin": "https://evil.test"})  # fmt: skip
    turns = itertools.cycle(strangers)
    for who in ("editor", "admin", "reader"):
        walker = Walker(app, world.furnished.cookies[who].replace("verifier=", "__Host-verifier=", 1), "desk.test")
        token = re.search(r'name="csrf_token" value="([^"]+)"', walker.text("/sign-in"))
        assert token is not None
        sent = {"csrf_token": token.group(1)}
        for rule, path, held in posts(world):
            if held == who:
                answer = walker.client.post(path, data=sent, headers=next(turns))
                assert answer.status_code == 400, f"{rule.rule} answers {answer.status_code}"
        for headers in strangers:
            assert walker.client.post("/sign-in", data=sent, headers=headers).status_code == 400, headers
        own = walker.client.post("/sign-in", data=sent, headers={"Referer": f"{home}/sign-in"})
        assert own.status_code != 400


# Other ways of asking


def test_what_takes_a_form_takes_nothing_else(world: World) -> None:
    routes, before = world.app.url_map.bind("localhost"), entries(world)
    verbs = {*VERBS, *(row["payload"].get("method", "FOO").upper() for row in hostile.rows("method"))} - {"POST"}
    for rule, path, _ in posts(world):
        for verb in verbs:
            try:
                endpoint, _ = routes.match(path, method=verb)
            except (MethodNotAllowed, NotFound):
                continue
            assert verb in {"GET", "HEAD"}, f"{verb} {rule.rule}"
            assert endpoint != rule.endpoint, f"{verb} {rule.rule}"
    for verb in verbs:
        answer = world.walkers["editor"].client.open("/tickets/1/take", method=verb)
        assert (answer.status_code, faults(answer)) == (405, []), verb
    assert entries(world) == before


def test_no_header_and_no_field_makes_another_request_of_it(world: World) -> None:
    before = entries(world)
    named = [row["payload"]["override"] for row in hostile.rows("method") if "override" in row["payload"]]
    for rule, path, who in posts(world):
        walker, token = world.walkers[who], world.token(who)
        headers = dict.fromkeys((*OVERRIDES, *named), "POST") | {"X-CSRFToken": token}
        answer = walker.client.get(path, query_string={"_method": "POST", "csrf_token": token}, headers=headers)
        assert answer.status_code in {200, 303, 403, 404, 405, 422}, f"{rule.rule} answers {answer.status_code}"
    assert entries(world) == before


# Forms over nothing that somebody looked at

NO_CONTENT = {
    "accept", "discard", "take", "assign", "release", "ask-help", "resume", "return", "recall", "sign-off", "publish",
    "edit-signed", "reopen", "withdraw", "close",
}  # fmt: skip
"""Acts that change the state and not what a verdict says. A signature names the digest of what was seen instead."""

BESIDE = {
    "/tickets/<int:ticket_id>/looks/<int:look_id>": "a note beside the ticket, once for each look",
    "/tickets/<int:ticket_id>/hold": "it hides at once, whatever was changed meanwhile",
    "/tickets/<int:ticket_id>/retractions": "a note on a statement; the verdict stays as it is",
}


def edits(world: World) -> Iterator[tuple[Rule, str]]:
    """Every address that edits what a verdict rests on, of a ticket in progress."""
    number = world.tickets[TicketState.IN_PROGRESS]
    for rule in world.app.url_map.iter_rules():
        if not rule.rule.startswith("/tickets/<int:ticket_id>/") or "POST" not in (rule.methods or ()):
            continue
        if rule.rule in BESIDE:
            continue
        path = address(rule).replace("/tickets/1/", f"/tickets/{number}/", 1)
        if "<string:" not in rule.rule:
            yield rule, path
            continue
        yield from ((rule, path.replace("/take", f"/{act}")) for act in ("propose-verdict", "correct"))


def test_every_form_that_edits_a_ticket_says_over_which_version(world: World) -> None:
    for shape, found in world.offers("editor", "second").items():
        where = shape[1]
        beside = {re.sub(r"<int:\w+>", "N", one) for one in BESIDE}
        edits_it = where.startswith("/tickets/N/") and where.rsplit("/", 1)[-1] not in NO_CONTENT
        if shape[0] == "post" and edits_it and where not in beside:
            assert "version" in shape[2], f"{where} on {found[0][1].page}"


def test_an_edit_without_a_version_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    before, tried, odd = entries(world), 0, itertools.cycle(("", "x", "-1", "1.0", "٣", "9" * 400))
    offered = {offer.action: (who, offer) for found in world.offers("editor").values() for who, offer in found}
    for rule, path in edits(world):
        who, offer = offered.get(path, ("editor", Offer(path, path, "post", False, ())))
        for version in ([], [next(odd)]):
            answer = world.send(who, offer, {**offer.values(), **typed(offer), "version": version})
            assert answer.status_code in {404, 409, 422}, (
                f"{rule.rule} with version {version} answers {answer.status_code}"
            )
            if path in offered:
                assert answer.status_code == 409, rule.rule
                for words in typed(offer).values():
                    assert words[0] in answer.get_data(as_text=True), f"{rule.rule} loses what was typed"
        tried += path in offered
    assert tried >= 6
    assert entries(world) == before


def typed(offer: Offer) -> dict[str, list[str]]:
    """Words in every field of a form that takes words."""
    return {one.name: [f"Typed into {one.name}"] for one in offer.fields if one.is_written and not one.is_address}


def test_what_was_refused_for_want_of_a_version_is_taken_with_one(world: World) -> None:
    number = world.tickets[TicketState.IN_PROGRESS]
    found = world.offers("editor")
    adding = next(
        offer for who, offer in itertools.chain(*found.values()) if offer.action == f"/tickets/{number}/statements"
    )
    words = {**adding.values(), "source": ["The Quay Ledger"], "quote": ["Ninety."], "keep_copy": []}
    refused = world.send("editor", adding, {**words, "version": []})
    assert refused.status_code == 409
    again = next(one for one in world.forms(refused, adding.page) if one.action == adding.action)
    assert again.values()["quote"] == ["Ninety."]
    assert world.send("editor", again, again.values() | {"keep_copy": []}).status_code == 303
    twice = world.send("editor", replace(again), again.values() | {"keep_copy": []})
    assert twice.status_code == 303
    with world.app.extensions["verifier_database"].reading() as session:
        said = session.scalars(select(Statement.id).where(Statement.quote == "Ninety.")).all()
    assert len(said) == 1, "the same form sent twice adds two sources"
