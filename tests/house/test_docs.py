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
