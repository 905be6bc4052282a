"""The names of languages, and in which one words of an article are."""

from django import template
from django.conf import global_settings
from django.utils.translation import get_language_info, gettext

from claims.text.foreign_words import language_by_words

register = template.Library()
# As the lists to choose from have them; Django writes "Norwegian Bokmål" in two ways.
_LISTED = dict(global_settings.LANGUAGES)


@register.filter
def language_name(tag: str) -> str:
    """The name of a language in the reader's; its tag where Django knows none."""
    try:
        return gettext(_LISTED.get(tag.lower()) or get_language_info(tag.lower())["name"])
    except KeyError:
        return tag


@register.filter
def language_in(words: str, language: str) -> str:
    """The tag of words of an article in that language: another one where they are plainly in another script."""
    return language_by_words(language, words)
