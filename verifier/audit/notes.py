"""Signed notes and checkpoints, as C2SP describes them: signed-note.md, tlog-checkpoint.md, tlog-proof.md.

A checkpoint says how long a log was and what its root was, signed with Ed25519. Kept where the database's own
administrator cannot reach it, one checkpoint is enough to tell that a log was rewritten.
"""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
MARK = "\u2014 "
_PRIVATE = "PRIVATE+KEY+"


class NoteRefused(Exception):  # noqa: N818
    """A note that is not one, or is not signed by the key it should be; the message says which."""


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """Who signs, as others know them: a name without spaces or plus signs, and the 32 bytes of the public key.

    ``kind`` is the byte that tells what its signatures are over: a note itself, or a note and a moment (a cosignature).
    """

    name: str
    public: bytes
    kind: bytes = ED25519

    @classmethod
    def parse(cls, line: str, kind: bytes = ED25519) -> "VerifyKey":
        """The key that this line hands over. Raises ValueError where it is none of this kind."""
        name, _, rest = line.strip().partition("+")
        key_id, _, written = rest.partition("+")
        raw = decoded(written)
        found = cls(name, raw[1:], kind)
        if not name or raw[:1] != kind or len(raw) != 33 or found.id.hex() != key_id:
            raise ValueError(f"{line!r} is no key of this kind, or is damaged")
        return found

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        """As it is handed to others: name, id and key in one line."""
        return f"{self.name}+{self.id.hex()}+{encoded(self.kind + self.public)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs notes."""

    name: str
    private: Ed25519PrivateKey
    kind: bytes = ED25519

    @classmethod
    def from_seed(cls, name: str, seed: bytes, kind: bytes = ED25519) -> "Signer":
        """The signer with these 32 secret bytes. Raises ValueError for another number of them, or an odd name."""
        if not name or "+" in name or any(one.isspace() for one in name):
            raise ValueError(f"{name!r} cannot be the name of a key")
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed), kind)

    @classmethod
    def new(cls, name: str, kind: bytes = ED25519) -> "Signer":
        """A signer with a key that nobody has seen."""
        return cls.from_seed(name, Ed25519PrivateKey.generate().private_bytes_raw(), kind)

    @classmethod
    def from_secret(cls, line: str, kind: bytes = ED25519) -> "Signer":
        """The signer whose :meth:`secret` this is. Raises ValueError where it is damaged."""
        name, _, rest = line.removeprefix(_PRIVATE).partition("+")
        key_id, _, written = rest.partition("+")
        raw = decoded(written)
        if not line.startswith(_PRIVATE) or raw[:1] != kind:
            raise ValueError("The signing key of the log is damaged. Put back the one from your backup.")
        found = cls.from_seed(name, raw[1:], kind)
        if found.key.id.hex() != key_id:
            raise ValueError("The signing key of the log is damaged. Put back the one from your backup.")
        return found

    def secret(self) -> str:
        """The whole key in one line, to be kept where nobody else reads."""
        return f"{_PRIVATE}{self.name}+{self.key.id.hex()}+{encoded(self.kind + self.private.private_bytes_raw())}"

    @property
    def key(self) -> VerifyKey:
        """The public half."""
        return VerifyKey(self.name, self.private.public_key().public_bytes_raw(), self.kind)

    def sign(self, text: str) -> str:
        """The note over ``text``, which must end in a line break."""
        signature = self.key.id + self.private.sign(text.encode())
        return f"{text}\n{MARK}{self.name} {encoded(signature)}\n"


def open_note(note: str, key: VerifyKey) -> str:
    """The text of a note that this key signed. Raises NoteRefused."""
    text, parted, signatures = note.rpartition("\n\n")
    if not parted:
        raise NoteRefused("This is no signed note: it has no signature.")
    text += "\n"
    for line in signatures.splitlines():
        name, _, written = line.removeprefix(MARK).rpartition(" ")
        signature = decoded(written)
        if not line.startswith(MARK) or name != key.name or signature[:4] != key.id:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature[4:], text.encode())
        except InvalidSignature:
            raise NoteRefused("The signature does not fit the words above it: the note was changed.") from None
        return text
    raise NoteRefused(f"This note is not signed by {key.name} ({key.id.hex()}).")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long the log of this name was, and the root over it."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text holds. Raises NoteRefused."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0]:
        raise NoteRefused("This note is no checkpoint: it needs a name, a size and a root.")
    origin, size, root = lines[:3]
    if not size.isascii() or not size.isdigit() or (size != "0" and size.startswith("0")):
        raise NoteRefused("The size in this checkpoint is no number.")
    if len(decoded(root)) != sha256().digest_size:
        raise NoteRefused("The root in this checkpoint is no SHA-256.")
    return Checkpoint(origin, int(size), decoded(root))


def split_notes(kept: str) -> Iterator[str]:
    """The notes that were written one below the other, an empty line between them."""
    parts = kept.split("\n\n")
    for text, signatures in zip(parts[::2], parts[1::2], strict=False):
        yield f"{text}\n\n{signatures.rstrip(chr(10))}\n"


def write_proof(leaf: bytes, index: int, path: Sequence[bytes], checkpoint: str) -> str:
    """A proof file: the entry itself as extra data, its place, the hashes up to the root, and the signed checkpoint."""
    hashes = "".join(f"{encoded(one)}\n" for one in path)
    extra = encoded(leaf)
    return f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex {index}\n{hashes}\n{checkpoint}"


def encoded(raw: bytes) -> str:
    """Bytes as notes write them."""
    return base64.b64encode(raw).decode()


def decoded(written: str) -> bytes:
    """The bytes that were written so; none where they were not."""
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return b""
