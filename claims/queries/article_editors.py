"""The editors of an article: the passages that they marked in it, and whether they still read it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.collections import Collection, Membership
from claims.models.querysets import PassageQuerySet
from claims.models.users import User
from claims.permissions import Action, allowed

if TYPE_CHECKING:
    from claims.models.passages import Passage


def passages_of(assignment: Assignment) -> PassageQuerySet:
    """The passages of the assignment's editor in the article, in text order, with withdrawn ones."""
    passages: PassageQuerySet = assignment.article.passages.all()
    return passages.filter(editor=assignment.editor_id).in_order()


def has_left(person: User, collection: Collection) -> bool:
    """Whether the person marks nothing in the collection any more: no member with that right, or deactivated."""
    return not person.is_active or not allowed(collection.role_of(person), Action.MARK)


def editors_still_reading(article: Article, editors: Iterable[int]) -> set[int]:
    """The ids of those of these editors to whom a passage of the article can be returned. One query.

    Editors are left out who left the collection, are deactivated, only read now, or had the article taken away.
    """
    taken_away = Assignment.objects.filter(
        article=article.pk, editor=models.OuterRef("user"), taken_away_at__isnull=False
    )
    members = Membership.objects.may_mark().filter(collection=article.collection_id, user__in=set(editors))
    return set(members.exclude(models.Exists(taken_away)).values_list("user", flat=True))


def editor_still_reads(passage: "Passage") -> bool:
    """Whether the passage's editor still reads the article, so that it can be returned to them. One query."""
    return bool(editors_still_reading(passage.article, [passage.editor_id]))


def is_wording(passage: "Passage") -> bool:
    """Whether a reviewer worded the passage in adjudication, to replace others' passages. One query."""
    return Assignment.objects.filter(article=passage.article_id, editor=passage.editor_id, settles=True).exists()
