"""The page an editor lives in: an article with its marks, and the cards beside it."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from annotate import access
from annotate.cards import Card, card, cards
from annotate.highlighting import Highlight, draw, stands_apart
from annotate.requests import HtmxRequest
from annotate.strip import strip
from claims.inference import infer, surroundings
from claims.language.sentences import blocks
from claims.models import Article, Assignment, Passage, User
from claims.models.opening import drawn_in, with_cards
from claims.models.recalling import recall
from claims.models.undoing import may_undo
from claims.permissions import Action, Role

FIRST_CARDS = 15  # what is in sight at first, and some; the rest come as they are scrolled to
CARDS_AT_ONCE = 40


# A long article has hundreds of kilobytes. What a mark answers is short, and quicker sent than compressed.
@require_safe
@gzip_page
def article(request: HtmxRequest, article_id: int) -> HttpResponse:
    """The whole page. `?passage=` opens one card, for those who come by a link or without JavaScript; `&comments=`
    its thread too.
    """
    found = access.article(request, article_id, Action.READ)
    user = access.user_of(request)
    drawn = drawn_in(found, user=user)
    shown = cards_of([pk for pk, *_ in drawn[:FIRST_CARDS]], found, user=user)
    opened = request.GET.get("passage", "")
    context = {
        "article": found,
        "blocks": draw(found.text, blocks(found.text), highlights(drawn, user=user, role=found.role)),
        "cards": [opened_card(each, user) if str(each.passage.pk) == opened else each for each in shown],
        "more_after": shown[-1].passage if len(shown) == FIRST_CARDS else None,
        **strip(found, user=user, is_whole=True),
        "may_undo": may_undo(article=found, by=user),
        "opens_talk": "comments" in request.GET,
    }
    return render(request, "annotate/workbench.html", context)


@require_safe
def more_cards(request: HtmxRequest, article_id: int) -> HttpResponse:
    """The next cards after the one named by `?after=`, in reading order."""
    found = access.article(request, article_id, Action.READ)
    user = access.user_of(request)
    passages = Passage.objects.in_article(found).readable_by(user).following(request.GET.get("after", ""))
    shown = cards_of(list(passages.in_order().values_list("pk", flat=True)[:CARDS_AT_ONCE]), found, user=user)
    context = {
        "article": found, "cards": shown,
        "more_after": shown[-1].passage if len(shown) == CARDS_AT_ONCE else None,
    }  # fmt: skip
    return render(request, "annotate/workbench.html#cards", context)


@require_safe
def withdrawn(request: HtmxRequest, article_id: int) -> HttpResponse:
    """One's own withdrawn passages, to look at and restore."""
    found = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    passages = Passage.objects.in_article(found).withdrawn().of(user).for_cards().in_order()
    context = {"article": found, "cards": cards(passages, user=user, role=found.role)}
    return render(request, "annotate/workbench.html#withdrawn", context)


@require_POST
def hand_in(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Hand in one's reading; refused with the list of what is incomplete."""
    found = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    try:
        assignment = Assignment.of_reader(article=found, editor=user, role=Role(found.role))
        count = assignment.hand_in(by=user)
    except ValidationError as refused:
        context = {
            "refused": refused.messages,
            "lacking": cards(getattr(refused, "passages", []), user=user, role=found.role),
            **strip(found, user=user),
        }
        if request.htmx:
            return render(request, "annotate/workbench.html#strip", context, status=422)
        messages.error(
            request, " ".join([*refused.messages, *(each.passage.exact[:60] for each in context["lacking"])])
        )
        return redirect("article", found.pk)
    done = ngettext("Handed in with %(count)s passage.", "Handed in with %(count)s passages.", count)
    messages.success(request, done % {"count": count})
    # To the page itself, so that it shows the message and the new state of every card.
    return (
        HttpResponseClientRedirect(reverse("article", args=[found.pk]))
        if request.htmx
        else redirect("article", found.pk)
    )


@require_POST
def take_hand_in_back(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Take the hand-in of one's reading back, to go on with it; refused with why it stays handed in."""
    found = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    try:
        count = recall(article=found, by=user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("article", found.pk)
    done = ngettext(
        "Taken back: %(count)s passage is yours to go on with.",
        "Taken back: %(count)s passages are yours to go on with.",
        count,
    )
    messages.success(request, done % {"count": count})
    return redirect("article", found.pk)


def cards_of(passages: list[uuid.UUID], found: Article, *, user: User) -> list[Card]:
    """The cards of these passages of the article, which the user may read."""
    return cards(with_cards(passages, article=found), user=user, role=found.role)


def opened_card(closed: Card, user: User) -> Card:
    """The same card with its fields and what is guessed for the empty ones."""
    passage = closed.passage
    guesses = infer(passage, surroundings(passage)) if closed.may_change and closed.is_mine else None
    return card(passage, user=user, role=passage.article.role, is_open=True, guesses=guesses)


def highlights(drawn: Iterable[tuple[Any, ...]], *, user: User, role: str) -> Iterator[Highlight]:
    """What the text shows of these rows of `drawn_in`."""
    for pk, mark, content, cue, source, editor in drawn:
        yield Highlight(pk, mark, content, cue, source, other=stands_apart(editor, user=user, role=role))
