"""Collections with what they hold, and the questions that every list of articles asks, prepared."""

from typing import Any

from django.db import models

from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.collections import Collection, CollectionQuerySet
from claims.prepared import prepared


def with_contents(collections: CollectionQuerySet) -> CollectionQuerySet:
    """The same collections, each with `has_articles`."""
    articles = Article.objects.filter(collection=models.OuterRef("pk"))
    return collections.annotate(has_articles=models.Exists(articles))


def is_empty_collection(collection: Collection) -> bool:
    """Whether the collection holds neither articles nor claims. One or two queries."""
    return not collection.articles.exists() and not collection.claims.exists()


@prepared
def collection_for(user: Any, slug: Any) -> "models.QuerySet[Collection]":
    """The collection of that short name, if the user is a member there; with the user's `role`."""
    return Collection.objects.visible_to(user).filter(slug=slug)


@prepared
def readings_of(articles: Any) -> "models.QuerySet[Assignment, Any]":
    """The readings of these articles in brief, in the order that they were begun."""
    return Assignment.objects.in_articles(articles).listed().in_brief().order_by("pk")
