"""What every test may ask for: a database on the engine of this leg, the application, and people at its door.

VERIFIER_TEST_ENGINE is ``sqlite`` (the default) or ``postgresql``; on PostgreSQL the server comes from a wheel.
"""

import os
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from factories.copies import Movable, copied, named, run, settings_for  # noqa: E402
from factories.desk import Desk  # noqa: E402
from factories.postgres import postgres  # noqa: E402
from factories.visitor import Visitor  # noqa: E402

from verifier.accounts.types import Role  # noqa: E402
from verifier.audit.auditing import audit  # noqa: E402
from verifier.config import Settings  # noqa: E402
from verifier.factory import connect, create_app  # noqa: E402
from verifier.kernel import migrating  # noqa: E402
from verifier.kernel.db import Database  # noqa: E402
from verifier.schema import METADATA  # noqa: E402

ENGINE = os.environ.get("VERIFIER_TEST_ENGINE", "sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the PostgreSQL leg only what touches a database runs: the rest has nothing new to say there."""
    if ENGINE == "sqlite":
        return
    kept = [
        one for one in items if "database_url" in getattr(one, "fixturenames", ()) or one.get_closest_marker("engines")
    ]
    config.hook.pytest_deselected(items=[one for one in items if one not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session")
def server_url() -> Iterator[str | None]:
    """The address of a PostgreSQL of our own, None on the SQLite leg."""
    if ENGINE == "sqlite":
        yield None
        return
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def template(server_url: str | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated, empty database that each test gets a copy of."""
    if server_url is None:
        path = tmp_path_factory.mktemp("template") / "template.db"
        database = Database(f"sqlite:///{path}")
        migrating.upgrade(database)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.dispose()
        return str(path)
    name = f"template_{uuid.uuid4().hex[:8]}"
    run(server_url, f"CREATE DATABASE {name}")
    database = Database(named(server_url, name))
    migrating.upgrade(database)
    database.dispose()
    return name


@pytest.fixture
def database_url(server_url: str | None, template: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own, migrated and empty."""
    with copied(template, server_url, tmp_path) as url:
        yield url


@pytest.fixture
def empty_url(server_url: str | None, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if server_url is None:
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    name = f"empty_{uuid.uuid4().hex[:12]}"
    run(server_url, f"CREATE DATABASE {name}")
    yield named(server_url, name)
    run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def movable() -> list[Movable]:
    """The one database object of this process, once there is one."""
    return []


@pytest.fixture
def database(database_url: str, movable: list[Movable]) -> Iterator[Database]:
    """A database of this test's own."""
    if not movable:
        movable.append(Movable(database_url))
    found = movable[0]
    found.move(database_url)
    yield found
    if os.environ.get("VERIFIER_TEST_AUDIT"):  # slow: whether every row is what the log says after this test
        with found.one_moment() as session:
            assert list(audit(session, METADATA)) == []
    found.dispose()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings as a fresh desk on this machine has them."""
    return settings_for(tmp_path, database_url)


class CompiledOnce(BytecodeCache):
    """Templates are compiled once for all tests of a process, not once for each application."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from those compiled before."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session")
def built() -> dict[Settings, Flask]:
    """The applications this process has put together, by what they are put together from: it takes 60 ms each time."""
    return {}


@pytest.fixture
def app(settings: Settings, database: Database, built: dict[Settings, Flask]) -> Iterator[Flask]:
    """The application over this test's database."""
    alike = replace(settings, folder=Path(), database_url="", evidence_url="")
    if alike not in built:
        built[alike] = create_app(settings, database=database)
        built[alike].jinja_env.bytecode_cache = CompiledOnce()
    made = built[alike]
    connect(made, settings, database)
    config = dict(made.config)
    yield made
    made.config.clear()
    made.config.update(config)


@pytest.fixture
def desk(database: Database) -> Desk:
    """A desk that can be furnished with people, articles and tickets, through the rooms' own verbs."""
    return Desk(database)


@pytest.fixture
def visit(app: Flask, desk: Desk) -> Callable[[Role | str | None], Visitor]:
    """A visitor at the web door: signed in with a role, or a stranger."""

    def enter(who: Role | str | None = None) -> Visitor:
        visitor = Visitor(app)
        if who is not None:
            visitor.sign_in(desk, Role(who))
        return visitor

    return enter
