"""Several words as one stretch of a sentence.

Pure: words in, words out, in the language of who reads.
"""

from collections.abc import Iterable

from django.utils.translation import gettext


def enumeration(words: Iterable[str]) -> str:
    """“one”, “one and two”, “one, two and three”."""
    *first, last = [*words] or [""]
    if not first:
        return last
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}
