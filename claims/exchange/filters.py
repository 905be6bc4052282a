"""Which passages of a collection are wanted, from the words that a person or a script chooses them with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from claims.models import Actor, Article, Assignment, Attribution, Claim, Collection, Passage, User
from claims.models.blind import is_blind_for, unhidden
from claims.models.choices import Mark, Status
from claims.models.querysets import PassageQuerySet

# How many articles are looked through for actors to suggest: a collection may have any number.
NEWEST = 100
# What can be asked for, most wanted first: merged passages are never exported, their twin stands for both.
STATUSES = (Status.APPROVED, Status.SUBMITTED, Status.RETURNED, Status.DRAFT, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted of a collection; what is left out narrows nothing."""

    collection: Collection
    statuses: Sequence[str] = (Status.APPROVED,)
    marks: Sequence[str] = ()
    actor: Actor | None = None
    claim: Claim | None = None
    editor: User | None = None
    # Whoever asks; what blind reading hides from them is neither found nor counted. None for a command.
    asker: User | None = None

    def passages(self) -> PassageQuerySet:
        """The passages of this choice."""
        return self.at_any_status().with_statuses(self.statuses)

    def at_any_status(self) -> PassageQuerySet:
        """The passages that it would hold if every status were wanted."""
        found = Passage.objects.in_collection(self.collection).exportable()
        if self.asker and self.collection.blind:
            found = found.unhidden_from(self.asker).with_hidden_answers(self.asker)
        if self.marks:
            found = found.with_marks(self.marks)
        if self.editor:
            found = found.of(self.editor)
        if self.actor:
            family = Actor.objects.resolving_to(self.actor)
            found = found.spoken_by(family) | found.passed_on_by(family)
        if self.claim:
            found = found.citing(Claim.objects.resolving_to(self.claim))
        return found


def choose(
    collection: Collection,
    *,
    statuses: Iterable[str] = (),
    marks: Iterable[str] = (),
    actor: str = "",
    claim: str = "",
    editor: str = "",
    asker: User | None = None,
) -> Choice:
    """The choice that these words mean: an actor by name, alias or number, a claim by its words or number, an
    editor by user name, of those that the `asker` may know of. Without a status, what is approved.

    Raises ValidationError with a message for each field that names nothing, or more than one thing.
    """
    problems: dict[str, ValidationError] = {}

    def found[T](field: str, find: Callable[[], T]) -> T | None:
        try:
            return find()
        except ValidationError as error:
            problems[field] = error
            return None

    choice = Choice(
        collection=collection,
        statuses=found("status", lambda: _listed(statuses, STATUSES)) or (Status.APPROVED,),
        marks=found("mark", lambda: _listed(marks, tuple(Mark))) or (),
        actor=found("actor", lambda: _actor(actor, asker)) if actor else None,
        claim=found("claim", lambda: _claim(claim, collection, asker)) if claim else None,
        editor=found("editor", lambda: _editor(editor, collection, asker)) if editor else None,
        asker=asker,
    )
    if problems:
        raise ValidationError(problems)
    return choice


def _listed(wanted: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """The wanted words, each once and in the list's own order."""
    wanted = set(wanted)
    unknown = sorted(wanted.difference(known))
    if unknown:
        raise ValidationError(
            gettext("“%(word)s” is not known here. Choose from: %(known)s."),
            code="unknown",
            params={"word": unknown[0], "known": ", ".join(known)},
        )
    return tuple(word for word in known if word in wanted)


def _actor(words: str, asker: User | None) -> Actor:
    """The actor of that number, name or alias; one merged into another answers with that."""
    words = words.strip()
    known = Actor.objects.known_to(asker)
    named = known.with_names([words])
    # A number that is somebody's name (a unit, say) is taken for the name.
    found = _resolved(named) or _resolved(known.filter(pk=_number(words)))
    if not found:
        raise ValidationError(
            gettext("No actor is called “%(words)s”. Give a name or alias from the register, or a number."),
            code="unknown",
            params={"words": words},
        )
    return _only(found, [f"{actor.pk} ({actor.name}, {actor.get_kind_display()})" for actor in found])


def _claim(words: str, collection: Collection, asker: User | None) -> Claim:
    """The claim of that number or in exactly those words, any case."""
    words = words.strip()
    here = Claim.objects.filter(collection=collection).known_to(asker, collection=collection)
    found = _resolved(here.filter(statement__iexact=words)) or _resolved(here.filter(pk=_number(words)))
    if not found:
        raise ValidationError(
            gettext("This collection has no claim “%(words)s”. Give its words as they stand, or its number."),
            code="unknown",
            params={"words": words},
        )
    return _only(found, [str(claim.pk) for claim in found])


def _editor(words: str, collection: Collection, asker: User | None) -> User:
    """The person of that user name, if somebody who reads here."""
    found = next((person for person in editors_in(collection, asker) if person.username == words.strip()), None)
    if not found:
        raise ValidationError(
            gettext("Nobody with the user name “%(words)s” has marked anything in this collection."),
            code="unknown",
            params={"words": words},
        )
    return found


def editors_in(collection: Collection, asker: User | None = None) -> list[User]:
    """Who reads or has read something of the collection, by user name; whoever marks is among them."""
    readings = Assignment.objects.filter(article__collection=collection)
    if asker and is_blind_for(collection, collection.role):
        readings = readings.shown_to(asker)
    return list(User.objects.filter(pk__in=readings.values("editor")).order_by("username"))


def known_actors(collection: Collection, most: int, asker: User | None = None) -> list[Actor]:
    """Actors that the passages of the collection's newest articles name, by name, at most so many."""
    newest = Article.objects.filter(collection=collection).newest_first().values("pk")[:NEWEST]
    named = Attribution.objects.filter(passage__article__in=newest)
    if asker and collection.blind:
        named = named.filter(unhidden(asker, "passage__"))
    resolved = named.values(resolved=Coalesce("actor__merged_into", "actor"))
    return list(Actor.objects.filter(pk__in=resolved).order_by("name", "pk")[:most])


def known_claims(collection: Collection, most: int, asker: User | None = None) -> list[Claim]:
    """The collection's claims, by their words, at most so many."""
    found = Claim.objects.of(collection.pk).known_to(asker, collection=collection)
    return list(found.order_by("statement", "pk")[:most])


def _number(words: str) -> int:
    """The id that the words may be; 0, which is nobody's, if they are none."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 19 else 0


def _resolved[M: (Actor, Claim)](rows: "models.QuerySet[M]") -> list[M]:
    """What the rows have been merged into, each once, at most a few."""
    found = {row.resolved.pk: row.resolved for row in rows.select_related("merged_into")[:10]}
    return [found[pk] for pk in sorted(found)]


def _only[T](found: list[T], numbers: list[str]) -> T:
    if len(found) > 1:
        raise ValidationError(
            gettext("This may mean several: %(numbers)s. Give the number."),
            code="several",
            params={"numbers": ", ".join(numbers)},
        )
    return found[0]
