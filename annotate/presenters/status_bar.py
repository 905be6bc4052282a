"""The line above an article's text: how far one's own reading is, and whose reading waits for a decision."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy

from annotate.templatetags.words import as_name, with_words
from claims.actions.assignment_create import place_refusal
from claims.actions.assignment_recall import OwnReading, own_reading
from claims.models import Article, Assignment, User
from claims.models.blind import is_blind_for
from claims.models.choices import Lack, Status
from claims.models.querysets import Progress
from claims.permissions import Action, Role, allowed
from claims.queries.next_article import next_after
from claims.queries.workbench import progress_of


def strip(found: Article, *, user: User, is_whole: bool = False) -> dict[str, Any]:
    """How far one's own reading of the article is; for a reviewer also whose reading waits. One query each.

    `is_whole`: with the whole page, and so with what stays the same while something is marked.
    """
    waiting = None
    if allowed(found.role, Action.REVIEW):
        readings = Assignment.objects.in_article(found).to_review_by(user).with_counts().with_others()
        waiting = list(readings.select_related("editor"))
    progress = progress_of(user, article=found)
    may_mark = allowed(found.role, Action.MARK) and not found.archived
    # While something is unfinished there is a hand-in to offer, unless the reading was taken away: then nothing of it
    # changes, so that this is asked only with the whole page.
    own = OwnReading()
    if may_mark and (is_whole or not progress.unfinished) and (progress.total or found.role == Role.EDITOR):
        own = own_reading(found, editor=user)
    # Somebody who has not marked anything and does not read it: asked before they read it in vain.
    taken = place_refusal(found, role=Role(found.role)) if may_mark and not own.is_there else None
    return {
        "article": found,
        "desk": reverse("article", args=[found.pk]),
        "may_mark": may_mark and not taken,
        "no_place": with_words(str(taken.message), **_names_in(taken)) if taken else "",
        "own": own,
        "may_recall": own.is_recallable and not progress.unfinished and _hides(found),
        "progress": progress,
        "next": next_after(found, editor=user) if own.handed_in_at and not progress.unfinished else None,
        "tallies": list(_tallies(progress)),
        "readings": waiting,
        "blind": _blind(found),
        "held": str(found.awaited.sentence) if waiting is not None else "",
    }


def _names_in(refused: ValidationError) -> dict[str, SafeString]:
    return {key: as_name(names) for key, names in (refused.params or {}).items()}


def _hides(found: Article) -> bool:
    """Whether the others' passages are not shown to each other, or never were hidden."""
    return not found.collection.blind or bool(found.awaited)


def _blind(found: Article) -> str:
    """What blind reading means to an editor here; nothing to say where it is not blind, or to others."""
    if not is_blind_for(found.collection, found.role):
        return ""
    if found.awaited:
        return gettext("Blind reading: you see your own passages until all readings are handed in.")
    return gettext(
        "Blind reading: all readings are handed in, so you see each other’s passages. What you add now does not count"
        " for agreement."
    )


def _tallies(progress: Progress) -> Iterator[tuple[str, str]]:
    """What is to be said of how far it is, and for what is lacking, which lack it is; nothing for no passages."""
    if progress.total:
        done = {"complete": progress.complete, "total": progress.total}
        yield gettext("%(complete)s of %(total)s complete") % done, ""
    for lack, words in _LACKS.items():
        if count := progress.lacks[lack]:
            yield words % {"count": count}, lack
    for status, words in _STATUSES.items():
        if count := progress.statuses[status]:
            yield words % {"count": count}, ""


_LACKS = {
    Lack.SPEAKER: ngettext_lazy("%(count)s needs a speaker", "%(count)s need a speaker", "count"),
    Lack.CLAIM: ngettext_lazy("%(count)s needs what it states", "%(count)s need what they state", "count"),
    Lack.DENIAL: ngettext_lazy("%(count)s needs what it denies", "%(count)s need what they deny", "count"),
}
_STATUSES = {
    Status.RETURNED: ngettext_lazy("%(count)s returned", "%(count)s returned", "count"),
    Status.SUBMITTED: ngettext_lazy("%(count)s waits for review", "%(count)s wait for review", "count"),
    Status.APPROVED: ngettext_lazy("%(count)s approved", "%(count)s approved", "count"),
}
