"""Change the words of a claim, or the note on it."""

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from claims.actions.passage_review import request_new_approval
from claims.constraints import guarded
from claims.models.assignments import Assignment
from claims.models.choices import Status
from claims.models.claims import Claim
from claims.models.collections import Collection
from claims.models.passages import Passage
from claims.models.users import User
from claims.permissions import Action, allowed
from claims.text.short_texts import clean_line, clean_paragraphs, searched


def set_claim_note(claim: Claim, *, note: str) -> None:
    """Set what members should know about the claim."""
    with guarded():
        claim.note = clean_paragraphs(note).strip()
        claim.save(update_fields=["note"])


def reword_claim(claim: Claim, *, by: User, statement: str, spelling: bool = False) -> int:
    """Put the claim in other words; answers how many approved passages wait for agreement again.

    A person who agreed to a passage agreed to the words of its claims. So approved passages that cite this claim go
    back to submitted, submitted ones get a new version, and somebody else than `by` has to agree. With `spelling` the
    passages stay as they are: a reviewer declares that the sense is the same, and the claim's history says so. Raises
    PermissionDenied when only a reviewer may, or ValidationError.
    """
    statement = clean_line(statement)
    reviews = allowed(claim.collection.role_of(by), Action.REVIEW)
    # The context goes into the event with the old words.
    with pghistory.context(spelling=spelling), guarded():
        # The collection is locked as by `get_or_create_claim`, so that no two claims get the same words at once. The
        # claim is not locked against people who cite it meanwhile: they wait for nothing, and hold what is locked next.
        Collection.objects.select_for_update(no_key=True).get(pk=claim.collection_id)
        fresh = Claim.objects.select_for_update(no_key=True).filter(pk=claim.pk).first()
        if fresh is None:
            # The person who entered it took that back meanwhile.
            raise ValidationError(gettext("This claim is not there any more."), code="gone")
        _check_new_words(fresh, statement, by=by)
        cited = Passage.objects.citing(Claim.objects.resolving_to(claim)).decided_on()
        # Readings before passages, both in order, as every action on a passage locks them.
        list(Assignment.objects.holding(cited).order_by("pk").select_for_update(no_key=True))
        passages = list(cited.order_by("pk").select_for_update(of=("self",), no_key=True).for_cards())
        approved = [passage for passage in passages if passage.status == Status.APPROVED]
        if not reviews and (approved or spelling):
            raise PermissionDenied
        if not spelling:
            reason = gettext("The claim “%(claim)s” was reworded.") % {"claim": searched(fresh.statement)}
            for passage in passages:
                request_new_approval(passage, by=by, reason=reason)
            changed = Passage.objects.filter(pk__in=[passage.pk for passage in approved])
            Assignment.objects.holding(changed).update(accepted_at=None, accepted_by=None)
        claim.statement = statement
        claim.save(update_fields=["statement"])
    return 0 if spelling else len(approved)


def _check_new_words(claim: Claim, statement: str, *, by: User) -> None:
    if claim.merged_into_id:
        raise ValidationError(gettext("This claim is merged into another."), code="merged")
    if statement == claim.statement:
        raise ValidationError(gettext("These are the words it has already."), code="same")
    others = Claim.objects.current().filter(collection=claim.collection_id, statement__iexact=statement)
    if others.exclude(pk=claim.pk).known_to(by, collection=claim.collection).exists():
        raise ValidationError(
            gettext("There is a claim in these words already. A reviewer can merge the two."), code="twin"
        )
