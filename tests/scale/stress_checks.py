"""Holds what people were told against what the database and its history say. Each check answers its findings."""

from collections.abc import Callable, Iterator
from typing import Any

from claims.models import Assignment, Claim, Milestone
from claims.spans import Spans
from claims.verification import article_problems, passage_problems
from tests.scale.stress_cards import Card
from tests.scale.stress_history import TURNS, History, Words, events_of, histories, told, words_at
from tests.scale.stress_journal import Journal, Write
from tests.scale.stress_rules import handed_over, nested, own_approvals, steps, unseen_approvals
from tests.scale.stress_servers import Outage

FIVE_HUNDRED = "nothing was answered 500 while server and database were up"
DECISIONS = {"approve": "approved", "return": "returned", "reopen": "reopened"}


def checked(journal: Journal, outages: list[Outage]) -> tuple[dict[str, list[str]], list[str]]:
    """All checks by name, with what they found wrong; and how the passages that this is about came to be."""
    found, words = histories(journal), Words()
    checks: dict[str, Callable[[], Iterator[str]]] = {
        "every acknowledged change is there": lambda: _missing(journal, found),
        "no change is there twice": lambda: _twice(journal, found),
        "nothing is there that nobody sent or that was refused": lambda: _unasked(journal, found),
        "every passage’s words verify, in each of its versions": lambda: _unverified(found),
        "versions follow each other without gaps, by steps that there are": lambda: steps(found),
        "each version is in history as people were shown it": lambda: _otherwise(journal, found, words),
        "nobody approved their own change": lambda: own_approvals(found),
        "no approval covers a version that its reviewer did not see": lambda: unseen_approvals(journal, found, words),
        "passages stand in the smallest one around them": lambda: nested(found),
        "statuses and readings keep the rules": lambda: handed_over(found),
        FIVE_HUNDRED: lambda: _broken(journal, outages),
    }
    results = {name: list(check()) for name, check in checks.items()}
    wrong = " ".join(finding for findings in results.values() for finding in findings)
    evidence = [line for key, history in found.items() if key in wrong for line in told(history, journal)]
    return results, evidence


# -- What was acknowledged


def _missing(journal: Journal, found: dict[str, History]) -> Iterator[str]:
    for entry in journal.writes:
        if entry.is_done and (reason := _not_there(entry, found)):
            yield f"{reason}: {entry.told()}"


def _not_there(entry: Write, found: dict[str, History]) -> str:
    passage = entry.turned if entry.verb in TURNS else entry.passage
    if entry.verb in DECISIONS:
        return "" if _kept(entry).exists() else "no such step is on record"
    if entry.verb in ("hand in", "accept"):
        return "" if _is_in_assignment(entry) else "its reading knows nothing of it"
    if entry.verb == "merge claims":
        pair = [int(str(entry.fields["other"])), int(entry.path.split("/")[2])]
        final = {Words().final(pk) for pk in Claim.objects.filter(pk__in=pair).values_list("pk", flat=True)}
        return "" if len(final) == 1 else "the two are not one claim"
    if entry.verb == "reword a claim":
        claim = int(entry.path.split("/")[2])
        worded = Claim.objects.filter(pk=claim, statement=entry.fields["statement"])
        once = events_of(Claim).filter(id=claim, statement=entry.fields["statement"])
        return "" if worded.exists() or once.exists() else "the claim never had these words"
    if not passage:
        return ""  # there was nothing to take back
    if passage not in found:
        return "there is no such passage"
    made = found[passage].made_by(entry.action)
    if not made:
        return "no version comes from it"
    return "" if _took_effect(entry, found[passage], made[0]) else "its version does not say so"


def _is_in_assignment(entry: Write) -> bool:
    """Whether the assignment was at some time as the answer said."""
    if entry.verb == "accept":
        which: dict[str, Any] = {"pk": entry.path.split("/")[2]}
        what = {"accepted_by": entry.user, "accepted_at__range": (entry.sent, entry.answered)}
    else:
        which = {"article": entry.article, "editor": entry.user}
        what = {"handed_in_at__range": (entry.sent, entry.answered)}
    assignment = Assignment.objects.get(**which)
    return Assignment.objects.filter(pk=assignment.pk, **what).exists() or (
        events_of(Assignment).filter(id=assignment.pk, **what).exists()
    )


def _took_effect(entry: Write, history: History, row: int) -> bool:
    """Whether the version that a change made says what was asked for."""
    after, sent = history.rows[row], {name: str(value) for name, value in entry.fields.items()}
    if entry.verb in TURNS:
        # What is taken back or done again was there before.
        return any(history.may_say(row, before) for before in range(row))
    if entry.version and history.rows[row - 1].version != entry.version:
        return False

    def has(kind: str, what: str) -> bool:
        return not sent.get(what) or int(sent[what]) in history.perhaps(kind, row)

    effects: dict[str, Callable[[], bool]] = {
        "mark": lambda: after.mark == sent["mark"] and after.content == Spans.parse(sent["content"]),
        "change the mark": lambda: after.mark == sent["mark"],
        "change the words": lambda: after.content == Spans.parse(sent["content"]),
        "set the source": lambda: after.source == Spans.parse(sent["source"]),
        "set the note": lambda: after.note == sent["note"],
        "withdraw": lambda: after.status == "withdrawn",
        "restore": lambda: after.status == "draft",
        "say nobody is named": lambda: after.unattributed and not history.surely("speaker", row),
        "add a speaker": lambda: has("speaker", "actor") and not after.unattributed,
        "add a via": lambda: has("via", "actor"),
        "add a claim": lambda: has("states", "claim"),
        "add a denial": lambda: has("denies", "claim"),
        "take an actor off": lambda: int(sent["actor"]) not in history.surely(sent["role"], row),
        "take a claim off": lambda: int(sent["claim"]) not in history.surely("states", row),
        "take a denial off": lambda: (
            # Numbers of denials alone: a speaker or a claim may have the same one.
            int(entry.path.split("/")[4])
            not in {life.pk for life in history.lives if life.kind == "denies" and life.sure <= row < life.end}
        ),
        "change a denial": lambda: True,
    }
    return effects[entry.verb]()


