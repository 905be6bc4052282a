"""Delete an article that nobody has marked."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from claims.constraints import guarded
from claims.models.articles import Article


def delete_article(article: Article) -> None:
    """Delete an article that has no passages. Raises ValidationError if it has some, or if another replaces it."""
    with guarded():
        # Locked, so that nobody marks it meanwhile: readings first, as marking does.
        list(article.assignments.select_for_update().values_list("pk"))
        locked = Article.objects.select_for_update().filter(pk=article.pk)
        numbers = list(locked.values_list("sha256_stripped", "copy_number"))
        marked = article.passages.count()
        if marked:
            raise ValidationError(
                ngettext(
                    "This article has %(count)s passage, so it cannot be deleted. Archive it instead.",
                    "This article has %(count)s passages, so it cannot be deleted. Archive it instead.",
                    marked,
                ),
                code="marked",
                params={"count": marked},
            )
        if article.replaced_by.exists():
            raise ValidationError(
                gettext("Another article replaces this one, so it stays. Archive it instead."),
                code="replaced",
            )
        article.assignments.all().delete()
        article.delete()
        # Of several articles with the same text the next one is the first now: else the text could come in again.
        for text, _first in (each for each in numbers if each[1] == 0):
            same = Article.objects.filter(collection=article.collection_id, sha256_stripped=text)
            Article.objects.filter(pk=same.order_by("copy_number").values("pk")[:1]).update(copy_number=0)
