"""Writes down what happens to second factors, which django-allauth tells by signals alone."""

from typing import Any

from allauth.mfa import signals
from django.dispatch import receiver
from django.http import HttpRequest

from annotate.http import security_log
from annotate.http.security_log import Event


@receiver(signals.authenticator_added)
def _added(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    security_log.record(request, Event.SECOND_FACTOR_CHANGED, subject=user, step="added", kind=authenticator.type)


@receiver(signals.authenticator_removed)
def _removed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    security_log.record(request, Event.SECOND_FACTOR_CHANGED, subject=user, step="removed", kind=authenticator.type)


@receiver(signals.authenticator_reset)
def _renewed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    security_log.record(request, Event.SECOND_FACTOR_CHANGED, subject=user, step="renewed", kind=authenticator.type)


@receiver(signals.authentication_failed)
def _failed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    security_log.record(request, Event.SIGN_IN_FAILED, subject=user, kind=authenticator.type)
