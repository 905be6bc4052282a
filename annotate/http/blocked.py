"""What is answered while no password is looked at: 429, or 503 in a crowd, and when to come again."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from annotate.signing_in.account import Blocked

# By the code of the error, ours and django-allauth's for codes of second factors.
STATUSES = {"blocked": 429, "too_many_login_attempts": 429, "rate_limited": 429, "busy": 503}
# Of django-allauth's, which does not say: the time over which it counts.
CODE_SECONDS = 300


def blocked_by[Response: HttpResponse](response: Response, errors: Iterable[Any]) -> Response:
    """The answer, with status and Retry-After if one of these errors says that nothing was looked at."""
    for error in errors:
        if error.code in STATUSES:
            response.status_code = STATUSES[error.code]
            response["Retry-After"] = str(error.seconds if isinstance(error, Blocked) else CODE_SECONDS)
    return response
