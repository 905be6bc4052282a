"""One search for articles, claims and actors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate import access, asked
from annotate.views.claims import with_sides
from claims.models import Actor, Article, Claim, Passage
from claims.models.blind import reads_blind

FIRST = 5  # of each kind, before "all …"
ARTICLES_AT_ONCE = 30
MOST_ARTICLES = 1_000  # that are counted and can be leafed through; more words find fewer


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The first few of each kind; `?kind=articles` lists all articles, across one's collections."""
    user = access.user_of(request)
    query = asked.words(request)
    context: dict[str, Any] = {"query": query, "kind": asked.words(request, "kind")}
    if not query:
        return render(request, "annotate/search.html", context)
    articles = Article.objects.visible_to(user).in_state("").holding(query).newest_first().for_results()
    if context["kind"] == "articles":
        context["page"] = asked.page(request, articles, size=ARTICLES_AT_ONCE, most=MOST_ARTICLES)
        return render(request, "annotate/search.html", context)
    # One more than is shown tells whether there are others.
    blind = reads_blind(user)
    claims = Claim.objects.visible_to(user).known_to(user, blind=blind).matching(query).for_lists()[: FIRST + 1]
    context |= {
        "articles": articles[: FIRST + 1],
        "claims": with_sides(list(claims), Passage.objects.readable_by(user, blind=blind)),
        "actors": Actor.objects.known_to(user, blind=blind).matching(query).for_lists()[: FIRST + 1],
        "first": FIRST,
    }
    return render(request, "annotate/search.html", context)
