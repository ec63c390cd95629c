"""Who may know whom: the contracts of pyproject.toml hold, and plain rooms load without web or database."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("flask", "werkzeug", "wtforms", "jinja2", "sqlalchemy", "httpx2")
PLAIN = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "verifier").glob("**/*.py")
    if path.name in {"rules.py", "types.py"} or path.is_relative_to(ROOT / "verifier" / "reading")
)


def test_every_contract_is_kept() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " 0 broken" in done.stdout


def test_rules_words_and_reading_load_without_web_or_database() -> None:
    assert len(PLAIN) > 15
    program = (
        "import importlib, sys\n"
        f"for name in {PLAIN!r}:\n"
        "    importlib.import_module(name)\n"
        f"    heavy = [one for one in {HEAVY!r} if one in sys.modules]\n"
        "    assert not heavy, f'{name} loads {heavy}'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]


@pytest.mark.parametrize("door", ["web", "cli", "worker"])
def test_doors_write_no_sql_and_touch_no_rows(door: str) -> None:
    may_import = {"Session", "MetaData", "DBAPIError", "IntegrityError", "OperationalError", "SQLAlchemyError"}
    may_not_call = {"add", "add_all", "commit", "delete", "execute", "flush", "merge", "scalar", "scalars"}
    for path in sorted((ROOT / "verifier" / door).glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                names = {one.name for one in node.names}
                assert names <= may_import, f"{path.name}:{node.lineno} imports {names - may_import} of sqlalchemy"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                on_session = isinstance(node.func.value, ast.Name) and node.func.value.id == "session"
                assert not (on_session and node.func.attr in may_not_call), f"{path.name}:{node.lineno} touches rows"
