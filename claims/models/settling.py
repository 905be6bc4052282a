"""Settling what two readings of an article say: the verbs of whoever reviews, each one transaction.

A decision approves a passage and lets its twins give way to it (`merge_into`); it edits none of them. A third wording
is the passage of whoever settles, approved by another. Each decision covers the versions that were seen, is on record
with its reason, and can be taken back. Claims of the same words that a decided pair cites are made one.

Locked in the order of all verbs: the readings of the article, then its passages.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.comparing import ASPECTS, version_of
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.claims import Claim
from claims.models.editing import AlreadyDone, Stale
from claims.models.joining import join_alike
from claims.models.passages import Passage
from claims.models.people import User
from claims.models.reviews import Assignment
from claims.models.twins import release
from claims.models.words import AttributionRole, Status
from claims.permissions import Action, Role, allowed
from claims.settling import differences
from claims.short_texts import clean_paragraphs


class Seen(NamedTuple):
    """A passage, and the version of it that was shown."""

    pk: uuid.UUID
    version: int


class Agreed(NamedTuple):
    """What became of the pairs that agree: how many were approved, and how many were left for a look of their own."""

    approved: int
    left: int


@contextmanager
def _deciding(article: Article, seen: Iterable[Seen], *, by: User) -> Iterator[list[Passage]]:
    """One transaction in which nothing of the article moves: the passages that were seen, locked, in the order given.

    Raises PermissionDenied, or ValidationError when the article is archived, a passage is none of it, or one's own.
    """
    wanted = [each.pk for each in seen]
    with guarded():
        if not allowed(article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied
        if article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        Assignment.lock_all(article=article.pk)
        rows = Passage.objects.filter(article=article, pk__in=wanted).order_by("pk")
        found = {each.pk: each for each in rows.select_for_update(of=("self",), no_key=True)}
        if set(wanted) - found.keys():
            raise ValidationError(gettext("This passage is not in the article. Load the page again."), code="gone")
        passages = [found[pk] for pk in wanted]
        for passage in passages:
            passage.article = article
            if passage.editor_id == by.pk:
                raise ValidationError(
                    gettext("One of the two readings is your own, so somebody else settles it."), code="own_reading"
                )
        yield passages


def take(*, article: Article, chosen: Seen, other: Seen | None = None, by: User, reason: str = "") -> None:
    """Approve one of two passages; the other, if there is one, gives way to it.

    What is approved already only stands for the other, and what gave way itself, by what stands for it. Raises
    AlreadyDone, Stale when either is not as it was seen, PermissionDenied or ValidationError. Without a reason, it
    is what the two differ in.
    """
    seen = [chosen, *([other] if other else [])]
    with _deciding(article, seen, by=by) as passages:
        taken, twin = passages[0], passages[1] if other else None
        stands = _stands(taken)
        if stands and stands.status == Status.APPROVED and (twin is None or twin.same_as == stands):
            raise AlreadyDone
        _check_seen(zip(passages, seen, strict=True))
        if stands is None or (twin is None and taken.status != Status.SUBMITTED):
            raise _decided(taken)
        if taken.status == Status.SUBMITTED:
            taken.approve(by=by, version=chosen.version)
        if twin and other:
            reason = clean_paragraphs(reason).strip() or _difference(taken, twin)
            twin.merge_into(stands, by=by, version=other.version, reason=reason)
            join_alike([[taken.pk, twin.pk]])


def _difference(taken: Passage, twin: Passage) -> str:
    """The reason where none is given: in what the two differ."""
    found = Passage.objects.filter(pk__in=[taken.pk, twin.pk]).for_cards().in_bulk()
    aspects = differences(version_of(found[taken.pk]), version_of(found[twin.pk]))
    if not aspects:
        return gettext("Both readings say the same.")
    named = ", ".join(str(ASPECTS[aspect]) for aspect in aspects)
    return gettext("The other reading was taken. They differ in: %(aspects)s.") % {"aspects": named}


def give_back(*, article: Article, seen: Seen, by: User, reason: str) -> None:
    """Return a passage to its editor with a reason. Raises as `Passage.send_back` does, or when it is one's own."""
    with _deciding(article, [seen], by=by) as passages:
        passages[0].send_back(by=by, version=seen.version, reason=reason)


