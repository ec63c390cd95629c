"""Bringing a database to the tables this version needs, and back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from verifier.kernel.db import Database

LOCK = 0x7665726966  # any number that is the same in every process of a desk
FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER / "alembic").replace("%", "%%"))
    config.set_main_option("version_locations", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config


def revisions() -> list[str]:
    """Every revision, oldest first."""
    return [one.revision for one in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions()))]


def present(database: Database) -> str | None:
    """The revision a database is at, None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, to: str = "head") -> None:
    """Bring a database forward; nothing is done to one that is there already.

    Of several processes that start at once, one does it while the others wait.
    """
    if to == "head" and present(database) == revisions()[-1]:
        return
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        if database.dialect == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def downgrade(database: Database, to: str = "base") -> None:
    """Take a database back; its rows of the newer tables are lost."""
    with database.engine.execution_options(verifier_write=True).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, to)
