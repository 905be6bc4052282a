"""User names: which may be taken, and which look like which.

Pure but for the human messages. A new user name keeps to PRECIS (RFC 8265, UsernameCasePreserved) and to one script, or
to a usual combination of scripts. Two names look alike if they do so by Unicode TS #39, or differ in case only.
"""

import unicodedata
from functools import cache

from confusable_homoglyphs.categories import alias
from confusable_homoglyphs.confusables import confusables_data
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from precis_i18n import get_profile

_PROFILE = get_profile("UsernameCasePreserved")
# Letters of no script of their own go with each.
_ANY = frozenset({"COMMON", "INHERITED"})
# Scripts that are written together (TS #39, highly restrictive).
_TOGETHER = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)


def normalised(username: str) -> str:
    """The user name as it is stored (NFC, full width made narrow); one that is no user name is only made NFC.

    For sign-in too, which finds it without regard to case.
    """
    try:
        return _PROFILE.enforce(username)
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", username)


def check(username: str) -> None:
    """Raises ValidationError unless somebody may take this for a user name from now on."""
    try:
        _PROFILE.enforce(username)
    except UnicodeEncodeError as error:
        sign = username[error.start : error.start + 1]
        raise ValidationError(
            _("A user name has letters, digits and signs, no spaces: “%(sign)s” (U+%(code)s) cannot be in one."),
            code="user_name",
            params={"sign": sign if sign.isprintable() else "", "code": f"{ord(sign or ' '):04X}"},
        ) from error
    scripts = {alias(sign) for sign in username} - _ANY
    if len(scripts) > 1 and not any(scripts <= usual for usual in _TOGETHER):
        raise ValidationError(
            _("A user name keeps to one script; this one mixes %(scripts)s."),
            code="mixed_scripts",
            params={"scripts": ", ".join(sorted(script.capitalize() for script in scripts))},
        )


def looks(username: str) -> tuple[str, str]:
    """How the name looks as it is written, and in small letters; names that share one of the two look alike."""
    name = normalised(username)
    return _skeleton(name).casefold(), _skeleton(name.casefold()).casefold()


def _skeleton(text: str) -> str:
    """The text with each sign replaced by what it looks like; Unicode TS #39, section 4."""
    prototypes = _prototypes()
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", "".join(prototypes.get(sign, sign) for sign in decomposed))


@cache
def _prototypes() -> dict[str, str]:
    """Sign → what stands for all that look like it.

    The package has the table of Unicode both ways: a sign with its one prototype, and a prototype with its signs.
    """
    found = {}
    for key, entries in confusables_data.items():
        sign, others = _bare(key), [_bare(entry["c"]) for entry in entries]
        if len(sign) == 1 and len(others) == 1 and _is_prototype(others[0], of=sign):
            found[sign] = others[0]
    return found


def _is_prototype(other: str, *, of: str) -> bool:
    """Whether it stands for the other: several signs do, and one that stands for several; of a pair the smaller one."""
    known = confusables_data.get(other) or confusables_data.get(f"\u200e{other}\u200e") or []
    return len(other) > 1 or len(known) > 1 or other < of


def _bare(signs: str) -> str:
    """Without the marks of direction around signs that are written from the right."""
    return signs.replace("\u200e", "")
