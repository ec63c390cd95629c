"""The parts of the docs that the code itself knows: the table of the workflow and the list of routes."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from verifier.policy import EVERYBODY, TABLE, Permission
from verifier.tickets.rules import TRANSITIONS

FOLDER = Path(__file__).resolve().parents[2] / "docs"
WHO = {
    "reviewer": "a reviewer or an editor",
    "holder": "its holder",
    "holder_or_editor": "its holder, or an editor",
    "editor": "an editor",
    "proposer": "who proposed it",
    "timer": "the clock",
}


def workflow() -> str:
    """The page on the workflow, from the one table that decides it."""
    lines = [
        "# What can be done to a ticket",
        "",
        "Made by `python app.py docs` from the table in `verifier/tickets/rules.py`, for pages and tests alike.",
        "",
        "| action | address | from | to | who | needs |",
        "|---|---|---|---|---|---|",
    ]
    for row in TRANSITIONS:
        states = ", ".join(sorted(state.value for state in row.sources))
        needs = ", ".join(sorted(one.value.replace("_", " ") for one in row.needs)) or "-"
        lines.append(
            f"| {row.label} | {row.action.value} | {states} | {row.target.value} | {WHO[row.who.value]} | {needs} |"
        )
    lines += [
        "",
        "A ticket whose verdict readers have seen goes back to `correcting` wherever the table says `in_progress`.",
        "A withdrawal is asked by one editor and confirmed by a second. Who proposed it, or edited what it rests",
        "on since the last signature, cannot sign it, whatever their role.",
        "",
        "A legal hold is no state: an editor or an admin puts it on a claim (`/tickets/N/hold`) or a whole article",
        "(`/articles/N/hold`), whatever the state. Work and signature go on, nothing is published, and readers are",
        "told only that it is withheld, until one person asked to lift the hold and a second one confirmed it.",
        "",
    ]
    return "\n".join(lines)


def _routes(app: Flask) -> Iterator[tuple[str, str, str, str]]:
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        if permission is None:
            yield rule.rule, methods, "-", "everybody: style sheet, script, icon"
            continue
        who = "everybody" if permission in EVERYBODY else ", ".join(sorted(TABLE[Permission(permission)]))
        yield rule.rule, methods, permission.value, who


def routes(app: Flask) -> str:
    """The page on every route of the web door, from the application itself."""
    lines = [
        "# Every route, and who may use it",
        "",
        "Made by `python app.py docs` from the application's own map and the table in `verifier/policy.py`.",
        "",
        "| address | method | permission | who |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{rule}` | {methods} | {permission} | {who} |" for rule, methods, permission, who in sorted(_routes(app))
    ]
    return "\n".join([*lines, ""])


@click.command("docs", help="Write docs/workflow.md and docs/routes.md anew from the code.")
def docs() -> None:
    """Write the pages that the code itself knows."""
    from app import create

    (FOLDER / "workflow.md").write_text(workflow(), encoding="utf-8")
    (FOLDER / "routes.md").write_text(routes(create()), encoding="utf-8")
    click.echo("docs/workflow.md and docs/routes.md are as the code says.")
