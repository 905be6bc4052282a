"""Django's admin, for those who run the installation: everything to be seen, little to be changed.

What people mark and agree on is changed in the program alone, where each step has its rules and its second
pair of eyes. So passages, their parts, reviews and history are read-only here, and nothing of value is deleted.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from annotate.admin import people, records, register, work
from annotate.views import sign_in

__all__ = ["people", "records", "register", "work"]

admin.site.site_header = admin.site.site_title = "Gainsay"


def _sign_out(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return sign_in.logout(request)


def _change_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return redirect("password")


# One door for all: its limits and its second factor hold here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.logout = _sign_out  # type: ignore[assignment]
admin.site.password_change = _change_password  # type: ignore[assignment]
# Secrets and sessions are no table to be looked through; e-mail is not used.
for model in (Authenticator, UserSession, EmailAddress):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
