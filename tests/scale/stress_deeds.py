"""What simulated people do: each deed is one change that an editor or a reviewer makes in an article."""

import re
from collections.abc import Callable

from tests.make import uuid7
from tests.scale.stress_cards import Seen
from tests.scale.stress_people import Tab
from tests.scale.stress_scene import Place

type Deed = Callable[[Tab, Place], object]

OPEN = ("draft", "submitted", "returned")
MOST_PASSAGES = 9  # of one person in one article
MARKS = ("assertion", "refutation", "quote")
REASONS = ("The speaker is the ministry.", "Which plan?", "This is no denial.")


def _own(tab: Tab, place: Place, *statuses: str) -> list[Seen]:
    shown = tab.shown[place.pk].values()
    return [seen for seen in shown if seen.is_mine and seen.card.status in statuses]


def _others(tab: Tab, place: Place, status: str) -> list[Seen]:
    return [seen for seen in tab.shown[place.pk].values() if not seen.is_mine and seen.card.status == status]


def _chosen(tab: Tab, among: list[Seen]) -> Seen | None:
    return tab.random.choice(among) if among else None


def _stretch(tab: Tab, place: Place) -> str:
    """Words of the article: a saying, with its speaker around it, or in two fragments."""
    saying = tab.random.choice(place.sayings)
    start, end = saying.start, saying.end
    kind = tab.random.random()
    if kind < 0.3:
        return f"{min(start, saying.source[0])}..{max(end, saying.source[1])}"
    gap = place.text.index(" ", start + (end - start) // 3)
    return f"{start}..{gap};{gap + 1}..{end}" if kind < 0.4 and gap + 1 < end else f"{start}..{end}"


def _claim(tab: Tab) -> dict[str, str | list[str]]:
    """A claim that is known, or one in words that may be new."""
    if tab.random.random() < 0.7:
        return {"claim": str(tab.random.choice(tab.scene.claims))}
    return {"statement": tab.random.choice(tab.scene.words)}


def mark(tab: Tab, place: Place) -> object:
    """A new passage; some with their parts."""
    if len(_own(tab, place, *OPEN, "approved")) >= MOST_PASSAGES:
        return add_part(tab, place)
    passage, kind = str(uuid7()), tab.random.choice(MARKS)
    fields: dict[str, str | list[str]] = {"id": passage, "mark": kind, "content": _stretch(tab, place)}
    if tab.random.random() < 0.5:
        fields["speaker"] = [str(tab.random.choice(tab.scene.actors)[0])]
        fields["denies" if kind == "refutation" else "states"] = [str(tab.random.choice(tab.scene.claims))]
    fields["action"] = str(uuid7())
    return tab.write("mark", f"/articles/{place.pk}/passages/", fields, article=place.pk, passage=passage)


def _add_to(tab: Tab, seen: Seen, place: Place, part: str) -> object:
    if part == "speaker" and tab.random.random() < 0.2:
        return tab.change("say nobody is named", "unattributed", seen, place.pk, unattributed="1")
    if part == "speaker":
        name = tab.random.choice(tab.scene.names)
        actor = str(tab.random.choice(tab.scene.actors)[0])
        who = {"name": name, "kind": "person"} if tab.random.random() < 0.3 else {"actor": actor}
        return tab.change("add a speaker", "speakers", seen, place.pk, **who)
    if part == "claim":
        return tab.change("add a claim", "statements", seen, place.pk, **_claim(tab))
    kind = tab.random.random()
    if kind < 0.7:
        return tab.change("add a denial", "denials", seen, place.pk, state="linked", **_claim(tab))
    target = {"state": "not_here", "target_text": "that it rained"} if kind < 0.85 else {"state": "unsaid"}
    return tab.change("add a denial", "denials", seen, place.pk, **target)


def add_part(tab: Tab, place: Place) -> object:
    """What a passage still needs, or one more."""
    lacking = [seen for seen in _own(tab, place, *OPEN) if seen.lacks]
    if seen := _chosen(tab, lacking):
        return _add_to(tab, seen, place, seen.lacks[0])
    if seen := _chosen(tab, _own(tab, place, *OPEN)):
        if tab.random.random() < 0.2:
            actor = str(tab.random.choice(tab.scene.actors)[0])
            return tab.change("add a via", "via", seen, place.pk, actor=actor)
        part = tab.random.choice(["speaker", "claim", *(["denial"] if seen.card.mark == "refutation" else [])])
        return _add_to(tab, seen, place, part)
    return None


def take_part(tab: Tab, place: Place) -> object:
    """A speaker, a claim or a denial off again."""
    chosen = _chosen(tab, _own(tab, place, *OPEN))
    seen = chosen and tab.open(chosen.card.passage, place.pk)
    if not seen:
        return None
    ways: list[tuple[str, str, dict[str, str]]] = [
        *(("take an actor off", "actors/remove", {"actor": actor, "role": role}) for actor, role in seen.actors),
        *(("take a claim off", "statements/remove", {"claim": claim}) for claim in seen.claims),
        *(("take a denial off", f"denials/{denial}/remove", {}) for denial in seen.denials),
        *(("change a denial", f"denials/{denial}", {"kind": "disputes"}) for denial in seen.denials),
    ]
    if not ways:
        return None
    verb, address, fields = tab.random.choice(ways)
    return tab.change(verb, address, seen, place.pk, **fields)


def _mend(tab: Tab, seen: Seen, place: Place) -> object:
    kind = tab.random.random()
    if kind < 0.35:
        return tab.change("change the words", "spans", seen, place.pk, content=_stretch(tab, place))
    if kind < 0.5:
        saying = tab.random.choice(place.sayings)
        return tab.change("set the source", "spans", seen, place.pk, source="{}..{}".format(*saying.source))
    if kind < 0.75:
        denials = tab.random.choice(["", "drop", "state"])
        return tab.change("change the mark", "mark", seen, place.pk, mark=tab.random.choice(MARKS), denials=denials)
    return tab.change("set the note", "note", seen, place.pk, note=f"note {tab.random.randrange(10_000)}")


def change(tab: Tab, place: Place) -> object:
    """Words, source, mark or note of an own passage."""
    seen = _chosen(tab, _own(tab, place, *OPEN))
    return seen and _mend(tab, seen, place)


def withdraw(tab: Tab, place: Place) -> object:
    """Take a passage back."""
    seen = _chosen(tab, _own(tab, place, *OPEN))
    return seen and tab.change("withdraw", "withdraw", seen, place.pk)


def restore(tab: Tab, place: Place) -> object:
    """Bring one back."""
    tab.look(f"/articles/{place.pk}/withdrawn/", place.pk)
    seen = _chosen(tab, _own(tab, place, "withdrawn"))
    return seen and tab.change("restore", "restore", seen, place.pk)


def undo(tab: Tab, place: Place) -> object:
    """Take back one's own last action; now and then do it again."""
    tab.act("undo", f"/articles/{place.pk}/undo/", place.pk)
    return tab.random.random() < 0.5 and tab.act("redo", f"/articles/{place.pk}/redo/", place.pk)


def hand_in(tab: Tab, place: Place) -> object:
    """Make complete what lacks something, then hand in."""
    unfinished = _own(tab, place, "draft", "returned")
    for seen in unfinished:
        if seen.lacks:
            return _add_to(tab, seen, place, seen.lacks[0])
    if not unfinished and tab.random.random() < 0.9:
        return mark(tab, place)
    tab.act("hand in", f"/articles/{place.pk}/hand-in/", place.pk)
    return tab.look(f"/articles/{place.pk}/", place.pk)


def decide(tab: Tab, place: Place) -> object:
    """Approve, return or mend what is handed in; and agree to what was mended of one's own."""
    chosen = _chosen(tab, _others(tab, place, "submitted") + _own(tab, place, "submitted"))
    if not chosen:
        return None
    # Most look at it afresh; some decide on what the page has shown for a while.
    afresh = tab.random.random() < 0.5
    seen = tab.open(chosen.card.passage, place.pk) if afresh else chosen
    kind = tab.random.random()
    if not seen or (seen.is_mine and not seen.may_approve):
        return None
    if kind < 0.6:
        return tab.change("approve", "approve", seen, place.pk)
    if kind < 0.8 and not seen.is_mine:
        return tab.change("return", "return", seen, place.pk, reason=tab.random.choice(REASONS))
    return _mend(tab, seen, place)


def reopen(tab: Tab, place: Place) -> object:
    """Make an approved passage returned."""
    seen = _chosen(tab, _others(tab, place, "approved"))
    return seen and tab.change("reopen", "reopen", seen, place.pk, reason=tab.random.choice(REASONS))


def accept(tab: Tab, place: Place) -> object:
    """Say of a reading that nothing is missing."""
    page = tab.look(f"/articles/{place.pk}/", place.pk).text
    readings = tab.readings_to_accept(page)
    if readings:
        tab.act("accept", f"/assignments/{tab.random.choice(readings)}/accept/", place.pk)
    return None


def _claims(tab: Tab, place: Place) -> list[str]:
    return sorted(set(re.findall(r'href="/claims/(\d+)/"', tab.look("/claims/", place.pk).text)))


def merge_claims(tab: Tab, place: Place) -> object:
    """Two claims become one."""
    known = _claims(tab, place)
    # Until few are left: then there is nothing to choose from any more.
    if len(known) < 12:
        return None
    stays, goes = tab.random.sample(known, 2)
    return tab.act("merge claims", f"/claims/{stays}/merge/", place.pk, other=goes)


def reword_claim(tab: Tab, place: Place) -> object:
    """Other words for a claim; what is approved on the old ones waits for agreement again."""
    known = _claims(tab, place)
    words = f"It was so, as number {tab.random.randrange(100_000)} says."
    spelling = {"spelling": "on"} if tab.random.random() < 0.3 else {}
    address = f"/claims/{tab.random.choice(known)}/reword/"
    drawn = re.search(r'name="seen" value="(\w+)"', tab.look(address, place.pk).text)
    if not drawn:
        # Merged since, or only a reviewer may.
        return None
    return tab.act("reword a claim", address, place.pk, statement=words, seen=drawn[1], **spelling)


EDITING: dict[Deed, int] = {
    mark: 10, add_part: 12, change: 10, take_part: 4, withdraw: 3, restore: 3, undo: 6, hand_in: 14, decide: 4,
}  # fmt: skip
REVIEWING: dict[Deed, int] = {
    decide: 40, reopen: 6, accept: 8, merge_claims: 2, reword_claim: 2, undo: 5, mark: 4, hand_in: 4,
}  # fmt: skip


def next_deed(tab: Tab) -> None:
    """Choose an article and do something there; look at it first, if it was not looked at for a while."""
    place = tab.random.choice(tab.person.places)
    if place.pk not in tab.shown or tab.random.random() < 0.25:
        tab.look(f"/articles/{place.pk}/", place.pk)
    deeds = EDITING if tab.person.role == "editor" else REVIEWING
    [deed] = tab.random.choices(list(deeds), list(deeds.values()))
    deed(tab, place)
