"""Nothing grows past what one look can take in."""

import inspect
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
LONGEST_VIEW = 40


def test_no_module_is_longer_than_400_lines() -> None:
    paths = [ROOT / "app.py", *(ROOT / "verifier").glob("**/*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE}


def test_no_view_is_longer_than_40_lines(app: Flask) -> None:
    lengths = {
        name: len(inspect.getsource(view).splitlines())
        for name, view in app.view_functions.items()
        if hasattr(view, "permission")
    }
    assert lengths
    assert not {name: length for name, length in lengths.items() if length > LONGEST_VIEW}
