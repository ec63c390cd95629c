"""Legal holds: putting one on, lifting it, and all that stand or stood."""
