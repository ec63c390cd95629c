"""What every command needs: the settings, the database at its newest migration, the evidence store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from verifier.audit.cosigning import COSIGNATURE
from verifier.audit.notes import Signer, VerifyKey
from verifier.config import SettingRefused, Settings, from_environment
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

    def witness_key(self) -> VerifyKey | None:
        """The key with which a witness cosigns checkpoints, None where there is none. Raises SettingRefused."""
        if not self.settings.witness_key:
            return None
        try:
            return VerifyKey.parse(self.settings.witness_key, COSIGNATURE)
        except ValueError:
            words = "WITNESS_KEY must be one line, name+id+key, of an Ed25519 cosigner. Ask whoever runs the witness."
            raise SettingRefused(words) from None

    def signer(self) -> Signer:
        """Who signs checkpoints of this desk's log. Raises OSError, ValueError where its key cannot be read."""
        return Signer.from_secret(self.logbook.secret(lambda: Signer.new(self.settings.log_name).secret()))


@contextmanager
def open_desk() -> Iterator[OpenDesk]:
    """The desk that the environment describes. Raises SettingRefused."""
    settings = from_environment()
    database = Database(settings.database_url)
    desk = OpenDesk(settings, database, EvidenceStore.open(settings.evidence_url), Logbook(settings.log_folder))
    desk.witness_key()
    migrating.upgrade(database)
    try:
        yield desk
    finally:
        database.dispose()
