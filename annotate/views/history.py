"""Who changed what and when: of a passage, a claim, an actor, an article. Shown, never changed, here."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.http import query_params
from annotate.http.request import HtmxRequest
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.passage_withdraw import may_restore_passage
from claims.history import actor_story, approvals, article_story, claim_story, known_to, passage_stories
from claims.models import Assignment, Passage
from claims.permissions import Action, RegisterAction, allowed
from claims.queries.register import may

PASSAGES_AT_ONCE = 20
ENTRIES_AT_ONCE = 100
IN_BRIEF = 3  # entries of each passage, the last ones


@require_safe
def passage_history(request: HtmxRequest, passage_id: uuid.UUID) -> HttpResponse:
    """The story of a passage; to who only reads, the approval that holds."""
    passage = access.passage_to_look_back(request, passage_id)
    [whole] = passage_stories([passage]).values()
    marks, user = allowed(passage.role, Action.MARK), access.user_of(request)
    passage.article.role = passage.role
    # In a card the last entries are enough; the page has them all.
    story = whole if marks else approvals(whole)
    page = query_params.page(request, story[-ENTRIES_AT_ONCE:] if request.htmx else story, size=ENTRIES_AT_ONCE)
    context = {
        "passage": passage,
        "article": passage.article,
        "page": page,
        "story": list(page),
        "may_mark": marks,
        "may_restore": may_restore_passage(passage, user),
    }
    return render(request, f"annotate/passage_history.html{'#passage-story' if request.htmx else ''}", context)


@require_safe
def article_history(request: HttpRequest, article_id: int) -> HttpResponse:
    """The story of an article and its readings, then its passages' in brief."""
    article = access.article_to_describe(request, article_id, Action.READ)
    user = access.user_of(request)
    marks, reviews = allowed(article.role, Action.MARK), allowed(article.role, Action.REVIEW)
    seen = Passage.objects.in_article(article).seen_by(user).in_order()
    page = query_params.page(request, seen.select_related("editor"), size=PASSAGES_AT_ONCE)
    stories = passage_stories(page)
    story = article_story(article, user=user) if marks else []
    entries = query_params.page(request, story, size=ENTRIES_AT_ONCE, name="entries")
    context = {
        "article": article,
        "collection": article.collection,
        "story": list(entries),
        "entries": entries,
        "page": page,
        "passages": [_brief(passage, stories[passage.pk], whole=marks) for passage in page],
        "may_mark": marks,
        "left": Assignment.objects.in_article(article).left_behind() if reviews else [],
    }
    return render(request, "annotate/article_history.html", context)


def _brief(passage: Passage, story: list[Any], *, whole: bool) -> dict[str, Any]:
    shown = story if whole else approvals(story)
    return {"passage": passage, "story": shown[-IN_BRIEF:], "earlier": len(shown[:-IN_BRIEF])}


@require_safe
def claim_history(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The story of a claim: its words, its note, what was merged into it."""
    claim = access.claim(request, claim_id, Action.READ)
    user = access.user_of(request)
    story = claim_story(claim, known=known_to(user), reader=user)
    page = query_params.page(request, story, size=ENTRIES_AT_ONCE)
    context = {"claim": claim, "collection": claim.collection, "page": page, "story": list(page)}
    return render(request, "annotate/claim_history.html", context)


@require_safe
def actor_history(request: HttpRequest, actor_id: int) -> HttpResponse:
    """The story of an entry of the register: its names, where it belongs, what was merged into it."""
    actor = access.actor(request, actor_id)
    user = access.user_of(request)
    page = query_params.page(request, actor_story(actor, known=known_to(user), reader=user), size=ENTRIES_AT_ONCE)
    may_undo = not actor.merged_into_id and may(user, RegisterAction.DESCRIBE, actor)
    context = {"actor": actor, "page": page, "story": list(page), "may_undo": may_undo}
    return render(request, "annotate/actor_history.html", context)


@require_POST
def hand_in_left(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Hand in for review what somebody left behind who marks nothing here any more."""
    assignment = access.assignment(request, assignment_id, Action.REVIEW)
    try:
        count = hand_in_reading(assignment, by=access.user_of(request))
    except PermissionDenied:
        # Its editor is there, or there again.
        kept = gettext("%(name)s still works here, and hands it in.")
        messages.error(request, kept % {"name": assignment.editor.name})
        return redirect("article_history", assignment.article_id)
    done = ngettext(
        "%(count)s passage is handed in for %(name)s. Another reviewer approves it.",
        "%(count)s passages are handed in for %(name)s. Another reviewer approves them.",
        count,
    )
    messages.success(request, done % {"count": count, "name": assignment.editor.name})
    return redirect("article_history", assignment.article_id)
