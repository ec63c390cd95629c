"""The whole audit: the log against itself and its checkpoints, then every row against the log."""

from collections.abc import Iterator, Sequence

from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from verifier.audit.ledger import Ledger, Told
from verifier.audit.models import Entry
from verifier.audit.notes import Checkpoint
from verifier.audit.queries import discrepancies

_OFTEN = 50_000  # entries


def _quiet(_what: str, _count: int) -> None:
    """Nobody waits."""


def audit(
    session: Session, metadata: MetaData, checkpoints: Sequence[Checkpoint] = (), *, progress: Told = _quiet
) -> Iterator[str]:
    """One sentence for everything that does not hold; none if all does. The session must see one moment throughout.

    Linear in entries and rows; memory stays the same.
    """
    ledger = Ledger(session, metadata)

    def read(entry: Entry) -> Iterator[str]:
        if entry.seq and not entry.seq % _OFTEN:
            progress("entries", entry.seq)
        return ledger.read(entry)

    yield from discrepancies(session, checkpoints, read)
    yield from ledger.compare(progress)
