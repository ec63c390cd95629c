"""What the log can be asked."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from verifier.audit.canonical import canonical
from verifier.audit.merkle import grow, leaf_hash, root
from verifier.audit.models import Entry, LogHead
from verifier.audit.types import Head


def head(session: Session) -> Head:
    """The log's head as it is kept."""
    row = session.get(LogHead, 1)
    if row is None:
        return Head(0, root(()).hex())
    return Head(row.size, root([bytes.fromhex(one) for one in row.frontier]).hex())


def for_subject(session: Session, kind: str, subject_id: int, limit: int = 200) -> Sequence[Entry]:
    """The newest entries about one subject, newest first."""
    statement = (
        select(Entry)
        .where(Entry.subject_kind == kind, Entry.subject_id == subject_id)
        .order_by(Entry.seq.desc())
        .limit(limit)
    )
    return session.scalars(statement).all()


def newest(session: Session, before: int | None = None, limit: int = 100) -> Sequence[Entry]:
    """A page of the log, newest first; ``before`` is the last seq of the page above."""
    statement = select(Entry).order_by(Entry.seq.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Entry.seq < before)
    return session.scalars(statement).all()


def leaf_of(entry: Entry) -> bytes:
    """The canonical bytes over which an entry's leaf hash is made."""
    return canonical(
        {
            "v": 1,
            "seq": entry.seq,
            "at": entry.at,
            "actor": entry.actor_id,
            "action": entry.action,
            "subject": [entry.subject_kind, entry.subject_id, entry.subject_version],
            "state": entry.state_sha256,
            "detail": entry.detail,
        }
    )


def discrepancies(session: Session) -> Iterator[str]:
    """One sentence for each way in which the log contradicts itself; none if it holds."""
    frontier: tuple[bytes, ...] = ()
    size = expected = 0
    for entry in session.scalars(select(Entry).order_by(Entry.seq)).yield_per(1000):
        if entry.seq != expected:
            yield f"Entry {expected} is missing; the log goes on with {entry.seq}."
        leaf = leaf_hash(leaf_of(entry))
        if leaf.hex() != entry.leaf_sha256:
            yield f"Entry {entry.seq} ({entry.action}) was changed after it was written."
        frontier = grow(frontier, size, leaf)
        size, expected = size + 1, entry.seq + 1
    kept = head(session)
    if kept.size != size:
        yield f"The head counts {kept.size} entries, the log holds {size}."
    elif kept.root != root(frontier).hex():
        yield "The root over all entries is not the one that was kept."
