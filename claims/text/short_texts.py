r"""What becomes of short texts on their way in: `clean_line` for names, titles, claims; `clean_paragraphs` for notes.

The text of an article is never touched; see `claims.text.normalise` for that. Pure but for the human messages.
The database refuses what is never left here by `claims_is_line` and `claims_is_paragraphs` (sql/short_texts.sql), so
no way in leads past it.

| sign | in a line | in paragraphs |
|---|---|---|
| white space, line breaks of any kind | one space | line breaks become LF; tabs and spaces stay |
| control characters (C0, DEL, C1) | refused | refused |
| embeddings, overrides and isolates of direction (U+202A–202E, U+2066–2069) | refused | refused |
| halves of surrogate pairs, noncharacters, private use | refused | refused |
| not assigned, but for the places of pictographs to come (U+1F000–1FAFF) | refused | refused |
| more than eight marks on one letter | refused | refused |
| zero-width space, word joiner, byte-order mark, soft hyphen, fillers, annotation, tags … | removed | removed |
| marks of direction (U+200E, U+200F, U+061C) | removed | stay if the text has letters written from the right |
| zero-width joiner and non-joiner | stay where they do something (see below) | the same |
| variation selectors | stay behind pictographs, keycaps, Han and Mongolian letters; else removed | the same |
| tags | stay in the flags of England, Scotland and Wales; else removed | the same |
| the blank of Braille (U+2800) | a space | a space |
| ligatures and shapes of letters (Latin, Armenian, Hebrew, Arabic) | the letters | the letters |

A joiner or non-joiner does something where RFC 5892 (A.1, A.2) has it, as Persian and Hindi write it; between a letter
and a virama, as Bengali does; and a joiner between two pictographs. Elsewhere it is removed.

Ligatures and other shapes of letters (ﬁ, ﬄ, ĳ, ﬓ, ﻻ) become the letters that they show, so that a name from a PDF is
no twin of a typed one. The rest is NFC. A mark of direction does no harm in the prose of a note, but two names that
differ in it look the same; lists isolate each name instead (`bdi`, `dir="auto"`).
"""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from precis_i18n import get_profile

MOST_MARKS = 8  # on one letter; Tibetan and pointed Hebrew have up to five
_REACH = 30  # signs of a word that tell whether a joiner has its place
_VIRAMA = 9  # the combining class

# Each is what stands between the brackets of a regular expression.
_PLANES = "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
REFUSED = (
    r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # control characters
    r"\u202a-\u202e\u2066-\u2069"  # direction
    rf"\ufdd0-\ufdef{_PLANES}"  # noncharacters
    r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # private use
)
REMOVED = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
# Shapes of letters that other signs stand for, most of them left behind by PDF files. Not the signs that show a whole
# phrase or a currency (U+FDFA–FDFC), nor shapes of marks without a letter.
LIGATURES = (
    r"\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb28\ufb4f-\ufbb1\ufbd3-\ufc5d"
    r"\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdf9\ufe80-\ufefc"
)
DIRECTION = r"\u200e\u200f\u061c"
LINE_BREAKS = r"\u0085\u2028\u2029"
_JOINERS, _TAGS = r"\u200c\u200d", r"\U000e0020-\U000e007f"
_SELECTORS = r"\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"

_PICTOGRAPHS = (0x1F000, 0x1FAFF)
_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_MONGOLIAN = (0x1820, 0x18AA)
_FLAGS = re.compile("\U0001f3f4(?:{})".format("|".join(
    "".join(chr(0xE0000 + ord(sign)) for sign in region) + "\U000e007f" for region in ("gbeng", "gbsct", "gbwls")
)))  # fmt: skip

_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_REFUSED = re.compile(rf"[\0{REFUSED}\ud800-\udfff]")
_REMOVED = re.compile(rf"[{REMOVED}]")
_LIGATURE = re.compile(rf"[{LIGATURES}]")
_DIRECTION = re.compile(rf"[{DIRECTION}]")
_TAG = re.compile(rf"[{_TAGS}]")
_BY_CONTEXT = re.compile(rf"[{_JOINERS}{_SELECTORS}{_TAGS}]")
_SHOWS_NOTHING = re.compile(
    rf"[\s\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2800{REMOVED}{DIRECTION}{_JOINERS}{_SELECTORS}{_TAGS}]*\Z"
)
# Applies the rules of RFC 5892 for joiners and lets everything else of a word pass.
_WORDS = get_profile("OpaqueString")


def clean_line(text: str) -> str:
    """The text as one line is stored. Raises ValidationError that names the sign and says where it stands."""
    if not (text.isascii() and text.isprintable()):
        text = _clean(_with_line_feeds(text), keeps_direction=False)
    return " ".join(text.split())


def clean_paragraphs(text: str) -> str:
    """The text as a note is stored, with its lines and the spaces around it. Raises as `clean_line` does."""
    if text.isascii() and text.isprintable():
        return text
    return _clean(_with_line_feeds(text), keeps_direction=_has_letters_from_the_right(text))


def searched(text: str) -> str:
    """The text as one line, without what may not be in it: for what is looked for and for the names of files."""
    return clean_line(text if text.isascii() and text.isprintable() else _mended(text))


def mended_paragraphs(text: str) -> str:
    """The text as a note, without what may not be in it: for notes that were there before."""
    return clean_paragraphs(_mended(text))


