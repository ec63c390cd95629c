"""What was done, by whom: an append-only log over which a Merkle tree is kept."""
