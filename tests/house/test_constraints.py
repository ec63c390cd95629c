"""What the database refuses is told in words, whichever constraint it was."""

import importlib.util
import re
from pathlib import Path

import pytest
from sqlalchemy import Index, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import text

from verifier.kernel.db import Database
from verifier.kernel.refusals import KEYS, as_refusal, words_for
from verifier.schema import METADATA, REFUSALS

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def names_in_models() -> set[str]:
    """Every constraint and unique index that the models name."""
    found: set[str] = set()
    for table in METADATA.tables.values():
        ruled: list[object] = [*table.constraints, *(index for index in table.indexes if index.unique)]
        found |= {str(one.name) for one in ruled if not isinstance(one, Index) or one.unique}  # type: ignore[attr-defined]
    return found


def names_of_triggers() -> set[str]:
    """What the triggers of every migration say when they refuse."""
    found: set[str] = set()
    for path in MIGRATIONS.glob("[0-9]*.py"):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= {name.removesuffix("_d") for name, *_ in getattr(module, "TRIGGERS", ())}
        found |= set(re.findall(r"\btg_[a-z_]+?(?=_d\b|\b)", path.read_text(encoding="utf-8")))
    return {name.removesuffix("_d") for name in found}


def test_every_constraint_has_a_name_and_words() -> None:
    names = names_in_models()
    assert len(names) > 60
    assert "None" not in names
    assert not {name for name in names if words_for(name, REFUSALS) is None}


def test_what_is_not_a_key_has_words_of_its_own() -> None:
    ruled = {name for name in names_in_models() if name.split("_", 1)[0] not in KEYS}
    assert not ruled - set(REFUSALS)


def test_every_trigger_has_words() -> None:
    names = names_of_triggers()
    assert len(names) >= 5
    assert not names - set(REFUSALS)


def test_no_words_are_left_of_a_constraint_that_is_gone() -> None:
    assert not set(REFUSALS) - names_in_models() - names_of_triggers()


def test_words_are_whole_sentences() -> None:
    for words in [*REFUSALS.values(), *KEYS.values()]:
        assert re.fullmatch(r"[A-Z].{10,150}\.", words), words


def test_the_database_bears_the_names_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        seen = inspect(connection)
        found: set[str | None] = set()
        for table in METADATA.tables:
            found |= {one["name"] for one in seen.get_check_constraints(table)}
            for one in seen.get_foreign_keys(table):  # SQLite tells no name of a key that stands in its column
                found.add(one["name"] or f"fk_{table}_{'_'.join(one['constrained_columns'])}")
            found |= {one["name"] for one in seen.get_unique_constraints(table)}
            found |= {one["name"] for one in seen.get_indexes(table) if one["unique"]}
            found.add(seen.get_pk_constraint(table)["name"])
    assert not {name for name in names_in_models() - found if name}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("INSERT INTO log_head (id, size, frontier) VALUES (2, 0, '[]')", "The log has one head only."),
        ("INSERT INTO log_head (id, size, frontier) VALUES (1, 0, '[]')", KEYS["pk"]),
        ("INSERT INTO source_alias (id, source_id, name, folded) VALUES (1, 999, 'a', 'a')", KEYS["fk"]),
    ],
)
def test_a_refusal_of_the_database_is_told_in_words(database: Database, statement: str, told: str) -> None:
    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        session.execute(text(statement))
    refusal = as_refusal(caught.value, METADATA, REFUSALS)
    assert refusal is not None
    assert refusal.message == told
