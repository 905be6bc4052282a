"""Notices about a person's password, for the frame of every page."""

from django import template

from claims.models import PasswordLink, User
from claims.queries.password_links import notices_for

register = template.Library()


@register.simple_tag
def password_notices(user: User) -> list[PasswordLink]:
    """The links for this person that the person has not dismissed. One query."""
    return notices_for(user)
