"""Archive an article, or bring it back from the archive."""

from claims.constraints import guarded
from claims.models.articles import Article


def archive_article(article: Article, *, archived: bool = True) -> None:
    """Archive the article, or bring it back with `archived=False`; its passages stay as they are."""
    with guarded():
        article.archived = archived
        article.save(update_fields=["archived"])
