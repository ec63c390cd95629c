"""Changing rows behind the desk's back, as whoever holds the database can: no entry of the log tells of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from verifier.kernel.db import Database


@contextmanager
def behind(database: Database) -> Iterator[Session]:
    """One transaction that nobody notices."""
    writer = database.engine.execution_options(verifier_write=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session
