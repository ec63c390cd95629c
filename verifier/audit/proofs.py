"""Proofs over the log's tree: that an entry is in it, and that a longer log is a shorter one continued.

Made after RFC 6962 sections 2.1.1 and 2.1.2, checked after RFC 9162 sections 2.1.3.2 and 2.1.4.2. A proof is a list of
hashes, at most two for each doubling of the log.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from verifier.audit.merkle import EMPTY_ROOT, node_hash

Subtree = Callable[[int, int], bytes]
"""The root of the finished subtree at (level, index); level 0 are the leaf hashes."""


def root_of(size: int, subtree: Subtree) -> bytes:
    """The root over the first ``size`` leaves."""
    return _root(0, size, subtree) if size else EMPTY_ROOT


def inclusion(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that leaf ``index`` (from 0) is in the tree of ``size`` leaves. Raises ValueError if it is not."""
    if not 0 <= index < size:
        raise ValueError(f"a log of {size} entries has none with the number {index}")
    return _path(index, 0, size, subtree)


def consistency(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of ``new`` leaves begins with that of ``old``.

    Raises ValueError unless ``0 < old <= new``.
    """
    if not 0 < old <= new:
        raise ValueError(f"a log of {old} entries cannot be continued to {new}")
    return _continued(old, 0, new, subtree, whole=True)


def _split(count: int) -> int:
    """The largest power of two below ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def _root(start: int, count: int, subtree: Subtree) -> bytes:
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return subtree(level, start >> level)
    left = _split(count)
    return node_hash(_root(start, left, subtree), _root(start + left, count - left, subtree))


def _path(index: int, start: int, count: int, subtree: Subtree) -> list[bytes]:
    if count == 1:
        return []
    left = _split(count)
    if index < left:
        return [*_path(index, start, left, subtree), _root(start + left, count - left, subtree)]
    return [*_path(index - left, start + left, count - left, subtree), _root(start, left, subtree)]


def _continued(old: int, start: int, count: int, subtree: Subtree, *, whole: bool) -> list[bytes]:
    if old == count:
        return [] if whole else [_root(start, count, subtree)]
    left = _split(count)
    if old <= left:
        return [
            *_continued(old, start, left, subtree, whole=whole),
            _root(start + left, count - left, subtree),
        ]
    return [
        *_continued(old - left, start + left, count - left, subtree, whole=False),
        _root(start, left, subtree),
    ]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``proof`` shows that the leaf hash stands at ``index`` in the tree of ``size`` leaves under ``root``."""
    if not 0 <= index < size or not _are_hashes((leaf, root, *proof)):
        return False
    here, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether ``proof`` shows that the tree under ``new_root`` begins with the one under ``old_root``.

    An empty log shows nothing: every log begins with it, so there is no proof from it on.
    """
    if old == new and old:
        return not proof and old_root == new_root
    if not 0 < old < new or not _are_hashes((old_root, new_root, *proof)):
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = steps[0]
    for _, step in pairwise(steps):
        if last == 0:
            return False
        if here & 1 or here == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            now = node_hash(now, step)
        here, last = here >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


def _are_hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == len(EMPTY_ROOT) for value in values)
