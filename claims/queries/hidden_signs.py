"""Entries that hold signs which are not taken any more, each with its twin, for those who may merge the two.

A migration took such signs out (`claims.text.short_texts`), but left an entry that would have become the same as
another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from claims.models import Actor, Claim, Collection, User
from claims.permissions import Action, RegisterAction, Standing, allowed, allowed_in_register
from claims.queries.register import in_charge_of
from claims.text.short_texts import called, searched

if TYPE_CHECKING:
    from claims.models.actors import ActorQuerySet
    from claims.models.claims import ClaimQuerySet

MOST = 100  # that are shown; the next ones come when these are merged
_ANY_LENGTH = 1_000_000
_TRUTH = models.BooleanField()


@dataclass(frozen=True, slots=True)
class Hidden[Entry]:
    """An entry that holds such signs, what they are, and the first entry that looks the same, if there is one."""

    entry: Entry
    signs: list[str]
    twin: Entry | None


def actors_with_hidden_signs(person: User) -> list[Hidden[Actor]]:
    """Those that the person may merge."""
    texts = models.Func(
        models.F("aliases"), models.F("name"), models.F("qualifier"), output_field=ArrayField(models.TextField()),
        template="(%(expressions)s)", arg_joiner=" || ",
    )  # fmt: skip
    are_lines = models.Func(texts, models.Value(_ANY_LENGTH), function="claims_are_lines", output_field=_TRUTH)
    known: ActorQuerySet = Actor.objects.current().known_to(person)
    found = list(known.exclude(are_lines).order_by("pk")[:MOST])
    if found and not (
        person.is_register_editor and allowed_in_register(Standing.REGISTER_EDITOR, RegisterAction.MERGE)
    ):
        theirs = in_charge_of(person, {actor.pk for actor in found})
        found = [actor for actor in found if actor.pk in theirs]
    wanted = [searched(actor.name).lower() for actor in found]
    twins = list(known.alias(lowered=Lower("name")).filter(lowered__in=wanted).order_by("pk")) if wanted else []
    return [_hidden(actor, [actor.name, actor.qualifier, *actor.aliases], _twin(actor, twins)) for actor in found]


def _twin(actor: Actor, twins: Iterable[Actor]) -> Actor | None:
    look = _look(actor)
    return next((each for each in twins if each.pk != actor.pk and _look(each) == look), None)


def _look(actor: Actor) -> tuple[str, str, str]:
    return searched(actor.name).lower(), actor.kind, searched(actor.qualifier)


def claims_with_hidden_signs(collection: Collection, *, reader: User) -> list[Hidden[Claim]]:
    """Those of a collection that the reader reviews; none for anybody else. `collection` has the reader's `role`."""
    if not allowed(collection.role, Action.REVIEW):
        return []
    is_line = models.Func("statement", models.Value(_ANY_LENGTH), function="claims_is_line", output_field=_TRUTH)
    known: ClaimQuerySet = Claim.objects.of(collection.pk).known_to(reader, collection=collection)
    found = list(known.exclude(is_line).order_by("pk")[:MOST])
    wanted = [searched(claim.statement).lower() for claim in found]
    same = known.alias(lowered=Lower("statement")).filter(lowered__in=wanted).order_by("-pk") if wanted else []
    twins = {claim.statement.lower(): claim for claim in same}
    return [_hidden(claim, [claim.statement], twins.get(searched(claim.statement).lower())) for claim in found]


def _hidden[Entry](entry: Entry, texts: list[str], twin: Entry | None) -> Hidden[Entry]:
    signs = {sign for text in texts for sign in set(text) - set(searched(text))}
    return Hidden(entry, [called(sign) for sign in sorted(signs)], twin)
