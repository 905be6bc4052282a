"""In which language words of an article are, where their script shows that it is not the article's.

Pure: a tag and words in, a tag out.
"""

from functools import lru_cache

from claims.text.language_detection import detected
from claims.text.scripts import MOST_READ, is_foreign

UNDETERMINED = "und"


def language_by_script(language: str, words: str) -> str:
    """The article's language, or "und" for words that are plainly in another script. Quick: asked with every mark."""
    return UNDETERMINED if is_foreign(language, words) else language


def language_by_words(language: str, words: str) -> str:
    """As `language_by_script`, with the language of such words as far as they tell it."""
    return _told(words[:MOST_READ]) if is_foreign(language, words) else language


@lru_cache(maxsize=1024)
def _told(words: str) -> str:
    found = detected(words)
    return found if found and not is_foreign(found, words) else UNDETERMINED
