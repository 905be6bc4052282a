"""The people whom a manager can ask to read an article."""

from typing import TYPE_CHECKING

from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.users import User
from claims.permissions import ALLOWED, Action

if TYPE_CHECKING:
    from django.db import models


def possible_editors(article: Article) -> "models.QuerySet[User]":
    """Members who may mark and do not read the article, by name; also one from whom it was taken away."""
    may_mark = article.collection.memberships.filter(role__in=ALLOWED[Action.MARK])
    members = User.objects.filter(is_active=True, pk__in=may_mark.values("user"))
    readers = Assignment.objects.filter(article=article, taken_away_at__isnull=True).values("editor")
    return members.exclude(pk__in=readers).order_by("first_name", "last_name", "username")