def _twice(journal: Journal, found: dict[str, History]) -> Iterator[str]:
    actions = {entry.action: entry for entry in journal.writes if entry.action}
    done: dict[str, int] = {}
    for history in found.values():
        for place, row in enumerate(history.rows):
            if place == 0 or row.action != history.rows[place - 1].action:
                done[str(row.action)] = done.get(str(row.action), 0) + 1
    for action, times in done.items():
        if times > 1:
            yield f"{times}×: {actions[action].told() if action in actions else action}"
    for entry in journal.writes:
        if entry.verb in DECISIONS:
            same = [each for each in journal.writes if _decision(each) == _decision(entry) and not each.is_refused]
            kept = _kept(entry).count()
            if kept > len(same):
                yield f"{kept} on record, {len(same)} acknowledged or in doubt: {entry.told()}"


def _decision(entry: Write) -> tuple[Any, ...]:
    return entry.verb, entry.passage, entry.user, entry.version, entry.fields.get("reason")


def _kept(entry: Write) -> Any:
    """What is on record of a decision, by its reason too: rewording a claim reopens for a reason of its own."""
    return Milestone.objects.filter(
        passage=entry.passage,
        verdict=DECISIONS[entry.verb],
        by=entry.user,
        version=entry.version,
        note=str(entry.fields.get("reason", "")),
    )


def _unasked(journal: Journal, found: dict[str, History]) -> Iterator[str]:
    actions = {entry.action: entry for entry in journal.writes if entry.action}
    for key, history in found.items():
        for place, row in enumerate(history.rows):
            if place and row.action == history.rows[place - 1].action:
                continue
            entry = actions.get(str(row.action))
            if entry is None:
                yield f"passage {key}, version {row.version}: nobody sent action {row.action}"
            elif entry.status and not entry.is_done:
                yield f"passage {key}, version {row.version}, was answered {entry.status}: {entry.told()}"
            elif place and history.users[place - 1] != entry.user:
                yield f"passage {key}, version {row.version}, stands in another name: {entry.told()}"


# -- What was shown


def _unverified(found: dict[str, History]) -> Iterator[str]:
    passages = next(iter(found.values())).passage._meta.default_manager.for_verifying()
    articles = {history.passage.article_id: history.passage.article for history in found.values()}
    for article in articles.values():
        yield from (f"article {article.pk}: {problem}" for problem in article_problems(article))
    for passage in passages:
        problems = passage_problems(passage, articles[passage.article_id])
        yield from (f"passage {passage.pk}: {problem}" for problem in problems)
    for history in found.values():
        for place in range(len(history.rows)):
            yield from words_at(history, place)


def _otherwise(journal: Journal, found: dict[str, History], words: Words) -> Iterator[str]:
    for (person, card), at in journal.seen.items():
        history = found.get(card.passage)
        if history is None:
            yield f"{person} saw a passage that there is not: {card}"
        elif reason := differs(card, history, words, at):
            yield f"{reason}, saw {person} at {at}: {card}"


def differs(card: Card, history: History, words: Words, at: Any) -> str:
    """In what a card that was read by then differs from the history of its passage; empty if in nothing."""
    rows = history.at_version(card.version)
    if not rows:
        return "there is no such version"
    row = history.rows[rows[0]]
    if (row.mark, str(row.content), row.exact) != (card.mark, card.spans, card.words):
        return f"it was {row.mark} {row.content} {row.exact!r}"
    if card.status and card.status not in {history.rows[place].status for place in rows}:
        return f"it was {row.status}"
    following = rows[-1] + 1
    if following < len(history.rows) and history.times[following - 1] <= at:
        # Fields and parts are read one after the other: the parts may be of the next version already.
        return ""
    for kind, shown in (("speaker", card.speakers), ("via", card.via)):
        sure, perhaps = (
            {words.actors[pk] for pk in pks} for pks in (history.surely(kind, rows[0]), history.perhaps(kind, rows[0]))
        )
        if not sure <= shown <= perhaps:
            return f"its {kind} was {sure or 'nobody'}"
    for kind, shown in (("states", card.states), ("denies", card.denies)):
        sure, perhaps = (
            {words.final(pk) for pk in pks if pk}
            for pks in (history.surely(kind, rows[0]), history.perhaps(kind, rows[0]))
        )
        meant = [words.claims[text] for text in shown]
        if not all(each & perhaps for each in meant) or not sure <= set().union(*meant):
            return f"{kind}: it was {sure or 'nothing'}, not {meant}"
    return ""


def _broken(journal: Journal, outages: list[Outage]) -> Iterator[str]:
    for each in journal.broken:
        if not any(each.began < outage.ended and outage.began < each.ended for outage in outages):
            yield f"{each.status} at {each.ended}: {each.what}"
