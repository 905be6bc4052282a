"""Lets a template ask the one table of permissions, so that none repeats which role may do what."""

from typing import Any

from django import template

from claims.permissions import Action, allowed

register = template.Library()


@register.filter
def may(thing: Any, action: str) -> bool:
    """`{% if collection|may:"manage" %}`: whether the asking user may. The thing came through `access`."""
    return allowed(getattr(thing, "role", None), Action(action))
