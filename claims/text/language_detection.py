"""In which language a text is written, as far as its letters tell.

py3langid decides: offline, the same answer each time, for a hundred languages. Its model is read when a process first
needs it (some 75 MB). Pure: a text in, a language tag out.
"""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Code points that are looked at: more tell nothing more, and a text of 20 MB costs no more than a page.
MOST_READ = 20_000
# Fewer letters could be a name in any language.
_FEWEST_LETTERS = 20
_SURE = 0.85
# The tags that articles have, where the library says it otherwise.
_TAGS = {"no": "nb", "zh": "zh-hans"}
_TRADITIONAL = re.compile("[們這說國個時會來對過後還發經學無與為]")
_SIMPLIFIED = re.compile("[们这说国个时会来对过后还发经学无与为]")
_LETTER = re.compile(r"[^\W\d_]")


def detected_or(found: str, *, usual: str) -> str:
    """The tag that was detected; the usual one where none was, or where it says the same more exactly ("de-AT")."""
    return usual if not found or found.partition("-")[0] == usual.partition("-")[0].lower() else found


def detected(text: str) -> str:
    """The language tag of a text; "" where that is not sure."""
    read = text[:MOST_READ]
    if sum(1 for _ in _LETTER.finditer(read)) < _FEWEST_LETTERS:
        return ""
    language: str
    language, probability = _identifier().classify(read)
    if probability < _SURE:
        return ""
    if language == "zh" and len(_TRADITIONAL.findall(read)) > len(_SIMPLIFIED.findall(read)):
        return "zh-hant"
    return _TAGS.get(language, language)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Those with a tag of two letters: Cantonese and Wu beside "zh" would leave no Chinese text a sure one.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