def _mended(text: str) -> str:
    """Without the signs that are refused and the marks that are too many. May lose the place of a joiner."""
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", "".join(sign for sign in _with_line_feeds(text) if not _is_refused(sign))):
        marks = marks + 1 if _is_mark(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def shows_nothing(text: str) -> bool:
    """Whether it holds white space and invisible signs only, or nothing at all."""
    return bool(_SHOWS_NOTHING.match(text))


def _clean(text: str, *, keeps_direction: bool) -> str:
    _check(text)
    text = _REMOVED.sub("", text.replace("\u2800", " "))
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    if not keeps_direction:
        text = _DIRECTION.sub("", text)
    # First, since what is composed may be what a selector or a joiner stands beside.
    text = unicodedata.normalize("NFC", text)
    if _BY_CONTEXT.search(text):
        text = unicodedata.normalize("NFC", _without_strays(text))
    _check_marks(text)
    return text


def _with_line_feeds(text: str) -> str:
    return _BREAKS.sub("\n", text)


def _has_letters_from_the_right(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") and sign not in "\u200f\u061c" for sign in text)


def _is_refused(sign: str) -> bool:
    return bool(_REFUSED.match(sign)) or (unicodedata.category(sign) == "Cn" and not _is_unassigned_but_kept(sign))


def _is_unassigned_but_kept(sign: str) -> bool:
    """Whether a later Unicode version may have a pictograph there, which people write already; or it is removed."""
    return _PICTOGRAPHS[0] <= ord(sign) <= _PICTOGRAPHS[1] or bool(_REMOVED.match(sign))


def _check(text: str) -> None:
    for place, sign in enumerate(text):
        if (sign >= "\x7f" or sign < " ") and sign not in "\t\n" and _is_refused(sign):
            raise _refusal(text, place)


def _refusal(text: str, place: int) -> ValidationError:
    before, sign = text[:place], text[place]
    line = before.count("\n") + 1
    return ValidationError(
        _(
            "%(sign)s, sign %(place)s of line %(line)s, cannot be kept: it shows nothing of its own, or not the same to"
            " everybody. Remove it."
        ),
        code="sign",
        params={"sign": called(sign), "place": place - before.rfind("\n"), "line": line},
    )


def called(sign: str) -> str:
    """The sign's number and name, as in U+202E RIGHT-TO-LEFT OVERRIDE."""
    kinds = {"Cc": _("control character"), "Co": _("private use"), "Cs": _("half a surrogate pair")}
    name = unicodedata.name(sign, "") or kinds.get(unicodedata.category(sign)) or _("no character")
    return f"U+{ord(sign):04X} {name}"


def _check_marks(text: str) -> None:
    marks = 0
    for place, sign in enumerate(text):
        marks = marks + 1 if _is_mark(sign) else 0
        if marks > MOST_MARKS:
            raise ValidationError(
                _("More than %(most)s marks stand on one letter, up to sign %(place)s. Remove some of them."),
                code="marks",
                params={"most": MOST_MARKS, "place": place + 1},
            )


def _is_mark(sign: str) -> bool:
    return sign >= "\u0300" and unicodedata.category(sign) in ("Mn", "Me") and not _BY_CONTEXT.match(sign)


def _without_strays(text: str) -> str:
    """Without joiners, selectors and tags that do nothing where they stand. Reads the text once."""
    flags = {place for match in _FLAGS.finditer(text) for place in range(match.start(), match.end())}
    kept: list[str] = []
    for place, sign in enumerate(text):
        if not _BY_CONTEXT.match(sign) or place in flags:
            kept.append(sign)
        elif sign in "\u200c\u200d":
            if kept and _joins(kept, sign, text, place):
                kept.append(sign)
        elif kept and not _TAG.match(sign) and _varies(kept[-1], sign, text[place + 1 : place + 2]):
            kept.append(sign)
    return "".join(kept)


def _joins(before: list[str], joiner: str, text: str, place: int) -> bool:
    """Whether a joiner has its place behind these signs."""
    last, following = before[-1], text[place + 1 : place + 2 + _REACH]
    following = following.lstrip("\u200c\u200d")
    if joiner == "\u200d" and _is_pictograph(last) and following and _is_pictograph(following[0]):
        return True
    if not unicodedata.category(last).startswith(("L", "M")):
        return False
    if following and unicodedata.combining(following[0]) == _VIRAMA:
        return True
    behind = _letters(reversed(before[-_REACH:]))[::-1]
    try:
        _WORDS.enforce(f"{behind}{joiner}{_letters(following)}")
    except UnicodeEncodeError:
        return False
    return True


def _letters(signs: Iterable[str]) -> str:
    """The letters and marks that stand first, without joiners between them."""
    found = []
    for sign in signs:
        if sign in "\u200c\u200d":
            continue
        if not unicodedata.category(sign).startswith(("L", "M")):
            break
        found.append(sign)
    return "".join(found)


def _is_pictograph(sign: str) -> bool:
    point = ord(sign)
    return (
        _is_within(point, _PICTOGRAPHS) or sign == "\ufe0f" or (point > 0x2190 and unicodedata.category(sign) == "So")
    )


def _varies(base: str, selector: str, following: str) -> bool:
    """Whether the base has forms that such a selector chooses from."""
    point = ord(base)
    if selector in "\ufe0e\ufe0f":
        # A digit as a keycap, else pictographs and the arrows and signs that have a form like one.
        is_keycap = base in "0123456789#*" and following == "\u20e3"
        return is_keycap or (point >= 0x203C and unicodedata.category(base)[0] in "SP") or base in "©®"
    if "\u180b" <= selector <= "\u180f":
        return _is_within(point, _MONGOLIAN)
    return any(_is_within(point, ideographs) for ideographs in _HAN)


def _is_within(point: int, ends: tuple[int, int]) -> bool:
    return ends[0] <= point <= ends[1]
