"""Ask who is there once more before something that cannot be undone, or that opens an account.

    @require_POST
    @asks_again
    def member_password(request, …):

Who signed in, or gave the password or the second factor again, within the last five minutes is not asked. Everybody
else is led to the page that asks, and the step goes on from there: a form that was sent is not lost.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext


def asks_again[**P, Answer: HttpResponseBase](
    view: Callable[Concatenate[HttpRequest, P], Answer],
) -> Callable[Concatenate[HttpRequest, P], Answer | HttpResponse]:
    """The view, for those alone who have just shown who they are. A part of a page gets 403 and a link."""
    asking = reauthentication_required(view, app="annotate")

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> Answer | HttpResponse:
        try:
            response: Answer = asking(request, *args, **kwargs)
        except ReauthenticationRequired:
            # Its middleware leads to the page that asks; a part of a page cannot go there.
            if not request.headers.get("HX-Request"):
                raise
            sentence = gettext("This needs your password again, so it was not taken. Confirm it, then repeat the step.")
            context = {"sentence": sentence, "url": reverse("account_reauthenticate"), "action": gettext("Confirm")}
            return render(request, "_problem.html", context, status=403)
        return response

    return checked