def _stands(passage: Passage) -> Passage | None:
    """What another can give way to: the passage, or what stands for it already; none while its editor has it."""
    if passage.status in (Status.SUBMITTED, Status.APPROVED):
        return passage
    return Passage.objects.get(pk=passage.same_as_id) if passage.same_as_id else None


def take_both(*, article: Article, both: Sequence[Seen], by: User) -> None:
    """Approve both of two passages, as two that are apart. Raises as `take` does."""
    with _deciding(article, both, by=by) as passages:
        waiting = [each for each in passages if each.status == Status.SUBMITTED]
        if not waiting:
            raise AlreadyDone
        _check_seen(zip(passages, both, strict=True))
        for passage in waiting:
            passage.approve(by=by, version=passage.version)
        join_alike([[each.pk for each in both]])


def agree(*, article: Article, pairs: Sequence[tuple[Seen, Seen]], by: User, reason: str = "") -> Agreed:
    """Approve one of each of these pairs, if they say the same, and let the other give way to it.

    Of two the one that says more around it, by cue and source, is approved, else the first. A pair that is not as it
    was seen, that does not say the same, or that this person may not approve, is left as it is; one that is decided
    already is neither. Raises PermissionDenied or ValidationError.
    """
    reason = clean_paragraphs(reason).strip() or gettext("Both readings say the same.")
    with _deciding(article, [each for pair in pairs for each in pair], by=by) as passages:
        loaded = Passage.objects.filter(pk__in=[each.pk for each in passages]).for_cards().in_bulk()
        outcomes = [_agree_on(pair, loaded, by=by, reason=reason, article=article) for pair in pairs]
        join_alike([[one.pk, other.pk] for (one, other), done in zip(pairs, outcomes, strict=True) if done])
    return Agreed(outcomes.count(True), outcomes.count(False))


def _agree_on(
    pair: tuple[Seen, Seen], loaded: dict[uuid.UUID, Passage], *, by: User, reason: str, article: Article
) -> bool | None:
    passages = [loaded[each.pk] for each in pair]
    for passage in passages:
        passage.article = article
    statuses = [each.status for each in passages]
    if Status.SUBMITTED not in statuses:
        return None
    as_seen = all(passage.version == seen.version for passage, seen in zip(passages, pair, strict=True))
    if not as_seen or differences(*(version_of(each) for each in passages)):
        return False
    if statuses == [Status.SUBMITTED, Status.SUBMITTED]:
        passages.sort(key=lambda each: -(bool(each.cue) + bool(each.source)))
    elif statuses[0] == Status.SUBMITTED:
        passages.reverse()
    chosen, other = passages
    stands = _stands(chosen)
    if stands is None:
        return False
    try:
        # One of its own, so that what cannot be approved leaves nothing half done.
        with guarded():
            if chosen.status == Status.SUBMITTED:
                chosen.approve(by=by, version=chosen.version)
            other.merge_into(stands, by=by, version=other.version, reason=reason)
    except ValidationError:
        return False
    return True


def word_anew(
    *, article: Article, id: uuid.UUID, after: Seen, other: Seen | None = None, by: User, reason: str = ""
) -> Passage:
    """Put a passage of one's own, worded like one of the two, in the place of both; they give way to it.

    It is a draft: mended where articles are marked, handed in like any other, and approved by another person.
    Raises AlreadyDone when it arrived before, Stale, PermissionDenied or ValidationError.
    """
    seen = [after, *([other] if other else [])]
    with _deciding(article, seen, by=by) as passages:
        if Passage.objects.filter(pk=id, article=article, editor=by).exists():
            raise AlreadyDone
        _check_seen(zip(passages, seen, strict=True))
        for passage in passages:
            if passage.status != Status.SUBMITTED:
                raise _decided(passage)
        Assignment.for_settling(article=article, by=by)
        reason = clean_paragraphs(reason).strip() or gettext("%(name)s worded it anew.") % {"name": by.name}
        role = Role(article.collection.role_of(by) or Role.REVIEWER)
        model = passages[0]
        made, _moved = Passage.make(
            id=id, article=article, by=by, role=role, mark=model.mark, content=model.content, cue=model.cue,
            source=model.source,
        )  # fmt: skip
        _copy_parts(model, made, by=by)
        for passage in passages:
            passage.merge_into(made, by=by, version=passage.version, reason=reason)
    # Anew, since it was made without its parts.
    return Passage.objects.select_related("editor").get(pk=made.pk)


