"""My desk: what to do next, whatever one's role."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate import access
from annotate.http import query_params
from annotate.presenters.returned_work import by_article
from claims.actions.collection_create import may_create_collection
from claims.models import Article, Assignment, Collection, Membership, Passage, User
from claims.permissions import Action, allowed
from claims.queries.articles import free_articles_in_each
from claims.queries.collections import with_contents
from claims.queries.comments import comments_waiting_for
from claims.queries.finished_readings import finished_readings, with_outcomes
from claims.queries.proposals import answered_lately, to_decide_by
from claims.queries.recently_settled import lately_settled

SHOWN = 20  # of each kind of work; the rest comes when these are done
FREE_SHOWN = 3  # articles of each collection
COLLECTIONS_SHOWN = 30
FINISHED_AT_ONCE = 50
MOST_FINISHED = 5_000  # readings that can be leafed through
MOST_WAITING = 1_000  # readings that are counted


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Returned work first, then comments, what was mended, one's articles, what waits for review, what is free."""
    user = access.user_of(request)
    mine = with_contents(Collection.objects.visible_to(user)).with_unseen()
    collections = list(mine.for_lists()[:COLLECTIONS_SHOWN])
    reviews = any(allowed(each.role, Action.REVIEW) for each in collections)
    context = _own_work(user) | {
        "collections": collections,
        "added": _added(user, collections),
        "shown": SHOWN,
        "free": _free(user, collections),
        "most_waiting": MOST_WAITING,
        "waiting": _waiting(user) if reviews or len(collections) == COLLECTIONS_SHOWN else 0,
        "reviews": reviews,
        "marks": any(allowed(each.role, Action.MARK) for each in collections),
        "empty": [each for each in collections if _needs_articles(each)],
        "proposals": len(to_decide_by(user)) if user.is_register_editor else 0,
        "answered": answered_lately(user),
        "may_start": may_create_collection(user),
    }
    context["is_done"] = not any(
        context[kind]
        for kind in (
            *("added", "returned", "comments", "mended", "settled", "assignments", "free", "waiting", "empty"),
            *("proposals", "answered"),
        )
    )
    return render(request, "annotate/desk.html", context)


@require_safe
def finished(request: HttpRequest) -> HttpResponse:
    """One's own readings that are handed in, and what became of them."""
    readings = finished_readings(access.user_of(request))
    page = query_params.page(request, readings, size=FINISHED_AT_ONCE, most=MOST_FINISHED)
    return render(request, "annotate/finished.html", {"page": page, "readings": with_outcomes(page)})


def _own_work(user: User) -> dict[str, Any]:
    """What waits for this person as an editor, and what others wrote to them; five queries."""
    own = Passage.objects.visible_to(user).of(user).of_current_articles().not_taken_away().for_desk()
    mine = Assignment.objects.visible_to(user).of(user).of_current_articles().unfinished()
    return {
        "returned": by_article(own.returned().with_mending().order_by("reviewed_at")[:SHOWN]),
        "comments": list(comments_waiting_for(user).for_desk()[:SHOWN]),
        "mended": own.mended_for(user).order_by("updated_at")[:SHOWN],
        "settled": list(lately_settled(user)[:SHOWN]),
        "assignments": mine.with_counts().for_lists().order_by("created_at", "pk")[:SHOWN],
    }


def _added(user: User, collections: list[Collection]) -> list[Membership]:
    """The memberships that others made for the person; asked for only if there may be one."""
    if len(collections) < COLLECTIONS_SHOWN and not any(each.unseen for each in collections):
        return []
    return list(Membership.objects.unseen_by(user)[:SHOWN])


def _waiting(user: User) -> int:
    """How many readings wait for this person's review; so many at most, since more make no difference to anybody."""
    return Assignment.objects.to_review_by(user).reviewable()[:MOST_WAITING].count()


def _free(user: User, collections: list[Collection]) -> list[tuple[Collection, list[Article]]]:
    """The collections with a free article, each with the few that are given out first."""
    marked = [each for each in collections if allowed(each.role, Action.MARK)]
    articles = free_articles_in_each(marked, editor=user, most=FREE_SHOWN)
    by_collection = {each.pk: [found for found in articles if found.collection_id == each.pk] for each in marked}
    return [(each, by_collection[each.pk]) for each in marked if by_collection[each.pk]]


def _needs_articles(collection: Collection) -> bool:
    return allowed(collection.role, Action.MANAGE) and not collection.has_articles  # type: ignore[attr-defined]
