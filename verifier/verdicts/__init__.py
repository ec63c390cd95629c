"""Verdicts: drafted, proposed, signed, returned, corrected. Four eyes over exactly one content."""
