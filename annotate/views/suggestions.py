"""What the comboboxes of a card offer while one types: entries that fit, then ways to make a new one."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from annotate import access
from annotate.templatetags.guesses import claims_sent, spans_sent, why
from annotate.templatetags.words import as_name, with_words
from claims.models import Actor, Article, Claim, Passage, User
from claims.models.choices import DenialState
from claims.permissions import Action, Role
from claims.queries.exact_matches import exact_actors, exact_claims
from claims.suggestions.inference import Inference, surroundings
from claims.suggestions.new_actors import kind_of

MOST = 7  # entries, so that they and the new ones have digits of their own
MOST_GUESSED = 4
# In the order in which they are offered for a new actor.
KINDS = (
    Actor.Kind.UNKNOWN,
    Actor.Kind.PERSON,
    Actor.Kind.ORGANISATION,
    Actor.Kind.STATE,
    Actor.Kind.MEDIA,
    Actor.Kind.GROUP,
    Actor.Kind.DOCUMENT,
    Actor.Kind.UNNAMED,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list, and what choosing it posts."""

    # A name or a claim alone; or a sentence of the program with such words in it, as HTML (`with_words`).
    label: str
    sends: dict[str, str]
    aside: str = ""
    is_new: bool = False
    # What it takes besides, where it takes several things at once.
    besides: tuple[str, ...] = ()
    # "exact": the typed words are its whole name, so Enter takes it from a list that nobody has seen; "shared": they
    # are that of others too, so Enter takes it only where it is chosen.
    fit: str = ""
    # Of a claim: its language, or that of the article whose words it takes.
    language: str = ""

    @property
    def is_sentence(self) -> bool:
        """Whether the program says it."""
        return isinstance(self.label, SafeString)


@require_safe
def actors(request: HttpRequest, article_id: int) -> HttpResponse:
    """Actors that fit the typed words, those of this article first; then new ones, by kind."""
    article = access.article(request, article_id, Action.MARK)
    query = _typed(request)
    found = _found(request, article, query)
    meant = exact_actors(found, query) if query else []
    return _list(request, [*(_actor(actor, query, meant) for actor in _first(meant, found)), *_new_actors(query)])


@require_safe
def speakers(request: HttpRequest, passage_id: uuid.UUID) -> HttpResponse:
    """Who may say this passage: those that its sentence names, those of this article, those that fit the typed words.

    Choosing one takes along where the text names them, as the passage's source, and its cue; but nothing of a guess
    that was refused on this card.
    """
    passage = access.passage(request, passage_id, Action.MARK)
    query = _typed(request)
    inference = Inference(passage, surroundings(passage))
    if request.GET.get("refused"):
        inference.refuse_frame()
    named = [] if query else inference.named()
    found = [*named, *(actor for actor in _found(request, passage.article, query) if actor not in named)][:MOST]
    meant = exact_actors(found, query) if query else []
    options = []
    for actor in _first(meant, found):
        frame = inference.frame_with(actor)
        option = _actor(actor, query, meant, **spans_sent(frame))
        # What goes along is seen before it is chosen.
        source = frame.source.exact(inference.text) if frame.source else ""
        named_as = source and with_words(gettext("named as “%(words)s”"), words=as_name(source))
        options.append(replace(option, aside=_aside(option.aside, named_as)))
    return _list(request, [*options, *_new_actors(query, **spans_sent(inference.frame_with_new(query)))])


@require_safe
def claims(request: HttpRequest, passage_id: uuid.UUID) -> HttpResponse:
    """What a passage may state: guesses while nothing is typed; claims that fit, this article's first; a new one."""
    passage = access.passage(request, passage_id, Action.MARK)
    query = _typed(request)
    guesses = [] if query else Inference(passage, surroundings(passage)).guesses().claims
    options = [
        Option(
            first,
            claims_sent(guess),
            why(guess),
            is_new=not guess.known,
            besides=tuple(others),
            language=passage.article.language,
        )
        for guess in guesses
        if not guess.has_gaps
        for first, *others in [guess.statements]
    ]
    guessed = {claim.pk for guess in guesses for claim in guess.known if len(guess.statements) == 1}
    return _list(request, [*options, *_claims(request, passage.article, query, besides=guessed)])


