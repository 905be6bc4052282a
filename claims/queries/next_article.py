"""Where an editor goes on after handing in a reading."""

from dataclasses import dataclass

from django.db import models

from claims.models import Article, Assignment, User
from claims.queries.articles import free_articles


@dataclass(frozen=True, slots=True)
class Next:
    """The next article that is assigned to the person; else whether one of the collection is free to take."""

    article: Article | None = None
    is_free: bool = False


def next_after(article: Article, *, editor: User) -> Next:
    """What follows an article: unfinished ones of the same collection first, then those of others, oldest first.

    At most two queries.
    """
    mine = Assignment.objects.visible_to(editor).of(editor).of_current_articles().unfinished()
    others = mine.of_readers().exclude(article=article.pk).for_lists()
    elsewhere = models.ExpressionWrapper(
        ~models.Q(article__collection=article.collection_id), output_field=models.BooleanField()
    )
    assignment = others.order_by(elsewhere, "created_at", "pk").first()
    if assignment:
        return Next(assignment.article)
    return Next(is_free=free_articles(article.collection, editor=editor).exists())
