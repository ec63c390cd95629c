"""Whatever the rooms record in the log, a person can read."""

import ast
import re
from pathlib import Path

from verifier.tickets.types import Action
from verifier.web.deeds import WORDS

ROOMS = Path(__file__).resolve().parents[2] / "verifier"
ACTION = re.compile(r"[a-z_]+:[a-z_]+")


def recorded() -> set[str]:
    """Every action that a room's code names."""
    found = {f"ticket:{action.value.replace('-', '_')}" for action in Action}
    for path in (*ROOMS.glob("*/actions*.py"), ROOMS / "audit" / "taking.py", ROOMS / "sources" / "doubles.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value):
                found.add(node.value)
    return found


def test_every_recorded_action_has_words() -> None:
    assert len(recorded()) > 40
    assert not recorded() - set(WORDS)


def test_no_words_are_left_of_an_action_that_is_gone() -> None:
    assert not set(WORDS) - recorded()
