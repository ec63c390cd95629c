"""Hashing of the log: the Merkle tree of RFC 6962 section 2.1, kept as a compact range of at most 64 hashes."""

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def grow(frontier: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """The frontier after one more leaf hash. ``frontier`` holds the roots of the perfect subtrees, largest first."""
    roots = [*frontier, leaf]
    while size & 1:
        right = roots.pop()
        roots.append(node_hash(roots.pop(), right))
        size >>= 1
    return tuple(roots)


def root(frontier: Sequence[bytes]) -> bytes:
    """The root over a frontier."""
    if not frontier:
        return EMPTY_ROOT
    found = frontier[-1]
    for left in reversed(frontier[:-1]):
        found = node_hash(left, found)
    return found
