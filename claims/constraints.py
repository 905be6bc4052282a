"""Rules that the database itself keeps, each with one name and one human message.

A rule that a check or a unique index cannot say is a `Refuse` trigger. Whoever breaks a rule, through a form, a
verb or an import, is told the same: `explain` turns the database's refusal into that message.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refuse(pgtrigger.Trigger):
    """A constraint trigger: refuses the row when `unless` (an SQL condition on NEW and OLD) is not true.

    The error carries the trigger's name as constraint name, so that `explain` finds the message.
    """

    when = pgtrigger.After
    timing = pgtrigger.Immediate

    def __init__(self, *, unless: str, message: str | Promise, **kwargs: Any) -> None:
        self.unless = unless
        self.message = message
        super().__init__(**kwargs)

    def get_func(self, model: type[models.Model]) -> str:
        """The body of the trigger function."""
        return self.format_sql(f"""
            IF ({self.unless}) IS NOT TRUE THEN
                RAISE EXCEPTION '{self.name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}',
                    TABLE = TG_TABLE_NAME;
            END IF;
            RETURN NULL;
        """)


def fixed(*fields: str, name: str, message: str | Promise) -> Refuse:
    """A trigger that refuses to change these columns once the row is there."""
    return Refuse(
        name=name, operation=pgtrigger.UpdateOf(*fields), message=message,
        unless=" AND ".join(f"NEW.{field} IS NOT DISTINCT FROM OLD.{field}" for field in fields),
    )


def undeletable(*, name: str, message: str | Promise) -> Refuse:
    """A trigger that refuses to delete any row of its table."""
    return Refuse(name=name, operation=pgtrigger.Delete, message=message, unless="FALSE")


def constraint_name(error: IntegrityError) -> str:
    """The name of the constraint that psycopg says was broken, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def messages() -> dict[str, tuple[str | Promise, str]]:
    """Every named rule of the domain: name → (message, code)."""
    found: dict[str, tuple[str | Promise, str]] = {}
    for model in apps.get_app_config("claims").get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = (
                constraint.violation_error_message, constraint.violation_error_code or constraint.name,
            )
        for trigger in getattr(model._meta, "triggers", []):
            if isinstance(trigger, Refuse):
                found[str(trigger.name)] = (trigger.message, str(trigger.name))
    return found


def explain(error: IntegrityError) -> ValidationError:
    """The human message for what the database refused; re-raises what is no named rule of ours."""
    rule = messages().get(constraint_name(error))
    if rule is None:
        raise error
    message, code = rule
    return ValidationError(message, code=code)


@contextmanager
def guarded() -> Iterator[None]:
    """One transaction; a broken rule comes out as ValidationError and nothing of it is stored."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise explain(error) from error


NO_SEMICOLON = _("This may not contain a semicolon: lists in the exported table are separated by it.")
