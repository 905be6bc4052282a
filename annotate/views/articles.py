"""The articles of a collection: the list, bringing them in, what is said about each, and who reads it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.articles import AssignForm, DescriptionForm, ImportForm, shown
from annotate.forms.sent_texts import sent_texts
from annotate.http import query_params, security_log
from annotate.http.methods import require_get_or_post
from annotate.http.security_log import Event
from annotate.presenters.article_progress import Row, rows
from claims.actions.article_archive import archive_article
from claims.actions.article_delete import delete_article
from claims.actions.article_edit import edit_article
from claims.actions.assignment_create import assign_article
from claims.actions.entry_limits import ARTICLES, imports_freely
from claims.actions.form_save import ChangedMeanwhile
from claims.actions.statistics import refresh_after_import
from claims.exchange.import_articles import import_article
from claims.models import Article, Assignment, Collection, Passage
from claims.models.article_lists import ArticleState
from claims.models.blind import is_blind_for
from claims.permissions import Action, allowed
from claims.queries.articles import articles_in_state, outlets_of
from claims.queries.collections import readings_of
from claims.queries.language_origin import language_origin

ARTICLES_AT_ONCE = 30
IMPORTED_AT_ONCE = 200


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of articles, newest first; by words, state and outlet."""
    found = access.collection(request, slug, Action.READ)
    query, state = query_params.words(request), query_params.words(request, "state")
    outlet = query_params.words(request, "outlet")
    is_blind = is_blind_for(found, found.role)
    chosen = articles_in_state(found.articles, state, reader=access.user_of(request) if is_blind else None).holding(
        query
    )
    if outlet:
        chosen = chosen.from_outlet(outlet)
    after, before = query_params.number(request, "after"), query_params.number(request, "before")
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
        "doubles": found.articles.doubles() if allowed(found.role, Action.MANAGE) else [],
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
        since = query_params.number(request, "imported")
        brought = found.articles.brought_by(person, since=since) if since else found.articles.none()
        imported = list(brought.for_import_report().order_by("pk")[:IMPORTED_AT_ONCE])
        form = ImportForm(found, initial=_of_replaced(request, found))
        undetected = query_params.numbers(request, "undetected")
        return _import(request, found, form, imported=imported, undetected=undetected)
    form = ImportForm(found, request.POST, request.FILES)
    if not form.is_valid():
        return _import(request, found, form, status=422)
    fields = form.described()
    title, sent = fields.pop("title"), form.cleaned_data
    sources = sent_texts(files=sent["upload"], text=sent["text"], title=title)
    is_limited = not imports_freely(person)
    outcomes = [import_article(each, collection=found, by=person, is_limited=is_limited, **fields) for each in sources]
    made = [outcome.article for outcome in outcomes if outcome.article]
    refresh_after_import(Article, rows=len(made))
    if any(outcome.is_limited for outcome in outcomes):
        security_log.record(request, Event.LIMIT_REACHED, what="article", most=ARTICLES.most)
    if len(made) < len(outcomes):
        return _import(request, found, form, outcomes=outcomes, imported=made, status=422)
    response = redirect("articles_import", slug=slug)
    undetected = [outcome.article.pk for outcome in outcomes if outcome.article and outcome.is_language_taken]
    response["Location"] += "?" + urlencode({"imported": made[0].pk, "undetected": undetected}, doseq=True)
    return response


def _import(
    request: HttpRequest,
    found: Collection,
    form: ImportForm,
    *,
    imported: Iterable[Article] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    same_address = found.articles.at_addresses({article.url for article in imported})
    context |= {"collection": found, "form": form, "imported": imported, "same_address": same_address}
    return render(request, "annotate/articles_import.html", context, status=status)


def _of_replaced(request: HttpRequest, found: Collection) -> dict[str, Any]:
    """What is said of the article that `?replaces=` names, to start from."""
    number = query_params.number(request, "replaces")
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
                edit_article(fresh, **form.described())
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
        "language_origin": language_origin(found),
        "replaced_by": found.replaced_by.without_text(),
        "same_address": [
            other
            for together in found.collection.articles.at_addresses([found.url])
            for other in together
            if other.pk != found.pk
        ],
    }
    return render(request, "annotate/article_details.html", context | more, status=status)


@require_POST
def article_archive(request: HttpRequest, article_id: int) -> HttpResponse:
    """Put it away."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    archive_article(found)
    messages.success(request, gettext("“%(title)s” is archived. It can be brought back.") % {"title": found.title})
    return redirect("article_details", article_id)


@require_POST
def article_bring_back(request: HttpRequest, article_id: int) -> HttpResponse:
    """Bring it back from the archive."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    archive_article(found, archived=False)
    messages.success(request, gettext("“%(title)s” is back in the list.") % {"title": found.title})
    return redirect("article_details", article_id)


@require_POST
def article_delete(request: HttpRequest, article_id: int) -> HttpResponse:
    """Delete an article that nobody has marked."""
    found = access.article_to_describe(request, article_id, Action.MANAGE)
    try:
        delete_article(found)
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
            assign_article(found, editor=editor, by=access.user_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, gettext("%(name)s reads this article now.") % {"name": editor.name})
            return redirect("article_details", article_id)
    return _details(request, found, status=422, assign_form=form)
