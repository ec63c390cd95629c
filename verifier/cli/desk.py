"""What every command needs: the settings, the database at its newest migration, the evidence store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import verifier.schema  # noqa: F401  (who knows the tables keeps the search true)
from verifier.audit.notes import Signer
from verifier.config import Settings, from_environment
from verifier.kernel import migrating
from verifier.kernel.db import Database
from verifier.outside.evidence import EvidenceStore
from verifier.outside.logbook import Logbook


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk that is open for a command."""

    settings: Settings
    database: Database
    evidence: EvidenceStore
    logbook: Logbook

    def signer(self) -> Signer:
        """Who signs checkpoints of this desk's log. Raises OSError, ValueError where its key cannot be read."""
        return Signer.from_secret(self.logbook.secret(lambda: Signer.new(self.settings.log_name).secret()))


@contextmanager
def open_desk() -> Iterator[OpenDesk]:
    """The desk that the environment describes. Raises SettingRefused."""
    settings = from_environment()
    database = Database(settings.database_url)
    migrating.upgrade(database)
    try:
        yield OpenDesk(settings, database, EvidenceStore.open(settings.evidence_url), Logbook(settings.log_folder))
    finally:
        database.dispose()
