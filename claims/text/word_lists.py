"""Lists of words, as they are written in the code."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text, with white space between them."""
    return frozenset(words.split())
