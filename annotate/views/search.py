"""One search: articles by their text and passages by their words, claims and actors."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate import access
from annotate.http import query_params
from annotate.presenters.found import FoundArticle, FoundPassage, found_articles, found_passages
from annotate.views.claims import with_sides
from claims.models import Actor, Article, Claim, Collection, Passage
from claims.models.blind import reads_blind
from claims.permissions import Action
from claims.queries.search import articles_found, in_articles, in_passages, passages_found

FIRST = 5  # of each kind, before "all …"
AT_ONCE = 20  # articles, or passages
MOST = 1_000  # articles or passages that are counted and can be leafed through; more words find fewer
COLLECTIONS_LISTED = 100  # to choose one from


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The first few of each kind; `?kind=articles` or `passages` lists all; `?collection=` looks in that one."""
    user = access.user_of(request)
    query, slug = query_params.words(request), query_params.words(request, "collection")
    collection = access.collection(request, slug, Action.READ) if slug else None
    context: dict[str, Any] = {
        "query": query, "kind": query_params.words(request, "kind"), "collection": collection, "first": FIRST,
        "collections": Collection.objects.visible_to(user).for_lists()[:COLLECTIONS_LISTED],
    }  # fmt: skip
    if not query:
        return render(request, "annotate/search.html", context)
    blind = reads_blind(user)
    articles = articles_found(query, user=user, collection=collection)
    passages = passages_found(query, user=user, blind=blind, collection=collection)
    match context["kind"]:
        case "articles":
            context["page"] = page = query_params.page(request, articles, size=AT_ONCE, most=MOST)
            context["articles"] = _articles(page, query)
        case "passages":
            context["page"] = page = query_params.page(request, passages, size=AT_ONCE, most=MOST)
            context["passages"] = _passages(page, query)
        case _:
            # One more than is shown tells whether there are others.
            claims = Claim.objects.visible_to(user).known_to(user, blind=blind)
            claims = claims.of(collection.pk) if collection else claims
            found = list(claims.matching(query).for_lists()[: FIRST + 1])
            context |= {
                "articles": _articles(articles[: FIRST + 1], query),
                "passages": _passages(passages[: FIRST + 1], query),
                "claims": with_sides(found, Passage.objects.readable_by(user, blind=blind)),
                "actors": Actor.objects.known_to(user, blind=blind).matching(query).for_lists()[: FIRST + 1],
            }
    return render(request, "annotate/search.html", context)


def _articles(found: Iterable[Article], query: str) -> list[FoundArticle]:
    articles = list(found)
    return found_articles(articles, in_articles(articles, query))


def _passages(found: Iterable[Passage], query: str) -> list[FoundPassage]:
    passages = list(found)
    return found_passages(passages, in_passages(passages, query))
