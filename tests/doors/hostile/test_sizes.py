"""Too much of anything: refused in plain words, soon, and where it can be with everything typed still there."""

import io
import time
from typing import Any

from doors.hostile.conftest import World
from factories import hostile
from factories.harmless import faults
from selectolax.lexbor import LexborHTMLParser as Tree
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from verifier.web.hardening import MOST_BYTES, MOST_FIELDS

ENOUGH = 5.0  # seconds, on a busy machine


def filed(token: str, name: str, size: int) -> dict[str, Any]:
    """A body with a file of so many bytes."""
    boundary, body = encode_multipart({"csrf_token": token, name: FileStorage(io.BytesIO(b"a" * size), "a.txt")})
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def words_of(answer: TestResponse) -> str:
    """What a page says."""
    body = Tree(answer.get_data(as_text=True)).body
    return " ".join(body.text().split()) if body else ""


def test_more_than_a_field_takes_is_refused_at_its_field(world: World) -> None:
    wrong = []
    for shape, found in world.offers("editor", "admin", "reader").items():
        who, offer = found[0]
        lines = [one.name for one in offer.fields if one.is_written and one.kind != "textarea"]
        areas = [one.name for one in offer.fields if one.kind == "textarea"]
        if shape[1] in {"/articles/new", "/styleguide"} or not (lines or areas):
            continue
        much = {name: ["a" * 65_536 if name in lines else "b " * 150_000] for name in (*lines, *areas)}
        answer = world.send(who, offer, offer.values() | world.version(offer) | much | {"keep_copy": []})
        wrong += [f"{shape[1]}: {fault}" for fault in faults(answer)]
        if shape[0] == "post" and answer.status_code < 400:
            wrong.append(f"{shape[1]} takes {len(lines)} lines of 64 kB and {len(areas)} texts of 300 kB")
        if shape[0] == "post" and areas and "b b b b" not in answer.get_data(as_text=True):
            wrong.append(f"{shape[1]} loses what was typed")
    assert wrong == []


def test_more_than_the_door_takes_is_refused_in_plain_words(world: World) -> None:
    client, token = world.walkers["editor"].client, world.token("editor")
    urlencoded = "application/x-www-form-urlencoded"
    part = '--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n1\r\n'
    sent: dict[str, tuple[dict[str, Any], str]] = {
        "a long body": ({"data": b"wording=" + b"a" * MOST_BYTES, "content_type": urlencoded}, "6 MB"),
        "many fields": ({"data": b"a=1&" * MOST_FIELDS * 100, "content_type": urlencoded}, "fields"),
        "many parts": (
            {"data": part * (MOST_FIELDS + 1) + "--x--", "content_type": "multipart/form-data; boundary=x"},
            "fields",
        ),
        "a long file": (filed(token, "original", MOST_BYTES), "6 MB"),
    }
    for what, (body, told) in sent.items():
        started = time.monotonic()
        answer = client.post("/tickets/3/wording", **body)
        assert (answer.status_code, faults(answer)) == (413, []), what
        assert told in words_of(answer), (what, words_of(answer))
        assert time.monotonic() - started < ENOUGH, what
    announced = client.post(
        "/articles/new", content_type=urlencoded, environ_overrides={"CONTENT_LENGTH": str(200 * 2**20)}
    )
    assert announced.status_code == 413
    assert client.get("/queue").status_code == 200


def test_long_names_addresses_cookies_and_nested_bodies_do_no_harm(world: World) -> None:
    client, token = world.walkers["editor"].client, world.token("editor")
    answers = {
        "a field with a long name": client.post("/queue/next", data={"csrf_token": token, "a" * 2**20: "1"}),
        "a deep body": client.post("/tickets/3/wording", data="[" * 100_000, content_type="application/json"),
        "a long address": client.get("/" + "a" * 65_536),
        "a long query": client.get("/search", query_string={"q": "a " * 100_000}),
        "a long cookie": world.app.test_client().get("/queue", headers={"Cookie": "verifier=" + "a" * 65_536}),
        "many cookies": world.app.test_client().get("/queue", headers={"Cookie": "a=1; " * 5_000}),
        "a bad length": client.post("/queue/next", environ_overrides={"CONTENT_LENGTH": "-1"}),
        "no length": client.post("/queue/next", environ_overrides={"CONTENT_LENGTH": "x"}),
        "a bad boundary": client.post("/articles/new", data=b"x", content_type="multipart/form-data"),
    }
    for what, answer in answers.items():
        assert faults(answer) == [], what
        assert answer.status_code < 500, what
    assert answers["a long address"].status_code == 404


def test_a_long_password_costs_no_work(world: World) -> None:
    started = time.monotonic()
    sent = {"csrf_token": world.token("reader"), "email": "person1@example.org", "password": "a" * 2**20}
    answer = world.walkers["reader"].client.post("/sign-in", data=sent)
    assert (answer.status_code, faults(answer)) == (422, [])
    assert "a" * 1_000 not in answer.get_data(as_text=True)
    assert time.monotonic() - started < ENOUGH


def test_the_sizes_of_the_collection_are_refused(world: World) -> None:
    client = world.walkers["editor"].client
    token = world.token("editor")
    for row in hostile.needed("oversize"):
        what = row["payload"]
        much = min(what.get("kb", what.get("mb", 0) * 1024), 7_000) * 1024
        match what["gen"]:
            case "field":
                name = {"title": "title", "url": "url"}.get(what["field"], "wording")
                path = "/articles/drafts/1" if name != "wording" else "/tickets/3/wording"
                answer = client.post(path, data={"csrf_token": token, "version": "1", name: "a" * much})
            case "manyfields":
                answer = client.post(
                    "/tickets/3/wording", data="a=1&" * what["n"], content_type="application/x-www-form-urlencoded"
                )
            case "file":
                answer = client.post("/articles/new", **filed(token, "file", much))
            case "json_depth":
                answer = client.post("/tickets/3/wording", data="[" * what["n"], content_type="application/json")
            case _:
                continue  # tried above
        assert faults(answer) == [], row["id"]
        assert 400 <= answer.status_code < 500, row["id"]
