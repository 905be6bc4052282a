"""Adjudicate: compare two readings of an article and decide between them.

A decision approves a passage and merges its twins into it (`merge_passage`); it edits none of them. A third wording
is a passage of the reviewer's own, which another person approves. Each decision covers the versions that were shown,
is on record with its reason, and can be revoked. Claims of the same words that a decided pair cites are merged.

Each action locks the readings of the article first and then its passages, as all actions do.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.actions.adjudicate_claims import join_alike
from claims.actions.assignment_create import assign_adjudicator
from claims.actions.assignment_lock import lock_readings
from claims.actions.attribution_edit import create_attributions, set_unattributed
from claims.actions.passage_create import create_passage
from claims.actions.passage_merge import merge_passage, unmerge_twins
from claims.actions.passage_review import approve_passage, return_to_editor, revoke_approval
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.refusals import AlreadyDone, Stale, nothing_to_decide
from claims.actions.statement_edit import create_statements
from claims.comparison.differences import differences
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.choices import AttributionRole, Status
from claims.models.claims import Claim
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Action, Role, allowed
from claims.queries.article_editors import is_wording
from claims.queries.compared_readings import ASPECTS, version_of
from claims.text.short_texts import clean_paragraphs


class Seen(NamedTuple):
    """A passage and the version of it that was shown."""

    pk: uuid.UUID
    version: int


class Agreed(NamedTuple):
    """How many agreeing pairs were approved, and how many were left to be looked at one by one."""

    approved: int
    left: int


@contextmanager
def _deciding(article: Article, seen: Iterable[Seen], *, by: User) -> Iterator[list[Passage]]:
    """Lock the article's readings and the passages that were shown, and yield these in the order given.

    Opens the action's transaction. Raises PermissionDenied, or ValidationError if the article is archived, or a passage
    is not in it or is one's own.
    """
    wanted = [each.pk for each in seen]
    with guarded():
        if not allowed(article.collection.role_of(by), Action.REVIEW):
            raise PermissionDenied
        if article.archived:
            raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
        lock_readings(article.pk)
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


def approve_one(article: Article, *, chosen: Seen, other: Seen | None = None, by: User, reason: str = "") -> None:
    """Approve one of two passages and merge the other, if there is one, into it.

    If the chosen passage is approved already, only the other is merged; if it is merged itself, both have the same
    twin. Without a reason, the record names what the two differ in. Raises AlreadyDone, Stale if either changed since
    it was shown, PermissionDenied or ValidationError.
    """
    seen = [chosen, *([other] if other else [])]
    with _deciding(article, seen, by=by) as passages:
        taken, twin = passages[0], passages[1] if other else None
        stands = _stands(taken)
        if stands and stands.status == Status.APPROVED and (twin is None or twin.same_as == stands):
            raise AlreadyDone
        _check_seen(zip(passages, seen, strict=True))
        if stands is None or (twin is None and taken.status != Status.SUBMITTED):
            raise nothing_to_decide(taken)
        if taken.status == Status.SUBMITTED:
            approve_passage(taken, by=by, version=chosen.version)
        if twin and other:
            reason = clean_paragraphs(reason).strip() or _difference(taken, twin)
            merge_passage(twin, stands, by=by, version=other.version, reason=reason)
            join_alike([[taken.pk, twin.pk]])


def _difference(taken: Passage, twin: Passage) -> str:
    """The default reason: what the two passages differ in."""
    found = Passage.objects.filter(pk__in=[taken.pk, twin.pk]).for_cards().in_bulk()
    aspects = differences(version_of(found[taken.pk]), version_of(found[twin.pk]))
    if not aspects:
        return gettext("Both readings say the same.")
    named = ", ".join(str(ASPECTS[aspect]) for aspect in aspects)
    return gettext("The other reading was taken. They differ in: %(aspects)s.") % {"aspects": named}


def return_one(article: Article, *, seen: Seen, by: User, reason: str) -> None:
    """Return a passage to its editor with a reason. Raises as `return_to_editor` and `approve_one` do."""
    with _deciding(article, [seen], by=by) as passages:
        return_to_editor(passages[0], by=by, version=seen.version, reason=reason)


def _stands(passage: Passage) -> Passage | None:
    """The passage that another can be merged into: this one or its twin; None while its editor has it."""
    if passage.status in (Status.SUBMITTED, Status.APPROVED):
        return passage
    return Passage.objects.get(pk=passage.same_as_id) if passage.same_as_id else None


def approve_both(article: Article, *, both: Sequence[Seen], by: User) -> None:
    """Approve both of two passages, since they say different things. Raises as `approve_one` does."""
    with _deciding(article, both, by=by) as passages:
        waiting = [each for each in passages if each.status == Status.SUBMITTED]
        if not waiting:
            raise AlreadyDone
        _check_seen(zip(passages, both, strict=True))
        for passage in waiting:
            approve_passage(passage, by=by, version=passage.version)
        join_alike([[each.pk for each in both]])


def approve_agreeing(article: Article, *, pairs: Sequence[tuple[Seen, Seen]], by: User, reason: str = "") -> Agreed:
    """Approve one passage of each pair and merge the other into it, if both say the same.

    The passage with more of cue and source is approved, or else the first. A pair is left as it is if it changed since
    it was shown, if its passages differ, or if this person may not approve it. A pair that is decided already counts
    neither as approved nor as left. Raises PermissionDenied or ValidationError.
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
        # A transaction of its own, so that a refusal leaves nothing half done.
        with guarded():
            if chosen.status == Status.SUBMITTED:
                approve_passage(chosen, by=by, version=chosen.version)
            merge_passage(other, stands, by=by, version=other.version, reason=reason)
    except ValidationError:
        return False
    return True


