"""The security log, for administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotate import access
from annotate.forms.records import SecurityLogForm
from annotate.http import query_params
from annotate.presenters.security_log import shown
from claims.models import SecurityEvent
from claims.queries.security_log import LEAFED, entries

ENTRIES_AT_ONCE = 50


@require_safe
@never_cache
def security_log(request: HttpRequest) -> HttpResponse:
    """What happened, the newest first; by event, person and days."""
    access.administrator(request)
    form = SecurityLogForm(request.GET)
    found = entries(**form.cleaned_data) if form.is_valid() else SecurityEvent.objects.none()
    page = query_params.page(request, found, size=ENTRIES_AT_ONCE)
    context = {
        "form": form,
        "page": page,
        "entries": shown(page),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "leafed": LEAFED if page.paginator.count == LEAFED else None,
    }
    return render(request, "annotate/security_log.html", context, status=200 if form.is_valid() else 422)
