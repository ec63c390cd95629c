"""What the log can be asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from verifier.audit.canonical import canonical
from verifier.audit.merkle import TILE_HEIGHT, grow, leaf_hash, node_hash, root
from verifier.audit.models import Entry, LogHead, LogNode
from verifier.audit.notes import Checkpoint
from verifier.audit.proofs import Subtree
from verifier.audit.types import Head, Line, LogBroken


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


def was_done(session: Session, *, action: str, kind: str, subject_id: int, actor_id: int, since: datetime) -> bool:
    """Whether this person did this to this subject after a moment."""
    wanted = (
        select(Entry.seq)
        .where(Entry.subject_kind == kind, Entry.subject_id == subject_id)
        .where(Entry.action == action, Entry.actor_id == actor_id, Entry.at > since)
        .limit(1)
    )
    return session.scalar(wanted) is not None


def newest(session: Session, before: int | None = None, limit: int = 100) -> Sequence[Entry]:
    """A page of the log, newest first; ``before`` is the last seq of the page above."""
    statement = select(Entry).order_by(Entry.seq.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Entry.seq < before)
    return session.scalars(statement).all()


def leaf_of(entry: Entry | Line) -> bytes:
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


def subtrees(session: Session) -> Subtree:
    """The finished subtrees of the log's tree as they are kept; each 256 neighbours are read once."""
    known: dict[tuple[int, int], bytes] = {}

    def subtree(level: int, index: int) -> bytes:
        if (level, index) not in known:
            if level % TILE_HEIGHT == 0:
                known.update(_tile(session, level, index >> TILE_HEIGHT))
            else:
                known[level, index] = node_hash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1))
        if (level, index) not in known:
            raise LogBroken(f"The log's tree lacks the hash {index} of level {level}.")
        return known[level, index]

    return subtree


def _tile(session: Session, level: int, number: int) -> dict[tuple[int, int], bytes]:
    first, last = number << TILE_HEIGHT, (number + 1) << TILE_HEIGHT
    if level == 0:
        wanted = select(Entry.seq, Entry.leaf_sha256).where(Entry.seq >= first, Entry.seq < last)
    else:
        wanted = select(LogNode.place, LogNode.sha256).where(
            LogNode.level == level, LogNode.place >= first, LogNode.place < last
        )
    return {(level, place): bytes.fromhex(found) for place, found in session.execute(wanted)}


def signature_of(session: Session, verdict_id: int) -> Entry | None:
    """The entry by which a verdict was signed."""
    wanted = select(Entry).where(
        Entry.subject_kind == "verdict", Entry.subject_id == verdict_id, Entry.action == "verdict:sign"
    )
    return session.scalars(wanted.order_by(Entry.seq.desc()).limit(1)).one_or_none()


def named(session: Session, action: str) -> Sequence[Entry]:
    """Every entry of one action, oldest first: for actions that are rare."""
    return session.scalars(select(Entry).where(Entry.action == action).order_by(Entry.seq)).all()


def newest_signature(session: Session, before: datetime) -> int | None:
    """The number of the last entry that signed a verdict earlier than a moment."""
    wanted = select(Entry.seq).where(Entry.action == "verdict:sign", Entry.at < before)
    return session.scalar(wanted.order_by(Entry.seq.desc()).limit(1))


def _unread(_entry: Entry) -> Iterable[str]:
    return ()


def discrepancies(
    session: Session,
    checkpoints: Sequence[Checkpoint] = (),
    read: Callable[[Entry], Iterable[str]] = _unread,
) -> Iterator[str]:
    """One sentence for each way in which the log contradicts itself or what was signed about it; none if it holds.

    ``read`` is given every entry, and what it tells of rows; its own sentences are passed on.
    """
    frontier: tuple[bytes, ...] = ()
    size = expected = 0
    signed: dict[int, set[bytes]] = defaultdict(set)
    for one in checkpoints:
        signed[one.size].add(one.root)
    nodes = {(row.level, row.place): row.sha256 for row in session.scalars(select(LogNode))}
    yield from _differs(signed, 0, ())
    wanted = select(Entry).options(undefer(Entry.rows)).order_by(Entry.seq)
    for entry in session.scalars(wanted.execution_options(yield_per=1000)):
        if entry.seq != expected:
            yield f"Entry {expected} is missing; the log goes on with {entry.seq}."
        leaf = leaf_hash(leaf_of(entry))
        if leaf.hex() != entry.leaf_sha256:
            yield f"Entry {entry.seq} ({entry.action}) was changed after it was written."
        yield from read(entry)
        growth = grow(frontier, size, leaf)
        for node in growth.finished:
            if nodes.pop((node.level, node.place), None) != node.hash.hex():
                yield f"The hash {node.place} of level {node.level} of the tree is not the one over its entries."
        frontier, size, expected = growth.frontier, size + 1, entry.seq + 1
        yield from _differs(signed, size, frontier)
    for level, place in nodes:
        yield f"The tree has a hash {place} of level {level} over entries that are not there."
    for longer in sorted(signed):
        yield f"A checkpoint was signed over {longer} entries, the log holds {size}."
    kept = head(session)
    if kept.size != size:
        yield f"The head counts {kept.size} entries, the log holds {size}."
    elif kept.root != root(frontier).hex():
        yield "The root over all entries is not the one that was kept."


def _differs(signed: dict[int, set[bytes]], size: int, frontier: tuple[bytes, ...]) -> Iterator[str]:
    if signed.pop(size, {root(frontier)}) != {root(frontier)}:
        yield f"The first {size} entries are not those over which a checkpoint was signed: the log was rewritten."
