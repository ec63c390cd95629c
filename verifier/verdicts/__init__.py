"""Verdicts: proposed, signed, returned, corrected; four eyes."""
