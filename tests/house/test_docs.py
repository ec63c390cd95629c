"""What the docs say is so."""

import re
from pathlib import Path

import pytest
from flask import Flask

from verifier.cli.docs import routes, workflow
from verifier.cli.main import COMMANDS, command
from verifier.cli.users import users

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROOT = DOCS.parent


def test_the_workflow_page_is_the_table_that_decides() -> None:
    assert (DOCS / "workflow.md").read_text(encoding="utf-8") == workflow(), "run `make docs`"


def test_every_route_is_on_its_page(app: Flask) -> None:
    assert (DOCS / "routes.md").read_text(encoding="utf-8") == routes(app), "run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert command(name).name == name
    assert f"`{name}" in (DOCS / "operating.md").read_text(encoding="utf-8")


def test_every_command_about_people_is_documented() -> None:
    text = (DOCS / "operating.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in users.commands)


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    code = (ROOT / "verifier" / "config.py").read_text(encoding="utf-8")
    read = set(re.findall(r'given\.get\("([A-Z_]+)"', code))
    documented = set(
        re.findall(r"^\| ([A-Z_]{4,}) \|", (DOCS / "operating.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert read == documented


def test_every_link_between_the_docs_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text


MAP_OF_ASVS = ROOT / "../shared/data/asvs5_map.tsv"
ITEM = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{1,2}\b")


def asvs_rows() -> list[tuple[list[str], str, str]]:
    """Items, how the desk stands to them, and what is said of it."""
    lines = (DOCS / "asvs.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \d", line)]
    return [(ITEM.findall(items), stands, words) for items, stands, words in rows]


def test_each_item_of_asvs_stands_once_and_names_what_is_there() -> None:
    rows = asvs_rows()
    items = [item for found, _, _ in rows for item in found]
    assert len(items) == len(set(items)), sorted(one for one in items if items.count(one) > 1)
    assert {stands for _, stands, _ in rows} <= {"met", "part", "operator", "no", "n/a"}
    for found, stands, words in rows:
        for named in re.findall(r"`((?:tests|verifier|docs|templates)/[^`]+|requirements\.txt)`", words):
            assert (ROOT / named).exists(), f"{found}: {named}"
        assert stands != "met" or words, found


@pytest.mark.skipif(not MAP_OF_ASVS.exists(), reason="needs ../shared/data/asvs5_map.tsv")
def test_every_item_of_the_first_two_levels_is_answered() -> None:
    rows = [
        line.split("\t") for line in MAP_OF_ASVS.read_text("utf-8").splitlines() if not line.startswith(("#", "id"))
    ]
    wanted = {row[0] for row in rows if row[1] in {"1", "2"}}
    assert {item for found, _, _ in asvs_rows() for item in found} == wanted
