"""Request to be replaced by a number, cancel the request, decline it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import RemovalRequest, User


def request_removal(person: User) -> RemovalRequest:
    """Ask an administrator to replace the person. Raises ValidationError if a request is open already."""
    with guarded():
        return RemovalRequest.objects.create(person=person)


def cancel_removal_request(person: User) -> None:
    """Cancel the person's open request. Having none is no error, since another window may have cancelled it."""
    with guarded():
        RemovalRequest.objects.open().filter(person=person).update(taken_back_at=timezone.now())


def decline_removal_request(request: RemovalRequest, *, by: User, reason: str) -> None:
    """Decline the request, with a reason that the person reads. Raises ValidationError if it is not open any more."""
    if not reason.strip():
        raise ValidationError({"reason": gettext("Say why, so that the person knows.")}, code="reason")
    with guarded():
        answered = RemovalRequest.objects.open().filter(pk=request.pk)
        if not answered.update(answered_at=timezone.now(), answered_by=by, reason=reason.strip()):
            raise ValidationError(gettext("This request was taken back or answered meanwhile."), code="gone")
