"""Who reads what: many articles for several editors at once, the next one for oneself, and taking readings away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from annotate import access
from annotate.forms.assigning import AssignManyForm, TakeBackForm, moment
from annotate.http import query_params
from annotate.http.methods import require_get_or_post
from annotate.http.request import HtmxRequest
from annotate.presenters.article_progress import rows
from claims.actions.assignment_bulk import (
    NothingFree,
    Plan,
    assign_articles,
    batch,
    plan,
    remove_batch,
    why_nothing_is_free,
)
from claims.actions.assignment_create import assign_next_article
from claims.actions.assignment_remove import remove_assignment
from claims.models import Assignment, Collection, Membership, User
from claims.permissions import Action
from claims.queries.collections import readings_of

ARTICLES_AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody who can be chosen: how much they read now, whether they are chosen, and how many more they would get."""

    person: User
    role: str
    is_chosen: bool
    load: int
    more: int = 0

    @property
    def then(self) -> int:
        """How much they would read."""
        return self.load + self.more


@require_get_or_post
@never_cache
@vary_on_headers("HX-Request")
def assign(request: HtmxRequest, slug: str) -> HttpResponse:
    """Choose articles and editors, see what that would do, and do it."""
    found = access.collection(request, slug, Action.MANAGE)
    members = found.memberships.may_mark().for_lists()
    form = AssignManyForm(found, request.POST if request.method == "POST" else request.GET, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            made = assign_articles(form.wish, by=access.user_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            response = redirect("assign", slug)
            response["Location"] += f"?{urlencode({'made': made.isoformat()})}"
            return response
    return _page(request, found, form, list(members))


def _page(request: HtmxRequest, found: Collection, form: AssignManyForm, members: list[Membership]) -> HttpResponse:
    planned = _planned(form)
    stretch = form.matching.for_lists().stretch(
        size=ARTICLES_AT_ONCE,
        after=query_params.number(request, "after"),
        before=query_params.number(request, "before"),
    )
    numbers = [article.pk for article in stretch.articles]
    context = {
        "collection": found,
        "form": form,
        "shares": _shares(found, form, members, planned),
        "plan": planned,
        "total": form.matching.count(),
        "stretch": stretch,
        "rows": rows(stretch.articles, readings_of.all(articles=numbers), ()),
        "ticked": set(form.cleaned_data.get("article", ())),
        "has_articles": found.articles.current().exists(),
        **_made(request, found),
    }
    template = "annotate/assign.html#assign-choice" if request.htmx else "annotate/assign.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _planned(form: AssignManyForm) -> Plan | None:
    """What it would do; None where too little is said, and then the form says so."""
    if not form.is_valid():
        return None
    try:
        return plan(form.wish)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _shares(found: Collection, form: AssignManyForm, members: list[Membership], planned: Plan | None) -> list[Share]:
    loads = dict(Assignment.objects.in_collection(found).open_by_editor())
    more = planned.by_editor() if planned else {}
    chosen = set(form.sent.getlist("editors"))
    return [
        Share(
            each.user,
            each.role,
            is_chosen=str(each.user_id) in chosen,
            load=loads.get(each.user_id, 0),
            more=more.get(each.user_id, 0),
        )
        for each in members
    ]


def _made(request: HttpRequest, found: Collection) -> dict[str, Any]:
    """What `?made=` says was just done, with who got how much, and its way back."""
    try:
        at = moment(request.GET.get("made", ""))
    except ValidationError:
        return {}
    made = batch(found, moment=at, by=access.user_of(request))
    people = User.objects.in_bulk(list(made.by_editor))
    named = sorted((people[editor].name, count) for editor, count in made.by_editor.items())
    return {"made": made, "made_at": at.isoformat(), "made_by_name": named}


@require_POST
def assign_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what was just assigned, but for what is marked by now."""
    found = access.collection(request, slug, Action.MANAGE)
    form = TakeBackForm(request.POST)
    at: datetime | None = form.cleaned_data["made"] if form.is_valid() else None
    count = remove_batch(found, moment=at, by=access.user_of(request)) if at else 0
    if count:
        done = ngettext("%(count)s assignment is taken back.", "%(count)s assignments are taken back.", count)
        messages.success(request, done % {"count": count})
    else:
        messages.info(
            request, gettext("There is nothing to take back: it was done already, or all of it is in progress.")
        )
    return redirect("assign", slug)


@require_POST
def article_take(request: HttpRequest, slug: str) -> HttpResponse:
    """Assign oneself the next article that is free, and go there; or hear why there is none."""
    found = access.collection(request, slug, Action.MARK)
    person = access.user_of(request)
    article = assign_next_article(found, editor=person)
    if article:
        return redirect("article", article.pk)
    why = _WHY[why_nothing_is_free(found, editor=person)]()
    messages.info(request, why % {"name": found.name})
    return redirect("collection", slug) if request.POST.get("from") == "collection" else redirect("desk")


_WHY = {
    NothingFree.EMPTY: lambda: gettext("“%(name)s” has no articles yet. A manager imports them."),
    NothingFree.ALL_READ: lambda: gettext("You have every article of “%(name)s” already, so there is no next one."),
    NothingFree.ALL_TAKEN: lambda: gettext(
        "No article is free in “%(name)s” just now: those that you do not read have all their readers."
    ),
}


@require_get_or_post
@never_cache
def assignment_take_away(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """End a reading, after a page that says what is in it and that it stays."""
    assignment = access.assignment(request, assignment_id, Action.MANAGE)
    if request.method != "POST":
        counted = Assignment.objects.numbered(assignment.pk).with_counts().get()
        context = {"assignment": assignment, "counts": counted, "article": assignment.article}
        return render(request, "annotate/assignment_take_away.html", context)
    try:
        stays = remove_assignment(assignment, by=access.user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("article_details", assignment.article_id)
    message = gettext("%(name)s does not read this article any more.")
    if stays:
        message = gettext("%(name)s does not read this article any more. What was marked stays; you can give it back.")
    messages.success(request, message % {"name": assignment.editor.name})
    return redirect("article_details", assignment.article_id)
