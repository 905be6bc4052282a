"""For what is drawn often: the fixed words of a template are put together beforehand.

Django looks up the words of a `{% translate %}`, the address of a `{% url %}` and the value of a `{{ variable }}`
each time one occurs, and an open card has a hundred of them, most of them the same few. Inside `{% prepared %}` the
text, the literal translations and the addresses between two branches are one string per language, and a variable that
occurs in it several times is looked up once. What is drawn is the same.
"""

from html import escape
from typing import Any

from django import template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.defaulttags import IfNode, URLNode
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.tag
def prepared(parser: Parser, token: Token) -> Node:
    """`{% prepared %} … {% endprepared %}`, for all that stands between, branches and loops too.

    Within one body a variable has one value: a tag may set it with `as` before its first use, not after.
    """
    nodelist = parser.parse(("endprepared",))
    parser.delete_first_token()
    return PreparedNode(nodelist)


class PreparedNode(Node):
    """A format string for each language, and the nodes that it is filled with each time, in their order."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        # Most bodies of a branch are a few letters, the same in any language and wherever the site stands.
        self.varies = any(isinstance(node, TranslateNode | URLNode) for node in nodelist)
        self.frames: dict[tuple[str | None, str] | None, str] = {}
        self.fillings: dict[str, Node] = {}
        # What fills the place of each node; None for one that is fixed.
        self.names = [None if _is_fixed(node) else self._filling(node) for node in nodelist]
        for node in self.fillings.values():
            _prepare_bodies(node)

    def _filling(self, node: Node) -> str:
        """The same name for the same variable, and one of its own for anything else."""
        name = node.filter_expression.token if isinstance(node, VariableNode) else f"node {len(self.fillings)}"
        self.fillings.setdefault(name, node)
        return name

    def render(self, context: Context) -> SafeString:
        """What is fixed, filled with what is not."""
        key = (get_language(), get_script_prefix()) if self.varies else None
        if key not in self.frames:
            self.frames[key] = self._frame(context)
        return SafeString(self.frames[key].format(*[_drawn(node, context) for node in self.fillings.values()]))

    def _frame(self, context: Context) -> str:
        """The format string in the present language, with the present addresses."""
        places = {name: f"{{{place}}}" for place, name in enumerate(self.fillings)}
        return "".join(
            places[name] if name else str(node.render(context)).replace("{", "{{").replace("}", "}}")
            for name, node in zip(self.names, self.nodelist, strict=True)
        )


def _is_fixed(node: Node) -> bool:
    """Whether it is text, the translation of a literal, or an address or file without a variable in it."""
    match node:
        case TranslateNode():
            return _is_literal(node.filter_expression) and node.message_context is None and node.asvar is None
        case URLNode():
            return _is_literal(node.view_name) and not node.args and not node.kwargs and node.asvar is None
        case StaticNode():
            return _is_literal(node.path) and node.varname is None
        case _:
            return isinstance(node, TextNode)


def _is_literal(words: FilterExpression) -> bool:
    return not words.filters and (not words.is_var or words.var.lookups is None)


def _prepare_bodies(node: Node) -> None:
    """The bodies of an `if`, `for`, `with` …, each by itself: the variables of a loop change from one to the next."""
    if isinstance(node, IfNode):
        node.conditions_nodelists = [
            (condition, NodeList([PreparedNode(body)])) for condition, body in node.conditions_nodelists
        ]
        return
    for name in node.child_nodelists:
        if body := getattr(node, name, None):
            setattr(node, name, NodeList([PreparedNode(body)]))


def _drawn(node: Node, context: Context) -> Any:
    """As the node draws itself; strings, the most of what is filled in, without a look at the form of numbers."""
    if type(node) is not VariableNode:
        return node.render_annotated(context)
    value = node.filter_expression.resolve(context)
    if type(value) is SafeString:
        return value
    if type(value) is str and context.autoescape:
        return escape(value)
    return render_value_in_context(value, context)
