"""Texts side by side: what sources, and articles, have in common."""
