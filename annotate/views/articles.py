"""The articles of a collection: the list, bringing them in, what is said about each, and who reads it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access, asked, security_log
from annotate.forms.articles import AssignForm, DescriptionForm, ImportForm, shown
from annotate.http.methods import require_get_or_post
from annotate.importing import take_in
from annotate.progress import Row, rows
from annotate.security_log import Event
from claims.actions.form_save import ChangedMeanwhile
from claims.actions.statistics import refresh_after_import
from claims.models import Article, Assignment, Collection, Passage
from claims.models.article_lists import ArticleState, outlets_of
from claims.models.blind import is_blind_for
from claims.models.limits import ARTICLES
from claims.models.listing import readings_of
from claims.permissions import Action

ARTICLES_AT_ONCE = 30
IMPORTED_AT_ONCE = 200


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of articles, newest first; by words, state and outlet."""
    found = access.collection(request, slug, Action.READ)
    query, state = asked.words(request), asked.words(request, "state")
    outlet = asked.words(request, "outlet")
    is_blind = is_blind_for(found, found.role)
    chosen = found.articles.in_state(state, reader=access.user_of(request) if is_blind else None).holding(query)
    if outlet:
        chosen = chosen.from_outlet(outlet)
    after, before = asked.number(request, "after"), asked.number(request, "before")
    stretch = chosen.for_lists().stretch(size=ARTICLES_AT_ONCE, after=after, before=before)
    context = {
        "collection": found,
        "rows": _rows(request, found, stretch.articles),
        "stretch": stretch,
        "query": query,
        "state": state,
        "states": tuple((state.value, str(state.label)) for state in ArticleState),
        "outlet": outlet,
        "outlets": tuple(outlets_of(found.pk)),
        "is_filtered": bool(query or state or outlet),
        "is_blind": is_blind,
    }
    return render(request, "annotate/collection.html", context)


def _rows(request: HttpRequest, found: Collection, articles: list[Article]) -> list[Row]:
    """The articles with who reads them and how many passages they have; two queries for all of them."""
    numbers = [article.pk for article in articles]
    user = access.user_of(request)
    readable = Passage.objects.readable_in(found, user=user, role=found.role)
    readings: Iterable[tuple[Any, ...]]
    if is_blind_for(found, found.role):
        readings = Assignment.objects.in_articles(numbers).shown_to(user).in_brief().order_by("pk")
    else:
        readings = readings_of.all(articles=numbers)
    return rows(articles, readings, readable.in_articles(numbers).status_counts())


@require_get_or_post
def articles_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Import files and a pasted text; `?imported=` shows what came in from that number on."""
    found = access.collection(request, slug, Action.MANAGE)
    person = access.user_of(request)
    if request.method != "POST":
        since = asked.number(request, "imported")
        imported = found.articles.brought_by(person, since=since).for_lists() if since else found.articles.none()
        form = ImportForm(found, initial=_of_replaced(request, found))
        return _import(request, found, form, imported=imported.order_by("pk")[:IMPORTED_AT_ONCE])
    form = ImportForm(found, request.POST, request.FILES)
    if not form.is_valid():
        return _import(request, found, form, status=422)
    fields = form.described()
    title, sent = fields.pop("title"), form.cleaned_data
    outcomes = list(take_in(found, by=person, files=sent["upload"], text=sent["text"], title=title, fields=fields))
    made = [outcome.article for outcome in outcomes if outcome.article]
    refresh_after_import(Article, rows=len(made))
    if any(outcome.is_limited for outcome in outcomes):
        security_log.record(request, Event.LIMIT_REACHED, what="article", most=ARTICLES.most)
    if len(made) < len(outcomes):
        return _import(request, found, form, outcomes=outcomes, status=422)
    response = redirect("articles_import", slug=slug)
    response["Location"] += f"?imported={made[0].pk}"
    return response


def _import(
    request: HttpRequest, found: Collection, form: ImportForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"collection": found, "form": form}
    return render(request, "annotate/articles_import.html", context, status=status)


def _of_replaced(request: HttpRequest, found: Collection) -> dict[str, Any]:
    """What is said of the article that `?replaces=` names, to start from."""
    number = asked.number(request, "replaces")
    replaced = found.articles.without_text().numbered(number).first() if number else None
    return shown(replaced) | {"replaces": replaced.pk} if replaced else {}


@require_get_or_post
def article_details(request: HttpRequest, article_id: int) -> HttpResponse:
    """What is said about an article; it can be changed, the text cannot."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    form = DescriptionForm.about(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            # Another object, so that a refused title is not shown as the article's.
            rows = Article.objects.without_text().select_related("collection")
            with form.saving(found, rows=rows) as fresh:
                fresh.describe(**form.described())
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=access.user_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("article_details", article_id)
    return _details(request, found, form=form, status=form.status)


def _details(
    request: HttpRequest, found: Article, *, form: DescriptionForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "article": found,
        "collection": found.collection,
        "form": form or DescriptionForm.about(found),
        "assign_form": AssignForm(found),
        "readings": found.assignments.with_state().with_holder().with_counts().with_people().order_by("pk"),
        "passages": found.passages.count(),
        "replaced_by": found.replaced_by.without_text(),
    }
    return render(request, "annotate/article_details.html", context | more, status=status)


@require_POST
def article_archive(request: HttpRequest, article_id: int) -> HttpResponse:
    """Put it away."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    found.archive()
    messages.success(request, gettext("“%(title)s” is archived. It can be brought back.") % {"title": found.title})
    return redirect("article_details", article_id)


@require_POST
def article_bring_back(request: HttpRequest, article_id: int) -> HttpResponse:
    """Bring it back from the archive."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    found.archive(archived=False)
    messages.success(request, gettext("“%(title)s” is back in the list.") % {"title": found.title})
    return redirect("article_details", article_id)


@require_POST
def article_delete(request: HttpRequest, article_id: int) -> HttpResponse:
    """Delete an article that nobody has marked."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    try:
        found.discard()
    except ValidationError as error:
        return _details(request, found, status=422, refused=error.messages)
    messages.success(request, gettext("“%(title)s” is deleted.") % {"title": found.title})
    return redirect("collection", found.collection.slug)


@require_POST
def article_assign(request: HttpRequest, article_id: int) -> HttpResponse:
    """Give it to an editor to read."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    form = AssignForm(found, request.POST)
    if form.is_valid():
        editor = form.cleaned_data["editor"]
        try:
            Assignment.give(article=found, editor=editor, by=access.user_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("%(name)s reads this article now.") % {"name": editor.name})
            return redirect("article_details", article_id)
    return _details(request, found, status=422, assign_form=form)
