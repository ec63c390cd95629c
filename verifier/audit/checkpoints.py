"""Checkpoints and proofs of this log: what is signed over it, and what shows that an entry stands in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from verifier.audit import queries
from verifier.audit.models import Entry
from verifier.audit.notes import (
    Checkpoint,
    NoteRefused,
    Signer,
    VerifyKey,
    open_note,
    parse_checkpoint,
    split_notes,
    write_proof,
)
from verifier.audit.proofs import inclusion, root_of
from verifier.audit.types import LogBroken


def take(session: Session, signer: Signer, last: str | None) -> str:
    """The signed checkpoint over the log as it is now; ``last`` itself where nothing was written since.

    A log never signs what contradicts what it signed (C2SP tlog-checkpoint). Raises LogBroken where the log does not
    begin with the one under ``last``, or its tree is not the one over its entries; NoteRefused where ``last`` is not
    signed by this key.
    """
    head = queries.head(session)
    subtree = queries.subtrees(session)
    if root_of(head.size, subtree).hex() != head.root:
        raise LogBroken("The log's head is not the root over its entries. Run verify-audit.")
    if last is not None:
        before = parse_checkpoint(open_note(last, signer.key))
        if before.size > head.size:
            raise LogBroken(f"A checkpoint was signed over {before.size} entries; the log holds {head.size}.")
        if root_of(before.size, subtree) != before.root:
            raise LogBroken(f"The first {before.size} entries are not those that were signed: the log was rewritten.")
        if before.size == head.size:
            return last
    return signer.sign(str(Checkpoint(signer.name, head.size, bytes.fromhex(head.root))))


def prove(session: Session, entry: Entry, signer: Signer, checkpoint: str) -> str | None:
    """The proof file for an entry under a signed checkpoint; None where the checkpoint is older than the entry."""
    size = parse_checkpoint(open_note(checkpoint, signer.key)).size
    if entry.seq >= size:
        return None
    path = inclusion(entry.seq, size, queries.subtrees(session))
    return write_proof(queries.leaf_of(entry), entry.seq, path, checkpoint)


def kept(notes: str, key: VerifyKey) -> tuple[list[Checkpoint], list[str]]:
    """The checkpoints that were written one below the other, and a sentence for each that does not hold."""
    found: list[Checkpoint] = []
    wrong: list[str] = []
    for number, note in enumerate(split_notes(notes), 1):
        try:
            one = parse_checkpoint(open_note(note, key))
        except NoteRefused as error:
            wrong.append(f"Checkpoint {number}: {error}")
            continue
        if found and one.size < found[-1].size:
            wrong.append(f"Checkpoint {number} is over fewer entries than the one before it.")
        found.append(one)
    return found, wrong


def uncovered(session: Session, found: Sequence[Checkpoint], *, before: datetime) -> list[str]:
    """A sentence where a verdict was signed earlier than ``before`` and no checkpoint says so: some were taken away."""
    newest = queries.newest_signature(session, before)
    if newest is None or any(one.size > newest for one in found):
        return []
    return [f"No checkpoint covers entry {newest}, by which a verdict was signed: checkpoints are missing."]
