"""What an action did, in a few words, read off how a passage stood before it and after it.

Pure: two snapshots (`claims.models.undo_log`) and the article's text in, words out.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext

from claims.models.choices import AttributionRole, DenialState, Mark, Status
from claims.spans import Spans

SHOWN = 40  # code points of a quoted stretch


def deed(before: dict[str, Any], after: dict[str, Any], *, text: str, is_making: bool) -> str:
    """What was done, without a subject: “speaker Russia at “that it assisted in…””."""
    where = {"words": shown(_words(after, "content", text))}
    if is_making:
        return gettext("the mark “%(mark)s” on “%(words)s”") % {"mark": Mark(after["mark"]).label, **where}
    done = ", ".join(_done(before, after, text))
    return gettext("%(done)s at “%(words)s”") % {"done": done, **where}


def shown(words: str) -> str:
    """The beginning of the words."""
    return Truncator(words).chars(SHOWN)


def _words(snapshot: dict[str, Any], field: str, text: str) -> str:
    return Spans.parse(snapshot[field]).exact(text)


def _done(before: dict[str, Any], after: dict[str, Any], text: str) -> Iterator[str]:
    if before["status"] != after["status"] and Status.WITHDRAWN in (before["status"], after["status"]):
        yield gettext("withdrawing") if after["status"] == Status.WITHDRAWN else gettext("restoring")
    if before["mark"] != after["mark"]:
        marks = {"mark": Mark(after["mark"]).label, "former": Mark(before["mark"]).label}
        yield gettext("the mark “%(mark)s” instead of “%(former)s”") % marks
    if before["content"] != after["content"]:
        yield _limits(Spans.parse(before["content"]), Spans.parse(after["content"]))
    yield from _around(before, after, text)
    if before["unattributed"] != after["unattributed"]:
        names_nobody, names_somebody = gettext("no named source"), gettext("a named source")
        yield names_nobody if after["unattributed"] else names_somebody
    yield from _attributions(before, after)
    yield from _statements(before, after)
    yield from _denials(before, after)
    if before["note"] != after["note"]:
        yield gettext("the note")


def _limits(before: Spans, after: Spans) -> str:
    """What was done to the words of a passage; their beginning alone would often say the same before and after."""
    if len(after) > len(before):
        return gettext("cutting words out") if before.contains(after) else gettext("adding a fragment")
    if len(after) < len(before):
        return gettext("joining the fragments") if after.contains(before) else gettext("dropping a fragment")
    return gettext("moving its limits")


def _around(before: dict[str, Any], after: dict[str, Any], text: str) -> Iterator[str]:
    if before["cue"] != after["cue"]:
        cue = {"words": shown(_words(after, "cue", text))}
        yield gettext("the cue “%(words)s”") % cue if after["cue"] else gettext("removing the cue")
    if before["source"] != after["source"]:
        source = {"words": shown(_words(after, "source", text))}
        yield gettext("the source “%(words)s”") % source if after["source"] else gettext("removing the source")


def _attributions(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for part, added in _parts(before, after, "attributions"):
        name = {"name": part["name"]}
        if part["role"] == AttributionRole.SPEAKER:
            yield (gettext("speaker %(name)s") if added else gettext("removing speaker %(name)s")) % name
        else:
            yield (gettext("via %(name)s") if added else gettext("removing via %(name)s")) % name


def _statements(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for part, added in _parts(before, after, "statements"):
        claim = {"claim": part["words"]}
        yield (gettext("the claim “%(claim)s”") if added else gettext("removing the claim “%(claim)s”")) % claim


def _denials(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for part, added in _parts(before, after, "denials"):
        claim = {"claim": _denied(part)}
        yield (gettext("denying “%(claim)s”") if added else gettext("removing the denial of “%(claim)s”")) % claim
    former = {part["id"]: part for part in before["denials"]}
    for part in after["denials"]:
        if (old := former.get(part["id"])) and (part["kind"], part["answers"]) != (old["kind"], old["answers"]):
            yield gettext("how “%(claim)s” is denied") % {"claim": _denied(part)}


def _denied(part: dict[str, Any]) -> str:
    return part["words"] or part["target_text"] or str(DenialState(part["state"]).label)


def _parts(before: dict[str, Any], after: dict[str, Any], kind: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """The parts that came, each with True, then those that went, each with False."""
    ids, former = {part["id"] for part in after[kind]}, {part["id"] for part in before[kind]}
    yield from ((part, True) for part in after[kind] if part["id"] not in former)
    yield from ((part, False) for part in before[kind] if part["id"] not in ids)
