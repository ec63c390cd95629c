"""Texts taken in: articles, the claims at their spans, and the disclaimers that disown them."""
