"""Importing fact-checks, and asking which earlier claims a text repeats."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.doors.cli.test_commands import run as run
from verifier.cli import checks
from verifier.kernel.db import Database
from verifier.matching.models_earlier import EarlierCheck, EarlierClaim, EarlierTerm
from verifier.outside import clock

ROWS = [
    {
        "id": "sharks",
        "claim": "A shark swims in a flooded street of Houston.",
        "date": "2017-08-28",
        "verdict": "false",
    },
    {"id": 12, "claim": "Nabisco moved all production of Oreos to Mexico.", "title": "Are Oreos Made in Mexico?"},
    {"url": "https://facts.example/a", "title": "A town in Ohio bans bicycles", "lang": "en"},
    {"url": "https://facts.example/a", "title": "A town in Utah bans skateboards"},
]
BAD = [
    "not json",
    '["a list"]',
    '{"id": "no claim"}',
    '{"claim": "no id"}',
    '{"id": "day", "claim": "x y", "date": "May 2017"}',
    '{"id": "address", "claim": "x y", "url": "javascript:alert(1)"}',
    '{"id": "deep", "claim": {"a": 1}}',
    '{"id": "nul", "claim": "a\\u0000b"}',
    '{"id": "half", "claim": "a\\ud800b"}',
    "[" * 20_000,
]


def write(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def count(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        rows = select(func.count()).select_from(EarlierCheck), select(func.count()).select_from(EarlierClaim)
        return session.scalar(rows[0]) or 0, session.scalar(rows[1]) or 0


def test_checks_are_imported_once_and_bad_rows_told_with_their_line(
    run: Callable[..., object], database: Database, tmp_path: Path
) -> None:
    good = [json.dumps(row) for row in ROWS]
    file = write(tmp_path / "checks.jsonl", [good[0], *BAD, "", *good[1:]])
    first = run("import-factchecks", str(file))
    assert first.returncode == 1  # type: ignore[attr-defined]
    assert f"4 taken in, 0 revised, 0 known already, {len(BAD)} refused" in first.stdout  # type: ignore[attr-defined]
    for line in range(2, 2 + len(BAD)):
        assert f"line {line}:" in first.stderr  # type: ignore[attr-defined]
    second = run("import-factchecks", str(write(tmp_path / "good.jsonl", good)))
    assert second.returncode == 0  # type: ignore[attr-defined]
    assert "0 taken in, 0 revised, 4 known already, 0 refused" in second.stdout  # type: ignore[attr-defined]
    assert count(database) == (4, 4)
    asked = [{"id": "q1", "text": "Oreos: production goes to Mexico!"}, {"id": 2, "text": "nothing of the sort"}]
    found = run("match", "-", "--json", given="\n".join(map(json.dumps, asked)))
    assert found.returncode == 0, found.stderr  # type: ignore[attr-defined]
    lines = [json.loads(line) for line in found.stdout.splitlines()]  # type: ignore[attr-defined]
    assert [one["id"] for one in lines] == ["q1", 2]
    best = lines[0]["matches"][0]
    assert (best["external_id"], best["claim_id"]) == ("12", None)
    assert best["band"] in {"same", "likely", "perhaps", "weak"}
    assert 0 < best["score"] <= 1
    assert lines[1]["matches"] == []
    told = run("match", "-", given=json.dumps(asked[0]) + '\n{"id": 3}\n')
    assert told.returncode == 1  # type: ignore[attr-defined]
    assert "Nabisco moved all production" in told.stdout  # type: ignore[attr-defined]
    assert "line 2: it has no text" in told.stderr  # type: ignore[attr-defined]


def test_an_interrupted_import_goes_on_where_it_stopped(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(checks, "BATCH", 10)
    lines = [json.dumps({"id": f"c{number}", "claim": f"Claim number {number}"}).encode() for number in range(95)]
    for done, _ in enumerate(checks.import_file(database, lines, clock.now()), 1):
        if done == 3:
            break
    assert count(database) == (30, 30)
    outcomes = [one for _, one, _ in checks.import_file(database, lines, clock.now())]
    assert sum(one.added for one in outcomes) == 65
    assert sum(one.known for one in outcomes) == 30
    assert count(database) == (95, 95)
    checks.bring_up_to_date(database)
    with database.reading() as session:
        assert session.scalar(select(EarlierTerm.claims).where(EarlierTerm.term == "claim")) == 95
