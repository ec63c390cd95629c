"""Copies of a database: each test works on its own, on either engine."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url, text

from verifier.config import Settings
from verifier.kernel.db import Database


def run(server_url: str, statement: str) -> None:
    """Carry out a statement for the whole server."""
    database = Database(server_url)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(statement))
    database.dispose()


def named(server_url: str, name: str) -> str:
    """The address of a database of this server."""
    before, _, query = server_url.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def url_of(template: str, server_url: str | None) -> str:
    """The address of a database that others are copied from: a file, or a name on the server."""
    return f"sqlite:///{template}" if server_url is None else named(server_url, template)


def copy(template: str, server_url: str | None, folder: Path, kind: str = "test") -> str:
    """Copy a database; returns what the copy is copied by in its turn."""
    if server_url is None:
        path = folder / "verifier.db"
        path.write_bytes(Path(template).read_bytes())
        return str(path)
    name = f"{kind}_{uuid.uuid4().hex[:12]}"
    run(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


@contextmanager
def copied(template: str, server_url: str | None, folder: Path) -> Iterator[str]:
    """The address of a copy that is gone afterwards."""
    name = copy(template, server_url, folder)
    yield url_of(name, server_url)
    if server_url is not None:
        run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def settings_for(folder: Path, database_url: str) -> Settings:
    """Settings as a fresh desk on this machine has them."""
    return Settings(
        folder=folder,
        database_url=database_url,
        secret_key="a secret that only these tests have, 0123456789",
        public_url="http://127.0.0.1:8000",
        evidence_url=str(folder / "evidence"),
        smtp_url="",
    )


class Movable(Database):
    """A database that is led from one copy to the next: what SQLAlchemy compiled for the last one serves the next."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        event.listen(self.engine, "do_connect", self._lead)

    def move(self, url: str) -> None:
        """From now on this is the database at that address, on the same engine."""
        self.dispose()
        self.engine.url = make_url(url)

    def _lead(self, dialect: Any, _record: Any, words: list[Any], options: dict[str, Any]) -> None:
        positional, named_ones = dialect.create_connect_args(self.engine.url)
        words[:] = positional
        options.clear()
        options.update(named_ones)
