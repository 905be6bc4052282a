"""What is said in the security log when somebody enters more than one person may within an hour."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from annotate.http import security_log
from annotate.http.security_log import Event
from claims.actions.entry_limits import LimitReached


def note_limit(request: HttpRequest, error: ValidationError) -> None:
    """Log a refusal that was for the number of things; the person is told by whoever caught it."""
    if isinstance(error, LimitReached):
        security_log.record(
            request, Event.LIMIT_REACHED, what=error.limit.model.__name__.lower(), most=error.limit.most
        )