def create_wording(
    article: Article, *, id: uuid.UUID, after: Seen, other: Seen | None = None, by: User, reason: str = ""
) -> Passage:
    """Create a passage of the reviewer's own from one of the two (`after`), and merge both into it. Answers it.

    The new passage is a draft: the reviewer corrects it in the workbench and hands it in, and another person approves
    it. Raises AlreadyDone if this id arrived before, Stale, PermissionDenied or ValidationError.
    """
    seen = [after, *([other] if other else [])]
    with _deciding(article, seen, by=by) as passages:
        if Passage.objects.filter(pk=id, article=article, editor=by).exists():
            raise AlreadyDone
        _check_seen(zip(passages, seen, strict=True))
        for passage in passages:
            if passage.status != Status.SUBMITTED:
                raise nothing_to_decide(passage)
        assign_adjudicator(article, by=by)
        reason = clean_paragraphs(reason).strip() or gettext("%(name)s worded it anew.") % {"name": by.name}
        role = Role(article.collection.role_of(by) or Role.REVIEWER)
        model = passages[0]
        made, _moved = create_passage(
            id=id, article=article, by=by, role=role, mark=model.mark, content=model.content, cue=model.cue,
            source=model.source,
        )  # fmt: skip
        _copy_parts(model, made, by=by)
        for passage in passages:
            merge_passage(passage, made, by=by, version=passage.version, reason=reason)
    # Loaded again, since it was made without its parts.
    return Passage.objects.select_related("editor").get(pk=made.pk)


def _copy_parts(model: Passage, made: Passage, *, by: User) -> None:
    """Copy the parts of a passage to one that was just made, with merged claims and actors resolved."""
    for role in AttributionRole:
        named = model.attributions.filter(role=role).select_related("actor__merged_into")
        create_attributions(made, list(dict.fromkeys(part.actor.resolved for part in named)), role, by=by)
    stated = model.statements.select_related("claim__merged_into")
    create_statements(made, list(dict.fromkeys(part.claim.resolved for part in stated)), by=by)
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
        set_unattributed(made, unattributed=True, by=by, version=made.version, action=uuid.uuid4())


def revoke_decisions(article: Article, *, seen: Sequence[Seen], by: User, reason: str = "") -> None:
    """Let these passages, and those that were merged into them, wait for a decision again.

    An approved wording (see `create_wording`) only loses its approval. A wording that is not approved is withdrawn,
    and only its maker may do that. Raises Stale, PermissionDenied, or ValidationError if nothing is decided.
    """
    reason = clean_paragraphs(reason).strip() or gettext("The decision was taken back.")
    with _deciding(article, seen, by=by) as passages:
        _check_seen(zip(passages, seen, strict=True))
        # By id, so that the twin of both is revoked once.
        stands = {(each.same_as_id or each.pk): None for each in passages if each.status in _DECIDED}
        rows = Passage.objects.filter(pk__in=list(stands)).order_by("pk").select_for_update(of=("self",), no_key=True)
        decisions = [_Decision(each, article, by, reason) for each in rows]
        if not decisions:
            raise ValidationError(gettext("Nothing is decided here, so there is nothing to take back."), code="open")
        for decision in decisions:
            decision.revoke()


_DECIDED = (Status.APPROVED, Status.MERGED)


@dataclass
class _Decision:
    """A decided passage, while its decision is revoked."""

    passage: Passage
    article: Article
    by: User
    reason: str

    def revoke(self) -> None:
        """Let the passage, and those that were merged into it, wait for a decision again."""
        passage, by = self.passage, self.by
        passage.article = self.article
        is_adjudicated, is_approved = is_wording(passage), passage.status == Status.APPROVED
        if is_adjudicated and not is_approved:
            if passage.editor_id != by.pk:
                name = {"name": passage.editor.name}
                raise ValidationError(
                    gettext("%(name)s worded this anew, so %(name)s takes it back. You can return it with a reason.")
                    % name,
                    code="wording",
                )
            # Withdrawing it unmerges the passages that were merged into it.
            withdraw_passage(passage, by=by, version=passage.version, action=uuid.uuid4())
            return
        if is_approved:
            revoke_approval(passage, by=by, reason=self.reason)
            readings = Assignment.objects.filter(article=self.article, editor=passage.editor_id)
            readings.update(accepted_at=None, accepted_by=None)
        if not is_adjudicated:
            unmerge_twins(passage, by=by, reason=self.reason)


def _check_seen(passages: Iterable[tuple[Passage, Seen]]) -> None:
    if any(passage.version != seen.version for passage, seen in passages):
        raise Stale
