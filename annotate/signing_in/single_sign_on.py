"""Single sign-on opens an account that its person connected before.

It never makes one, and no e-mail address opens one.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """What django-allauth asks about accounts elsewhere."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody: people come by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Say what to do to somebody whose account there is connected to none here."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        sentence = gettext(
            "That account is connected to none here. Sign in by your password and connect it under “Security”."
        )
        messages.error(request, sentence)
        raise ImmediateHttpResponse(redirect("login"))
