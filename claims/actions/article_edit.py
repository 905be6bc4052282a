"""Edit what is said about an article."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.actions.search_words_update import update_article_words, update_words_of_passages_in
from claims.constraints import guarded
from claims.models.articles import Article


def edit_article(article: Article, **fields: Any) -> None:
    """Change what is said about the article: title, outlet, byline, date, address, language, replaces.

    Raises ValidationError.
    """
    if "text" in fields:
        raise ValidationError(gettext("The text of an article never changes."), code="article_text_fixed")
    with guarded():
        for field, value in fields.items():
            setattr(article, field, value)
        article.save(update_fields=list(fields))
        if fields.keys() & {"title", "outlet", "byline", "language"}:
            update_article_words([article])
        if "language" in fields:
            update_words_of_passages_in(article)
