"""Numbers as requests send them: text that may be anything, of any length."""

from django.http import Http404

# What a bigint column holds.
GREATEST = 2**63 - 1
# What an integer column holds.
LARGEST = 2**31 - 1


def number_in(words: str, *, most: int = GREATEST) -> int | None:
    """The number from 0 to `most` that the words are; None for anything else.

    Digits of other scripts are none, and what is too long is never converted: that would take its time or raise.
    """
    if not words.isascii() or not words.isdecimal() or len(words) > len(str(most)):
        return None
    number = int(words)
    return number if number <= most else None


def id_in(words: str) -> int | None:
    """The id that the words are, None if they are no digits; Http404 for one that no row can have."""
    if not words.isdecimal():
        return None
    number = number_in(words)
    if number is None:
        raise Http404
    return number
