"""The links to the main pages, for the frame of every page (templates/base.html)."""

from django import template
from django.template.context import Context

from annotate.presenters import navigation
from claims.queries.waiting import number_to_review

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[navigation.Place]:
    """The navigation of the person who asks. One query."""
    request = context["request"]
    return navigation.navigation(request.path, to_review=number_to_review(request.user))