@require_safe
def denied(request: HttpRequest, passage_id: uuid.UUID) -> HttpResponse:
    """What a refutation may deny: a claim, old or new, one that is not here, or one that is not said."""
    passage = access.passage(request, passage_id, Action.MARK)
    query = _typed(request)
    guesses = [] if query else Inference(passage, surroundings(passage)).guesses().denied[:MOST_GUESSED]
    options = [
        Option(
            guess.value.statement,
            {"claim": str(guess.value.pk)},
            gettext("in this article"),
            language=passage.article.collection.language,
        )
        for guess in guesses
    ]
    # The words of the passage, where none are typed: "the claims made by the West".
    words = (query or passage.exact).replace(";", ",")
    unlinked = [
        Option(
            with_words(label, words=as_name(Truncator(words).chars(60))),
            {"state": str(state), "target_text": words},
            is_new=True,
        )
        for label, state in (
            (gettext("Other claim, in words: “%(words)s”"), DenialState.NOT_HERE),
            (gettext("Claim not specified: “%(words)s”"), DenialState.UNSAID),
        )
    ]
    others = _claims(request, passage.article, query, besides={guess.value.pk for guess in guesses})
    return _list(request, [*[*options, *others][:MOST], *unlinked])


def _list(request: HttpRequest, options: list[Option]) -> HttpResponse:
    return render(request, "annotate/suggestions.html", {"options": options})


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())


def _found(request: HttpRequest, article: Article, query: str) -> list[Actor]:
    user = access.user_of(request)
    if query:
        offered = Actor.objects.known_to(user).matching(query)
    else:
        here = Passage.objects.in_collection(article.collection)
        offered = Actor.objects.named_in(here.unhidden_from(user) if article.collection.blind else here)
    return list(offered.used_first_in(article.pk, by=_alone(request, article))[:MOST])


def _alone(request: HttpRequest, article: Article) -> User | None:
    """Whoever reads the article blind: what is used in it is then what that person uses."""
    user = access.user_of(request)
    return user if article.collection.blind and article.collection.role_of(user) == Role.EDITOR else None


def _first[Entry](meant: list[Entry], found: list[Entry]) -> list[Entry]:
    """The entries, those first that the typed words mean."""
    return [*meant, *(each for each in found if each not in meant)]


def _fit[Entry](entry: Entry, meant: list[Entry]) -> str:
    if entry not in meant:
        return ""
    return "exact" if len(meant) == 1 else "shared"


def _actor(actor: Actor, query: str, meant: list[Actor], **spans: str) -> Option:
    fit = _fit(actor, meant)
    # Two of one name are told apart by their kind, where no qualifier does it.
    kind = str(actor.get_kind_display()) if fit == "shared" else ""
    names = [each and as_name(each) for each in (actor.qualifier, actor.matched_alias(query))]
    aside = _aside(names[0], kind, names[1])
    return Option(str(actor.name), {"actor": str(actor.pk), **spans}, aside, fit=fit)


def _aside(*parts: str | None) -> SafeString:
    """What is said beside an entry, those parts of it that there are."""
    return format_html_join(", ", "{}", ((part,) for part in parts if part))


def _new_actors(query: str, **spans: str) -> list[Option]:
    """Ways to enter the typed name, the likeliest kind first."""
    if not query:
        return []
    likely = kind_of(query)
    label = with_words(gettext("New: “%(name)s”"), name=as_name(query))
    return [
        Option(
            label,
            {"name": query, "kind": kind, **spans},
            "" if kind == Actor.Kind.UNKNOWN else str(Actor.Kind(kind).label),
            is_new=True,
        )
        for kind in sorted(KINDS, key=lambda kind: kind != likely)
    ]


def _claims(request: HttpRequest, article: Article, query: str, *, besides: Collection[int] = ()) -> list[Option]:
    known = Claim.objects.of(article.collection_id).known_to(access.user_of(request), collection=article.collection)
    found = list(known.matching(query).used_first_in(article.pk, by=_alone(request, article))[:MOST])
    meant = exact_claims(found, query) if query else []
    options = [
        Option(
            claim.statement,
            {"claim": str(claim.pk)},
            gettext("in this article") if claim.used_here else "",
            fit=_fit(claim, meant),
            language=claim.language,
        )
        for claim in _first(meant, found)
        if claim.pk not in besides
    ]
    if query and not any(claim.statement.lower() == query.lower() for claim in found):
        # Where nothing resembles the words, they can mean nothing else.
        label = with_words(gettext("New claim: “%(words)s”"), words=as_name(query))
        options.append(Option(label, {"statement": query}, is_new=True, fit="" if found else "exact"))
    return options


@require_safe
def answers(request: HttpRequest, passage_id: uuid.UUID) -> HttpResponse:
    """The passages that this refutation may answer: those that state a claim it denies."""
    passage = access.passage(request, passage_id, Action.MARK)
    found = Passage.objects.answerable_by(passage, asker=access.user_of(request))
    return render(request, "annotate/suggestions.html#answers", {"passages": found[:50]})
