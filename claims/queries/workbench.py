"""What is asked of the database with every mark, prepared: of all that editors do, they do this most.

Made of the same words as every other question. The lock of a reading and the passages that touch a place are asked
for inside verbs, and prepared where those are.
"""

from typing import Any

from django.db import models

from claims.models.actors import Actor
from claims.models.articles import Article
from claims.models.passages import Passage
from claims.models.querysets import Brief, Progress
from claims.models.users import User
from claims.prepared import prepared


@prepared
def article_for(user: Any, article: Any) -> "models.QuerySet[Article]":
    """The article with its text and its collection, if the user is a member there; with the user's `role`."""
    return Article.objects.visible_to(user).select_related("collection").filter(pk=article)


@prepared
def _between(article: Any, user: Any, start: Any, end: Any) -> "models.QuerySet[Passage, Any]":
    return Passage.objects.in_article(article).readable_by(user).drawn_between(start, end).in_brief()


def passages_between(start: int, end: int, *, article: Article, user: User) -> list[Brief]:
    """What the user may read of the passages shown in that half-open range of code points, in brief."""
    rows = _between.all(article=article.pk, user=user.pk, start=start, end=end)
    return [Brief._make(row) for row in rows]


@prepared
def _lacking(article: Any, editor: Any) -> "models.QuerySet[Passage, Any]":
    return Passage.objects.in_article(article).of(editor).by_lacks()


def progress_of(editor: User, *, article: Article) -> Progress:
    """How far the editor's own reading of the article is."""
    return Progress.of(_lacking.all(article=article.pk, editor=editor.pk))


@prepared
def actors_called_or_listed(names: Any, ids: Any, user: Any) -> "models.QuerySet[Actor]":
    """Actors that the user may know of with one of these names, in lower case, and those with these ids; unordered."""
    return Actor.objects.named_or_listed(names, ids).known_to(user).order_by()
