"""What is kept about oneself: taking it away, and asking to be replaced by a number."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.http.downloads import JSON, download
from annotate.http.reauthentication import asks_again
from annotate.http.security_log import Event, record
from claims.actions.removal_request import cancel_removal_request, request_removal
from claims.models import User
from claims.queries.personal_data import pieces


@require_safe
@never_cache
def your_data(request: HttpRequest) -> HttpResponse:
    """What is kept, the download, and how a request for removal stands."""
    return _page(request, access.user_of(request))


def _page(request: HttpRequest, person: User, *, status: int = 200, refused: list[str] | None = None) -> HttpResponse:
    context = {"request_for_removal": person.removal_requests.first(), "refused": refused}
    return render(request, "annotate/your_data.html", context, status=status)


@require_safe
@never_cache
@asks_again
def your_data_file(request: HttpRequest) -> HttpResponseBase:
    """All of it as one JSON file."""
    filename = f"gainsay-data-{timezone.localdate().isoformat()}.json"
    file = pieces(access.user_of(request))
    return download(request, file, filename=filename, content_type=JSON, event=Event.PERSONAL_DATA_TAKEN)


@require_POST
def removal_ask(request: HttpRequest) -> HttpResponse:
    """Ask an administrator to be replaced by a number."""
    person = access.user_of(request)
    try:
        request_removal(person)
    except ValidationError as error:
        return _page(request, person, status=422, refused=error.messages)
    record(request, Event.REMOVAL_REQUESTED)
    messages.success(request, gettext("Your request is stored. An administrator will answer it."))
    return redirect("your_data")


@require_POST
def removal_take_back(request: HttpRequest) -> HttpResponse:
    """Stay after all."""
    cancel_removal_request(access.user_of(request))
    record(request, Event.REMOVAL_TAKEN_BACK)
    messages.success(request, gettext("Your request is taken back."))
    return redirect("your_data")
