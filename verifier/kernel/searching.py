"""What somebody asks for, as a page can show it again."""

import unicodedata


def one_line(query: str, longest: int = 300) -> str:
    """What somebody asks for, as it can be shown again: control characters are spaces, and no more than fits."""
    return "".join(" " if unicodedata.category(one) in {"Cc", "Cs"} else one for one in query).strip()[:longest]
