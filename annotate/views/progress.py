"""How a collection stands: for those who mark in it, each as much as they may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotate import access
from annotate.presenters.charts import Part, bar, chart
from claims.models.article_lists import ArticleState
from claims.models.choices import Status
from claims.permissions import Action
from claims.queries.progress import STUCK_SHOWN, EditorRow, ReviewerRow, Standing, standing

# The order of the parts of a bar: from nothing done to all done.
PASSAGES = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.APPROVED)
READINGS = (ArticleState.IN_WORK, ArticleState.HANDED_IN, ArticleState.ACCEPTED)


@require_safe
@never_cache
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Bars, tables, a chart, and where work is stuck."""
    found = access.collection(request, slug, Action.MARK)
    shown = standing(found, viewer=access.user_of(request), role=found.role)
    context = {
        "collection": found,
        "standing": shown,
        "articles": _articles(shown),
        "passages": bar((status.value, str(status.label), shown.passages[status]) for status in PASSAGES),
        "chart": chart(shown.days),
        "editors": [_editor(row) for row in shown.editors],
        "reviewers": [_reviewer(row) for row in shown.reviewers],
        "stuck_shown": STUCK_SHOWN,
    }
    return render(request, "annotate/progress.html", context)


def _articles(shown: Standing) -> list[Part]:
    articles = shown.articles or {}
    return bar((state, str(ArticleState(state).label), number) for state, number in articles.items())


def _editor(row: EditorRow) -> dict[str, Any]:
    return {
        "row": row,
        "readings": {state.value: row.readings[state] for state in READINGS},
        "passages": {status.value: row.passages[status] for status in PASSAGES},
        "bar": bar((state.value, str(state.label), row.readings[state]) for state in READINGS),
    }


def _reviewer(row: ReviewerRow) -> dict[str, Any]:
    parts = ((Status.RETURNED, row.returned), (Status.APPROVED, row.approved))
    return {"row": row, "bar": bar((status.value, str(status.label), number) for status, number in parts)}
