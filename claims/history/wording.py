"""What lies between two standings of a passage, in words without a subject: “changed the speaker from A to B”.

Pure: two standings in, words out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from claims.models.choices import DenialKind, DenialState, Mark, Status
from claims.text.enumeration import enumeration

SHOWN = 110  # code points of quoted words; of longer ones both ends are shown, since either may have changed


@dataclass(frozen=True, slots=True)
class Denied:
    """What a passage denies: the words of a claim or of what is no claim here, and how."""

    words: str
    kind: str
    state: str
    answers: object = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stood: its fields, and its parts as number → words."""

    mark: str
    exact: str
    status: str
    cue: str = ""
    source: str = ""
    unattributed: bool = False
    note: str = ""
    speakers: dict[int, str] = field(default_factory=dict)
    via: dict[int, str] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    denies: dict[int, Denied] = field(default_factory=dict)


def short(words: str) -> str:
    """The words, or of many the first and the last, whole ones where there are spaces."""
    if len(words) <= SHOWN:
        return words
    half = SHOWN // 2
    first, last = words[:half], words[-half:]
    return f"{(first.rpartition(' ')[0] or first).rstrip()} … {(last.partition(' ')[2] or last).lstrip()}"


def made(first: Standing) -> str:
    """How a story begins."""
    return gettext("marked “%(words)s” as %(mark)s") % {"words": short(first.exact), "mark": Mark(first.mark).label}


def changes(before: Standing, after: Standing) -> list[str]:
    """All that is different, one phrase each; nothing if both say the same."""
    return [phrase for tell in _TOLD for phrase in tell(before, after)]


def _status(before: Standing, after: Standing) -> Iterator[str]:
    if before.status == after.status:
        return
    if after.status == Status.WITHDRAWN:
        yield gettext("withdrew it")
    elif before.status == Status.WITHDRAWN:
        yield gettext("restored it")
    elif after.status == Status.DRAFT:
        yield gettext("left it incomplete, so that it is a draft again")
    elif before.status == Status.DRAFT:
        yield gettext("made it complete again")


def _mark(before: Standing, after: Standing) -> Iterator[str]:
    if before.mark != after.mark:
        marks = {"former": Mark(before.mark).label, "mark": Mark(after.mark).label}
        yield gettext("changed the mark from %(former)s to %(mark)s") % marks


def _words(before: Standing, after: Standing) -> Iterator[str]:
    if before.exact != after.exact:
        yield gettext("changed the words from “%(former)s” to “%(words)s”") % _pair(before.exact, after.exact)
    if phrase := _one(before.cue, after.cue):
        yield {
            "set": gettext("set the cue “%(words)s”"),
            "changed": gettext("changed the cue from “%(former)s” to “%(words)s”"),
            "removed": gettext("took off the cue “%(former)s”"),
        }[phrase] % _pair(before.cue, after.cue)
    if phrase := _one(before.source, after.source):
        yield {
            "set": gettext("set the source “%(words)s”"),
            "changed": gettext("changed the source from “%(former)s” to “%(words)s”"),
            "removed": gettext("took off the source “%(former)s”"),
        }[phrase] % _pair(before.source, after.source)


def _one(before: str, after: str) -> str:
    """What happened to words that may be there or not."""
    if before == after:
        return ""
    return "changed" if before and after else "set" if after else "removed"


def _pair(before: str, after: str) -> dict[str, str]:
    return {"former": short(before), "words": short(after)}


def _speakers(before: Standing, after: Standing) -> Iterator[str]:
    gone, come = _moved(before.speakers, after.speakers)
    if gone and come:
        yield ngettext(
            "changed the speaker from %(former)s to %(words)s",
            "changed the speakers from %(former)s to %(words)s",
            len(gone),
        ) % {"former": enumeration(gone), "words": enumeration(come)}
    elif come:
        words = ngettext("named %(words)s as speaker", "named %(words)s as speakers", len(come))
        yield words % {"words": enumeration(come)}
    elif gone:
        words = ngettext("took off the speaker %(former)s", "took off the speakers %(former)s", len(gone))
        yield words % {"former": enumeration(gone)}
    if after.unattributed and not before.unattributed:
        yield gettext("said that the text names nobody")
    elif before.unattributed and not after.unattributed and not come:
        yield gettext("said that the text does name somebody")


