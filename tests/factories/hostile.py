"""Hostile input of the reference material beside the checkout, read when a test runs; none where it is not there."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "../shared/data/hostile"
ABSENT = "needs ../shared/data/hostile"
MARK = "zqmark"


def rows(category: str) -> list[dict[str, Any]]:
    """The cases of one category; none when the reference material is not beside the checkout."""
    cases = FOLDER / f"{category}.jsonl"
    return [json.loads(line) for line in cases.read_text("utf-8").splitlines()] if cases.exists() else []


def needed(category: str) -> list[dict[str, Any]]:
    """The same; the test that asks is skipped, and says so, where there are none."""
    found = rows(category)
    if not found:
        pytest.skip(ABSENT)
    return found


def written(payload: str, mark: str = MARK) -> str:
    """A payload with the mark of this test in it."""
    return payload.replace("{M}", mark)


def generate(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``hostile_<category>`` runs once a row, or is skipped when there are none."""
    for name in metafunc.fixturenames:
        if name.startswith("hostile_"):
            found = rows(name.removeprefix("hostile_"))
            absent = pytest.param(None, marks=pytest.mark.skip(reason=ABSENT), id="absent")
            metafunc.parametrize(name, [pytest.param(row, id=row["id"]) for row in found] or [absent])


def as_bytes(payload: Any) -> bytes:
    """The document that a payload stands for: its text, its bytes, or what its recipe makes."""
    if isinstance(payload, str):
        return payload.encode("utf-8", errors="surrogatepass")
    if "b64" in payload:
        return base64.b64decode(payload["b64"])
    count = payload["n"]
    match payload["gen"]:
        case "nest":
            return (f"<{payload['tag']}>" * count + "claim" + f"</{payload['tag']}>" * count).encode()
        case "repeat":
            return "".join(payload["s"].replace("%d", str(number)) for number in range(count)).encode()
        case "quotes":
            return ("<p>" + "“" * count + "claim" + "”" * count + "</p>").encode()
        case "said":
            return ("<p>" + "".join(f"A{number} said that " for number in range(count)) + "so.</p>").encode()
        case "redos":
            return ("<p>" + payload["s"] * count + "</p>").encode()
        case "xmlattrs":
            return ("<rss " + " ".join(f"a{number}='1'" for number in range(count)) + "/>").encode()
        case "xmlitems":
            return ("<rss><channel>" + "<item><title>x</title></item>" * count + "</channel></rss>").encode()
    raise AssertionError(payload["gen"])
