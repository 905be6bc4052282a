"""The page an editor lives in: an article with its marks, and the cards beside it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
from annotate.http.request import HtmxRequest
from annotate.presenters.article_text import Highlight, description, draw, labels, stands_apart
from annotate.presenters.cards import Card, cards, open_card
from annotate.presenters.paragraph_languages import with_languages
from annotate.presenters.script_words import words
from annotate.presenters.status_bar import strip
from claims.actions.assignment_create import get_or_create_assignment
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.assignment_recall import recall_reading
from claims.actions.undo import may_undo
from claims.models import Article, Passage, User
from claims.permissions import Action, Role
from claims.queries.workbench_opening import drawn_in, with_cards
from claims.suggestions.inference import infer, surroundings
from claims.text.segments import segments
from claims.text.sentences import blocks

FIRST_CARDS = 15  # in sight at first, and some; the browser fetches the rest as soon as the page is painted
CARDS_AT_ONCE = 100


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
    opened = request.GET.get("passage", "")
    first = [pk for pk, *_ in drawn[:FIRST_CARDS]]
    # The card that opens comes with the page, wherever its passage stands.
    further = [pk for pk, *_ in drawn[FIRST_CARDS:] if str(pk) == opened]
    shown = cards_of(first + further, found, user=user)
    cut = blocks(found.text)
    painted = draw(found.text, cut, highlights(drawn, user=user, role=found.role))
    line = strip(found, user=user, is_whole=True)
    context = {
        "article": found,
        "blocks": with_languages(found.text, found.language, cut, painted),
        "cards": [opened_card(each, user) if str(each.passage.pk) == opened else each for each in shown],
        "passages_shown": len(drawn),
        "more_after": shown[FIRST_CARDS - 1].passage if len(drawn) > FIRST_CARDS else None,
        **line,
        "segments": segments(found.text),
        # Whoever has no reading of it has done nothing in it.
        "may_undo": line["own"].is_there and may_undo(article=found, by=user),
        "opens_talk": "comments" in request.GET,
        # Without JavaScript the words that are guessed come into the field so.
        "edits_claim": request.GET.get("words") == "claim",
        "words": words(),
    }
    return render(request, "annotate/workbench.html", context)


@require_safe
@gzip_page
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
    context = {"article": found, "cards": cards(passages, article=found, user=user, role=found.role)}
    return render(request, "annotate/workbench.html#withdrawn", context)


@require_POST
def hand_in(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Hand in one's reading; refused with the list of what is incomplete."""
    found = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    try:
        assignment = get_or_create_assignment(found, editor=user, role=Role(found.role))
        count = hand_in_reading(assignment, by=user)
    except ValidationError as refused:
        context = {
            "refused": refused.messages,
            "lacking": cards(getattr(refused, "passages", []), article=found, user=user, role=found.role),
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
        count = recall_reading(found, by=user)
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
    return cards(with_cards(passages, article=found), article=found, user=user, role=found.role)


def opened_card(closed: Card, user: User) -> Card:
    """The same card with its fields and what is guessed for the empty ones."""
    passage = closed.passage
    guesses = infer(passage, surroundings(passage)) if closed.may_change and closed.is_mine else None
    opened = open_card(passage, user=user, role=passage.article.role, guesses=guesses)
    return replace(opened, language=closed.language)


def highlights(drawn: Iterable[tuple[Any, ...]], *, user: User, role: str) -> Iterator[Highlight]:
    """What the text shows of these rows of `drawn_in`."""
    named = labels()
    for pk, mark, content, cue, source, editor, status, speakers in drawn:
        other = stands_apart(editor, user=user, role=role)
        yield Highlight(pk, mark, content, cue, source, other, description(mark, speakers, status, named=named))
