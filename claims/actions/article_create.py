"""Add an article to a collection."""

from typing import Any

from claims.actions.entry_limits import ARTICLES, check_limit
from claims.actions.search_words_update import update_article_words
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.collections import Collection
from claims.models.users import User
from claims.text.normalise import canonical, fingerprint


def create_article(
    *,
    collection: Collection,
    title: str,
    text: str,
    by: User | None,
    is_limited: bool = False,
    **fields: Any,
) -> Article:
    """Add an article; its text is made canonical first.

    Raises ValidationError: the text is unfit, the title is missing, or the collection has the same text already. With
    `is_limited`, meant for people whom `imports_freely` does not let, it raises LimitReached too.
    """
    text = canonical(text)
    fields.setdefault("language", collection.language)
    with guarded():
        if is_limited:
            check_limit(ARTICLES, by=by)
        article = Article.objects.create(
            collection=collection,
            title=title.strip(),
            text=text,
            sha256=fingerprint(text),
            created_by=by,
            **fields,
        )
        update_article_words([article])
    return article
