"""How much one person enters within an hour. Every verb that enters an actor, a claim, an article, a comment or a
proposal calls `check_limit` before it stores one; nothing else counts.

What is counted are rows that are there, by who made them and when, so no counter can go wrong. Commands make things
in nobody's name and are not counted; neither is what a manager imports (`imports_freely`).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.common import rows_of
from claims.models.people import User
from claims.permissions import Role

WINDOW = timedelta(hours=1)
EVERY = models.Q()


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted: rows of a model, by who made them; the setting says how many; and what people call them."""

    model: str
    setting: str
    words: Any
    by: str = "created_by"
    # Which of them count.
    counted: models.Q = EVERY

    @property
    def most(self) -> int:
        """How many one person enters within an hour."""
        number: int = getattr(settings, self.setting)
        return number


ACTORS = Limit("Actor", "GAINSAY_ACTORS_PER_HOUR", _("actors"), counted=models.Q(is_imported=False))
CLAIMS = Limit("Claim", "GAINSAY_CLAIMS_PER_HOUR", _("claims"))
ARTICLES = Limit("Article", "GAINSAY_ARTICLES_PER_HOUR", _("articles"))
COMMENTS = Limit("Comment", "GAINSAY_COMMENTS_PER_HOUR", _("comments"), by="author")
PROPOSALS = Limit("ActorProposal", "GAINSAY_PROPOSALS_PER_HOUR", _("proposals"))


class LimitReached(ValidationError):
    """Nothing was entered, since the person entered so much within the last hour."""

    def __init__(self, message: str, *, limit: Limit) -> None:
        self.limit = limit
        super().__init__(message, code="limit")


def check_limit(limit: Limit, *, by: User | None, new: int = 1) -> None:
    """Refuse `new` rows that would be more than the person may enter within an hour. Two queries, within a transaction.

    Raises LimitReached, which says when it can go on.
    """
    if by is None:
        return
    # Locked until the rows are stored, so that many requests of one person at once are counted one after another.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    most = limit.most
    if new <= most:
        # The one that has to be an hour old before there is room again.
        in_the_way = _latest(limit, by).filter(created_at__gt=Now() - WINDOW)[most - new : most - new + 1].first()
        if in_the_way is None:
            return
        raise _refusal(limit, again=date_format(timezone.localtime(in_the_way + WINDOW), "H:i"))
    raise _refusal(limit)


def _latest(limit: Limit, by: User) -> "models.QuerySet[Any, Any]":
    found: models.QuerySet[Any, Any] = (
        rows_of(limit.model).filter(limit.counted, **{limit.by: by}).order_by("-created_at")
    )
    return found.values_list("created_at", flat=True)


def _refusal(limit: Limit, *, again: str = "") -> LimitReached:
    sentence = gettext("One person enters at most %(most)s %(things)s within an hour, and this would be more.")
    words = sentence % {"most": limit.most, "things": limit.words}
    return LimitReached(f"{words} {gettext('Go on at %(time)s.') % {'time': again}}" if again else words, limit=limit)


def imports_freely(person: User) -> bool:
    """Whether what the person imports is not counted: managers', but not by a collection that one started oneself.

    Else anybody could make themselves a manager where everybody may start collections. One query at most.
    """
    if person.is_named or person.is_register_editor:
        return True
    managed = rows_of("Membership").filter(user=person, role=Role.MANAGER)
    return bool(managed.exclude(collection__created_by=person).exists())
