"""Lists to choose from that are the world's, not ours: languages and time zones."""

from collections import defaultdict
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.conf import global_settings, settings
from django.utils.translation import get_language_info, gettext

type Choices = list[tuple[str, str]]
type Groups = list[tuple[str, Choices]]

# Attributes of a select that lists people: no translation of the page changes their names.
NAMES = {"translate": "no"}

# Folders of the zone list that hold other spellings of the same zones.
DOUBLES = ("posix/", "right/", "SystemV/", "Etc/")


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones, read from the disk once."""
    return frozenset(available_timezones())


def time_zone_choices() -> Groups:
    """The time zones by part of the world, as a select shows them; UTC first."""
    groups = defaultdict[str, Choices](list)
    for zone in sorted(time_zones()):
        region, _slash, place = zone.partition("/")
        if place and not zone.startswith(DOUBLES):
            groups[region].append((zone, place.replace("_", " ")))
    return [(gettext("Everywhere"), [("UTC", "UTC")]), *groups.items()]


def article_languages() -> Choices:
    """The languages that articles may be in, by their name in the reader's language."""
    return sorted(((code, gettext(name)) for code, name in global_settings.LANGUAGES), key=lambda choice: choice[1])


def interface_languages() -> Choices:
    """The languages that the interface speaks, each by its own name."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def with_present(choices: Choices | Groups, value: str) -> list[Any]:
    """The choices, and what is stored now if they lack it: a form must not change what nobody touched."""
    known = set[str]()
    for first, second in choices:
        known.update([first] if isinstance(second, str) else [code for code, _name in second])
    return [*choices, (value, value)] if value and value not in known else [*choices]
