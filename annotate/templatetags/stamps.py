"""What every form of a card carries, written once for all of them."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.models import Passage

register = template.Library()


@register.simple_tag(takes_context=True)
def stamp(context: RequestContext, passage: Passage) -> SafeString:
    """The hidden fields of a change: that it comes from our own page, and the version that was seen."""
    token: Any = context.get("csrf_token", "")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="version" value="{}">',
        token,
        passage.version,
    )
