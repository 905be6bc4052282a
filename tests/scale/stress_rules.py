"""The rules of a passage's way to the annotated set, asked of every step that history knows."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from claims.models import Assignment, Milestone, Passage
from claims.models.choices import OPEN
from claims.queries.passage_lacks import lacks_of
from tests.scale.stress_history import SAID, History, Words
from tests.scale.stress_journal import Journal

# (status before, after): by steps that leave the version as it is, and by changes that raise it.
DECIDED = {
    ("draft", "submitted"), ("returned", "submitted"),
    ("submitted", "approved"), ("submitted", "returned"), ("approved", "returned"),
}  # fmt: skip
CHANGED = {
    ("submitted", "draft"), ("draft", "withdrawn"), ("submitted", "withdrawn"), ("returned", "withdrawn"),
    ("withdrawn", "draft"),
    # A claim that it cites was put in other words.
    ("approved", "submitted"),
}  # fmt: skip
# What an undo or redo brings back, beside these.
TURNED = {("draft", "submitted"), ("withdrawn", "submitted"), ("withdrawn", "returned"), ("returned", "draft")}


def steps(found: dict[str, History]) -> Iterator[str]:
    """Every row follows from the one before by a step that there is; and every step of a review is on record."""
    kept = defaultdict(list)
    for milestone in Milestone.objects.order_by("pk"):
        kept[str(milestone.passage_id)].append((milestone.verdict, milestone.version, milestone.by_id))
    for key, history in found.items():
        first = history.rows[0]
        if (first.version, first.status) != (1, "draft"):
            yield f"passage {key} begins with version {first.version}, {first.status}"
        for place, (before, after) in enumerate(pairwise(history.rows)):
            if reason := _wrong(before, after):
                yield f"passage {key}, version {before.version} → {after.version}: {reason}"
            elif history.times[place] is None or history.users[place] is None:
                yield f"passage {key}, version {after.version}: nobody knows who did it"
        expected = list(_decided(history))
        if sorted(expected) != sorted(kept[key]):
            yield f"passage {key}: the record has {kept[key]}, its rows say {expected}"


def _wrong(before: Any, after: Any) -> str:
    turn = (before.status, after.status)
    if after.version == before.version:
        if changed := [
            name for name in (*SAID, "within_id", "action") if getattr(before, name) != getattr(after, name)
        ]:
            return f"{', '.join(changed)} changed without a new version"
        if turn not in DECIDED and turn[0] != turn[1]:
            return f"{turn[0]} became {turn[1]}"
        return ""
    if after.version != before.version + 1:
        return "there is a gap"
    if turn[0] != turn[1] and turn not in CHANGED | TURNED:
        return f"{turn[0]} became {turn[1]}"
    if after.action == before.action and any(getattr(before, name) != getattr(after, name) for name in SAID):
        return "it says something else by no action"
    return ""


def _decided(history: History) -> Iterator[tuple[str, int, int]]:
    """The steps of review that its rows tell of: verdict, version, by whom."""
    for place, (before, after) in enumerate(pairwise(history.rows)):
        user = history.users[place]
        if before.status == "approved" and after.status in ("returned", "submitted"):
            yield "reopened", before.version, user or 0
        elif before.version == after.version and before.status != after.status:
            yield {"submitted": "handed_in"}.get(after.status, after.status), after.version, user or 0


def own_approvals(found: dict[str, History]) -> Iterator[str]:
    """Whoever approves, what they did last to it came to nothing: it says what it said when another left it."""
    for key, history in found.items():
        for place, (before, after) in enumerate(pairwise(history.rows)):
            if before.status == "approved" or after.status != "approved":
                continue
            approver = history.users[place]
            if after.reviewed_by_id != approver or after.reviewed_version != after.version:
                yield f"passage {key}, version {after.version}: the approval is not of that version or person"
            if before.changed_by_id == approver:
                yield f"passage {key}, version {after.version}: {approver} was its last changer"
            left = place
            while left > 0 and history.users[left - 1] == approver:
                left -= 1
            made_it = left == 0 and history.passage.created_by_id == approver
            if made_it or history.said(left) != history.said(place):
                yield f"passage {key}, version {after.version}: {approver} approved what they changed themselves"


def unseen_approvals(journal: Journal, found: dict[str, History], words: Words) -> Iterator[str]:
    """A card with what was approved was read by its reviewer before."""
    from tests.scale.stress_checks import differs

    seen = defaultdict(list)
    for (person, card), at in journal.seen.items():
        seen[person, card.passage, card.version].append((card, at))
    for milestone in Milestone.objects.filter(verdict="approved").select_related("by"):
        key = str(milestone.passage_id)
        cards = [
            card for card, at in seen[milestone.by.username, key, milestone.version]
            if at < milestone.at and not differs(card, found[key], words, milestone.at)
        ]  # fmt: skip
        if not cards:
            yield f"passage {key}, version {milestone.version}, approved by {milestone.by.username} at {milestone.at}"


def nested(found: dict[str, History]) -> Iterator[str]:
    """Every open passage stands in the smallest live one of its reading around it."""
    readings = defaultdict(list)
    for history in found.values():
        if history.passage.is_live:
            readings[history.passage.article_id, history.passage.editor_id].append(history.passage)
    for passages in readings.values():
        for inner in passages:
            around = [outer for outer in passages if outer is not inner and outer.content.encloses(inner.content)]
            smallest = min(around, key=lambda outer: (outer.content.size, outer.pk), default=None)
            if inner.status in OPEN and inner.within_id != (smallest and smallest.pk):
                yield f"passage {inner.pk} stands in {inner.within_id}, not in {smallest and smallest.pk}"


def handed_over(found: dict[str, History]) -> Iterator[str]:
    """What is approved, handed in, returned or accepted is so with good reason, now and at every step."""
    by_reading = defaultdict(list)
    for passage in Passage.objects.prefetch_related("attributions", "statements", "denials").select_related("within"):
        by_reading[passage.article_id, passage.editor_id].append(passage)
        if passage.status == "approved" and lacks_of(passage):
            yield f"passage {passage.pk} is approved and lacks {lacks_of(passage)}"
        if passage.status == "submitted" and lacks_of(passage) and passage.changed_by_id == passage.editor_id:
            yield f"passage {passage.pk} is handed in by its editor and lacks {lacks_of(passage)}"
        if passage.status == "returned" and not (passage.reviewed_by_id and passage.review_note):
            yield f"passage {passage.pk} is returned by nobody or without a reason"
        if passage.within and passage.status in OPEN and not passage.within.is_live:
            yield f"passage {passage.pk} stands in {passage.within_id}, which is {passage.within.status}"
    readings = {(each.article_id, each.editor_id): each for each in Assignment.objects.all()}
    for key, passages in by_reading.items():
        reading = readings.get(key)
        if reading is None:
            yield f"article {key[0]}: editor {key[1]} has passages and no assignment"
        elif any(passage.status in ("submitted", "approved") for passage in passages) and not reading.handed_in_at:
            yield f"article {key[0]}: the reading of {key[1]} has what is handed in, and is not"
        elif reading.accepted_at and (waiting := [each.pk for each in passages if each.status == "submitted"]):
            yield f"article {key[0]}: the reading of {key[1]} is accepted while {waiting} wait for a decision"
        if reading and reading.accepted_at and reading.accepted_by_id == key[1]:
            yield f"article {key[0]}: {key[1]} accepted their own reading"
