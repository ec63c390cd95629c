"""Hashing of the log: the Merkle tree of RFC 6962 section 2.1, kept as a compact range of at most 64 hashes."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY_ROOT = sha256(b"").digest()
TILE_HEIGHT = 8
"""Every so many levels the hashes of finished subtrees are kept, so that any proof needs a handful of rows."""


class Node(NamedTuple):
    """A finished subtree: the root over the leaves ``place << level`` up to ``(place + 1) << level``, end excluded."""

    level: int
    place: int
    hash: bytes


class Growth(NamedTuple):
    """A frontier after one more leaf, and the subtrees it finished at the levels that are kept."""

    frontier: tuple[bytes, ...]
    finished: tuple[Node, ...]


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def grow(frontier: Sequence[bytes], size: int, leaf: bytes) -> Growth:
    """The frontier after one more leaf hash. ``frontier`` holds the roots of the perfect subtrees, largest first."""
    roots = [*frontier, leaf]
    finished: list[Node] = []
    level, rest = 0, size
    while rest & 1:
        right = roots.pop()
        roots.append(node_hash(roots.pop(), right))
        level += 1
        rest >>= 1
        if level % TILE_HEIGHT == 0:
            finished.append(Node(level, size >> level, roots[-1]))
    return Growth(tuple(roots), tuple(finished))


def root(frontier: Sequence[bytes]) -> bytes:
    """The root over a frontier."""
    if not frontier:
        return EMPTY_ROOT
    found = frontier[-1]
    for left in reversed(frontier[:-1]):
        found = node_hash(left, found)
    return found
