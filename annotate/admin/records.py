"""Records of the installation: the security log, and people who were replaced. To look at."""

from django.contrib import admin

from annotate.admin.base import ReadOnly
from claims.models import PersonReplacement, RemovalRequest, SecurityEvent


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnly):
    """What the page “Security log” shows."""

    list_display = ("at", "event", "person", "subject", "address", "request_id")
    list_filter = ("event",)
    list_select_related = ("person", "subject")
    ordering = ("-pk",)


@admin.register(RemovalRequest)
class RemovalRequestAdmin(ReadOnly):
    """Who asked to be removed; answered on the page “Removal of people”."""

    list_display = ("person", "asked_at", "taken_back_at", "answered_at", "answered_by")
    list_select_related = ("person", "answered_by")


@admin.register(PersonReplacement)
class PersonReplacementAdmin(ReadOnly):
    """Who was replaced by which number."""

    list_display = ("number", "person", "by", "at")
    list_select_related = ("person", "by")
