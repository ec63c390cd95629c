"""From a constraint that the database refused to the words a person understands."""

from collections.abc import Mapping

from sqlalchemy import Index, MetaData, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import ColumnCollectionConstraint

from verifier.kernel.errors import RuleBroken

# Keys have no words of their own: whichever it is, a person can do the same thing about it.
KEYS = {
    "fk": "What this belongs to is no longer there. Look at it again.",
    "pk": "This is there already. Look at it again.",
}


def constraint_of(error: IntegrityError, metadata: MetaData) -> str | None:
    """The name of the constraint (or trigger) that refused, None where the engine does not tell.

    PostgreSQL names it; SQLite names checks and triggers, but only the columns of a unique constraint, and of a foreign
    key nothing: that one is ``fk``.
    """
    diagnosis = getattr(error.orig, "diag", None)
    named: str | None = getattr(diagnosis, "constraint_name", None)
    if named:
        return named
    words = str(getattr(diagnosis, "message_primary", None) or error.orig)
    if words.startswith("FOREIGN KEY"):
        return "fk"
    if "constraint failed: " not in words:
        return words if words.startswith("tg_") else None
    refused = words.split("constraint failed: ", 1)[1].strip()
    if "." not in refused:
        return refused
    return _unique_over(refused, metadata)


def _unique_over(columns: str, metadata: MetaData) -> str | None:
    pairs = [part.strip().split(".", 1) for part in columns.split(",")]
    table = metadata.tables.get(pairs[0][0])
    if table is None:
        return None
    wanted = {name for _, name in pairs}
    ruled: list[ColumnCollectionConstraint | Index] = [
        one for one in table.constraints if isinstance(one, ColumnCollectionConstraint)
    ]
    for constraint in [*ruled, *table.indexes]:
        unique = isinstance(constraint, UniqueConstraint) or getattr(constraint, "unique", False)
        if (unique or constraint is table.primary_key) and {column.name for column in constraint.columns} == wanted:
            return str(constraint.name)
    return None


def words_for(name: str, texts: Mapping[str, str]) -> str | None:
    """What a person is told when this constraint refuses, None where nobody wrote it down."""
    return texts.get(name) or KEYS.get(name.split("_", 1)[0])


def as_refusal(error: IntegrityError, metadata: MetaData, texts: Mapping[str, str]) -> RuleBroken | None:
    """The refusal that this database error stands for, None if it is not one of ours."""
    name = constraint_of(error, metadata)
    words = words_for(name, texts) if name is not None else None
    return RuleBroken(name, words) if name is not None and words is not None else None
