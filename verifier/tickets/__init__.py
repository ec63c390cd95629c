"""The work on a claim: one ticket each, its state, holder and priority."""
