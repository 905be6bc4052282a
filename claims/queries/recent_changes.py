"""What changed in an article of late: asked every few seconds by everybody who looks at it, so with one query."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from claims.models.articles import Article
from claims.models.passages import Passage
from claims.models.users import User

# Added to the time asked for: a change counts from when it was made, and can be seen a little later.
SLACK = timedelta(seconds=30)


class News(NamedTuple):
    """A passage that changed, as it stands now, and whose change was the last."""

    pk: uuid.UUID
    version: int
    status: str
    by: int


def news_of(article: Article, *, user: User, seconds: int, only: Collection[uuid.UUID] | None = None) -> list[News]:
    """What changed within so many seconds, or a little before, of what the user may see; one query.

    `only`: of these passages. Withdrawn and merged ones are told too, since they go from the page.
    """
    since = timezone.now() - timedelta(seconds=seconds) - SLACK
    changed = Q(updated_at__gte=since) | Q(reviewed_at__gte=since) | Q(submitted_at__gte=since)
    seen = Passage.objects.in_article(article).seen_by(user).filter(changed)
    if only is not None:
        seen = seen.filter(pk__in=only)
    columns = ("pk", "version", "status", "editor", "changed_by", "reviewed_by")
    times = ("updated_at", "submitted_at", "reviewed_at")
    found = []
    for pk, version, status, editor, changer, reviewer, updated, submitted, reviewed in seen.values_list(
        *columns, *times
    ):
        by = changer
        if reviewed and reviewed >= updated:
            by = reviewer
        if submitted and submitted > max(updated, reviewed or updated):
            by = editor
        found.append(News(pk, version, status, by))
    return found
