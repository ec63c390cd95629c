"""Whole tables, row by row."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session


def rows_of_table(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    """Every row of a table by its primary key, streamed."""
    for row in session.execute(select(table).order_by(*table.primary_key.columns)).yield_per(500):
        yield dict(row._mapping)
