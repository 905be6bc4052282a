"""What every table has: who made the row and when, and how its history is kept."""

from typing import Any

import pghistory
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Recorded(models.Model):
    """A row that knows its maker; empty for what the program itself brought (the seeded register)."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"), db_default=models.functions.Now(), editable=False)

    class Meta:
        abstract = True


def rows_of(model: str) -> Any:
    """The default manager of a model of the domain, for modules that the model's own module builds on."""
    return apps.get_model("claims", model)._default_manager


def is_one_of(field: str, listed: Any) -> models.Func:
    """SQL: whether the field is one of these values; a list, or the place for one in what is prepared."""
    return models.Func(
        field, listed, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=models.BooleanField()
    )


def remembered(**options: Any) -> Any:
    """Class decorator: keep the old row on update and delete; inserts pay nothing.

    The name says it to a reader of the model; the rest is django-pghistory's `track`.
    """
    meta = options.pop("meta", {})
    meta = {**meta, "triggers": [*meta.get("triggers", []), not_emptied()]}
    return pghistory.track(pghistory.UpdateEvent(row="OLD"), pghistory.DeleteEvent(), meta=meta, **options)


def not_emptied() -> pgtrigger.Trigger:
    """A trigger that refuses TRUNCATE, which passes by the triggers of rows."""
    return pgtrigger.Trigger(
        name="not_emptied",
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
    )


def names_people(*, hides: str) -> dict[str, Any]:
    """Options for `remembered`, where the history holds names of people: append only, but for hiding a person.

    `hides` is SQL on OLD and NEW: whether the update does nothing but that (`claims/sql/records.sql`).
    """
    trigger = pgtrigger.Trigger(
        name="append_only",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF TG_OP = 'UPDATE' THEN
                IF {hides} THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
        """,
    )
    return {"append_only": False, "meta": {"triggers": [trigger]}}
