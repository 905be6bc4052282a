"""While somebody looks at an article, others change it: that they do, and what stands there now."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from annotate import access
from annotate.http import query_params
from annotate.http.request import HtmxRequest
from annotate.presenters.article_text import blocks_around, draw
from annotate.presenters.status_bar import strip
from annotate.views.workbench import cards_of, highlights, opened_card
from claims.models import User
from claims.models.choices import LIVE
from claims.permissions import Action
from claims.queries.recent_changes import News, news_of
from claims.queries.workbench_opening import drawn_in
from claims.spans import Spans
from claims.text.enumeration import enumeration

PASSAGES_AT_ONCE = 40
LONGEST_AGO = 7 * 24 * 3600  # seconds; a page that was open for longer is told of that much


@require_safe
def news(request: HtmxRequest, article_id: int) -> HttpResponse:
    """What changed in the last `?seconds=`, and who is at it; 204 when nothing did. With `?passage=`, of these."""
    article = access.article_to_describe(request, article_id, Action.READ)
    user = access.user_of(request)
    seconds = min(query_params.number(request, "seconds") or 0, LONGEST_AGO)
    only = query_params.uuids(request, "passage")
    found = news_of(article, user=user, seconds=seconds, only=only or None)
    if not found:
        return HttpResponse(status=204)
    context = {"article": article, "news": found, "live": LIVE, "said": " ".join(_said(found, user))}
    return render(request, "annotate/news.html", context)


def _said(found: list[News], user: User) -> list[str]:
    """Who changed how much: others, and oneself in another window."""
    mine = sum(each.by == user.pk for each in found)
    others = User.objects.in_bulk({each.by for each in found} - {user.pk})
    sentences = []
    if others:
        count = len(found) - mine
        working = ngettext("%(names)s is working here too", "%(names)s are working here too", len(others))
        changed = ngettext("%(count)s passage changed", "%(count)s passages changed", count)
        names = enumeration(sorted(person.name for person in others.values()))
        sentences.append(f"{working % {'names': names}}: {changed % {'count': count}}.")
    if mine:
        changed = ngettext(
            "You changed %(count)s passage in another window.",
            "You changed %(count)s passages in another window.",
            mine,
        )
        sentences.append(changed % {"count": mine})
    return sentences


@require_safe
def fresh(request: HtmxRequest, article_id: int) -> HttpResponse:
    """How the passages named by `?passage=` stand now, with the blocks of text around them.

    `?open=` is the one that is open; `?block=` are blocks where one of them stood, by their first code point. Of one
    that the user may not see, or that is withdrawn, nothing comes.
    """
    found = access.article(request, article_id, Action.READ)
    user = access.user_of(request)
    wanted = set(query_params.uuids(request, "passage")[:PASSAGES_AT_ONCE])
    drawn = drawn_in(found, user=user)
    opened = request.GET.get("open", "")
    shown = cards_of([pk for pk, *_ in drawn if pk in wanted], found, user=user)
    touched = [spans for pk, _mark, *around, _editor, _status, _names in drawn if pk in wanted for spans in around]
    stood = (start for start in query_params.numbers(request, "block") if start < len(found.text))
    touched += [Spans.of([(start, start + 1)]) for start in stood]
    context: dict[str, Any] = {
        "cards": [opened_card(each, user) if str(each.passage.pk) == opened else each for each in shown],
        "blocks": draw(
            found.text, blocks_around(found.text, touched), list(highlights(drawn, user=user, role=found.role))
        ),
        **strip(found, user=user),
    }
    return render(request, "annotate/news.html#fresh", context)
