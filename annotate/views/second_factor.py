"""django-allauth's pages of second factors and of confirming who is there, at our addresses and by our rules.

A form that is refused comes back with 422, or 429 when nothing was looked at; no method but GET and POST is answered;
and each page is open to a person who must set up a second factor first.
"""

from collections.abc import Callable
from functools import wraps
from itertools import chain
from typing import Any

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from annotate.http.blocked import blocked_by
from annotate.http.methods import require_get_or_post
from annotate.http.second_factor import open_without_second_factor

type View = Callable[..., HttpResponse]


def ours(view: Any) -> View:
    """A view of django-allauth by our rules."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        forms = [context[name] for name in ("form", "webauthn_form") if context.get(name)]
        errors = [error for form in forms if form.is_bound for error in chain(*form.errors.as_data().values())]
        if errors and response.status_code == 200:
            response.status_code = 422
        return blocked_by(response, errors)

    allowed: Callable[..., HttpResponse] = require_get_or_post(open_without_second_factor(page))
    return sensitive_post_parameters()(allowed)


# At the sign-in: by a code or a passkey as the second factor, or by a passkey alone.
authenticate = ours(base.authenticate)
sign_in_by_passkey = login_not_required(ours(webauthn.login_webauthn))
# An app that makes codes.
app_add = ours(totp.activate_totp)
app_remove = ours(totp.deactivate_totp)
# Passkeys.
passkey_add = ours(webauthn.add_webauthn)
passkey_name = ours(webauthn.edit_webauthn)
passkey_remove = ours(webauthn.remove_webauthn)
# Codes for when the rest is lost.
codes = ours(recovery.view_recovery_codes)
codes_new = ours(recovery.generate_recovery_codes)
# Who is there?
confirm_by_password = ours(reauthenticate)
confirm_by_code = ours(base.reauthenticate)
confirm_by_passkey = ours(webauthn.reauthenticate_webauthn)
