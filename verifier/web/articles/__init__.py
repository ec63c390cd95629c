"""Articles: taking one in, the list of them, one with its claims in place, and its original."""
