"""Where two readings of an article are settled: the page, and one address for each decision."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from annotate import access
from annotate.forms import adjudication
from annotate.http import query_params
from annotate.http.request import HtmxRequest
from annotate.http.security_log import Event, record
from annotate.presenters.adjudication import at, comparison, lines, pairs_of
from annotate.presenters.adjudication_messages import agreed_on, returned, taken
from annotate.presenters.adjudication_text import draw_both
from annotate.presenters.paragraph_languages import with_languages
from annotate.presenters.workbench_response import place_of
from claims.actions import adjudicate, assignment_accept
from claims.actions.adjudicate_claims import join_claims as make_one
from claims.actions.refusals import AlreadyDone, Stale
from claims.models import Article, Passage
from claims.permissions import Action
from claims.text.enumeration import enumeration
from claims.text.sentences import blocks


@require_safe
@never_cache
@gzip_page
def settle(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Two readings over one text, with what either has at each place."""
    article = access.article(request, article_id, Action.REVIEW)
    context = _context(request, article)
    if context["places"] is not None:
        cut = blocks(article.text)
        drawn = draw_both(article.text, cut, lines(context["places"]))
        context["blocks"] = with_languages(article.text, article.language, cut, drawn)
    return render(request, "annotate/adjudication.html", context)


@require_POST
def approve_one(request: HtmxRequest, article_id: int) -> HttpResponse:
    """One of the two stands for both."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.ChoiceForm(request.POST)
    return _decide(
        request, article, form,
        lambda: adjudicate.approve_one(
            article, chosen=form.chosen_one, other=form.other_one, by=access.user_of(request),
            reason=form.cleaned_data["reason"],
        ),
        said=lambda: taken(form.chosen_one, form.other_one),
    )  # fmt: skip


@require_POST
def approve_both(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Both stand, as two passages."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.PlaceForm(request.POST)
    return _decide(
        request, article, form, lambda: adjudicate.approve_both(article, both=form.seen, by=access.user_of(request)),
        said=lambda: gettext("Both stand, as two passages."),
    )  # fmt: skip


@require_POST
def approve_agreeing(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Approve what both readings say alike, in one go."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.PairsForm(request.POST)
    done: list[adjudicate.Agreed] = []
    return _decide(
        request, article, form,
        lambda: done.append(
            adjudicate.approve_agreeing(article, pairs=form.cleaned_data["pair"], by=access.user_of(request))
        ),
        said=lambda: agreed_on(done[0]),
    )  # fmt: skip


@require_POST
def return_one(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Return one of them to its editor, with a reason."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.ChoiceForm(request.POST)
    return _decide(
        request, article, form,
        lambda: adjudicate.return_one(
            article, seen=form.chosen_one, by=access.user_of(request), reason=form.cleaned_data["reason"]
        ),
        said=lambda: returned(form.chosen_one),
    )  # fmt: skip


@require_POST
def create_wording(request: HtmxRequest, article_id: int) -> HttpResponse:
    """A passage of one's own stands for both; it opens where articles are marked, to be mended and handed in."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.RewordForm(request.POST)
    made: list[Passage] = []

    def make() -> None:
        made.append(
            adjudicate.create_wording(
                article, id=form.cleaned_data["id"], after=form.chosen_one, other=form.other_one,
                by=access.user_of(request), reason=form.cleaned_data["reason"],
            )
        )  # fmt: skip

    answer = _decide(request, article, form, make)
    if not made:
        return answer
    messages.success(request, gettext("This wording is yours now: mend it and hand it in. Somebody else approves it."))
    address = place_of(made[0])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_POST
