"""Words of people and articles inside a sentence of the program: no translation of the page changes them, each runs its
own way, and a screen reader is told their language.

For what stands alone in an element the element says it: `lang="…" dir="auto" translate="no"`.
"""

from typing import Any

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def as_name(name: Any, otherwise: str = "") -> SafeString:
    """A name as an element of its own; its language is not known. Not for attributes.

    `otherwise`: words of the program that stand there where there is no name.
    """
    if otherwise and not name:
        return escape(otherwise)
    return format_html('<bdi translate="no">{}</bdi>', name)


@register.filter
def for_script(words: Any) -> SafeString:
    """A literal in which a script fills `%d` or `%s` in, for an attribute; `_()` of templates doubles the sign."""
    return escape(str(words).replace("%%", "%"))


@register.filter
def as_words(words: Any, language: str) -> SafeString:
    """Words in that language as an element of their own. Not for attributes."""
    return format_html('<bdi lang="{}" translate="no">{}</bdi>', language, words)


def with_words(sentence: str, **words: Any) -> SafeString:
    """A translated sentence with its places, as `%(name)s`, filled with what `as_name` and `as_words` make."""
    return SafeString(escape(sentence) % {key: conditional_escape(each) for key, each in words.items()})
