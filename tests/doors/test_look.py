"""The visual language keeps its promises: readable in light and dark, small, valid, and with a word for everything."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from verifier.provenance import types as provenance
from verifier.reading import types as reading
from verifier.web import styleguide

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "verifier/web/static"
TEMPLATES = ROOT / "templates"
CSS = (STATIC / "verifier.css").read_text(encoding="utf-8")
COLOURS = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)}
SMALLEST_PAGE = (
    "{%% extends 'layouts/%s.html' %%}{%% block title %%}T{%% endblock %%}{%% block main %%}<h1>T</h1>{%% endblock %%}"
)
SCHEMES = pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
OUR_TEMPLATES = sorted(
    path for folder in ("layouts", "components", "styleguide") for path in (TEMPLATES / folder).glob("*.html")
)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def environment() -> Environment:
    """Templates as the application runs them, with the values a layout may count on."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(
        asset=lambda name: f"/static/{name}",
        csrf_token=lambda: "token",
        get_flashed_messages=lambda with_categories=False: [("success", "Saved.")],
        desk_name="The Selwa Desk",
        section="queue",
        viewer=SimpleNamespace(name="Rana Osei", role="reviewer", may=lambda permission: True),
    )
    return environment


@pytest.fixture
def macro(environment: Environment) -> Callable[[str, str], Any]:
    """A macro by its file and name."""
    return lambda file, name: getattr(environment.get_template(f"components/{file}.html").module, name)


@SCHEMES
@pytest.mark.parametrize("text", ["ink", "ink-soft", "pencil", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "wash", "pencil-wash", "good-wash", "warn-wash", "bad-wash"])
def test_every_text_colour_is_readable_on_every_ground(text: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


@SCHEMES
def test_a_pressed_button_and_the_edge_of_a_field_are_seen(scheme: int) -> None:
    assert contrast(COLOURS["on-pencil"][scheme], COLOURS["pencil"][scheme]) >= 4.5
    for ground in ("paper", "sheet", "wash"):
        assert contrast(COLOURS["line"][scheme], COLOURS[ground][scheme]) >= 3


def test_style_sheet_and_script_stay_small() -> None:
    assert len(CSS.encode()) < 44_000
    assert (STATIC / "verifier.js").stat().st_size < 6_000


def test_style_sheet_mirrors_for_right_to_left() -> None:
    sided = re.compile(
        r"(?:^|[;{\s])(?:left|right|(?:margin|padding|border)-(?:left|right|top|bottom)|text-align: (?:left|right))\b"
    )
    assert not sided.findall(CSS)


@pytest.mark.parametrize("path", OUR_TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_inline_code_or_style_that_the_security_policy_would_refuse(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", source)
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


def test_living_page_is_valid_and_has_one_heading_and_unique_ids(environment: Environment) -> None:
    page = environment.get_template("styleguide/index.html").render(**styleguide.context())
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    assert parser.errors == []
    assert len(tree.findall(".//h1")) == 1
    ids = Counter(node.get("id") for node in tree.iter() if isinstance(node.tag, str) and node.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("layout", ["desk", "public", "plain"])
def test_a_layout_needs_only_the_agreed_values(environment: Environment, layout: str) -> None:
    page = environment.from_string(SMALLEST_PAGE % layout).render()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page)
    assert parser.errors == []
    assert ("<script" in page) is (layout == "desk")


def test_top_bar_marks_where_one_is(environment: Environment) -> None:
    page = environment.from_string(SMALLEST_PAGE % "desk").render(section="sources")
    assert re.findall(r'href="([^"]*)" aria-current="page"', page) == ["/sources"]


@pytest.mark.parametrize(
    ("file", "name", "words"),
    [
        ("chain", "relation_word", [*reading.Relation, *provenance.Relation]),
        ("chain", "end_word", [*reading.ChainEnd, *provenance.ChainEnd]),
        ("source", "naming_word", [*reading.Naming, *provenance.Naming]),
        ("source", "kind_word", [*reading.SourceKind]),
        ("stance", "stance", [*provenance.Stance]),
        ("state", "state_mark", styleguide.STATES),
    ],
)
def test_every_value_of_the_domain_has_its_word(
    macro: Callable[[str, str], Any], file: str, name: str, words: Iterable[str]
) -> None:
    for word in words:
        assert str(macro(file, name)(word)).strip()


def test_a_protected_source_is_never_named(macro: Callable[[str, str], Any]) -> None:
    shown = [
        macro("source", "source_chip")("Nadia Karam", "protected", "person", "/sources/4"),
        macro("chain", "hop")("Nadia Karam", naming="protected", relation="told", href="/sources/4"),
        macro("stance", "evidence")("supports", "Nadia Karam", "protected", source_href="/sources/4"),
    ]
    for markup in shown:
        assert "Protected source" in markup
        assert "Karam" not in markup
        assert "/sources/4" not in markup


def test_words_from_outside_are_escaped(macro: Callable[[str, str], Any]) -> None:
    assert "<b>" not in macro("claim", "claim_card")("<b>bold</b>", "/tickets/1", "open", "<b>Post</b>")
    assert "<b>" not in macro("chain", "hop")("<b>Post</b>", relation="told", cue="<b>said</b>", mention="<b>m</b>")


def test_an_address_that_could_run_is_not_linked(macro: Callable[[str, str], Any]) -> None:
    evidence = macro("stance", "evidence")
    assert "javascript" not in evidence("supports", "Post", href="javascript:alert(1)")
    assert 'href="https://post.example/"' in evidence("supports", "Post", href="https://post.example/")


def test_a_refused_form_ties_its_errors_to_its_fields(environment: Environment) -> None:
    page = environment.get_template("styleguide/index.html").render(**styleguide.context())
    assert '<a href="#address">Give the address where you found it.</a>' in page
    assert re.search(r'<input(?=[^>]*id="address")(?=[^>]*aria-describedby="address-hint address-error")', page)
    assert re.search(r'<input(?=[^>]*id="address")(?=[^>]*aria-invalid="true")', page)


def test_a_verdict_is_not_announced_in_the_colour_of_truth(macro: Callable[[str, str], Any]) -> None:
    block = macro("standing", "standing")(
        "verdict", "Checked", "Post", "Not verified.", "Desk", "It is not so.", content="false"
    )
    assert "tone-good" not in block
    assert "tone-good" not in macro("rating", "attribution_rating")("attributed")