def revoke_decisions(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Take a decision back: what stands here waits for another one."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.PlaceForm(request.POST)
    return _decide(
        request, article, form,
        lambda: adjudicate.revoke_decisions(
            article, seen=form.seen, by=access.user_of(request), reason=form.cleaned_data["reason"]
        ),
        said=lambda: gettext("The decision is taken back: this waits for one again."),
    )  # fmt: skip


@require_POST
def join_claims(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Two claims say the same: the older stays."""
    article = access.article(request, article_id, Action.REVIEW)
    form = adjudication.ClaimsForm(request.POST)

    def join() -> None:
        one, other = (access.claim(request, form.cleaned_data[name], Action.REVIEW) for name in ("one", "other"))
        make_one(one=one, other=other)
        collection = article.collection.slug
        record(request, Event.CLAIM_MERGED, collection=collection, claim=one.pk, merged=other.pk)

    return _decide(request, article, form, join, said=lambda: gettext("The two claims are one now."))


@require_POST
def accept_all_readings(request: HtmxRequest, article_id: int) -> HttpResponse:
    """ "Nothing is missing here": all readings that wait for it are accepted; whose is not is told, with why."""
    article = access.article(request, article_id, Action.REVIEW)
    done = assignment_accept.accept_all_readings(article, by=access.user_of(request))
    for reading, why in done.left:
        messages.error(request, f"{reading.editor.name}: {why}")
    if done.accepted:
        names = enumeration(reading.editor.name for reading in done.accepted)
        count = len(done.accepted)
        said = ngettext("Accepted: the reading of %(names)s.", "Accepted: the readings of %(names)s.", count)
        messages.success(request, said % {"names": names})
    return redirect(_back(request, article)) if done.left else redirect("review")


@require_safe
@never_cache
def decided(request: HtmxRequest, article_id: int) -> HttpResponse:
    """What became of one's own reading where another's stands for it: by whom, and why."""
    article = access.article(request, article_id, Action.MARK)
    user = access.user_of(request)
    passages = list(Passage.objects.in_article(article).of(user).gave_way().for_settling().in_order())
    stands = [each.same_as_id for each in passages]
    readable = Passage.objects.readable_by(user).in_article(article).numbered(stands).for_cards().in_bulk()
    context = {
        "article": article, "collection": article.collection,
        "rows": [(each, readable.get(stand)) for each, stand in zip(passages, stands, strict=True)],
    }  # fmt: skip
    template = "annotate/decided.html#decided-list" if request.htmx else "annotate/decided.html"
    return render(request, template, context)


def _decide(
    request: HtmxRequest,
    article: Article,
    form: django_forms.Form,
    verb: Callable[[], object],
    *,
    said: Callable[[], str] = str,
) -> HttpResponse:
    """Do one verb, and answer the places as they are then: 409 where one is not as it was seen, 422 with why not."""
    if not form.is_valid():
        wrong = " ".join(str(each) for errors in form.errors.values() for each in errors)
        return _answer(request, article, error=wrong, status=422)
    try:
        verb()
    except AlreadyDone:
        return _answer(request, article)
    except Stale:
        return _answer(request, article, stale=True, status=409)
    except ValidationError as error:
        lacks_reason = getattr(error, "code", None) == "reason"
        return _answer(request, article, error=" ".join(error.messages), lacks_reason=lacks_reason, status=422)
    return _answer(request, article, said=said())


def _answer(
    request: HtmxRequest,
    article: Article,
    *,
    error: str = "",
    stale: bool = False,
    lacks_reason: bool = False,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The list of places, or without JavaScript the page again."""
    changed = gettext("This was changed meanwhile. Here it is as it stands now: look again.")
    if not request.htmx:
        if error or stale:
            messages.error(request, error or changed)
        elif said:
            messages.success(request, said)
        return redirect(_back(request, article))
    context = _context(request, article)
    place = at(context["places"] or [], _first(request))
    if place and (error or stale):
        place.error, place.stale, place.lacks_reason = error, stale, lacks_reason
    context |= {"said": said, "error": "" if place else error or (changed if stale else "")}
    return render(request, "annotate/adjudication.html#settle-places", context, status=status)


def _context(request: HtmxRequest, article: Article) -> dict[str, Any]:
    chosen = (query_params.number(request, "a"), query_params.number(request, "b"))
    context = comparison(article, user=access.user_of(request), chosen=chosen)
    if context["places"] is not None:
        query = f"?a={context['left'].pk}&b={context['right'].pk}"
        context |= {"pairs": pairs_of(context["agreeing"]), "query": query}
    return context


def _back(request: HtmxRequest, article: Article) -> str:
    """The page with the same two readings, at the place that was decided."""
    address = reverse("article_settle", args=[article.pk])
    query = request.META["QUERY_STRING"]
    first = _first(request)
    return f"{address}{f'?{query}' if query else ''}{f'#place-{first}' if first else ''}"


def _first(request: HtmxRequest) -> uuid.UUID | None:
    """The first passage of the place that was sent."""
    for name in (adjudication.LEFT, adjudication.RIGHT):
        try:
            return adjudication.seen(request.POST.get(name, "")).pk
        except ValidationError:
            continue
    return None
