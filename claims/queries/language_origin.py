"""Where the language of an article is from: a person who chose it, or its text.

No column holds that. The history tells a change, and the text, looked at again, whether it could be detected.
"""

from django.db import models
from django.db.models.functions import Left

from claims.models import Article
from claims.models.base import rows_of
from claims.text.language_detection import MOST_READ, detected, detected_or


class LanguageOrigin(models.TextChoices):
    """How an article came to its language."""

    CHANGED = "changed"  # after the import, which only a person does
    CHOSEN = "chosen"  # other than the text reads
    DETECTED = "detected"  # as the text reads
    UNTOLD = "untold"  # the text is too short or too mixed to tell: chosen, or the collection's


def language_origin(article: Article) -> LanguageOrigin:
    """Two queries, and a look at the beginning of the text."""
    if rows_of("ArticleEvent").filter(pgh_obj=article.pk).exclude(language=article.language).exists():
        return LanguageOrigin.CHANGED
    text = Article.objects.filter(pk=article.pk).values_list(Left("text", MOST_READ), flat=True).get()
    found = detected(text)
    if not found:
        return LanguageOrigin.UNTOLD
    is_same = detected_or(found, usual=article.language) == article.language
    return LanguageOrigin.DETECTED if is_same else LanguageOrigin.CHOSEN
