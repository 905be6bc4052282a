"""What is said in the security log when somebody enters more than one person may within an hour."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from annotate import security_log
from annotate.security_log import Event
from claims.models.limits import LimitReached


def note_limit(request: HttpRequest, error: ValidationError) -> None:
    """Log a refusal that was for the number of things; the person is told by whoever caught it."""
    if isinstance(error, LimitReached):
        security_log.record(request, Event.LIMIT_REACHED, what=error.limit.model.lower(), most=error.limit.most)
