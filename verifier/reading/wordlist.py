"""Writing word lists as plain text."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(words.split())


def phrase_set(phrases: str) -> frozenset[str]:
    """The phrases of a text, parted by bars; line breaks count as spaces."""
    return frozenset(" ".join(phrase.split()) for phrase in phrases.split("|") if phrase.strip())
