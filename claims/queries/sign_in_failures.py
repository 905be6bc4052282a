"""Whether somebody may try a password now."""

from datetime import datetime

from django.utils import timezone

from claims.models.sign_in_failures import SignInFailures


def blocked_until(keys: list[str]) -> datetime | None:
    """The latest moment until which one of the keys is blocked; None if none is."""
    blocked = SignInFailures.objects.filter(key__in=keys, blocked_until__gt=timezone.now())
    return max(blocked.values_list("blocked_until", flat=True), default=None)  # type: ignore[type-var]
