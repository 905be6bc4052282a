"""What is asked of the database with every list of articles, prepared like what is asked with every mark."""

from typing import Any

from django.db import models

from claims.models.collections import Collection
from claims.models.reviews import Assignment
from claims.prepared import prepared


@prepared
def collection_for(user: Any, slug: Any) -> "models.QuerySet[Collection]":
    """The collection of that short name, if the user is a member there; with the user's `role`."""
    return Collection.objects.visible_to(user).filter(slug=slug)


@prepared
def readings_of(articles: Any) -> "models.QuerySet[Assignment, Any]":
    """The readings of these articles in brief, in the order that they were begun."""
    return Assignment.objects.in_articles(articles).listed().in_brief().order_by("pk")
