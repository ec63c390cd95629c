"""What a witness says of a log, and how it is asked: C2SP tlog-witness.md and tlog-cosignature.md, with Ed25519.

A witness remembers the last checkpoint that it cosigned. It cosigns another one only if a proof shows that the log was
continued and not rewritten. Two people would have to agree to lie: the one who holds the desk and the one who holds it.
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.orm import Session

from verifier.audit import queries
from verifier.audit.notes import MARK, NoteRefused, Signer, VerifyKey, decoded, encoded, split_notes
from verifier.audit.proofs import consistency

COSIGNATURE = b"\x04"
MOST_HASHES = 63
_MOMENT = 8  # bytes, big-endian, seconds since 1970


@dataclass(frozen=True, slots=True)
class Request:
    """What a witness is asked: to cosign ``note``, a log of ``old`` entries continued, as ``proof`` shows."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        """As it is sent."""
        hashes = "".join(f"{encoded(one)}\n" for one in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}"


def parse_request(body: str) -> Request:
    """What was sent. Raises ValueError for anything else."""
    head, parted, note = body.partition("\n\n")
    first, *lines = head.split("\n")
    size = first.removeprefix("old ")
    proof = tuple(decoded(one) for one in lines)
    if not parted or not first.startswith("old ") or not is_size(size):
        raise ValueError("this asks for no cosignature")
    if len(proof) > MOST_HASHES or any(len(one) != 32 for one in proof):
        raise ValueError("the proof holds what is no hash, or too many")
    return Request(int(size), proof, note)


def is_size(words: str) -> bool:
    """Whether this is a number of entries as logs write it."""
    return words.isascii() and words.isdigit() and len(words) < 20 and (words == "0" or not words.startswith("0"))


def request_for(session: Session, note: str, *, old: int, size: int) -> Request:
    """What to ask for a checkpoint over ``size`` entries of a witness that saw ``old`` of them.

    Raises ValueError where it saw more, LogBroken where the log's tree lacks a hash.
    """
    if old > size:
        raise ValueError(f"a log of {old} entries cannot be continued to {size}")
    proof = consistency(old, size, queries.subtrees(session)) if 0 < old < size else []
    return Request(old, tuple(proof), note)


def cosign(text: str, signer: Signer, at: int) -> str:
    """The line that a witness adds to a note over ``text``. ``at`` is in seconds since 1970."""
    raw = at.to_bytes(_MOMENT, "big") + signer.private.sign(_message(text, at))
    return f"{MARK}{signer.name} {encoded(signer.key.id + raw)}\n"


def cosigned_at(note: str, key: VerifyKey) -> int | None:
    """When this witness cosigned a note, in seconds since 1970; None where it did not.

    Raises NoteRefused for a line that bears its name and does not fit the words above it.
    """
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        raw = _of_key(line, key)
        if raw is None:
            continue
        at = int.from_bytes(raw[:_MOMENT], "big")
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(raw[_MOMENT:], _message(f"{text}\n", at))
        except InvalidSignature:
            raise NoteRefused(f"The cosignature of {key.name} does not fit the words above it.") from None
        return at
    return None


def lines_of(answer: str, key: VerifyKey) -> str:
    """Those lines of a witness's answer that bear this key; others are nothing to us."""
    return "".join(f"{line}\n" for line in answer.splitlines() if _of_key(line, key) is not None)


def _of_key(line: str, key: VerifyKey) -> bytes | None:
    name, _, written = line.removeprefix(MARK).rpartition(" ")
    raw = decoded(written)
    is_its = line.startswith(MARK) and name == key.name and raw[:4] == key.id
    return raw[4:] if is_its else None


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How many of the kept checkpoints a witness cosigned, and of the last of them its place and its moment."""

    count: int = 0
    size: int = 0
    at: int = 0


def witnessed(notes: str, key: VerifyKey) -> tuple[Witnessed, list[str]]:
    """What a witness cosigned of the checkpoints that are kept, and a sentence for each cosignature that is wrong."""
    found, wrong = Witnessed(), []
    for number, note in enumerate(split_notes(notes), 1):
        try:
            at = cosigned_at(note, key)
        except NoteRefused as error:
            wrong.append(f"Checkpoint {number}: {error}")
            continue
        if at is not None:
            found = Witnessed(found.count + 1, int(_second(note)), at)
    return found, wrong


def _second(note: str) -> str:
    lines = note.split("\n")
    return lines[1] if len(lines) > 1 and is_size(lines[1]) else "0"