def _via(before: Standing, after: Standing) -> Iterator[str]:
    gone, come = _moved(before.via, after.via)
    words = {"former": enumeration(gone), "words": enumeration(come)}
    if gone and come:
        yield gettext("changed who passes it on from %(former)s to %(words)s") % words
    elif come:
        yield gettext("named %(words)s as passing it on") % words
    elif gone:
        yield gettext("took off %(former)s, who passed it on") % words


def _statements(before: Standing, after: Standing) -> Iterator[str]:
    gone, come = _moved(before.states, after.states)
    words = {"former": enumeration(map(_quoted, gone)), "words": enumeration(map(_quoted, come))}
    if gone and come:
        yield gettext("changed what it states from %(former)s to %(words)s") % words
    elif come:
        yield gettext("said that it states %(words)s") % words
    elif gone:
        yield gettext("took off that it states %(former)s") % words


def _denials(before: Standing, after: Standing) -> Iterator[str]:
    gone = [before.denies[key] for key in before.denies if key not in after.denies]
    come = [after.denies[key] for key in after.denies if key not in before.denies]
    if len(gone) == len(come) == 1:
        yield gettext("changed what it denies from %(former)s to %(words)s") % {
            "former": _target(gone[0]),
            "words": _target(come[0]),
        }
    else:
        yield from (gettext("took off that it denies %(former)s") % {"former": _target(each)} for each in gone)
        yield from map(_denied, come)
    for key in before.denies.keys() & after.denies.keys():
        yield from _denial(before.denies[key], after.denies[key])


def _denied(denial: Denied) -> str:
    if denial.kind == DenialKind.DISPUTES:
        return gettext("said that it disputes %(words)s") % {"words": _target(denial)}
    return gettext("said that it denies %(words)s") % {"words": _target(denial)}


def _denial(before: Denied, after: Denied) -> Iterator[str]:
    if before.kind != after.kind:
        kinds = {
            "words": _target(after),
            "former": DenialKind(before.kind).label,
            "kind": DenialKind(after.kind).label,
        }
        yield gettext("changed how it rejects %(words)s from “%(former)s” to “%(kind)s”") % kinds
    if before.answers != after.answers:
        yield gettext("said which passage it answers") if after.answers else gettext("said that it answers no passage")


def _target(denial: Denied) -> str:
    """What is denied: a claim in quotation marks, or what is known of it."""
    if denial.state == DenialState.NOT_HERE:
        return gettext("“%(words)s” (not in this collection)") % {"words": short(denial.words)}
    if denial.state == DenialState.UNSAID:
        return gettext("something that the article does not name")
    return _quoted(denial.words) if denial.words else gettext("something not yet looked for")


def _note(before: Standing, after: Standing) -> Iterator[str]:
    if phrase := _one(before.note, after.note):
        yield {
            "set": gettext("noted “%(words)s”"),
            "changed": gettext("changed the note from “%(former)s” to “%(words)s”"),
            "removed": gettext("took off the note “%(former)s”"),
        }[phrase] % _pair(before.note, after.note)


def _moved(before: dict[int, str], after: dict[int, str]) -> tuple[list[str], list[str]]:
    """The words of what went and of what came."""
    gone = [words for key, words in before.items() if key not in after]
    return gone, [words for key, words in after.items() if key not in before]


def _quoted(words: str) -> str:
    return f"“{short(words)}”"


# What is looked at, in the order in which it is told. A new field of a passage is told by a line here.
_TOLD: tuple[Callable[[Standing, Standing], Iterator[str]], ...] = (
    _status, _mark, _words, _speakers, _via, _statements, _denials, _note,
)  # fmt: skip
