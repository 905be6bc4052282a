"""Limits on how much one person enters within an hour.

Every action that enters an actor, a claim, an article, a comment or a proposal calls `check_limit` before it stores
one. The limit counts stored rows by their maker and time, so no counter can go wrong. Rows without a maker (from
commands) are not counted, and neither are a manager's imports (`imports_freely`).
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

from claims.models import Actor, ActorProposal, Article, Claim, Comment, Membership, User
from claims.permissions import Role

WINDOW = timedelta(hours=1)
EVERY = models.Q()


@dataclass(frozen=True, slots=True)
class Limit:
    """The rows of one model that count, the setting that says how many a person may enter, and their name on screen."""

    model: type[models.Model]
    setting: str
    words: Any
    by: str = "created_by"
    # The rows that count.
    counted: models.Q = EVERY

    @property
    def most(self) -> int:
        """The number of rows that one person may enter within an hour."""
        number: int = getattr(settings, self.setting)
        return number


ACTORS = Limit(Actor, "GAINSAY_ACTORS_PER_HOUR", _("actors"), counted=models.Q(is_imported=False))
CLAIMS = Limit(Claim, "GAINSAY_CLAIMS_PER_HOUR", _("claims"))
ARTICLES = Limit(Article, "GAINSAY_ARTICLES_PER_HOUR", _("articles"))
COMMENTS = Limit(Comment, "GAINSAY_COMMENTS_PER_HOUR", _("comments"), by="author")
PROPOSALS = Limit(ActorProposal, "GAINSAY_PROPOSALS_PER_HOUR", _("proposals"))


class LimitReached(ValidationError):
    """The person has entered so much within the last hour that nothing more was stored."""

    def __init__(self, message: str, *, limit: Limit) -> None:
        self.limit = limit
        super().__init__(message, code="limit")


def check_limit(limit: Limit, *, by: User | None, new: int = 1) -> None:
    """Refuse `new` rows that would be more than the person may enter within an hour. Two queries, within a transaction.

    Raises LimitReached with a message that says when the person can go on.
    """
    if by is None:
        return
    # Locked until the rows are stored, so that many requests of one person at once are counted one after another.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    most = limit.most
    if new <= most:
        # The row that has to be an hour old before there is room for the new ones.
        in_the_way = _latest(limit, by).filter(created_at__gt=Now() - WINDOW)[most - new : most - new + 1].first()
        if in_the_way is None:
            return
        raise _refusal(limit, again=date_format(timezone.localtime(in_the_way + WINDOW), "H:i"))
    raise _refusal(limit)


def _latest(limit: Limit, by: User) -> "models.QuerySet[Any, Any]":
    found: models.QuerySet[Any, Any] = limit.model._default_manager.filter(limit.counted, **{limit.by: by}).order_by(
        "-created_at"
    )
    return found.values_list("created_at", flat=True)


def _refusal(limit: Limit, *, again: str = "") -> LimitReached:
    sentence = gettext("One person enters at most %(most)s %(things)s within an hour, and this would be more.")
    words = sentence % {"most": limit.most, "things": limit.words}
    return LimitReached(f"{words} {gettext('Go on at %(time)s.') % {'time': again}}" if again else words, limit=limit)


def imports_freely(person: User) -> bool:
    """Whether the person's imports are not counted: the person manages a collection that somebody else started.

    Their own collection does not do, since anybody may start one where everybody may. One query at most.
    """
    if person.is_collection_starter or person.is_register_editor:
        return True
    managed = Membership.objects.filter(user=person, role=Role.MANAGER)
    return bool(managed.exclude(collection__created_by=person).exists())
