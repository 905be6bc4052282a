"""Enter an actor in the register, or find the one that is there already."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.actions.entry_limits import ACTORS, check_limit
from claims.constraints import guarded
from claims.models.actors import Actor, ActorKind, ActorQuerySet
from claims.models.users import User
from claims.queries.actor_twins import actors_with_key, free_twin_number, without_twins
from claims.text.short_texts import clean_line


def get_or_create_actor_by_name(*, name: str, by: User | None, kind: str = "") -> Actor:
    """Find the one actor with this name or alias, else enter a new one.

    With a `kind`, only an actor of that kind and name is found, as by `get_or_create_actor`. An actor that blind
    reading hides from `by` is not found. Raises ValidationError when the name means several actors, or cannot be a
    name.
    """
    name = clean_line(name)
    meant = without_twins(Actor.objects.known_to(by).named([name.lower()])[:10]) if not kind else []
    if len(meant) > 1:
        raise ValidationError(
            gettext("“%(name)s” may be %(one)s or %(other)s. Choose one from the list."),
            code="ambiguous",
            params={"name": name, "one": meant[0], "other": meant[1]},
        )
    return meant[0] if meant else get_or_create_actor(name=name, by=by, kind=kind or ActorKind.UNKNOWN)


def get_or_create_actor(
    *, name: str, by: User | None, kind: str = ActorKind.UNKNOWN, is_limited: bool = True, **fields: Any
) -> Actor:
    """Enter an actor, or find the one of this name, kind and qualifier.

    An actor that blind reading hides from `by` is not found: a twin is entered. Raises ValidationError; also
    LimitReached, unless `is_limited` is off, as when redo brings an actor back.
    """
    fields |= {"name": clean_line(name), "kind": kind, "qualifier": clean_line(fields.get("qualifier", ""))}
    same = actors_with_key(name=fields["name"], kind=kind, qualifier=fields["qualifier"])
    try:
        return _get_or_create(same, by=by, is_limited=is_limited, **fields)
    except ValidationError as error:
        # Somebody else entered it in this moment: it is known now, or has taken the number.
        if error.code != "actor_once":
            raise
    return _get_or_create(same, by=by, is_limited=is_limited, **fields)


def _get_or_create(same: ActorQuerySet, *, by: User | None, is_limited: bool, **fields: Any) -> Actor:
    """The first of these actors that `by` may know, or a new one."""
    with guarded():
        known = same.known_to(by).first()
        if known is None:
            if is_limited:
                check_limit(ACTORS, by=by)
            known = Actor.objects.create(created_by=by, twin=free_twin_number(same, by=by), **fields)
            known.is_new = True
    return known.resolved
