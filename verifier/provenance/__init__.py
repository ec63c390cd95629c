"""Statements and derivations: attribution chains, corroboration, independence of sources."""
