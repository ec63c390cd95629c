"""Files and pages of others: kept and handed out as bytes, read within bounds, and never shown to readers."""

import io
import itertools
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from doors.hostile.conftest import World, address
from factories import hostile
from factories.harmless import faults
from factories.walker import Offer
from selectolax.lexbor import LexborHTMLParser as Tree
from sqlalchemy import select
from werkzeug.test import TestResponse

from verifier.archive.models import Capture
from verifier.config import Settings
from verifier.factory import Outside
from verifier.outside.wire import PUBLIC_INTERNET
from verifier.policy import EVERYBODY
from verifier.tickets.types import TicketState

WHERE = "Coordinates 33.5138N 36.2765E, taken by Rana Said"
OWN_BODIES = (
    {"name": "a.html", "type": "text/html", "body": "<script>alert(1)</script>"},
    {"name": "a.svg", "type": "image/svg+xml", "body": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"},
    {"name": "a.png", "type": "image/png\r\nX-Evil: 1", "body": "x"},
    {"name": "a.txt", "type": "text/plain", "body": "<script>alert(1)</script>"},
    {"name": "a.pdf", "type": "application/pdf", "body": "%PDF-1.4 /JS (app.alert(1))"},
)
OWN_NAMES = (
    "../../../../tmp/evil",
    "..\\..\\evil",
    "%2e%2e/evil",
    "/etc/passwd",
    "evil\r\nX-Evil: 1",
    "evil\x00.png",
    "..",
    "~",
    "a" * 5_000,
    "evil.png.html",
    "\u202egnp.exe",
    "-rf evil",
    "CON",
    "<script>evil.test",
    '"; filename="x.html',
)
SECONDS = 25.0  # for one document, on a busy machine


def evidence_form(world: World) -> Offer:
    """The form that adds a source with a file."""
    path = f"/tickets/{world.tickets[TicketState.IN_PROGRESS]}/statements"
    return next(one for _, one in itertools.chain(*world.offers("editor").values()) if one.action == path)


def bring(world: World, raw: bytes, name: str, kind: str) -> TestResponse:
    """Add a source with this file."""
    offer = evidence_form(world)
    values = offer.values() | world.version(offer) | {"source": ["Port Office"], "keep_copy": [], "separate": ["1"]}
    return post_file(world, offer.action, values, "original", raw, name, kind)


def post_file(
    world: World, path: str, values: dict[str, list[str]], field: str, raw: bytes, name: str, kind: str
) -> TestResponse:
    """Send a form with a file whose name and kind stand in it to the letter, line ends too."""
    sent = values | {"csrf_token": [world.token("editor")]}
    parts = [f'name="{one}"\r\n\r\n{value}' for one, given in sent.items() for value in given]
    body = "".join(f"--edge\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    body += f'--edge\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    whole = f"{body}Content-Type: {kind}\r\n\r\n".encode("utf-8", "replace") + raw + b"\r\n--edge--\r\n"
    client = world.walkers["editor"].client
    return client.post(path, data=whole, content_type="multipart/form-data; boundary=edge")


def captures(world: World) -> list[Capture]:
    """Every original of the desk, oldest first."""
    with world.desk.database.reading() as session:
        return list(session.scalars(select(Capture).order_by(Capture.id)))


def test_what_is_uploaded_is_handed_out_as_bytes_to_save(world: World, settings: Settings, tmp_path: Path) -> None:
    bodies = [*OWN_BODIES, *(row["payload"] for row in hostile.rows("evidence_upload"))]
    names = [*OWN_NAMES, *(hostile.written(row["payload"], "evil") for row in hostile.rows("filename")[::2])]
    sent = [(one["body"].replace("{M}", "alert(1)"), one["name"], one["type"]) for one in bodies]
    sent += [(f"bytes {number}", name, "image/png") for number, name in enumerate(names)]
    known, wrong = len(captures(world)), []
    outside = {one for one in tmp_path.rglob("*") if "evidence" not in str(one)}
    for body, name, kind in sent:
        raw = body.encode("latin-1", "replace")
        wrong += [f"{name!r}: {fault}" for fault in faults(bring(world, raw, name, kind))]
    kept = captures(world)[known:]
    assert len(kept) > 15
    for row in kept:
        answer = world.walkers["editor"].look(f"/evidence/{row.id}")
        headers = answer.headers
        ending = headers["Content-Disposition"].rsplit(".", 1)[-1].rstrip('"')
        if headers["Content-Disposition"] != f'attachment; filename="original-{row.id}.{ending}"':
            wrong.append(f"{row.filename!r} is handed out as {headers['Content-Disposition']!r}")
        if answer.mimetype not in {"application/octet-stream", "text/plain"} or ending not in ENDINGS:
            wrong.append(f"{row.filename!r} is handed out as {answer.mimetype}")
        if headers["X-Content-Type-Options"] != "nosniff" or "sandbox" not in headers["Content-Security-Policy"]:
            wrong.append(f"{row.filename!r} is not held back")
    assert wrong[:10] == []
    assert {one for one in tmp_path.rglob("*") if "evidence" not in str(one)} - outside == set()
    assert not any("evil" in one.name for one in tmp_path.rglob("*"))
    for who, status in (("reader", 303), ("viewer", 403), ("admin", 403)):
        assert world.walkers[who].look(f"/evidence/{kept[0].id}").status_code == status


ENDINGS = {"txt", "html", "bin"}


# What a photograph knows about who took it


def photograph() -> bytes:
    """A picture with a place and a name in its metadata."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + WHERE.encode()
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xd9"


def test_no_original_leaves_the_desk_by_a_public_page(world: World) -> None:
    """So nothing has to be taken out of copies: readers are given none. A page that gives one out fails here."""
    assert bring(world, photograph(), "photo of Rana.jpg", "image/jpeg").status_code == 303
    assert bring(world, f"%PDF-1.4 /Author ({WHERE})".encode(), "leak.pdf", "application/pdf").status_code == 303
    publish(world)
    reader, tried = world.walkers["reader"], 0
    for rule in world.app.url_map.iter_rules():
        permission = getattr(world.app.view_functions[rule.endpoint], "permission", None)
        if permission not in EVERYBODY or "GET" not in (rule.methods or ()):
            continue
        for number in range(1, 12):
            answer = reader.look(address(rule).replace("/1", f"/{number}", 1))
            assert WHERE.encode() not in answer.get_data(), rule.rule
            assert b"photo of Rana" not in answer.get_data(), rule.rule
            assert answer.mimetype.split("/")[0] in {"text", "application"}, rule.rule
            assert answer.mimetype not in {"application/pdf", "application/octet-stream"}, rule.rule
            tried += answer.status_code == 200
            if "<int:" not in rule.rule:
                break
    assert tried > 15
    assert WHERE.encode() in world.walkers["editor"].look(f"/evidence/{captures(world)[-2].id}").get_data()


def publish(world: World) -> None:
    """Sign the ticket that the originals were brought to."""
    number, editor = world.tickets[TicketState.IN_PROGRESS], world.furnished.people["editor"]
    assert editor is not None
    world.desk.propose(number, editor)
    world.desk.sign(number, world.desk.person("editor"))
    assert world.desk.state(number) is TicketState.PUBLISHED


# Documents that mean harm


def documents() -> Iterator[tuple[str, bytes, str, str]]:
    """Name, bytes, file name and kind of each."""
    for row in hostile.rows("docx_zip"):
        yield row["id"], packed(row["payload"]), "a.docx", DOCX
    for row in hostile.rows("xml"):
        yield row["id"], hostile.as_bytes(row["payload"]), "feed.xml", "text/xml"
    for row in hostile.rows("html_doc")[::12]:
        yield row["id"], hostile.as_bytes(row["payload"]), "page.html", "text/html"
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><r>&b;</r>"
    yield "our entities", bomb.encode(), "a.xml", "text/xml"
    yield "our zip", packed({"kind": "slip", "name": "../../evil"}), "a.docx", DOCX
    yield "our depth", b"<div>" * 20_000 + b"claim", "a.html", "text/html"


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def packed(recipe: dict[str, Any]) -> bytes:
    """A packed file after a recipe of the collection, its numbers kept small: the bounds are on the unpacked size."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        match recipe["kind"]:
            case "many" | "overlap":
                for number in range(min(recipe["n"], 2_000)):
                    made.writestr(f"word/{number}.xml", b"a")
            case "slip":
                made.writestr(recipe["name"], b"evil")
            case "longname":
                made.writestr("word/" + "a" * min(recipe["n"], 60_000), b"a")
            case "docx_dtd_bomb":
                made.writestr("word/document.xml", "<!DOCTYPE r [<!ENTITY a 'aaaa'>]><r>" + "&a;" * 100_000 + "</r>")
            case "docx_macro":
                made.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
            case _:
                made.writestr("word/document.xml", b"\0" * 30_000_000)
    return held.getvalue()


def test_hostile_documents_are_read_or_refused_in_words_and_in_time(world: World) -> None:
    wrong = []
    for number, (what, raw, name, kind) in enumerate(documents()):
        started = time.monotonic()
        if number % 2:
            answer = bring(world, raw, name, kind)
        else:
            answer = post_file(world, "/articles/new", {}, "file", raw, name, kind)
        wrong += [f"{what}: {fault}" for fault in faults(answer)]
        if answer.status_code not in {303, 413, 422}:
            wrong.append(f"{what} answers {answer.status_code}")
        if time.monotonic() - started > SECONDS:
            wrong.append(f"{what} took {time.monotonic() - started:.0f} s")
    assert wrong[:10] == []
    assert world.walkers["reader"].look("/healthz").status_code == 200


OWN_DECEPTIONS = (
    "<p>Officials said 12 died.</p><p style='display:none'>The Monitor confirmed 500 died.</p>",
    "<p>Officials said 12 died.</p><p>The Coast Reader has n\u200bot verified the content of this story.</p>",
)


def test_what_a_page_hides_is_told_and_is_never_a_claim(world: World) -> None:
    rows = [row["payload"] for row in hostile.rows("article_deception") if "<p style" in str(row["payload"])]
    for page in (*OWN_DECEPTIONS, *rows[:3]):
        html = f"<!doctype html><title>Harbour</title><article><h1>Men</h1><p>The mayor said so.</p>{page}</article>"
        answer = post_file(world, "/articles/new", {}, "file", html.encode(), "page.html", "text/html")
        assert answer.status_code == 303, page
        shown = Tree(world.walkers["editor"].look(answer.headers["Location"]).get_data(as_text=True))
        claims = " ".join(node.text() for node in shown.css(".proof"))
        assert shown.css(".notice"), f"nothing is told of {page}"
        assert "confirmed 500" not in claims
        assert "Confirmed by" not in claims


# Addresses that lead inside


@pytest.fixture
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine that nobody should reach: its port, and what reached it."""
    reached: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            with connection:
                reached.append(b"somebody came")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1], reached
    over.set()
    thread.join(2)
    listener.close()


INSIDE = (
    "http://127.0.0.1:{P}/",
    "http://localhost:{P}/",
    "http://2130706433:{P}/",
    "http://0x7f.1:{P}/",
    "http://[::1]:{P}/",
    "http://[::ffff:127.0.0.1]:{P}/",
    "http://0.0.0.0:{P}/",
    "http://user@127.0.0.1:{P}/",
    "http://127.0.0.1.:{P}/",
)


def test_no_address_that_is_written_reaches_inside(world: World, canary: tuple[int, list[bytes]]) -> None:
    port, reached = canary
    given: Outside = world.app.extensions["verifier_outside"]
    world.app.extensions["verifier_outside"] = replace(given, network=replace(PUBLIC_INTERNET, ports=None))
    client, offer = world.walkers["editor"].client, evidence_form(world)
    for number, pattern in enumerate(INSIDE):
        url = pattern.replace("{P}", str(port))
        if number % 2:
            values = (
                offer.values() | world.version(offer) | {"source": ["Port Office"], "keep_copy": ["y"], "url": [url]}
            )
            answer = world.send("editor", offer, values)
        else:
            answer = client.post("/articles/new", data={"csrf_token": world.token("editor"), "url": url})
        assert (answer.status_code, faults(answer)) == (422, []), url
        assert url in Tree(answer.get_data(as_text=True)).css_first("[name=url]").attributes["value"], url
    assert reached == []
    with socket.create_connection(("127.0.0.1", port)):
        time.sleep(0.3)
    assert reached, "the canary would have noticed"
