"""For rows of a list that say again what they said before: drawn once, then kept with their template."""

from typing import Any

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 1000  # of one place in a template


class OnceNode(template.Node):
    """What stands between the tags, as drawn for each reader's language and zone and for each of the values."""

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.drawn: dict[Any, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """Drawn from the named values alone, so that they tell all that it depends on."""
        values = [each.resolve(context) for each in self.values.values()]
        key = (get_language(), get_current_timezone(), get_script_prefix(), *values)
        found = self.drawn.get(key)
        if found is None:
            if any(isinstance(each, Model) for each in values):
                raise TypeError("Two objects of a model are equal when their numbers are: name plain values.")
            found = self.nodelist.render(context.new(dict(zip(self.values, values, strict=True))))
            if len(self.drawn) >= MOST_KEPT:
                self.drawn.clear()
            self.drawn[key] = found
        return found


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """`{% once row may_manage %} … {% endonce %}`: nothing but those variables is seen inside.

    Their values are to be hashable, and a field that is safe HTML in one value is to be so in all.
    """
    _tag, *names = token.split_contents()
    if not names:
        raise template.TemplateSyntaxError("Name the variables of {% once … %}.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, {name: parser.compile_filter(name) for name in names})
