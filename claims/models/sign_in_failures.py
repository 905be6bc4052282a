"""How often a password was wrong lately: by user name, by address, by browser."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInFailures(models.Model):
    """Failures that count together. Rows of long ago are removed with the next failure."""

    # What counts together: "name:…", "address:…" or "browser:…". Names are hashed, since people type passwords there.
    key = models.CharField(_("key"), max_length=100, primary_key=True)
    failures = models.PositiveIntegerField(_("failures"))
    last_at = models.DateTimeField(_("last failure at"), db_index=True)
    blocked_until = models.DateTimeField(_("blocked until"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("failures to sign in")

    def __str__(self) -> str:
        return self.key
