"""What a change of a passage answers: the fragments of the workbench that it touched.

To a browser that marks: the card, the touched blocks, the strip, and the versions of passages that the change nested
anew. Without JavaScript: the article's page again.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from annotate import access
from annotate.forms.passages import StampForm
from annotate.http.quotas import note_limit
from annotate.http.request import HtmxRequest
from annotate.presenters.article_text import Highlight, blocks_around, draw, stands_apart
from annotate.presenters.cards import open_card
from annotate.presenters.status_bar import strip
from claims.actions.refusals import AlreadyDone, Stale
from claims.history import Entry, changes_since
from claims.models import Passage, User
from claims.models.querysets import Brief
from claims.queries.passage_lacks import lacks_of
from claims.queries.workbench import passages_between
from claims.spans import Spans
from claims.suggestions.inference import REACH, infer
from claims.text.sentences import Block

type Change = Callable[[dict[str, Any]], "list[Passage] | None"]


def place_of(passage: Passage) -> str:
    """The address of the article with this passage open."""
    article = reverse("article", kwargs={"article_id": passage.article_id})
    return f"{article}?passage={passage.pk}#passage-{passage.pk}"


def change(
    request: HtmxRequest,
    passage: Passage,
    form: StampForm,
    verb: Change,
    *,
    touched: Callable[[], Iterable[Spans]] = list,
) -> HttpResponse:
    """Do one verb, and answer what changed: 409 with the fresh card for a stale version, 422 with what is wrong."""
    if not form.is_valid():
        return answer(
            request,
            passage,
            error=" ".join(str(each) for errors in form.errors.values() for each in errors),
            status=422,
        )
    try:
        moved = verb(form.stamp()) or []
    except AlreadyDone:
        moved = []
    except Stale:
        reader = access.user_of(request)
        differs = changes_since(passage, version=form.cleaned_data["version"], reader=reader)
        return answer(request, passage, stale=True, differs=differs, touched=[passage.content], status=409)
    except ValidationError as error:
        note_limit(request, error)
        asked = form.cleaned_data.get("mark", "") if error.code == "denials" else ""
        return answer(request, passage, error=" ".join(error.messages), asked_mark=asked, status=422)
    return answer(request, passage, touched=touched(), moved=moved)


def answer(
    request: HtmxRequest,
    passage: Passage,
    *,
    touched: Iterable[Spans] = (),
    moved: Iterable[Passage] = (),
    error: str = "",
    asked_mark: str = "",
    stale: bool = False,
    differs: Iterable[Entry] = (),
    status: int = 200,
) -> HttpResponse:
    """The fragments that changed, or without JavaScript the article's page again.

    `stale`: the passage is not what was seen; `differs` says what others did to it since.
    """
    if not request.htmx:
        if error or stale:
            told = "".join(f" {entry.full_sentence}" for entry in differs)
            messages.error(request, error or gettext("This passage was changed meanwhile. Look at it again.") + told)
        return redirect(place_of(passage))
    context = fragments(passage, user=access.user_of(request), touched=touched, error=error, asked_mark=asked_mark)
    context |= {"moved": moved, "stale": stale, "differs": differs}
    return render(request, "annotate/workbench.html#answer", context, status=status)


def fragments(
    passage: Passage, *, user: User, touched: Iterable[Spans] = (), error: str = "", asked_mark: str = ""
) -> dict[str, Any]:
    """What the fragment `answer` is drawn from: the open card, the touched blocks, the strip."""
    article = passage.article
    article.role = getattr(article, "role", None) or passage.role
    fresh = passage if passage.knows_parts else Passage.objects.for_cards().get(pk=passage.pk)
    fresh.article = article
    wanted = blocks_around(article.text, touched)
    around = near(fresh, wanted, user=user)
    highlights = [
        Highlight.of(each, other=stands_apart(each.editor_id, user=user, role=article.role)) for each in around
    ]
    # One that was just made complete needs no guess.
    is_guessed = fresh.editor_id == user.pk and (lacks_of(fresh) or not passage.knows_parts)
    return {
        "card": open_card(
            fresh,
            user=user,
            role=article.role,
            error=error,
            asked_mark=asked_mark,
            guesses=infer(fresh, around) if is_guessed else None,
        ),
        "blocks": draw(article.text, wanted, highlights),
        **strip(article, user=user),
    }


def near(passage: Passage, drawn: list[Block], *, user: User) -> list[Brief]:
    """What the drawn blocks show and what guesses rest on; one query whatever the article's length."""
    start = min([max(0, passage.content.start - REACH), *(block.start for block in drawn)])
    end = max([passage.content.end, *(block.end for block in drawn)])
    return passages_between(start, end, article=passage.article, user=user)
