"""What the comboboxes of a card offer while one types: entries that fit, then ways to make a new one."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from annotate import access
from claims.models import Actor, Article, Claim, Passage
from claims.models.words import DenialState
from claims.permissions import Action

MOST = 7  # entries, so that they and the new ones have digits of their own


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list, and what choosing it posts."""

    label: str
    sends: dict[str, str]
    aside: str = ""
    is_new: bool = False


@require_safe
def actors(request: HttpRequest, article_id: int) -> HttpResponse:
    """Actors that fit the typed words, those of this article first; then new ones, by kind."""
    article = access.article(request, article_id, Action.MARK)
    query = _typed(request)
    offered = Actor.objects.matching(query) if query else Actor.objects.speaking_in(article.collection_id)
    found = offered.used_first_in(article.pk)[:MOST]
    options = [
        Option(
            actor.name, {"actor": str(actor.pk)}, ", ".join(filter(None, [actor.qualifier, actor.matched_alias(query)]))
        )
        for actor in found
    ]
    if query:
        kinds = (
            Actor.Kind.UNKNOWN,
            Actor.Kind.PERSON,
            Actor.Kind.ORGANISATION,
            Actor.Kind.STATE,
            Actor.Kind.MEDIA,
            Actor.Kind.UNNAMED,
        )
        options += [
            Option(
                gettext("New: “%(name)s”") % {"name": query},
                {"name": query, "kind": kind},
                "" if kind == Actor.Kind.UNKNOWN else str(kind.label),
                is_new=True,
            )
            for kind in kinds
        ]
    return render(request, "annotate/suggestions.html", {"options": options})


@require_safe
def claims(request: HttpRequest, article_id: int) -> HttpResponse:
    """Claims that fit the typed words, those of this article first; then a new one."""
    article = access.article(request, article_id, Action.MARK)
    query = _typed(request)
    return render(request, "annotate/suggestions.html", {"options": _claims(article, query)})


@require_safe
def denied(request: HttpRequest, passage_id: uuid.UUID) -> HttpResponse:
    """What a refutation may deny: a claim, old or new, one that is not here, or one that is not said."""
    passage = access.passage(request, passage_id, Action.MARK)
    query = _typed(request)
    # The words of the passage, where none are typed: "the claims made by the West".
    words = (query or passage.exact).replace(";", ",")
    options = _claims(passage.article, query)
    for label, state in (
        (gettext("Not in this collection: “%(words)s”"), DenialState.NOT_HERE),
        (gettext("The article does not say which: “%(words)s”"), DenialState.UNSAID),
    ):
        sends = {"state": str(state), "target_text": words}
        options.append(Option(label % {"words": Truncator(words).chars(60)}, sends, is_new=True))
    return render(request, "annotate/suggestions.html", {"options": options})


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())


def _claims(article: Article, query: str) -> list[Option]:
    found = Claim.objects.of(article.collection_id).matching(query).used_first_in(article.pk)[:MOST]
    options = [
        Option(claim.statement, {"claim": str(claim.pk)}, gettext("in this article") if claim.used_here else "")
        for claim in found
    ]
    if query and not any(claim.statement.lower() == query.lower() for claim in found):
        options.append(Option(gettext("New claim: “%(words)s”") % {"words": query}, {"statement": query}, is_new=True))
    return options


@require_safe
def answers(request: HttpRequest, passage_id: uuid.UUID) -> HttpResponse:
    """The passages that this refutation may answer: those that state a claim it denies."""
    passage = access.passage(request, passage_id, Action.MARK)
    return render(
        request, "annotate/suggestions.html#answers", {"passages": Passage.objects.answerable_by(passage)[:50]}
    )
