"""The tree over the log is the one of RFC 6962."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from verifier.audit.merkle import EMPTY_ROOT, grow, leaf_hash, root


def by_definition(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 section 2.1 defines it: split at the largest power of two below the size."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@given(st.lists(st.binary(max_size=20), max_size=70))
def test_growing_leaf_by_leaf_gives_the_root_by_definition(leaves: list[bytes]) -> None:
    frontier: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        frontier = grow(frontier, size, leaf_hash(leaf)).frontier
    assert root(frontier) == by_definition(leaves)
    assert len(frontier) == bin(len(leaves)).count("1")


def test_an_empty_log_has_the_root_of_nothing() -> None:
    assert root(()) == EMPTY_ROOT == sha256(b"").digest()