def _copy_parts(model: Passage, made: Passage, *, by: User) -> None:
    """Give a passage that was just made the parts of another; merged claims and actors as what they went into."""
    for role in AttributionRole:
        named = model.attributions.filter(role=role).select_related("actor__merged_into")
        made.attribute(list(dict.fromkeys(part.actor.resolved for part in named)), role, by=by)
    stated = model.statements.select_related("claim__merged_into")
    made.state(list(dict.fromkeys(part.claim.resolved for part in stated)), by=by)
    denied: set[Claim] = set()
    for denial in model.denials.select_related("claim__merged_into"):
        claim = denial.claim.resolved if denial.claim else None
        if claim in denied:
            continue
        denied |= {claim} if claim else set()
        made.denials.create(
            claim=claim, kind=denial.kind, state=denial.state, target_text=denial.target_text,
            answers_id=denial.answers_id, created_by=by,
        )  # fmt: skip
    if model.unattributed:
        made.set_unattributed(unattributed=True, by=by, version=made.version, action=uuid.uuid4())


def take_back(*, article: Article, seen: Sequence[Seen], by: User, reason: str = "") -> None:
    """Take back what was decided about these passages: each waits for a decision again, and so do those that gave way.

    A wording that was made for them first loses its approval alone; not approved, whoever made it takes it back, and
    it is withdrawn. Raises Stale, PermissionDenied, or ValidationError when there is nothing to take back.
    """
    reason = clean_paragraphs(reason).strip() or gettext("The decision was taken back.")
    with _deciding(article, seen, by=by) as passages:
        _check_seen(zip(passages, seen, strict=True))
        # By number, so that what stands for both is taken back once.
        stands = {(each.same_as_id or each.pk): None for each in passages if each.status in _DECIDED}
        rows = Passage.objects.filter(pk__in=list(stands)).order_by("pk").select_for_update(of=("self",), no_key=True)
        decisions = [_Decision(each, article, by, reason) for each in rows]
        if not decisions:
            raise ValidationError(gettext("Nothing is decided here, so there is nothing to take back."), code="open")
        for decision in decisions:
            decision.take_back()


_DECIDED = (Status.APPROVED, Status.MERGED)


@dataclass
class _Decision:
    """What stands after a decision, while it is taken back."""

    passage: Passage
    article: Article
    by: User
    reason: str

    def take_back(self) -> None:
        """Put it, and those that gave way to it, back to where a decision is wanted."""
        passage, by = self.passage, self.by
        passage.article = self.article
        is_wording, is_approved = passage.is_wording, passage.status == Status.APPROVED
        if is_wording and not is_approved:
            if passage.editor_id != by.pk:
                name = {"name": passage.editor.name}
                raise ValidationError(
                    gettext("%(name)s worded this anew, so %(name)s takes it back. You can return it with a reason.")
                    % name,
                    code="wording",
                )
            # Withdrawing lets go of those that gave way.
            passage.withdraw(by=by, version=passage.version, action=uuid.uuid4())
            return
        if is_approved:
            passage.wait_again(by=by, reason=self.reason)
            readings = Assignment.objects.filter(article=self.article, editor=passage.editor_id)
            readings.update(accepted_at=None, accepted_by=None)
        if not is_wording:
            release(passage, by=by, reason=self.reason)


def _check_seen(passages: Iterable[tuple[Passage, Seen]]) -> None:
    if any(passage.version != seen.version for passage, seen in passages):
        raise Stale


def _decided(passage: Passage) -> ValidationError:
    return ValidationError(
        gettext("This passage is %(status)s, so there is nothing to decide."),
        code="not_submitted",
        params={"status": passage.get_status_display()},
    )
