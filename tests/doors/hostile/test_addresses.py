"""Addresses that are no address of the web: refused where they are written, and never a link."""

from doors.hostile.conftest import World
from factories import hostile
from factories.harmless import faults, faults_of_page

OWN = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.test/x",
    "\\\\evil.test\\x",
    "javascript&colon;alert(1)",
    "ftp://evil.test/",
    "view-source:https://x.test",
    "javascript://https://ok.test/%0aalert(1)",
    'https://ok.test/" onmouseover="alert(1)',
    "https://ok.test/'><svg onload=alert(1)>",
)


def test_an_address_of_another_scheme_is_never_a_link(world: World) -> None:
    rows = [hostile.written(row["payload"], "alert") for row in hostile.rows("url_scheme")]
    wrong, tried = [], set()
    for shape, found in world.offers("editor", "admin").items():
        fields = [one.name for one in found[0][1].fields if one.is_address]
        if not fields or shape[1] == "/styleguide":
            continue
        tried.add(shape[1])
        for turn, words in enumerate((*OWN[len(tried) % 2 :: 2], *rows[len(tried) % 3 :: 3])):
            who, offer = found[turn % len(found)]
            rest = {one.name: ["Some words"] for one in offer.fields if one.is_written and not one.is_address}
            rest |= {"keep_copy": [], "text": [], "upstream": [""], "language": ["en"]}
            sent = offer.values() | world.version(offer) | rest | {name: [words] for name in fields}
            answer = world.send(who, offer, sent)
            wrong += [f"{shape[1]} with {words!r}: {fault}" for fault in faults(answer)]
            scheme = words.strip("\x00\x01 \n\t").lower()
            if answer.status_code == 303 and not scheme.startswith(("http://", "https://")):
                wrong.append(f"{shape[1]} takes {words!r}")
    for who in ("editor", "reader"):
        for path, html in world.pages(who, 4).items():
            wrong += [f"{path}: {fault}" for fault in faults_of_page(html)]
    assert wrong[:10] == []
    assert tried >= {"/articles/new", "/articles/drafts/N", "/tickets/N/statements", "/sources/N/retract"}
